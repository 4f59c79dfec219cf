"""From method and path to a plan: fixed words beat placeholders, equal calls differ by what they bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cloudflow_tui.sandbox.reading import Given
from cloudflow_tui.sandbox.schema import Plan

PAGING = ("page", "per_page")


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    placeholder: _Node | None = None
    plans: dict[str, list[Plan]] = field(default_factory=dict)
    """By method."""


@dataclass(frozen=True, slots=True)
class Route:
    """Plans that share a call, and what its placeholders stand for."""

    plans: tuple[Plan, ...]
    ids: tuple[str, ...]


class Router:
    """All calls of a catalog."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._root = _Node()
        for plan in plans:
            node = self._root
            for part in plan.endpoint.path.strip("/").split("/"):
                if part.startswith(":"):
                    node.placeholder = node.placeholder or _Node()
                    node = node.placeholder
                else:
                    node = node.words.setdefault(part, _Node())
            node.plans.setdefault(plan.endpoint.method, []).append(plan)

    def find(self, method: str, parts: tuple[str, ...]) -> Route | None:
        """The plans of a call, None when the catalog has no such call."""
        return _find(self._root, method, parts, ())


def _find(node: _Node, method: str, parts: tuple[str, ...], ids: tuple[str, ...]) -> Route | None:
    if not parts:
        plans = node.plans.get(method)
        return Route(tuple(plans), ids) if plans else None
    word = node.words.get(parts[0])
    if word is not None:
        found = _find(word, method, parts[1:], ids)
        if found is not None:
            return found
    if node.placeholder is not None:
        return _find(node.placeholder, method, parts[1:], (*ids, parts[0]))
    return None


def choose(plans: tuple[Plan, ...], given: Given) -> Plan:
    """The plan that what was given fits best; the first of the catalog when nothing tells them apart.

    A plan whose required parameters are all there wins over one that lacks some. When all lack some, a
    wrong value says more than a missing one, and the order of the catalog decides the rest.
    """
    if len(plans) == 1:
        return plans[0]
    names = given.names
    satisfied = [plan for plan in plans if not _missing(plan, names)]
    return max(satisfied or plans, key=lambda plan: _fitness(plan, given, names))


def _missing(plan: Plan, names: frozenset[str]) -> int:
    wanted = [parameter.name for parameter in plan.endpoint.required if parameter.place != "path"]
    return sum(name not in names and _word(name) not in names for name in wanted)


def _fitness(plan: Plan, given: Given, names: frozenset[str]) -> tuple[int, int]:
    """Grows with fitness; equal ones keep the order of the catalog."""
    endpoint = plan.endpoint
    known = {_word(parameter.name) for parameter in endpoint.parameters} | {endpoint.root, *PAGING}
    known.update(parameter.name for parameter in endpoint.parameters_in("query"))
    unexplained = sum(name not in known for name in names)
    body = given.body if isinstance(given.body, dict) else {}
    has_root = int(bool(endpoint.root) and endpoint.root in body)
    enums = sum(
        _agrees(parameter.enum, parameter.name, given) for parameter in endpoint.parameters if parameter.enum
    )
    filled = sum(
        _word(parameter.name) in names for parameter in endpoint.required if parameter.place != "path"
    )
    return 3 * enums + has_root - unexplained, filled if not _missing(plan, names) else 0


def _agrees(enum: tuple[object, ...], name: str, given: Given) -> int:
    """1 when the value given is one of these, -1 when it is another, 0 when there is none."""
    sources = [given.query, given.body]
    if isinstance(given.body, dict):
        sources += [inner for inner in given.body.values() if isinstance(inner, dict)]
    for data in sources:
        if isinstance(data, dict) and name in data:
            return 1 if str(data[name]) in map(str, enum) else -1
    return 0


def _word(name: str) -> str:
    return name.split(".")[0].removesuffix("[]")
