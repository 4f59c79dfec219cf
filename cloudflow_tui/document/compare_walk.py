"""Walks two trees of values at once and writes down what differs and how both look side by side."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from cloudflow_tui.document.compare_data import (
    INDENT,
    encoded,
    is_same_scalar,
    scalar_text,
    value_lines,
)
from cloudflow_tui.document.compare_lists import identity_of, pair_items
from cloudflow_tui.document.compare_models import Change, ChangeKind, CompareOptions
from cloudflow_tui.document.compare_rows import RowKind, RowWriter, SideBySide

_PLAIN_KEY: Final = re.compile(r"[\w@#-]+")
_MAX_DEPTH: Final = 150
"""Below that a value is compared as a whole."""

_TOLD_ITEMS: Final = 1000

Compared = tuple[tuple[Change, ...], SideBySide, tuple[str, ...]]


def compare_values(old: Any, new: Any, options: CompareOptions, *, is_lenient: bool = False) -> Compared:
    """Changes, rows, and the names of what differs and was left out."""
    walk = _Walk(options, is_lenient)
    walk.both(old, new, _Place("", 0, "", "", "", is_ignored=False))
    return tuple(walk.changes), walk.out.rows(), tuple(sorted(walk.ignored))


class _Place:
    """Where a value stands: its path, its depth, and what is written before and behind it."""

    __slots__ = ("depth", "head", "is_ignored", "left_comma", "name", "path", "right_comma")

    def __init__(
        self,
        path: str,
        depth: int,
        head: str,
        left_comma: str,
        right_comma: str,
        *,
        is_ignored: bool,
        name: str = "",
    ) -> None:
        self.name = name
        """Of a member, its key."""
        self.path = path
        self.depth = depth
        self.head = head
        """Indentation, and the key of a member."""
        self.left_comma = left_comma
        self.right_comma = right_comma
        self.is_ignored = is_ignored
        """Within an attribute that does not count."""


class _Walk:
    def __init__(self, options: CompareOptions, is_lenient: bool) -> None:
        self.changes: list[Change] = []
        self.out = RowWriter()
        self.ignored: set[str] = set()
        self._options = options
        self._names = frozenset(options.ignored_names)
        self._sets = frozenset(options.set_names)
        self._is_lenient = is_lenient
        self._is_told = False
        """A list tells already how far it is."""

    def both(self, old: Any, new: Any, place: _Place) -> None:
        self._options.go_on()
        if _is_scalar(old) and _is_scalar(new):
            self._scalars(old, new, place)
        elif encoded(old) == encoded(new):
            self._same(old, place)
        elif isinstance(old, dict) and isinstance(new, dict) and place.depth < _MAX_DEPTH:
            self._members(old, new, place)
        elif isinstance(old, list) and isinstance(new, list) and place.depth < _MAX_DEPTH:
            self._items(old, new, place)
        else:
            self._changed(old, new, place)

    def _scalars(self, old: Any, new: Any, place: _Place) -> None:
        kind: RowKind = "same"
        is_one = type(old) is type(new) and old == new
        if not is_one and not is_same_scalar(old, new, is_lenient=self._is_lenient):
            kind = self._note("changed", place, old, new)
        left = f"{place.head}{scalar_text(old)}{place.left_comma}"
        right = f"{place.head}{scalar_text(new)}{place.right_comma}"
        self.out.pair(kind, left, right)

    def _members(self, old: dict[str, Any], new: dict[str, Any], place: _Place) -> None:
        self._pair("same", "{", "{", place, has_comma=False)
        # Keys of the right alone stand where the right has them: behind the key before them.
        behind: dict[str | None, list[str]] = {}
        before: str | None = None
        for key in new:
            if key in old:
                before = key
            else:
                behind.setdefault(before, []).append(key)
        order = [*behind.get(None, [])]
        for key in old:
            order.append(key)
            order += behind.get(key, [])
        # Commas follow what is shown: only the last member of each side has none.
        last_old = next((key for key in reversed(order) if key in old), None)
        last_new = next((key for key in reversed(order) if key in new), None)
        for key in order:
            inner = self._inner(place, key, "" if key == last_old else ",", "" if key == last_new else ",")
            if key not in new:
                self._alone("removed", old[key], inner)
            elif key not in old:
                self._alone("added", new[key], inner)
            else:
                self.both(old[key], new[key], inner)
        self._pair("same", "}", "}", _closing(place))

    def _items(self, old: list[Any], new: list[Any], place: _Place) -> None:
        is_set = self._options.is_order_ignored or place.name in self._sets
        pairs, has_ids = pair_items(old, new, is_order_ignored=is_set)
        moved = _moved(old, new) if has_ids and not is_set else {}
        self._pair("same", "[", "[", place, has_comma=False)
        last_left = max((index for index, (left, _) in enumerate(pairs) if left is not None), default=-1)
        last_right = max((index for index, (_, right) in enumerate(pairs) if right is not None), default=-1)
        tells = not self._is_told and len(pairs) >= _TOLD_ITEMS
        self._is_told = self._is_told or tells
        for index, (left, right) in enumerate(pairs):
            if tells and index % (len(pairs) // 100) == 0:
                self._options.say(f"{index * 100 // len(pairs)} % compared")
            item = new[right] if left is None and right is not None else old[left or 0]
            path = place.path + _step(item, left if left is not None else right or 0, has_ids=has_ids)
            inner = _Place(
                path,
                place.depth + 1,
                " " * INDENT * (place.depth + 1),
                "" if index == last_left else ",",
                "" if index == last_right else ",",
                is_ignored=place.is_ignored,
            )
            if left is not None and right is not None:
                self.both(old[left], new[right], inner)
            elif left is not None and left in moved:
                self._moved(old[left], new[moved[left]], left, moved[left], inner)
            elif left is not None:
                self._alone("removed", old[left], inner)
            elif right is not None and right in moved.values():
                self.out.write("moved", (), _laid_out(new[right], inner.head, inner.right_comma))
            elif right is not None:
                self._alone("added", new[right], inner)
        self._pair("same", "]", "]", _closing(place))

    def _moved(self, old: Any, new: Any, left: int, right: int, place: _Place) -> None:
        """An item at another place: told once, with what else became of it."""
        self.out.write("moved", _laid_out(old, place.head, place.left_comma), ())
        if not place.is_ignored:
            self.changes.append(Change(place.path, "moved", left, right))
        if encoded(old) == encoded(new):
            return
        inner = _Walk(self._options, self._is_lenient)
        inner.both(old, new, place)
        self.changes += inner.changes
        self.ignored |= inner.ignored

    def _inner(self, place: _Place, key: str, left_comma: str, right_comma: str) -> _Place:
        if _is_plain(key):
            path = f"{place.path}.{key}" if place.path else key
        else:
            path = f"{place.path}[{scalar_text(key)}]"
        depth = place.depth + 1
        head = f"{' ' * INDENT * depth}{scalar_text(key)}: "
        is_ignored = place.is_ignored or key in self._names
        return _Place(path, depth, head, left_comma, right_comma, is_ignored=is_ignored, name=key)

    def _note(self, kind: ChangeKind, place: _Place, old: Any, new: Any) -> RowKind:
        if not place.is_ignored:
            self.changes.append(Change(place.path, kind, old, new))
            return kind
        parts = re.split(r"[.\[\]]", place.path)
        self.ignored |= {part for part in parts if part in self._names}
        return "ignored"

    def _same(self, value: Any, place: _Place) -> None:
        left = _laid_out(value, place.head, place.left_comma)
        right = left
        if place.left_comma != place.right_comma:
            right = [*left[:-1], _laid_out_last(left[-1], place)]
        self.out.write("same", left, right)

    def _changed(self, old: Any, new: Any, place: _Place) -> None:
        kind = self._note("changed", place, old, new)
        left = _laid_out(old, place.head, place.left_comma)
        right = _laid_out(new, place.head, place.right_comma)
        self.out.write(kind, left, right)

    def _alone(self, kind: ChangeKind, value: Any, place: _Place) -> None:
        if kind == "removed":
            lines = _laid_out(value, place.head, place.left_comma)
            self.out.write(self._note(kind, place, value, None), lines, ())
        else:
            lines = _laid_out(value, place.head, place.right_comma)
            self.out.write(self._note(kind, place, None, value), (), lines)

    def _pair(self, kind: RowKind, left: str, right: str, place: _Place, *, has_comma: bool = True) -> None:
        left_end, right_end = (place.left_comma, place.right_comma) if has_comma else ("", "")
        self.out.pair(kind, f"{place.head}{left}{left_end}", f"{place.head}{right}{right_end}")


@lru_cache(maxsize=4096)
def _is_plain(key: str) -> bool:
    return _PLAIN_KEY.fullmatch(key) is not None


def _laid_out(value: Any, head: str, comma: str) -> list[str]:
    lines = value_lines(value)
    pad = " " * (len(head) - len(head.lstrip(" ")))
    laid_out = [head + lines[0], *[pad + line for line in lines[1:]]]
    laid_out[-1] += comma
    return laid_out


def _laid_out_last(line: str, place: _Place) -> str:
    return line.removesuffix(place.left_comma) + place.right_comma if place.left_comma else line + ","


def _closing(place: _Place) -> _Place:
    return _Place(
        place.path,
        place.depth,
        " " * INDENT * place.depth,
        place.left_comma,
        place.right_comma,
        is_ignored=place.is_ignored,
    )


def _step(item: Any, position: int, *, has_ids: bool) -> str:
    identity = identity_of(item) if has_ids else None
    if identity is None:
        return f"[{position}]"
    return f"[{identity[0]}={identity[1]}]"


def _moved(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Places of the items that are on both sides."""
    places = {identity_of(item): place for place, item in enumerate(new)}
    found = ((place, places.get(identity_of(item))) for place, item in enumerate(old))
    return {left: right for left, right in found if right is not None}


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)
