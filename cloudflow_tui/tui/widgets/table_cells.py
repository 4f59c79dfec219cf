"""How cells of a table are shown: numbers in groups, states with their glyph, units in headings. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.document.rows import Column
    from cloudflow_tui.tui.glyphs import Glyphs

StateKind = Literal["running", "stopped", "refused", "scheduled"]
STATE_INKS: Final = {
    "running": "status-2xx",
    "stopped": "text-muted",
    "refused": "status-4xx",
    "scheduled": "text-muted",
}
_UNIT: Final = re.compile(r"\bin (MB|GB|TB|KB|MHz|Mbps|Mb/s|seconds|minutes|hours|days|percent)\b")
_SHORT_UNITS: Final = {"seconds": "s", "minutes": "min", "hours": "h", "days": "d", "percent": "%"}
_WHOLE: Final = re.compile(r"-?[0-9]{4,}")
_STATE_COLUMNS: Final = frozenset(("state", "status", "booted", "online", "enabled", "active"))
_STATES: Final[dict[str, StateKind]] = {
    **dict.fromkeys(("running", "active", "online", "on", "true", "enabled", "complete"), "running"),
    **dict.fromkeys(("stopped", "off", "offline", "false", "inactive", "disabled", "shut_off"), "stopped"),
    **dict.fromkeys(("locked", "suspended", "failed", "error", "cancelled", "deleted", "warning"), "refused"),
    **dict.fromkeys(("pending", "starting", "stopping", "building", "scheduled", "queued"), "scheduled"),
}  # fmt: skip


def units_of(endpoint: Endpoint | None) -> dict[str, str]:
    """Attributes of an answer to their units, as far as the guide names one."""
    units = {}
    for attribute in endpoint.answer.attributes if endpoint is not None else ():
        found = _UNIT.search(attribute.description)
        if found and attribute.type in ("integer", "decimal", "number"):
            units[attribute.name.rpartition(".")[2]] = _SHORT_UNITS.get(found[1], found[1])
    return units


def shown_number(column: Column, text: str) -> str:
    """A whole number in groups of three; ids and years stay as they are."""
    name = column.name
    if not column.is_number or name == "id" or name.endswith(("_id", "number", "year", "port", "vlan")):
        return text
    return f"{int(text):,}" if _WHOLE.fullmatch(text) and len(text) < 30 else text


def state_of(column: Column, text: str) -> StateKind | None:
    """What a state means, None for columns and words that tell none."""
    return _STATES.get(text.lower()) if column.name in _STATE_COLUMNS else None


def state_glyph(kind: StateKind, glyphs: Glyphs) -> str:
    """The glyph of a state."""
    return {
        "running": glyphs.running,
        "stopped": glyphs.stopped,
        "refused": glyphs.refused,
        "scheduled": glyphs.scheduled,
    }[kind]


def sum_of(cells: list[str]) -> str:
    """The sum of a column of numbers as it is shown; "" when none is known."""
    from decimal import Decimal, InvalidOperation

    total, count = Decimal(0), 0
    for text in cells:
        try:
            number = Decimal(text)
        except InvalidOperation:
            continue
        if number.is_finite() and abs(number.adjusted()) < 100:
            total, count = total + number, count + 1
    return f"{total:,}" if count else ""
