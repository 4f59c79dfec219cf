"""Parameters of a request, whatever form they came in: JSON, XML, a form, or the query with brackets.

Yields plain data without judging it; `checking` says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from cloudflow_tui.errors import BodySyntaxError, SandboxError
from cloudflow_tui.sandbox.brackets import parse_query

if TYPE_CHECKING:
    from cloudflow_tui.request.xml_reader import Element
    from cloudflow_tui.sandbox.schema import Plan

OLD_ZONE_ROOT = "pack"
"""Root that older clients put around a zone, whatever the zone is called."""


_MAX_DIGITS = 19
_MAX_DEPTH = 64


class UnreadableBodyError(SandboxError):
    """A body that is not what its type says."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a request holds."""

    query: Mapping[str, Any]
    body: object
    """The body as data, None when there is none."""
    root: str = ""
    """The one key around everything of the body, as XML always has."""

    @property
    def names(self) -> frozenset[str]:
        """Names of all parameters at the top and one level below it."""
        found = set(self.query)
        found.update(f"{k}[{inner}]" for k, v in self.query.items() if isinstance(v, dict) for inner in v)
        for data in (self.query, self.body):
            if isinstance(data, dict):
                found.update(data)
                for inner in data.values():
                    if isinstance(inner, dict):
                        found.update(inner)
        return frozenset(found)


def read_given(query: str, body: bytes, form: str) -> Given:
    """Query and body as data.

    Args:
        form: "json", "xml" or "form", see `negotiation.body_format`.

    Raises:
        UnreadableBodyError: The body is not well formed.
    """
    try:
        asked = parse_query(query) if query else {}
        form_data = parse_query(body.decode("utf-8", "replace")) if form == "form" else {}
    except ValueError as error:
        raise UnreadableBodyError(f"The parameters cannot be read: {error}") from error
    if not body.strip():
        return Given(asked, None)
    if form == "xml":
        root, data = _read_xml(body)
        return Given(asked, {root: data}, root)
    if form == "form":
        return Given(asked, form_data)
    return Given(asked, _read_json(body))


def _read_json(body: bytes) -> object:
    import json

    try:
        return _clean(json.loads(body.decode("utf-8-sig"), parse_int=_whole), 0)
    except (ValueError, RecursionError) as error:
        raise UnreadableBodyError(f"The body is not JSON: {error}") from error


def _whole(text: str) -> int | float:
    """A whole number; one that no database holds becomes a fraction."""
    return int(text) if len(text) < _MAX_DIGITS else float(text)


def _clean(value: Any, depth: int) -> Any:
    """The same data without what cannot be stored or written again: halves of characters, endless numbers.

    Raises:
        ValueError: Nested too deeply.
    """
    if depth > _MAX_DEPTH:
        raise ValueError(f"nested deeper than {_MAX_DEPTH} levels")
    if isinstance(value, dict):
        return {_clean(name, depth): _clean(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner, depth + 1) for inner in value]
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    return None if isinstance(value, float) and not isfinite(value) else value


def _read_xml(body: bytes) -> tuple[str, object]:
    from cloudflow_tui.request.xml_reader import read_xml

    try:
        root = read_xml(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableBodyError(f"The body is not UTF-8: {error}") from error
    except BodySyntaxError as error:
        raise UnreadableBodyError(error.message) from error
    return _key(root), _element_data(root)


def _key(element: Element) -> str:
    return element.key.replace("-", "_")


def _element_data(element: Element) -> object:
    """Data of an element; text stays text unless its type says otherwise."""
    if element.attributes.get("nil") == "true":
        return None
    kind = element.attributes.get("type", "")
    if kind == "array":
        return [_element_data(child) for child in element.children]
    if not element.children:
        return _typed(kind, element.text)
    data: dict[str, object] = {}
    repeated: set[str] = set()
    for child in element.children:
        key, value = _key(child), _element_data(child)
        if key not in data:
            data[key] = value
        elif key in repeated:
            data[key].append(value)  # type: ignore[attr-defined]  # a list made below
        else:
            data[key] = [data[key], value]
            repeated.add(key)
    return data


def _typed(kind: str, text: str) -> object:
    try:
        if kind == "integer":
            return _whole(text.strip())
        if kind in ("float", "decimal"):
            found = float(text)
            return found if isfinite(found) else text
    except ValueError:
        return text
    if kind == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text.strip(), text)
    return text


def values_of(plan: Plan, given: Given) -> dict[str, Any]:
    """The body parameters of a call: below the root, beside it, bare, or in the query.

    Bare keys count as keys of the root, as the server's parameter wrapping does.
    """
    merged: dict[str, Any] = {}
    roots = _roots(plan)
    for data in (given.query, _below_wrapper(plan, given, roots)):
        if not isinstance(data, dict):
            continue
        root = next((name for name in roots if isinstance(data.get(name), dict)), "")
        merged.update((name, value) for name, value in data.items() if name != root)
        if root:
            merged.update(data[root])
    return {name.replace("-", "_"): value for name, value in merged.items()}


def _below_wrapper(plan: Plan, given: Given, roots: list[str]) -> object:
    """The body without the root that XML needs also where the call has none, or several keys."""
    data = given.body
    if given.root and isinstance(data, dict) and given.root not in roots and given.root not in _words(plan):
        return data[given.root]
    return data


def _words(plan: Plan) -> frozenset[str]:
    """Top-level names of the parameters."""
    return frozenset(parameter.name.split(".")[0].split("[")[0] for parameter in plan.endpoint.parameters)


def _roots(plan: Plan) -> list[str]:
    """Names that may stand around the parameters, the documented one first."""
    parameters = _words(plan)
    names = [plan.endpoint.root, plan.element, plan.kind, OLD_ZONE_ROOT]
    return [
        name
        for name in dict.fromkeys(names)
        if name and (name == plan.endpoint.root or name not in parameters)
    ]
