"""Long lines break at the edge on a key; nothing of them is lost, and the cursor stays on the screen."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.strip import Strip

from cloudflow_tui.tui.widgets.body_wrapping import broken
from tests.tui.looking import screen_lines, screen_text, settle
from tests.tui.panes.response_app import SHOW, PaneApp, answered


@given(st.text(st.sampled_from("ab \u4e2d\U0001f600"), max_size=200), st.integers(2, 30))
def test_pieces_are_all_of_the_line_and_fit(text: str, room: int) -> None:
    pieces = broken(Strip([Segment(text)]), room)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.cell_length <= room for piece in pieces)


async def test_a_long_value_is_broken_and_put_together_again(home: Path) -> None:
    app = PaneApp(home)
    log = " ".join(f"word{number}" for number in range(60))
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps({"log": log, "next": "end"}).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        assert "word59" not in screen_text(app)
        await pilot.press("alt+w")
        await settle(pilot)
        lines = [line[6:] for line in screen_lines(app)]
        assert "word59" in "".join(lines)
        assert any('"next"' in line for line in lines)
        await pilot.press("G", "g", "down", "down")
        await settle(pilot)
        assert "line 3 of 4" in screen_lines(app)[-1]
        await pilot.press("alt+w")
        await settle(pilot)
        assert "word59" not in screen_text(app)


async def test_the_last_line_is_reached_however_long_those_before_are(home: Path) -> None:
    app = PaneApp(home)
    body = json.dumps([f"{number} " + "x" * 700 for number in range(40)] + ["the end"]).encode()
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(body), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("alt+w", "G")
        await settle(pilot)
        assert '"the end"' in screen_text(app)
        await pilot.press("pageup", "pageup")
        await settle(pilot)
        assert "line 43" not in screen_lines(app)[-1]
        number = screen_lines(app)[-1].split("line ")[1].split(" ")[0]
        assert any(line.split()[:1] == [number] for line in screen_lines(app))
        for _ in range(41):
            await pilot.press("pagedown")
        await settle(pilot)
        assert '"the end"' in screen_text(app)


async def test_a_line_longer_than_the_screen_goes_on_to_the_right(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 20)) as pilot:
        app.show(answered(json.dumps({"log": "a" * 2000 + "THE END"}).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("alt+w", "down")
        await settle(pilot)
        assert "THE END" not in screen_text(app)
        for _ in range(26):
            await pilot.press("right")
        await settle(pilot)
        assert "THE END" in "".join(line[6:] for line in screen_lines(app))
        for _ in range(30):
            await pilot.press("left")
        await settle(pilot)
        assert '"log"' in screen_text(app)


async def test_a_hit_in_a_broken_line_is_shown(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps({"log": "a" * 300 + "needle" + "b" * 3000}).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("alt+w", "slash", *"needle", "enter")
        await settle(pilot)
        assert "needle" in "".join(line[6:] for line in screen_lines(app)[4:])
        assert '"log"' in screen_text(app)


async def test_a_click_finds_its_line(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps({"log": "a" * 300, "next": "end"}).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("alt+w")
        await settle(pilot)
        y = next(y for y, line in enumerate(screen_lines(app)) if '"next"' in line)
        await pilot.click(offset=(20, y))
        await settle(pilot)
        assert "line 3 of 4" in screen_lines(app)[-1]
