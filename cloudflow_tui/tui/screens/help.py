"""The help: every key, and what the marks mean. Made from the tables of actions and glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from cloudflow_tui.tui.actions import SCOPES, actions_of
from cloudflow_tui.tui.glyphs import Glyphs
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.version import __version__

ROW_KEYS = (
    ("up, k / down, j", "Move the cursor."),
    ("page up / page down", "Move by a page."),
    ("g / G", "To the first and the last row."),
    ("enter", "Open, choose or edit what is under the cursor."),
)


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A heading, or a key with its meaning."""

    keys: str
    text: str = ""
    ink: str = "accent"
    is_heading: bool = False


def help_rows(glyphs: Glyphs) -> Iterator[HelpRow]:
    """All rows of the help."""
    yield HelpRow(f"cloudflow-tui {__version__}", is_heading=True)
    yield HelpRow("", "Pick a call in the tree, fill what carries a red *, send it, read what came back.")
    for scope, title in SCOPES.items():
        actions = actions_of(scope)
        if not actions:
            continue
        yield HelpRow("")
        yield HelpRow(title, is_heading=True)
        for action in actions:
            keys = ", ".join((action.key, *action.other_keys)) if action.keys else "palette"
            yield HelpRow(keys, action.help)
    yield HelpRow("")
    yield HelpRow("In every list", is_heading=True)
    for keys, text in ROW_KEYS:
        yield HelpRow(keys, text)
    yield HelpRow("")
    yield HelpRow("Marks", is_heading=True)
    yield HelpRow(f"{glyphs.required}", "Required; in the tree with how many of them: *3.", "required")
    yield HelpRow(glyphs.danger, "Loses data or service; asks before it is sent.", "danger")
    yield HelpRow(glyphs.scheduled, "The work goes on as a transaction after the answer.", "scheduled")
    yield HelpRow(glyphs.unsure, "Seen in published clients, not in the guide.", "unsure")
    yield HelpRow(glyphs.more, "Cut, or a list that may lack entries.", "text-muted")
    yield HelpRow(glyphs.done, "Done: 200, 201 and 204.", "status-2xx")
    yield HelpRow(
        glyphs.refused, "Refused: 401, 403, 404, 422; the parameters at fault are named.", "status-4xx"
    )
    yield HelpRow(glyphs.fault, "Fault of the server, or no answer.", "status-5xx")


class _HelpList(Rows):
    GROUND = "boost"

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def on_mount(self) -> None:
        self._rows = list(help_rows(self.glyphs))
        self.rows_changed()

    _rows: list[HelpRow] = []

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        if row.is_heading:
            line.at(2).put(row.keys, self.ink("text-strong", bold=True))
            return
        line.at(2).put(row.keys, self.ink(row.ink, bold=True), limit=20)
        line.at(2 if not row.keys else 24).put(row.text, self.ink("foreground" if row.keys else "text-muted"))


class HelpScreen(ModalScreen[None]):
    """Keys and marks; esc closes."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 70%; }
    HelpScreen > Vertical { width: 96; max-width: 100%; height: 90%; background: $boost; padding: 1 0; }
    HelpScreen _HelpList { background: $boost; scrollbar-background: $boost; scrollbar-color: $guide; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,question_mark,enter", "dismiss", "Close", show=False, id="help.close")
    ]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _HelpList()
