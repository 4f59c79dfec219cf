"""Header, call bar, strip and footer: what they say at each width."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult

from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.callbar import Call, CallBar
from cloudflow_tui.tui.widgets.footer import FooterBar, footer_of
from cloudflow_tui.tui.widgets.header import HeaderBar, Place
from cloudflow_tui.tui.widgets.strip_bar import PaneStrip

PLACE = Place("lab", "https://cp-lab.example.net", "admin", "6.7", "sandbox, writes allowed", "sandbox")
CALL = Call(
    method="POST",
    path=(("/", False), ("users", False), ("/", False), (":user_id", True)),
    suffix=".json",
    title="Create user",
    summary="Adds a user account.",
    basis="guide",
    missing=2,
)


class BarsApp(ThemedApp):
    """All four bars."""

    def __init__(self) -> None:
        super().__init__(environ={})
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield PaneStrip()
        yield CallBar()
        yield FooterBar()

    def on_call_bar_send_pressed(self) -> None:
        self.said.append("send")

    def on_call_bar_format_pressed(self) -> None:
        self.said.append("format")

    def on_pane_strip_picked(self, event: PaneStrip.Picked) -> None:
        self.said.append(event.pane)


@pytest.mark.parametrize(
    ("width", "first", "last"),
    [
        (
            120,
            " CloudFlow   lab  https://cp-lab.example.net  admin",
            "version 6.7   sandbox, writes allowed ",
        ),
        (80, "  lab  https://cp-lab.example.net", "6.7  sandbox  "),
    ],
)
async def test_the_header_says_where_and_what_may_be_done(width: int, first: str, last: str) -> None:
    app = BarsApp()
    async with app.run_test(size=(width, 10)) as pilot:
        header = app.query_one(HeaderBar)
        header.place = PLACE
        await pilot.pause()
        text = header.render_line(0).text
        assert text.startswith(first)
        assert text.endswith(last)


async def test_production_is_said_in_words() -> None:
    app = BarsApp()
    async with app.run_test(size=(120, 10)) as pilot:
        header = app.query_one(HeaderBar)
        header.place = Place("prod-eu", "https://cp.example.net", is_production=True, is_read_only=True)
        await pilot.pause()
        assert " CloudFlow    PRODUCTION  read-only   prod-eu" in header.render_line(0).text


async def test_the_call_bar_says_what_is_missing_and_sends() -> None:
    app = BarsApp()
    async with app.run_test(size=(100, 10)) as pilot:
        bar = app.query_one(CallBar)
        assert "Choose one in the tree" in bar.render_line(0).text
        await pilot.click(CallBar, offset=(97, 0))
        bar.call = CALL
        await pilot.pause()
        assert bar.render_line(0).text.startswith("  POST  /users/:user_id.json")
        assert bar.render_line(0).text.endswith("* 2 missing   JSON    Send  ")
        assert bar.render_line(1).text.rstrip() == "  Create user  Adds a user account.  guide"
        await pilot.click(CallBar, offset=(96, 0))
        await pilot.click(CallBar, offset=(88, 0))
        await pilot.pause()
        assert app.said == ["send", "format"]


async def test_an_alarm_takes_the_place_of_the_summary() -> None:
    app = BarsApp()
    async with app.run_test(size=(100, 10)) as pilot:
        bar = app.query_one(CallBar)
        bar.call, bar.alarm = CALL, "Not sent: [b]lab[/b] is read-only."
        await pilot.pause()
        assert bar.render_line(1).text.strip() == "Not sent: [b]lab[/b] is read-only."


async def test_panes_are_picked_on_the_strip() -> None:
    app = BarsApp()
    async with app.run_test(size=(80, 10)) as pilot:
        strip = app.query_one(PaneStrip)
        assert strip.render_line(0).text.rstrip() == "  1 Tree   2 Request   3 Response   4 History"
        await pilot.click(PaneStrip, offset=(14, 0))
        await pilot.click(PaneStrip, offset=(40, 0))
        await pilot.pause()
        assert app.said == ["request", "history"]


async def test_the_footer_shows_keys_that_fit_or_a_sentence() -> None:
    app = BarsApp()
    async with app.run_test(size=(40, 10)) as pilot:
        footer = app.query_one(FooterBar)
        assert footer.render_line(0).text.rstrip() == " ctrl+r Send   / Filter   tab Next pane"
        footer.note = "Copied."
        await pilot.pause()
        assert footer.render_line(0).text.strip() == "Copied."


def test_a_widget_without_keys_of_its_own_gets_the_usual_ones() -> None:
    assert footer_of(None)[0] == "app.send"
    assert footer_of(HeaderBar())[0] == "app.send"
