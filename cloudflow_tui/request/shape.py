"""How the parameters of an endpoint nest: one tree a place, made from their names.

A node is a value, a list or an object. Keys that the guide only shows as examples stand for any key of
their kind: `conditions.N.subject` for every key, `virtual_machines.virtual_machine_0` for every number.
Holds no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cloudflow_tui.request.names import Step, format_name, parse_name

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter, Place

ANY_KEY: Final = "N"
"""In a catalog name: an index that serves as the key of an object."""
PLACES: Final[tuple[Place, ...]] = ("path", "query", "body")
_NUMBERED = re.compile(r"(.*_)[0-9]+")

Path = tuple[str | int, ...]
"""Concrete steps: keys and indexes."""


@dataclass(slots=True, eq=False)
class Node:
    """A value, a list or an object; filled while the shape is made and not changed afterwards."""

    parameter: Parameter | None = None
    """None for a group that only its members show, and for what is below a list or free object."""
    list_parameter: Parameter | None = None
    """For the values of a list: the parameter that is the list."""
    children: dict[str, Node] = field(default_factory=dict)
    any_child: Node | None = None
    item: Node | None = None
    rank: int = 1_000_000
    """Place in the order of the catalog."""
    is_free: bool = False
    """Below it every name is right, because nothing is declared."""

    @property
    def is_list(self) -> bool:
        return self.item is not None

    @property
    def is_object(self) -> bool:
        if self.children or self.any_child is not None:
            return True
        return self.parameter is not None and self.parameter.type == "object"

    @property
    def has_members(self) -> bool:
        """Whether parameters are declared below it."""
        inner = self.item if self.item is not None else self
        return bool(inner.children) or inner.any_child is not None

    def below(self, step: Step) -> Node | None:
        """The node one step down; None when nothing of that name is declared and nothing is free."""
        if self.item is not None:
            return self.item if isinstance(step, int) else None
        if step is None:
            return None
        key = str(step)
        known = self.children.get(key) or self._numbered_like(key) or self.any_child
        return known or (FREE if self.is_free else None)

    def _numbered_like(self, key: str) -> Node | None:
        wanted = _NUMBERED.fullmatch(key)
        if wanted is None:
            return None
        for name, node in self.children.items():
            shown = _NUMBERED.fullmatch(name)
            if shown is not None and shown[1] == wanted[1] and node.children:
                return node
        return None


FREE: Final = Node(is_free=True)
"""The node of everything below a list or object of which nothing is declared."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name leads to."""

    place: Place
    path: Path
    node: Node


class Shape:
    """The trees of one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.trees: dict[Place, Node] = {place: Node() for place in PLACES}
        for rank, parameter in enumerate(endpoint.parameters):
            self._add(parameter, rank)
        for tree in self.trees.values():
            _set_free(tree)

    def _add(self, parameter: Parameter, rank: int) -> None:
        node = above = self.trees[parameter.place]
        for step in parse_name(parameter.name):
            above, node = node, _made(node, step)
            node.rank = min(node.rank, rank)
        if parameter.name.endswith("[]"):
            node.list_parameter, above.parameter = parameter, parameter
            return
        node.parameter = parameter
        if parameter.type == "array":
            node.item = node.item or Node(list_parameter=parameter, rank=rank)

    def spot(self, place: Place, steps: tuple[Step, ...]) -> Spot | None:
        """Where these steps lead to in this place; None when the catalog declares nothing there."""
        node = self.trees[place]
        path: list[str | int] = []
        for number, step in enumerate(steps):
            if step is None and number == len(steps) - 1 and (node.is_list or node.is_free):
                break
            concrete = _concrete(step, node)
            inner = node.below(concrete)
            if inner is None:
                return None
            path.append(concrete)
            node = inner
        return Spot(place, tuple(path), node)

    def name_of(self, place: Place, path: Path) -> str:
        """The name of a value: the catalog's own where its name stands for this path."""
        node: Node | None = self.trees[place]
        shown: list[Step] = []
        for step in path:
            if node is not None and node.any_child is not None and step == "0" and "0" not in node.children:
                shown.append(ANY_KEY)
            elif node is not None and node.is_list and step == 0 and node.has_members:
                shown.append(None)
            else:
                shown.append(step)
            node = None if node is None else node.below(step)
        if node is not None and node.is_list:
            shown.append(None)
        if node is not None and node.parameter is not None:
            declared = parse_name(node.parameter.name)
            if tuple(shown) == declared:
                return node.parameter.name
        return _bracketed(shown) if place == "query" else format_name(shown)

    def known_names(self, place: Place | None = None) -> list[str]:
        """Names of the parameters and of the groups they stand in."""
        names = [one.name for one in self.endpoint.parameters if place in (None, one.place)]
        groups = {name.split(".")[0] for name in names if "." in name}
        return names + [group for group in groups if group not in names]


def _made(node: Node, step: Step) -> Node:
    """The node one step below, made where it is not there yet."""
    if step is None or isinstance(step, int):
        node.item = node.item or Node()
        return node.item
    if step == ANY_KEY:
        node.any_child = node.any_child or Node()
        return node.any_child
    return node.children.setdefault(step, Node())


def _concrete(step: Step, node: Node) -> str | int:
    """The step as a key or an index, whichever the node has."""
    if node.is_list:
        if step is None:
            return 0
        return int(step) if isinstance(step, str) and step.isascii() and step.isdecimal() else step
    if node.is_free:
        return 0 if step is None else step
    if node.any_child is not None and step in (None, ANY_KEY) and ANY_KEY not in node.children:
        return "0"
    return "" if step is None else str(step)


def _bracketed(steps: list[Step]) -> str:
    """A name as query strings write it: `period[startdate]`."""
    first, *rest = steps
    return str(first) + "".join("[]" if step is None else f"[{step}]" for step in rest)


def _set_free(node: Node) -> None:
    """Mark the lists and objects of which no member is declared."""
    if node.item is not None:
        node.item.is_free = not node.item.children and node.item.item is None and node.item.any_child is None
    elif node.parameter is not None and node.parameter.type == "object" and not node.has_members:
        node.is_free = True
    for inner in _inner(node):
        _set_free(inner)


def _inner(node: Node) -> Iterator[Node]:
    yield from node.children.values()
    if node.any_child is not None:
        yield node.any_child
    if node.item is not None:
        yield node.item
