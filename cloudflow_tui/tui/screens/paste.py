"""Where a request is pasted or typed, and where one of several is chosen. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen

from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.screens.large_text import LargeTextTitle
from cloudflow_tui.tui.widgets.body_editor import BodyEditor
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line

_PANEL = """
    {name} {{ align: center middle; background: $background 70%; }}
    {name} > Vertical {{
        width: 90%; max-width: 130; height: 70%;
        background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }}
    """


ANYTHING = "Paste a curl line, raw HTTP, a HAR, a module log, code, or an error text"


class PasteBox(BodyEditor):
    """Takes what is pasted at once, before its secrets stand on the screen."""

    class Pasted(Message):
        """Something was pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Pasted(event.text))


class PasteScreen(ModalScreen[str | None]):
    """Dismisses with the text, as soon as it is pasted; typed text with ctrl+s."""

    DEFAULT_CSS = _PANEL.format(name="PasteScreen")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of((find_action("editor.finish"),))
    box = query_one(PasteBox)

    def __init__(self, title: str = ANYTHING) -> None:
        super().__init__()
        self._title_text = title

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LargeTextTitle(self._title_text)
            box = PasteBox()
            box.is_coloured = False
            yield box

    def on_mount(self) -> None:
        self.box.focus()

    @on(PasteBox.Pasted)
    def _pasted(self, event: PasteBox.Pasted) -> None:
        event.stop()
        self.dismiss(self.box.text + event.text)

    @on(BodyEditor.Left)
    def _left(self) -> None:
        self.dismiss(None)

    def action_finish(self) -> None:
        self.dismiss(self.box.text)


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One request of several."""

    method: str
    url: str
    """Masked."""
    source: str
    counted: str
    has_errors: bool


class _ChoiceRows(Rows):
    GROUND = "boost"
    DEFAULT_CSS = "_ChoiceRows { height: 1fr; background: $boost; }"

    def __init__(self, rows: Sequence[PastedRow]) -> None:
        super().__init__()
        self._rows = rows

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        line.at(2).put_right(str(index + 1), self.ink("text-dim"), width=4)
        line.at(8).put(row.method, self.ink(method_ink(row.method), bold=True), limit=7)
        line.at(16).put(row.url)
        ink = self.ink("status-5xx" if row.has_errors else "text-muted")
        line.end((row.counted, ink), (f"  {row.source}  ", self.ink("text-muted")))


class PastedChoiceScreen(ModalScreen[int | None]):
    """Dismisses with the index of the chosen request, or None."""

    DEFAULT_CSS = _PANEL.format(name="PastedChoiceScreen")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", show=False, id="pasted_choice.leave")
    ]
    rows = query_one(_ChoiceRows)

    def __init__(self, rows: Sequence[PastedRow]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _ChoiceTitle(f"{len(self._rows)} requests were pasted; which one?")
            yield _ChoiceRows(self._rows)

    def on_mount(self) -> None:
        self.rows.focus()

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(event.index)

    def action_leave(self) -> None:
        self.dismiss(None)


class _ChoiceTitle(LargeTextTitle):
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "Open"), ("esc", "Leave"))
