"""The whole console on the sandbox, for pilot tests: opened, connected, and read as a person reads it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.pilot import Pilot

from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.app import ConsoleApp
from cloudflow_tui.workspace import Workspace

WAIT_S = 60.0
"""Only for what never comes."""
WIDE = (160, 48)
MEDIUM = (120, 36)
NARROW = (80, 24)


@dataclass(frozen=True, slots=True)
class Console:
    """An open console under the hands of a pilot."""

    app: ConsoleApp
    pilot: Pilot[int]

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything that they set off is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type text into what has the focus."""
        await self.press(*(_KEYS.get(character, character) for character in text))

    async def settle(self) -> None:
        """Wait for workers and for the screen."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that no worker ends with, such as a question that one waits on."""
        async with asyncio.timeout(WAIT_S):
            while not is_so():
                await self.pilot.pause()

    def text(self) -> str:
        """What stands on the screen, line by line."""
        screen = self.app.screen
        width, height = screen.size
        strips = screen._compositor.render_strips(screen.size)
        return "\n".join(strip.crop(0, width).text.rstrip() for strip in strips[:height])


_KEYS = {" ": "space", "@": "at", ".": "full_stop", "-": "minus", "_": "underscore"}


def lab(address: SandboxAddress, **changes: object) -> Profile:
    """A profile on the sandbox of the tests."""
    from dataclasses import replace

    profile = Profile(
        "lab", address.url, login=address.login, secret=SecretPlace("env", "LAB_SECRET"), is_sandbox=True
    )
    return replace(profile, **changes)  # type: ignore[arg-type]  # fields of the profile


@asynccontextmanager
async def console_on(
    address: SandboxAddress,
    *,
    size: tuple[int, int] = WIDE,
    theme: str = "",
    profile: Profile | None = None,
    endpoint_id: str = "",
) -> AsyncIterator[Console]:
    """A console on the sandbox, connected, with its history in the home of the test."""
    environ = {**os.environ, "LAB_SECRET": address.password}
    workspace = Workspace.open(profile or lab(address), environ=environ)
    app = ConsoleApp(workspace, theme_name=theme, endpoint_id=endpoint_id, environ={})
    async with app.run_test(size=size) as pilot:
        console = Console(app, pilot)
        await console.settle()
        yield console
