"""Sending again: as it was, with other values, in a series; never a write unasked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cloudflow_tui.errors import HistoryError, RefusedError
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.replay import ReplayResult, plan_replay, replay, wants_name
from tests.factories import make_exchange, make_request
from tests.history.samples import add
from tests.transport.nasty_server import NastyServer


async def sent(workspace: Workspace, endpoint_id: str, **values: object) -> int:
    draft = workspace.draft(endpoint_id)
    for name, value in values.items():
        draft.set(name, value)
    return (await workspace.send(draft, anyway=True, confirmed=True)).number


def lines(server: NastyServer) -> list[str]:
    """Request lines that the server got."""
    return [head.splitlines()[0].removesuffix(" HTTP/1.1") for head in server.heads]


async def test_a_series_goes_again_in_its_order(workspace: Workspace, server: NastyServer) -> None:
    numbers = [await sent(workspace, "users.list"), await sent(workspace, "version.get")]
    told: list[ReplayResult] = []
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    steps = plan_replay(workspace, numbers)
    results = await replay(workspace, steps, pace_s=1.5, on_step=told.append, pause=pause)
    assert lines(server) == ["GET /users.json", "GET /version.json"] * 2
    assert results == told
    assert [(one.old_status, one.is_bad) for one in results] == [(200, False), (200, False)]
    assert pauses == [1.5]
    assert workspace.history.count() == 4


async def test_nothing_is_written_again_unasked(workspace: Workspace, server: NastyServer) -> None:
    numbers = [await sent(workspace, "users.list"), await sent(workspace, "users.delete", user_id=17)]
    steps = plan_replay(workspace, numbers)
    assert [step.is_write for step in steps] == [False, True]
    with pytest.raises(RefusedError, match=r"2 DELETE /users/:user_id|2 DELETE /users/:id"):
        await replay(workspace, steps)
    assert len(server.heads) == 2
    results = await replay(workspace, steps, is_confirmed=True)
    assert [one.exchange.status for one in results if one.exchange is not None] == [200, 204]


async def test_a_read_only_profile_refuses_all_the_same(workspace: Workspace) -> None:
    number = await sent(workspace, "users.delete", user_id=17)
    workspace.profile = replace(workspace.profile, is_read_only=True)
    (result,) = await replay(workspace, plan_replay(workspace, [number]), is_confirmed=True)
    assert isinstance(result.error, RefusedError)
    assert result.is_bad


async def test_production_wants_the_name_again(workspace: Workspace, server: NastyServer) -> None:
    number = await sent(workspace, "users.delete", user_id=17)
    workspace.profile = replace(workspace.profile, is_production=True)
    steps = plan_replay(workspace, [number])
    with pytest.raises(RefusedError, match="destroys on production, and the name of what goes was not given"):
        await replay(workspace, steps, is_confirmed=True)
    assert len(server.heads) == 1
    named = wants_name(workspace, steps)
    assert named == steps
    with pytest.raises(RefusedError, match="would change things again"):
        await replay(workspace, steps, named=named)
    (result,) = await replay(workspace, steps, is_confirmed=True, named=named)
    assert result.exchange is not None
    assert len(server.heads) == 2


async def test_it_stops_at_the_first_error_or_goes_on(workspace: Workspace, server: NastyServer) -> None:
    numbers = [await sent(workspace, "users.list"), await sent(workspace, "users.get", user_id=99)]
    numbers.append(numbers[0])
    steps = plan_replay(workspace, numbers)
    assert len(await replay(workspace, steps)) == 2
    assert len(await replay(workspace, steps, stops_on_error=False)) == 3


async def test_other_values(workspace: Workspace, server: NastyServer) -> None:
    number = await sent(workspace, "users.get", user_id=99)
    draft = workspace.draft("users.list")
    draft.extra_query.append(("q", "${word}"))
    other = (await workspace.send(draft, anyway=True)).number
    server.heads.clear()
    steps = plan_replay(workspace, [number, other], {"user_id": "17", "word": "zaza"})
    await replay(workspace, steps, stops_on_error=False)
    assert lines(server) == ["GET /users/17.json", "GET /users.json?q=zaza"]


async def test_a_masked_secret_must_be_given_anew(workspace: Workspace, server: NastyServer) -> None:
    number = await sent(workspace, "users.create", login="zaza", password="hunter22hunter")
    (step,) = plan_replay(workspace, [number])
    assert "password" in step.trouble
    server.heads.clear()
    (result,) = await replay(workspace, [step], is_confirmed=True)
    assert result.error is not None
    assert server.heads == []
    (step,) = plan_replay(workspace, [number], {"password": "other22other"})
    assert step.trouble == ""
    (result,) = await replay(workspace, [step], is_confirmed=True)
    assert result.exchange is not None
    sent_body = json.loads(result.exchange.request.body)
    assert sent_body["user"]["password"] == "other22other"


async def test_an_imported_one_is_sent_as_it_was(workspace: Workspace, server: NastyServer) -> None:
    body = b'{"user": {"login" : "zaza"}}'
    request = make_request(
        "POST", url="https://elsewhere.example.com/users.json?x=1", body=body, endpoint_id=""
    )
    number = add(workspace.history, make_exchange(request=request))
    (step,) = plan_replay(workspace, [number])
    assert step.is_write
    (result,) = await replay(workspace, [step], is_confirmed=True)
    assert lines(server) == ["POST /users.json?x=1"]
    assert result.exchange is not None
    assert result.exchange.request.body == body


def test_an_unknown_number(workspace: Workspace) -> None:
    with pytest.raises(HistoryError, match="no exchange 9"):
        plan_replay(workspace, [9])
