"""A draft as it may be stored: masked by the names and the values in it, in whatever form they stand."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from cloudflow_tui.redact import MASK, Redactor, is_secret_name


def masked_draft(draft_json: str, redactor: Redactor, secret_values: Collection[str]) -> str:
    """The JSON of a draft with its secrets masked; "" stays.

    Args:
        redactor: Knows `secret_values` as well.
        secret_values: Masked even where they are too short to be looked for in running text.
    """
    if not draft_json:
        return ""
    data = json.loads(draft_json)
    if isinstance(data, dict):
        data = {key: _part(key, value, redactor, data.get("format", "")) for key, value in data.items()}
    data = _without(data, frozenset(secret_values))
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return redactor.body(text, "application/json").decode("utf-8", "replace")


def _part(key: str, value: Any, redactor: Redactor, format: str) -> Any:
    if key == "headers" and isinstance(value, list):
        return [list(pair) for pair in redactor.headers((str(name), str(text)) for name, text in value)]
    if key == "extra_query" and isinstance(value, list):
        return [[name, MASK if is_secret_name(str(name)) else text] for name, text in value]
    if key == "raw_body" and isinstance(value, str):
        body = value.encode("utf-8", "surrogatepass")
        return redactor.body(body, f"application/{format}").decode("utf-8", "surrogatepass")
    return value


def _without(value: Any, secret_values: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(inner, secret_values) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, secret_values) for inner in value]
    is_scalar = isinstance(value, str | int | float) and not isinstance(value, bool)
    return MASK if is_scalar and str(value) in secret_values else value
