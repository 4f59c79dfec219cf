"""The few facts of an answer that a history row or a sentence needs: how many items, which id, which version.

Reads bodies up to READ_LIMIT_BYTES whole and larger ones not at all; never raises on any content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.errors import decoded, sniffed_form
from cloudflow_tui.diagnosis.tree import Members, NotWellFormedError, parse_json, parse_xml
from cloudflow_tui.diagnosis.visible import visible

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Response

READ_LIMIT_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Facts:
    """What a good answer holds."""

    item_count: int | None = None
    """Items of a list; None when the answer is none, or was not read."""
    total_count: int | None = None
    """Items in all pages, as the server's header says."""
    object_id: str = ""
    """Id of the one object that came."""
    version: str = ""
    """The answer of the version call."""


def facts_of(response: Response) -> Facts:
    """The facts of an answer; those that cannot be told are left empty."""
    total = _whole_number(response.header("x-total"))
    if not 0 < response.body.size_bytes <= READ_LIMIT_BYTES:
        return Facts(total_count=total)
    try:
        data = response.body.read(READ_LIMIT_BYTES)
    except OSError:
        # The spooled body was cleared away; the row does without its facts.
        return Facts(total_count=total)
    text = decoded(data, response.header("content-type"))
    found = sniffed_form(text)
    if found == "json":
        return _of_json(text, total)
    return _of_xml(text, total) if found == "xml" else Facts(total_count=total)


def _of_json(text: str, total: int | None) -> Facts:
    try:
        value = parse_json(text)
    except NotWellFormedError:
        return Facts(total_count=total)
    if isinstance(value, Members):
        version = value.first(("version",)) if len(value) <= 2 else ""
        inner = value[0][1] if len(value) == 1 else None
        object_id = (inner if isinstance(inner, Members) else value).first(("id",))
        return Facts(object_id=visible(object_id or "", 40), version=visible(version or "", 40))
    return Facts(len(value), total) if isinstance(value, list) else Facts(total_count=total)


def _of_xml(text: str, total: int | None) -> Facts:
    from xml.parsers import expat

    depth, count, root_type = 0, 0, ""
    name = ""
    texts: dict[str, list[str]] = {"id": [], "version": []}

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count, root_type, name
        if depth == 0:
            root_type = attributes.get("type", "")
        elif depth == 1:
            count += 1
            name = element
        depth += 1

    def end(element: str) -> None:
        nonlocal depth, name
        depth -= 1
        if depth == 1:
            name = ""

    def text_of(data: str) -> None:
        if depth == 2 and name in texts:
            texts[name].append(data)

    def refuse(*_: object) -> None:
        raise NotWellFormedError("entities")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = text_of, refuse
    try:
        parser.Parse(text.lstrip(" \t\r\n\0").encode("utf-8", "replace"), True)
    except (expat.ExpatError, NotWellFormedError):
        return Facts(total_count=total)
    if root_type == "array":
        return Facts(count, total)
    found = {key: visible("".join(parts), 40) for key, parts in texts.items()}
    return Facts(object_id=found["id"], version=found["version"] if count <= 2 else "")


def request_fields(body: bytes, root: str) -> tuple[str, ...]:
    """The names of the fields that a JSON or XML request body sets, without its root; () when it has none."""
    text = decoded(body[:READ_LIMIT_BYTES], "")
    found = sniffed_form(text) if text.strip() else ""
    if found == "xml":
        return _xml_fields(text)
    if found != "json":
        return ()
    try:
        value = parse_json(text)
    except NotWellFormedError:
        return ()
    if not isinstance(value, Members):
        return ()
    if len(value) == 1 and value[0][0] == root and isinstance(value[0][1], Members):
        value = value[0][1]
    return tuple(dict.fromkeys(name for name, _ in value))


def _xml_fields(text: str) -> tuple[str, ...]:
    try:
        value, _ = parse_xml(text)
    except NotWellFormedError:
        return ()
    inner = value[0][1] if isinstance(value, Members) else None
    return tuple(dict.fromkeys(name for name, _ in inner)) if isinstance(inner, Members) else ()


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
