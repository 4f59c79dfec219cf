"""The log of one followed transaction, growing while it runs. Shows what it is handed; asks nobody."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.tui.panes.followed_work import Work
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped
from cloudflow_tui.workspace.follow import Step

REFRESH_S = 0.5
NO_LOG = "The server has no log of it yet."
MAY_CANCEL = "The server says that it may be cancelled; the API has no call for it: the Control Panel can."


class _LogTitle(Drawn):
    GROUND = "boost"
    DEFAULT_CSS = "_LogTitle { height: 2; }"
    text = ""

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y:
            return line
        line.put(self.text, self.ink("text-strong", bold=True))
        return line.end(("esc", self.ink("accent", bold=True)), (" Leave  ", self.ink("text-muted")))


class FollowedLogScreen(ModalScreen[None]):
    """Dismisses with nothing.

    Args:
        work: Changes while it is followed.
        transaction_id: The one whose log is shown, 0 when none is known yet.
    """

    DEFAULT_CSS = """
    FollowedLogScreen { align: center middle; background: $background 70%; }
    FollowedLogScreen > Vertical {
        width: 90%; max-width: 130; height: 70%;
        background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,l,enter", "dismiss", "Leave", show=False, id="followed_log.leave")
    ]
    title_line = query_one(_LogTitle)
    page = query_one(TextPage)

    def __init__(self, work: Work, transaction_id: int) -> None:
        super().__init__()
        self._work = work
        self._transaction_id = transaction_id
        self._shown: tuple[str, ...] = ("-",)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _LogTitle()
            yield TextPage()

    def on_mount(self) -> None:
        self.page.focus()
        self._show()
        if not self._work.is_done:
            self.set_interval(REFRESH_S, self._show)

    @property
    def _step(self) -> Step | None:
        steps = self._work.state.steps
        return next((one for one in steps if one.id == self._transaction_id), steps[-1] if steps else None)

    def _show(self) -> None:
        """Show the log as it is now, its end in sight when it grew."""
        step, work = self._step, self._work
        what = f"{work.title} {work.object_name}".strip()
        self.title_line.text = f"{what}  {step.id}  {step.status}" if step is not None else what
        self.title_line.refresh()
        told = step.log_lines if step is not None else ()
        notes = (MAY_CANCEL,) if step is not None and step.may_cancel and not step.is_finished else ()
        if work.state.note:
            notes = (*notes, work.state.note)
        if (*notes, *told) == self._shown:
            return
        self._shown = (*notes, *told)

        def lines(width: int) -> list[PageLine]:
            room = max(20, width - 4)
            made: list[PageLine] = [
                [Span("  "), Span(part, "text-muted")] for one in notes for part in wrapped(one, room)
            ]
            made += [[]] if notes else []
            body = told or (NO_LOG,)
            ink = "foreground" if told else "text-muted"
            return [*made, *([Span("  "), Span(part, ink)] for one in body for part in wrapped(one, room))]

        self.page.set_page(lines)
        self.page.action_go_last()
