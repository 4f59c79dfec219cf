"""The Body tab: in step with the form both ways, in JSON and XML; broken text is told and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import Draft, encode_body
from cloudflow_tui.tui.widgets.body_editor import BodyEditor
from tests.factories import make_endpoint
from tests.tui.looking import focused, screen_lines, screen_text
from tests.tui.panes.request_app import CREATE, SECRET, SHOW, PaneApp


def draft_of(format: Format = "json") -> Draft:
    draft = Draft(CREATE, format=format)
    draft.set("login", "zaza")
    return draft


async def type_body(app: PaneApp, text: str) -> None:
    """Put a text into the open editor, as a paste over everything does."""
    app.screen.query_one(BodyEditor).load_text(text)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("json", '{"user": {"login": "kofi", "limits": {"cpu": 7}}}'),
        ("xml", "<user><login>kofi</login><limits><cpu type='integer'>7</cpu></limits></user>"),
    ],
)
async def test_what_is_typed_is_in_the_form(home: Path, format: Format, text: str) -> None:
    app = PaneApp(home, draft_of(format))
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        assert focused(app) == "BodyEditor"
        await type_body(app, text)
        await pilot.pause()
        assert app.draft.values("body") == {"login": "kofi", "limits": {"cpu": 7}}
        assert app.draft.raw_body is None
        assert app.said[-1].draft is app.draft
        await pilot.press("escape", "left_square_bracket")
        assert "kofi" in screen_text(app)


async def test_what_is_filled_in_is_in_the_body(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "left_square_bracket", "g", "enter", *"99", "enter")
        await pilot.press("right_square_bracket")
        assert '"login": "zaza99"' in screen_text(app)


async def test_broken_text_is_told_and_kept(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        await type_body(app, '{"user": {\n  "login": }}')
        await pilot.pause()
        text = screen_text(app)
        assert "line 2, column 12" in text
        assert "Body !" in screen_lines(app)[0]
        assert app.draft.raw_body == '{"user": {\n  "login": }}'
        assert encode_body(app.draft) == app.draft.raw_body
        assert app.draft.get("login") == "zaza"
        await pilot.press("escape", "left_square_bracket")
        assert "not these values" in screen_text(app)
        await pilot.press("x")
        assert app.draft.raw_body is None
        assert "not these values" not in screen_text(app)


async def test_a_body_with_another_root_goes_out_as_it_is(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        await type_body(app, '{"login": "kofi"}')
        await pilot.pause()
        assert app.draft.raw_body == '{"login": "kofi"}'
        assert app.draft.get("login") == "kofi"
        assert "Sent as it is" in screen_text(app)
        await pilot.press("escape", "left_square_bracket", "g", "enter", "x", "enter")
        assert app.draft.raw_body is None
        assert app.draft.get("login") == "kofix"


async def test_secrets_stay_masked_and_survive_an_edit(home: Path) -> None:
    draft = draft_of()
    draft.set("password", SECRET)
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        editor = app.screen.query_one(BodyEditor)
        assert SECRET not in editor.text
        await type_body(app, editor.text.replace("zaza", "kofi"))
        await pilot.pause()
        assert app.draft.get("login") == "kofi"
        assert app.draft.get("password") == SECRET
        assert SECRET not in screen_text(app)
        await pilot.press("ctrl+t")
        assert SECRET in screen_text(app)


async def test_says_that_a_get_has_no_body(home: Path) -> None:
    app = PaneApp(home, Draft(SHOW))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press("right_square_bracket")
        assert "GET sends no body" in screen_text(app)
        await pilot.press("enter")
        assert focused(app) == "BodyPage"


async def test_says_when_there_is_no_body_yet(home: Path) -> None:
    app = PaneApp(home, Draft(make_endpoint("users.lock", "POST", "/users/lock")))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press("right_square_bracket")
        assert "the guide shows none" in screen_text(app)


async def test_a_large_body_is_read_not_edited(home: Path) -> None:
    draft = draft_of()
    draft.set("first_name", "x" * 120_000)
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        assert "above 100 KB" in screen_text(app)
        assert focused(app) == "BodyPage"


async def test_another_draft_takes_the_place_of_an_edited_body(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        other = Draft(CREATE)
        other.set("login", "ines")
        app.pane.show_draft(other)
        await pilot.pause()
        text = screen_text(app)
        assert "ines" in text
        assert "zaza" not in text
        assert other.values("body") == {"login": "ines"}


async def test_comments_stay_when_a_field_changes(home: Path) -> None:
    app = PaneApp(home, draft_of("xml"))
    async with app.run_test(size=(90, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        await type_body(app, "<user><!-- who --><login>kofi</login><shoe>44</shoe></user>")
        await pilot.pause()
        assert app.draft.raw_body is None
        assert "Not in the catalog: shoe" in screen_text(app)
        await pilot.press("escape", "left_square_bracket", "g", "enter", "x", "enter")
        await pilot.press("right_square_bracket")
        text = screen_text(app)
        assert "<!-- who -->" in text
        assert "<login>kofix</login>" in text
        app.pane.set_format("json")
        await pilot.pause()
        assert "Comments of the XML are kept" in screen_text(app)


async def test_sending_leaves_the_editor(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        app.screen.query_one(BodyEditor).load_text('{"user": {"login": "kofi"}}')
        app.pane.commit()
        assert app.draft.get("login") == "kofi"
        await pilot.pause()
        assert focused(app) == "BodyPage"
        app.pane.focus()
        await pilot.press("z")
        assert app.draft.get("login") == "kofi"


async def test_a_broken_body_is_kept_and_told_when_the_format_changes(home: Path) -> None:
    app = PaneApp(home, draft_of())
    async with app.run_test(size=(90, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        await type_body(app, '{"user": {"login": }}')
        await pilot.pause()
        app.pane.set_format("xml")
        await pilot.pause()
        assert app.draft.raw_body == '{"user": {"login": }}'
        assert "cannot be read as JSON" in str(app.failures[-1].error)
        assert "This looks like JSON" in " ".join(screen_text(app).split())
        app.pane.set_format("json")
        await pilot.pause()
        assert app.draft.raw_body == '{"user": {"login": }}'
        assert "line 1, column 20" in screen_text(app)
