"""The parameters of one endpoint: against its path, each other, and their types."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from cloudflow_tui.catalog.check.endpoint import check_versions
from cloudflow_tui.catalog.check.finding import Data, Findings, parameters_of, words_of
from cloudflow_tui.catalog.check.section import PLACEHOLDER
from cloudflow_tui.catalog.check.values import TYPES, fits_strictly
from cloudflow_tui.catalog.models import Place

_NAME = re.compile(r"[A-Za-z_][\w-]*(?:\[[\w-]*\])*(?:\.[\w-]+(?:\[[\w-]*\])*)*")
_LIST_TYPES = frozenset({"array", "object", "integer", "string", "number"})
_NUMBER_TYPES = ("integer", "number")
_INDEX = re.compile(r"\[[^\]]*\]")
_NUMBERED = re.compile(r"(?<=\.)\d+(?=\.|$)")


def plain_name(name: str) -> str:
    """A name without brackets; numbers that serve as keys (`conditions.0.subject`) read as N."""
    return _NUMBERED.sub("N", _INDEX.sub("", name)).strip(".")


def check_parameters(endpoint: Data, found: Findings) -> None:
    """Check all parameters of one endpoint."""
    _check_placeholders(endpoint, found)
    where, parameters = endpoint["id"], parameters_of(endpoint)
    for (name, place), count in Counter((row["name"], row["in"]) for row in parameters).items():
        if count > 1:
            found.add("duplicate parameter", where, f"{name} stands in {place} {count} times")
    for parameter in parameters:
        at = f"{where} {parameter['name']}"
        _check_words(at, parameter, found)
        _check_place(at, parameter, endpoint, found)
        check_versions(at, parameter, found)
        _check_values(at, parameter, found)
        _check_limits(at, parameter, found)
    _check_parents(endpoint, found)


def _check_placeholders(endpoint: Data, found: Findings) -> None:
    where, path = endpoint["id"], endpoint["path"]
    placeholders = PLACEHOLDER.findall(path)
    own = [row["name"] for row in parameters_of(endpoint, "path")]
    for name, count in Counter(placeholders).items():
        if count > 1:
            found.add("placeholder", where, f":{name} stands in {path} {count} times")
        if name not in own:
            found.add("placeholder", where, f":{name} is no path parameter")
        if name == "id":
            found.add("placeholder name", where, f"a bare :id in {path} does not say of what")
    for name in own:
        if name not in placeholders:
            found.add("placeholder", where, f"the path parameter {name} is not in {path}")


def _check_words(at: str, parameter: Data, found: Findings) -> None:
    if not _NAME.fullmatch(parameter["name"]):
        found.add("parameter name", at, "is not built like limits.cpu, role_ids[] or period[startdate]")
    if parameter["in"] not in get_args(Place):
        found.add("place", at, f"in is {parameter['in']!r}, none of {', '.join(get_args(Place))}")
    if parameter["type"] not in TYPES:
        found.add("type", at, f"{parameter['type']!r} is none of {', '.join(sorted(TYPES))}")
    elif parameter["name"].endswith("[]") and parameter["type"] not in _LIST_TYPES:
        found.add("type", at, f"{parameter['type']} with the name of a list")
    if "items" in parameter and (parameter["items"] not in TYPES or parameter["type"] != "array"):
        found.add("type", at, f"holds {parameter['items']!r}, but is {parameter['type']!r}")
    if not parameter.get("description", "").strip():
        found.add("missing key", at, "parameter has no description")


def _check_place(at: str, parameter: Data, endpoint: Data, found: Findings) -> None:
    place, root = parameter["in"], endpoint.get("root")
    if place == "path" and parameter.get("required") is not True:
        found.add("placeholder", at, "a path parameter is always required")
    if place == "body" and endpoint["method"] == "GET" and not has_body_of_get(endpoint):
        found.add("place", at, "a GET has no body, and the notes do not speak of one")
    if parameter.get("flag") and place != "query":
        found.add("flag", at, "a bare word stands in the query only")
    if parameter.get("beside_root") and not (root and place == "body"):
        found.add("root", at, "stands beside a root that is not there")
    if root and place == "body" and parameter["name"].partition(".")[0] == root and "." in parameter["name"]:
        found.add("root", at, f"begins with the root {root}")


def has_body_of_get(endpoint: Data) -> bool:
    """Whether the notes tell of a filter that goes as the body of a GET."""
    return "body of the get" in words_of(endpoint, "notes").lower()


def _check_values(at: str, parameter: Data, found: Findings) -> None:
    kind, choices = parameter["type"], parameter.get("enum")
    if choices is not None:
        if not isinstance(choices, list) or not choices:
            found.add("enum", at, "is no list of values")
            choices = None
        else:
            item = "" if kind == "array" else kind
            for value in choices:
                if isinstance(value, dict | list) or (item and not fits_strictly(value, item)):
                    found.add("enum", at, f"{value!r} is no {kind}")
            if len({repr(value) for value in choices}) < len(choices):
                found.add("enum", at, "holds a value twice")
    for key in ("default", "example"):
        if key not in parameter:
            continue
        value = parameter[key]
        if not fits_strictly(value, kind):
            found.add(key, at, f"{value!r} is no {kind}")
        elif choices:
            for one in value if isinstance(value, list) else [value]:
                if one not in choices:
                    found.add(key, at, f"{one!r} is not in the enum")


def _check_limits(at: str, parameter: Data, found: Findings) -> None:
    """Ranges and lengths: on the right types, not crossed, kept by example and default."""
    kind = parameter["type"]
    lengths = "min_length", "max_length"
    for low, high, fitting in (("min", "max", _NUMBER_TYPES), (*lengths, ("string", "array"))):
        given = [parameter[key] for key in (low, high) if key in parameter]
        if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in given):
            found.add("limit", at, f"{low} and {high} are numbers")
            continue
        if given and kind not in fitting:
            found.add("limit", at, f"{low} or {high} on a {kind}")
        elif len(given) == 2 and given[0] > given[1]:
            found.add("limit", at, f"{low} {given[0]} is above {high} {given[1]}")
        elif given:
            _check_within(at, parameter, low, high, found)


def _check_within(at: str, parameter: Data, low: str, high: str, found: Findings) -> None:
    for key in ("default", "example"):
        value = parameter.get(key)
        amount = len(value) if isinstance(value, str | list) else value
        if isinstance(amount, int | float) and not (
            parameter.get(low, amount) <= amount <= parameter.get(high, amount)
        ):
            found.add("limit", at, f"the {key} {value!r} is outside {low} and {high}")


def _check_parents(endpoint: Data, found: Findings) -> None:
    """A parameter that others are nested in is an object or a list."""
    kinds = {plain_name(row["name"]): row["type"] for row in parameters_of(endpoint, "body")}
    for parameter in parameters_of(endpoint, "body"):
        parent = plain_name(parameter["name"].rpartition(".")[0])
        kind = kinds.get(parent, "object")
        if parent and kind not in ("array", "object"):
            found.add("type", f"{endpoint['id']} {parameter['name']}", f"is nested in {parent}, a {kind}")
