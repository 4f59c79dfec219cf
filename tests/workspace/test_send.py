"""One exchange from draft to history, and every end it can come to."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.errors import BuildError, InvalidDraftError, RefusedError
from cloudflow_tui.exchange import Exchange, Outcome
from cloudflow_tui.history import History
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile
from cloudflow_tui.request import Draft
from cloudflow_tui.workspace import Workspace, send
from cloudflow_tui.workspace.send import refuse_invalid
from tests.history.samples import all_bytes
from tests.transport.nasty_server import NastyServer, Reader, Writer, nasty_server, whole
from tests.workspace.conftest import SECRET


def on(workspace: Workspace, prefix: str) -> Workspace:
    """The same workspace with its Control Panel below a path."""
    workspace.profile = replace(workspace.profile, url=workspace.profile.url + prefix)
    return workspace


async def test_an_answer_is_written_down(workspace: Workspace) -> None:
    exchange = await workspace.send(workspace.draft("users.list"))
    assert (exchange.outcome, exchange.status) == (Outcome.ANSWERED, 200)
    assert (exchange.number, exchange.profile_name, exchange.login) == (1, "lab", "ann")
    (row,) = workspace.history.rows()
    assert (row.number, row.status, row.what_happened) == (1, 200, "1 item")


async def test_it_is_in_the_history_before_its_first_byte_leaves(profile: Profile, home: Path) -> None:
    environ = {"LAB_SECRET": SECRET, "CLOUDFLOW_HOME": str(home)}
    paths = app_paths(environ)
    seen: list[Outcome] = []

    async def look(server: NastyServer, reader: Reader, writer: Writer) -> None:
        history = History.open(paths.history_file)
        seen.extend(row.outcome for row in history.rows())
        history.close()
        writer.write(whole(b"[]"))

    async with (
        nasty_server(routes={"/users.json": look}) as server,
        Workspace.open(replace(profile, url=server.url), paths=paths, environ=environ) as workspace,
    ):
        await workspace.send(workspace.draft("users.list"))
        assert [row.outcome for row in workspace.history.rows()] == [Outcome.ANSWERED]
    assert seen == [Outcome.SENDING]


async def test_a_cancelled_one_is_recorded_as_cancelled(workspace: Workspace, server: NastyServer) -> None:
    on(workspace, "/hold")
    sending = asyncio.create_task(workspace.send(workspace.draft("users.list")))
    await server.is_reached.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    (row,) = workspace.history.rows()
    assert (row.outcome, row.what_happened, row.status) == (Outcome.CANCELLED, "cancelled", None)


async def test_a_cut_answer_is_recorded_with_what_came(workspace: Workspace) -> None:
    exchange = await on(workspace, "/cut").send(workspace.draft("users.list"))
    assert exchange.outcome is Outcome.FAILED
    stored = workspace.history.get(exchange.number)
    assert stored.failure == exchange.failure
    assert stored.response is not None
    assert stored.response.body.read() == b"[1, 2"
    assert workspace.history.rows()[0].what_happened == "answer cut"


async def test_no_server_is_recorded(workspace: Workspace) -> None:
    workspace.profile = replace(workspace.profile, url="https://nonexistent.invalid")
    exchange = await workspace.send(workspace.draft("users.list"))
    assert exchange.outcome is Outcome.FAILED
    assert workspace.history.rows()[0].what_happened == "no answer: address unknown"


async def test_a_large_answer_reaches_the_history(workspace: Workspace) -> None:
    exchange = await on(workspace, "/large").send(workspace.draft("users.list"))
    assert exchange.response is not None
    assert exchange.response.body.path is not None
    stored = workspace.history.get(exchange.number).response
    assert stored is not None
    assert stored.body.read() == exchange.response.body.read()


async def test_an_unexpected_end_is_recorded_and_goes_on(workspace: Workspace) -> None:
    def break_down(came: int, expected: int | None) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await workspace.send(workspace.draft("users.list"), on_progress=break_down)
    assert workspace.history.rows()[0].outcome is Outcome.FAILED


async def test_an_answer_that_cannot_be_written_down_is_handed_back(workspace: Workspace) -> None:
    def close(came: int, expected: int | None) -> None:
        workspace.history.close()

    exchange = await workspace.send(workspace.draft("users.list"), on_progress=close)
    assert exchange.status == 200
    assert workspace.warning.startswith("Exchange 1 is not complete in the history.")


async def test_what_cannot_be_written_down_is_sent_all_the_same(workspace: Workspace) -> None:
    workspace.history.close()
    exchange = await workspace.send(workspace.draft("users.list"))
    assert (exchange.status, exchange.number) == (200, 0)
    assert workspace.warning.startswith("This exchange is not in the history.")


async def test_sending_needs_no_history(workspace: Workspace) -> None:
    folder = workspace.paths.history_file.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    exchange = await workspace.send(workspace.draft("users.list"))
    assert (exchange.status, exchange.number) == (200, 0)
    assert "cannot be opened" in workspace.warning


@pytest.mark.parametrize("prefix", ["", "/large"])
async def test_an_answer_is_told_before_it_is_written_down(workspace: Workspace, prefix: str) -> None:
    seen: list[tuple[int, Outcome]] = []

    def look(exchange: Exchange) -> None:
        seen.append((exchange.number, workspace.history.rows()[0].outcome))

    await workspace.send(on(workspace, prefix).draft("users.list"), on_answer=look)
    assert seen == [(1, Outcome.SENDING)]
    assert workspace.history.rows()[0].outcome is Outcome.ANSWERED


async def test_an_answer_is_written_down_whatever_its_listener_does(workspace: Workspace) -> None:
    def break_down(exchange: Exchange) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await workspace.send(workspace.draft("users.list"), on_answer=break_down)
    assert workspace.history.rows()[0].outcome is Outcome.ANSWERED


async def test_an_answer_is_written_down_once_it_was_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    finish = History.finish

    def noted(history: History, exchange: Exchange, what_happened: str) -> None:
        done.append("written down")
        finish(history, exchange, what_happened)

    async def read() -> None:
        for _ in range(100):
            await asyncio.sleep(0)
        done.append("read")

    monkeypatch.setattr(History, "finish", noted)
    await workspace.send(workspace.draft("users.list"), on_answer=lambda _: read())
    assert done == ["read", "written down"]
    assert workspace.history.rows()[0].outcome is Outcome.ANSWERED


async def test_who_never_comes_to_an_end_holds_nothing_up(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "HELD_BACK_S", 0.05)
    async with asyncio.timeout(20):
        await workspace.send(workspace.draft("users.list"), on_answer=lambda _: asyncio.Event().wait())
    assert workspace.history.rows()[0].outcome is Outcome.ANSWERED


async def test_a_cancelled_wait_is_written_down_all_the_same(workspace: Workspace) -> None:
    is_waiting = asyncio.Event()

    async def read_for_ever() -> None:
        is_waiting.set()
        await asyncio.Event().wait()

    sending = asyncio.ensure_future(
        workspace.send(workspace.draft("users.list"), on_answer=lambda _: read_for_ever())
    )
    async with asyncio.timeout(20):
        await is_waiting.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert workspace.history.rows()[0].outcome is Outcome.ANSWERED


async def test_progress_is_told(workspace: Workspace) -> None:
    told: list[tuple[int, int | None]] = []
    await workspace.send(workspace.draft("users.list"), on_progress=lambda *one: told.append(one))
    assert told == [(33, 33)]


def read_only_create(workspace: Workspace) -> Draft:
    workspace.profile = replace(workspace.profile, is_read_only=True)
    return workspace.draft("users.create", login="zaza")


def unconfirmed_delete(workspace: Workspace) -> Draft:
    return workspace.draft("users.delete", user_id=17)


def without_values(workspace: Workspace) -> Draft:
    return workspace.draft("users.create")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (read_only_create, RefusedError),
        (unconfirmed_delete, RefusedError),
        (without_values, InvalidDraftError),
    ],
)
async def test_what_is_refused_leaves_no_trace(
    workspace: Workspace,
    server: NastyServer,
    make: Callable[[Workspace], Draft],
    error: type[Exception],
) -> None:
    draft = make(workspace)
    with pytest.raises(error):
        workspace.check(draft)
    with pytest.raises(error):
        await workspace.send(draft)
    assert server.heads == []
    assert workspace.history.count() == 0


async def test_a_confirmed_delete_is_sent(workspace: Workspace, server: NastyServer) -> None:
    exchange = await workspace.send(workspace.draft("users.delete", user_id=17), confirmed=True)
    assert exchange.status == 204
    assert server.heads[0].startswith("DELETE /users/17.json ")


async def test_a_path_without_its_id_cannot_be_sent_at_all(workspace: Workspace) -> None:
    with pytest.raises(BuildError, match="user_id"):
        await workspace.send(workspace.draft("users.get"), anyway=True)


def test_problems_are_counted_and_named(home: Path) -> None:
    workspace = Workspace.open(Profile("lab", "https://cp.example.net"))
    with pytest.raises(InvalidDraftError) as caught:
        refuse_invalid(workspace.draft("users.create"))
    assert "required are missing: " in caught.value.message
    assert "login" in caught.value.message
    assert caught.value.problems


@pytest.fixture
async def answered(workspace: Workspace) -> Exchange:
    return await workspace.send(workspace.draft_call("GET", f"/odd/thing?word={SECRET}"))


async def test_the_secret_of_the_profile_is_not_on_disk(workspace: Workspace, answered: Exchange) -> None:
    assert answered.response is not None
    assert SECRET.encode() in answered.response.body.read()
    workspace.close()
    assert SECRET.encode() not in all_bytes(workspace.paths.history_file)


async def test_the_masked_exchange_may_be_shown(workspace: Workspace, answered: Exchange) -> None:
    masked = workspace.masked(answered)
    assert SECRET not in masked.request.url
    assert masked.response is not None
    assert SECRET.encode() not in masked.response.body.read()


async def test_the_loop_goes_on_while_another_program_holds_the_history(
    workspace: Workspace, server: NastyServer
) -> None:
    await workspace.send(workspace.draft("users.list"))
    with closing(sqlite3.connect(workspace.history.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        sending = asyncio.create_task(workspace.send(workspace.draft("users.list")))
        for _ in range(20):
            await asyncio.sleep(0)
        assert not sending.done()
        assert [row.number for row in workspace.history.rows()] == [1]
        other.execute("COMMIT")
    assert (await sending).number == 2
    assert workspace.history.warning == ""


async def test_one_cancelled_while_it_is_written_down_is_recorded_and_not_sent(
    workspace: Workspace, server: NastyServer
) -> None:
    on(workspace, "/hold")
    assert workspace.history.count() == 0
    with closing(sqlite3.connect(workspace.history.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        sending = asyncio.create_task(workspace.send(workspace.draft("users.list")))
        for _ in range(20):
            await asyncio.sleep(0)
        sending.cancel()
        await asyncio.sleep(0)
        other.execute("COMMIT")
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert not server.is_reached.is_set()
    assert [row.outcome for row in workspace.history.rows()] == [Outcome.CANCELLED]
