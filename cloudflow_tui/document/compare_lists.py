"""Which items of two lists belong together: by id where they have one, else by what they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import Any, Final

from cloudflow_tui.document.compare_data import canonical

Pair = tuple[int | None, int | None]
"""Positions of an item on the left and on the right; None where a side has none."""

_ID_KEYS: Final = ("id", "identifier", "key", "name")


def pair_items(old: Sequence[Any], new: Sequence[Any], *, is_order_ignored: bool) -> tuple[list[Pair], bool]:
    """The items of both lists as rows of pairs, in the order in which they are shown.

    Returns:
        The pairs, and whether they belong together by an id; an item at another place among such is there
        twice, once for each side.
    """
    left, right = identities(old), identities(new)
    if left is not None and right is not None:
        return _by_key(left, right, is_order_ignored=is_order_ignored), True
    left_keys = [canonical(item) for item in old]
    right_keys = [canonical(item) for item in new]
    if is_order_ignored:
        return _as_bags(left_keys, right_keys), False
    return _by_place(left_keys, right_keys), False


def identity_of(item: Any) -> tuple[str, Hashable] | None:
    """(name, value) of what tells an object from others of its list; a key around it is looked through."""
    if isinstance(item, dict) and len(item) == 1:
        (inner,) = item.values()
        item = inner if isinstance(inner, dict) else item
    if not isinstance(item, dict):
        return None
    for key in _ID_KEYS:
        value = item.get(key)
        if isinstance(value, str | int) and value != "":
            return key, value
    return None


def identities(items: Sequence[Any]) -> list[Hashable] | None:
    """What tells the items apart; None when something has none or two share one."""
    found = [identity_of(item) for item in items]
    if None in found or len(set(found)) != len(found):
        return None
    return list(found)


def anchors(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places in rising order where what occurs once on both sides meets (patience method)."""
    places = _places_of_single(right)
    singles = _places_of_single(left)
    met = [(place, places[key]) for key, place in singles.items() if key in places]
    met.sort()
    return _longest_rising(met)


def _by_key(left: list[Hashable], right: list[Hashable], *, is_order_ignored: bool) -> list[Pair]:
    places = {key: place for place, key in enumerate(right)}
    known = set(left)
    if is_order_ignored:
        pairs: list[Pair] = [(place, places.get(key)) for place, key in enumerate(left)]
        return [*pairs, *((None, place) for place, key in enumerate(right) if key not in known)]
    return _between(anchors(left, right), len(left), len(right))


def _between(met: list[tuple[int, int]], left_count: int, right_count: int) -> list[Pair]:
    """The pairs that met, and between them what stands alone: left ones first."""
    pairs: list[Pair] = []
    left_at = right_at = 0
    for left_place, right_place in [*met, (left_count, right_count)]:
        pairs += [(place, None) for place in range(left_at, left_place)]
        pairs += [(None, place) for place in range(right_at, right_place)]
        if left_place < left_count and right_place < right_count:
            pairs.append((left_place, right_place))
        left_at, right_at = left_place + 1, right_place + 1
    return pairs


def _by_place(left: list[bytes], right: list[bytes]) -> list[Pair]:
    """Equal ones meet; what lies between two meetings is paired one by one."""
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    left_end, right_end = len(left) - tail, len(right) - tail
    met = anchors(left[head:left_end], right[head:right_end])
    pairs: list[Pair] = [(place, place) for place in range(head)]
    left_at = right_at = head
    for left_place, right_place in [*((a + head, b + head) for a, b in met), (left_end, right_end)]:
        pairs += _zipped(range(left_at, left_place), range(right_at, right_place))
        if left_place < left_end and right_place < right_end:
            pairs.append((left_place, right_place))
        left_at, right_at = left_place + 1, right_place + 1
    return [*pairs, *zip(range(left_end, len(left)), range(right_end, len(right)), strict=True)]


def _zipped(left: range, right: range) -> list[Pair]:
    count = min(len(left), len(right))
    pairs: list[Pair] = list(zip(left[:count], right[:count], strict=True))
    pairs += [(place, None) for place in left[count:]]
    return pairs + [(None, place) for place in right[count:]]


def _as_bags(left: list[bytes], right: list[bytes]) -> list[Pair]:
    """Equal ones meet wherever they stand; the others are paired one by one."""
    places: dict[bytes, list[int]] = {}
    for place in range(len(right) - 1, -1, -1):
        places.setdefault(right[place], []).append(place)
    met: dict[int, int] = {}
    for place, key in enumerate(left):
        if places.get(key):
            met[place] = places[key].pop()
    taken = set(met.values())
    rest = iter([place for place in range(len(right)) if place not in taken])
    pairs: list[Pair] = []
    for place in range(len(left)):
        pairs.append((place, met[place] if place in met else next(rest, None)))
    return [*pairs, *((None, place) for place in rest)]


def _places_of_single(keys: Sequence[Hashable]) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    for place, key in enumerate(keys):
        places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def _longest_rising(met: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, sorted by the first place, in which the second rises too."""
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(met):
        height = bisect_left(tops, place)
        before.append(top_index[height - 1] if height else -1)
        if height == len(tops):
            tops.append(place)
            top_index.append(index)
        else:
            tops[height], top_index[height] = place, index
    run: list[tuple[int, int]] = []
    index = top_index[-1] if top_index else -1
    while index >= 0:
        run.append(met[index])
        index = before[index]
    return run[::-1]
