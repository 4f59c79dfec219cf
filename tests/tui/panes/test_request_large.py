"""Texts that are too long to be edited: taken as they are, read, never judged key by key; comments kept."""

from __future__ import annotations

import json
from pathlib import Path

from textual import events

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.request import Draft, required_values, validate
from cloudflow_tui.request.required import MOST_JUDGED
from tests.tui.looking import focused, screen_text
from tests.tui.panes.request_app import CREATE, SECRET, PaneApp, line_of

LARGE = json.dumps({"user": {"login": "zaza", "note": "x" * 5_000_000}})
MIDDLE = json.dumps({"user": {"login": "zaza", "first_name": "x" * 150_000}})


def test_a_very_large_body_is_not_judged() -> None:
    draft = Draft(CREATE)
    draft.raw_body = "{" * (MOST_JUDGED + 1)
    (problem,) = validate(draft)
    assert (problem.kind, problem.blocks) == ("note", False)
    assert "1,000,001 characters" in problem.message
    assert required_values(draft) == []


async def test_a_pasted_body_of_5_mb_is_taken_as_it_is(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter", "ctrl+a")
        app.screen.focused.post_message(events.Paste(LARGE))  # type: ignore[union-attr]
        await pilot.pause()
        assert focused(app) == "BodyPage"
        assert app.draft.raw_body == LARGE
        assert "characters, of which the first 2,000" in screen_text(app)
        assert "so long a one is not" in screen_text(app)
        await pilot.press("enter")
        assert focused(app) == "BodyPage"
        await pilot.press("u")
        assert app.draft.raw_body is None


async def test_a_pasted_body_above_100_kb_moves_into_the_form(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter", "ctrl+a")
        app.screen.focused.post_message(events.Paste(MIDDLE))  # type: ignore[union-attr]
        await pilot.pause()
        assert app.draft.raw_body is None
        assert app.draft.get("first_name") == "x" * 150_000
        assert "ctrl+e edits it" in screen_text(app)


async def test_a_long_text_in_a_field(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("password", SECRET)
    app = PaneApp(home, draft)
    async with app.run_test(size=(80, 40)) as pilot:
        app.pane.focus_field("first_name")
        await pilot.press("enter")
        app.screen.focused.post_message(events.Paste("y" * 3_000_000))  # type: ignore[union-attr]
        await pilot.pause()
        await pilot.pause()
        assert app.draft.get("first_name") == "y" * 3_000_000
        assert "yyyy" in line_of(app, "first_name")
        await pilot.press("enter")
        assert "too many to edit here" in str(app.failures[-1].error)
        await pilot.press("delete")
        assert app.draft.get("first_name") is UNSET


async def test_comments_are_kept_and_unknown_keys_named(home: Path) -> None:
    app = PaneApp(home, Draft(CREATE, format="xml"))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        app.screen.focused.load_text("<user><!-- who --><login>zaza</login></user>")  # type: ignore[union-attr]
        await pilot.pause()
        assert app.draft.get("login") == "zaza"
        assert app.draft.comments == (("user/login", " who "),)
        app.screen.focused.load_text("<user><logn>zaza</logn></user>")  # type: ignore[union-attr]
        await pilot.pause()
        assert "≈ Not in the catalog: logn. Nearest: login." in screen_text(app).replace("\n", " ")


async def test_comments_in_json_are_told(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        app.screen.focused.load_text('{\n  // who\n  "user": {}}')  # type: ignore[union-attr]
        await pilot.pause()
        assert "(line 2, column 3)" in screen_text(app)
        (problem,) = [one for one in app.pane.problems if one.kind == "syntax"]
        assert problem.advice == "JSON has no comments; take it out."
