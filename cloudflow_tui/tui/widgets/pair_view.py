"""Two texts with what differs marked: beside each other, one below the other, or a list of the changes.

What is equal is folded but for a few lines around each difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from rich.segment import Segment
from textual import work
from textual.reactive import reactive
from textual.strip import Strip
from textual.worker import get_current_worker

from cloudflow_tui.tui.ink import token_ink
from cloudflow_tui.tui.widgets.compare_model import CompareModel, Entry
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.lines import Line, plain

if TYPE_CHECKING:
    from cloudflow_tui.document.compare import Change, Comparison, Row, Run

Side = Literal["left", "right"]
Arrangement = Literal["sides", "unified", "list"]
ARRANGEMENTS: Final[tuple[Arrangement, ...]] = ("sides", "unified", "list")

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
LAID_OUT_AT_ONCE: Final = 4_000
"""Runs of rows; more of them are laid out by a thread."""
_SHIFT: Final = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison made ready to be shown; may be made in a thread."""

    whole: Comparison
    runs: Sequence[Run]
    words: str
    plain_rows: int = 0
    """So many rows from the first on are no JSON, and get no colours."""

    @property
    def changes(self) -> Sequence[Change]:
        return self.whole.changes

    @property
    def ignored(self) -> tuple[str, ...]:
        return self.whole.ignored

    @property
    def note(self) -> str:
        return self.whole.note

    @classmethod
    def of(cls, *parts: Comparison) -> Compared:
        """One or several comparisons, one below the other."""
        from cloudflow_tui.document.compare import Comparison

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
        return cls(whole, whole.runs(), whole.words, plain_rows)


class PairView(Rows):
    """The rows of a comparison in one of its arrangements."""

    DEFAULT_CSS = "PairView { height: 1fr; }"

    arrangement: reactive[Arrangement] = reactive[Arrangement]("sides")
    is_short: reactive[bool] = reactive(True)
    """What is equal is folded."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._compared: Compared | None = None
        self._model: CompareModel | None = None
        """None for the list."""
        self._is_laying_out = False
        self._opened: set[int] = set()
        """Gaps that were opened."""
        self._shift = 0

    def show(self, compared: Compared | None) -> None:
        """Show a comparison from its first difference on."""
        self._compared = compared
        self._opened = set()
        self._shift = 0
        self._model = None
        self.cursor = 0
        self.scroll_to(y=0, animate=False, immediate=True)
        self._lay_out(keeps_place=False)

    def watch_arrangement(self) -> None:
        if self.is_mounted:
            self.show(self._compared)

    def watch_is_short(self) -> None:
        if self.is_mounted:
            self.show(self._compared)

    def _lay_out(self, *, keeps_place: bool) -> None:
        compared = self._compared
        self.workers.cancel_group(self, "lay out")
        self._is_laying_out = False
        if compared is None or self.arrangement == "list":
            self.rows_changed()
        elif len(compared.runs) <= LAID_OUT_AT_ONCE:
            self._take_model(self._made_model(compared), keeps_place=keeps_place)
        else:
            self._is_laying_out = self._model is None
            self.rows_changed()
            self._lay_out_beside(compared, keeps_place=keeps_place)

    @work(thread=True, group="lay out", exclusive=True, exit_on_error=False)
    def _lay_out_beside(self, compared: Compared, *, keeps_place: bool) -> None:
        worker = get_current_worker()
        model = self._made_model(compared)

        def take() -> None:
            if not worker.is_cancelled:
                self._take_model(model, keeps_place=keeps_place)
                self.post_message(self.CursorMoved(self, self.cursor))

        if not worker.is_cancelled:
            self.app.call_from_thread(take)

    def _take_model(self, model: CompareModel, *, keeps_place: bool) -> None:
        self._model, self._is_laying_out = model, False
        self.rows_changed()
        if not keeps_place:
            self.cursor = model.first_difference

    def _made_model(self, compared: Compared) -> CompareModel:
        return CompareModel(
            compared.whole,
            compared.runs,
            is_unified=self.arrangement == "unified",
            is_short=self.is_short,
            opened=frozenset(self._opened),
        )

    @property
    def difference(self) -> tuple[int, int]:
        """Which difference the cursor stands in, counted from 1 (0 before the first), and how many."""
        if self._model is not None:
            return self._model.number_until(self.cursor), self._model.difference_count
        compared = None if self._is_laying_out else self._compared
        count = 0 if compared is None else len(compared.changes)
        return min(self.cursor + 1, count), count

    def step(self, direction: int) -> None:
        """Go to the next or previous difference, round the end."""
        if self._model is not None:
            at = self._model.next_difference(self.cursor, direction)
        else:
            count = self.difference[1]
            at = (self.cursor + direction) % count if count else None
        if at is not None:
            self.cursor = at
            self._show_around()

    def _show_around(self) -> None:
        """Leave some lines to see around the cursor."""
        top, height = round(self.scroll_offset.y), self.size.height
        if height > 6 and not top + 2 <= self.cursor < top + height - 2:
            self.scroll_to(y=max(0, self.cursor - height // 3), animate=False, immediate=True)

    def action_choose(self) -> None:
        """Open a gap; anything else is not to be chosen here."""
        entry = self._entry(self.cursor)
        if entry is not None and entry.kind == "gap":
            self._opened.add(entry.row)
            self._lay_out(keeps_place=True)

    def _entry(self, index: int) -> Entry | None:
        model = self._model
        return model.entry(index) if model is not None and 0 <= index < model.count else None

    # Rows

    @property
    def row_count(self) -> int:
        if self._compared is None:
            return 0
        if self._is_laying_out:
            return 1
        return self._model.count if self._model is not None else max(1, len(self._compared.changes))

    def is_selectable(self, index: int) -> bool:
        if self._is_laying_out:
            return False
        return self._model is not None or (self._compared is not None and index < len(self._compared.changes))

    def action_shift(self, direction: int) -> None:
        """See what is further right or left."""
        self._shift = max(0, self._shift + direction * _SHIFT)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_offset.y)
        model, entry = self._model, self._entry(index)
        if model is None or entry is None:
            return super().render_line(y)
        row = model.row(entry)
        if entry.kind == "gap":
            strip = self._gap(entry)
        elif model.is_unified:
            is_right = entry.kind == "added" or row.left is None
            strip = self._half("right" if is_right else "left", row, self.size.width, entry)
        else:
            strip = self._both(row, entry)
        if index == self.cursor and model.difference_count:
            ink = self.ink("accent" if self.has_focus else "text-dim", on="background")
            strip = Strip([Segment(self.glyphs.edge, ink), *strip.crop(1)])
        return strip

    def _gap(self, entry: Entry) -> Strip:
        line = Line(self.size.width, self.ink("foreground", on="background")).at(_TEXT_AT)
        words = f"{self.glyphs.more} {shown_count(entry.hidden, 'equal line')}"
        return line.put(words, self.ink("text-muted", italic=True)).strip()

    def _both(self, row: Row, entry: Entry) -> Strip:
        left_width = (self.size.width - 1) // 2
        left = self._half("left", row, left_width, entry)
        right = self._half("right", row, self.size.width - 1 - left_width, entry)
        middle = Segment(self.glyphs.guide, self.ink("rule", on="background"))
        return Strip([*left, middle, *right])

    def _half(self, side: Side, row: Row, width: int, entry: Entry) -> Strip:
        text, number = (row.left, row.left_number) if side == "left" else (row.right, row.right_number)
        if text is None or row.kind == _ABSENT[side]:
            return Strip.blank(width, self.ink("foreground", on="background"))
        ground = GROUNDS.get(entry.kind, "background")
        line = Line(width, self.ink("foreground", on=ground))
        mark = MARKS.get(entry.kind, "")
        line.at(1).put(mark, self.ink(MARK_INKS.get(entry.kind, "foreground"), bold=True))
        line.at(2).put_right(str(number), self.ink("text-muted"), width=4)
        line.at(_TEXT_AT)
        is_plain = self._compared is None or entry.row < self._compared.plain_rows
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
        if self._is_laying_out:
            words = f"Laying out {shown_count(len(self._compared.runs), 'part')}"
            line.at(2).put(words, self.ink("text-muted"))
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
        is_list = self._model is None and not self._is_laying_out
        if is_list and self._compared is not None and index < len(self._compared.changes):
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
