"""Two texts beside each other or one below the other: what differs is marked, and can be stepped through.

Is given a comparison, or how to make one; a long one is made in a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.worker import get_current_worker

from cloudflow_tui.document.compare_models import VOLATILE_NAMES, CompareOptions, Comparison
from cloudflow_tui.document.tokens import line_tokens
from cloudflow_tui.document.visible import shown
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.ink import token_ink
from cloudflow_tui.tui.widgets.compare_model import CompareModel, Entry
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.lines import Line, cut

Maker = Callable[[CompareOptions], Comparison]
_SIDES_FROM_WIDTH = 120
_MARKS = {"changed": "~", "added": "+", "removed": "-", "moved": "»", "ignored": " ", "same": " "}
_GROUNDS = {
    "changed": "diff-changed",
    "added": "diff-added",
    "removed": "diff-removed",
    "moved": "diff-changed",
}
_MARK_INKS = {"changed": "status-4xx", "added": "status-2xx", "removed": "status-5xx", "moved": "text-muted"}


class CompareHead(Drawn):
    """What differs, in words, and which difference the cursor is at."""

    DEFAULT_CSS = "CompareHead { height: 1; }"
    words: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    place: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line().at(2).put(self.words, self.ink("text-strong", bold=True))
        line.put("   ").put(self.aside, self.ink("text-muted"))
        return line.end((self.place, self.ink("text-muted")), ("  ", self.ink("text-muted")))


class CompareRows(Rows):
    """The rows of a comparison."""

    DEFAULT_CSS = "CompareRows { height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "compare.next",
        "compare.unified",
        "compare.short",
        "compare.volatile",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("compare"))

    class Asked(Message):
        """A key asks for something that concerns the whole comparison."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__()
        self.model: CompareModel | None = None

    def show(self, model: CompareModel) -> None:
        self.model = model
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return 0 if self.model is None else len(self.model.entries)

    def draw_row(self, index: int, line: Line) -> None:
        model = self.model
        if model is None:
            return
        entry = model.entries[index]
        ground = "cursor-row" if index == self.cursor else "background"
        if entry.kind == "gap":
            words = f"{self.glyphs.more} {shown_count(entry.hidden, 'equal line')}"
            line.at(9).put(words, self.ink("text-muted", on=ground, italic=True))
        elif model.is_unified:
            row = model.row(entry)
            is_right = entry.kind == "added" or row.left is None
            number, text = (row.right_number, row.right) if is_right else (row.left_number, row.left)
            self._draw_side(line, 1, self.size.width - 1, entry.kind, number, text, ground)
        else:
            self._draw_sides(line, model, entry, ground)

    def _draw_sides(self, line: Line, model: CompareModel, entry: Entry, ground: str) -> None:
        row = model.row(entry)
        half = (self.size.width - 2) // 2
        self._draw_side(line, 1, half, entry.kind, row.left_number, row.left, ground)
        line.at(1 + half).put(self.glyphs.guide, self.ink("rule", on=ground))
        start = 2 + half
        self._draw_side(
            line, start, self.size.width - 1 - start, entry.kind, row.right_number, row.right, ground
        )

    def _draw_side(
        self, line: Line, start: int, width: int, kind: str, number: int, text: str | None, ground: str
    ) -> None:
        if text is None:
            line.at(start + width)
            return
        own = _GROUNDS.get(kind, "") or ground
        style = self.ink("foreground", on=own)
        line.at(start).put(_MARKS[kind], self.ink(_MARK_INKS.get(kind, "text-dim"), on=own, bold=True))
        line.put(f"{number:>5} ", self.ink("text-dim", on=own))
        whole = shown(text)
        room = width - 8
        seen = cut(whole, room, self.glyphs.more)
        at = 0
        if kind == "ignored":
            line.put(seen, self.ink("text-muted", on=own, italic=True))
            at = len(seen)
        for first, last, token in line_tokens(seen, "json") if kind != "ignored" else ():
            line.put(seen[at:first], style).put(seen[first:last], self.ink(token_ink(token), on=own))
            at = last
        line.put(seen[at:], style)
        if start + width > line.used:
            line.put(" " * (start + width - line.used - 1), style)

    def action_step(self, direction: int) -> None:
        """Go to the next difference, or to the one before."""
        at = None if self.model is None else self.model.next_difference(self.cursor, direction)
        if at is not None:
            self.cursor = at
            self.scroll_to(y=max(0, at - self.size.height // 3), animate=False)

    def action_ask(self, what: str) -> None:
        self.post_message(self.Asked(what))


class CompareView(Vertical):
    """A comparison with its head."""

    DEFAULT_CSS = "CompareView { height: 1fr; } CompareView > CompareHead { margin-bottom: 1; }"

    class Left(Message):
        """Escape was pressed."""

    class Compared(Message):
        """A comparison was made."""

        def __init__(self, comparison: Comparison) -> None:
            super().__init__()
            self.comparison = comparison

    head = query_one(CompareHead)
    rows = query_one(CompareRows)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: Maker | None = None
        self._comparison: Comparison | None = None
        self._is_unified: bool | None = None
        """None goes by the width."""
        self._is_short = False
        self._is_volatile_ignored = True
        self._is_order_ignored = False

    def compose(self) -> ComposeResult:
        yield CompareHead()
        yield CompareRows()

    def show(self, make: Maker) -> None:
        """Show what a function makes, here and each time it is to be made in another way."""
        self._make = make
        self._comparison = None
        self._compare()

    def focus_rows(self) -> None:
        self.rows.focus()

    def _compare(self) -> None:
        if self._make is None:
            return
        self.head.words, self.head.aside = "comparing", ""
        names = VOLATILE_NAMES if self._is_volatile_ignored else frozenset()
        self._work(self._make, CompareOptions(self._is_order_ignored, names))

    @work(thread=True, group="compare", exclusive=True, exit_on_error=False)
    def _work(self, make: Maker, options: CompareOptions) -> None:
        worker = get_current_worker()
        comparison = make(options)
        if not worker.is_cancelled:
            self.post_message(self.Compared(comparison))

    @on(Compared)
    def _compared(self, event: Compared) -> None:
        event.stop()
        is_first = self._comparison is None
        self._comparison = event.comparison
        self._lay_out()
        if is_first:
            self.rows.cursor = 0
            self.rows.action_step(1)

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        is_narrow = self.size.width < _SIDES_FROM_WIDTH
        is_unified = is_narrow if self._is_unified is None else self._is_unified
        self.rows.show(CompareModel(comparison, is_unified=is_unified, is_short=self._is_short))
        ignored = ", ".join(comparison.ignored)
        parts = [f"{len(comparison.ignored)} ignored: {ignored}" if ignored else "", comparison.note]
        if self._is_order_ignored:
            parts.insert(0, "order ignored")
        self.head.words = comparison.words
        self.head.aside = "   ".join(part for part in parts if part)
        self._show_place()

    @on(Rows.CursorMoved)
    def _cursor_moved(self, event: Rows.CursorMoved) -> None:
        event.stop()
        self._show_place()

    def _show_place(self) -> None:
        model = self.rows.model
        number = 0 if model is None else model.number_of(self.rows.cursor)
        self.head.place = f"difference {number:,} of {model.difference_count:,}" if number and model else ""

    @on(CompareRows.Asked)
    def _asked(self, event: CompareRows.Asked) -> None:
        event.stop()
        model = self.rows.model
        if event.what == "leave":
            self.post_message(self.Left())
        elif event.what == "volatile":
            self._is_volatile_ignored = not self._is_volatile_ignored
            self._compare()
        elif event.what == "order":
            self._is_order_ignored = not self._is_order_ignored
            self._compare()
        elif model is not None:
            if event.what == "unified":
                self._is_unified = not model.is_unified
            else:
                self._is_short = not self._is_short
            self._lay_out()
