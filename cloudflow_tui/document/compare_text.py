"""Two texts side by side, line by line, in time that grows with their length and not with its square."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.compare_lists import anchors
from cloudflow_tui.document.compare_models import Change
from cloudflow_tui.document.compare_rows import SideBySide, Stretch

if TYPE_CHECKING:
    from cloudflow_tui.document.compare_models import CompareOptions

_SMALL: Final = 400
"""Lines of a gap up to which every way of matching is tried."""


def compare_lines(
    old: Sequence[str], new: Sequence[str], options: CompareOptions | None = None
) -> tuple[tuple[Change, ...], SideBySide]:
    """What differs, and both texts laid out side by side.

    Raises:
        CompareStopped: The options said so.
    """
    changes: list[Change] = []
    stretches: list[Stretch] = []
    for left, left_end, right, right_end, is_same in _blocks(old, new, options):
        both = min(left_end - left, right_end - right)
        if both:
            stretches.append(Stretch("same" if is_same else "changed", both, True, True))
        if is_same:
            continue
        if left_end - left > both:
            stretches.append(Stretch("removed", left_end - left - both, True, False))
        if right_end - right > both:
            stretches.append(Stretch("added", right_end - right - both, False, True))
        changes += (
            Change(f"line {left + at + 1}", "changed", old[left + at], new[right + at]) for at in range(both)
        )
        changes += (Change(f"line {at + 1}", "removed", old[at], None) for at in range(left + both, left_end))
        changes += (Change(f"line {at + 1}", "added", None, new[at]) for at in range(right + both, right_end))
    return tuple(changes), SideBySide(old, new, stretches)


Block = tuple[int, int, int, int, bool]
"""Left from and to, right from and to, whether both are the same."""


def _blocks(old: Sequence[str], new: Sequence[str], options: CompareOptions | None) -> list[Block]:
    blocks: list[Block] = []
    # A stack instead of calls within calls: gaps may lie within gaps as often as there are lines.
    todo = [(0, len(old), 0, len(new))]
    while todo:
        if options is not None:
            options.go_on()
        left, left_end, right, right_end = todo.pop()
        head = _common(old, new, left, left_end, right, right_end)
        if head:
            blocks.append((left, left + head, right, right + head, True))
            left, right = left + head, right + head
        tail = _common_end(old, new, left, left_end, right, right_end)
        if tail:
            blocks.append((left_end - tail, left_end, right_end - tail, right_end, True))
            left_end, right_end = left_end - tail, right_end - tail
        if left == left_end or right == right_end:
            if left != left_end or right != right_end:
                blocks.append((left, left_end, right, right_end, False))
            continue
        met = anchors(old[left:left_end], new[right:right_end])
        if not met:
            blocks += _gap(old, new, left, left_end, right, right_end)
            continue
        for left_place, right_place in met:
            to_left, to_right = left + left_place, right + right_place
            blocks.append((to_left, to_left + 1, to_right, to_right + 1, True))
        edges = [(-1, -1), *met, (left_end - left, right_end - right)]
        for (left_from, right_from), (left_to, right_to) in pairwise(edges):
            todo.append((left + left_from + 1, left + left_to, right + right_from + 1, right + right_to))
    return sorted(blocks)


def _gap(
    old: Sequence[str], new: Sequence[str], left: int, left_end: int, right: int, right_end: int
) -> list[Block]:
    if max(left_end - left, right_end - right) > _SMALL:
        return [(left, left_end, right, right_end, False)]
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old[left:left_end], new[right:right_end], autojunk=False)
    return [
        (left + from_left, left + to_left, right + from_right, right + to_right, name == "equal")
        for name, from_left, to_left, from_right, to_right in matcher.get_opcodes()
    ]


def _common(
    old: Sequence[str], new: Sequence[str], left: int, left_end: int, right: int, right_end: int
) -> int:
    limit = min(left_end - left, right_end - right)
    count = 0
    while count < limit and old[left + count] == new[right + count]:
        count += 1
    return count


def _common_end(
    old: Sequence[str], new: Sequence[str], left: int, left_end: int, right: int, right_end: int
) -> int:
    limit = min(left_end - left, right_end - right)
    count = 0
    while count < limit and old[left_end - 1 - count] == new[right_end - 1 - count]:
        count += 1
    return count
