"""Values of requests made into the type of their parameter: requests hold "1", 1 and true alike."""

from __future__ import annotations

import math
import re
from typing import Any

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox import times

_WHOLE = re.compile(r"[+-]?\d{1,40}")
_BOOLEANS = {
    "true": True,
    "1": True,
    "on": True,
    "yes": True,
    "false": False,
    "0": False,
    "off": False,
    "no": False,
}
_MAX = 2**63 - 1
INVALID = "is invalid"


class NotOfTypeError(SandboxError):
    """A value that is not of its type; the message is the one the server answers."""


def coerce(type_: str, value: Any) -> Any:
    """The value in its type.

    Raises:
        NotOfTypeError: It cannot be made into that type.
    """
    if type_ == "integer":
        return _integer(value)
    if type_ == "number":
        return _number(value)
    if type_ == "boolean":
        return _boolean(value)
    if type_ in ("datetime", "date"):
        if not isinstance(value, str) or times.read(value) is None:
            raise NotOfTypeError(INVALID)
        return value
    if type_ == "array":
        return _array(value)
    if type_ == "object":
        if not isinstance(value, dict | list):
            raise NotOfTypeError(INVALID)
        return value
    return _string(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool):
        raise NotOfTypeError("is not a number")
    if isinstance(value, int):
        return _bounded(value)
    if isinstance(value, float):
        if not value.is_integer():
            raise NotOfTypeError("must be an integer")
        return _bounded(int(value))
    if isinstance(value, str):
        text = value.strip()
        if _WHOLE.fullmatch(text):
            return _bounded(int(text))
        _number(text)
        raise NotOfTypeError("must be an integer")
    raise NotOfTypeError("is not a number")


def _bounded(value: int) -> int:
    """A number that a database holds."""
    if value > _MAX:
        raise NotOfTypeError(f"must be less than or equal to {_MAX}")
    if value < -_MAX:
        raise NotOfTypeError(f"must be greater than or equal to {-_MAX}")
    return value


def _number(value: Any) -> int | float:
    if isinstance(value, bool):
        raise NotOfTypeError("is not a number")
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        text = value.strip()
        if _WHOLE.fullmatch(text):
            return _bounded(int(text))
        try:
            found = float(text)
        except ValueError:
            found = math.nan
        if math.isfinite(found):
            return found
    raise NotOfTypeError("is not a number")


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    found = _BOOLEANS.get(str(value).strip().lower()) if isinstance(value, str | int) else None
    if found is None:
        raise NotOfTypeError("is not included in the list")
    return found


def _array(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if value and all(key.isdigit() for key in value):
            return list(value.values())
        return [value]
    return [value]


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise NotOfTypeError(INVALID)
