"""Two texts beside each other with what differs marked; in little room one list of the changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from cloudflow_tui.tui.ink import token_ink
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line, plain

if TYPE_CHECKING:
    from cloudflow_tui.document.compare import Change, Comparison, Row

Side = Literal["left", "right"]

MARKS: Final = {"changed": "~", "added": "+", "removed": "-", "moved": ">"}
GROUNDS: Final = {
    "changed": "diff-changed",
    "moved": "diff-changed",
    "added": "diff-added",
    "removed": "diff-removed",
}
MARK_INKS: Final = {
    "changed": "status-4xx",
    "moved": "status-4xx",
    "added": "status-2xx",
    "removed": "status-5xx",
}
_ABSENT: Final = {"left": "added", "right": "removed"}
"""A row of this kind has nothing on that side."""
_TEXT_AT: Final = 7
_INDENT: Final = 2
_SHIFT: Final = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison made ready to be shown; may be made in a thread."""

    changes: Sequence[Change]
    rows: Sequence[Row]
    marks: Sequence[int]
    """Rows at which a run of differing rows begins."""
    words: str
    ignored: tuple[str, ...] = ()
    note: str = ""
    plain_rows: int = 0
    """So many rows from the first on are no JSON, and get no colours."""

    @classmethod
    def of(cls, *parts: Comparison) -> Compared:
        """One or several comparisons, one below the other."""
        from cloudflow_tui.document.compare import Comparison, count_changes

        if len(parts) == 1:
            whole, plain_rows = parts[0], 0
        else:
            rows = [row for part in parts for row in part.rows]
            changes = tuple(change for part in parts for change in part.changes)
            ignored = tuple(name for part in parts for name in part.ignored)
            whole = Comparison(changes, rows, ignored, " ".join(part.note for part in parts if part.note))
            plain_rows = len(parts[0].rows)
        if not _is_json(parts[-1].rows):
            plain_rows = len(whole.rows)
        return cls(
            whole.changes,
            whole.rows,
            whole.marks(),
            count_changes(whole.changes),
            whole.ignored,
            whole.note,
            plain_rows,
        )


class PairView(Rows):
    """The rows of a comparison, both sides or the changes alone."""

    DEFAULT_CSS = "PairView { height: 1fr; }"

    is_list: reactive[bool] = reactive(False)
    """Show the changes one below the other instead of both sides."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._compared: Compared | None = None
        self._shift = 0

    def show(self, compared: Compared | None) -> None:
        """Show a comparison from its first difference on."""
        self._compared = compared
        self._shift = 0
        self.cursor = 0
        self.scroll_to(y=0, animate=False, immediate=True)
        self.rows_changed()
        if compared is not None and not self.is_list and compared.marks:
            self.cursor = compared.marks[0]

    def watch_is_list(self) -> None:
        if self.is_mounted:
            self.show(self._compared)

    @property
    def difference(self) -> tuple[int, int]:
        """Which difference the cursor stands in, counted from 1 (0 before the first), and how many."""
        if self._compared is None:
            return 0, 0
        if self.is_list:
            count = len(self._compared.changes)
            return min(self.cursor + 1, count), count
        marks = self._compared.marks
        return sum(mark <= self.cursor for mark in marks), len(marks)

    def step(self, direction: int) -> None:
        """Go to the next or previous difference, round the end."""
        if self._compared is None:
            return
        if self.is_list:
            marks: Sequence[int] = range(len(self._compared.changes))
        else:
            marks = self._compared.marks
        if not marks:
            return
        if direction > 0:
            self.cursor = next((mark for mark in marks if mark > self.cursor), marks[0])
        else:
            self.cursor = next((mark for mark in reversed(marks) if mark < self.cursor), marks[-1])
        self._show_around()

    def _show_around(self) -> None:
        """Leave some lines to see around the cursor."""
        top, height = round(self.scroll_offset.y), self.size.height
        if height > 6 and not top + 2 <= self.cursor < top + height - 2:
            self.scroll_to(y=max(0, self.cursor - height // 3), animate=False, immediate=True)

    # Rows

    @property
    def row_count(self) -> int:
        if self._compared is None:
            return 0
        return max(1, len(self._compared.changes if self.is_list else self._compared.rows))

    def is_selectable(self, index: int) -> bool:
        return not self.is_list or (self._compared is not None and index < len(self._compared.changes))

    def action_shift(self, direction: int) -> None:
        """See what is further right or left."""
        self._shift = max(0, self._shift + direction * _SHIFT)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_offset.y)
        compared = self._compared
        if compared is None or self.is_list or not 0 <= index < len(compared.rows):
            return super().render_line(y)
        row = compared.rows[index]
        left_width = (self.size.width - 1) // 2
        is_cursor = index == self.cursor and bool(compared.marks)
        left = self._half("left", row, left_width, index)
        right = self._half("right", row, self.size.width - 1 - left_width, index)
        if is_cursor:
            edge = Segment(
                self.glyphs.edge, self.ink("accent" if self.has_focus else "text-dim", on="background")
            )
            left = Strip([edge, *left.crop(1)])
        middle = Segment(self.glyphs.guide, self.ink("rule", on="background"))
        return Strip([*left, middle, *right])

    def _half(self, side: Side, row: Row, width: int, index: int) -> Strip:
        text, number = (row.left, row.left_number) if side == "left" else (row.right, row.right_number)
        if text is None or row.kind == _ABSENT[side]:
            return Strip.blank(width, self.ink("foreground", on="background"))
        ground = GROUNDS.get(row.kind, "background")
        line = Line(width, self.ink("foreground", on=ground))
        mark = MARKS.get(row.kind, "")
        line.at(1).put(mark, self.ink(MARK_INKS.get(row.kind, "foreground"), bold=True))
        line.at(2).put_right(str(number), self.ink("text-muted"), width=4)
        line.at(_TEXT_AT)
        is_plain = self._compared is None or index < self._compared.plain_rows
        self._put_text(line, text, is_quiet=row.kind == "ignored", is_plain=is_plain)
        return line.strip()

    def _put_text(self, line: Line, text: str, *, is_quiet: bool, is_plain: bool) -> None:
        """The text with guides in its indentation and colours of its parts."""
        text = text[: self._shift + line.width]
        blanks = 0 if is_plain else len(text) - len(text.lstrip(" "))
        guides = "".join(
            self.glyphs.guide if column % _INDENT == 0 else " " for column in range(blanks // 2 * 2)
        )
        pieces: list[tuple[str, str]] = [(guides, "guide")]
        rest = text[len(guides) :]
        if is_quiet or is_plain:
            pieces.append((rest, "text-muted" if is_quiet else "foreground"))
        else:
            pieces += _coloured(rest)
        hidden = self._shift
        for piece, ink in pieces:
            shown = piece[hidden:]
            hidden = max(0, hidden - len(piece))
            if shown:
                line.put(shown, self.ink(ink, italic=is_quiet and ink != "guide"))

    def draw_row(self, index: int, line: Line) -> None:
        if self._compared is None:
            return
        if index >= len(self._compared.changes):
            line.at(2).put("No difference.", self.ink("text-muted"))
            return
        change = self._compared.changes[index]
        line.at(2).put(MARKS[change.kind], self.ink(MARK_INKS[change.kind], bold=True))
        path_width = max(16, min(44, line.width * 2 // 5))
        line.at(4).put(change.path, self.ink("text-strong"), limit=path_width).at(path_width + 6)
        room = max(8, line.width - line.used - 2)
        if change.kind in ("added", "removed"):
            line.put(shown_value(change.new if change.kind == "added" else change.old), limit=room)
            return
        old = shown_value(change.old)
        line.put(old, self.ink("text-muted"), limit=room // 2)
        line.put(f" {self.glyphs.crumb} ", self.ink("text-dim")).put(shown_value(change.new))

    def row_ground(self, index: int) -> str:
        if self.is_list and self._compared is not None and index < len(self._compared.changes):
            return GROUNDS[self._compared.changes[index].kind]
        return ""


def shown_value(value: Any) -> str:
    """A value as JSON, in one line and not endless."""
    import json

    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return plain(text[:500]) if text else '""'


def _coloured(text: str) -> list[tuple[str, str]]:
    from cloudflow_tui.document import line_tokens

    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end, kind in line_tokens(text, "json"):
        if start > at:
            pieces.append((text[at:start], "foreground"))
        pieces.append((text[start:end], token_ink(kind)))
        at = end
    pieces.append((text[at:], "foreground"))
    return pieces


def _is_json(rows: Sequence[Row]) -> bool:
    """Whether the rows are data laid out as JSON."""
    if not rows:
        return False
    texts = (rows[0].left, rows[0].right)
    return any(text is not None and text[:1] in ("{", "[") for text in texts)
