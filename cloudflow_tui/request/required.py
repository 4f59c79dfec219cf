"""Which required parameters count for a draft, and which of them are filled.

A required member of an optional group counts only when the group is begun: `conditions.N.subject` once there
are conditions, `sources[].target_type` once for every source. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.catalog.models import UNSET, Unset
from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.names import Step, parse_name
from cloudflow_tui.request.shape import ANY_KEY, Node, Path
from cloudflow_tui.request.tree import take
from cloudflow_tui.request.values import Value, is_empty

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter, Place
    from cloudflow_tui.request.draft import Draft


MOST_JUDGED: Final = 1_000_000
"""Characters of a raw body above which it is not read: that would hold up every key."""


def is_judged(draft: Draft) -> bool:
    """Whether the body is read and judged before it is sent."""
    return draft.raw_body is None or len(draft.raw_body) <= MOST_JUDGED


@dataclass(frozen=True, slots=True)
class RequiredValue:
    """A required parameter at one place of a draft."""

    place: Place
    name: str
    """With indexes where a list has several: `sources[1].target_type`."""
    path: Path
    parameter: Parameter
    is_filled: bool


def required_values(draft: Draft) -> list[RequiredValue]:
    """The required parameters that count for this draft, in the order of the catalog.

    Of a raw body its own values count; one that cannot be read fills nothing.
    """
    found: list[RequiredValue] = []
    trees: dict[Place, dict[str, Value]] = {}
    for parameter in draft.endpoint.parameters:
        if not parameter.is_required or parameter.is_read_only:
            continue
        place = parameter.place
        if place == "body" and not is_judged(draft):
            continue
        values = trees.setdefault(place, sent_values(draft, place))
        for path in _paths(draft.shape.trees[place], values, parse_name(parameter.name), ()):
            name = draft.shape.name_of(place, path)
            is_filled = _is_filled(parameter, take(values, path))
            found.append(RequiredValue(place, name, path, parameter, is_filled))
    return found


def sent_values(draft: Draft, place: Place) -> dict[str, Value]:
    """The values of a place as they are sent: of a raw body what stands in it, {} when it cannot be read."""
    if place != "body" or draft.raw_body is None:
        return draft.values(place)
    if not is_judged(draft):
        return {}
    from cloudflow_tui.request.decode import decode_values

    try:
        return decode_values(draft.shape, draft.raw_body, draft.format).values
    except BodySyntaxError:
        return {}


def may_be_empty(parameter: Parameter) -> bool:
    """Whether empty text is a value that the catalog shows or allows."""
    shown = (*parameter.enum, parameter.example, parameter.default)
    return parameter.is_flag or parameter.min_length == 0 or any(one == "" for one in shown)


def _is_filled(parameter: Parameter, value: Value | Unset) -> bool:
    if isinstance(value, Unset):
        return False
    if isinstance(value, str):
        return bool(value.strip()) or may_be_empty(parameter)
    return not is_empty(value)


def _paths(node: Node, value: Value | Unset, steps: tuple[Step, ...], path: Path) -> Iterator[Path]:
    """Where a required parameter is asked for, given what is set."""
    step, *rest = steps
    if step is None and not rest:
        yield path
        return
    for concrete, inner in _inner(node, value, step):
        below = node.below(concrete)
        if below is None:
            continue
        if not rest:
            yield (*path, concrete)
        elif rest == [None] or _is_asked_for(below, inner):
            yield from _paths(below, inner, tuple(rest), (*path, concrete))


def _inner(node: Node, value: Value | Unset, step: Step) -> list[tuple[str | int, Value | Unset]]:
    """The values that one step of a name stands for; the first, not set, when there is none."""
    if step is None or isinstance(step, int):
        items: list[tuple[str | int, Value | Unset]] = (
            list(enumerate(value)) if isinstance(value, list) else []
        )
        return items or [(0, UNSET)]
    members = value if isinstance(value, dict) else {}
    if step == ANY_KEY and step not in node.children:
        declared = node.children
        found = [(key, inner) for key, inner in members.items() if key not in declared]
        return [*found] or [("0", UNSET)]
    alike: list[tuple[str | int, Value | Unset]] = [
        (key, inner) for key, inner in members.items() if node.below(key) is node.children[step]
    ]
    return alike or [(step, UNSET)]


def _is_asked_for(node: Node, value: Value | Unset) -> bool:
    """Whether the members of a group count: it is begun, or nothing says that it may be left out."""
    if isinstance(value, dict | list) and value:
        return True
    if not isinstance(value, Unset | None) and not isinstance(value, dict | list):
        return False
    if isinstance(value, dict) and node.parameter is None:
        return True
    return isinstance(value, Unset) and (node.parameter is None or node.parameter.is_required)
