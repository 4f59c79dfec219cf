"""The body of a draft as text, JSON or XML, with the root element where the call has one.

    root "user"             {"user": {"login": "ann"}}     <user><login>ann</login></user>
    no root, one key        {"force": true}                <force type="boolean">true</force>
    no root, several keys   {"mode": "a", "force": true}   <hash><mode>a</mode><force …>
    keys beside the root    {"disk": {…}, "type": "x"}     <hash><disk>…</disk><type>x</type></hash>

XML needs one element around everything. Where a call has no root and one key, that key is the element; with
several the API documents no form, and `hash` is taken, as servers do in their answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cloudflow_tui.request.json_body import write_json
from cloudflow_tui.request.shape import FREE, Node, Shape
from cloudflow_tui.request.xml_body import ordered, write_xml

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.request.values import Value

BARE_ROOT: Final = "hash"


def encode_body(draft: Draft, format: Format | None = None) -> str:
    """The body as it is sent: the text of `raw_body` where it is set, else the values.

    Args:
        format: The format of the values; the draft's when None. A raw body is not converted.

    Returns:
        "" when there is no body.
    """
    if draft.raw_body is not None:
        return draft.raw_body
    text = encode_values(draft.shape, draft.values("body"), format or draft.format)
    if not draft.comments or (format or draft.format) != "xml":
        return text
    from cloudflow_tui.request.comments import with_comments

    return with_comments(text, draft.comments)


def encode_values(shape: Shape, values: dict[str, Value], format: Format) -> str:
    """The text of these body values; "" when there are none.

    Args:
        values: By key, without the root; nested ones as lists and objects.
    """
    if not values:
        return ""
    if format == "xml":
        return _xml(shape, values)
    return write_json(_sorted(_rooted(shape, values), top_node(shape)))


def is_bare_hash(shape: Shape, values: dict[str, Value]) -> bool:
    """Whether XML takes `hash` around these values, for which the API documents no form."""
    top = _rooted(shape, values)
    if not top:
        return False
    only = next(iter(top))
    return len(top) > 1 or not (only == shape.endpoint.root or only in shape.trees["body"].children)


def top_node(shape: Shape) -> Node:
    """The node of the whole body: the root element and what stands beside it, or the bare keys."""
    body, root = shape.trees["body"], shape.endpoint.root
    if not root:
        return body
    beside = {
        key: child
        for key, child in body.children.items()
        if child.parameter is not None and child.parameter.is_beside_root and key != root
    }
    return Node(children={**beside, root: body})


def _rooted(shape: Shape, values: dict[str, Value]) -> dict[str, Value]:
    root = shape.endpoint.root
    if not root:
        return values
    beside_keys = top_node(shape).children.keys() - {root}
    beside = {key: value for key, value in values.items() if key in beside_keys}
    inside = {key: value for key, value in values.items() if key not in beside_keys}
    return {root: inside, **beside} if inside else beside


def _sorted(value: Value, node: Node) -> Value:
    """The value with its keys in the order of the catalog."""
    if isinstance(value, dict):
        return {key: _sorted(inner, node.below(key) or FREE) for key, inner in ordered(value, node)}
    if isinstance(value, list):
        return [_sorted(inner, node.item or FREE) for inner in value]
    return value


def _xml(shape: Shape, values: dict[str, Value]) -> str:
    top, node = _rooted(shape, values), top_node(shape)
    if is_bare_hash(shape, values):
        return write_xml(BARE_ROOT, top, node)
    [(name, value)] = top.items()
    return write_xml(name, value, node.below(name) or FREE)
