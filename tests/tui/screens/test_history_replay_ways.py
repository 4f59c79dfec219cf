"""Sending exchanges of the history again on their screen: what it says, asks, sends and tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.tui.screens.history_replay import ReplayScreen
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.workspace import Workspace
from tests.transport.nasty_server import NastyServer, hold, nasty_server, says, whole

ROUTES = {
    "/users.json": says(whole(b'[{"user":{"id":1,"login":"ann"}}]')),
    "/users/1.json": says(whole(b'{"user":{"id":1}}')),
    "/users/99.json": says(whole(b"{}", status="404 Not Found")),
    "/users/2.json": says(whole(b"", status="204 No Content")),
    "/version.json": says(whole(b'{"version":"6.7.0-12"}')),
    "/roles.json": hold,
}


class ReplayApp(ThemedApp):
    """The screen alone, on exchanges that a workspace sent."""

    def __init__(self, workspace: Workspace, numbers: list[int]) -> None:
        super().__init__("", {})
        self.workspace = workspace
        self.numbers = numbers
        self.left_with: list[bool | None] = []

    def on_mount(self) -> None:
        self.push_screen(ReplayScreen(self.workspace, self.numbers), self.left_with.append)


@pytest.fixture
async def server() -> AsyncIterator[NastyServer]:
    async with nasty_server(routes=ROUTES) as running:
        yield running


@pytest.fixture
async def workspace(server: NastyServer, home: Path) -> AsyncIterator[Workspace]:
    environ = {"CLOUDFLOW_HOME": str(home), "LAB_SECRET": "s3cret-of-the-test"}
    profile = Profile("lab", server.url, login="ann", secret=SecretPlace("env", "LAB_SECRET"), timeout_s=20.0)
    async with Workspace.open(profile, paths=app_paths(environ), environ=environ) as opened:
        yield opened


async def sent(workspace: Workspace, endpoint_id: str, **values: object) -> int:
    draft = workspace.draft(endpoint_id)
    for name, value in values.items():
        draft.set(name, value)
    return (await workspace.send(draft, anyway=True, confirmed=True)).number


@asynccontextmanager
async def opened(workspace: Workspace, *numbers: int) -> AsyncIterator[tuple[ReplayApp, Pilot[int]]]:
    app = ReplayApp(workspace, list(numbers))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def settled(app: ReplayApp, pilot: Pilot[int]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def text(app: ReplayApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.screen.size))


def requests(server: NastyServer) -> list[str]:
    return [head.splitlines()[0].removesuffix(" HTTP/1.1") for head in server.heads]


async def test_reads_go_at_once_and_each_says_what_came(workspace: Workspace, server: NastyServer) -> None:
    numbers = [await sent(workspace, "users.list"), await sent(workspace, "version.get")]
    async with opened(workspace, *numbers) as (app, pilot):
        assert "2 exchanges to lab, all of them read" in text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "2 of 2" in text(app)
        assert "2 exchanges well." in text(app)
        await pilot.press("escape")
        await settled(app, pilot)
    assert requests(server) == ["GET /users.json", "GET /version.json"] * 2
    assert app.left_with == [True]


async def test_what_changes_something_is_asked_first(workspace: Workspace, server: NastyServer) -> None:
    number = await sent(workspace, "users.update", user_id=2, email="zaza@example.net")
    async with opened(workspace, number) as (app, pilot):
        assert "1 of them change things" in text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert f"This changes things again on lab: {number} PUT /users/:user_id" in text(app)
        await pilot.press("escape")
        await settled(app, pilot)
        assert "Nothing was sent." in text(app)
        assert len(server.heads) == 1
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)
        assert "1 exchange well." in text(app)
    assert len(server.heads) == 2


async def test_it_stops_at_a_bad_answer_or_goes_on(workspace: Workspace, server: NastyServer) -> None:
    gone, version = await sent(workspace, "users.get", user_id=99), await sent(workspace, "version.get")
    async with opened(workspace, gone, version) as (app, pilot):
        assert "stops at the first bad answer" in text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "0 well, 1 not; 1 not sent any more." in text(app)
        await pilot.press("s")
        await pilot.pause()
        assert "goes on after a bad answer" in text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "1 well, 1 not." in text(app)
    assert len(server.heads) == 5


async def test_a_new_value_goes_into_every_call_that_has_it(
    workspace: Workspace, server: NastyServer
) -> None:
    number = await sent(workspace, "users.get", user_id=99)
    async with opened(workspace, number) as (app, pilot):
        await pilot.press("v")
        await settled(app, pilot)
        await pilot.press(*"user_id", "equals_sign", "1", "enter")
        await settled(app, pilot)
        assert "with user_id=1" in text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "was 404" in text(app)
    assert requests(server) == ["GET /users/99.json", "GET /users/1.json"]


async def test_the_pace_is_chosen(workspace: Workspace) -> None:
    async with opened(workspace, await sent(workspace, "version.get")) as (app, pilot):
        said = []
        for _ in range(4):
            said.append(text(app).partition("; ")[2].partition("\n")[0].strip())
            await pilot.press("p")
            await pilot.pause()
    assert said == ["no wait between two", "1 s between two", "5 s between two", "30 s between two"]


async def test_what_runs_is_stopped_and_stands_in_the_history(
    workspace: Workspace, server: NastyServer
) -> None:
    before = await sent(workspace, "version.get")
    draft = workspace.draft("roles.list")
    number = workspace.history.begin(
        workspace.build(draft),
        profile_name="lab",
        login="ann",
        started_at=workspace.history.get(before).timing.started_at,
    )
    async with opened(workspace, number) as (app, pilot):
        await pilot.press("enter")
        await server.is_reached.wait()
        await pilot.pause()
        assert "being sent" in text(app)
        await pilot.press("escape")
        await settled(app, pilot)
        assert "Stopped. What was sent stands in the history." in text(app)
    assert workspace.history.rows()[0].what_happened == "cancelled"
