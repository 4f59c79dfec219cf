"""What the path of a line far down in a long text needs: what holds it, and how many stand before it.

Both are looked for once and kept, so that the next line costs little. May be used from several threads.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.layout import INDENT

if TYPE_CHECKING:
    from cloudflow_tui.document.text_index import Text

STEP_BYTES: Final = 1024 * 1024
NEAR_BYTES: Final = 4 * 1024 * 1024
"""So much is looked through at once; more only for whoever can wait."""
_WINDOW_BYTES: Final = 64 * 1024

Needles = tuple[tuple[bytes, int], ...]
"""Texts that are counted, each beginning with its only line end, and how much each counts."""


class Kept:
    """What is known of one text."""

    def __init__(self) -> None:
        self._counts: dict[tuple[int, Needles], list[int]] = {}
        """For a place and needles: how much was counted up to each step behind the place."""
        self._openers: dict[int, tuple[int, int]] = {}
        """For a level: where a line begins that may open something, and up to where no other one does."""
        self._lock = Lock()

    def count(self, text: Text, start: int, end: int, needles: Needles, *, can_wait: bool) -> int | None:
        """How much of the needles begins between two places; None when counting takes too long."""
        with self._lock:
            steps = self._counts.setdefault((start, needles), [0])
        wanted = (end - start) // STEP_BYTES
        if not can_wait and (wanted - len(steps) + 1) * STEP_BYTES > NEAR_BYTES:
            return None
        while (known := len(steps)) <= wanted:
            place = start + (known - 1) * STEP_BYTES
            total = steps[known - 1] + _count(text, place, place + STEP_BYTES, needles)
            with self._lock:
                if len(steps) == known:
                    steps.append(total)
        return steps[wanted] + _count(text, start + wanted * STEP_BYTES, end, needles)

    def opener_before(
        self, text: Text, offset: int, level: int, starts: tuple[bytes, ...], *, can_wait: bool
    ) -> int:
        """Offset of the nearest line above at a level that may open a node; -1 when none is near enough.

        Args:
            starts: What such a line begins with.
        """
        near, upto = self._openers.get(level, (-1, 0))
        if near < offset <= upto:
            return near
        floor, known = (upto, near) if upto < offset else (0, -1)
        found = _last_opener(text, floor, offset, level, starts, None if can_wait else NEAR_BYTES)
        if found is None:
            return -1
        if found < 0:
            found = known
        if found < 0 and level == 0 and text[:1] in starts and offset > 0:
            found = 0
        self._openers[level] = (found, offset)
        return found


def _count(text: Text, start: int, end: int, needles: Needles) -> int:
    longest = max(len(needle) for needle, _ in needles)
    part = text[start : end + longest - 1]
    return sum(weight * part.count(needle, 0, end - start + len(needle) - 1) for needle, weight in needles)


def _last_opener(
    text: Text, floor: int, offset: int, level: int, starts: tuple[bytes, ...], most_bytes: int | None
) -> int | None:
    """Offset of the last such line between two places; -1 for none, None when none is near enough."""
    wanted = [b"\n" + INDENT * level + start for start in starts]
    floor = max(0, floor - 1)
    window, last = _WINDOW_BYTES, offset
    while True:
        first = max(floor, last - window)
        # The windows overlap by one line start, which may lie across their border.
        found = max(text.rfind(one, first, last) for one in wanted)
        if found >= 0:
            return found + 1
        if first == floor:
            return -1
        if most_bytes is not None and offset - first >= most_bytes:
            return None
        last = first + len(wanted[0])
        window = min(window * 2, STEP_BYTES)
