"""IP addresses and where they are used: a join ties an address to an interface, which makes it taken."""

from __future__ import annotations

from typing import Final

from cloudflow_tui.sandbox.calls import Call, Registry, Result, World, invalid
from cloudflow_tui.sandbox.making import new_object
from cloudflow_tui.sandbox.store import Filter, Object

SHOWN: Final = (
    "id", "address", "netmask", "gateway", "broadcast", "network_address", "network_id", "ip_range_id",
    "free",
)  # fmt: skip
"""What other objects show of an address."""
JOINS: Final = (
    "ip_address_join", "accelerator_ip_address_join", "edge_server_ip_address_join",
    "storage_server_ip_address_join",
)  # fmt: skip
"""Kinds that tie an address to an interface."""


NONE_LEFT: Final = "There are no free IP addresses"


def shown_addresses(world: World, server_id: int) -> list[Object]:
    """The addresses of a server, as they stand inside it."""
    joins, _ = world.store.select("ip_address_join", Filter(equal=(("virtual_machine_id", server_id),)))
    found = [world.store.get("ip_address", join["ip_address_id"] or 0) for join in joins]
    return [{"ip_address": shown(address)} for address in found if address is not None]


def shown(address: Object) -> Object:
    """An address as it stands inside a join or a server."""
    return {name: address.get(name) for name in SHOWN}


def free_address(world: World, network_id: int | None) -> Object | None:
    """The first free address, of a network when one is told."""
    # SQLite reads true of JSON as 1.
    equal: tuple[tuple[str, object], ...] = (("free", 1),)
    if network_id is not None:
        equal += (("network_id", network_id),)
    rows, _ = world.store.select("ip_address", Filter(equal=equal), limit=1)
    return rows[0] if rows else None


def assign(call: Call, address: Object, interface: Object) -> Object:
    """Tie an address to an interface; gives the join."""
    join = new_object(
        call.world,
        "ip_address_join",
        {
            "ip_address_id": address["id"],
            "network_interface_id": interface["id"],
            "virtual_machine_id": interface["virtual_machine_id"],
        },
        now=call.now,
    )
    _take(call, address, join)
    return join


def _take(call: Call, address: Object, join: Object) -> None:
    server = call.store.get("virtual_machine", join.get("virtual_machine_id") or 0)
    address.update(free=False, user_id=server["user_id"] if server else None)
    call.store.save("ip_address", address)


def _joined(call: Call, join: Object) -> None:
    """An address given by number or by text, else the first free one of the net or range."""
    address = _wanted(call)
    if address is not None:
        join["ip_address_id"] = address["id"]
        _take(call, address, join)


def _parted(call: Call, join: Object) -> None:
    """A removed join sets its address free, unless another join uses it."""
    address = call.store.get("ip_address", join.get("ip_address_id") or 0)
    if address is None:
        return
    others, _ = call.store.select(
        "ip_address_join", Filter(equal=(("ip_address_id", address["id"]),)), limit=1
    )
    if not others:
        address.update(free=True, user_id=None)
        call.store.save("ip_address", address)


def _complete_join(world: World, join: Object) -> None:
    join.pop("ip_address_join", None)
    address = world.store.get("ip_address", join.get("ip_address_id") or 0)
    join["ip_address"] = None if address is None else shown(address)


def _complete_address(world: World, address: Object) -> None:
    address.pop("ip_address", None)


def _made_address(call: Call, address: Object) -> None:
    address.update(free=True, user_id=None)
    address["ipv4"] = ":" not in str(address.get("address"))


def _network_of(call: Call, interface: Object) -> int | None:
    join = call.store.get("network_join", interface.get("network_join_id") or 0)
    return None if join is None else join.get("network_id")


def _wanted(call: Call) -> Object | None:
    """The address that a request names, or the first free one of the net, range or network it names."""
    values = call.values
    if values.get("ip_address_id") is not None:
        return call.store.find("ip_address", str(values["ip_address_id"]))
    if values.get("address"):
        rows, _ = call.store.select("ip_address", Filter(equal=(("address", values["address"]),)), limit=1)
        return rows[0] if rows else None
    for name in ("ip_range_id", "ip_net_id"):
        if isinstance(values.get(name), int) and values[name]:
            equal = (("free", 1), (name, values[name]))
            rows, _ = call.store.select("ip_address", Filter(equal=equal), limit=1)
            return rows[0] if rows else None
    interface = call.store.find("network_interface", str(values.get("network_interface_id")))
    return free_address(call.world, None if interface is None else _network_of(call, interface))


def _check(call: Call) -> Result | None:
    """Refuse an address that is not there, is used, or when none is left."""
    name = "address" if call.values.get("address") else "ip_address_id"
    address = _wanted(call)
    if address is None:
        is_named = bool(call.values.get("address") or call.values.get("ip_address_id"))
        return invalid(**{name: ["is invalid"]}) if is_named else invalid(base=[NONE_LEFT])
    equal = (("ip_address_id", address["id"]),)
    joins, _ = call.store.select("ip_address_join", Filter(equal=equal))
    if any(str(row["network_interface_id"]) == str(call.values.get("network_interface_id")) for row in joins):
        return invalid(**{name: ["is already allocated to this network card"]})
    if address.get("free") is False and str(call.values.get("used_ip")).lower() not in ("1", "true"):
        return invalid(**{name: ["has already been taken"]})
    return None


REGISTRY = Registry(
    endpoints={"vs_ip_addresses.assign": _check, "vs_ip_addresses.assign_by_id": _check},
    reactions={
        ("made", "ip_address_join"): _joined,
        ("removed", "ip_address_join"): _parted,
        ("made", "ip_address"): _made_address,
    },
    views={"ip_address": _complete_address, **dict.fromkeys(JOINS, _complete_join)},
)
