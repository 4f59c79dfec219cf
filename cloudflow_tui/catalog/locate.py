"""The line of a place in a JSON text, for messages about files that people write by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

_DECODER: Final = json.JSONDecoder(strict=False)
_BLANKS: Final = re.compile(r"[ \t\n\r]*")


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1, where the value at this place begins; where the way ends, when it is not there.

    Args:
        text: JSON that can be read.
        place: Keys and indexes from the top.
    """
    at = _after_blanks(text, 0)
    for step in place:
        inside = _member(text, at, step) if isinstance(step, str) else _item(text, at, step)
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, key: str) -> int | None:
    """Where the value of a key of the object at `at` begins; the last one where a key is repeated."""
    if text[at : at + 1] != "{":
        return None
    found, at = None, _after_blanks(text, at + 1)
    while text[at : at + 1] == '"':
        name, at = _DECODER.raw_decode(text, at)
        at = _after_blanks(text, _after_blanks(text, at) + 1)
        if name == key:
            found = at
        at = _after_value(text, at)
    return found


def _item(text: str, at: int, index: int) -> int | None:
    """Where an item of the list at `at` begins."""
    if text[at : at + 1] != "[":
        return None
    at = _after_blanks(text, at + 1)
    while text[at : at + 1] not in ("]", ""):
        if index == 0:
            return at
        index -= 1
        at = _after_value(text, at)
    return None


def _after_value(text: str, at: int) -> int:
    """The next key, item or closing bracket behind the value at `at`."""
    _, end = _DECODER.raw_decode(text, at)
    end = _after_blanks(text, end)
    return _after_blanks(text, end + 1) if text[end : end + 1] == "," else end


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
