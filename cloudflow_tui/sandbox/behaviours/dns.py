"""DNS: the records of a zone are answered as one zone that groups them by type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cloudflow_tui.sandbox.behaviours.dns_checks import check_record, check_zone
from cloudflow_tui.sandbox.calls import Call, Registry, Result, World
from cloudflow_tui.sandbox.making import new_object
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.walking import not_found

_COMMON: Final = ("id", "name", "ttl", "type")
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "SOA": ("primaryNs", "hostmaster", "serial", "refresh", "retry", "expire", "minimum"),
    "NS": ("hostname",),
    "A": ("ip",),
    "AAAA": ("ip",),
    "CNAME": ("hostname",),
    "MX": ("hostname", "priority"),
    "TXT": ("txt",),
    "SRV": ("hostname", "priority", "weight", "port"),
    "PTR": ("hostname",),
}
"""What a record of each type has beside its name."""
_SERVERS: Final = ("ns1.example.net", "ns2.example.net")


def grouped(world: World, zone_id: int) -> Mapping[str, list[Object]]:
    """The records of a zone by type, each with what its type has."""
    records: dict[str, list[Object]] = {}
    for row in world.store.select("dns_record", Filter(equal=(("dns_zone_id", zone_id),)))[0]:
        type_ = str(row.get("type")).upper()
        names = (*_COMMON, *_FIELDS.get(type_, ("ip", "hostname", "txt")))
        records.setdefault(type_, []).append({"dns_record": {name: row.get(name) for name in names}})
    return records


def _records(call: Call) -> Result | None:
    zone = call.on_path("dns_zone")
    if zone is None:
        return not_found("dns_zone")
    return Result({**zone, "records": grouped(call.world, zone["id"])}, "dns_zone")


def _complete(world: World, zone: Object) -> None:
    """A zone alone is answered without its records."""
    if not zone.get("records"):
        zone.pop("records", None)


def _made(call: Call, zone: Object) -> None:
    """A new zone has its SOA and name server records."""
    name = str(zone.get("name"))
    start = {"primaryNs": _SERVERS[0], "hostmaster": f"hostmaster.{name}", "serial": 1, "refresh": 7200}
    first = [{"type": "SOA", "retry": 3600, "expire": 1209600, "minimum": 3600, **start}]
    first += [{"type": "NS", "hostname": server} for server in _SERVERS]
    for values in first:
        row = {"name": "@", "ttl": 86400, "dns_zone_id": zone["id"], **values}
        new_object(call.world, "dns_record", row, now=call.now)


def _removed(call: Call, zone: Object) -> None:
    for row in call.store.select("dns_record", Filter(equal=(("dns_zone_id", zone["id"]),)))[0]:
        call.store.remove("dns_record", row["id"])


def _record_changed(call: Call, record: Object) -> None:
    """The serial number of the zone grows with every change."""
    wanted = Filter(equal=(("dns_zone_id", record.get("dns_zone_id")), ("type", "SOA")))
    for start in call.store.select("dns_record", wanted)[0]:
        if start["id"] != record["id"]:
            serial = start.get("serial")
            start["serial"] = (serial if isinstance(serial, int) else 0) + 1
            call.store.save("dns_record", start)


REGISTRY = Registry(
    endpoints={
        "dns_records.list": _records,
        "dns_zones.create": check_zone,
        "dns_records.create": check_record,
        "dns_records.edit": check_record,
    },
    reactions={
        ("made", "dns_zone"): _made,
        ("removed", "dns_zone"): _removed,
        ("made", "dns_record"): _record_changed,
        ("altered", "dns_record"): _record_changed,
        ("removed", "dns_record"): _record_changed,
    },
    views={"dns_zone": _complete},
)
