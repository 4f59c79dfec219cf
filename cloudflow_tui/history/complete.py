"""What may follow while a query is typed: names of fields, and values that the history holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.history.search import FIELDS, OUTCOMES

if TYPE_CHECKING:
    from cloudflow_tui.history.history import History

_LAST: Final = re.compile(r"-?\(*(?:([A-Za-z_]+):)?(\"?[^\s()\"]*)$")
_TIMES: Final = ("1h", "today", "yesterday", "2d", "1w", "1mo")
_METHODS: Final = ("GET", "POST", "PUT", "DELETE")
_STATUSES: Final = (">=400", "4xx", "5xx", "2xx", "none")


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that may be typed next."""

    text: str
    """What stands from `start` to the cursor is replaced by it."""
    start: int
    """Counted from 0."""
    meaning: str = ""


def complete(text: str, cursor: int, history: History, limit: int = 20) -> list[Completion]:
    """What may follow at the cursor, best first.

    Args:
        cursor: Counted from 0; what stands behind it does not count.

    Raises:
        HistoryError: The database cannot be read.
    """
    before = text[:cursor]
    if before.count('"') % 2:
        return []
    found = _LAST.search(before)
    if found is None:
        return []
    if found[1] is None:
        return _names(found[2], found.start(2))[:limit]
    name, typed = found[1].lower(), found[2]
    known = _values(name, history)
    # A list of values goes on behind its comma.
    head, comma, last = typed.rpartition(",")
    matching = _matching(known, last)
    return [
        Completion(f"{head}{comma}{_quoted(value, is_listed=bool(comma))}", found.start(2))
        for value in matching
    ][:limit]


def _names(typed: str, start: int) -> list[Completion]:
    lower = typed.lower()
    return [
        Completion(f"{field.name}:", start, f"{field.meaning}, such as {field.examples[0]}")
        for field in FIELDS
        if field.name.startswith(lower)
    ]


def _values(name: str, history: History) -> Sequence[str]:
    known: dict[str, Callable[[], Sequence[str]]] = {
        "status": lambda: [*_STATUSES, *history.views.known("status")],
        "method": lambda: _METHODS,
        "endpoint": lambda: _with_sections(history.views.known("endpoint_id")),
        "profile": lambda: history.views.known("profile_name"),
        "login": lambda: history.views.known("login"),
        "case": lambda: [*(case.name for case in history.cases.all()), "none", "any"],
        "since": lambda: _TIMES,
        "until": lambda: _TIMES,
        "day": lambda: ("today", "yesterday"),
        "took": lambda: (">1s", ">10s", "<100ms"),
        "size": lambda: (">10kb", ">1mb", "0"),
        "outcome": lambda: tuple(OUTCOMES),
        "note": lambda: ("any",),
    }
    return known[name]() if name in known else ()


def _with_sections(ids: Iterable[str]) -> list[str]:
    ids = list(ids)
    sections = dict.fromkeys(one.partition(".")[0] + ".*" for one in ids if "." in one)
    return [*sections, *ids]


def _matching(known: Iterable[str], typed: str) -> list[str]:
    lower = typed.lower().lstrip('"')
    unique = list(dict.fromkeys(known))
    begins = [value for value in unique if value.lower().startswith(lower)]
    return begins + [value for value in unique if lower in value.lower() and value not in begins]


def _quoted(value: str, *, is_listed: bool) -> str:
    return f'"{value}"' if re.search(r"[\s()]", value) and not is_listed else value
