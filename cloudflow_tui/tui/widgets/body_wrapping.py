"""Lines of a body that break at the edge instead of being cut, on demand, at any size of the text.

Only what is on the screen is broken: the view still scrolls from line to line, and of a line that is longer
than the screen one screen is shown, further along by `right`.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip

from cloudflow_tui.tui.widgets.body_lines import MAX_SHIFT, BodyLines

Piece = tuple[int, int]
"""(line, which of its pieces from 0)"""


class BodyWrapping(BodyLines):
    """Lines that may be broken."""

    _is_wrapped = False
    _counts: dict[tuple[int, ...], int]
    """Pieces of lines, by line, width, height and shift."""

    def __init__(self, *, is_quiet: bool = False, id: str | None = None) -> None:
        super().__init__(is_quiet=is_quiet, id=id)
        self._counts = {}

    def action_wrap(self) -> None:
        """Break long lines at the edge, or cut them."""
        self._is_wrapped = not self._is_wrapped
        self.shift_x = 0
        self._lines_changed()
        self.show_cursor()

    def row_at(self, y: int) -> int:
        """The row of lines that is shown at a height of the view; behind the last where there is none."""
        if not self._is_wrapped:
            return y + round(self.scroll_offset.y)
        shown = self._shown_pieces()
        return self._folds.row_of(shown[y][0]) if y < len(shown) else self.row_count

    @property
    def columns_seen(self) -> int:
        """Columns of a line that are on the screen at once."""
        room = max(16, self.size.width - self._gutter_width())
        return room * max(1, self.size.height // 2) if self._is_wrapped else room

    def _lines_changed(self) -> None:
        self._counts.clear()
        super()._lines_changed()
        self._make_room()

    def on_resize(self) -> None:
        self._counts.clear()
        self._make_room()

    def _make_room(self) -> None:
        # The last line may have to stand at the top to be seen whole.
        spare = max(0, self.size.height - 1) if self._is_wrapped and self.row_count else 0
        self.virtual_size = Size(self.size.width, self.row_count + spare)

    # Painting

    def render_line(self, y: int) -> Strip:
        if not self._is_wrapped:
            return super().render_line(y)
        shown, width = self._shown_pieces(), self.size.width
        if y >= len(shown):
            return self._blank(y, width)
        line, piece = shown[y]
        is_cursor = line == self.cursor and (self.has_focus or not self._is_quiet)
        self._check_inks()
        key = (line, width, self.size.height, self.shift_x, is_cursor, piece)
        if key not in self._painted:
            for number, painted in enumerate(self._pieces_of(line, is_cursor=is_cursor)):
                self._painted[(*key[:-1], number)] = painted
        return self._with_mark(self._painted[key], y, width)

    def _shown_pieces(self) -> list[Piece]:
        """What stands on the screen, from its first row on."""
        shown: list[Piece] = []
        row, height = round(self.scroll_offset.y), self.size.height
        while row < self.row_count and len(shown) < height:
            line = self._folds.line_at(row)
            shown += [(line, piece) for piece in range(self._count_of(line))]
            row += 1
        return shown[:height]

    def _count_of(self, line: int) -> int:
        key = (line, self.size.width, self.size.height, self.shift_x)
        if key not in self._counts:
            self._counts[key] = len(self._pieces_of(line, is_cursor=False))
        return self._counts[key]

    def _pieces_of(self, line: int, *, is_cursor: bool) -> list[Strip]:
        width, height = self.size.width, max(1, self.size.height)
        ground = self.ink("foreground", on="cursor-row" if is_cursor else "background")
        gutter = self._gutter(line, is_cursor=is_cursor)
        room = max(1, width - self._gutter_width())
        whole = self._body(line, room * height, is_cursor=is_cursor)
        blank = Strip.blank(self._gutter_width(), ground)
        return [
            Strip([*(blank if number else gutter), *piece]).adjust_cell_length(width, ground)
            for number, piece in enumerate(broken(whole, room))
        ]

    # The cursor

    def watch_cursor(self, old: int, new: int) -> None:
        super().watch_cursor(old, new)
        if self._is_wrapped:
            self.refresh()

    def show_cursor(self) -> None:
        if not self._is_wrapped:
            super().show_cursor()
            return
        height, top = self.size.height, round(self.scroll_offset.y)
        row = self._folds.row_of(self.cursor)
        if height <= 0 or not self.row_count:
            return
        first, used = row, self._count_of(self._folds.line_at(row))
        while first > top:
            used += self._count_of(self._folds.line_at(first - 1))
            if used > height:
                break
            first -= 1
        if first != top:
            self.scroll_to(y=first, animate=False)

    def action_move_page(self, direction: int) -> None:
        if not self._is_wrapped:
            super().action_move_page(direction)
            return
        lines = len({line for line, _ in self._shown_pieces()})
        self._go_to_row(self._folds.row_of(self.cursor) + direction * max(1, lines - 1))

    def action_shift(self, direction: int) -> None:
        if not self._is_wrapped:
            super().action_shift(direction)
            return
        step = max(16, self.size.width - self._gutter_width())
        wanted = self.shift_x + direction * step
        longest = len(self._text.line(self.cursor, wanted + 1)) if self.row_count and wanted > 0 else 0
        if direction < 0 or wanted < longest:
            self.shift_x = min(max(wanted, 0), MAX_SHIFT)


def broken(whole: Strip, room: int) -> list[Strip]:
    """A strip in pieces of at most so many cells; at least one, and no wide character is cut in two."""
    length = whole.cell_length
    if length <= room:
        return [whole]
    if length == len(whole.text):
        return [whole.crop(start, min(start + room, length)) for start in range(0, length, room)]
    cuts, at, start = [0], 0, 0
    for character in whole.text:
        cells = cell_len(character)
        if at + cells - start > room and at > start:
            start = at
            cuts.append(at)
        at += cells
    return [whole.crop(first, last) for first, last in zip(cuts, [*cuts[1:], length], strict=True)]
