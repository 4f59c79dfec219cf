"""The scenes of reading an answer in JSON: folded and marked, filtered, broken off."""

from __future__ import annotations

import json

from textual.pilot import Pilot

from cloudflow_tui.tui.app import ConsoleApp
from tests.tui.scenes import Scene, answer, listed_servers, settle, show, workspace_of


async def json_body(pilot: Pilot[int]) -> None:
    """Servers in JSON, two of them folded, one line marked."""
    await _servers_in_json(pilot, json.dumps([{"virtual_machine": one} for one in listed_servers()]).encode())
    await pilot.press(*"jj", "space", *"jjj", "B", *"jj")
    await settle(pilot)


async def filtered(pilot: Pilot[int]) -> None:
    """What an expression finds in them."""
    await _servers_in_json(pilot, json.dumps([{"virtual_machine": one} for one in listed_servers()]).encode())
    await pilot.press("f", *"[].virtual")
    await pilot.press(
        "underscore", *"machine.", "left_curly_bracket", *"name:hostname", "right_curly_bracket"
    )
    await settle(pilot)


async def broken(pilot: Pilot[int]) -> None:
    """An answer that breaks off within a value."""
    body = json.dumps([{"virtual_machine": one} for one in listed_servers()]).encode()
    await _servers_in_json(pilot, body[:1500])
    await pilot.press("G")
    await settle(pilot)


async def _servers_in_json(pilot: Pilot[int], body: bytes) -> None:
    await settle(pilot)
    workspace = workspace_of(pilot)
    draft = workspace.draft("virtual_servers.list")
    await show(pilot, draft, answer(workspace, draft, 200, body, number=124, took_ms=84.0))
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    app.explorer.response_pane.action_show_tab("body")
    await settle(pilot)
    await pilot.press("3")
    await settle(pilot)


ANSWER_SCENES: dict[str, Scene] = {"json": json_body, "filter": filtered, "broken": broken}
