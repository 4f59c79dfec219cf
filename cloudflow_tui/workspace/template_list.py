"""The template list as customers are given it: operating system and template id, by location.

Templates carry no location; a location offers those that a compute resource of its zones runs. Where the
account may not read the compute resources, one list is made for all locations, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.workspace.cloud_lists import CloudLists
from cloudflow_tui.workspace.settings_fit import runs_on, virtualizations

if TYPE_CHECKING:
    from cloudflow_tui.workspace.cloud_lists import Rows
    from cloudflow_tui.workspace.workspace import Workspace

ListForm = Literal["text", "markdown", "csv", "html", "json"]
FORMS: Final[tuple[ListForm, ...]] = ("text", "markdown", "csv", "html", "json")
_NOT_FOR_ORDERS: Final = frozenset({"lbva", "cdn", "edge", "storage", "acceleration"})
"""Systems of templates that only the cloud itself builds from."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template at one location."""

    location: str
    """City and compute zone; "" when locations are not known."""
    system: str
    """Its name: Debian 12 x64."""
    id: str
    family: str = ""
    """linux, windows or freebsd."""
    least_disk_gb: int | None = None
    least_memory_mb: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateList:
    """What there is to order."""

    rows: tuple[TemplateRow, ...]
    note: str = ""
    """What could not be read, a sentence."""

    @property
    def locations(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.location for row in self.rows))

    def at(self, location: str) -> list[TemplateRow]:
        return [row for row in self.rows if row.location == location]


async def read_template_list(workspace: Workspace) -> TemplateList:
    """Read templates, zones, compute resources and locations.

    Raises:
        ConfigError: The templates cannot be read; says why.
    """
    lists = CloudLists(workspace)
    templates = await lists.rows("templates.list_all")
    if not templates.is_read:
        raise ConfigError(
            f"The templates cannot be read: {lists.trouble or f'answered {templates.status}'}.",
            advice="Check the credentials, or ask for the permission to read templates.",
        )
    offered = sorted((row for row in templates.rows if _is_offered(row)), key=_order)
    zones = await lists.rows("hypervisor_zones.list")
    hosts = await lists.rows("hypervisors.list") if zones.is_read else zones
    if not hosts.is_read or not hosts.rows:
        note = "This account may not read zones and compute resources; one list for all locations."
        return TemplateList(tuple(_row("", row) for row in offered), note)
    places = await lists.rows("location_groups.list")
    found = [
        _row(location, row)
        for location, kinds in _locations(zones, hosts, places)
        for row in offered
        if not virtualizations(row) or runs_on(virtualizations(row), kinds)
    ]
    note = "" if templates.is_whole else f"Only the first {len(templates.rows)} templates were read."
    return TemplateList(tuple(found), note)


def _is_offered(row: dict[str, Any]) -> bool:
    is_own = bool(row.get("user_id"))
    return (
        row.get("state") in (None, "active")
        and not is_own
        and str(row.get("operating_system_distro") or "").lower() not in _NOT_FOR_ORDERS
        and not row.get("cdn")
    )


def _order(row: dict[str, Any]) -> tuple[str, str]:
    return str(row.get("operating_system") or ""), str(row.get("label") or "").casefold()


def _row(location: str, row: dict[str, Any]) -> TemplateRow:
    disk, memory = row.get("min_disk_size"), row.get("min_memory_size")
    return TemplateRow(
        location,
        str(row.get("label") or row.get("file_name") or ""),
        str(row.get("id")),
        str(row.get("operating_system") or ""),
        disk if isinstance(disk, int) else None,
        memory if isinstance(memory, int) else None,
    )


def _locations(zones: Rows, hosts: Rows, places: Rows) -> Iterator[tuple[str, set[str]]]:
    """Each compute zone with the kinds of its compute resources, named by its city."""
    for zone in zones.rows:
        kinds = {
            str(row["hypervisor_type"]).lower()
            for row in hosts.rows
            if row.get("hypervisor_type") and str(row.get("hypervisor_group_id")) == str(zone.get("id"))
        }
        place = places.by_id(str(zone.get("location_group_id"))) or {}
        city, label = str(place.get("city") or ""), str(zone.get("label") or zone.get("id"))
        if kinds:
            yield (f"{city} ({label})" if city else label), kinds


# As text


def template_text(listed: TemplateList, form: ListForm) -> str:
    """The list in one of its forms, to be put into an article or a module's notes."""
    if form == "text":
        return _plain(listed)
    if form == "csv":
        return _csv(listed)
    if form == "html":
        return _html(listed)
    if form == "json":
        return _json(listed)
    return _markdown(listed)


def _titles(location: str) -> tuple[str, str]:
    return "O.S.", f"Template ID {location}".strip()


def _plain(listed: TemplateList) -> str:
    width = max((len(row.system) for row in listed.rows), default=0)
    parts: list[str] = []
    for location in listed.locations:
        system, id = _titles(location)
        parts.append(f"{system:<{width}}  {id}")
        parts += [f"{row.system:<{width}}  {row.id}" for row in listed.at(location)]
        parts.append("")
    return "\n".join([*parts, listed.note]).rstrip() + "\n"


def _markdown(listed: TemplateList) -> str:
    parts: list[str] = []
    for location in listed.locations:
        parts += [f"## {_md(location)}", ""] if location else []
        parts += ["| " + " | ".join(_md(title) for title in _titles(location)) + " |", "| --- | ---: |"]
        parts += [f"| {_md(row.system)} | {_md(row.id)} |" for row in listed.at(location)]
        parts.append("")
    if listed.note:
        parts += [listed.note, ""]
    return "\n".join(parts)


def _md(text: str) -> str:
    flat = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return flat.replace("<", "&lt;")


def _csv(listed: TemplateList) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("Location", "O.S.", "Template ID", "Least disk GB", "Least memory MB"))
    for row in listed.rows:
        cells = (row.location, row.system, row.id, _shown(row.least_disk_gb), _shown(row.least_memory_mb))
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells])
    return out.getvalue()


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


def _html(listed: TemplateList) -> str:
    from html import escape

    parts: list[str] = []
    for location in listed.locations:
        parts += [f"<h2>{escape(location)}</h2>"] if location else []
        heads = "".join(f"<th>{escape(title)}</th>" for title in _titles(location))
        parts += ["<table>", f"<thead><tr>{heads}</tr></thead>", "<tbody>"]
        parts += [
            f"<tr><td>{escape(row.system)}</td><td>{escape(row.id)}</td></tr>" for row in listed.at(location)
        ]
        parts += ["</tbody>", "</table>"]
    if listed.note:
        parts.append(f"<p>{escape(listed.note)}</p>")
    return "\n".join(parts) + "\n"


def _json(listed: TemplateList) -> str:
    import json

    names: Sequence[str] = ("location", "system", "id", "family", "least_disk_gb", "least_memory_mb")
    rows = [{name: getattr(row, name) for name in names} for row in listed.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
