"""A body view that folds by level, keeps bookmarks, and asks for what a line leads to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from rich.segment import Segment
from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.tui.widgets.body_folds import Folds
from cloudflow_tui.tui.widgets.body_text import BodyText
from cloudflow_tui.tui.widgets.body_wrapping import BodyWrapping

_DEEPEST = 12
_AT_ONCE_FOLDS = 500
"""More are gathered in a thread, so that keys are answered meanwhile."""


class BodyJumps(BodyWrapping):
    """Lines with levels and bookmarks."""

    class LinkAsked(Message):
        """What the value in a line leads to is wanted."""

        def __init__(self, text: BodyText, line: int) -> None:
            super().__init__()
            self.text = text
            self.line = line

    class FoldsGathered(Message):
        """What is to be folded of a long text is known."""

        def __init__(self, text: BodyText, ranges: list[tuple[int, int]]) -> None:
            super().__init__()
            self.text = text
            self.ranges = ranges

    def __init__(self, *, is_quiet: bool = False, id: str | None = None) -> None:
        super().__init__(is_quiet=is_quiet, id=id)
        self._bookmarks: list[int] = []
        """Lines, ascending."""
        self._level = 0
        """The level that was folded last; 0 when none was."""

    def forget_place(self) -> None:
        """Another text is shown: nothing is folded or marked in it."""
        self.workers.cancel_group(self, "fold")
        self._folds = Folds()
        self._bookmarks = []
        self._level = 0

    def mark_of(self, line: int) -> Segment | None:
        if line not in self._bookmarks:
            return None
        return Segment(self.glyphs.running, self.ink("accent", on="background"))

    # Levels

    def action_fold_level(self, direction: int) -> None:
        """Fold one level further out, or further in."""
        if not self._text.has_guides:
            return
        if self._level == 0 and direction < 0:
            self._level = self._text.deepest_level(_DEEPEST)
        else:
            self._level = max(0, min(self._level + direction, _DEEPEST))
        self.fold_exactly(self._text.folds_at(self._level) if self._level else ())

    def fold_exactly(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Fold these and nothing else, at once or as soon as all are known."""
        self.workers.cancel_group(self, "fold")
        rest = iter(ranges)
        if not self._text.is_long:
            self._fold_these(list(rest))
            return
        self._gather_folds(self._text, rest)

    @work(thread=True, group="fold", exclusive=True, exit_on_error=False)
    def _gather_folds(self, text: BodyText, rest: Iterator[tuple[int, int]]) -> None:
        worker = get_current_worker()
        found: list[tuple[int, int]] = []
        while more := list(islice(rest, _AT_ONCE_FOLDS)):
            found += more
            if worker.is_cancelled:
                return
        self.post_message(self.FoldsGathered(text, found))

    @on(FoldsGathered)
    def _folds_gathered(self, event: FoldsGathered) -> None:
        event.stop()
        if event.text is self._text:
            self._fold_these(event.ranges)

    def _fold_these(self, ranges: list[tuple[int, int]]) -> None:
        self._folds.replace(ranges)
        self.cursor = self._folds.line_at(self._folds.row_of(self.cursor))
        self.folds_changed()

    def action_fold_siblings(self) -> None:
        """Fold what begins in this line and all beside it, or unfold them."""
        line = self.cursor
        if self._text.fold_end(line) is None:
            parent = self._text.parent_of(line)
            if parent is None:
                return
            line = parent
        siblings = list(self._text.folds_beside(line))
        if line in self._folds:
            for start, _ in siblings:
                if start in self._folds:
                    self._folds.remove(start)
        else:
            self._folds.add_all(siblings)
            self.cursor = line
        self.folds_changed()

    def folds_changed(self) -> None:
        self._lines_changed()
        self.show_cursor()
        self.post_message(self.CursorMoved(self))

    # Bookmarks

    def action_bookmark(self) -> None:
        """Mark this line, or take its mark away."""
        if not self.row_count:
            return
        at = bisect_left(self._bookmarks, self.cursor)
        if self._bookmarks[at : at + 1] == [self.cursor]:
            del self._bookmarks[at]
        else:
            self._bookmarks.insert(at, self.cursor)
        self._painted.clear()
        self.refresh()

    def action_next_bookmark(self) -> None:
        """Go to the next marked line, round the end."""
        if not self._bookmarks:
            self.notify("No line is marked; B marks one.", severity="warning")
            return
        at = bisect_right(self._bookmarks, self.cursor) % len(self._bookmarks)
        self.go_to(self._bookmarks[at])

    def go_to(self, line: int, column: int = 0, *, at_top: bool = False) -> None:
        """Put the cursor on a line, whatever is folded."""
        raise NotImplementedError

    # Links and values

    def action_follow(self) -> None:
        if self.row_count:
            self.post_message(self.LinkAsked(self._text, self.cursor))

    def action_read(self) -> None:
        """Show the value in this line whole, over as many lines as it takes."""
        if not self.row_count:
            return
        from cloudflow_tui.tui.screens.value import ValueScreen

        name = " › ".join(self._text.path(self.cursor)) or f"line {self.cursor + 1:,}"
        self.app.push_screen(ValueScreen(name, self._text.value(self.cursor, 1_000_000)))
