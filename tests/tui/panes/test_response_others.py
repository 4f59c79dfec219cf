"""The Body tab of what is neither JSON nor XML: pages and images."""

from __future__ import annotations

from pathlib import Path

from tests.tui.looking import screen_text, settle
from tests.tui.panes.response_app import PaneApp, answered


async def test_a_page_shows_its_words_and_its_markup_on_a_key(home: Path) -> None:
    app = PaneApp(home)
    page = (
        b"<!DOCTYPE html><html><head><title>500</title></head><body><h1>We are &amp; sorry</h1></body></html>"
    )
    async with app.run_test(size=(100, 40)) as pilot:
        app.show(answered(page, 500, content_type="text/html"))
        await settle(pilot)
        text = screen_text(app)
        assert "We are & sorry" in text
        assert "<h1>" not in text
        assert "R shows its markup" in text
        app.pane.focus()
        await pilot.press("R")
        await settle(pilot)
        assert "<h1>We are &amp; sorry</h1>" in screen_text(app)


async def test_an_image_is_told_by_format_pixels_and_bytes(home: Path) -> None:
    app = PaneApp(home)
    image = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000280000001e00806000000") + bytes(3000)
    async with app.run_test(size=(100, 40)) as pilot:
        app.show(answered(image, content_type="image/png"))
        await settle(pilot)
        assert "a PNG image, 640 by 480 pixels, 3 KB" in screen_text(app)
