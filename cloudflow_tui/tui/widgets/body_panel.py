"""A body with what belongs to it: what is wrong with it, the find line, and where the cursor stands."""

from __future__ import annotations

import time
from bisect import bisect_left
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.tui.ink import Inks
from cloudflow_tui.tui.widgets.body_text import NO_TEXT, BodyText, Hit
from cloudflow_tui.tui.widgets.body_view import BodyView
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindBar
from cloudflow_tui.tui.widgets.lines import Line, Piece, cut

MAX_HITS = 100_000
_TYPING_PAUSE_S = 0.1
_RULE_FROM_WIDTH, _RULE_FROM_ROWS = 100, 24


class BodyNote(Drawn):
    """What is wrong with the body, or how far it has been read."""

    DEFAULT_CSS = "BodyNote { height: 1; display: none; } BodyNote.-shown { display: block; }"

    def __init__(self) -> None:
        super().__init__()
        self._note = ""
        self._progress = ""

    def show(self, note: str, progress: str) -> None:
        self._note, self._progress = note, progress
        self.set_class(bool(note or progress), "-shown")
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if self._note:
            line.put(f"{self.glyphs.refused} {self._note}", self.ink("status-4xx"))
        if self._progress:
            line.put("   " if self._note else "").put(self._progress, self.ink("text-muted", italic=True))
        return line


class BodyFoot(Drawn):
    """Path of the line under the cursor, and its number."""

    DEFAULT_CSS = "BodyFoot { height: 1; } BodyFoot.-ruled { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._path: list[str] = []
        self._place = ""

    def show(self, path: list[str], place: str) -> None:
        self._path, self._place = path, place
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 0 and self.size.height == 2:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        for text, style in path_pieces(
            self._path, self.size.width - len(self._place) - 6, self.glyphs.crumb, self.ink
        ):
            line.at(2) if not line.used else line
            line.put(text, style)
        return line.end((self._place, self.ink("text-muted")), ("  ", self.ink("text-muted")))


def path_pieces(path: list[str], room: int, crumb: str, ink: Inks) -> list[Piece]:
    """A path as pieces of a line; the beginning gives way when it is too long."""
    shown = list(path)
    is_cut = False
    while len(shown) > 1 and sum(len(name) + 3 for name in shown) > room:
        shown.pop(0)
        is_cut = True
    pieces: list[Piece] = [("… ", ink("text-dim"))] if is_cut else []
    for index, name in enumerate(shown):
        is_last = index == len(shown) - 1
        if index:
            pieces.append((f" {crumb} ", ink("text-dim")))
        pieces.append(
            (cut(name, max(4, room)), ink("text-strong" if is_last else "text-muted", bold=is_last))
        )
    return pieces


class BodyPanel(Vertical):
    """Body view with note, find line and foot.

    Args:
        is_quiet: The cursor is seen only while the view has the focus.
    """

    DEFAULT_CSS = "BodyPanel { height: 1fr; }"

    class LeftUpwards(Message):
        """Up was pressed in the first line."""

    class Hits(Message):
        """More places of the text looked for were found."""

        def __init__(self, wanted: str, hits: list[Hit], is_all: bool) -> None:
            super().__init__()
            self.wanted = wanted
            self.hits = hits
            self.is_all = is_all

    bar = query_one(FindBar)
    note = query_one(BodyNote)
    view = query_one(BodyView)
    foot = query_one(BodyFoot)

    def __init__(self, *, is_quiet: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_quiet = is_quiet
        self._wanted = ""
        self._hits: list[Hit] = []
        self._is_all = True
        self._current = -1
        self._goes_there = False

    def compose(self) -> ComposeResult:
        yield BodyNote()
        yield FindBar(placeholder="find in this body", has_keys=True)
        yield BodyView(is_quiet=self._is_quiet)
        yield BodyFoot()

    def show(self, text: BodyText, *, note: str = "", progress: str = "", keeps_place: bool = False) -> None:
        """Show a text.

        Args:
            note: What is wrong with it.
            progress: How far it has been read.
            keeps_place: It is the same text, only longer now.
        """
        self.note.show(note, progress)
        self.view.show(text, keeps_place=keeps_place)
        if self.bar.is_open and keeps_place:
            self._find(self._wanted, goes_there=False)
        else:
            self.bar.close()
            self._forget()

    def clear(self) -> None:
        self.show(NO_TEXT)

    def focus_body(self) -> None:
        self.view.focus()

    def on_resize(self) -> None:
        size = self.size
        self.foot.set_class(size.width >= _RULE_FROM_WIDTH and size.height >= _RULE_FROM_ROWS, "-ruled")

    @on(BodyView.CursorMoved)
    def _show_place(self, event: BodyView.CursorMoved) -> None:
        event.stop()
        view = self.view
        count = view.text.line_count
        if not count:
            self.foot.show([], "")
            return
        self.foot.show(view.text.path(view.cursor), f"line {view.cursor + 1:,} of {count:,}")

    @on(BodyView.LeftUpwards)
    def _left_upwards(self, event: BodyView.LeftUpwards) -> None:
        event.stop()
        self.post_message(self.LeftUpwards())

    # Find

    @on(BodyView.FindAsked)
    def _open_bar(self, event: BodyView.FindAsked) -> None:
        event.stop()
        if self.view.text.line_count:
            self.bar.open()

    @on(BodyView.Left)
    def _leave(self, event: BodyView.Left) -> None:
        if self.bar.is_open:
            event.stop()
            self.bar.close()

    @on(FindBar.Closed)
    def _bar_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self._forget()
        self.view.focus()

    @on(FindBar.Accepted)
    def _bar_accepted(self, event: FindBar.Accepted) -> None:
        event.stop()
        self.view.focus()

    @on(FindBar.Changed)
    def _bar_changed(self, event: FindBar.Changed) -> None:
        event.stop()
        self._find(event.text, goes_there=True)

    def _forget(self) -> None:
        self.workers.cancel_group(self, "find")
        self._wanted, self._hits, self._current, self._is_all = "", [], -1, True
        self.view.forget_hits()
        self.bar.set_count("")

    def _find(self, wanted: str, *, goes_there: bool) -> None:
        if not wanted:
            self._forget()
            return
        self._forget()
        self._wanted, self._is_all = wanted, False
        self._current, self._goes_there = -1, goes_there
        text = self.view.text
        if not text.is_long:
            self._take(list(islice(text.hits(wanted, lambda: False), MAX_HITS)), is_all=True)
        else:
            self._look(text, wanted)

    @work(thread=True, group="find", exclusive=True, exit_on_error=False)
    def _look(self, text: BodyText, wanted: str) -> None:
        """Look through a long text, and tell of hits as they are found."""
        worker = get_current_worker()
        # A look through 50 MB for each letter of a word would only hold up the next letter.
        time.sleep(_TYPING_PAUSE_S)
        if worker.is_cancelled:
            return
        batch: list[Hit] = []
        size = 200
        for count, hit in enumerate(text.hits(wanted, lambda: worker.is_cancelled)):
            if count >= MAX_HITS:
                break
            batch.append(hit)
            if len(batch) >= size:
                self.post_message(self.Hits(wanted, batch, is_all=False))
                batch, size = [], 20_000
        if not worker.is_cancelled:
            self.post_message(self.Hits(wanted, batch, is_all=True))

    @on(Hits)
    def _found(self, event: Hits) -> None:
        event.stop()
        if event.wanted == self._wanted:
            self._take(event.hits, is_all=event.is_all)

    def _take(self, hits: list[Hit], *, is_all: bool) -> None:
        self._hits += hits
        self._is_all = is_all
        self.view.add_hits(hits)
        if self._goes_there and self._hits:
            self._goes_there = False
            self._current = bisect_left(self._hits, (self.view.cursor, 0, 0)) % len(self._hits)
        self._show_current()

    def _show_current(self) -> None:
        more = "" if self._is_all and len(self._hits) < MAX_HITS else "+"
        if self._current >= 0:
            self.view.show_current_hit(self._hits[self._current])
            self.bar.set_count(f"{self._current + 1:,} of {len(self._hits):,}{more}")
        elif self._hits:
            self.bar.set_count(shown_count(len(self._hits), "hit") + more)
        else:
            self.bar.set_count("not found" if self._is_all else "looking")

    @on(BodyView.HitAsked)
    def _go_to_hit(self, event: BodyView.HitAsked) -> None:
        event.stop()
        if not self._hits:
            if not self.bar.is_open:
                self._open_bar(BodyView.FindAsked())
            return
        if self._current < 0:
            at = bisect_left(self._hits, (self.view.cursor, 0, 0))
            self._current = at if event.direction > 0 else at - 1
        else:
            self._current += event.direction
        self._current %= len(self._hits)
        self._show_current()
