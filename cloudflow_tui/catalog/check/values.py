"""Whether a value fits a type of the catalog."""

from __future__ import annotations

import re

TYPES = frozenset(["string", "integer", "number", "boolean", "datetime", "date", "array", "object"])
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WHOLE = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BOOLEANS = (True, False, "0", "1", "true", "false")


def fits(value: object, kind: str) -> bool:
    """Whether a value may stand for the type in a body; the guide's examples quote numbers and booleans."""
    if value is None:
        return True
    if isinstance(value, str) and kind in ("integer", "number"):
        return (_WHOLE if kind == "integer" else _NUMBER).fullmatch(value) is not None
    if kind == "boolean":
        return value in _BOOLEANS
    return fits_strictly(value, kind)


def fits_strictly(value: object, kind: str) -> bool:
    """Whether a value is of the type as the catalog writes it: no quoted numbers, no 0 and 1 for booleans."""
    match kind:
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "datetime":
            return isinstance(value, str) and _TIME.fullmatch(value) is not None
        case "date":
            return isinstance(value, str) and _DAY.fullmatch(value) is not None
    return isinstance(value, str)
