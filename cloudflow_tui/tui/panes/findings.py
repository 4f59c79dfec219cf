"""The findings of a pasted request, row by row, each with its fix on a key. Shows one case handed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.findings import Finding
    from cloudflow_tui.request import Draft
    from cloudflow_tui.tui.panes.findings_case import FindingsCase

MOST_ROWS, MOST_COMPACT = 7, 3
ROOMY_WIDTH, ROOMY_HEIGHT = 140, 32
_INKS = {"error": "status-5xx", "warning": "status-4xx", "info": "text-muted"}
_BLANK, _HEAD, _NONE = "", "head", "none"


class FindingsPane(Rows, can_focus=False):
    """As high as it needs to be, and not there when nothing was pasted."""

    GROUND = "panel"
    DEFAULT_CSS = """
    FindingsPane { height: auto; display: none; background: $panel; scrollbar-background: $panel; }
    """
    FOOTER: ClassVar[tuple[str, ...]] = (
        "findings.fix",
        "findings.fix_all",
        "findings.dialect",
        "findings.more",
        "findings.reply",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("findings"))

    class Corrected(Message):
        """The request is another now."""

        def __init__(self, draft: Draft, before: Draft, sentence: str) -> None:
            super().__init__()
            self.draft = draft
            self.before = before
            """The draft as it was made before, without what the user typed."""
            self.sentence = sentence

    class ProofWanted(Message):
        """The pasted and the corrected request shall be tried."""

    class RequestsWanted(Message):
        """Another request of what was pasted shall be chosen."""

    class Left(Message):
        """The focus goes to the request."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._case: FindingsCase | None = None
        self._rows: list[Finding | str] = []
        self._notes: tuple[str, ...] = ()

    def show(self, case: FindingsCase, notes: tuple[str, ...] = ()) -> None:
        """Show the findings of one request.

        Args:
            notes: What was left out of its draft.
        """
        self._case, self._notes = case, notes
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        self._case = None
        self._lay_out()

    @property
    def case(self) -> FindingsCase | None:
        return self._case

    # Rows

    def _lay_out(self) -> None:
        case = self._case
        rows: list[Finding | str] = []
        height = 0
        if case is not None:
            size = self.app.size
            is_roomy = size.width >= ROOMY_WIDTH and size.height >= ROOMY_HEIGHT
            rows = [_BLANK, _HEAD, _BLANK] if is_roomy else [_HEAD]
            height = len(rows)
            body: list[Finding | str] = [*case.findings, *self._notes] or [_NONE]
            rows += body
            height += min(len(body), MOST_ROWS if is_roomy else MOST_COMPACT)
            if is_roomy:
                rows.append(_BLANK)
                height += 1
        self._rows = rows
        self.can_focus = bool(rows)
        self.styles.display = "block" if rows else "none"
        self.styles.height = height
        self.rows_changed()

    def on_resize(self) -> None:
        super().on_resize()
        self._lay_out()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and not isinstance(self._rows[index], str)

    @property
    def has_cursor(self) -> bool:
        return self.has_focus

    @property
    def chosen(self) -> Finding | None:
        """The finding under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else ""
        return None if isinstance(row, str) else row

    # Painting

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        if not isinstance(row, str):
            self._draw_finding(row, line)
        elif row == _HEAD:
            self._draw_head(line)
        elif row == _NONE:
            line.at(2).put(f"{self.glyphs.done} ", self.ink("status-2xx", bold=True))
            line.put("Nothing to find fault with.")
        elif row:
            line.at(4).put(row, self.ink("text-muted"))

    def _draw_head(self, line: Line) -> None:
        case = self._case
        if case is None:
            return
        ink = "status-5xx" if case.report.has_errors else "status-4xx" if case.findings else "status-2xx"
        line.put(self.glyphs.edge, self.ink(ink)).at(2)
        line.put("Pasted ", self.ink("text-strong", bold=True)).put(case.source)
        line.put(f"  {case.counted}", self.ink(ink, bold=True))
        if case.count > 1:
            line.put(f"  one of {case.count} requests", self.ink("text-muted"))
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        reach = (("f", key), (" fix   ", word), ("F", key), (" fix all   ", word)) if self.has_focus else ()
        go = () if self.has_focus else (("7", key), (" go here   ", word))
        line.end(*go, *reach, ("x", key), (" dismiss  ", word))

    def _draw_finding(self, row: Finding, line: Line) -> None:
        ink = _INKS[row.severity]
        glyph = {"error": self.glyphs.fault, "warning": self.glyphs.refused}.get(
            row.severity, self.glyphs.crumb
        )
        is_wide = self.size.width >= 100
        line.at(2).put(glyph, self.ink(ink, bold=True))
        line.at(4).put(row.rule, self.ink(ink), limit=23 if is_wide else 19)
        line.at(28 if is_wide else 24).put(row.message)
        ends = []
        if row.fix is not None and is_wide:
            ends += [("  f ", self.ink("accent", bold=True)), (row.fix.label, self.ink("text-muted"))]
        elif row.fix is not None:
            ends.append((" f", self.ink("accent", bold=True)))
        place = f"{row.spot.line}:{row.spot.column}" if row.spot.line else ""
        line.end(*ends, (f"{place:>7} ", self.ink("text-dim")))

    # Keys

    def action_choose(self) -> None:
        self.action_fix()

    def action_fix(self) -> None:
        """Put right what the finding under the cursor says."""
        finding, case = self.chosen, self._case
        if case is None or finding is None:
            return
        if finding.fix is None:
            self.action_more()
            return
        self._take(case.fixed(finding), f"{finding.rule}: {finding.fix.label}.")

    def action_fix_all(self) -> None:
        if self._case is not None:
            before = len(self._case.findings)
            case = self._case.all_fixed()
            left = len(case.findings)
            self._take(case, f"{before - left} put right, {left} left to you.")

    def action_dialect(self) -> None:
        """Read the command line as the next shell would."""
        if self._case is not None:
            case = self._case.next_dialect()
            said = (
                f"Read as {case.source}."
                if case is not self._case
                else "There is no shell to choose any more."
            )
            self._take(case, said)

    def _take(self, case: FindingsCase, sentence: str) -> None:
        assert self._case is not None
        before, _ = self._case.draft()
        draft, notes = case.draft()
        self.show(case, notes)
        self.post_message(self.Corrected(draft, before, sentence))

    def action_requests(self) -> None:
        self.post_message(self.RequestsWanted())

    def action_prove(self) -> None:
        if self._case is not None:
            self.post_message(self.ProofWanted())

    def action_more(self) -> None:
        """The rule, what goes out, and the corrected request."""
        from cloudflow_tui.tui.screens.pages import PagesScreen

        if self._case is not None:
            self.app.push_screen(PagesScreen(f"Pasted {self._case.source}", self._case.pages(self.chosen)))

    def action_reply(self) -> None:
        """A reply to who sent the request."""
        if self._case is None:
            return
        from cloudflow_tui.diagnosis.reply import LANGUAGES, reply_text
        from cloudflow_tui.tui.screens.pages import Page, PagesScreen

        case = self._case
        names = {"en": "English", "it": "Italian"}
        pages = [Page(names[code], reply_text(case.report, code, case.version)) for code in LANGUAGES]
        self.app.push_screen(PagesScreen("A reply, to be read before it is sent", pages))

    def action_dismiss(self) -> None:
        self.clear()
        self.post_message(self.Left())

    def action_leave(self) -> None:
        self.post_message(self.Left())
