"""Values within nested lists and objects, reached by concrete steps. Changes the tree it is given."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import UNSET, Unset
from cloudflow_tui.errors import BuildError
from cloudflow_tui.request.values import MAX_INDEX, Value

if TYPE_CHECKING:
    from cloudflow_tui.request.shape import Path


def take(tree: dict[str, Value], path: Path) -> Value | Unset:
    """The value itself, not a copy; UNSET when a step leads nowhere."""
    value: Value = tree
    for step in path:
        if isinstance(value, dict) and str(step) in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return UNSET
    return value


def put(tree: dict[str, Value], path: Path, value: Value, name: str) -> None:
    """Put a value in; what is missing on the way is made, what is no list or object on the way is replaced.

    A list is filled up with empty objects or null as far as the index needs it.

    Args:
        name: The parameter, for the error.

    Raises:
        BuildError: An index beyond MAX_INDEX.
    """
    if any(isinstance(step, int) and step > MAX_INDEX for step in path):
        raise BuildError(
            f"The index in {name!r} is beyond {MAX_INDEX}.", advice="Count from 0.", parameter=name
        )
    holder: dict[str, Value] | list[Value] = tree
    for step, following in pairwise(path):
        inner = _at(holder, step)
        made: dict[str, Value] | list[Value] = [] if isinstance(following, int) else {}
        if isinstance(inner, dict) or (isinstance(inner, list) and isinstance(following, int)):
            made = inner
        _store(holder, step, made, filler={})
        holder = made
    _store(holder, path[-1], value, filler=None)


def _at(holder: dict[str, Value] | list[Value], step: str | int) -> Value:
    if isinstance(holder, dict):
        return holder.get(str(step))
    return holder[step] if isinstance(step, int) and step < len(holder) else None


def _store(
    holder: dict[str, Value] | list[Value], step: str | int, value: Value, filler: dict[str, Value] | None
) -> None:
    if isinstance(holder, dict):
        holder[str(step)] = value
    elif isinstance(step, int):
        while len(holder) <= step:
            holder.append(None if filler is None else dict(filler))
        holder[step] = value


def take_out(tree: dict[str, Value], path: Path) -> bool:
    """Take a value out, with the objects and the ends of lists that become empty by it.

    Returns:
        Whether it was there.
    """
    holders: list[dict[str, Value] | list[Value]] = []
    value: Value = tree
    for step in path:
        inner = take({"": value}, ("", step))
        if isinstance(inner, Unset) or not isinstance(value, dict | list):
            return False
        holders.append(value)
        value = inner
    for holder, step in zip(reversed(holders), reversed(path), strict=True):
        _remove(holder, step)
        if holder:
            break
    return True


def _remove(holder: dict[str, Value] | list[Value], step: str | int) -> None:
    if isinstance(holder, dict):
        del holder[str(step)]
    elif isinstance(step, int):
        del holder[step]
