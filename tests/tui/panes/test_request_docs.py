"""The Docs tab: everything that the catalog says of a call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cloudflow_tui.catalog.models import Answer, Attribute
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS
from cloudflow_tui.tui.panes.request_docs_page import docs_lines
from tests.tui.looking import screen_text
from tests.tui.panes.request_app import CREATE, SHOW, PaneApp

WHOLE = replace(
    CREATE,
    summary="Adds a user account.",
    notes="Older versions want a billing plan.",
    source="docs.example.com/apim/latest/users/add-user",
    basis="client",
    is_complete=False,
    is_scheduled=True,
    since="5.5",
    answer=Answer(201, "user", attributes=(Attribute("id", "integer", "Identifier."),)),
)


def text_of(width: int = 100) -> str:
    lines = docs_lines(WHOLE, {"JSON": "curl -X POST '{\n  \"a\": 1\n}'"}, UNICODE_GLYPHS, width)
    return "\n".join("".join(span.text for span in line) for line in lines)


def test_everything_is_said() -> None:
    text = text_of()
    for words in (
        "Create user  users.create",
        "POST /users.json  .xml",
        "Adds a user account.",
        "changes things, schedules a transaction",
        "≈ published clients, not the guide; the list of parameters may lack some",
        "since 5.5",
        "Parameters  13, 3 required",
        "* login  string, body",
        "1 to 100",
        "The body stands under user.",
        "✓ 201 Created",
        "! 422 Unprocessable Entity",
        "What comes back  one object under user",
        "Identifier.",
        "Example JSON",
        '      "a": 1',
        "Older versions want a billing plan.",
        "docs.example.com/apim/latest/users/add-user",
    ):
        assert words in text, words


def test_no_line_is_wider_than_the_page() -> None:
    for width in (40, 64, 100):
        assert [line for line in text_of(width).splitlines() if len(line) > width] == []


def test_ascii_stays_ascii() -> None:
    lines = docs_lines(WHOLE, {}, ASCII_GLYPHS, 80)
    assert "".join(span.text for line in lines for span in line).isascii()


async def test_is_read_in_the_tab_with_examples_for_both_formats(home: Path) -> None:
    app = PaneApp(home, Draft(SHOW))
    async with app.run_test(size=(70, 60)) as pilot:
        await pilot.press("left_square_bracket")
        text = screen_text(app)
        assert "http://127.0.0.1:1/users/1.json" in text
        assert "http://127.0.0.1:1/users/1.xml" in text
        assert "s3cret-of-ann" not in text
        await pilot.press("G")
        assert "s3cret-of-ann" not in screen_text(app)
