"""XML text of a body read back into values, with the place of every mistake.

Tolerant of dashes for underscores, missing types, unknown attributes, comments. Declares no entities and
reads no document type, so nothing can be expanded or fetched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.json_body import position_of
from cloudflow_tui.request.shape import FREE
from cloudflow_tui.request.values import MAX_DEPTH, Value
from cloudflow_tui.request.xml_body import ITEM, wrapper_of
from cloudflow_tui.request.xml_types import typed_value, untyped_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloudflow_tui.request.shape import Node


@dataclass(slots=True)
class Element:
    """An element while it is read."""

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """All character data that stands directly in it."""

    @property
    def key(self) -> str:
        """The key it stands for; an element that cannot bear the key as its name has it as an attribute."""
        return self.attributes.get("key", self.name) if self.name == ITEM else self.name


def read_xml(text: str) -> Element:
    """The root element of a document.

    Raises:
        BodySyntaxError: Not well formed, with a document type, or nested too deeply.
    """
    from xml.parsers.expat import ExpatError, ParserCreate
    from xml.parsers.expat.errors import messages

    parser = ParserCreate("utf-8")
    parser.buffer_text = True
    top = Element("", {})
    open_elements = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > MAX_DEPTH:
            raise _error(f"The body is nested deeper than {MAX_DEPTH} levels", data, parser.CurrentByteIndex)
        element = Element(name, attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_name: str) -> None:
        open_elements.pop()

    def characters(found: str) -> None:
        open_elements[-1].text += found

    def refuse(*_declared: object) -> None:
        at = data.rfind(b"<!", 0, parser.CurrentByteIndex)
        raise _error("The body has a document type, which no call takes", data, at, "Take it out.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    data = text.encode("utf-8", "surrogatepass")
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        said = messages.get(error.code, "not well formed")
        raise _error(
            f"The body is not XML: {said}", data, parser.ErrorByteIndex, _hint(said, text)
        ) from error
    return top.children[0]


def value_of(element: Element, node: Node, notes: list[str]) -> Value:
    """The value of an element at this node.

    Args:
        notes: Takes what is odd without being wrong.
    """
    kind = element.attributes.get("type", "")
    if element.attributes.get("nil") == "true":
        return None
    if element.children and element.text.strip():
        notes.append(f"Text between the elements in {element.key!r} is not read.")
    if kind == "array" or (not kind and node.is_list and element.children):
        return _list_value(element, node, notes)
    if kind == "hash" or element.children:
        return members(element.children, node, notes)
    if kind:
        return typed_value(kind, element.text, node)
    return untyped_value(element.text, node)


def members(elements: Sequence[Element], node: Node, notes: list[str]) -> dict[str, Value]:
    """The object of these elements; a name that comes again makes a list."""
    found: dict[str, list[Value]] = {}
    for element in elements:
        key = known_key(element.key, node)
        found.setdefault(key, []).append(value_of(element, node.below(key) or FREE, notes))
    for key, values in found.items():
        below = node.below(key) or FREE
        if len(values) > 1 and below is not FREE and not below.is_list:
            notes.append(f"{key!r} stands {len(values)} times in one element, as if it were a list.")
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def known_key(key: str, node: Node) -> str:
    """The key as the catalog spells it: elements may have dashes where it has underscores."""
    spelled = key.replace("-", "_")
    return spelled if spelled != key and key not in node.children and spelled in node.children else key


def _list_value(element: Element, node: Node, notes: list[str]) -> Value:
    item = node.item or FREE
    wrapper = wrapper_of(element.key.replace("-", "_"), node)
    found: list[Value] = []
    for child in element.children:
        if wrapper and child.name.replace("-", "_") == wrapper:
            found.append({wrapper: value_of(child, item.children[wrapper], notes)})
        else:
            found.append(value_of(child, item, notes))
    return found


def _error(message: str, data: bytes, offset: int, advice: str = "") -> BodySyntaxError:
    before = data[: max(offset, 0)].decode("utf-8", "replace")
    line, column = position_of(before, len(before))
    return BodySyntaxError(message, line=line, column=column, advice=advice)


def _hint(said: str, text: str) -> str:
    """What often stands behind this mistake."""
    if text.lstrip()[:1] in ("{", "["):
        return "This looks like JSON; switch the format."
    if said == "junk after document element":
        return "XML has one root element; put both into one, or send the call as JSON."
    if said == "XML or text declaration not at start of entity":
        return "Nothing may stand before the <?xml line, no blank either."
    if said == "undefined entity":
        return "Only &amp; &lt; &gt; &quot; &apos; and numbers such as &#233; are known."
    if said in ("not well-formed (invalid token)", "mismatched tag"):
        return "Write & as &amp; and < as &lt;, and close every element."
    return ""
