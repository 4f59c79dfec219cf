"""A part of the body by an expression, and a line by its number."""

from __future__ import annotations

import json
from pathlib import Path

from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.panes.response_app import SHOW, PaneApp, answered
from tests.tui.panes.test_response_body import USER, USER_XML, XML_TYPE, text_line


async def test_filters_by_an_expression(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("f", *"user.roles[].id")
        await settle(pilot)
        text = screen_text(app)
        assert "4 lines" in text
        assert '"login"' not in text
        await pilot.press("[")
        await settle(pilot)
        assert "not complete (column 17)" in screen_text(app)
        await pilot.press("backspace", "enter")
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "line 2 of 4" in screen_lines(app)[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert '"login": "ann"' in screen_text(app)
        await pilot.press("f", "up")
        await settle(pilot)
        assert "user.roles[].id" in screen_text(app)
        assert "4 lines" in screen_text(app)


async def test_filters_xml_by_xpath(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(USER_XML, content_type=XML_TYPE), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("f", *"//role[2]/id")
        await settle(pilot)
        assert text_line(screen_lines(app), "<id>").endswith("<id>2</id>")
        assert "roles" not in screen_text(app)


async def test_a_text_cannot_be_filtered(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(b"Bad Gateway", 502, content_type="text/plain"), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("f")
        await settle(pilot)
        assert focused(app) == "BodyView"


async def test_goes_to_a_line_by_its_number(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(json.dumps(list(range(5000))).encode()), SHOW)
        await settle(pilot)
        app.pane.action_show_tab("body")
        await settle(pilot)
        app.pane.focus()
        await pilot.press("ctrl+g", *"4002")
        await settle(pilot)
        assert "line 4,002 of 5,002" in screen_lines(app)[-1]
        await pilot.press("9")
        await settle(pilot)
        assert "There are the lines 1 to 5,002." in screen_text(app)
        await pilot.press("backspace", "enter")
        await settle(pilot)
        assert focused(app) == "BodyView"
        assert "4000," in screen_text(app)
