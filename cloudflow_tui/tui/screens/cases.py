"""Cases: tickets with their exchanges, notes and files; open, close, search, fill and hand over.

Dismisses with a query for the history, or None.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.screens.ask import AskScreen
from cloudflow_tui.tui.screens.cases_list import CaseHead, CaseInside, CaseRows, CasesTitle, Inside
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindInput
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar

if TYPE_CHECKING:
    from cloudflow_tui.history.cases import Cases
    from cloudflow_tui.workspace import Workspace

MOST_ATTACHED = 64 * 1024 * 1024


class CaseInput(FindInput):
    """Where the words of a case are typed."""

    FOOTER: ClassVar[tuple[str, ...]] = ("search.accept", "search.leave")


class CasesScreen(Screen[str | None]):
    """Cases above, what is in the one under the cursor below.

    Args:
        numbers: The exchanges that were marked; they may be put into a case.
    """

    DEFAULT_CSS = """
    CasesScreen { background: $background; }
    CasesScreen #cases-top { height: 1; margin: 1 0; }
    CasesScreen CasesTitle { width: 36; }
    CasesScreen CaseInput {
        width: 1fr; height: 1; border: none; padding: 0; background: $background; color: $text-strong;
        &:focus { border: none; background: $background; }
    }
    CasesScreen CaseRows { height: 1fr; }
    CasesScreen CaseInside { height: 1fr; }
    CasesScreen.-short #cases-top { margin: 0; }
    CasesScreen.-narrow CasesTitle { width: 24; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (140, "-wide"), (200, "-ultra")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(action for action in actions_of("cases") if action.id != "cases.choose")),
        *bindings_of((find_action("app.help"),)),
    ]

    header = query_one(HeaderBar)
    title_bar = query_one(CasesTitle)
    box = query_one(CaseInput)
    rows = query_one(CaseRows)
    inside = query_one(CaseInside)
    footer = query_one(FooterBar)

    def __init__(self, workspace: Workspace, numbers: Sequence[int] = ()) -> None:
        super().__init__()
        self.workspace = workspace
        self._numbers = tuple(numbers)
        self._wanted = ""
        """Name of the case that the cursor is to stand on."""

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        with Horizontal(id="cases-top"):
            yield CasesTitle()
            yield CaseInput(placeholder="words of the name, the title or the notes", select_on_focus=False)
        yield CaseHead()
        yield CaseRows()
        yield CaseInside()
        yield FooterBar()

    def on_mount(self) -> None:
        self.header.place = place_of(self.workspace)
        self.footer.action_ids = CaseRows.FOOTER
        if self._numbers:
            self.footer.right = f"{shown_count(len(self._numbers), 'exchange')} to put in"
        self.rows.focus()
        self._read()

    @property
    def _cases(self) -> Cases:
        return self.workspace.history.cases

    # Reading

    @work(group="cases", exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        words = self.box.value
        try:
            found = await asyncio.to_thread(lambda: self._cases.all(words))
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.title_bar.count = shown_count(len(found), "case")
        self.rows.working_in = self.workspace.history.case_name
        self.rows.show(found, f"No case has {words!r}." if words else "No case yet. n opens one.")
        if self._wanted:
            self.rows.go_to(self._wanted)
            self._wanted = ""
        self._look()

    @on(Rows.CursorMoved)
    @work(group="inside", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        """Show what is in the case under the cursor."""
        case = self.rows.current
        if case is None:
            self.inside.show(None)
            return
        try:
            inside = await asyncio.to_thread(Inside.read, self.workspace.history, case)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        if self.rows.current == case:
            self.inside.show(inside)

    def tell(self, words: str, *, ink: str = "status-4xx") -> None:
        self.footer.note_ink, self.footer.note = ink, words

    # Search

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._read()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.focus()

    @on(FindInput.Left)
    def _left(self, event: FindInput.Left) -> None:
        event.stop()
        self.box.value = ""
        self.rows.focus()

    def action_find(self) -> None:
        self.box.focus()

    def on_descendant_focus(self) -> None:
        self.footer.note = ""
        self.footer.action_ids = CaseInput.FOOTER if self.box.has_focus else CaseRows.FOOTER

    # Keys

    @on(Rows.Chosen)
    def _case_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        case = self.rows.current
        if case is not None:
            self.dismiss(f'case:"{case.name}"')

    def action_new(self) -> None:
        def named(name: str | None) -> None:
            if name and name.strip():
                self.app.push_screen(
                    AskScreen(f"Title of {name.strip()}", hint="A few words; enter alone for none."),
                    lambda title: self._open(name.strip(), title),
                )

        ask = AskScreen("Number or name of the case", hint="Such as TCK-4471", fault_of=_name_fault)
        self.app.push_screen(ask, named)

    def _open(self, name: str, title: str | None) -> None:
        if title is not None:
            self._wanted = name
            self._change(lambda: self._cases.open(name, title.strip()), f"{name} is open.")

    def action_toggle_open(self) -> None:
        case = self.rows.current
        if case is None:
            return
        self._wanted = case.name
        if case.is_open:
            self._change(lambda: self._cases.close(case.name), f"{case.name} is closed.")
        else:
            self._change(lambda: self._cases.open(case.name), f"{case.name} is open again.")

    def action_tag(self) -> None:
        self._tag(self._cases.tag, "put into")

    def action_untag(self) -> None:
        self._tag(self._cases.untag, "taken out of")

    def _tag(self, change: Callable[[str, Sequence[int]], int], words: str) -> None:
        case = self.rows.current
        if case is None:
            self.tell("Open a case first: n.")
        elif not self._numbers:
            self.tell("Nothing is marked. Mark exchanges in the history with space.")
        else:
            self._wanted = case.name
            count = shown_count(len(self._numbers), "exchange")
            self._change(lambda: change(case.name, self._numbers), f"{count} {words} {case.name}.")

    def action_work_in(self) -> None:
        """Put all that is sent from now on into the case; the same key ends it."""
        case, history = self.rows.current, self.workspace.history
        if case is None:
            return
        is_end = history.case_name == case.name
        history.begin_in_case("" if is_end else case.name)
        self.rows.working_in = history.case_name
        words = f"goes into no case, {case.name} is left" if is_end else f"goes into {case.name}"
        self.tell(f"What is sent from now on {words}.", ink="status-2xx")

    def action_note(self) -> None:
        case = self.rows.current
        if case is None:
            return

        def take(text: str | None) -> None:
            if text and text.strip():
                self._wanted = case.name
                author = os.environ.get("USER", "")
                self._change(lambda: self._cases.add_note(text.strip(), name=case.name, author=author), "")

        self.app.push_screen(AskScreen(f"Note on {case.name}", hint=case.title), take)

    def action_attach(self) -> None:
        case = self.rows.current
        if case is None:
            return

        def take(text: str | None) -> None:
            if text and text.strip():
                file = Path(text.strip()).expanduser()
                self._wanted = case.name
                self._change(lambda: self._keep_file(case.name, file), f"{file.name} is attached.")

        hint = "A copy is kept; secrets in text are masked."
        self.app.push_screen(AskScreen(f"File for {case.name}", hint=hint, fault_of=_file_fault), take)

    def _keep_file(self, name: str, file: Path) -> None:
        from mimetypes import guess_type

        kind = guess_type(file.name)[0] or "application/octet-stream"
        self._cases.attach(name, file.name, file.read_bytes(), kind)

    def action_export(self) -> None:
        """Hand over all exchanges of the case with its notes."""
        case, inside = self.rows.current, self.inside.shown
        if case is None or inside is None or inside.case.name != case.name:
            return
        if not inside.numbers:
            self.tell(f"{case.name} has no exchanges yet. Mark some in the history, then C and t.")
            return
        from cloudflow_tui.tui.screens.history_export import ExportScreen

        def written(file: Path | None) -> None:
            if file is not None:
                self.tell(f"Written to {file}.", ink="status-2xx")

        self.app.push_screen(ExportScreen(self.workspace, inside.numbers, case.name), written)

    def action_leave(self) -> None:
        if self.box.value:
            self.box.value = ""
        else:
            self.dismiss(None)

    @work(group="write", exit_on_error=False)
    async def _change(self, change: Callable[[], object], words: str) -> None:
        """Change something in a thread, and show what is there then."""
        try:
            await asyncio.to_thread(change)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        except OSError as error:
            self.tell(f"The file cannot be read: {error.strerror or type(error).__name__}.")
            return
        self._read()
        self.tell(words, ink="status-2xx")


def _name_fault(text: str) -> str:
    from cloudflow_tui.history.cases import checked_name

    try:
        if text.strip():
            checked_name(text)
    except CloudFlowError as error:
        return str(error)
    return ""


def _file_fault(text: str) -> str:
    file = Path(text.strip()).expanduser()
    if text.strip() and not file.is_file():
        return "There is no such file."
    if text.strip() and file.stat().st_size > MOST_ATTACHED:
        return "It is larger than 64 MB."
    return ""
