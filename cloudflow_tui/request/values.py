"""The values that a draft holds: what JSON can say, and nothing else.

A number that a float would round is a Decimal, so that reading and writing a body changes no value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeAlias

from cloudflow_tui.errors import BuildError

Value: TypeAlias = "bool | int | float | Decimal | str | list[Value] | dict[str, Value] | None"

MAX_DEPTH: Final = 100
"""Levels of nesting; no call of the API comes near, and it keeps hostile bodies from the stack."""
MAX_INDEX: Final = 999
"""Highest index of a list that may be set by name."""

NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,4000}")


def plain_value(value: object, name: str, depth: int = 0) -> Value:
    """A copy of the value in plain types; dates become ISO text, tuples and sets lists.

    Args:
        name: The parameter, for the error.

    Raises:
        BuildError: A type that no body can carry, or nested deeper than MAX_DEPTH.
    """
    if depth > MAX_DEPTH:
        raise BuildError(f"The value of {name!r} is nested deeper than {MAX_DEPTH} levels.", parameter=name)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return "".join(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float | Decimal):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_value(inner, name, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(inner, name, depth + 1) for inner in value]
    raise BuildError(
        f"The value of {name!r} is a {type(value).__name__}, which no body can carry.",
        advice="Give text, a number, true or false, null, a list or an object.",
        parameter=name,
    )


def copy_value(value: Value) -> Value:
    """A copy that shares no list or object with the value."""
    if isinstance(value, dict):
        return {key: copy_value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [copy_value(inner) for inner in value]
    return value


def is_same(one: Value, other: Value) -> bool:
    """Whether both say the same on the wire: `true` is not `1`, nor `1` `1.0`; order of keys is nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and one == other


def is_empty(value: object) -> bool:
    """Null, empty text, an empty list or object; 0 and false are not empty."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def fraction(text: str) -> float | Decimal:
    """The number of this text (NUMBER), as a float where that rounds nothing away.

    Raises:
        ValueError: Its exponent is beyond everything.
    """
    try:
        exact = Decimal(text)
    except ArithmeticError as error:
        raise ValueError(text) from error
    rounded = float(text)
    return rounded if Decimal(repr(rounded)) == exact else exact


def number(text: str) -> int | float | Decimal:
    """The number of this text (NUMBER); whole ones become int."""
    return int(text) if WHOLE_NUMBER.fullmatch(text) else fraction(text)
