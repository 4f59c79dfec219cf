"""Exchanges handed over: choose a form, read it with what was masked, then write it to a file.

Dismisses with the file, or None.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.screens.ask import AskScreen
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_bytes, shown_count
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import LazyLines, PageLine, Span, TextPage

if TYPE_CHECKING:
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.reports import Export, ExportKind

FORMS: Final[tuple[tuple[ExportKind, str, str], ...]] = (
    ("markdown", "Report, Markdown", "for a ticket"),
    ("html", "Report, HTML", "one file, prints well"),
    ("har", "HAR 1.2", "for browsers and mitmproxy"),
    ("curl", "curl script", "sends them again"),
    ("json", "JSON", "for programs"),
)


class ExportHead(Drawn):
    """What is handed over, and what was masked in it."""

    DEFAULT_CSS = "ExportHead { height: 4; }"

    subject: reactive[str] = reactive("")
    figures: reactive[str] = reactive("")
    masked: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line().at(1)
        if y == 1:
            line.put("Hand over", self.ink("text-strong", bold=True)).put("  ").put(self.subject)
            return line.end((self.figures + " ", self.ink("text-muted")))
        if y == 2:
            return line.put(self.masked, self.ink("text-muted"))
        return line if y == 0 else self.line().put(self.glyphs.line * self.size.width, self.ink("rule"))


class FormRows(Rows):
    """The forms."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "handover.write",
        "handover.read",
        "handover.masked",
        "handover.leave",
        "app.help",
    )
    DEFAULT_CSS = "FormRows { width: 30; height: 1fr; padding-top: 1; }"

    @property
    def kind(self) -> ExportKind:
        return FORMS[self.cursor // 3][0]

    @property
    def row_count(self) -> int:
        return len(FORMS) * 3 - 1

    def is_selectable(self, index: int) -> bool:
        return index % 3 == 0

    def draw_row(self, index: int, line: Line) -> None:
        _, label, meaning = FORMS[index // 3]
        is_chosen = index // 3 == self.cursor // 3
        if index % 3 == 0:
            line.at(2).put(label, self.ink("text-strong" if is_chosen else "foreground", bold=is_chosen))
        elif index % 3 == 1:
            line.at(2).put(meaning, self.ink("text-muted"))


class Preview(TextPage):
    """What would be written."""

    FOOTER: ClassVar[tuple[str, ...]] = FormRows.FOOTER
    DEFAULT_CSS = "Preview { width: 1fr; height: 1fr; border-left: solid $rule; padding-top: 1; }"


class ExportScreen(Screen[Path | None]):
    """Forms at the left, the text at the right.

    Args:
        numbers: The exchanges, oldest first.
        case_name: The case whose title and notes go into a report, "" for none.
        compared: Pairs whose differences go into a report.
    """

    DEFAULT_CSS = """
    ExportScreen { background: $background; }
    ExportScreen Horizontal { height: 1fr; }
    ExportScreen.-narrow FormRows { width: 22; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (140, "-wide"), (200, "-ultra")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(action for action in actions_of("handover") if action.id != "handover.write")),
        *bindings_of((find_action("app.help"),)),
    ]

    header = query_one(HeaderBar)
    head = query_one(ExportHead)
    forms = query_one(FormRows)
    page = query_one(Preview)
    footer = query_one(FooterBar)

    def __init__(
        self,
        workspace: Workspace,
        numbers: Sequence[int],
        case_name: str = "",
        compared: Sequence[tuple[int, int]] = (),
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self._numbers = tuple(numbers)
        self._case_name = case_name
        self._compared = tuple(compared)
        self._export: Export | None = None
        self._shows_masked = False

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        with Vertical():
            yield ExportHead()
            with Horizontal():
                yield FormRows()
                yield Preview()
        yield FooterBar()

    def on_mount(self) -> None:
        self.header.place = place_of(self.workspace)
        self.footer.action_ids = FormRows.FOOTER
        shown = ", ".join(f"#{number}" for number in self._numbers[:8])
        more = f" and {len(self._numbers) - 8:,} more" if len(self._numbers) > 8 else ""
        of_case = f" of {self._case_name}" if self._case_name else ""
        count = shown_count(len(self._numbers), "exchange")
        self.head.subject = f"{count}{of_case}: {shown}{more}"
        self.forms.focus()
        self._make()

    @on(Rows.CursorMoved)
    @work(group="export", exclusive=True, exit_on_error=False)
    async def _make(self) -> None:
        """Make the chosen form in a thread."""
        from cloudflow_tui.tui.panes.compare_pair import Ways, options_of
        from cloudflow_tui.workspace.reports import export

        kind, self._export = self.forms.kind, None
        self.head.masked, self.head.figures = "Being made", ""
        try:
            made = await asyncio.to_thread(
                export,
                self.workspace,
                self._numbers,
                kind,
                case_name=self._case_name if kind in ("markdown", "html") else "",
                compared=self._compared if kind in ("markdown", "html") else (),
                options=options_of(self.workspace, Ways()),
            )
        except CloudFlowError as error:
            self.head.masked = ""
            self._tell(str(error))
            self.page.set_page(lambda _: ())
            return
        self._export = made
        self.footer.note = ""
        self.head.masked = _masked_words(made.masked)
        self.head.figures = shown_bytes(len(made.text.encode("utf-8", "replace")))
        self._show()

    def _show(self) -> None:
        if self._export is None:
            return
        if self._shows_masked:
            places: Sequence[PageLine] = [
                (Span("  "), Span(place)) for place in self._export.masked or ("Nothing was masked.",)
            ]
            self.page.set_page(lambda _: places)
            return
        texts = self._export.text.split("\n")
        kind = self._export.kind
        lines = LazyLines(len(texts), lambda index: _line(texts[index], kind))
        self.page.set_page(lambda _: lines, widest=min(4000, max(map(len, texts)) + 2))

    def _tell(self, words: str, *, ink: str = "status-4xx") -> None:
        self.footer.note_ink, self.footer.note = ink, words

    # Keys

    def action_masked(self) -> None:
        """Show where something was masked, or the preview again."""
        self._shows_masked = not self._shows_masked
        self._show()

    def action_read(self) -> None:
        (self.forms if self.page.has_focus else self.page).focus()

    @on(Rows.Chosen)
    def _write_asked(self, event: Rows.Chosen) -> None:
        event.stop()
        made = self._export
        if made is None:
            return

        def take(text: str | None) -> None:
            if text and text.strip():
                self._ask_before(made, Path(text.strip()).expanduser())

        hint = "A path; a file that is there already is asked about."
        ask = AskScreen("Write to", hint=hint, text=self._file_name(made), fault_of=_path_fault)
        self.app.push_screen(ask, take)

    def _file_name(self, made: Export) -> str:
        from cloudflow_tui.workspace.reports import EXPORT_SUFFIXES

        name = self._case_name or f"exchange-{'-'.join(str(number) for number in self._numbers[:3])}"
        safe = "".join(character if character.isalnum() or character in "-_." else "-" for character in name)
        return f"{safe.lstrip('.')}{EXPORT_SUFFIXES[made.kind]}"

    def _ask_before(self, made: Export, file: Path) -> None:
        from cloudflow_tui.tui.screens.profiles_trying import QuestionScreen

        def answered(is_agreed: bool | None) -> None:
            if is_agreed:
                self._write(made, file)

        if file.exists():
            question = f"{file} is there already. Replace it?"
            self.app.push_screen(QuestionScreen(question, yes="Replace it"), answered)
        else:
            self._write(made, file)

    @work(group="write", exclusive=True, exit_on_error=False)
    async def _write(self, made: Export, file: Path) -> None:
        from cloudflow_tui.workspace.reports import write_export

        try:
            await asyncio.to_thread(write_export, iter((made.text,)), file)
        except CloudFlowError as error:
            self._tell(str(error))
            return
        self.dismiss(file)

    def action_leave(self) -> None:
        self.dismiss(None)


def _masked_words(places: Sequence[str]) -> str:
    if not places:
        return "Nothing had to be masked."
    return f"{shown_count(len(places), 'place')} masked: {', '.join(places)}"


def _path_fault(text: str) -> str:
    file = Path(text.strip()).expanduser()
    if text.strip() and file.is_dir():
        return "It is a folder. Name a file in it."
    if text.strip() and not file.parent.is_dir():
        return "There is no such folder."
    return ""


def _line(text: str, kind: ExportKind) -> PageLine:
    """A line with a little colour."""
    if kind in ("har", "json"):
        from cloudflow_tui.tui.widgets.coloured_text import coloured

        return (Span("  "), *coloured(text[:4000], "json"))
    is_title = kind == "markdown" and text.startswith("#")
    is_quiet = text.startswith(("```", "<!--", "# ")) and not is_title
    ink = "text-strong" if is_title else "text-dim" if is_quiet else "foreground"
    return (Span("  "), Span(text, ink, is_bold=is_title))
