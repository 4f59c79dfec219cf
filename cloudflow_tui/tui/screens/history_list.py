"""The rows of the history: one exchange a row, newest first, with the days between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.diagnosis import glyph_of
from cloudflow_tui.diagnosis.status import kind_of
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_bytes, shown_ms
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.history import HistoryRow

AHEAD = 60
"""So many rows below the cursor should be here."""
_SHORT_METHODS = {"DELETE": "DEL", "PATCH": "PTCH"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column starts, and how wide it is; 0 for one that is left out."""

    number_end: int
    time: int
    method: int
    path: int
    path_width: int
    status: int
    took_end: int
    size_end: int
    profile: int
    case: int
    what: int

    @classmethod
    def of(cls, width: int, highest: int = 0) -> Columns:
        """The columns that fit into so many cells, for numbers up to the highest."""
        number_end = max(8 if width >= 100 else 6, 2 + len(str(highest)))
        time = number_end + 2
        method, path = time + 10, time + 16
        path_width = 38 if width >= 140 else 30 if width >= 100 else 22
        if width >= 200:
            path_width = 60
        status = path + path_width + 2
        took_end = status + 16
        size_end = took_end + 10 if width >= 100 else 0
        profile = size_end + 2 if width >= 140 else 0
        case = profile + 10 if profile else size_end + 2 if size_end else 0
        what = (case + 11) if case else took_end + 2
        return cls(
            number_end, time, method, path, path_width, status, took_end, size_end, profile, case, what
        )


class HistoryHead(Drawn):
    """Names of the columns, and a rule."""

    DEFAULT_CSS = "HistoryHead { height: 2; }"

    highest: reactive[int] = reactive(0)
    """The highest number in the list."""

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 1:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        columns, style = Columns.of(self.size.width, self.highest), self.ink("text-muted", bold=True)
        line.at(columns.number_end - 1).put("#", style)
        line.at(columns.time).put("time", style)
        line.at(columns.path).put("path", style)
        line.at(columns.status).put("status", style)
        line.at(columns.took_end - 4).put("took", style)
        if columns.size_end:
            line.at(columns.size_end - 4).put("size", style)
        if columns.profile:
            line.at(columns.profile).put("profile", style)
        if columns.case:
            line.at(columns.case).put("case", style)
        return line.at(columns.what).put("what happened", style)


class HistoryRows(Rows):
    """Exchanges, as many as were loaded so far."""

    DEFAULT_CSS = "HistoryRows { height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "history.choose",
        "history.mark",
        "history.compare",
        "history.export",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = []

    production: reactive[str] = reactive("")
    """Name of the profile that is marked as production; shown in its colour."""

    class MoreWanted(Message):
        """The end of what was loaded comes near."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[HistoryRow | date] = []
        self._sentence = ""
        self._today = datetime.now(UTC).astimezone().date()
        self.highest = 0
        """The highest number in the list."""
        self.marked: dict[int, HistoryRow] = {}
        """By number; they stay while others are searched for."""

    def show(self, rows: Sequence[HistoryRow], sentence: str) -> None:
        """Show these rows from the beginning.

        Args:
            sentence: Said when there are none.
        """
        self._rows, self._sentence = [], "" if rows else sentence
        self.cursor = 0
        self.scroll_to(y=0, animate=False)
        self.highest = max((row.number for row in rows), default=0)
        self.add(rows)

    def add(self, rows: Sequence[HistoryRow]) -> None:
        """Older rows below those that are here."""
        day = self._last_day()
        for row in rows:
            own_day = row.started_at.astimezone().date()
            if own_day != day:
                self._rows.append(own_day)
                day = own_day
            self._rows.append(row)
        self.rows_changed()

    def _last_day(self) -> date:
        last = self._rows[-1] if self._rows else self._today
        return last if isinstance(last, date) else last.started_at.astimezone().date()

    @property
    def current(self) -> HistoryRow | None:
        """The exchange under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return None if isinstance(row, date) else row

    def go_to(self, number: int) -> None:
        """Put the cursor on an exchange, if it is here."""
        for index, row in enumerate(self._rows):
            if not isinstance(row, date) and row.number == number:
                self.cursor = index
                return

    def toggle_mark(self) -> None:
        """Mark the exchange under the cursor, or take its mark away."""
        row = self.current
        if row is not None:
            if self.marked.pop(row.number, None) is None:
                self.marked[row.number] = row
            self.refresh()

    def mark_of(self, number: int) -> str:
        """A for the older and B for the newer of two; `+` where more are marked."""
        if number not in self.marked:
            return ""
        if len(self.marked) > 2:
            return "+"
        return "A" if number == min(self.marked) else "B"

    @property
    def row_count(self) -> int:
        return max(1, len(self._rows)) if self._sentence else len(self._rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and not isinstance(self._rows[index], date)

    @property
    def cursor_ground(self) -> str:
        return "selection" if self.has_focus else "cursor-row"

    def watch_cursor(self, old: int, new: int) -> None:
        super().watch_cursor(old, new)
        if new + AHEAD > len(self._rows):
            self.post_message(self.MoreWanted())

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        if new + self.size.height + AHEAD > len(self._rows):
            self.post_message(self.MoreWanted())

    def draw_row(self, index: int, line: Line) -> None:
        if index >= len(self._rows):
            line.at(2).put(self._sentence, self.ink("text-muted"))
            return
        row = self._rows[index]
        if isinstance(row, date):
            self._draw_day(row, line)
        else:
            self._draw_exchange(row, line, is_cursor=index == self.cursor)

    def _draw_day(self, day: date, line: Line) -> None:
        columns = Columns.of(line.width, self.highest)
        words = day.strftime("%a %d %b" if day.year == self._today.year else "%a %d %b %Y")
        line.at(columns.time).put("today" if day == self._today else words, self.ink("text-dim", bold=True))

    def _draw_exchange(self, row: HistoryRow, line: Line, *, is_cursor: bool) -> None:
        columns = Columns.of(line.width, self.highest)
        muted = self.ink("text-muted")
        kind = kind_of(row.status) if row.status and row.outcome is Outcome.ANSWERED else "none"
        is_open = row.outcome is Outcome.SENDING
        line.at(1).put(self.mark_of(row.number), self.ink("accent", bold=True))
        line.at(2).put_right(str(row.number), muted, width=columns.number_end - 2)
        line.at(columns.time).put(row.started_at.astimezone().strftime("%H:%M:%S"), muted)
        line.at(columns.method).put(
            _SHORT_METHODS.get(row.method, row.method), self.ink(method_ink(row.method)), limit=5
        )
        line.at(columns.path).put(
            row.path, self.ink("text-strong" if is_cursor else "foreground"), limit=columns.path_width
        )
        glyph = self.glyphs.scheduled if is_open else self.glyphs.of_status(glyph_of(kind))
        colour = "text-muted" if is_open else kind_ink(kind)
        status = str(row.status) if kind != "none" else "none"
        line.at(columns.status).put(f"{glyph} {status}", self.ink(colour, bold=True))
        line.at(columns.took_end - 8).put_right(shown_ms(row.elapsed_ms), None, width=8)
        if columns.size_end:
            line.at(columns.size_end - 8).put_right(shown_bytes(row.size_bytes), muted, width=8)
        if columns.profile:
            profile = "production" if row.profile_name == self.production else "text-muted"
            line.at(columns.profile).put(row.profile_name, self.ink(profile), limit=9)
        if columns.case:
            line.at(columns.case).put(", ".join(row.cases), muted, limit=10)
        is_bad = kind in ("4xx", "5xx", "none") and not is_open
        line.at(columns.what).put(row.what_happened, self.ink(colour) if is_bad else muted)
        if row.has_note:
            line.end(("note ", self.ink("text-dim", italic=True)))

    def row_clicked(self, index: int, event: events.Click) -> None:
        """One click looks at an exchange, two open it."""
        if event.chain > 1:
            super().row_clicked(index, event)
