"""Text of a form field or of `name=value` made into the value of a parameter, and back.

Text that cannot be converted stays text; `validate` says what is wrong with it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from cloudflow_tui.catalog.models import UNSET, Unset
from cloudflow_tui.request.values import NUMBER, WHOLE_NUMBER, Value, fraction, number

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter
    from cloudflow_tui.request.shape import Node

BOOLEANS: Final = {
    "true": True, "1": True, "on": True, "yes": True,
    "false": False, "0": False, "off": False, "no": False,
}  # fmt: skip
_PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")


def from_text(node: Node, text: str) -> Value | Unset:
    """The value that this text means at this node.

    Empty text is the empty value of the type: "" for text, [] for a list, else null. The word `null` is null
    where text is not wanted.

    Returns:
        UNSET for a flag that is switched off.
    """
    if node.list_parameter is not None and not node.has_members:
        return item_from_text(node.list_parameter, text)
    if node.is_list:
        return _list_from_text(node, text)
    if node.parameter is None:
        return _json_or_text(text, dict) if node.has_members else text
    return scalar_from_text(node.parameter, text)


def scalar_from_text(parameter: Parameter, text: str) -> Value | Unset:
    """The value of a parameter that is no list."""
    if parameter.is_flag:
        return UNSET if BOOLEANS.get(text.strip().lower()) is False else ""
    if parameter.type == "string":
        return text
    stripped = text.strip()
    if stripped in ("", "null"):
        return None
    match parameter.type:
        case "integer":
            return int(stripped) if WHOLE_NUMBER.fullmatch(stripped) else text
        case "number":
            return _number_or_text(stripped) if NUMBER.fullmatch(stripped) else text
        case "boolean":
            return BOOLEANS.get(stripped.lower(), text)
        case "object":
            return _json_or_text(text, dict)
        case "date" | "datetime":
            return stripped
    return text


def _number_or_text(text: str) -> Value:
    try:
        return number(text)
    except ValueError:
        return text


def item_from_text(parameter: Parameter, text: str) -> Value:
    """One value of a list: whole numbers become numbers unless the examples of the list are text."""
    if has_text_items(parameter) or not _PLAIN_INTEGER.fullmatch(text):
        return text
    return int(text)


def has_text_items(parameter: Parameter) -> bool:
    """Whether the catalog shows text as the values of this list."""
    for shown in (parameter.example, parameter.default, list(parameter.enum)):
        values = shown if isinstance(shown, list | tuple) else [shown]
        if any(isinstance(one, str) for one in values):
            return True
    return False


def _list_from_text(node: Node, text: str) -> Value:
    stripped = text.strip()
    if stripped in ("", "null"):
        return None if stripped else []
    if stripped.startswith("["):
        return _json_or_text(text, list)
    if stripped.startswith("{"):
        value = _json_or_text(f"[{stripped}]", list)
        return value if isinstance(value, list) else text
    parts = [part.strip() for part in stripped.split(",")]
    parameter = node.parameter
    return [part if parameter is None else item_from_text(parameter, part) for part in parts]


def _json_or_text(text: str, kind: type[list[Value]] | type[dict[str, Value]]) -> Value:
    try:
        value = json.loads(text, parse_float=fraction, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, kind) else text


def _no_constant(name: str) -> Value:
    raise ValueError(name)


def to_text(node: Node, value: Value | Unset) -> str:
    """The value as a form field shows it; `from_text` of it gives the value back.

    Null of a text parameter shows as empty text, the one case that does not come back.
    """
    if isinstance(value, Unset):
        return ""
    if isinstance(value, str):
        return value
    if value is None:
        return "" if node.parameter is None or node.parameter.type == "string" else "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _list_to_text(node, value)
    if isinstance(value, dict):
        from cloudflow_tui.request.json_body import write_json

        return write_json(value, indent=0)
    return str(value)


def _list_to_text(node: Node, values: list[Value]) -> str:
    from cloudflow_tui.request.json_body import write_json

    plain = ", ".join(str(one) for one in values)
    is_simple = all(isinstance(one, str | int) and not isinstance(one, bool) for one in values)
    if is_simple and node.is_list and _list_from_text(node, plain) == values:
        return plain
    return write_json(values, indent=0)
