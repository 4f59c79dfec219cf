"""Groups of the form: folded and shown again, items moved, keys of free objects."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.request import Draft
from tests.tui.looking import screen_text
from tests.tui.panes.request_app import CREATE, PaneApp, line_of


def draft_of() -> Draft:
    draft = Draft(CREATE)
    draft.set("additional_fields", [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}])
    draft.set("limits.cpu", 5)
    return draft


async def test_an_item_is_moved(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(70, 40)) as pilot:
        app.pane.focus_field("additional_fields[].value")
        await pilot.press("K")
        assert app.draft.get("additional_fields[0].name") == "a"
        await pilot.press("J")
        assert app.draft.get("additional_fields") == [
            {"name": "b", "value": "2"},
            {"name": "a", "value": "1"},
        ]
        assert "additional_fields[1].value" in line_of(app, "▌")
        await pilot.press("J")
        assert app.draft.get("additional_fields[1].name") == "a"
        await pilot.press("alt+up", "u", "u")
        assert app.draft.get("additional_fields[0].name") == "a"


async def test_groups_fold_to_a_row(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(70, 40)) as pilot:
        app.pane.focus_field("additional_fields[1].value")
        await pilot.press("left")
        text = screen_text(app)
        assert "additional_fields[1].name" not in text
        assert "2 members set" in line_of(app, "▌")
        await pilot.press("left")
        assert "2 items set" in line_of(app, "▌")
        assert "additional_fields[].name" not in screen_text(app)
        await pilot.press("right")
        assert "additional_fields[].name" in screen_text(app)
        assert "additional_fields[1].name" not in screen_text(app)
        app.pane.focus_field("limits.cpu")
        await pilot.press("minus")
        assert "limits.memory" not in screen_text(app)
        await pilot.press("enter")
        assert "limits.memory" in screen_text(app)


async def test_a_problem_within_a_folded_group_is_seen_and_gone_to(home: Path) -> None:
    draft = draft_of()
    draft.set("limits.cpu", "many")
    app = PaneApp(home, draft)
    async with app.run_test(size=(70, 40)) as pilot:
        for name in ("login", "email", "password"):
            app.draft.set(name, "zaza@example.net")
        app.pane.show_draft(app.draft)
        app.pane.focus_field("limits.cpu")
        await pilot.press("left")
        assert "many" in screen_text(app)
        await pilot.press("g", "n")
        assert "limits.cpu" in line_of(app, "▌")


async def test_a_free_object_takes_keys(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(70, 44)) as pilot:
        app.pane.focus_field("infobox")
        await pilot.pause()
        assert "a adds a key" in line_of(app, "infobox")
        await pilot.press("a")
        await pilot.press(*"colour", "enter", *"red", "enter")
        assert app.draft.get("infobox") == {"colour": "red"}
        assert "infobox.colour" in line_of(app, "▌")
        await pilot.press("a", *"size", "enter", *"24", "enter")
        assert app.draft.get("infobox") == {"colour": "red", "size": 24}
        await pilot.press("enter", "end", "backspace", "enter")
        assert app.draft.get("infobox.size") in (2, "2")
        app.pane.focus_field("infobox.colour")
        await pilot.press("D")
        assert app.draft.get("infobox") in ({"size": 2}, {"size": "2"})
