"""The help: every key, what the marks mean, and how the API works; searchable.

Made from the tables of actions, glyphs and topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.dom import DOMNode
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.tui.actions import SCOPES, actions_of, bindings_of
from cloudflow_tui.tui.glyphs import Glyphs
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.filter_box import FilterInput, FilterMark
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.wrapping import wrapped
from cloudflow_tui.version import __version__

TEXT_COLUMN = 24
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
    words: str = ""
    """What it is found by besides its own text."""
    is_continued: bool = False
    """More of the text of the row above."""

    @property
    def column(self) -> int:
        """Where the text begins."""
        return TEXT_COLUMN if self.keys else 2


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


def topic_rows() -> Iterator[HelpRow]:
    """How the API works: its conventions, and the questions that come up again and again."""
    from cloudflow_tui.diagnosis.topics import topics

    yield HelpRow("")
    yield HelpRow("How the API works", is_heading=True)
    for topic in topics():
        words = f"{topic.id} {topic.title} {topic.words} {' '.join(topic.text)}"
        yield HelpRow("", "", words=words)
        yield HelpRow("", topic.title, "accent", words=words)
        for paragraph in topic.text:
            yield HelpRow("", paragraph, "foreground", words=words)


def found_rows(rows: list[HelpRow], text: str) -> list[HelpRow]:
    """The rows that have all words of a text, each group under its heading; all for an empty text."""
    words = text.casefold().split()
    if not words:
        return rows
    found: list[HelpRow] = []
    heading: HelpRow | None = None
    for row in rows:
        if row.is_heading:
            heading = row
            continue
        own = f"{row.keys} {row.text} {row.words}".casefold()
        if (row.text or row.words) and all(word in own for word in words):
            if heading is not None:
                found += [HelpRow(""), heading] if found else [heading]
                heading = None
            found.append(row)
    return found or [HelpRow("", f"Nothing in the help has “{text.strip()}”.", "text-muted")]


def broken_rows(rows: Iterable[HelpRow], width: int) -> Iterator[HelpRow]:
    """The rows with every text that is wider than the list broken into several."""
    for row in rows:
        first, *others = wrapped(row.text, max(20, width - row.column - 2))
        yield replace(row, text=first)
        for text in others:
            yield replace(row, text=text, is_continued=True)


class _HelpMark(FilterMark):
    GROUND = "boost"


class _HelpList(Rows):
    GROUND = "boost"

    sought: reactive[str] = reactive("")

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._heading = SCOPES.get(scope, "")

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def on_mount(self) -> None:
        self._every = [*help_rows(self.glyphs), *topic_rows()]
        self.watch_sought()

    def watch_sought(self) -> None:
        self._rows = list(broken_rows(found_rows(self._every, self.sought), self.size.width))
        begin = 0 if self.sought else self._first_row()
        self.cursor = begin
        self.rows_changed()
        self.scroll_to(y=begin, animate=False, immediate=True)

    def _first_row(self) -> int:
        """Where the keys stand that work in the pane that had the focus."""
        places = (at for at, row in enumerate(self._rows) if row.is_heading and row.keys == self._heading)
        return next(places, 0)

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._width = self.size.width
            self.watch_sought()

    _every: list[HelpRow] = []
    _rows: list[HelpRow] = []
    _width = 0

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        if row.is_heading:
            line.at(2).put(row.keys, self.ink("text-strong", bold=True))
            return
        if not row.is_continued:
            line.at(2).put(row.keys, self.ink(row.ink, bold=True), limit=20)
        ink = "foreground" if row.keys else row.ink if row.words else "text-muted"
        line.at(row.column).put(row.text, self.ink(ink, bold=ink == "accent"))


def scope_of(focused: DOMNode | None) -> str:
    """The scope of the actions of a widget, or of the nearest one around it; "" when it has none."""
    for node in () if focused is None else focused.ancestors_with_self:
        scopes = [(one.id or "").partition(".")[0] for one in type(node).BINDINGS if isinstance(one, Binding)]
        for scope in scopes:
            if scope != "app" and scope in SCOPES:
                return scope
    return ""


class HelpScreen(ModalScreen[None]):
    """Keys, marks and conventions; `/` searches, esc closes.

    Args:
        scope: Where it begins; "" at the top.
    """

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 70%; }
    HelpScreen > Vertical { width: 96; max-width: 100%; height: 90%; background: $boost; padding: 1 0; }
    HelpScreen #search { height: 2; padding: 0 2; background: $boost; }
    HelpScreen FilterMark { width: 2; height: 1; }
    HelpScreen FilterInput {
        width: 1fr; height: 1; border: none; padding: 0; background: $boost; color: $text-strong;
        &:focus { border: none; background: $boost; background-tint: $boost 0%; }
        & > .input--placeholder { color: $text-dim; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    HelpScreen _HelpList { background: $boost; scrollbar-background: $boost; scrollbar-color: $guide; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("help"))
    rows = query_one(_HelpList)
    box = query_one(FilterInput)

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        with Vertical():
            with Horizontal(id="search"):
                yield _HelpMark()
                box = FilterInput(placeholder="search keys, marks, and how the API works", compact=True)
                box.cursor_blink = False
                yield box
            yield _HelpList(self._scope)
        footer = FooterBar()
        footer.set_reactive(FooterBar.action_ids, ("help.search", "help.close"))
        yield footer

    def on_mount(self) -> None:
        self.rows.focus()

    def action_search(self) -> None:
        self.box.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.rows.sought = event.value

    @on(Input.Submitted)
    @on(FilterInput.Left)
    def _done(self) -> None:
        self.rows.focus()

    @on(FilterInput.Moved)
    def _moved(self, event: FilterInput.Moved) -> None:
        event.stop()
        self.rows.action_move(1 if event.key in ("down", "pagedown") else -1)
