"""The lines of a body painted, and a cursor that goes through them. Knows nothing of find and copy.

Shows a `BodyText`; a body of any length costs the same, since only what is seen is painted, and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cloudflow_tui.tui.glyphs import Glyphs
from cloudflow_tui.tui.ink import Inks
from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.body_folds import Folds
from cloudflow_tui.tui.widgets.body_line import LinePainter
from cloudflow_tui.tui.widgets.body_text import NO_TEXT, BodyText, Hit
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import plain

if TYPE_CHECKING:
    from cloudflow_tui.document.found import Found

MAX_SHIFT = 4_000_000
_SHIFT_COLUMNS = 16
_CACHED_LINES = 512
_LOOKED_FROM_START = 2000
"""Columns of a line that are looked through for its hits, left of what is seen."""


class BodyLines(ScrollView, can_focus=True):
    """The lines of one text with a cursor.

    Args:
        is_quiet: The cursor is seen only while the view has the focus.
    """

    DEFAULT_CSS = """
    BodyLines {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $rule;
        scrollbar-color-hover: $guide;
        scrollbar-color-active: $guide;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Rows.BINDINGS if getattr(binding, "action", "") != "choose"
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The line under the cursor, from 0."""
    shift_x: reactive[int] = reactive(0)
    """Columns of text that lie left of the view."""

    class CursorMoved(Message):
        """The cursor stands on another line, or the folds are others."""

        def __init__(self, view: BodyLines) -> None:
            super().__init__()
            self.view = view

    class LeftUpwards(Message):
        """Up was pressed in the first line."""

    def __init__(self, *, is_quiet: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_quiet = is_quiet
        self._text: BodyText = NO_TEXT
        self._folds = Folds()
        self._found: Found | None = None
        self._current: Hit | None = None
        self._marks: tuple[int, frozenset[int]] | None = None
        """For a height of the view: the rows beside which hits are marked."""
        self._painted: LRUCache[tuple[object, ...], Strip] = LRUCache(_CACHED_LINES)
        self._inks: Inks | None = None
        """The inks that the kept lines were painted with."""

    @property
    def ink(self) -> Inks:
        return themed(self).inks

    @property
    def glyphs(self) -> Glyphs:
        return themed(self).glyphs

    @property
    def text(self) -> BodyText:
        return self._text

    @property
    def row_count(self) -> int:
        """Lines that are not folded away."""
        return max(0, self._text.line_count - self._folds.hidden_count)

    def _lines_changed(self) -> None:
        self._painted.clear()
        self._marks = None
        self.virtual_size = Size(self.size.width, self.row_count)
        self.refresh()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, self.row_count)
        self.show_cursor()

    # Painting

    def _digits(self) -> int:
        return max(2, len(str(self._text.line_count)))

    def _gutter_width(self) -> int:
        return self._digits() + 4

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        row = y + round(self.scroll_offset.y)
        if row >= self.row_count:
            return self._blank(y, width)
        line = self._folds.line_at(row)
        is_cursor = line == self.cursor and (self.has_focus or not self._is_quiet)
        self._check_inks()
        key = (line, width, self.shift_x, is_cursor)
        strip = self._painted.get(key)
        if strip is None:
            strip = self._painted[key] = self._paint(line, width, is_cursor=is_cursor)
        return self._with_mark(strip, y, width)

    def _check_inks(self) -> None:
        if self._inks is not self.ink:
            self._inks = self.ink
            self._painted.clear()

    def _with_mark(self, strip: Strip, y: int, width: int) -> Strip:
        """The line, at its end a mark when hits lie about there in the text as a whole."""
        if self._found is None or y not in self._marked_rows():
            return strip
        mark = Segment(self.glyphs.line, self.ink("find-current", on="background"))
        return Strip([*strip.crop(0, width - 1), mark], width)

    def _marked_rows(self) -> frozenset[int]:
        height, count = self.size.height, self.row_count
        if self._found is None or count <= height:
            return frozenset()
        if self._marks is None or self._marks[0] != height:
            rows = {self._folds.row_of(line) * height // count for line in self._found.lines()}
            self._marks = (height, frozenset(rows))
        return self._marks[1]

    def _blank(self, y: int, width: int) -> Strip:
        ground = self.ink("text-muted", on="background")
        if y == 0 and self._text.sentence and not self.row_count:
            return Strip([Segment("  " + plain(self._text.sentence), ground)]).adjust_cell_length(
                width, ground
            )
        return Strip.blank(width, ground)

    def _paint(self, line: int, width: int, *, is_cursor: bool) -> Strip:
        ground = self.ink("foreground", on="cursor-row" if is_cursor else "background")
        body = self._body(line, max(1, width - self._gutter_width()), is_cursor=is_cursor)
        return Strip([*self._gutter(line, is_cursor=is_cursor), *body]).adjust_cell_length(width, ground)

    def _gutter(self, line: int, *, is_cursor: bool) -> list[Segment]:
        """The number of a line, and whether it opens something."""
        ground = self.ink("foreground", on="cursor-row" if is_cursor else "background")
        digits = self._digits()
        number = self.ink("text-strong", bold=True) if is_cursor else self.ink("text-dim")
        bookmark = self.mark_of(line)
        shown_number = Segment(f"{line + 1:>{digits}} ", ground + number)
        gutter = [bookmark, shown_number] if bookmark else [Segment(f" {shown_number.text}", ground + number)]
        is_folded = line in self._folds
        opens = self.glyphs.open if self._text.is_foldable(line) else " "
        mark = self.glyphs.folded if is_folded else opens
        colour = self.ink("accent" if is_folded else "text-muted")
        return [*gutter, Segment(mark + " ", ground + colour)]

    def _body(self, line: int, room: int, *, is_cursor: bool) -> Strip:
        """What is seen of a line."""
        ground = self.ink("foreground", on="cursor-row" if is_cursor else "background")
        is_folded = line in self._folds
        suffix = self._folded_end(line, self._folds.end_of(line)) if is_folded else []
        return LinePainter(self.ink, self.glyphs, ground).paint(
            self._text,
            line,
            self.shift_x,
            room,
            hits=self._hits_between(line, self.shift_x, self.shift_x + room + 1),
            current=self._current,
            suffix=suffix,
        )

    def mark_of(self, line: int) -> Segment | None:
        """What stands in front of the number of a line, None for nothing."""
        return None

    def _hits_between(self, line: int, first: int, last: int) -> Sequence[Hit]:
        """The hits that are seen of a line; one line may hold most of a body, and of its hits."""
        if self._found is None:
            return ()
        seen = self._text.line(line, last)
        if first < _LOOKED_FROM_START:
            return self._found.wanted.on_line(seen, line)
        before = first - _LOOKED_FROM_START
        hits = self._found.wanted.on_line(seen[before:], line)
        return [(line, start + before, end + before) for _, start, end in hits]

    def _folded_end(self, start: int, end: int) -> list[tuple[str, Style]]:
        """What stands behind the first line of a fold: how much it hides, and its last line."""
        words = self._text.folded_words(start, end)
        closer = self._text.closer(end)
        return [
            (f"{self.glyphs.more} {words}", self.ink("text-muted", italic=True)),
            (closer, self.ink("json-punctuation")),
        ]

    # The cursor

    def watch_cursor(self, old: int, new: int) -> None:
        if not self.is_mounted:
            return
        for line in (old, new):
            y = self._folds.row_of(line) - round(self.scroll_offset.y)
            self.refresh(Region(0, y, self.size.width, 1))
        self.show_cursor()
        self.post_message(self.CursorMoved(self))

    def show_cursor(self) -> None:
        """Scroll as far as needed to see the cursor."""
        height, top = self.size.height, round(self.scroll_offset.y)
        row = self._folds.row_of(self.cursor)
        if height <= 0:
            return
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def _go_to_row(self, row: int) -> None:
        if self.row_count:
            self.cursor = self._folds.line_at(min(max(row, 0), self.row_count - 1))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_move(self, direction: int) -> None:
        row = self._folds.row_of(self.cursor)
        if direction < 0 and row == 0:
            self.post_message(self.LeftUpwards())
        self._go_to_row(row + direction)

    def action_move_page(self, direction: int) -> None:
        self._go_to_row(self._folds.row_of(self.cursor) + direction * max(1, self.size.height - 1))

    def action_go_first(self) -> None:
        self._go_to_row(0)

    def action_go_last(self) -> None:
        self._go_to_row(self.row_count - 1)

    def action_shift(self, direction: int) -> None:
        """Move the text sideways."""
        longest = (
            len(self._text.line(self.cursor, self.shift_x + self.size.width * 2)) if self.row_count else 0
        )
        wanted = self.shift_x + direction * _SHIFT_COLUMNS
        if direction < 0 or wanted < longest:
            self.shift_x = min(max(wanted, 0), MAX_SHIFT)
