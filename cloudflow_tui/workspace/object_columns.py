"""Which attributes tell the objects of a list apart, for the columns of a picker. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cloudflow_tui.redact.names import is_secret_name
from cloudflow_tui.workspace.naming import NAME_KEYS

MOST_COLUMNS: Final = 4
_LONGEST: Final = 40
_TELLING: Final = (
    "hostname", "login", "email", "operating_system_distro", "operating_system_arch", "virtualization",
    "hypervisor_type", "server_type", "type", "kind", "version", "status", "state", "booted", "online",
    "locked", "suspended", "memory", "cpus", "disk_size", "size", "data_store_size", "usage", "min_disk_size",
    "ip_address", "address", "cidr", "network_address", "gateway", "vlan", "mac", "first_name", "last_name",
    "country", "city", "price", "identifier", "description",
)  # fmt: skip
"""Attributes that people know objects by, best first."""


def columns_of(objects: Sequence[Mapping[str, Any]], besides: Sequence[str]) -> tuple[str, ...]:
    """The attributes to show, MOST_COLUMNS at most: those that differ from object to object.

    Args:
        besides: Attributes that are shown anyway, the label and the value.
    """
    shown = [[cell_of(one.get(key)) for one in objects] for key in besides]
    found: list[str] = []
    for key in _TELLING:
        if key in besides or is_secret_name(key):
            continue
        cells = [cell_of(one.get(key)) for one in objects]
        if _tells(cells) and cells not in shown:
            found.append(key)
            shown.append(cells)
        if len(found) == MOST_COLUMNS:
            break
    return tuple(found)


def _tells(cells: Sequence[str]) -> bool:
    if not any(cells) or max(map(len, cells)) > _LONGEST:
        return False
    return len(set(cells)) > 1 or len(cells) == 1


def cell_of(value: object) -> str:
    """A plain attribute as text; "" for null, lists and objects."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


def label_of(one: Mapping[str, Any], key: str) -> str:
    """The words that name an object: the attribute of the catalog, else one that usually does."""
    for candidate in (key, *NAME_KEYS):
        text = cell_of(one.get(candidate))
        if text:
            return text
    return ""
