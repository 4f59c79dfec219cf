"""The search of the history: title, box, what may be typed next, and where a query is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.find_bar import FindInput
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.history.complete import Completion

MOST_HINTS: Final = 8


class HistoryTitle(Drawn):
    """`History  131 exchanges` and the mark of the search box."""

    count: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line().at(1 if self.size.width >= 30 else 2)
        line.put("History", self.ink("text-strong", bold=True)).put("  ").put(
            self.count, self.ink("text-muted")
        )
        return line.end(("/", self.ink("accent", bold=True)), (" ", self.ink("text-muted")))


class HistoryScope(Drawn):
    """How many are marked, and the case in which one works."""

    marked_count: reactive[int] = reactive(0)
    case_name: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line()
        if self.marked_count:
            line.end((f"{self.marked_count} marked", self.ink("accent", bold=True)))
        if self.case_name:
            line.end(("   sending into ", self.ink("text-muted")), (self.case_name, self.ink("text-strong")))
        return line.end((" ", self.ink("text-muted")))


class SearchInput(FindInput):
    """Where the words to search for are typed."""

    FOOTER: ClassVar[tuple[str, ...]] = ("search.accept", "search.take_hint", "search.help", "search.leave")

    has_hints: reactive[bool] = reactive(False)
    """Whether tab and the arrows belong to the hints."""

    class HintMoved(Message):
        """Another hint is wanted."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class HintTaken(Message):
        """The chosen hint is to be typed."""

    class HelpAsked(Message):
        """All that can be searched for is wanted."""

    def on_key(self, event: events.Key) -> None:
        answer: Message | None = None
        if event.key == "f1":
            answer = self.HelpAsked()
        elif self.has_hints and event.key in ("down", "up"):
            answer = self.HintMoved(1 if event.key == "down" else -1)
        elif self.has_hints and event.key == "tab":
            answer = self.HintTaken()
        if answer is not None:
            event.stop()
            event.prevent_default()
            self.post_message(answer)


class SearchHints(Drawn):
    """What may follow at the cursor; or a mark below the column that is wrong, and why."""

    DEFAULT_CSS = "SearchHints { height: 0; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._hints: Sequence[Completion] = ()
        self._chosen = 0
        self._column = 0
        self._words = ""
        self.left = 0
        """Where the search box begins."""

    @property
    def chosen(self) -> Completion | None:
        """The hint that tab takes."""
        return self._hints[self._chosen] if self._hints else None

    @property
    def fault(self) -> str:
        """What is wrong with the query, "" for nothing."""
        return self._words

    def show(self, hints: Sequence[Completion]) -> None:
        """Show what may follow; nothing closes it."""
        self._hints, self._chosen = hints[:MOST_HINTS], 0
        self._resize()

    def move(self, direction: int) -> None:
        if self._hints:
            self._chosen = (self._chosen + direction) % len(self._hints)
            self.refresh()

    def show_fault(self, column: int, words: str) -> None:
        """What is wrong with the query, "" for nothing; the column counts from 1, 0 when none is known."""
        self._column, self._words = column, words
        self._resize()

    def _resize(self) -> None:
        height = len(self._hints) + bool(self._words)
        self.styles.height = height
        self.styles.display = "block" if height else "none"
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line("panel")
        if self._words:
            if y == 0:
                return self._draw_fault(line)
            y -= 1
        if y >= len(self._hints):
            return line
        hint, is_chosen = self._hints[y], y == self._chosen
        line.at(self.left - 2)
        line.put(self.glyphs.edge if is_chosen else " ", self.ink("accent")).put(" ")
        line.put(hint.text, self.ink("text-strong" if is_chosen else "foreground", bold=is_chosen), pad=14)
        return line.put("  ").put(hint.meaning, self.ink("text-muted"))

    def _draw_fault(self, line: Line) -> Line:
        at = min(self.left + max(0, self._column - 1), max(0, self.size.width - 4))
        style = self.ink("status-4xx", bold=True)
        if at + len(self._words) + 3 > self.size.width and len(self._words) + 2 < at:
            return line.at(at - len(self._words) - 1).put(self._words, style).put(" ^", style)
        return line.at(at).put("^ " if self._column else "! ", style).put(self._words, style)
