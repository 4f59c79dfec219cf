"""Ties the names that servers use to the parameters of an endpoint.

A server may write `user.email`, `user[email]`, `user-group-id`, `roles` for role_ids[], the readable name at
the start of a message ("CDN hostname can't be blank"), or a class ("EdgeGroup not found"). Where more than
one parameter would fit, none is chosen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.models import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cloudflow_tui.catalog.models import Endpoint, Parameter

_PREDICATES = (
    "can't|can`t|cannot|can not|must|is|are|has|have|does|doesn't|do not|should|already|only|include|"
    "includes|accepts|was|were|may|contain|contains|will|needs|required|too|not"
)
_CLASS_NOT_FOUND = re.compile(r"\s*([A-Z]\w*?|[A-Z][\w ]*?) not found\b", re.ASCII)
_Segments = tuple[str, ...]


def match_errors(errors: Iterable[FieldError], endpoint: Endpoint | None) -> tuple[FieldError, ...]:
    """The errors with their parameters, in the same order; unchanged where nothing fits."""
    if endpoint is None:
        return tuple(errors)
    return tuple(_matched(error, endpoint) for error in errors)


def parameter_of_field(field: str, endpoint: Endpoint) -> Parameter | None:
    """The parameter that a server means by a field, None when none or several fit."""
    wanted = _segments(field)
    if endpoint.root and len(wanted) > 1 and wanted[0] == endpoint.root:
        wanted = wanted[1:]
    if not wanted:
        return None
    candidates = [(parameter, _segments(parameter.name)) for parameter in endpoint.parameters]
    tests: tuple[Callable[[_Segments], bool], ...] = (
        lambda own: own == wanted,
        lambda own: own[-len(wanted) :] == wanted or wanted[-len(own) :] == own,
        lambda own: _stem(own[-1]) == _stem(wanted[-1]) and own[:-1] == wanted[:-1],
        lambda own: _stem(own[-1]) == _stem(wanted[-1]),
    )
    for test in tests:
        found = [parameter for parameter, own in candidates if test(own)]
        if len(found) > 1:
            # The body's own parameter rather than the id of the same name in the path.
            found = [parameter for parameter in found if parameter.place != "path"]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def parameter_of_class(message: str, endpoint: Endpoint) -> Parameter | None:
    """The parameter whose value a "… not found" complains about, None when it names none of the endpoint."""
    found = _CLASS_NOT_FOUND.match(message)
    if found is None:
        return None
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", found[1]).replace(" ", "_").lower()
    for wanted in (f"{name}_id", f"{name}_ids"):
        parameter = parameter_of_field(wanted, endpoint)
        if parameter is not None:
            return parameter
    return None


def _matched(error: FieldError, endpoint: Endpoint) -> FieldError:
    if error.field:
        parameter = parameter_of_field(error.field, endpoint)
        if parameter is None:
            return error
        return replace(error, field=_with_indexes(parameter.name, error.field), parameter=parameter.name)
    parameter = parameter_of_class(error.message, endpoint) or _named_first(error.message, endpoint)
    return error if parameter is None else replace(error, field=parameter.name, parameter=parameter.name)


def _named_first(message: str, endpoint: Endpoint) -> Parameter | None:
    """The parameter whose readable name begins the message, the longest one where several do."""
    folded = message.lower()
    found: list[tuple[int, Parameter]] = []
    for parameter in endpoint.parameters:
        if parameter.place == "path":
            continue
        for name in _readable_names(parameter.name):
            if re.match(rf"{re.escape(name)} (?:{_PREDICATES})\b", folded):
                found.append((len(name), parameter))
    found.sort(key=lambda pair: pair[0], reverse=True)
    if not found or (len(found) > 1 and found[1][0] == found[0][0] and found[1][1] != found[0][1]):
        return None
    return found[0][1]


def _readable_names(name: str) -> set[str]:
    plain = _segments(name)[-1]
    stem = _stem(plain)
    return {text.replace("_", " ") for text in (plain, stem, f"{stem}s", f"{stem} id") if text}


def _segments(name: str) -> _Segments:
    """`user[roles][0].role-id` → ("user", "roles", "role_id"); indexes and empty brackets fall away."""
    parts = re.split(r"[.\[\]/]+", name.lower().replace("-", "_"))
    return tuple(part for part in parts if part and not part.isdigit())


def _stem(word: str) -> str:
    """`role_ids`, `role_id`, `roles` and `role` → `role`."""
    word = word.removesuffix("_ids").removesuffix("_id")
    return word.removesuffix("s") if not word.endswith("ss") else word


def _with_indexes(name: str, field: str) -> str:
    """The parameter's name with the indexes of the field: `disks[].size` and `disks[2].size` → the latter."""
    indexes = re.findall(r"\[(\d+)\]|\.(\d+)(?=\.|$)", field)
    if not indexes or (name.endswith("[]") and name.count("[]") == 1):
        return name
    for bracketed, dotted in indexes:
        name = name.replace("[]", f"[{bracketed or dotted}]", 1)
    return name
