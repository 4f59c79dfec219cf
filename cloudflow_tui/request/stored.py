"""A draft as plain data for history and saved requests, and back. Knows no file and no database."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import BuildError
from cloudflow_tui.request.body_encoding import BODY_ENCODINGS
from cloudflow_tui.request.shape import PLACES
from cloudflow_tui.request.values import Value

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft

_DECIMAL: Final = "$decimal"
"""Key of an object that stands for a number which a float would round."""


def to_dict(draft: Draft) -> dict[str, object]:
    """The draft as data that `json` can write."""
    return {
        "endpoint_id": draft.endpoint.id,
        "method": draft.endpoint.method,
        "path_template": draft.endpoint.path,
        "format": draft.format,
        **{place: _plain(draft.values(place)) for place in PLACES},
        "headers": [list(pair) for pair in draft.headers],
        "extra_query": [list(pair) for pair in draft.extra_query],
        "raw_body": draft.raw_body,
        "timeout_s": draft.timeout_s,
        **draft.unusual_options(),
        **({"comments": [list(pair) for pair in draft.comments]} if draft.comments else {}),
    }


def fill(draft: Draft, data: Mapping[str, object]) -> None:
    """Fill a fresh draft from such data.

    Raises:
        BuildError: A key holds something of another kind.
    """
    format = data.get("format", "json")
    if format not in ("json", "xml"):
        raise _wrong("format")
    draft.format = "xml" if format == "xml" else "json"
    for place in PLACES:
        values = data.get(place, {})
        if not isinstance(values, Mapping):
            raise _wrong(place)
        draft.load_values(place, {key: _exact(value) for key, value in values.items()})
    draft.headers = _pairs(data, "headers")
    draft.extra_query = _pairs(data, "extra_query")
    draft.comments = tuple(_pairs(data, "comments"))
    raw_body, timeout_s = data.get("raw_body"), data.get("timeout_s")
    if not (raw_body is None or isinstance(raw_body, str)):
        raise _wrong("raw_body")
    if not (timeout_s is None or (isinstance(timeout_s, int | float) and not isinstance(timeout_s, bool))):
        raise _wrong("timeout_s")
    draft.raw_body, draft.timeout_s = raw_body, timeout_s
    draft.has_suffix = data.get("has_suffix", True) is not False
    draft.follow_redirects = data.get("follow_redirects", False) is True
    encoding = data.get("body_encoding", "utf-8")
    if encoding not in BODY_ENCODINGS:
        raise _wrong("body_encoding")
    draft.body_encoding = encoding


def _plain(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return {_DECIMAL: str(value)} if isinstance(value, Decimal) else value


def _exact(value: object) -> object:
    if isinstance(value, Mapping):
        only = value.get(_DECIMAL)
        if len(value) == 1 and isinstance(only, str):
            try:
                return Decimal(only)
            except ArithmeticError:
                return dict(value)
        return {key: _exact(inner) for key, inner in value.items()}
    return [_exact(inner) for inner in value] if isinstance(value, list) else value


def _pairs(data: Mapping[str, object], key: str) -> list[tuple[str, str]]:
    pairs = data.get(key, [])
    if not isinstance(pairs, list | tuple):
        raise _wrong(key)
    found: list[tuple[str, str]] = []
    for pair in pairs:
        if not (
            isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
        ):
            raise _wrong(key)
        found.append((pair[0], pair[1]))
    return found


def _wrong(key: str) -> BuildError:
    return BuildError(f"The stored draft cannot be read: {key!r} is not what belongs there.")
