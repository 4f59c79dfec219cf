"""Values as plain JSON data, and text as a terminal may see it. Pure functions; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cloudflow_tui.document.visible import CONTROL, escape_code


def visible(text: str) -> str:
    """The text with control and direction characters shown as escapes; tab and newline stay."""
    return CONTROL.sub(lambda found: escape_code(found.group()), text)


def to_plain(value: object) -> Any:
    """A value as dicts, lists, strings and numbers: dataclasses by their fields, UNSET ones left out.

    Raises:
        TypeError: A kind of value that has no plain form.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return _plain_fields(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


def _plain_fields(value: object) -> dict[str, Any]:
    from dataclasses import fields

    from cloudflow_tui.catalog.models import UNSET

    pairs = ((field.name, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]  # a dataclass, as was asked
    return {name: to_plain(item) for name, item in pairs if item is not UNSET}
