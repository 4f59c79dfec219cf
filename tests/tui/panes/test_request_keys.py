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


async def test_undo_and_redo_over_fields_and_text(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("enter", *"kofi", "enter", "enter", *"k@example.net", "enter")
        app.pane.set_format("xml")
        await pilot.press("u")
        assert app.draft.format == "json"
        await pilot.press("u")
        assert (app.draft.get("login"), app.draft.get("email")) == ("kofi", UNSET)
        assert "kofi" in line_of(app, "login")
        await pilot.press("u")
        assert app.draft.get("login") is UNSET
        await pilot.press("u")
        assert str(app.failures[-1].error) == "There is nothing to undo."
        await pilot.press("U", "ctrl+y", "U")
        assert (app.draft.format, app.draft.get("email")) == ("xml", "k@example.net")


async def test_an_edited_body_is_one_step(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("enter", *"kofi", "enter", "right_square_bracket")
        await pilot.pause()
        await pilot.press("enter", "x", "x", "escape")
        assert app.draft.raw_body is not None
        await pilot.press("u")
        assert app.draft.raw_body is None
        assert app.draft.get("login") == "kofi"
        await pilot.press("u")
        assert app.draft.get("login") is UNSET
