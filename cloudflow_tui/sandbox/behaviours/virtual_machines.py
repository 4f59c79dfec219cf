"""Virtual servers from their making to their end: template, disks, interface, address, first transactions."""

from __future__ import annotations

from typing import Any, Final

from cloudflow_tui.sandbox.behaviours.addresses import assign, free_address, shown_addresses
from cloudflow_tui.sandbox.behaviours.power import KIND, is_on, scheduled
from cloudflow_tui.sandbox.calls import Behaviour, Call, Registry, Result, World, invalid, refused
from cloudflow_tui.sandbox.making import new_identifier, new_object
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.transactions import drop

TEMPLATES: Final = ("image_template", "image_template_ova", "image_template_iso", "vcenter_image_template")
_FROM_TEMPLATE: Final = ("operating_system", "operating_system_distro", "min_disk_size", "allowed_swap")
_WITH_SERVER: Final = ("disk", "network_interface", "ip_address_join")
"""Kinds that go when their server goes."""
_DEFAULT_DISK_GB: Final = 20
_RESIZING: Final = ("memory", "cpus", "cpu_shares", "cpu_sockets", "cpu_units", "cpu_topology")
"""Parameters of an edit that need work; a label or a note does not."""


def _template(call: Call) -> Object | None:
    """The template that a new server is made from, whatever its sort."""
    wanted = str(call.values.get("template_id"))
    found = (call.store.find(kind, wanted) for kind in TEMPLATES)
    return next((template for template in found if template is not None), None)


def _check(call: Call) -> Result | None:
    """Refuse a server whose template or package is not there; the engine makes it otherwise."""
    if _template(call) is None:
        return invalid(template_id=["is invalid"])
    package = call.values.get("instance_package_id")
    if package is not None and call.store.find("instance_package", str(package)) is None:
        return invalid(instance_package_id=["is invalid"])
    wants_address = is_on(call.values.get("required_ip_address_assignment"), default=True)
    if wants_address and free_address(call.world, _network(call)) is None:
        return refused(422, "Network interfaces is invalid")
    return None


def _network(call: Call) -> int | None:
    """The network that the request names, None when any will do."""
    return _number(call.values.get("primary_network_id") or call.values.get("network_id")) or None


def _made(call: Call, server: Object) -> None:
    """Complete a new server and queue its building; a copy takes over the disks of its source."""
    source = call.target if call.plan.verb == "copy" else None
    _fit(call, server)
    sizes = _sizes_of(call, source) if source is not None else _sizes(call, server)
    server["total_disk_size"] = sum(sizes)
    server["monthly_bandwidth_used"] = 0.0
    per_hour = 0.004 * _number(server["cpus"]) + 0.000002 * _number(server["memory"]) + 0.0001 * sum(sizes)
    server.update(price_per_hour=round(per_hour, 4), price_per_hour_powered_off=round(per_hour / 2, 4))
    _add_disks(call, server, sizes)
    _add_interface(call, server)
    server["ip_addresses"] = shown_addresses(call.world, server["id"])
    wants_start = is_on(call.values.get("required_virtual_machine_startup"), default=True)
    if not is_on(call.values.get("required_virtual_machine_build"), default=True):
        server["locked"] = False
        return
    scheduled(call, server, "build", {"built": True, "state": "delivered"})
    if wants_start:
        scheduled(call, server, "startup", {"booted": True})


def _fit(call: Call, server: Object) -> None:
    """Attributes that follow from template, package and compute resource."""
    template = _template(call) or {}
    if template:
        server.update({name: template.get(name) for name in _FROM_TEMPLATE})
        server.update(template_label=template["label"], template_version=template.get("version"))
    package = call.store.find("instance_package", str(call.values.get("instance_package_id")))
    if package is not None:
        server.update(cpus=package["cpus"], memory=package["memory"])
    hypervisor = _hypervisor(call, server)
    server["hypervisor_id"] = hypervisor["id"] if hypervisor else None
    server["hypervisor_type"] = hypervisor["hypervisor_type"] if hypervisor else "kvm"
    server.update(booted=False, built=False, suspended=False, recovery_mode=False, state="new", vip=None)
    server["cpus"] = server.get("cpus") or 1
    server["memory"] = server.get("memory") or 1024
    server["cpu_shares"] = server.get("cpu_shares") or 50
    server["domain"] = server.get("domain") or "example.net"
    if not server.get("initial_root_password"):
        server["initial_root_password"] = new_identifier(call.world, "password", server["id"])
    server["remote_access_password"] = new_identifier(call.world, "console", server["id"])[:8]


def _hypervisor(call: Call, server: Object) -> Object | None:
    """The compute resource that was told, else the first online one of the zone, else of the cloud."""
    told = call.store.find("hypervisor", str(server.get("hypervisor_id")))
    if told is not None:
        return told
    # SQLite reads true of JSON as 1.
    online: tuple[tuple[str, object], ...] = (("online", 1),)
    zone = _number(call.values.get("hypervisor_group_id"))
    for equal in ((*online, ("hypervisor_group_id", zone)), online):
        rows, _ = call.store.select("hypervisor", Filter(equal=equal), limit=1)
        if rows:
            return rows[0]
    return None


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) or str(value).isdecimal() else 0


def _sizes(call: Call, server: Object) -> list[int]:
    """Sizes in GB: the primary disk, then swap where the system takes it."""
    package = call.store.find("instance_package", str(call.values.get("instance_package_id")))
    primary = _number(call.values.get("primary_disk_size") or call.values.get("disk_size"))
    if package is not None:
        primary = package["disk_size"]
    swap = _number(call.values.get("swap_disk_size"))
    takes_swap = swap and server.get("operating_system") != "windows"
    return [
        max(primary or _DEFAULT_DISK_GB, server.get("min_disk_size") or 0),
        *([swap] if takes_swap else []),
    ]


def _sizes_of(call: Call, source: Object) -> list[int]:
    disks, _ = call.store.select("disk", Filter(equal=(("virtual_machine_id", source["id"]),)))
    return [_number(disk["disk_size"]) for disk in disks]


def _add_disks(call: Call, server: Object, sizes: list[int]) -> None:
    store = call.values.get("data_store_id") or call.values.get("primary_data_store_id")
    for position, size in enumerate(sizes):
        is_swap = position == 1 and call.plan.verb != "copy"
        disk = {
            "label": "swap" if is_swap else "system" if position == 0 else f"data {position}",
            "virtual_machine_id": server["id"],
            "data_store_id": _number(store) or 1,
            "disk_size": size,
            "disk_vm_number": position + 1,
            "primary": position == 0,
            "is_swap": is_swap,
            "file_system": None if is_swap else "ext4",
            "built": True,
        }
        new_object(call.world, "disk", disk, now=call.now)


def _add_interface(call: Call, server: Object) -> None:
    """One interface, with the first free address of its network."""
    values = call.values
    address = free_address(call.world, _network(call))
    network = address["network_id"] if address is not None else 1
    joins, _ = call.store.select("network_join", Filter(equal=(("network_id", network),)), limit=1)
    interface = new_object(
        call.world,
        "network_interface",
        {
            "label": "eth0",
            "virtual_machine_id": server["id"],
            "network_join_id": joins[0]["id"] if joins else None,
            "primary": True,
            "connected": True,
            "rate_limit": _number(values.get("rate_limit")),
            "default_firewall_rule": "ACCEPT",
            "mac_address": _mac(call, server),
        },
        now=call.now,
    )
    if address is not None and is_on(values.get("required_ip_address_assignment"), default=True):
        assign(call, address, interface)


def _mac(call: Call, server: Object) -> str:
    chance = call.world.random("mac", server["id"])
    return "00:16:3e:" + ":".join(f"{chance.randrange(256):02x}" for _ in range(3))


def _removed(call: Call, server: Object) -> None:
    """Disks, interfaces and addresses go with the server; backups only when the request says so."""
    drop(call.world, KIND, server["id"], call.now)
    kinds = list(_WITH_SERVER)
    if is_on(call.given.get("destroy_all_backups")):
        kinds.append("backup")
    for kind in kinds:
        wanted = (
            Filter(parent=f"{KIND}:{server['id']}")
            if kind == "backup"
            else Filter(equal=(("virtual_machine_id", server["id"]),))
        )
        reaction = call.world.registry.reactions.get(("removed", kind))
        for row in call.store.select(kind, wanted)[0]:
            call.store.remove(kind, row["id"])
            if reaction is not None and kind != "disk":
                reaction(call, row)


def _is_resized(call: Call) -> bool:
    return any(name in call.values for name in _RESIZING)


def _change_owner(call: Call) -> Result | None:
    server = call.on_path(KIND)
    user = call.store.find("user", str(call.values.get("user_id")))
    if server is None or user is None:
        return refused(404, "User not found")
    server["user_id"] = user["id"]
    for join in call.store.select("ip_address_join", Filter(equal=(("virtual_machine_id", server["id"]),)))[
        0
    ]:
        address = call.store.get("ip_address", join["ip_address_id"] or 0)
        if address is not None:
            address["user_id"] = user["id"]
            call.store.save("ip_address", address)
    return None


def _delete_note(call: Call) -> Result | None:
    """`?type=admin` takes the administrator's note away, anything else the user's."""
    server = call.on_path(KIND)
    if server is None:
        return refused(404, "VirtualMachine not found")
    server["admin_note" if str(call.given.get("type")).startswith("admin") else "note"] = None
    call.store.save(KIND, server)
    return Result()


def _without(name: str) -> Behaviour:
    def behave(call: Call) -> Result | None:
        server = call.on_path(KIND)
        if server is None:
            return refused(404, "VirtualMachine not found")
        server[name] = False
        call.store.save(KIND, server)
        return Result()

    return behave


def _complete(world: World, server: Object) -> None:
    if "id" in server:
        server["ip_addresses"] = shown_addresses(world, server["id"])


REGISTRY = Registry(
    endpoints={
        "virtual_servers.create": _check,
        "virtual_servers.create_from_instance_package": _check,
        "virtual_servers.create_vcenter": _check,
        "virtual_servers.create_from_ova": _check,
        "virtual_servers.change_owner": _change_owner,
        "virtual_servers.delete_note": _delete_note,
        "virtual_servers.virsh_console_disable": _without("virsh_console"),
    },
    reactions={("made", KIND): _made, ("removed", KIND): _removed},
    views={KIND: _complete},
    works={"virtual_servers.edit": _is_resized},
)
