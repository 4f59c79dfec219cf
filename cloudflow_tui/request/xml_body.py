"""XML text of a body, written for people: two blanks a level, types as attributes.

    {"user": {"login": "ann", "role_ids": [2], "vip": true, "note": null}}
    <user>
      <login>ann</login>
      <role_ids type="array">
        <role_id type="integer">2</role_id>
      </role_ids>
      <vip type="boolean">true</vip>
      <note nil="true"/>
    </user>

Text carries no type unless a reader would take it for something else; then type="string". An empty object
has type="hash", as has one where a list is declared. A key that cannot name an element, such as a number,
stands as `<item key="105">`; the API documents no form for it. An object wrapped in its own name within a
list of that name is written once, as servers do: `<additional_fields type="array"><additional_field><name>…`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from cloudflow_tui.request.shape import FREE, Node
from cloudflow_tui.request.values import Value
from cloudflow_tui.request.xml_types import untyped_value

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
ITEM: Final = "item"
ELEMENT_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML text can hold, not even escaped."""
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_SINGULARS: Final = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", ""))
_NOT_PLURAL: Final = ("ss", "us", "is")


def write_xml(name: str, value: Value, node: Node) -> str:
    """The XML document whose root element holds the value.

    Args:
        name: The root element.
        node: What the catalog declares of the value; FREE when it declares nothing.
    """
    return DECLARATION + "\n" + "\n".join(_element(name, value, node, 0))


def singular(word: str) -> str:
    """The element for one value of a list of this name; `item` where the name is no plural."""
    if word.endswith(_NOT_PLURAL):
        return ITEM
    for ending, replacement in _SINGULARS:
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending) + replacement
    return ITEM


def wrapper_of(name: str, node: Node) -> str:
    """The key that wraps every value of this list in its own name; "" when nothing does."""
    one = singular(name)
    item = node.item
    return one if item is not None and item.any_child is None and list(item.children) == [one] else ""


def ordered(value: dict[str, Value], node: Node) -> list[tuple[str, Value]]:
    """Keys in the order of the catalog, then those it does not know in their own order."""
    last = FREE.rank
    ranked = ((getattr(node.below(key), "rank", last), key, inner) for key, inner in value.items())
    return [(key, inner) for _, key, inner in sorted(ranked, key=lambda one: one[0])]


def escaped(text: str) -> str:
    """The text for an element or attribute; what XML cannot hold becomes a reference all the same."""
    text = re.sub(r'[&<>"\r]', lambda found: _ESCAPES[found[0]], text)
    return ILLEGAL.sub(lambda found: f"&#{ord(found[0])};", text)


def _element(name: str, value: Value, node: Node, level: int) -> list[str]:
    margin = "  " * level
    opening, closing = _tags(name)
    if value is None:
        return [f'{margin}<{opening} nil="true"/>']
    if isinstance(value, dict):
        if not value:
            return [f'{margin}<{opening} type="hash"/>']
        typed = ' type="hash"' if node.is_list else ""
        inner = [
            line
            for key, one in ordered(value, node)
            for line in _element(key, one, node.below(key) or FREE, level + 1)
        ]
        return [f"{margin}<{opening}{typed}>", *inner, f"{margin}</{closing}>"]
    if isinstance(value, list):
        if not value:
            return [f'{margin}<{opening} type="array"/>']
        inner = [line for one in value for line in _item(name, one, node, level + 1)]
        return [f'{margin}<{opening} type="array">', *inner, f"{margin}</{closing}>"]
    kind, text = _scalar(value, node)
    typed = f' type="{kind}"' if kind else ""
    return [f"{margin}<{opening}{typed}>{escaped(text)}</{closing}>"]


def _item(list_name: str, value: Value, node: Node, level: int) -> list[str]:
    item = node.item or FREE
    wrapper = wrapper_of(list_name, node)
    if not wrapper:
        return _element(singular(list_name), value, item, level)
    if isinstance(value, dict) and list(value) == [wrapper] and isinstance(value[wrapper], dict):
        return _element(wrapper, value[wrapper], item.children[wrapper], level)
    return _element(ITEM, value, item, level)


def _tags(name: str) -> tuple[str, str]:
    """What stands in the opening and in the closing tag."""
    if ELEMENT_NAME.fullmatch(name):
        return name, name
    escaped_name = escaped(name).replace("\n", "&#10;").replace("\t", "&#9;")
    return f'{ITEM} key="{escaped_name}"', ITEM


def _scalar(value: bool | int | float | Decimal | str, node: Node) -> tuple[str, str]:
    """(type, text) of a value."""
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, int):
        return "integer", str(value)
    if isinstance(value, float):
        return "decimal", repr(value)
    if isinstance(value, Decimal):
        return "decimal", str(value)
    return ("" if untyped_value(value, node) == value else "string"), value
