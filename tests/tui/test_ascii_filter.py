"""A terminal without line drawing gets ASCII, from the glyphs and from textual alike."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from cloudflow_tui.tui.ascii_filter import AsciiFilter
from cloudflow_tui.tui.themed import ThemedApp

BLACK = Color.parse("black")


def test_drawing_becomes_ascii_and_text_stays() -> None:
    red = Style(color="#ff0000")
    segments = [Segment("│ cut…", red), Segment("plain"), Segment("Zürich")]
    done = AsciiFilter().apply(segments, BLACK)
    assert [segment.text for segment in done] == ["| cut~", "plain", "Zürich"]
    assert done[0].style == red


def test_the_filter_is_there_only_where_it_is_needed() -> None:
    def has_filter(app: ThemedApp) -> bool:
        return any(isinstance(one, AsciiFilter) for one in app.get_line_filters())

    assert has_filter(ThemedApp(environ={"CLOUDFLOW_ASCII": "1"}))
    assert not has_filter(ThemedApp(environ={}))
