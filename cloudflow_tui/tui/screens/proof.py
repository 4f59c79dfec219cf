"""The pasted and the corrected request beside each other, each with what a sandbox answered."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.ink import kind_ink
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped
from cloudflow_tui.workspace.proving import Trial, prove

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.pasted import PastedRequest
    from cloudflow_tui.workspace import Workspace


class ProofTitle(Drawn):
    """What is tried, and what it shows."""

    GROUND = "boost"
    DEFAULT_CSS = "ProofTitle { height: 3; }"
    text = "Two sandboxes on this machine start; nothing is sent to a Control Panel."
    is_good: bool | None = None

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y == 0:
            line.put("Pasted and corrected, tried", self.ink("text-strong", bold=True))
            return line.end(("esc", self.ink("accent", bold=True)), (" Leave  ", self.ink("text-muted")))
        if y == 1:
            inks = {None: "text-muted", True: "status-2xx", False: "status-4xx"}
            line.put(self.text, self.ink(inks[self.is_good], bold=self.is_good is not None))
        return line


class ProofScreen(ModalScreen[None]):
    """Dismisses with nothing; leaving ends the sandboxes."""

    DEFAULT_CSS = """
    ProofScreen { align: center middle; background: $background 70%; }
    ProofScreen > Vertical {
        width: 96%; height: 84%; background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    ProofScreen TextPage { width: 1fr; height: 1fr; }
    ProofScreen #corrected { border-left: solid $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Leave", show=False, id="proof.leave")
    ]
    title_line = query_one(ProofTitle)
    left = query_one("#pasted", TextPage)
    right = query_one("#corrected", TextPage)

    def __init__(self, workspace: Workspace, pasted: PastedRequest, corrected: PastedRequest) -> None:
        super().__init__()
        self._workspace = workspace
        self._pasted, self._corrected = pasted, corrected

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ProofTitle()
            with Horizontal():
                yield TextPage(id="pasted")
                yield TextPage(id="corrected")

    def on_mount(self) -> None:
        self.left.focus()
        self._try()

    @work(group="proof", exit_on_error=False)
    async def _try(self) -> None:
        try:
            proof = await prove(
                self._pasted, self._corrected, paths=self._workspace.paths, environ=dict(os.environ)
            )
        except CloudFlowError as error:
            self._tell(str(error), is_good=False)
            return
        self._show(self.left, "Pasted", proof.pasted)
        self._show(self.right, "Corrected", proof.corrected)
        self._tell(proof.sentence, is_good=proof.corrected.is_good)

    def _tell(self, sentence: str, *, is_good: bool) -> None:
        self.title_line.text, self.title_line.is_good = sentence, is_good
        self.title_line.refresh()

    def _show(self, page: TextPage, name: str, trial: Trial) -> None:
        ink = kind_ink(trial.explanation.kind)

        def lines(width: int) -> list[PageLine]:
            room = max(20, width - 4)

            def part(text: str, colour: str = "foreground") -> list[PageLine]:
                return [
                    [Span("  "), Span(piece, colour)]
                    for line in text.split("\n")
                    for piece in wrapped(line, room)
                ]

            head: list[PageLine] = [[Span("  "), Span(name, "text-strong", is_bold=True)]]
            said = [[Span("  "), Span(trial.explanation.title, ink, is_bold=True)]]
            return [
                *head, [], *part(trial.request), [], *said, *part(trial.explanation.meaning, "text-muted"),
                [], *part(trial.answer),
            ]  # fmt: skip

        page.set_page(lines)
