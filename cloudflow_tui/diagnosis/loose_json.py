"""JSON as people write it by hand or print it from Python: single quotes, bare keys, True, last commas."""

from __future__ import annotations

import re

MAX_DEPTH = 60
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/|#[^\n]*)*", re.DOTALL)
_BARE = re.compile(r"[A-Za-z_$][\w$.-]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_WORDS = {"true": True, "false": False, "null": None, "none": None, "nil": None, "undefined": None}
_BARE_TEXT = re.compile(r"[^\s,{}\[\]:\"'][^,{}\[\]\"']*")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


class _StopError(Exception):
    """What follows cannot be read. Never leaves this file."""


def read_loose(text: str, *, has_bare_values: bool = False) -> dict[str, object] | list[object] | None:
    """The object or list that a text means; None when it means none.

    Args:
        has_bare_values: Take words without quotes for texts, as a shell leaves them.
    """
    try:
        value, at = _value(text, _blank(text, 0), 0, has_bare_values)
    except (_StopError, RecursionError):
        return None
    rest = text[_blank(text, at) :].strip(" \t\r\n;'\"")
    return value if isinstance(value, dict | list) and not rest else None


def _blank(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int, has_bare: bool) -> tuple[object, int]:
    if depth > MAX_DEPTH or at >= len(text):
        raise _StopError
    sign = text[at]
    if sign == "{":
        return _members(text, at + 1, depth, has_bare)
    if sign == "[" or sign == "(":
        return _items(text, at + 1, depth, "]" if sign == "[" else ")", has_bare)
    if sign in "'\"":
        return _string(text, at)
    number = _NUMBER.match(text, at)
    if number is not None:
        plain = number[0]
        return (float(plain) if any(c in plain for c in ".eE") else int(plain)), number.end()
    word = _BARE.match(text, at)
    if word is None or word[0].lower() not in _WORDS or (has_bare and _bare_end(text, word.end()) < 0):
        bare = _BARE_TEXT.match(text, at) if has_bare else None
        if bare is None or _bare_end(text, bare.end()) < 0:
            raise _StopError
        return bare[0].strip(), bare.end()
    return _WORDS[word[0].lower()], word.end()


def _members(text: str, at: int, depth: int, has_bare: bool) -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    while True:
        at = _blank(text, at)
        if text[at : at + 1] == "}":
            return found, at + 1
        bare = _BARE.match(text, at)
        if text[at : at + 1] in ("'", '"'):
            key, at = _string(text, at)
        elif bare is not None:
            key, at = bare[0], bare.end()
        else:
            raise _StopError
        at = _blank(text, at)
        if text[at : at + 1] not in (":", "="):
            raise _StopError
        at += 2 if text.startswith("=>", at) else 1
        found[key], at = _value(text, _blank(text, at), depth + 1, has_bare)
        at = _comma(text, at, "}")


def _items(text: str, at: int, depth: int, closing: str, has_bare: bool) -> tuple[list[object], int]:
    found: list[object] = []
    while True:
        at = _blank(text, at)
        if text[at : at + 1] == closing:
            return found, at + 1
        value, at = _value(text, at, depth + 1, has_bare)
        found.append(value)
        at = _comma(text, at, closing)


def _bare_end(text: str, at: int) -> int:
    """Where a bare value ends, when what follows can follow one; else -1."""
    at = _blank(text, at)
    return at if text[at : at + 1] in (",", "}", "]") else -1


def _comma(text: str, at: int, closing: str) -> int:
    at = _blank(text, at)
    if text[at : at + 1] == ",":
        return at + 1
    if text[at : at + 1] != closing:
        raise _StopError
    return at


def _string(text: str, at: int) -> tuple[str, int]:
    quote, parts = text[at], []
    at += 1
    while at < len(text) and text[at] != quote:
        if text[at] == "\\" and at + 1 < len(text):
            parts.append(_ESCAPES.get(text[at + 1], text[at + 1]))
            at += 2
        else:
            parts.append(text[at])
            at += 1
    if at >= len(text):
        raise _StopError
    return "".join(parts), at + 1
