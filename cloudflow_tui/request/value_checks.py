"""One value held against its parameter: type, choices, ranges, lengths, the forms of times.

As tolerant as the servers are: numbers and switches may be quoted, switches may be 0 and 1, null passes.
Knows no draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Final

from cloudflow_tui.redact import is_secret_name
from cloudflow_tui.request.coerce import BOOLEANS
from cloudflow_tui.request.names import nearest
from cloudflow_tui.request.problems import TYPE_WORDS, range_words, shown_value, wanted
from cloudflow_tui.request.values import NUMBER, WHOLE_NUMBER, Value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter

IDENTIFIER: Final = re.compile(r"(?=[0-9]*[a-z])[a-z0-9]{14}")
"""Identifier of a virtual server, which calls take in place of its number."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}")
_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})[T ]"
    r"(?P<time>[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?|[0-9]{6})"
    r" ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
)
_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
_CODED = re.compile(r"%(25)?(3A|20|2B)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one value."""

    short: str
    """What would do, for the field."""
    said: str
    """Ends the sentence `name …`."""
    advice: str = ""
    is_sure: bool = True
    """False where the catalog may know only some of the right values."""


def check_value(parameter: Parameter, value: Value) -> Finding | None:
    """The first thing that is wrong with the value of a parameter that is no list; None when it would do."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _check_type(parameter, value) or _check_choice(parameter, value) or _check_limits(parameter, value)


def check_item(parameter: Parameter, value: Value) -> Finding | None:
    """As `check_value`, for one value of a list; its type is not declared."""
    return _check_choice(parameter, value) if isinstance(value, str | int) else None


def _check_type(parameter: Parameter, value: Value) -> Finding | None:
    if isinstance(value, float | Decimal) and not (
        value.is_finite() if isinstance(value, Decimal) else isfinite(value)
    ):
        return Finding(
            "a finite number", f"is {_shown(parameter, value)}, which no body can carry as a number."
        )
    match parameter.type:
        case "integer" if not _is_whole(value):
            return _mistyped(parameter, value)
        case "number" if not _is_number(value):
            return _mistyped(parameter, value)
        case "boolean" if not _is_switch(value):
            return _mistyped(parameter, value)
        case "string" if isinstance(value, dict | list):
            return _mistyped(parameter, value)
        case "object" if not isinstance(value, dict):
            return _mistyped(parameter, value)
        case "date" | "datetime" if not isinstance(value, str):
            return _mistyped(parameter, value)
        case "date" | "datetime":
            return _check_time(parameter, str(value))
    return None


def _is_whole(value: Value) -> bool:
    if isinstance(value, str):
        return WHOLE_NUMBER.fullmatch(value.strip()) is not None
    if isinstance(value, float | Decimal):
        return value == int(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return NUMBER.fullmatch(value.strip()) is not None
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_switch(value: Value) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in BOOLEANS
    return isinstance(value, int) and value in (0, 1)


def _mistyped(parameter: Parameter, value: Value) -> Finding:
    words = TYPE_WORDS[parameter.type]
    return Finding(words, f"is {_shown(parameter, value)}, not {words}.", _hint_of_type(parameter, value))


def _hint_of_type(parameter: Parameter, value: Value) -> str:
    if isinstance(value, str) and parameter.type in ("integer", "number"):
        if re.fullmatch(r"\s*[0-9]+,[0-9]+\s*", value):
            return "Write the fraction with a dot."
        if parameter.unit and re.fullmatch(r"\s*[0-9.]+\s*[A-Za-z]+\s*", value):
            return f"Write the number alone; it counts {parameter.unit}."
    if parameter.type == "object":
        return 'Write JSON, such as {"key": "value"}.'
    return f"What would do: {wanted(parameter).rstrip('.')}." if range_words(parameter) else ""


def _check_time(parameter: Parameter, text: str) -> Finding | None:
    stripped = text.strip()
    is_day_time = parameter.type == "datetime" and parameter.name.endswith("_time")
    if is_day_time and _TIME_OF_DAY.fullmatch(stripped):
        return None
    words = TYPE_WORDS[parameter.type]
    short = "YYYY-MM-DD" if parameter.type == "date" else "YYYY-MM-DD hh:mm:ss"
    form = _TIME.fullmatch(stripped)
    if form is None and _DATE.fullmatch(stripped) is None:
        advice = "Write it plain; it is encoded once when sent." if _CODED.search(stripped) else ""
        return Finding(short, f"is {_shown(parameter, text)}, not {words}.", advice)
    try:
        if form is None:
            date.fromisoformat(stripped)
        else:
            datetime.fromisoformat(f"{form['date']}T{form['time']}")
    except ValueError:
        return Finding("no such day or hour", f"is {_shown(parameter, text)}, which is on no calendar.")
    return None


def _check_choice(parameter: Parameter, value: Value) -> Finding | None:
    if not parameter.enum or isinstance(value, dict | list) or value is None:
        return None
    choices = [_as_text(one) for one in parameter.enum]
    text = _as_text(value)
    if text in choices:
        return None
    near = nearest(text, choices, 1)
    advice = f"Nearest: {near[0]}." if near else f"Known: {', '.join(choices[:12])}."
    said = f"is {_shown(parameter, value)}, none of the known values."
    return Finding(wanted(parameter), said, advice, is_sure=False)


def _shown(parameter: Parameter, value: Value) -> str:
    is_secret = parameter.is_secret or is_secret_name(parameter.name)
    return "a hidden value" if is_secret and isinstance(value, str | int | float) else shown_value(value)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def _check_limits(parameter: Parameter, value: Value) -> Finding | None:
    if isinstance(value, str) and parameter.type == "string":
        low, high = parameter.min_length, parameter.max_length
        if low is not None and len(value) < low:
            return Finding(f"{low} characters min.", f"has {len(value)} of at least {low} characters.")
        if high is not None and len(value) > high:
            return Finding(f"{high} characters max.", f"has {len(value)} of at most {high} characters.")
        return None
    if parameter.type not in ("integer", "number") or isinstance(value, dict | list | bool):
        return None
    try:
        number = Decimal(str(value).strip())
    except ArithmeticError:
        return None
    low_limit, high_limit = parameter.minimum, parameter.maximum
    is_low = low_limit is not None and number < Decimal(str(low_limit))
    is_high = high_limit is not None and number > Decimal(str(high_limit))
    if is_low or is_high:
        words = range_words(parameter)
        return Finding(words, f"is {_shown(parameter, value)}, out of its range.", f"What would do: {words}.")
    return None
