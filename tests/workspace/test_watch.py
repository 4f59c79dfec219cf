"""Watching a read, on the sandbox and on a server that refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cloudflow_tui.errors import QueryError, RefusedError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.request import Draft
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.watch import Look, refuse_watching, watch


@pytest.fixture
async def workspace(sandbox: SandboxAddress, home: Path) -> AsyncIterator[Workspace]:
    environ = {"CLOUDFLOW_HOME": str(home), "PW": sandbox.password}
    profile = Profile("lab", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "PW"))
    async with Workspace.open(profile, paths=app_paths(environ), environ=environ) as opened:
        yield opened


async def new_user(workspace: Workspace) -> Draft:
    """The read of a user of one's own."""
    import uuid

    from cloudflow_tui.workspace.reading import data_of

    login = f"zaza{uuid.uuid4().hex[:8]}"
    made = await workspace.send(
        workspace.draft("users.create", login=login, email=f"{login}@example.net", password="a-good-secret-7")
    )
    return workspace.draft("users.get", user_id=data_of(made)["user"]["id"])


async def test_a_change_is_seen_and_the_condition_ends_it(workspace: Workspace) -> None:
    draft = await new_user(workspace)
    waits = 0

    async def sleep(_seconds: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 2:
            edit = workspace.draft("users.update", user_id=draft.get("user_id"), first_name="Zoe")
            assert (await workspace.send(edit)).status == 204

    until = "user.first_name == 'Zoe'"
    looks = [look async for look in watch(workspace, draft, until=lambda: until, sleep=sleep)]
    assert [look.count for look in looks] == [1, 2, 3]
    assert looks[1].changes == ()
    assert "user.first_name" in [change.path for change in looks[2].changes]
    assert (looks[2].end, looks[2].note) == ("met", "The condition is met.")
    reads = workspace.history.rows(endpoint_id="users.get")
    assert len(reads) == 2, "the looks between are not written down"
    assert looks[2].number == reads[0].number


async def test_a_refusal_ends_it_at_once(workspace: Workspace) -> None:
    draft = workspace.draft("users.get", user_id=999_999)
    looks = [look async for look in watch(workspace, draft)]
    assert [(look.status, look.end) for look in looks] == [(404, "refused")]


async def test_a_server_that_is_gone_is_given_up(home: Path) -> None:
    environ = {"CLOUDFLOW_HOME": str(home), "PW": "x"}
    profile = Profile("gone", "http://127.0.0.1:9", login="ann", secret=SecretPlace("env", "PW"))
    async with Workspace.open(profile, paths=app_paths(environ), environ=environ) as opened:

        async def sleep(_seconds: float) -> None:
            return

        looks: list[Look] = [look async for look in watch(opened, opened.draft("users.list"), sleep=sleep)]
    assert looks[-1].end == "lost"
    assert all(look.note for look in looks)


async def test_only_reads_with_a_readable_condition(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="only reads are watched"):
        refuse_watching(workspace.draft("users.delete", user_id=1))
    with pytest.raises(QueryError):
        refuse_watching(workspace.draft("users.list"), "users[")
