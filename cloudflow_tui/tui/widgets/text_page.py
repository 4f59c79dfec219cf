"""A page of text to read: coloured lines that scroll, made for the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, overload

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.lines import plain


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line."""

    text: str
    ink: str = "foreground"
    is_bold: bool = False
    is_italic: bool = False


PageLine = Sequence[Span]


class LazyLines(Sequence[PageLine]):
    """Lines that are made when they are seen, for long pages."""

    def __init__(self, count: int, make: Callable[[int], PageLine]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> PageLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PageLine]: ...
    def __getitem__(self, index: int | slice) -> PageLine | Sequence[PageLine]:
        if isinstance(index, slice):
            return [self._make(number) for number in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._make(index)


PageMaker = Callable[[int], Sequence[PageLine]]
"""The lines of a page for a width in cells."""


class TextPage(ScrollView, can_focus=True):
    """Lines to read."""

    DEFAULT_CSS = """
    TextPage {
        height: 1fr;
        scrollbar-size: 1 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $rule;
        scrollbar-color-hover: $guide;
        scrollbar-color-active: $guide;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "go(-1)", "Up", show=False, id="rows.up"),
        Binding("down,j", "go(1)", "Down", show=False, id="rows.down"),
        Binding("left", "go_aside(-8)", "Left", show=False),
        Binding("right", "go_aside(8)", "Right", show=False),
        Binding("pageup", "go_page(-1)", "Page up", show=False, id="rows.page_up"),
        Binding("pagedown,space", "go_page(1)", "Page down", show=False, id="rows.page_down"),
        Binding("home,g", "go_first", "First", show=False, id="rows.first"),
        Binding("end,G", "go_last", "Last", show=False, id="rows.last"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: PageMaker | None = None
        self._lines: Sequence[PageLine] = ()
        self._widest = 0

    def set_page(self, make: PageMaker, *, keeps_place: bool = False, widest: int = 0) -> None:
        """Show another page.

        Args:
            keeps_place: Stay scrolled as it is, for the same page with other values.
            widest: Cells of the widest line where that is known; else every line is made to find it.
        """
        self._make = make
        self._widest = widest
        self._lay_out()
        if not keeps_place:
            self.scroll_to(x=0, y=0, animate=False, immediate=True)

    @property
    def line_count(self) -> int:
        return len(self._lines)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._make is None or width <= 0:
            return
        self._lines = self._make(width)
        widest = self._widest or max(
            (sum(cell_len(span.text) for span in line) for line in self._lines), default=0
        )
        self.virtual_size = Size(max(widest + 1, 1), len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        self._lay_out()

    def watch_show_vertical_scrollbar(self) -> None:
        self.call_after_refresh(self._lay_out)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        ground = themed(self).inks("foreground", on="background")
        left, top = (round(offset) for offset in self.scroll_offset)
        index = y + top
        if not 0 <= index < len(self._lines):
            return Strip.blank(width, ground)
        inks = themed(self).inks
        segments = [
            Segment(plain(span.text), ground + inks(span.ink, bold=span.is_bold, italic=span.is_italic))
            for span in self._lines[index]
        ]
        return Strip(segments).crop_extend(left, left + width, ground)

    def action_go(self, rows: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)

    def action_go_aside(self, columns: int) -> None:
        self.scroll_to(x=self.scroll_offset.x + columns, animate=False, immediate=True)

    def action_go_page(self, pages: int) -> None:
        self.action_go(pages * max(1, self.size.height - 1))

    def action_go_first(self) -> None:
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_go_last(self) -> None:
        self.scroll_to(y=len(self._lines), animate=False, immediate=True)
