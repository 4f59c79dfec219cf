"""A page of text: laid out for its width, scrolled by keys."""

from __future__ import annotations

from textual.app import ComposeResult

from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.coloured_text import coloured
from cloudflow_tui.tui.widgets.text_page import Span, TextPage
from tests.tui.looking import screen_lines


class PageApp(ThemedApp):
    def compose(self) -> ComposeResult:
        yield TextPage()

    def on_mount(self) -> None:
        page = self.query_one(TextPage)
        page.set_page(lambda width: [[Span(f"{number} of {width}")] for number in range(50)])
        page.focus()


async def test_scrolls_by_keys() -> None:
    app = PageApp()
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        width = app.query_one(TextPage).scrollable_content_region.width
        assert width < 20
        assert screen_lines(app)[0].startswith(f"0 of {width}")
        await pilot.press("j", "j")
        assert screen_lines(app)[0].startswith("2 of")
        await pilot.press("pagedown")
        assert screen_lines(app)[0].startswith("11 of")
        await pilot.press("G")
        assert screen_lines(app)[-1].startswith("49 of")
        await pilot.press("g")
        assert screen_lines(app)[0].startswith("0 of")


async def test_goes_aside_for_long_lines_and_shows_control_characters() -> None:
    app = PageApp()
    async with app.run_test(size=(20, 5)) as pilot:
        app.query_one(TextPage).set_page(lambda width: [[Span("0123456789" * 4)], [Span("\x1b[31mred")]])
        await pilot.pause()
        assert "\\x1b[31mred" in screen_lines(app)[1]
        await pilot.press("right")
        assert screen_lines(app)[0].startswith("89012345")


def test_colouring_keeps_every_character() -> None:
    for line in ('  "a": [1, true, "x"],', "plain", '{"a"'):
        assert "".join(span.text for span in coloured(line, "json")) == line
    for line in ("  <a type='x'>t &amp; u</a>", "<!-- c -->", "a < b"):
        assert "".join(span.text for span in coloured(line, "xml")) == line
