"""Error bodies in JSON and XML as one kind of tree, and the complaints found in it.

A tree is text, None, a list, or Members (names with values, order and repeats kept). Numbers stay the text
they were. XML is read by expat: no entity is expanded, nothing is fetched, what came before a fault is kept.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn
from xml.parsers import expat

from cloudflow_tui.diagnosis.models import ErrorForm

MAX_DEPTH = 12
MAX_XML_DEPTH = 64
MAX_COMPLAINTS = 2000

_ERROR_KEYS = frozenset({"errors", "error"})
_MESSAGE_KEYS = ("message", "msg", "detail", "error_description", "description", "reason", "text", "title")
_FIELD_KEYS = ("field", "attribute", "parameter", "param", "property", "on")
_WHOLE = frozenset({"base", ""})
_LIST_PARENTS = frozenset({"errors", "error", "messages"})
_ITEM_NAMES = frozenset({"error", "message", "item", "value", "errors"})
Complaints = list[tuple[str, str]]
"""(field, message); "" for the whole object."""


class NotWellFormedError(Exception):
    """The text is not what its form asks for; says where. Never leaves this package."""


class Members(list[tuple[str, object]]):
    """The members of an object or element."""

    def first(self, names: tuple[str, ...]) -> str | None:
        """The first text under one of these names, tried in their order."""
        for wanted in names:
            for name, value in self:
                if name == wanted and isinstance(value, str):
                    return value
        return None


def parse_json(text: str) -> object:
    """JSON to a tree.

    Raises:
        NotWellFormedError: With line and column, or nested too deeply.
    """
    try:
        return json.loads(
            text, object_pairs_hook=Members, parse_int=str, parse_float=str, parse_constant=str, strict=False
        )
    except json.JSONDecodeError as error:
        raise NotWellFormedError(f"line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise NotWellFormedError("nested too deeply") from error


class _Element:
    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.text: list[str] = []
        self.children: list[_Element] = []


class _StoppedError(Exception):
    """Raised by a handler to leave expat."""


def parse_xml(text: str) -> tuple[object, str]:
    """XML to a tree with the root as its only member, and what is wrong with it ("" when nothing).

    Raises:
        NotWellFormedError: Not one element could be read.
    """
    top = _Element("", {})
    open_elements = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > MAX_XML_DEPTH:
            raise _StoppedError("nested too deeply")
        element = _Element(name.rpartition(":")[2], attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(name: str) -> None:
        open_elements.pop()

    def text_of(data: str) -> None:
        open_elements[-1].text.append(data)

    def entity(*_: object) -> NoReturn:
        raise _StoppedError("it declares entities, which are not expanded")

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text_of
    parser.EntityDeclHandler = entity
    trouble = where = ""
    try:
        parser.Parse(text.lstrip(" \t\r\n\0").encode("utf-8", "replace"), True)
    except _StoppedError as error:
        trouble = where = str(error)
    except expat.ExpatError as error:
        where = _fault_of_xml(text) or f"line {error.lineno}, column {error.offset + 1}"
        trouble = f"not well-formed XML ({where})"
    if not top.children:
        raise NotWellFormedError(where or "no element")
    root = top.children[0]
    return Members([(root.name, _value(root))]), trouble


def _fault_of_xml(text: str) -> str:
    """The place that is told beside the body as well; expat counts from behind a fault."""
    from cloudflow_tui.document.xml_pretty import pretty_xml

    found = re.search(r"line \d+, column \d+", pretty_xml(text.encode("utf-8", "replace")).note)
    return found[0] if found else ""


def _value(element: _Element) -> object:
    text = "".join(element.text).strip()
    if not element.children:
        field = next((element.attributes[key] for key in _FIELD_KEYS if key in element.attributes), "")
        if field:
            return Members([("field", field), ("message", text)])
        return text or None
    names = {child.name for child in element.children}
    if len(names) == 1 and _is_item(element, next(iter(names))):
        return [_value(child) for child in element.children]
    members = Members((child.name, _value(child)) for child in element.children)
    if text:
        members.append(("message", text))
    return members


def _is_item(parent: _Element, child: str) -> bool:
    """Whether children of this name are the items of a list, not fields."""
    is_list = parent.name in _LIST_PARENTS or parent.attributes.get("type") == "array"
    if is_list and child in _ITEM_NAMES:
        return True
    return child == parent.name or f"{child}s" == parent.name


def complaints_of(value: object, *, is_refusal: bool) -> tuple[ErrorForm, Complaints]:
    """The form of an error body and its complaints, in the order of the body."""
    found: Complaints = []
    if isinstance(value, Members):
        return _of_members(value, is_refusal, 0)
    if not is_refusal:
        return "other", []
    if isinstance(value, list):
        pairs = _pairs(value)
        if pairs is not None:
            return "map", pairs
        _collect(value, "", 0, found)
        return "list", found
    if isinstance(value, str):
        return "string", [("", value)] if value.strip() else []
    return "other", []


def _of_members(value: Members, is_refusal: bool, depth: int) -> tuple[ErrorForm, Complaints]:
    named = [(name, inner) for name, inner in value if name.lower() in _ERROR_KEYS]
    if named:
        found: Complaints = []
        for _, inner in named:
            _collect(inner, "", depth, found)
        message = value.first(("message",))
        if message and ("", message) not in found:
            found.append(("", message))
        return _form_of(named[0][1]), found
    inner = value[0][1] if len(value) == 1 else None
    is_wrapper = is_refusal or (len(value) == 1 and value[0][0] == "hash")
    if isinstance(inner, Members) and is_wrapper and depth < 3:
        return _of_members(inner, is_refusal, depth + 1)
    if not is_refusal:
        return "other", []
    message = value.first(_MESSAGE_KEYS)
    if message:
        return "string", [("", message)]
    if value and all(_is_texts(inner) for _, inner in value) and any(isinstance(i, list) for _, i in value):
        found = []
        _collect(value, "", depth, found)
        return "map", found
    if isinstance(inner, list) and depth < 3:
        found = []
        _collect(inner, "", depth, found)
        return "list", found
    return "other", []


def _form_of(value: object) -> ErrorForm:
    if isinstance(value, Members):
        return "map"
    return "list" if isinstance(value, list) else "string"


def _pairs(value: list[object]) -> Complaints | None:
    """The list as field and message pairs, which servers before 2011 gave; None when it is not so."""
    pairs: Complaints = []
    for item in value:
        if isinstance(item, Members) or not isinstance(item, list) or len(item) != 2:
            return None
        field, message = item
        if not isinstance(field, str) or not isinstance(message, str):
            return None
        pairs.append(("" if field in _WHOLE else field, message))
    return pairs or None


def _is_texts(value: object) -> bool:
    if isinstance(value, str):
        return True
    if isinstance(value, Members) or not isinstance(value, list):
        return False
    return bool(value) and all(isinstance(item, str) for item in value)


def _collect(value: object, field: str, depth: int, found: Complaints) -> None:
    if len(found) >= MAX_COMPLAINTS:
        return
    if value is None or isinstance(value, bool) or value == "":
        return
    if depth > MAX_DEPTH:
        found.append((field, "(more, nested too deeply to show)"))
    elif isinstance(value, Members):
        _collect_members(value, field, depth, found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            is_object = isinstance(item, Members) and field
            _collect(item, f"{field}[{index}]" if is_object else field, depth + 1, found)
    else:
        found.append((field, str(value)))


def _collect_members(value: Members, field: str, depth: int, found: Complaints) -> None:
    message = value.first(_MESSAGE_KEYS)
    if message is not None and all(not isinstance(inner, list) for _, inner in value):
        about = value.first(_FIELD_KEYS) or ""
        found.append((about if about not in _WHOLE else field, message))
        return
    for name, inner in value:
        if name in _WHOLE or name.lower() in _ERROR_KEYS:
            _collect(inner, field, depth + 1, found)
        else:
            _collect(inner, f"{field}.{name}" if field else name, depth + 1, found)
