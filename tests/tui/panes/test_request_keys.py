"""Keys of the form in an own keymap."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.catalog.models import UNSET
from tests.tui.looking import focused
from tests.tui.panes.request_app import PaneApp, line_of


async def test_an_own_keymap_moves_the_keys_of_the_editor(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.set_keymap({"editor.accept": "ctrl+y", "editor.leave": "ctrl+g", "request.edit": "e"})
        await pilot.press("e", *"kofi", "ctrl+y")
        assert app.draft.get("login") == "kofi"
        assert line_of(app, "▌").split()[2] == "email"
        await pilot.press("e", *"xyz", "ctrl+g")
        assert app.draft.get("email") is UNSET
        assert focused(app) == "FieldRows"
