"""Own headers of a draft: what cannot stand in HTTP, and what the program sets itself. Changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cloudflow_tui.redact import MASK
from cloudflow_tui.request.problems import Problem

_NAME: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


def header_fault(name: str, value: str) -> str:
    """Why this header cannot be sent, without its value, which may be a secret; "" when it can."""
    if not name:
        return "A header has no name."
    if not _NAME.fullmatch(name):
        return f"{name!r} is no name of a header."
    if _CONTROL.search(value):
        return f"The header {name} has a line break or control character in its value."
    return ""


def header_problems(headers: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A problem for every own header that cannot be sent."""
    for name, value in headers:
        fault = header_fault(name, value)
        if fault:
            yield Problem(name, "header", "wrong", fault, "Write Name: value on one line.", "wrong: one line")
        elif MASK in value:
            said = f"The header {name} was masked when it was stored."
            yield Problem(name, "header", "wrong", said, "Type it anew.", "wrong: type it anew")
