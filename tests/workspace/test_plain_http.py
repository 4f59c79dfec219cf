"""Plain http to a foreign host is asked about once."""

from __future__ import annotations

import pytest

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.paths import AppPaths, app_paths
from cloudflow_tui.profiles import Profile
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.plain_http import agree, question

FOREIGN = Profile("old", "http://cp.example.net:8080/panel", login="ann", timeout_s=0.2)


@pytest.fixture
def paths() -> AppPaths:
    return app_paths()


def test_it_is_asked_once_for_an_address(paths: AppPaths) -> None:
    assert "http://cp.example.net:8080 is plain http" in question(FOREIGN, paths)
    agree(FOREIGN, paths)
    assert question(FOREIGN, paths) == ""
    assert question(Profile("x", "http://other.example.net", login="ann"), paths)


@pytest.mark.parametrize(
    "profile",
    [
        Profile("a", "https://cp.example.net", login="ann"),
        Profile("b", "http://127.0.0.1:3000", login="ann"),
        Profile("c", "http://cp.example.net"),
    ],
)
def test_where_nothing_is_at_risk_nothing_is_asked(paths: AppPaths, profile: Profile) -> None:
    assert question(profile, paths) == ""


def test_a_damaged_answer_is_asked_again(paths: AppPaths) -> None:
    agree(FOREIGN, paths)
    (paths.data / "plain_http.json").write_text("{")
    assert question(FOREIGN, paths)


async def test_the_library_refuses_until_it_is_agreed(paths: AppPaths) -> None:
    profile = Profile("old", "http://no-such-host.invalid", login="ann", timeout_s=5.0)
    async with Workspace(profile, paths=paths, environ={}, secret="s3cret-of-ann") as workspace:
        with pytest.raises(RefusedError, match="--plain-http"):
            await workspace.send(workspace.draft("users.list"))
        assert workspace.history.count() == 0
        workspace.agree_to_http()
        assert workspace.http_question == ""
        exchange = await workspace.send(workspace.draft("users.list"))
        assert exchange.failure is not None
