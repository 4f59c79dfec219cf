"""What can be wrong with a draft before it is sent, in words for the field and the log. Checks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cloudflow_tui.request.values import Value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter, ParameterType

ProblemKind = Literal["missing", "wrong", "syntax", "unknown", "read_only", "note"]
ProblemPlace = Literal["path", "query", "body", "header"]

SHORT_LENGTH: Final = 40
"""Room in a form field for the short form."""

TYPE_WORDS: Final[dict[ParameterType, str]] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "datetime": "a time such as 2026-03-01 09:15:00",
    "date": "a date such as 2026-03-01",
    "array": "a list",
    "object": "an object",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing or wrong."""

    parameter: str
    """Name with indexes, as the draft takes it; "" for the body as a whole."""
    place: ProblemPlace
    kind: ProblemKind
    message: str
    """One sentence that stands by itself."""
    advice: str = ""
    """What would do, a sentence; "" when there is nothing to add."""
    short: str = ""
    """For the field itself, SHORT_LENGTH characters at most."""
    blocks: bool = True
    """The server would very likely refuse it; False only tells."""


def shortened(text: str, length: int = SHORT_LENGTH) -> str:
    """The text on one line, cut with an ellipsis where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip(" ,") + "…"


def wanted(parameter: Parameter) -> str:
    """What would do for this parameter: `6 characters min.`, `one of xen, kvm`, `one of roles.list`."""
    if parameter.enum:
        choices = ", ".join(str(one) for one in parameter.enum)
        return choices if len(parameter.enum) == 1 else f"one of {choices}"
    if parameter.min_length and parameter.min_length > 1:
        return f"{parameter.min_length} characters min."
    if parameter.reference is not None and parameter.type in ("integer", "string"):
        return f"one of {parameter.reference.endpoint_id}"
    limits = range_words(parameter)
    words = TYPE_WORDS[parameter.type]
    if limits:
        return limits if parameter.type in ("integer", "number") else f"{words}, {limits}"
    return words


def range_words(parameter: Parameter) -> str:
    """The range of a number in words, "" when it has none."""
    low, high = parameter.minimum, parameter.maximum
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"{low:g} or more"
    return "" if high is None else f"{high:g} or less"


def shown_value(value: Value) -> str:
    """The value as a message quotes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "null"
    return shortened(repr(value) if isinstance(value, str) else str(value))


def missing(name: str, parameter: Parameter) -> Problem:
    """A required parameter that is not filled."""
    would_do = wanted(parameter)
    is_plain_text = would_do == TYPE_WORDS["string"]
    return Problem(
        name,
        parameter.place,
        "missing",
        f"{name} is required and missing.",
        advice="Fill it in." if is_plain_text else f"What would do: {would_do.rstrip('.')}.",
        short="missing" if is_plain_text else shortened(f"missing: {would_do}"),
    )
