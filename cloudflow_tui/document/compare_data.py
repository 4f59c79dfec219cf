"""Bodies as data that keeps the text of its numbers, and values as the lines that show them.

Serves comparing only: 1.50 stays 1.50 and true is not 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Final, Literal

from cloudflow_tui.document.pretty import to_utf8
from cloudflow_tui.document.sniff import sniff_body

if TYPE_CHECKING:
    from cloudflow_tui.document.body import Body

INDENT: Final = 2
_LONGEST_WHOLE: Final = 4000
"""Python refuses to read longer numbers quickly; they stay text."""


@dataclass(frozen=True, slots=True)
class ExactData:
    """The values of a body and the format they came in."""

    kind: Literal["json", "xml"]
    value: Any


def exact_data(body: Body, content_type: str | None = "") -> ExactData | None:
    """The values of a JSON or XML body; None when it is neither, or not sound."""
    raw = body.read()
    sniffed = sniff_body(raw, content_type)
    if sniffed.kind == "json":
        try:
            return ExactData("json", exact_json(to_utf8(raw, sniffed).decode("utf-8", "replace")))
        except (ValueError, RecursionError):
            return None
    if sniffed.kind == "xml":
        from cloudflow_tui.document.xml_data import xml_data

        data = xml_data(to_utf8(raw, sniffed))
        return None if data is None else ExactData("xml", data)
    return None


def exact_json(text: str) -> Any:
    """The values of JSON, numbers with their own text.

    Raises:
        ValueError, RecursionError: It is not sound, or too deep.
    """
    return json.loads(text, parse_float=_fraction, parse_int=_whole, parse_constant=str, strict=False)


def exact_text(value: Any) -> str:
    """What `exact_json` reads as that value again, in one line; what is too deep becomes a text."""
    try:
        return _exact_text(value)
    except RecursionError:
        return scalar_text(repr(value))


def _exact_text(value: Any) -> str:
    if isinstance(value, dict):
        members = [f"{scalar_text(key)}:{_exact_text(inner)}" for key, inner in value.items()]
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        return f"[{','.join([_exact_text(item) for item in value])}]"
    return scalar_text(value)


def encoded(value: Any) -> bytes:
    """The value as compact JSON: equal bytes mean equal values, key order included."""
    try:
        return _encode()(value)
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError):
        # Halves of surrogate pairs and whole numbers beyond 64 bits.
        return repr(value).encode("utf-8", "surrogatepass")


def canonical(value: Any) -> bytes:
    """As `encoded`, whatever the order of keys."""
    try:
        return _encode_sorted()(value)
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError):
        return repr(_ordered(value)).encode("utf-8", "surrogatepass")


def value_lines(value: Any) -> list[str]:
    """A value laid out over lines, two spaces a level, without a comma at its end."""
    if not isinstance(value, dict | list) or not value:
        return [scalar_text(value)]
    import msgspec

    try:
        packed = _encode()(value)
        text: str = msgspec.json.format(packed, indent=INDENT).decode()
        return text.split("\n")
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError, msgspec.DecodeError):
        return json.dumps(value, ensure_ascii=False, indent=INDENT, default=str).split("\n")


def scalar_text(value: Any) -> str:
    """One value without parts as JSON text."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def is_same_scalar(old: Any, new: Any, *, is_lenient: bool) -> bool:
    """Whether two values without parts are one: 1.50 is 1.5, true is not 1.

    Args:
        is_lenient: A number or boolean equals its text, and nothing equals an empty text: between formats.
    """
    if isinstance(old, bool) == isinstance(new, bool) and _number(old) == _number(new):
        return True
    return is_lenient and _plain(old) == _plain(new)


@cache
def _encode() -> Callable[[Any], bytes]:
    import msgspec

    return msgspec.json.Encoder(decimal_format="number").encode


@cache
def _encode_sorted() -> Callable[[Any], bytes]:
    import msgspec

    return msgspec.json.Encoder(decimal_format="number", order="sorted").encode


def _number(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _ordered(value[key])) for key in sorted(value)]
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _fraction(text: str) -> Decimal | str:
    # Beyond that msgspec and Decimal itself would refuse or spell out the exponent.
    return Decimal(text) if len(text) <= 100 and abs(Decimal(text).adjusted()) < 100 else text


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_WHOLE else text
