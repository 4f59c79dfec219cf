"""What the text of an XML element means, by its type attribute or by the parameter it belongs to.

Rests on what servers and clients of the API write; unknown types are read as if there were none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cloudflow_tui.request.coerce import item_from_text
from cloudflow_tui.request.values import NUMBER, WHOLE_NUMBER, Value, fraction, number

if TYPE_CHECKING:
    from cloudflow_tui.request.shape import Node

_TEXT_TYPES: Final = ("string", "symbol", "datetime", "dateTime", "date", "time")
_FRACTION_TYPES: Final = ("decimal", "float", "double")
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def typed_value(kind: str, text: str, node: Node) -> Value:
    """The value of an element with this type attribute; text that does not fit the type stays text."""
    stripped = text.strip()
    try:
        if kind == "integer" and WHOLE_NUMBER.fullmatch(stripped):
            return int(stripped)
        if kind in _FRACTION_TYPES and NUMBER.fullmatch(stripped):
            return fraction(stripped)
    except ValueError:
        return text
    if kind == "boolean":
        return _BOOLEANS.get(stripped, text)
    if kind in _TEXT_TYPES or kind == "integer" or kind in _FRACTION_TYPES:
        return text
    return untyped_value(text, node)


def untyped_value(text: str, node: Node) -> Value:
    """The value of an element without type: by its parameter, else text.

    Empty text below a list or object is the empty list or object; blanks alone count as empty there.
    """
    if node.list_parameter is not None and not node.has_members:
        return item_from_text(node.list_parameter, text)
    if not text.strip():
        if node.is_list:
            return []
        if node.is_object or node.has_members:
            return {}
        return text
    if node.parameter is None or node.is_list:
        return text
    return _by_parameter(node.parameter.type, text)


def _by_parameter(kind: str, text: str) -> Value:
    stripped = text.strip()
    try:
        if kind == "integer" and WHOLE_NUMBER.fullmatch(stripped):
            return int(stripped)
        if kind == "number" and NUMBER.fullmatch(stripped):
            return number(stripped)
    except ValueError:
        return text
    if kind == "boolean":
        return _BOOLEANS.get(stripped, text)
    return text
