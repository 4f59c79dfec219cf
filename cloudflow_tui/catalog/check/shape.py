"""Whether a file is built as a section file: objects and lists where they belong. Values come afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cloudflow_tui.catalog.check.finding import Findings

_BOOLEANS = {
    "endpoint": ("complete", "asynchronous", "dangerous"),
    "parameter": ("required", "read_only", "secret", "flag", "beside_root"),
}
KEYS = {
    "section": frozenset(["$schema", "section", "title", "group", "source", "notes", "endpoints"]),
    "endpoint": frozenset(
        [
            "id",
            "title",
            "method",
            "path",
            "summary",
            "basis",
            "effect",
            "since",
            "until",
            "version_basis",
            "replaced_by",
            "root",
            "params",
            "request_example",
            "responses",
            "asynchronous",
            "dangerous",
            "notes",
            "source",
            "complete",
        ]
    ),
    "parameter": frozenset(
        [
            "name",
            "in",
            "required",
            "type",
            "items",
            "description",
            "enum",
            "default",
            "example",
            "since",
            "until",
            "read_only",
            "secret",
            "flag",
            "beside_root",
            "unit",
            "min",
            "max",
            "min_length",
            "max_length",
            "refers_to",
            "value",
            "label",
            "scope",
            "version_basis",
        ]
    ),
    "responses": frozenset(["success", "root", "list", "attributes"]),
    "attribute": frozenset(["name", "type", "description", "since", "until", "version_basis"]),
}
"""Keys that each part may have."""
_NEEDED = {
    "section": ("section", "title", "group", "endpoints"),
    "endpoint": ("id", "title", "method", "path", "summary", "effect", "responses"),
    "parameter": ("name", "in", "type"),
    "responses": ("success",),
    "attribute": ("name", "type"),
}
_TEXTS = frozenset(
    [
        "section",
        "title",
        "group",
        "source",
        "notes",
        "id",
        "method",
        "path",
        "summary",
        "basis",
        "effect",
        "since",
        "until",
        "version_basis",
        "root",
        "name",
        "in",
        "type",
        "description",
        "unit",
        "refers_to",
        "value",
        "label",
    ]
)


def check_shape(name: str, data: Any, found: Findings) -> bool:
    """Whether the parts are where they belong; only then do the other checks make sense."""
    before = len(found.rows)
    for where, kind, part in _parts(name, data, found):
        for key in part:
            if key not in KEYS[kind]:
                found.add("unknown key", where, f"{kind} has {key!r}")
        for key in _NEEDED[kind]:
            if part.get(key) in (None, ""):
                found.add("missing key", where, f"{kind} has no {key}")
        for key in _TEXTS & set(part):
            if not isinstance(part[key], str):
                found.add("shape", where, f"{key} is {part[key]!r}, not text")
        for key in _BOOLEANS.get(kind, ()):
            if not isinstance(part.get(key, False), bool):
                found.add("shape", where, f"{key} is {part[key]!r}, not true or false")
    return all(row.kind == "unknown key" for row in found.rows[before:])


def _parts(name: str, data: Any, found: Findings) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where, kind and keys of each part of a section."""
    if not isinstance(data, dict):
        found.add("shape", name, "is no object")
        return
    yield name, "section", data
    for endpoint in _objects(name, data, "endpoints", found):
        where = str(endpoint.get("id") or name)
        yield where, "endpoint", endpoint
        for parameter in _objects(where, endpoint, "params", found):
            yield f"{where} {parameter.get('name')}", "parameter", parameter
        responses = endpoint.get("responses", {})
        if not isinstance(responses, dict):
            found.add("shape", where, "responses is no object")
            continue
        yield where, "responses", responses
        for attribute in _objects(where, responses, "attributes", found):
            yield f"{where} -> {attribute.get('name')}", "attribute", attribute


def _objects(where: str, part: dict[str, Any], key: str, found: Findings) -> list[dict[str, Any]]:
    rows = part.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        found.add("shape", where, f"{key} is no list of objects")
        return []
    return rows
