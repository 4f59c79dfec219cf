"""Waiting for what holds an object, then sending once; looking for what a lost call did before that."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile
from cloudflow_tui.request import Draft
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.evidence import Evidence
from cloudflow_tui.workspace.evidence_lines import Gathered
from cloudflow_tui.workspace.resending import resend_of, wait_until_free
from tests.transport.nasty_server import NastyServer, Reader, Route, Writer, nasty_server, says, whole

HELD = Evidence("Transaction 12 runs.", "read", 3, holding_id=12, holding_path="/virtual_machines/7")


def on(url: str) -> Workspace:
    return Workspace(Profile("box", url, login="ann"), paths=app_paths(), environ={}, secret="s3cret-of-ann")


def transaction(status: str) -> bytes:
    row = {"id": 12, "action": "stop_virtual_machine", "status": status}
    return whole(json.dumps([{"transaction": row}]).encode())


def in_turn(*answers: bytes) -> Route:
    """A route that answers these one behind the other, the last one for ever."""
    left = itertools.chain(answers, itertools.repeat(answers[-1]))

    async def route(server: NastyServer, reader: Reader, writer: Writer) -> None:
        writer.write(next(left))

    return route


async def no_sleep(seconds: float) -> None:
    """Time does not pass in tests."""


def test_what_is_offered() -> None:
    waiting = resend_of([HELD])
    assert waiting is not None
    assert waiting.question == "Wait for transaction 12 on /virtual_machines/7, then send once?"
    again = resend_of([Evidence("It was not made.", "read", 4, is_undone=True)])
    assert again is not None
    assert (again.path, again.question) == ("", "Nothing was done: send it again, once?")
    assert resend_of([Evidence("It is there as 7.", "read", 4)]) is None


async def test_it_waits_until_nothing_holds_the_object() -> None:
    said: list[str] = []
    busy, running, done = transaction("pending"), transaction("running"), transaction("complete")
    routes = {"/virtual_machines/7/transactions.json": in_turn(busy, busy, running, done)}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        await wait_until_free(workspace, "/virtual_machines/7", on_busy=said.append, sleep=no_sleep)
        assert len(server.heads) == 4
        assert not workspace.has_history, "looking is not written down"
    assert said == [
        "transaction 12 (stop_virtual_machine) is pending",
        "transaction 12 (stop_virtual_machine) is running",
    ]


@pytest.mark.parametrize(
    ("status", "looks"), [("401 Unauthorized", 1), ("403 Forbidden", 1), ("503 Busy", 5)]
)
async def test_it_gives_up_when_nobody_can_tell(status: str, looks: int) -> None:
    routes = {"/virtual_machines/7/transactions.json": says(whole(b"", status=status))}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        with pytest.raises(RefusedError, match="cannot be read"):
            await wait_until_free(workspace, "/virtual_machines/7", sleep=no_sleep)
        assert len(server.heads) == looks


async def test_it_does_not_wait_for_ever() -> None:
    routes = {"/virtual_machines/7/transactions.json": says(transaction("pending"))}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        with pytest.raises(RefusedError, match="is pending still after 0 s"):
            await wait_until_free(workspace, "/virtual_machines/7", timeout_s=0, sleep=no_sleep)


def lost(exchange: Exchange) -> Exchange:
    """The exchange as if its answer had never come."""
    failure = Failure(FailureKind.TIMEOUT, "No answer came.", may_have_arrived=True)
    return replace(exchange, outcome=Outcome.FAILED, response=None, failure=failure)


async def gathered_after(workspace: Workspace, draft: Draft) -> tuple[Gathered, Gathered]:
    """Before and after the one read that a lost call proposes."""
    exchange = lost(await workspace.send(draft, anyway=True, confirmed=True))
    before = Gathered.of(workspace, exchange, draft)
    assert before.resend is None, "nothing is offered before it was looked for"
    [read] = before.reads
    return before, await before.after_reading(workspace, before.reads.index(read))


def user(**values: object) -> bytes:
    return whole(json.dumps({"user": values}).encode())


@pytest.mark.parametrize(
    ("rows", "said", "is_offered"),
    [
        ([{"user": {"id": 7, "login": "zed"}}], "login zed is there as 7: do not send it again.", False),
        ([], "login zed is not in /users: it was not made.", True),
    ],
)
async def test_a_lost_creation(rows: list[object], said: str, is_offered: bool, home: Path) -> None:
    routes: dict[str, Route] = {"/users.json": in_turn(user(id=7), whole(json.dumps(rows).encode()))}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        draft = workspace.draft("users.create", login="zed", email="z@example.net", password="Geheim-2026")
        before, after = await gathered_after(workspace, draft)
        assert before.questions == ("Read /users to see whether login zed was made?",)
        assert said in after.lines[0]
        assert (after.resend is not None) is is_offered
        assert Gathered(after.exchange, after.known, (), is_resent=True).resend is None


async def test_a_lost_creation_is_looked_for_on_every_page(home: Path) -> None:
    heads = "Content-Type: application/json\r\nX-Page: 1\r\nX-Limit: 1\r\nX-Total: 2"
    first = whole(b'[{"user":{"id":1,"login":"ann"}}]', headers=heads)
    second = whole(b'[{"user":{"id":9,"login":"zed"}}]', headers=heads.replace("Page: 1", "Page: 2"))
    routes: dict[str, Route] = {"/users.json": in_turn(user(id=9), first, second)}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        draft = workspace.draft("users.create", login="zed", email="z@example.net", password="Geheim-2026")
        _, after = await gathered_after(workspace, draft)
        assert "login zed is there as 9" in after.lines[0]


@pytest.mark.parametrize(
    ("answer", "said", "is_offered"),
    [
        (user(id=7), "/users/7 is still there.", True),
        (whole(b"{}", status="404 Not Found"), "it was deleted, do not send it again", False),
    ],
)
async def test_a_lost_deletion(answer: bytes, said: str, is_offered: bool, home: Path) -> None:
    routes: dict[str, Route] = {"/users/7.json": in_turn(whole(b"", status="204 No Content"), answer)}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        _, after = await gathered_after(workspace, workspace.draft("users.delete", user_id=7))
        assert said in after.lines[0]
        assert (after.resend is not None) is is_offered


@pytest.mark.parametrize(
    ("name", "said", "is_offered"),
    [
        ("Zaza", "/users/7 has first_name as sent: do not send it again.", False),
        ("Ann", "/users/7 has another first_name than was sent: it was not changed.", True),
    ],
)
async def test_a_lost_change(name: str, said: str, is_offered: bool, home: Path) -> None:
    changed = whole(b"", status="204 No Content")
    routes: dict[str, Route] = {"/users/7.json": in_turn(changed, user(id=7, first_name=name))}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        draft = workspace.draft_call("PUT", "/users/7", given=["first_name"])
        draft.set("first_name", "Zaza")
        _, after = await gathered_after(workspace, draft)
        assert said in after.lines[0]
        assert (after.resend is not None) is is_offered
