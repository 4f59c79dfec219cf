"""Retries: reads only, on request only."""

from __future__ import annotations

import pytest

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.exchange import Exchange
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.retry import may_pass, pause_before, send_with_retries
from tests.factories import make_exchange, make_response
from tests.transport.nasty_server import NastyServer, Reader, Writer, nasty_server, whole


async def test_a_read_is_sent_again_until_it_is_answered(workspace: Workspace, server: NastyServer) -> None:
    count = 0

    async def moody(server: NastyServer, reader: Reader, writer: Writer) -> None:
        nonlocal count
        count += 1
        if count == 1:
            return
        status = "503 Service Unavailable" if count == 2 else "200 OK"
        writer.write(whole(b"[]", status=status, headers="Retry-After: 7"))

    paused: list[float] = []
    told: list[int | None] = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    async with nasty_server(routes={"/users.json": moody}) as moody_server:
        other = workspace.on(workspace.profile.__class__("moody", moody_server.url))
        draft = other.draft("users.list")
        exchange = await send_with_retries(
            lambda: other.send(draft),
            draft,
            3,
            on_retry=lambda exchange, _: told.append(exchange.status),
            pause=pause,
        )
        assert other.history.count() == 3
        await other.aclose()
    assert exchange.status == 200
    assert paused == [0.5, 7.0]
    assert told == [None, 503]


async def test_what_changes_things_is_never_sent_twice(workspace: Workspace, server: NastyServer) -> None:
    draft = workspace.draft("users.create", login="ann")
    with pytest.raises(RefusedError, match="never sent twice"):
        await send_with_retries(lambda: workspace.send(draft, anyway=True), draft, 1)
    assert server.connection_count == 0


@pytest.mark.parametrize(
    ("status", "may"), [(200, False), (404, False), (500, False), (502, True), (504, True)]
)
def test_what_may_pass(status: int, may: bool) -> None:
    assert may_pass(answered(status)) is may


def test_pauses_grow_and_end() -> None:
    assert [pause_before(answered(503), number) for number in (0, 1, 2, 9)] == [0.5, 1.0, 2.0, 30.0]
    wish = make_exchange(response=make_response(503, headers=(("Retry-After", "3600"),)))
    assert pause_before(wish, 0) == 30.0


def answered(status: int) -> Exchange:
    return make_exchange(response=make_response(status))
