"""Limits of the history: as they are typed, and as the history remembers them for the next time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    from cloudflow_tui.history.store import Store

_LIMIT: Final = re.compile(r"([0-9][0-9,]*)\s*([a-z]*)")
_HOURS: Final = {"y": 8760, "mo": 720, "w": 168, "d": 24, "h": 1}
_BYTES: Final = {"gb": 1_000_000_000, "mb": 1_000_000, "kb": 1000}
_MOST_HOURS: Final = 100_000 * 24
_FACT: Final = "limits"
_SUCH_AS: Final = "Such as 90d, 10000 or 500mb."


@dataclass(frozen=True, slots=True)
class Limits:
    """What may stay; None sets no limit."""

    max_age: timedelta | None = None
    max_count: int | None = None
    max_bytes: int | None = None
    """Of the database with its bodies, roughly."""
    keeps_cases: bool = True
    """What belongs to a case or has a note stays whatever its age."""

    @property
    def text(self) -> str:
        """As `limits_of` reads them, such as `90d 10000 500mb`; "" for none."""
        parts = []
        if self.max_age is not None:
            parts.append(_shortest(round(self.max_age.total_seconds() / 3600), {"d": 24, "h": 1}))
        if self.max_count is not None:
            parts.append(str(self.max_count))
        if self.max_bytes is not None:
            parts.append(_shortest(-(-self.max_bytes // 1000) * 1000, _BYTES))
        return " ".join(parts)


def limits_of(text: str) -> Limits:
    """The limits of `90d`, `10000` (exchanges) or `500mb`; several with blanks between.

    Raises:
        UsageError: It is none.
    """
    age: timedelta | None = None
    count = size = None
    for part in text.lower().split():
        found = _LIMIT.fullmatch(part)
        number = int(found[1].replace(",", "")) if found else 0
        unit = found[2] if found else "?"
        if unit in _HOURS and number * _HOURS[unit] <= _MOST_HOURS:
            age = timedelta(hours=number * _HOURS[unit])
        elif unit in _BYTES:
            size = number * _BYTES[unit]
        elif unit == "":
            count = number
        else:
            raise UsageError(f"{part!r} is no limit.", advice=_SUCH_AS)
    if age is None and count is None and size is None:
        raise UsageError("No limit is given.", advice=_SUCH_AS)
    return Limits(age, count, size)


def remembered_limits(store: Store) -> Limits | None:
    """The limits that were remembered last, None when there are none.

    Raises:
        HistoryError: The database cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute("SELECT value FROM facts WHERE name = ?", (_FACT,)).fetchone()
    if row is None:
        return None
    try:
        text, keeps_cases = json.loads(row[0])
        limits = limits_of(text)
    except (ValueError, TypeError, AttributeError, UsageError):
        return None
    return Limits(limits.max_age, limits.max_count, limits.max_bytes, keeps_cases=bool(keeps_cases))


def remember_limits(store: Store, limits: Limits | None) -> None:
    """Use these whenever none are given; None forgets them.

    Raises:
        HistoryError: The database cannot be written.
    """
    with store.writing() as connection:
        connection.execute("DELETE FROM facts WHERE name = ?", (_FACT,))
        if limits is not None:
            value = json.dumps([limits.text, limits.keeps_cases])
            connection.execute("INSERT INTO facts VALUES (?, ?)", (_FACT, value))


def _shortest(number: int, units: dict[str, int]) -> str:
    """In the largest unit that says it exactly."""
    unit, size = next((one for one in units.items() if number % one[1] == 0 and number), min(units.items()))
    return f"{number // size}{unit}"
