"""A body view with its find line: what is typed is looked for, counted, and stepped through.

A long text is looked through in a thread, piece by piece; another letter or esc stops it.
"""

from __future__ import annotations

import time

from textual import on, work
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.document.find import Piece
from cloudflow_tui.document.found import Found
from cloudflow_tui.errors import QueryError
from cloudflow_tui.tui.widgets.body_view import BodyView
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindBar

_TYPING_PAUSE_S = 0.1
_TOLD_EVERY_S = 0.1


class FindingPanel(Vertical):
    """The part of a body panel that finds; subclasses compose bar and view."""

    class Counted(Message):
        """Further pieces of the text were looked through."""

        def __init__(self, found: Found, pieces: list[tuple[Piece, int]], *, is_all: bool) -> None:
            super().__init__()
            self.found = found
            self.pieces = pieces
            self.is_all = is_all

    bar = query_one("#find", FindBar)
    view = query_one(BodyView)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wanted = ""
        self._found: Found | None = None
        self._current = -1
        self._goes_there = False

    @on(BodyView.FindAsked)
    def _open_bar(self, event: BodyView.FindAsked) -> None:
        event.stop()
        if self.view.text.line_count:
            self.bar.open()

    @on(BodyView.OptionAsked)
    def _turn_option(self, event: BodyView.OptionAsked) -> None:
        event.stop()
        self.bar.turn(event.option)

    @on(FindBar.Closed, "#find")
    def _bar_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self.forget_hits()
        self.view.focus()

    @on(FindBar.Accepted, "#find")
    def _bar_accepted(self, event: FindBar.Accepted) -> None:
        event.stop()
        self.view.focus()

    @on(FindBar.Changed, "#find")
    def _bar_changed(self, event: FindBar.Changed) -> None:
        event.stop()
        self._wanted = event.text
        self.find_again(goes_there=True)

    @on(FindBar.OptionsChanged, "#find")
    def _options_changed(self, event: FindBar.OptionsChanged) -> None:
        event.stop()
        self.find_again(goes_there=True)

    @on(BodyView.Left)
    def _leave(self, event: BodyView.Left) -> None:
        if self.bar.is_open:
            event.stop()
            self.bar.close()

    def forget_hits(self) -> None:
        """Look for nothing any more."""
        self.workers.cancel_group(self, "find")
        self._wanted, self._found, self._current = "", None, -1
        self.view.forget_hits()
        self.bar.set_count("")

    def find_again(self, *, goes_there: bool) -> None:
        """Look for the text that stands in the line.

        Args:
            goes_there: The cursor goes to the first hit behind it.
        """
        wanted, text, options = self._wanted, self.view.text, self.bar.options
        self.forget_hits()
        if not wanted:
            return
        self._wanted, self._goes_there = wanted, goes_there
        try:
            found = text.found(text.wanted(wanted, regex=options.regex, case=options.case, part=options.part))
        except QueryError as error:
            self.bar.set_count(str(error), is_wrong=True)
            return
        self._found = found
        if text.is_long:
            self._look(found)
            return
        for piece, count in found.search():
            found.take(piece, count)
        self._tell(found, is_all=True)

    @work(thread=True, group="find", exclusive=True, exit_on_error=False)
    def _look(self, found: Found) -> None:
        """Look through a long text, and tell of its pieces in batches."""
        worker = get_current_worker()
        # A look through 50 MB for each letter of a word would only hold up the next letter.
        time.sleep(_TYPING_PAUSE_S)
        batch: list[tuple[Piece, int]] = []
        told = time.monotonic()
        for piece, count in found.search():
            if worker.is_cancelled:
                return
            batch.append((piece, count))
            if time.monotonic() - told > _TOLD_EVERY_S:
                self.post_message(self.Counted(found, batch, is_all=False))
                batch, told = [], time.monotonic()
        self.post_message(self.Counted(found, batch, is_all=True))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        event.stop()
        if event.found is self._found:
            for piece, count in event.pieces:
                event.found.take(piece, count)
            self._tell(event.found, is_all=event.is_all)

    def _tell(self, found: Found, *, is_all: bool) -> None:
        found.is_all = is_all
        self.view.show_hits(found)
        if self._goes_there and found.total:
            at = found.index_at(self.view.cursor)
            if at < found.total or is_all:
                self._goes_there = False
                self._current = at % found.total
                self._go_to_current(found)
        self._show_count(found)

    def _go_to_current(self, found: Found) -> None:
        self.view.show_current_hit(found.hit(self._current))

    def _show_count(self, found: Found) -> None:
        more = "" if found.is_all else "+"
        if self._current >= 0:
            self.bar.set_count(f"{self._current + 1:,} of {found.total:,}{more}")
        elif found.total:
            self.bar.set_count(shown_count(found.total, "hit") + more)
        else:
            self.bar.set_count("not found" if found.is_all else "looking")

    @on(BodyView.HitAsked)
    def _go_to_hit(self, event: BodyView.HitAsked) -> None:
        event.stop()
        found = self._found
        if found is None or not found.total:
            if not self.bar.is_open:
                self._open_bar(BodyView.FindAsked())
            return
        if self._current < 0:
            at = found.index_at(self.view.cursor)
            self._current = at if event.direction > 0 else at - 1
        else:
            self._current += event.direction
        self._current %= found.total
        self._go_to_current(found)
        self._show_count(found)
