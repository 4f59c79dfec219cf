"""The response pane before anything was sent: what the call may answer, and what it answered before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import events

from cloudflow_tui.diagnosis import PossibleAnswer, glyph_of
from cloudflow_tui.diagnosis.status import kind_of
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.tui.ink import kind_ink
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_clock
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.history import HistoryRow

_BLANK = ""
_TITLE = "title"
_QUESTION = "question"
_HEADING = "heading"
_Row = str | PossibleAnswer | int
"""A heading by its name, a possible answer, or the index of an earlier exchange."""


class IdleRows(Rows):
    """Possible answers and earlier exchanges of one call; the latter can be chosen."""

    DEFAULT_CSS = "IdleRows { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._answers: Sequence[PossibleAnswer] = ()
        self._sent_before: Sequence[HistoryRow] = ()
        self._rows: list[_Row] = []
        self._name_width = 0

    def show(
        self, answers: Sequence[PossibleAnswer], sent_before: Sequence[HistoryRow], *, has_title: bool = True
    ) -> None:
        """Show one call.

        Args:
            has_title: Say "Nothing sent yet" above.
        """
        self._answers, self._sent_before = answers, sent_before
        self._name_width = max((len(answer.name) for answer in answers), default=0) + 2
        rows: list[_Row] = [_TITLE] if has_title else []
        if answers:
            rows += [_QUESTION, _BLANK, *answers]
        if sent_before:
            rows += [_BLANK, _BLANK, _HEADING, *range(len(sent_before))]
        self._rows = rows
        self.cursor = 0
        self.rows_changed()

    def number_at(self, index: int) -> int | None:
        """The number of the exchange in a row, None for other rows."""
        row = self._rows[index]
        return self._sent_before[row].number if isinstance(row, int) else None

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and isinstance(self._rows[index], int)

    @property
    def has_cursor(self) -> bool:
        return self.has_focus

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        if isinstance(row, PossibleAnswer):
            self._draw_answer(row, line)
        elif isinstance(row, int):
            self._draw_exchange(self._sent_before[row], line)
        elif row == _TITLE:
            line.at(2).put("Nothing sent yet", self.ink("text-strong", bold=True))
        elif row == _QUESTION:
            line.at(2).put("What this call may answer:", self.ink("text-muted"))
        elif row == _HEADING:
            line.at(2).put("Sent before", self.ink("text-muted", bold=True))
            line.end((f"{len(self._sent_before)} in history  ", self.ink("text-muted")))

    def _draw_answer(self, answer: PossibleAnswer, line: Line) -> None:
        kind = self.ink(kind_ink(answer.kind), bold=True)
        line.at(2).put(f"{self.glyphs.of_status(glyph_of(answer.kind))} {answer.status} ", kind)
        line.put(answer.name, pad=self._name_width).put(answer.when, self.ink("text-muted"))

    def _draw_exchange(self, row: HistoryRow, line: Line) -> None:
        kind = kind_of(row.status) if row.status and row.outcome is Outcome.ANSWERED else "none"
        status = str(row.status) if kind != "none" else "none"
        line.at(2).put(
            f"{self.glyphs.of_status(glyph_of(kind))} {status:4}", self.ink(kind_ink(kind), bold=True)
        )
        line.put(shown_clock(row.started_at, datetime.now(UTC)), self.ink("text-muted"), pad=8)
        line.put("  ").put(row.what_happened or row.path)

    def row_clicked(self, index: int, event: events.Click) -> None:
        self.focus()
        super().row_clicked(index, event)
