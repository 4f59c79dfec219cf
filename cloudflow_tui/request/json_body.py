"""JSON text of a body, written for people and read with the place of every mistake.

Written with two blanks a level; that is also what is sent. Numbers that a float would round stay as they are.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Final

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.values import MAX_DEPTH, Value, fraction

_SURROGATE = re.compile("[\ud800-\udfff]")
_HINTS: Final = (
    ("\ufeff", "The text begins with an invisible byte order mark; take it out."),
    ("\u201c\u201d\u2018\u2019\u00ab\u00bb", "JSON takes straight double quotes only."),
    ("'", "JSON takes double quotes, not single ones."),
    (
        "\u00a0\u200b\u200c\u200d\u2060",
        "There is an invisible sign, often copied from a web page; type the blank anew.",
    ),
)


def write_json(value: Value, indent: int = 2, level: int = 0) -> str:
    """The JSON text of a value.

    Args:
        indent: Blanks a level; 0 writes all on one line.
        level: How deep the value stands; only its inner lines are moved in.
    """
    if isinstance(value, str):
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", encode_basestring(value))
    if isinstance(value, dict):
        parts = [f"{write_json(key)}: {write_json(inner, indent, level + 1)}" for key, inner in value.items()]
        return _joined("{", parts, "}", indent, level)
    if isinstance(value, list):
        return _joined("[", [write_json(inner, indent, level + 1) for inner in value], "]", indent, level)
    if isinstance(value, float | Decimal):
        return _number_text(value)
    return json.dumps(value)


def _joined(opening: str, parts: list[str], closing: str, indent: int, level: int) -> str:
    if not parts:
        return opening + closing
    if not indent:
        return opening + ", ".join(parts) + closing
    margin = "\n" + " " * indent * (level + 1)
    return opening + margin + ("," + margin).join(parts) + "\n" + " " * indent * level + closing


def _number_text(value: float | Decimal) -> str:
    if not (value.is_finite() if isinstance(value, Decimal) else isfinite(value)):
        return f'"{value}"'
    return repr(value) if isinstance(value, float) else str(value)


def read_json(text: str) -> tuple[Value, tuple[str, ...]]:
    """The value of a JSON text, and what is odd about it without being wrong.

    Raises:
        BodySyntaxError: Not well formed, nested too deeply, or a number that nobody can carry.
    """
    notes: list[str] = []

    def keep_last(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        found = dict(pairs)
        if len(found) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            notes.append(f"{twice!r} stands twice in one object; the last one counts.")
        return found

    def refuse(name: str) -> Value:
        at = text.find(name)
        raise _error(f"The body is not JSON: {name} is no value of it", text, at, "Write null or a number.")

    try:
        value: Value = json.loads(
            text, object_pairs_hook=keep_last, parse_float=fraction, parse_constant=refuse
        )
    except json.JSONDecodeError as error:
        said = error.msg[0].lower() + error.msg[1:]
        raise _error(f"The body is not JSON: {said}", text, error.pos, _hint(text, error.pos)) from error
    except RecursionError as error:
        raise _error(f"The body is nested deeper than {MAX_DEPTH} levels", text, 0, "") from error
    except ValueError as error:
        raise _error("The body has a number that is too large to be read", text, 0, "") from error
    check_depth(value, text)
    return value, tuple(notes)


def check_depth(value: Value, text: str) -> None:
    """Refuse what is nested deeper than MAX_DEPTH.

    Raises:
        BodySyntaxError: It is.
    """
    level: list[Value] = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise _error(f"The body is nested deeper than {MAX_DEPTH} levels", text, 0, "")


def position_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = text[: max(offset, 0)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _error(message: str, text: str, offset: int, advice: str) -> BodySyntaxError:
    line, column = position_of(text, offset)
    return BodySyntaxError(message, line=line, column=column, advice=advice)


def _hint(text: str, offset: int) -> str:
    """What often stands behind a mistake at this place."""
    sign = text[offset : offset + 1]
    for signs, advice in _HINTS:
        if sign and sign in signs:
            return advice
    rest = text[offset:]
    if not rest.strip():
        return "The text ends too early."
    if rest.startswith(("True", "False", "None")):
        return "JSON writes true, false and null."
    if rest.startswith(("&quot;", "&#")):
        return "The text was escaped for HTML; write plain quotes."
    if rest.startswith(("//", "/*", "#")):
        return "JSON has no comments; take it out."
    if rest.startswith("<"):
        return "This looks like XML; switch the format."
    if sign in "}]" and text[:offset].rstrip().endswith(","):
        return "Take out the comma at the end."
    return "Keys and text stand in double quotes, values are parted by commas."
