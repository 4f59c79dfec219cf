"""Drafts with values of every kind at every parameter, by chance."""

from __future__ import annotations

from random import Random

from cloudflow_tui.catalog.models import Endpoint, Parameter
from cloudflow_tui.request import Draft
from cloudflow_tui.request.shape import Node
from cloudflow_tui.request.values import Value

TEXTS = ("zaza", "", " two  words ", "<b>&amp;\"'", "line\nbreak", "é€", "true", "7", "null", "{a: 1}", "]]>")
_ROUNDS = 2
"""Members that an object is tried for."""


def random_draft(endpoint: Endpoint, random: Random) -> Draft:
    """A draft of this endpoint whose body holds what chance gives."""
    draft = Draft(endpoint)
    tree = draft.shape.trees["body"]
    draft.load_values("body", _members(tree, random, often=0.5))
    return draft


def _members(node: Node, random: Random, *, often: float) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for key, below in node.children.items():
        if random.random() < often:
            made[key] = _value(below, random)
    if node.any_child is not None and random.random() < often:
        for number in range(random.choice((1, _ROUNDS))):
            made[str(number)] = _value(node.any_child, random)
    return made


def _value(node: Node, random: Random) -> Value:
    if node.item is not None:
        count = random.choice((0, 1, 1, 3))
        return [_item(node, node.item, random) for _ in range(count)]
    if node.children or node.any_child is not None:
        return _members(node, random, often=0.8)
    if node.parameter is None:
        return random.choice(TEXTS)
    if random.random() < 0.1:
        return None
    return _scalar(node.parameter, random)


def _item(node: Node, item: Node, random: Random) -> Value:
    if item.children or item.any_child is not None or item.item is not None:
        return _value(item, random)
    parameter = item.list_parameter or node.list_parameter
    return random.choice((1, 2, 40)) if parameter is None else _scalar_of_list(parameter, random)


def _scalar_of_list(parameter: Parameter, random: Random) -> Value:
    from cloudflow_tui.request.coerce import has_text_items

    return random.choice(("a", "1", "")) if has_text_items(parameter) else random.choice((0, 7, -3))


def _scalar(parameter: Parameter, random: Random) -> Value:
    match parameter.type:
        case "integer":
            return random.choice((0, 1, -5, 10**20))
        case "number":
            return random.choice((0.5, 2, -1.25))
        case "boolean":
            return random.choice((True, False))
        case "date":
            return "2026-03-01"
        case "datetime":
            return "2026-03-01 09:15:00"
        case "object":
            objects: tuple[Value, ...] = ({}, {"a": 1, "b": {"c": [True, None, "x"]}}, {"1": "x y"})
            return random.choice(objects)
        case _:
            return random.choice(TEXTS)
