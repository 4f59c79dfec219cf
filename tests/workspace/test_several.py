"""One read to several profiles."""

from __future__ import annotations

import pytest

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.several import Answer, send_to_several
from tests.transport.nasty_server import nasty_server, says, whole


def on(name: str, url: str, *, secret: str | None = "s3cret-of-all") -> Workspace:
    place = SecretPlace("env", "NOT_SET")
    return Workspace(
        Profile(name, url, login="ann", secret=place), paths=app_paths(), environ={}, secret=secret
    )


async def test_answers_stand_side_by_side() -> None:
    same = {"/users.json": says(whole(b'[{"user": {"id": 1}}]'))}
    other = {"/users.json": says(whole(b'[{"user": {"id": 2}}]'))}
    spaced = {"/users.json": says(whole(b'[ {"user": {"id":1}} ]'))}
    told: list[Answer] = []
    async with (
        nasty_server(routes=same) as one,
        nasty_server(routes=other) as two,
        nasty_server(routes=spaced) as three,
    ):
        workspaces = [
            on("one", one.url),
            on("two", two.url),
            on("three", three.url),
            on("broken", one.url, secret=None),
        ]
        answers = await send_to_several(
            workspaces, lambda workspace: workspace.draft("users.list"), on_answer=told.append
        )
        for workspace in workspaces:
            await workspace.aclose()
    assert [answer.profile_name for answer in answers] == ["one", "two", "three", "broken"]
    assert [answer.is_like_first for answer in answers] == [True, False, True, False]
    assert "NOT_SET" in str(answers[3].error)
    assert len(told) == 4
    assert [len(server.heads) for server in (one, two, three)] == [1, 1, 1]


async def test_nothing_but_reads_goes_to_several() -> None:
    async with nasty_server() as server:
        workspaces = [on("one", server.url), on("two", server.url)]
        with pytest.raises(RefusedError, match="only reads"):
            await send_to_several(workspaces, lambda workspace: workspace.draft("users.delete", user_id=1))
        assert server.connection_count == 0
