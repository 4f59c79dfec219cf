"""What is to be read on the screen of an app under test."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import WorkerCancelled


def screen_lines(app: App[Any]) -> list[str]:
    """The lines of the screen as text, without blanks at their ends."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return (
        ["".join(segment.text for segment in strip).rstrip() for strip in strips[:height]][:height]
        if width
        else []
    )


def screen_text(app: App[Any]) -> str:
    return "\n".join(screen_lines(app))


def widget_lines(widget: Widget) -> list[str]:
    """The lines of one widget that draws itself."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def focused(app: App[Any]) -> str:
    """The class name of what has the focus, "" for nothing."""
    return type(app.focused).__name__ if app.focused is not None else ""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no worker runs and everything is painted. A worker that gave way to a newer one is fine."""
    await pilot.pause()
    while running := [worker for worker in pilot.app.workers if not worker.is_finished]:
        for worker in running:
            with suppress(WorkerCancelled):
                await worker.wait()
        await pilot.pause()
    # Messages that one widget sends another may lead to further ones.
    await pilot.pause()
    await pilot.pause()
