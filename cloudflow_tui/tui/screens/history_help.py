"""All that the history can be searched for, with examples. Dismisses with nothing."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from cloudflow_tui.history.search import FIELDS
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line

GRAMMAR: Final = (
    ("zaza blank", "both words, anywhere: address, parameters, bodies, notes"),
    ('"can\'t be blank"', "these words as they stand"),
    ("zaz*", "words that begin so"),
    ("-method:GET", "not this"),
    ("status:4xx or status:none", "one or the other; ( ) keep together"),
)


class SearchHelpRows(Rows):
    """A line for each field."""

    GROUND = "boost"

    @property
    def row_count(self) -> int:
        return len(FIELDS) + len(GRAMMAR) + 4

    @property
    def has_cursor(self) -> bool:
        return False

    def draw_row(self, index: int, line: Line) -> None:
        line.at(2)
        if index == 0 or index == len(FIELDS) + 2:
            title = "Fields" if index else "How to search"
            line.put("The history finds" if not index else title, self.ink("text-strong", bold=True))
            if not index:
                line.end(("esc", self.ink("accent", bold=True)), (" Close  ", self.ink("text-muted")))
        elif 1 <= index <= len(FIELDS):
            field = FIELDS[index - 1]
            line.put(f"{field.name}:", self.ink("accent", bold=True)).at(13)
            line.put(field.meaning).at(46).put("  ".join(field.examples), self.ink("text-muted"))
        elif 0 <= index - len(FIELDS) - 3 < len(GRAMMAR):
            typed, meaning = GRAMMAR[index - len(FIELDS) - 3]
            line.put(typed, self.ink("accent", bold=True)).at(32).put(meaning)


class SearchHelpScreen(ModalScreen[None]):
    """Fields and grammar; esc closes."""

    DEFAULT_CSS = """
    SearchHelpScreen { align: center middle; background: $background 70%; }
    SearchHelpScreen > Vertical {
        width: 104; max-width: 100%; height: 31; max-height: 100%; background: $boost; padding: 1 0;
    }
    SearchHelpScreen SearchHelpRows { background: $boost; scrollbar-background: $boost; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "dismiss", "Close", show=False, id="search_help.close")
    ]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield SearchHelpRows()
