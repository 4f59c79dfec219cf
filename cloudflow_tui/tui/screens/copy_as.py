"""Shows a request in every form that can be handed on, and dismisses with the form to copy, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped
from cloudflow_tui.workspace.copying import FORMS, CopyForm, copy_of

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.workspace import Workspace


class CopyAsTitle(Drawn):
    """What the screen is for, and its keys."""

    GROUND = "boost"
    DEFAULT_CSS = "CopyAsTitle { height: 2; }"

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y:
            return line
        line.put("Copy the request as", self.ink("text-strong", bold=True))
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        return line.end(("enter", key), (" Copy   ", word), ("esc", key), (" Leave  ", word))


class CopyFormRows(Rows):
    """The forms."""

    GROUND = "boost"
    DEFAULT_CSS = "CopyFormRows { width: 24; height: 1fr; background: $boost; }"

    @property
    def row_count(self) -> int:
        return len(FORMS)

    @property
    def form(self) -> CopyForm:
        return FORMS[self.cursor]

    def draw_row(self, index: int, line: Line) -> None:
        is_cursor = index == self.cursor
        line.at(2).put(
            FORMS[index].label, self.ink("text-strong" if is_cursor else "foreground", bold=is_cursor)
        )


class CopyAsScreen(ModalScreen[str | None]):
    """Forms at the left, the text of the one under the cursor at the right.

    Args:
        draft: Not changed.
    """

    DEFAULT_CSS = """
    CopyAsScreen { align: center middle; background: $background 70%; }
    CopyAsScreen > Vertical {
        width: 90%; max-width: 130; height: 70%; background: $boost;
        padding: 1 0 0 0; border-left: tall $accent;
    }
    CopyAsScreen TextPage { width: 1fr; height: 1fr; }
    CopyAsScreen.-narrow CopyFormRows { width: 100%; }
    CopyAsScreen.-narrow TextPage { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", show=False, id="copy_as.leave")
    ]
    rows = query_one(CopyFormRows)
    page = query_one(TextPage)

    def __init__(self, workspace: Workspace, draft: Draft) -> None:
        super().__init__()
        self._workspace = workspace
        self._draft = draft

    def compose(self) -> ComposeResult:
        with Vertical():
            yield CopyAsTitle()
            with Horizontal():
                yield CopyFormRows()
                yield TextPage()

    def on_mount(self) -> None:
        self.rows.focus()
        self._show()

    @on(Rows.CursorMoved)
    def _moved(self, event: Rows.CursorMoved) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        form = self.rows.form
        try:
            text, ink = copy_of(self._workspace, self._draft, form.id), "foreground"
        except CloudFlowError as error:
            text, ink = f"It cannot be built yet. {error}", "status-4xx"
        parts = text.split("\n")

        def lines(width: int) -> list[PageLine]:
            room = max(20, width - 4)
            head: list[PageLine] = [
                [Span("  "), Span(line, "text-muted")] for line in wrapped(form.help, room)
            ]
            body: list[PageLine] = [
                [Span("  "), Span(piece, ink)] for part in parts for piece in _pieces(part, room)
            ]
            return [*head, [], *body]

        self.page.set_page(lines)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(self.rows.form.id)

    def action_leave(self) -> None:
        self.dismiss(None)


def _pieces(text: str, width: int) -> list[str]:
    """A line cut where it is full, blanks kept: code is not wrapped at words."""
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]
