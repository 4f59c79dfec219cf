"""The rows of the cases, and what is in one: notes, files, the newest exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.reactive import reactive

from cloudflow_tui.diagnosis import glyph_of
from cloudflow_tui.diagnosis.status import kind_of
from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_bytes, shown_count
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from datetime import datetime

    from cloudflow_tui.history import History, HistoryRow
    from cloudflow_tui.history.case_models import Attachment, Case, Note

SHOWN_EXCHANGES: Final = 50
_NAME, _STATE, _OPENED, _COUNTS, _TITLE = 2, 24, 34, 48, 66


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a case."""

    case: Case
    notes: tuple[Note, ...]
    files: tuple[Attachment, ...]
    numbers: tuple[int, ...]
    newest: tuple[HistoryRow, ...]

    @classmethod
    def read(cls, history: History, case: Case) -> Inside:
        """To be called in a thread.

        Raises:
            HistoryError: It cannot be read.
        """
        cases = history.cases
        rows = history.rows(limit=SHOWN_EXCHANGES, query=f'case:"{case.name}"')
        return cls(
            case,
            tuple(cases.notes(name=case.name)),
            tuple(cases.attachments(case.name)),
            tuple(cases.numbers(case.name)),
            tuple(rows),
        )


class CasesTitle(Drawn):
    """`Cases  3 cases` and the mark of the search box."""

    DEFAULT_CSS = "CasesTitle { height: 1; }"
    count: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line().at(1)
        line.put("Cases", self.ink("text-strong", bold=True)).put("  ").put(
            self.count, self.ink("text-muted")
        )
        return line.end(("/", self.ink("accent", bold=True)), (" ", self.ink("text-muted")))


class CaseHead(Drawn):
    """Names of the columns, and a rule."""

    DEFAULT_CSS = "CaseHead { height: 2; }"

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 1:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        style = self.ink("text-muted", bold=True)
        line.at(_NAME).put("case", style).at(_STATE).put("state", style).at(_OPENED).put("opened", style)
        line.at(_COUNTS).put("exchanges", style)
        return line.at(_TITLE).put("title", style)


class CaseRows(Rows):
    """One case a row."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "cases.choose",
        "cases.new",
        "cases.tag",
        "cases.toggle_open",
        "cases.export",
        "app.help",
    )

    working_in: reactive[str] = reactive("")
    """Name of the case that what is sent goes into."""

    def __init__(self) -> None:
        super().__init__()
        self._cases: Sequence[Case] = ()
        self._sentence = ""

    def show(self, cases: Sequence[Case], sentence: str) -> None:
        """Show these cases.

        Args:
            sentence: Said when there are none.
        """
        self._cases, self._sentence = cases, "" if cases else sentence
        self.cursor = min(self.cursor, max(0, len(cases) - 1))
        self.rows_changed()

    def go_to(self, name: str) -> None:
        """Put the cursor on a case, if it is here."""
        names = [case.name.lower() for case in self._cases]
        if name.lower() in names:
            self.cursor = names.index(name.lower())

    @property
    def current(self) -> Case | None:
        return self._cases[self.cursor] if self.cursor < len(self._cases) else None

    @property
    def row_count(self) -> int:
        return len(self._cases) or bool(self._sentence)

    def is_selectable(self, index: int) -> bool:
        return index < len(self._cases)

    @property
    def cursor_ground(self) -> str:
        return "selection" if self.has_focus else "cursor-row"

    def draw_row(self, index: int, line: Line) -> None:
        muted = self.ink("text-muted")
        if index >= len(self._cases):
            line.at(2).put(self._sentence, muted)
            return
        case = self._cases[index]
        quiet = self.ink("foreground" if case.is_open else "text-muted")
        line.at(_NAME).put(
            case.name, self.ink("text-strong" if case.is_open else "text-muted", bold=case.is_open), limit=20
        )
        glyph, word = (self.glyphs.running, "open") if case.is_open else (self.glyphs.stopped, "closed")
        line.at(_STATE).put(f"{glyph} {word}", self.ink("status-2xx" if case.is_open else "text-muted"))
        line.at(_OPENED).put(_day(case.opened_at), muted)
        line.at(_COUNTS).put_right(f"{case.exchange_count:,}", quiet, width=9)
        more = [shown_count(case.note_count, "note")] if case.note_count else []
        more += [shown_count(case.attachment_count, "file")] if case.attachment_count else []
        line.at(_TITLE).put(case.title, quiet)
        is_now = case.name == self.working_in
        now = ("sending into this", self.ink("accent", bold=True)) if is_now else ("", muted)
        line.end(now, ("   " if is_now and more else "", muted), (", ".join(more) + " ", muted))


class CaseInside(TextPage):
    """Notes, files and the newest exchanges of a case."""

    DEFAULT_CSS = "CaseInside { height: 1fr; border-top: solid $rule; }"

    def __init__(self) -> None:
        super().__init__()
        self.shown: Inside | None = None

    def show(self, inside: Inside | None) -> None:
        self.shown = inside
        self.set_page(self._page_lines)

    def _page_lines(self, width: int) -> Sequence[PageLine]:
        inside = self.shown
        if inside is None:
            return ()
        case = inside.case
        lines: list[PageLine] = [
            (
                Span(" "),
                Span(case.name, "text-strong", is_bold=True),
                Span(f"  {case.title}"),
                Span(f"   {_span(case)}", "text-muted"),
            ),
            (),
        ]
        for note in inside.notes:
            lines.append((Span(f"  {_moment(note.written_at)}  {note.author or 'somebody'}", "text-muted"),))
            lines += [(Span("    "), Span(part)) for part in wrapped(note.text, max(20, width - 6))]
        lines += [()] if inside.notes else []
        for file in inside.files:
            figures = f"  {file.content_type}  {shown_bytes(file.size_bytes)}"
            lines.append((Span("  file  ", "text-muted"), Span(file.name), Span(figures, "text-muted")))
        lines += [()] if inside.files else []
        lines += [self._row(row) for row in inside.newest]
        hidden = len(inside.numbers) - len(inside.newest)
        if hidden > 0:
            lines.append((Span(f"  and {hidden:,} older; enter shows all", "text-muted"),))
        return lines

    def _row(self, row: HistoryRow) -> PageLine:
        kind = kind_of(row.status) if row.status else "none"
        return (
            Span(f"  {row.number:>6}  {_moment(row.started_at)}  ", "text-muted"),
            Span(f"{row.method:<7}", method_ink(row.method)),
            Span(f"{row.path:<40.40}  "),
            Span(f"{glyph_of(kind)} {row.status or 'none'}", kind_ink(kind), is_bold=True),
            Span(f"  {row.what_happened}", "text-muted"),
        )


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%d %b %Y")


def _moment(moment: datetime) -> str:
    return moment.astimezone().strftime("%d %b %H:%M")


def _span(case: Case) -> str:
    """Since when it is open, and until when it was."""
    opened = f"opened {_moment(case.opened_at)}"
    return opened if case.closed_at is None else f"{opened}, closed {_moment(case.closed_at)}"
