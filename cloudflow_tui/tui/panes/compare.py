"""Two exchanges beside each other: answer, headers, request and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.diagnosis import glyph_of
from cloudflow_tui.diagnosis.status import kind_of
from cloudflow_tui.history.columns import path_of
from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.panes.compare_pair import Pair, TimingRow
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.figures import shown_bytes, shown_ms
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.pair_view import ARRANGEMENTS, Arrangement, PairView

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange

TABS: Final = (("body", "Body"), ("headers", "Headers"), ("request", "Request"), ("timing", "Timing"))
HALVES_FROM: Final = 140
"""Cells from which on both sides are shown; below it is one list of changes."""


class CompareHead(Drawn):
    """What differs in words, the tabs, and the two exchanges below."""

    DEFAULT_CSS = "CompareHead { height: 5; } CompareHead.-low { height: 4; }"

    active: reactive[str] = reactive("body")
    difference: reactive[tuple[int, int]] = reactive((0, 0))
    waiting: reactive[str] = reactive("")
    """Said while there is nothing to show."""

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, tab_id: str) -> None:
            super().__init__()
            self.tab_id = tab_id

    def __init__(self) -> None:
        super().__init__()
        self._pair: Pair | None = None
        self._tabs_at: list[tuple[str, int, int]] = []

    def show(self, pair: Pair | None) -> None:
        self._pair = pair
        self.refresh()

    def draw(self, y: int) -> Line:
        line, pair = self.line(), self._pair
        if y in (0, self.size.height - 1):
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        if pair is None:
            return line.at(1).put(self.waiting if y == 1 else "", self.ink("text-muted"))
        if y == 1:
            return self._draw_title(line, pair)
        if y == self.size.height - 2:
            return self._draw_sides(line, pair)
        return line

    def _draw_title(self, line: Line, pair: Pair) -> Line:
        line.at(1).put("Compare", self.ink("text-strong", bold=True)).put("  ")
        compared = pair.tabs.get(self.active)
        if compared is None:
            line.put("how long each phase took", self.ink("text-muted"))
        else:
            line.put(compared.words)
            if compared.ignored:
                names = ", ".join(compared.ignored)
                line.put(f"   {len(compared.ignored)} ignored: {names}", self.ink("text-muted"))
            elif not pair.ways.ignores_volatile:
                line.put("   nothing ignored", self.ink("text-muted"))
            if pair.ways.ignores_order:
                line.put("   lists as sets", self.ink("text-muted"))
            if compared.note:
                line.put(f"   {compared.note}", self.ink("text-muted"))
        return self._end_with_tabs(line)

    def _end_with_tabs(self, line: Line) -> Line:
        gap = 3 if self.size.width >= 100 else 2
        at = self.size.width - 1 - sum(cell_len(label) for _, label in TABS) - gap * (len(TABS) - 1)
        self._tabs_at = []
        at_difference, count = self.difference
        if count and at > 90:
            line.end((f"{at_difference} of {count}", self.ink("text-dim")), ("    ", self.ink("text-muted")))
        for index, (tab_id, label) in enumerate(TABS):
            if index:
                line.end((" " * gap, self.ink("text-muted")))
            is_active = tab_id == self.active
            style = self.ink("accent" if is_active else "text-muted", bold=is_active, underline=is_active)
            line.end((label, style))
            self._tabs_at.append((tab_id, at, at + cell_len(label)))
            at += cell_len(label) + gap
        return line.end((" ", self.ink("text-muted")))

    def _draw_sides(self, line: Line, pair: Pair) -> Line:
        left_width = (self.size.width - 1) // 2
        self._draw_side(line, "A", pair.old, 1, left_width - 1)
        line.at(left_width + 1)
        self._draw_side(line, "B", pair.new, left_width + 2, self.size.width - 1)
        return line

    def _draw_side(self, line: Line, letter: str, exchange: Exchange, start: int, end: int) -> None:
        line.at(start).put(letter, self.ink("accent", bold=True)).put(" ")
        line.put(f"#{exchange.number}", self.ink("text-strong", bold=True)).put("  ")
        line.put(exchange.timing.started_at.astimezone().strftime("%H:%M:%S"), self.ink("text-muted"))
        kind = kind_of(exchange.status) if exchange.status else "none"
        glyph = self.glyphs.of_status(glyph_of(kind))
        status = f"{glyph} {exchange.status or 'none'}"
        size = shown_bytes(exchange.response.body.size_bytes) if exchange.response is not None else ""
        figures = f"{size}  {shown_ms(exchange.timing.total_ms)}"
        room = end - line.used - len(figures) - len(status) - len(exchange.request.method) - 8
        if room >= 8:
            line.put("  ").put(exchange.request.method, self.ink(method_ink(exchange.request.method)))
            line.put(" ").put(path_of(exchange.request.url), self.ink("text-strong"), limit=room)
        line.put("  ").put(status, self.ink(kind_ink(kind), bold=True))
        if line.used + len(figures) + 2 <= end:
            line.at(end - len(figures)).put(figures, self.ink("text-muted"))

    def on_click(self, event: events.Click) -> None:
        for tab_id, start, end in self._tabs_at:
            if event.y == 1 and start - 1 <= event.x <= end:
                self.post_message(self.Picked(tab_id))


class CompareTimes(Drawn):
    """The phases of both, and the difference."""

    DEFAULT_CSS = "CompareTimes { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TimingRow, ...] = ()

    def show(self, rows: tuple[TimingRow, ...]) -> None:
        self._rows = rows
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line().at(4)
        if y == 0:
            style = self.ink("text-muted", bold=True)
            line.put("phase", style).at(16).put_right("A", style, width=12).put_right("B", style, width=12)
            return line.put_right("B to A", style, width=14)
        if y > len(self._rows):
            return line
        phase, old, new = self._rows[y - 1]
        is_sum = y == len(self._rows)
        line.put(phase, self.ink("text-strong" if is_sum else "text-muted", bold=is_sum)).at(16)
        line.put_right(shown_ms(old) or "not told", None, width=12)
        line.put_right(shown_ms(new) or "not told", None, width=12)
        if old is not None and new is not None:
            words = f"{'+' if new >= old else '-'}{shown_ms(abs(new - old))}"
            line.put_right(words, self.ink("status-4xx" if new > old * 2 else "text-muted"), width=14)
        return line


class ComparePane(Vertical):
    """Head, and below it the chosen tab."""

    DEFAULT_CSS = """
    ComparePane { height: 1fr; display: none; }
    ComparePane CompareTimes { display: none; }
    ComparePane.-times CompareTimes { display: block; }
    ComparePane.-times PairView { display: none; }
    """
    FOOTER: ClassVar[tuple[str, ...]] = (
        "compare.next",
        "compare.short",
        "compare.layout",
        "compare.volatile",
        "compare.next_tab",
        "app.help",
    )

    head = query_one(CompareHead)
    view = query_one(PairView)
    times = query_one(CompareTimes)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pair: Pair | None = None
        self._chosen: Arrangement | None = None
        """None goes by the width."""

    def compose(self) -> ComposeResult:
        yield CompareHead()
        yield PairView()
        yield CompareTimes()

    def show(self, pair: Pair) -> None:
        """Show a comparison; the tab stays."""
        self.pair = pair
        self.head.show(pair)
        self.times.show(pair.timing)
        self._arrange()
        self._show_tab()

    def on_resize(self) -> None:
        self._arrange()
        self._tell_difference()

    def _arrange(self) -> None:
        has_halves = self.screen.size.width >= HALVES_FROM
        self.view.arrangement = self._chosen or ("sides" if has_halves else "list")

    def next_arrangement(self) -> None:
        """Both sides beside each other, one below the other, the changes alone; one after the other."""
        self._chosen = ARRANGEMENTS[(ARRANGEMENTS.index(self.view.arrangement) + 1) % len(ARRANGEMENTS)]
        self._arrange()
        self._tell_difference()

    def fold_equal(self) -> None:
        """Fold what is equal, or show all of it."""
        self.view.is_short = not self.view.is_short
        self._tell_difference()

    def show_tab(self, tab_id: str) -> None:
        self.head.active = tab_id
        self._show_tab()

    def step_tab(self, direction: int) -> None:
        """The next or previous tab, round the end."""
        ids = [tab_id for tab_id, _ in TABS]
        self.show_tab(ids[(ids.index(self.head.active) + direction) % len(ids)])

    def step(self, direction: int) -> None:
        """The next or previous difference."""
        self.view.step(direction)
        self._tell_difference()

    def _show_tab(self) -> None:
        self.set_class(self.head.active == "timing", "-times")
        if self.pair is not None:
            self.view.show(self.pair.tabs.get(self.head.active))
        self._tell_difference()

    def _tell_difference(self) -> None:
        self.head.difference = self.view.difference

    def on_compare_head_picked(self, event: CompareHead.Picked) -> None:
        event.stop()
        self.show_tab(event.tab_id)

    def on_rows_cursor_moved(self, event: PairView.CursorMoved) -> None:
        event.stop()
        self._tell_difference()
