"""A body read back into the values of a draft, from JSON or XML.

Tolerant as servers are: the root may be missing or be another one, XML may lack its types. What was read with
tolerance is told in notes. Unknown keys stay in the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.comments import comments_of
from cloudflow_tui.request.encode import BARE_ROOT, top_node
from cloudflow_tui.request.json_body import read_json
from cloudflow_tui.request.shape import FREE, Node, Shape

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request.comments import Comments
    from cloudflow_tui.request.values import Value


@dataclass(frozen=True, slots=True)
class DecodedBody:
    """What a body says."""

    values: dict[str, Value]
    """By key, without the root; nested ones as lists and objects."""
    notes: tuple[str, ...] = ()
    """What was read with tolerance or ignored, a sentence each."""
    unknown: tuple[str, ...] = ()
    """Names of values that the catalog does not know."""
    comments: Comments = ()
    """Of XML."""


def decode_body(endpoint: Endpoint, text: str, format: Format) -> DecodedBody:
    """The values of a body of this endpoint.

    Raises:
        BodySyntaxError: Not well formed, or no object; with line and column.
    """
    return decode_values(Shape(endpoint), text, format)


def decode_values(shape: Shape, text: str, format: Format) -> DecodedBody:
    """As `decode_body`, for a shape at hand."""
    notes: list[str] = []
    if not text.strip():
        return DecodedBody({})
    values = _from_xml(shape, text, notes) if format == "xml" else _from_json(shape, text, notes)
    comments = comments_of(text) if format == "xml" else ()
    return DecodedBody(values, tuple(notes), tuple(unknown_names(shape, values)), comments)


def unknown_names(shape: Shape, values: dict[str, Value]) -> list[str]:
    """Names of body values that the catalog does not declare, outermost first."""
    found: list[str] = []

    def look(value: Value, node: Node, path: tuple[str | int, ...]) -> None:
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, one in inner:
            below = node.below(step)
            if below is not None:
                look(one, below, (*path, step))
            elif isinstance(step, str):
                found.append(shape.name_of("body", (*path, step)))

    look(values, shape.trees["body"], ())
    return found


def _from_json(shape: Shape, text: str, notes: list[str]) -> dict[str, Value]:
    value, odd = read_json(text)
    notes.extend(odd)
    if not isinstance(value, dict):
        kind = "list" if isinstance(value, list) else "single value"
        raise BodySyntaxError(
            f"The body is a {kind}; calls take an object", line=1, column=1, advice="Write { … } around it."
        )
    return _without_root(shape, value, notes)


def _from_xml(shape: Shape, text: str, notes: list[str]) -> dict[str, Value]:
    from cloudflow_tui.request.xml_reader import known_key, members, read_xml, value_of

    element = read_xml(text)
    top, root = top_node(shape), shape.endpoint.root
    name = known_key(element.key, top)
    if name == BARE_ROOT and name not in top.children:
        return _without_root(shape, members(element.children, top, notes), notes)
    if name == root and (element.children or not element.text.strip()):
        return members(element.children, shape.trees["body"], notes)
    if name != root and name in top.children:
        return {name: value_of(element, top.children[name], notes)}
    body = shape.trees["body"]
    bare_key = known_key(element.key, body)
    if bare_key in body.children:
        _note_missing_root(shape, notes)
        return {bare_key: value_of(element, body.children[bare_key], notes)}
    if element.children:
        notes.append(_other_root(shape, name))
        return members(element.children, body, notes)
    return {name: value_of(element, FREE, notes)}


def _without_root(shape: Shape, top: dict[str, Value], notes: list[str]) -> dict[str, Value]:
    """The values of a body, whatever stands around them."""
    root, body = shape.endpoint.root, shape.trees["body"]
    inside = top.get(root) if root else None
    if root and isinstance(inside, dict):
        beside = {key: value for key, value in top.items() if key != root}
        known_beside = top_node(shape).children
        for key in beside:
            if key not in known_beside:
                notes.append(f"{key!r} stands beside {root!r}; the call takes it inside.")
        return {**beside, **inside}
    if len(top) == 1:
        [(name, only)] = top.items()
        if isinstance(only, dict) and name not in body.children and _is_known(only, body):
            notes.append(_other_root(shape, name))
            return only
    if root and top and not top.keys() <= top_node(shape).children.keys():
        _note_missing_root(shape, notes)
    return top


def _is_known(values: dict[str, Value], node: Node) -> bool:
    """Whether these are values of this node, rather than of something else."""
    return bool(values) and all(node.below(key) is not None for key in values)


def _note_missing_root(shape: Shape, notes: list[str]) -> None:
    if shape.endpoint.root:
        notes.append(f"The root element {shape.endpoint.root!r} is missing.")


def _other_root(shape: Shape, name: str) -> str:
    root = shape.endpoint.root
    if not root:
        return f"The body is wrapped in {name!r}; the call takes none."
    return f"The root element is {name!r}; the call takes {root!r}."
