"""Reads a limit of the history as it is typed: an age, a number or a size."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    from cloudflow_tui.history.prune import Limits

_LIMIT: Final = re.compile(r"([0-9][0-9,]*)\s*([a-z]*)")
_DAYS: Final = {"d": 1, "w": 7, "mo": 30, "y": 365}
_BYTES: Final = {"kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000}


def limits_of(text: str) -> Limits:
    """The limits of `90d`, `10000` (exchanges) or `500mb`; several with blanks between.

    Raises:
        UsageError: It is none.
    """
    from cloudflow_tui.history.prune import Limits

    age: timedelta | None = None
    count = size = None
    for part in text.lower().split():
        found = _LIMIT.fullmatch(part)
        number = int(found[1].replace(",", "")) if found else 0
        unit = found[2] if found else "?"
        if unit in _DAYS and number <= 100_000:
            age = timedelta(days=number * _DAYS[unit])
        elif unit in _BYTES:
            size = number * _BYTES[unit]
        elif unit == "":
            count = number
        else:
            raise UsageError(f"{part!r} is no limit.", advice="Such as 90d, 10000 or 500mb.")
    if age is None and count is None and size is None:
        raise UsageError("No limit is given.", advice="Such as 90d, 10000 or 500mb.")
    return Limits(age, count, size)
