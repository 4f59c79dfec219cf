"""Replacements in a run of bytes, and the few JSON tokens that masking needs. No rules on what is secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

JSON_STRING_REST = re.compile(rb"[^\"\\]*+(?:\\.[^\"\\]*+)*+", re.DOTALL)
"""The inside of a JSON string, from behind its opening quote to its closing one or the end."""
JSON_NUMBER = re.compile(rb"-?\d[\d.eE+\-]*")
_JSON_TOKEN = re.compile(rb"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"?|[{}\[\]]|[^\s{}\[\]\",:]+", re.DOTALL)
_JSON_STRING = re.compile(rb"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement."""

    anchor: int
    """Where the evidence for it begins, such as the name; text is never cut between here and `end`."""
    start: int
    end: int
    text: bytes
    is_open: bool = False
    """The value runs into the end of the bytes; more of it may follow."""


def apply_edits(data: bytes, edits: list[Edit], mask: bytes) -> bytes:
    """The bytes with every edit made; edits that overlap become one mask."""
    if not edits:
        return data
    parts: list[bytes] = []
    position = 0
    for start, end, text in _merged(edits, mask):
        parts += [data[position:start], text]
        position = end
    parts.append(data[position:])
    return b"".join(parts)


def _merged(edits: list[Edit], mask: bytes) -> Iterator[tuple[int, int, bytes]]:
    ordered = sorted(edits, key=lambda edit: (edit.start, -edit.end))
    start, end, text = ordered[0].start, ordered[0].end, ordered[0].text
    for edit in ordered[1:]:
        if edit.start >= end:
            yield start, end, text
            start, end, text = edit.start, edit.end, edit.text
        elif edit.end > end:
            end, text = edit.end, mask
    yield start, end, text


def json_string_spans(data: bytes, *, is_inside: bool = False) -> list[tuple[int, int]]:
    """(start, end) of every JSON string, quotes excluded, in order.

    Args:
        is_inside: The bytes begin within a string.
    """
    spans = []
    position = 0
    if is_inside:
        rest = JSON_STRING_REST.match(data)
        position = rest.end() if rest else 0
        spans.append((0, position))
        position += 1
    for match in _JSON_STRING.finditer(data, position):
        is_closed = match.end() - match.start() > 1 and data[match.end() - 1] == 0x22
        spans.append((match.start() + 1, match.end() - is_closed))
    return spans


def json_container(data: bytes, start: int) -> tuple[int, list[tuple[int, int]]]:
    """The container that opens at `start`: where it ends, and the scalars that lie in it without a key.

    Returns:
        End (exclusive; the end of the bytes when it is not closed) and (start, end) of the strings, numbers
        and literals in it or in arrays nested in it; of strings the part between the quotes.
    """
    stack: list[int] = []
    scalars: list[tuple[int, int]] = []
    for match in _JSON_TOKEN.finditer(data, start):
        first = data[match.start()]
        if first in b"[{":
            stack.append(first)
        elif first in b"]}":
            if stack:
                stack.pop()
            if not stack:
                return match.end(), scalars
        elif 0x7B not in stack:
            is_string = first == 0x22
            is_closed = is_string and match.end() - match.start() > 1 and data[match.end() - 1] == 0x22
            scalars.append((match.start() + is_string, match.end() - is_closed))
    return len(data), scalars
