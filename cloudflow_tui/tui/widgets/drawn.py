"""Bases of widgets that draw their own lines: `Drawn` of fixed height, `Rows` a list with a cursor.

A line costs nothing until it is painted. Subclasses say what stands in a line, nothing of scrolling or keys.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from cloudflow_tui.tui.glyphs import Glyphs
from cloudflow_tui.tui.ink import Inks
from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.lines import Line


class Drawn(Widget):
    """A widget whose lines are drawn one by one; its height comes from CSS."""

    GROUND: ClassVar[str] = "background"
    """Theme variable of the ground."""

    @property
    def ink(self) -> Inks:
        return themed(self).inks

    @property
    def glyphs(self) -> Glyphs:
        return themed(self).glyphs

    def line(self, on: str = "") -> Line:
        """An empty line over the whole width."""
        return Line(self.size.width, self.ink("foreground", on=on or self.GROUND))

    @abstractmethod
    def draw(self, y: int) -> Line | Strip:
        """What stands in line `y`."""

    def render_line(self, y: int) -> Strip:
        drawn = self.draw(y)
        return drawn.strip() if isinstance(drawn, Line) else drawn


class Rows(ScrollView, can_focus=True):
    """A list of rows with a cursor, one line each. Subclasses give `row_count` and `draw_row`."""

    DEFAULT_CSS = """
    Rows {
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
    GROUND: ClassVar[str] = "background"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="rows.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="rows.down"),
        Binding("pageup", "move_page(-1)", "Page up", show=False, id="rows.page_up"),
        Binding("pagedown", "move_page(1)", "Page down", show=False, id="rows.page_down"),
        Binding("home,g", "go_first", "First", show=False, id="rows.first"),
        Binding("end,G", "go_last", "Last", show=False, id="rows.last"),
        Binding("enter", "choose", "Open", show=False, id="rows.choose"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor."""

    class Chosen(Message):
        """A row was chosen, by enter or by a click."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            return self.rows

    class CursorMoved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            return self.rows

    @property
    def ink(self) -> Inks:
        return themed(self).inks

    @property
    def glyphs(self) -> Glyphs:
        return themed(self).glyphs

    # What subclasses say

    @property
    @abstractmethod
    def row_count(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def draw_row(self, index: int, line: Line) -> None:
        """Put the content of a row into its line; ground and edge are there already."""

    def is_selectable(self, index: int) -> bool:
        """Whether the cursor may stand on this row; headings and blank rows say no."""
        return True

    def row_ground(self, index: int) -> str:
        """Theme variable of the ground of a row without the cursor; "" for that of the list."""
        return ""

    # Painting

    @property
    def is_active(self) -> bool:
        """Whether the cursor is shown as the one that keys move."""
        return self.has_focus

    @property
    def has_cursor(self) -> bool:
        """Whether the cursor is drawn; quiet lists draw it only while they have the focus."""
        return True

    @property
    def cursor_ground(self) -> str:
        """Theme variable of the ground of the row with the cursor."""
        return "cursor-row"

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_offset.y)
        width = self.size.width
        if not 0 <= index < self.row_count:
            return Strip.blank(width, self._ground_style(self.GROUND))
        is_cursor = index == self.cursor and self.has_cursor and self.is_selectable(index)
        ground = self.cursor_ground if is_cursor else self.row_ground(index) or self.GROUND
        line = Line(width, self._ground_style(ground))
        if is_cursor:
            line.put(self.glyphs.edge, self.ink("accent" if self.is_active else "text-dim", on=ground))
        self.draw_row(index, line)
        return line.strip()

    def _ground_style(self, name: str) -> Style:
        return self.ink("foreground", on=name)

    def rows_changed(self) -> None:
        """Take over a changed number or content of rows; the cursor stays where it can."""
        self.virtual_size = Size(self.size.width, self.row_count)
        if self.cursor >= self.row_count or not self.is_selectable(self.cursor):
            self.cursor = self.nearest_selectable(min(self.cursor, max(0, self.row_count - 1)))
        self.refresh()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, self.row_count)
        self.show_cursor()

    def refresh_row(self, index: int) -> None:
        """Paint one row again."""
        y = index - round(self.scroll_offset.y)
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_focus(self) -> None:
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        self.refresh_row(self.cursor)

    # The cursor

    def watch_cursor(self, old: int, new: int) -> None:
        if not self.is_mounted:
            return
        self.refresh_row(old)
        self.refresh_row(new)
        self.show_cursor()
        self.post_message(self.CursorMoved(self, new))

    def show_cursor(self) -> None:
        """Scroll as far as needed to see the cursor; again after the layout, which may know more rows."""
        self._scroll_to_cursor()
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        height = self.size.height
        if height <= 0:
            return
        top = round(self.scroll_offset.y)
        first = self._first_with_headings(self.cursor)
        if first < top:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)

    def _first_with_headings(self, index: int) -> int:
        """The row itself, or the first of the headings that stand right above the first selectable row."""
        return (
            0
            if all(not self.is_selectable(above) for above in range(min(index, 6))) and index <= 6
            else index
        )

    def nearest_selectable(self, index: int) -> int:
        """The row where a cursor meant for `index` may stand: there, else below, else above."""
        for below in range(index, self.row_count):
            if self.is_selectable(below):
                return below
        for above in range(min(index, self.row_count) - 1, -1, -1):
            if self.is_selectable(above):
                return above
        return 0

    def _step(self, index: int, direction: int) -> int:
        """The next selectable row in a direction; the same when there is none."""
        at = index + direction
        while 0 <= at < self.row_count:
            if self.is_selectable(at):
                return at
            at += direction
        return index

    def action_move(self, direction: int) -> None:
        self.cursor = self._step(self.cursor, direction)

    def action_move_page(self, direction: int) -> None:
        wanted = self.cursor + direction * max(1, self.size.height - 1)
        wanted = min(max(wanted, 0), max(0, self.row_count - 1))
        found = wanted if self.is_selectable(wanted) else self._step(wanted, -direction)
        self.cursor = found if self.is_selectable(found) else self.nearest_selectable(wanted)

    def action_go_first(self) -> None:
        self.cursor = self.nearest_selectable(0)
        self.scroll_to(y=0, animate=False)

    def action_go_last(self) -> None:
        last = max(0, self.row_count - 1)
        self.cursor = last if self.is_selectable(last) else self._step(last, -1)

    def action_choose(self) -> None:
        if self.row_count and self.is_selectable(self.cursor):
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        index = event.y + round(self.scroll_offset.y)
        if 0 <= index < self.row_count and self.is_selectable(index):
            self.cursor = index
            self.row_clicked(index, event)

    def row_clicked(self, index: int, event: events.Click) -> None:
        """A click on a row that can be chosen; the cursor is there already."""
        self.post_message(self.Chosen(self, index))
