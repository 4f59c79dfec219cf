"""Sending again from the history: what changes something is asked for, on production by its name."""

from __future__ import annotations

from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.tui.screens.confirm import ConfirmScreen
from cloudflow_tui.tui.screens.history_replay import ReplayScreen
from tests.canaries import Canaries, LeakyPanel, leaky_panel
from tests.tui.console import Console
from tests.tui.test_safety import opened


def production(panel: LeakyPanel) -> Profile:
    place = SecretPlace("env", "LAB_SECRET")
    return Profile("prod", panel.url, login="ann", secret=place, api_version="6.7", is_production=True)


async def replaying(console: Console) -> None:
    """Two exchanges, a read and one that destroys, on the screen that sends them again."""
    workspace = console.app.workspace
    numbers = []
    for endpoint_id in ("users.get", "users.delete"):
        draft = workspace.draft(endpoint_id, user_id=9)
        numbers.append((await workspace.send(draft, anyway=True, confirmed=True)).number)
    console.app.push_screen(ReplayScreen(workspace, numbers))
    await console.settle()


async def test_production_asks_for_the_name_as_ever() -> None:
    with leaky_panel(Canaries()) as panel:
        async with opened(production(panel)) as console:
            await replaying(console)
            before = len(panel.bodies)
            await console.press("enter", "y")
            assert isinstance(console.app.screen, ConfirmScreen)
            assert "Type the login to go on" in console.text()
            # The name was read, nothing else left.
            assert len(panel.bodies) == before + 1
            await console.type("somebody")
            await console.press("enter")
            assert isinstance(console.app.screen, ConfirmScreen)
            await console.press("escape")
            assert "Nothing was sent: it was kept." in console.text()
            assert len(panel.bodies) == before + 1
            await console.press("enter", "y")
            await console.type("zaza")
            await console.press("enter")
            assert "2 exchanges well" in console.text()
            assert len(panel.bodies) == before + 4


async def test_no_is_no() -> None:
    with leaky_panel(Canaries()) as panel:
        async with opened(production(panel)) as console:
            await replaying(console)
            before = len(panel.bodies)
            await console.press("enter", "n")
            assert "Nothing was sent." in console.text()
            assert len(panel.bodies) == before
