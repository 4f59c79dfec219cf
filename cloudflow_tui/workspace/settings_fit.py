"""Whether the objects that a module's settings name fit together: template, zones, stores, networks, sizes.

Everything is concluded from the cloud's own lists. What a list does not tell is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cloudflow_tui.interchange.settings_reader import Kind, Setting
from cloudflow_tui.workspace.settings_check import Checked, Chosen, Verdict

if TYPE_CHECKING:
    from cloudflow_tui.workspace.cloud_lists import CloudLists, Rows


async def fits(lists: CloudLists, chosen: Sequence[Chosen], settings: Sequence[Setting]) -> list[Checked]:
    """Each pair of settings that belong together, judged."""
    together = _Together(lists, chosen, settings)
    found = [*together.template_and_sizes(), *together.inside_their_zones()]
    for zone in together.all_of("hypervisor_zone"):
        hosts = [
            row for row in await together.rows("hypervisors.list") if _same(row, "hypervisor_group_id", zone)
        ]
        found += together.template_and_zone(zone, hosts)
        found += together.room_in_zone(zone, hosts)
        found += await together.stores_of_zone(zone, hosts)
        found += await together.networks_of_zone(zone, hosts)
    return found


class _Together:
    """What is judged, and the lists that it is judged by."""

    def __init__(self, lists: CloudLists, chosen: Sequence[Chosen], settings: Sequence[Setting]) -> None:
        self._lists, self._chosen, self._settings = lists, chosen, settings
        self._number = 0

    def all_of(self, kind: Kind) -> list[Chosen]:
        return [one for one in self._chosen if one.setting.kind == kind]

    async def rows(self, endpoint_id: str, **path: str) -> tuple[dict[str, Any], ...]:
        return (await self._read(endpoint_id, **path)).rows

    async def _read(self, endpoint_id: str, **path: str) -> Rows:
        found = await self._lists.rows(endpoint_id, **path)
        self._number = found.number
        return found

    def _said(self, verdict: Verdict, message: str, *settings: str) -> Checked:
        return Checked(" and ".join(dict.fromkeys(settings)), verdict, message, self._number)

    def _sizes(self, kind: Kind) -> Iterator[tuple[Setting, int]]:
        for setting in self._settings:
            if setting.kind == kind and setting.values[0].isdecimal():
                yield setting, int(setting.values[0])

    # Template

    def template_and_sizes(self) -> Iterator[Checked]:
        """The least disk and memory that a template needs, and whether it may have swap."""
        for one in self.all_of("template"):
            self._number = 0
            state = str(one.row.get("state") or "active")
            if state != "active":
                yield self._said("wrong", f"{one.titled} is {state}.", one.setting.name)
            for kind, key, unit in (("disk", "min_disk_size", "GB"), ("memory", "min_memory_size", "MB")):
                least = one.row.get(key)
                for setting, size in self._sizes(kind):  # type: ignore[arg-type]  # both are kinds
                    if isinstance(least, int):
                        yield self._least(one, setting, size, least, unit)
            for setting, size in self._sizes("swap"):
                if size and one.row.get("allowed_swap") is False:
                    said = f"{one.titled} takes no swap disk, {size} GB are set."
                    yield self._said("wrong", said, one.setting.name, setting.name)

    def _least(self, one: Chosen, setting: Setting, size: int, least: int, unit: str) -> Checked:
        is_enough = size >= least
        words = "fits" if is_enough else "is too small"
        said = f"{size} {unit} {words}: {one.named} needs at least {least} {unit}."
        return self._said("good" if is_enough else "wrong", said, one.setting.name, setting.name)

    def template_and_zone(self, zone: Chosen, hosts: Sequence[dict[str, Any]]) -> Iterator[Checked]:
        """Whether a compute resource of the zone runs what the template is made for."""
        kinds = {str(row["hypervisor_type"]).lower() for row in hosts if row.get("hypervisor_type")}
        for one in self.all_of("template"):
            made_for = virtualizations(one.row)
            if not kinds or not made_for:
                continue
            names = one.setting.name, zone.setting.name
            if runs_on(made_for, kinds):
                yield self._said("good", f"{one.titled} runs in {zone.named}.", *names)
            else:
                said = (
                    f"{one.titled} is made for {', '.join(sorted(made_for))}, "
                    f"{zone.named} has {', '.join(sorted(kinds))}."
                )
                yield self._said("wrong", said, *names)

    # Zones

    def inside_their_zones(self) -> Iterator[Checked]:
        """A compute resource, data store or network against the zone that is set beside it."""
        for kind, zone_kind, key in (
            ("hypervisor", "hypervisor_zone", "hypervisor_group_id"),
            ("data_store", "data_store_zone", "data_store_group_id"),
            ("network", "network_zone", "network_group_id"),
        ):
            self._number = 0
            for one in self.all_of(kind):  # type: ignore[arg-type]  # a kind
                zones = self.all_of(zone_kind)  # type: ignore[arg-type]  # a kind
                if not zones or key not in one.row:
                    continue
                is_in = [zone for zone in zones if _same(one.row, key, zone)]
                zone = (is_in or zones)[0]
                words = "belongs to" if is_in else "does not belong to"
                said = f"{one.titled} {words} {zone.named}."
                yield self._said("good" if is_in else "wrong", said, one.setting.name, zone.setting.name)

    def room_in_zone(self, zone: Chosen, hosts: Sequence[dict[str, Any]]) -> Iterator[Checked]:
        """Whether a compute resource of the zone is there, on line, and has the memory free."""
        if not hosts:
            return
        ready = [row for row in hosts if row.get("online") is not False and row.get("enabled") is not False]
        if not ready:
            said = f"No compute resource of {zone.named} is on line and enabled."
            yield self._said("wrong", said, zone.setting.name)
            return
        free = [int(row["free_memory"]) for row in ready if isinstance(row.get("free_memory"), int)]
        for setting, size in self._sizes("memory"):
            if free and max(free) < size:
                most = f"{max(free)} at most"
                said = f"No compute resource of {zone.named} has {size} MB free at the moment; {most}."
                yield self._said("possible", said, setting.name, zone.setting.name)

    async def stores_of_zone(self, zone: Chosen, hosts: Sequence[dict[str, Any]]) -> list[Checked]:
        """Whether data stores of the chosen zone are joined to the compute zone."""
        wanted = [*self.all_of("data_store_zone"), *self.all_of("data_store")]
        if not wanted:
            return []
        joined = await self._joined(zone, hosts, "data_store")
        if joined is None:
            return [self._unknown(zone, "data store", wanted)]
        stores = await self.rows("data_stores.list")
        return [
            self._join(zone, one, _members(one, stores, "data_store", "data_store_group_id"), joined)
            for one in wanted
        ]

    async def networks_of_zone(self, zone: Chosen, hosts: Sequence[dict[str, Any]]) -> list[Checked]:
        """Whether networks of the chosen zone are joined to the compute zone."""
        wanted = [*self.all_of("network_zone"), *self.all_of("network")]
        if not wanted:
            return []
        joined = await self._joined(zone, hosts, "network")
        if joined is None:
            return [self._unknown(zone, "network", wanted)]
        networks = await self.rows("networks.list")
        return [
            self._join(zone, one, _members(one, networks, "network", "network_group_id"), joined)
            for one in wanted
        ]

    async def _joined(self, zone: Chosen, hosts: Sequence[dict[str, Any]], noun: str) -> set[str] | None:
        """Ids of what is joined to the zone, or else to one of its compute resources; None: not readable."""
        found = await self._read(f"hypervisor_zones.{noun}_joins_list", hypervisor_zone_id=zone.id)
        ids = {str(row.get(f"{noun}_id")) for row in found.rows}
        for row in hosts if not ids and found.is_read else ():
            own = await self._read(f"hypervisors.{noun}_joins_list", hypervisor_id=str(row.get("id")))
            ids |= {str(one.get(f"{noun}_id")) for one in own.rows}
        return ids if found.is_read else None

    def _join(self, zone: Chosen, one: Chosen, members: set[str] | None, joined: set[str]) -> Checked:
        names = one.setting.name, zone.setting.name
        if members is None:
            return self._said("unknown", f"What {one.named} consists of cannot be read.", *names)
        noun = "data store" if "data_store" in one.setting.kind else "network"
        if members & joined:
            return self._said("good", f"{one.titled} is joined to {zone.named}.", *names)
        if not members:
            return self._said("wrong", f"{one.titled} has no {noun}.", *names)
        some = f"; joined are the {noun}s {', '.join(sorted(joined, key=_as_number)[:8])}" if joined else ""
        return self._said("wrong", f"{one.titled} is not joined to {zone.named}{some}.", *names)

    def _unknown(self, zone: Chosen, noun: str, wanted: Sequence[Chosen]) -> Checked:
        said = f"Which {noun}s are joined to {zone.named} cannot be read."
        return self._said("unknown", said, *(one.setting.name for one in wanted), zone.setting.name)


def virtualizations(template: dict[str, Any]) -> set[str]:
    """What a template is made for; clouds before 5.x write a text with commas."""
    value = template.get("virtualization")
    words = value if isinstance(value, list) else str(value or "").split(",")
    return {str(word).strip().lower() for word in words if str(word).strip()}


def runs_on(made_for: set[str], kinds: set[str]) -> bool:
    """Whether one of the kinds of compute resources runs it: `kvm` runs `kvm_virtio` too."""
    return any(word == kind or word.startswith(f"{kind}_") for word in made_for for kind in kinds)


def _members(one: Chosen, rows: Sequence[dict[str, Any]], kind: str, key: str) -> set[str] | None:
    """Ids of the stores or networks in a zone; of one of them, its own."""
    if one.setting.kind == kind:
        return {one.id}
    return {str(row.get("id")) for row in rows if _same(row, key, one)} if rows else None


def _same(row: dict[str, Any], key: str, one: Chosen) -> bool:
    return str(row.get(key)) == one.id


def _as_number(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdecimal() else (0, text)
