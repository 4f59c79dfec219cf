"""The table of a long list, read a few objects at a time from the lines of its document.

The values of a whole body at once would hold up everything else and fill the memory: only the cells are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.document.fold import fold_end, is_foldable
from cloudflow_tui.document.rows import Column, Table, cell, columns_of

if TYPE_CHECKING:
    from cloudflow_tui.document.document import Document

_BATCH_BYTES: Final = 64 * 1024
_MARGIN: Final = b"\n  "


def long_rows(document: Document, is_stopped: Callable[[], bool] = lambda: False) -> Table | None:
    """The table of a document that is a list of objects; None when it is none, is not sound, or was stopped.

    The rows carry no objects, only their cells; columns are those of the first objects.
    """
    if document.note or document.kind not in ("json", "xml"):
        return None
    columns: tuple[Column, ...] = ()
    rows: list[tuple[str, ...]] = []
    noun = ""
    try:
        for batch in _batches(document):
            if is_stopped():
                return None
            if not columns:
                noun = _noun_of(batch)
                columns = columns_of([_object(item, noun) for item in batch])
            for item in batch:
                found = _object(item, noun)
                rows.append(tuple(cell(found.get(column.name)) for column in columns))
    except (ValueError, RecursionError, TypeError):
        return None
    return Table(columns, tuple(rows), noun, ()) if rows else None


def _batches(document: Document) -> Iterator[list[Any]]:
    """The objects of the list, some at a time.

    Raises:
        ValueError: It is no list of objects.
    """
    text, index = document.text, document.index
    opening = 0
    while document.kind == "xml" and opening < 3 and not is_foldable(document, opening):
        opening += 1
    closing = fold_end(document, opening)
    is_json = document.kind == "json"
    if closing is None or (is_json and text[:1] != b"["):
        raise ValueError("no list")
    closer = _MARGIN + (b"}" if is_json else b"</")
    position, last = index.end_of(opening), index.start_of(closing) - 1
    while position < last:
        end = text.find(closer, min(position + _BATCH_BYTES, last))
        end = last if end < 0 or end > last else index.end_of(index.number_at(end + 1))
        yield _values(text[position:end], is_json=is_json)
        position = end


def _values(part: bytes, *, is_json: bool) -> list[Any]:
    if is_json:
        listed = json.loads(b"[" + part.strip().removesuffix(b",") + b"]", parse_constant=str, strict=False)
    else:
        from cloudflow_tui.document.xml_data import xml_data

        listed = xml_data(b'<items type="array">' + part + b"</items>")
    if not isinstance(listed, list):
        raise ValueError("no list")
    return listed


def _noun_of(items: list[Any]) -> str:
    """The one key around every object; "" when there is none."""
    first = items[0] if items else None
    if not isinstance(first, dict):
        raise ValueError("no objects")
    key = next(iter(first), "")
    return key if len(first) == 1 and isinstance(first[key], dict) else ""


def _object(item: Any, noun: str) -> dict[str, Any]:
    found = item[noun] if noun and isinstance(item, dict) and noun in item else item
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found
