"""Whether parameters are good: required ones there, each of its type, in its list and bounds, unique.

Messages are those of the server's framework, for clients and people recognise them. Unknown parameters are
no fault; they are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cloudflow_tui.sandbox.coercion import NotOfTypeError, coerce
from cloudflow_tui.sandbox.store import Filter

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter
    from cloudflow_tui.sandbox.schema import Plan, Schema
    from cloudflow_tui.sandbox.store import Object, Store

BLANK = "can't be blank"
NOT_IN_LIST = "is not included in the list"
TAKEN = "has already been taken"
INVALID = "is invalid"

ANY_KEY = "N"
"""Part of a parameter's name that stands for any key: `conditions.N.subject`."""

_PASSWORD_LENGTH = 6


@dataclass(slots=True)
class Checked:
    """Parameters after the check."""

    values: dict[str, Any]
    """With every known parameter in its type."""
    errors: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, message: str) -> None:
        found = self.errors.setdefault(name, [])
        if message not in found:
            found.append(message)


def check(plan: Plan, values: Mapping[str, Any], query: Mapping[str, Any]) -> Checked:
    """Check and convert the parameters of a call; those of the path are not looked at."""
    checked = Checked(dict(values))
    for parameter in plan.endpoint.parameters:
        if parameter.place == "path" or parameter.is_read_only or parameter.is_flag:
            continue
        if parameter.place == "body":
            _check_in(checked, checked.values, parameter, parameter.name.split("."), "")
        elif parameter.is_required and not _is_asked(query, parameter.name) and parameter.name not in values:
            checked.add(_shown(parameter.name), BLANK)
    return checked


def _is_asked(query: Mapping[str, Any], name: str) -> bool:
    head, _, inner = name.partition("[")
    data = query.get(head)
    if isinstance(data, dict) and inner:
        return data.get(inner.rstrip("]")) not in (None, "")
    return head in query


def _shown(name: str) -> str:
    return name.replace("[]", "")


def _check_in(
    checked: Checked, data: dict[str, Any], parameter: Parameter, path: list[str], above: str
) -> None:
    """Check one parameter within the object that its name has led to so far."""
    if path[0] == ANY_KEY:
        for key in [key for key, inner in data.items() if isinstance(inner, dict)]:
            _check_in(checked, data[key], parameter, path[1:], f"{above}.{key}")
        return
    word, is_list = path[0].removesuffix("[]"), path[0].endswith("[]")
    name = f"{above}.{word}" if above else word
    if len(path) == 1:
        _check_leaf(checked, data, parameter, word, name)
        return
    inner = data.get(word)
    if inner is None:
        if parameter.is_required and not above and not is_list and ANY_KEY not in path:
            checked.add(_shown(parameter.name), BLANK)
        return
    for member in _members(data, word, is_list):
        if isinstance(member, dict):
            _check_in(checked, member, parameter, path[1:], name)
        else:
            checked.add(name, INVALID)


def _members(data: dict[str, Any], word: str, is_list: bool) -> Iterator[Any]:
    """What stands under a name: one object, or the members of a list in any of its written forms."""
    inner = data[word]
    if is_list and isinstance(inner, dict) and all(key.isdigit() for key in inner):
        inner = data[word] = list(inner.values())
    if isinstance(inner, list):
        yield from inner
    else:
        yield inner


def _check_leaf(checked: Checked, data: dict[str, Any], parameter: Parameter, word: str, name: str) -> None:
    value = data.get(word)
    if value is None or (isinstance(value, str) and not value.strip()) or value in ([], {}):
        if parameter.is_required:
            checked.add(name, BLANK)
        elif word in data and value == "" and parameter.type != "string":
            data[word] = None
        return
    try:
        value = data[word] = coerce(parameter.type, value)
    except NotOfTypeError as error:
        checked.add(name, error.message)
        return
    for message in _complaints(parameter, value):
        checked.add(name, message)


def _complaints(parameter: Parameter, value: object) -> Iterator[str]:
    """What is wrong with a value of the right type."""
    if parameter.enum:
        known = {_as_text(member) for member in parameter.enum}
        members = value if isinstance(value, list) else [value]
        if any(_as_text(member) not in known for member in members):
            yield NOT_IN_LIST
    if isinstance(value, str):
        if parameter.min_length is not None and len(value) < parameter.min_length:
            yield f"is too short (minimum is {parameter.min_length} characters)"
        if parameter.max_length is not None and len(value) > parameter.max_length:
            yield f"is too long (maximum is {parameter.max_length} characters)"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if parameter.minimum is not None and value < parameter.minimum:
            yield f"must be greater than or equal to {parameter.minimum:g}"
        if parameter.maximum is not None and value > parameter.maximum:
            yield f"must be less than or equal to {parameter.maximum:g}"


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_object(checked: Checked, schema: Schema, store: Store, kind: str, existing: Object | None) -> None:
    """Rules beyond single parameters: what must be unique, and what a user's login data must be like.

    Args:
        existing: The object that is altered, None for a new one.
    """
    own_id = None if existing is None else existing.get("id")
    for attribute in schema.hints.unique.get(kind, ()):
        value = checked.values.get(attribute)
        if not isinstance(value, str | int) or value == "" or attribute in checked.errors:
            continue
        same, _ = store.select(kind, Filter(equal=((attribute, value),)))
        if any(found["id"] != own_id for found in same):
            checked.add(attribute, TAKEN)
    if kind == "user":
        _check_user(checked)


def _check_user(checked: Checked) -> None:
    email, password = checked.values.get("email"), checked.values.get("password")
    if isinstance(email, str) and email and ("@" not in email.strip("@") or " " in email):
        checked.add("email", INVALID)
    if isinstance(password, str) and password:
        if len(password) < _PASSWORD_LENGTH:
            checked.add("password", f"is too short (minimum is {_PASSWORD_LENGTH} characters)")
        confirmation = checked.values.get("password_confirmation")
        if confirmation is not None and confirmation != password:
            checked.add("password_confirmation", "doesn't match Password")
