"""The Wire tab: what goes out, and why nothing can."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.request import Draft, build
from cloudflow_tui.tui.panes.request_wire import wire_lines
from tests.tui.looking import screen_text
from tests.tui.panes.request_app import CREATE, SECRET, SHOW, PaneApp

TO_WIRE = ("right_square_bracket",) * 3


def test_no_byte_is_lost_in_colouring() -> None:
    text = 'POST /a.json?b=1 HTTP/1.1\nHost: x\nX: a: b\n\n{"a":\n  [1, "é"]}'
    lines = wire_lines(text, "json")[1:]
    assert "\n".join("".join(span.text for span in line).removeprefix("  ") for line in lines) == text


async def test_shows_the_request_with_secrets_masked(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("password", SECRET)
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press(*TO_WIRE)
        text = screen_text(app)
        assert "POST /users.json HTTP/1.1" in text
        assert "Authorization: Basic" in text
        assert '"password"' in text
        size = len(build(draft, "http://127.0.0.1:1").body)
        assert f"{size:,} bytes of body" in text
        assert SECRET not in text


async def test_says_why_it_cannot_be_built(home: Path) -> None:
    app = PaneApp(home, Draft(SHOW))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_WIRE)
        assert "cannot be built yet" in screen_text(app)
        app.draft.set("user_id", 17)
        app.pane.set_format("xml")
        await pilot.pause()
        assert "GET /users/17.xml HTTP/1.1" in screen_text(app)
