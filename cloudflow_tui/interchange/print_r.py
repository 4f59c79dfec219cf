"""Text that PHP's print_r made, read back into data. Types are lost there: all is text, list or object."""

from __future__ import annotations

import re
from dataclasses import dataclass

START = re.compile(r"(?:Array|(?<![\w\\])[A-Za-z_\\]\w{0,100} Object)[ \t]*(?:\n[ \t]*\(|\([ \t]*\))")
_PAIR = re.compile(r"[ \t]*\[(?P<key>[^\]\n]*)\] =>[ ]?(?P<value>[^\n]*)(?:\n|$)")
_OPEN = re.compile(r"(?:Array|[A-Za-z_\\]\w* Object)[ \t]*")
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed, and where it ends."""

    value: object
    end: int


def read_print_r(text: str, start: int) -> Printed | None:
    """The array or object printed at `start`; None when none begins there. A cut one gives what came."""
    found = _OPEN.match(text, start)
    return None if found is None else _container(text, found.end(), 0)


def _container(text: str, at: int, depth: int) -> Printed | None:
    opened = re.compile(r"\s*\(").match(text, at)
    if opened is None or depth > _MAX_DEPTH:
        return None
    at = opened.end()
    values: dict[str, object] = {}
    while True:
        blank = re.compile(r"\s*").match(text, at)
        after = blank.end() if blank else at
        if text[after : after + 1] == ")":
            return Printed(_listed(values), after + 1)
        line = text.rfind("\n", 0, after) + 1
        pair = _PAIR.match(text, max(line, at if line < at else line))
        if pair is None:
            return Printed(_listed(values), after)
        key = re.sub(r":(?:protected|[\w\\]*:?private)$", "", pair["key"])
        at = pair.end()
        if _OPEN.fullmatch(pair["value"].strip()) or re.fullmatch(r"Array\s*\(\s*\)", pair["value"].strip()):
            inner = _container(text, pair.start("value") + len(_opened(pair["value"])), depth + 1)
            if inner is not None:
                values[key], at = inner.value, inner.end
                continue
        value, at = _text(text, pair, at)
        values[key] = value


def _opened(value: str) -> str:
    found = _OPEN.match(value)
    return found[0] if found else ""


def _text(text: str, pair: re.Match[str], at: int) -> tuple[str, int]:
    """A plain value, which may go on over lines that are neither a pair nor the end."""
    value = pair["value"]
    while True:
        stop = text.find("\n", at)
        line = text[at : len(text) if stop < 0 else stop]
        is_end = not line.strip() or line.strip() == ")" or _PAIR.match(text, at) is not None
        if is_end or stop < 0:
            return value.rstrip("\r"), at
        value += "\n" + line
        at = stop + 1


def _listed(values: dict[str, object]) -> object:
    """A list when the keys count from 0, else an object; an empty array may be either."""
    if values and list(values) == [str(index) for index in range(len(values))]:
        return list(values.values())
    return values
