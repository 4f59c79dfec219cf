"""Disks: the disk total of their server follows, and work on them is a transaction of the server."""

from __future__ import annotations

from typing import Any

from cloudflow_tui.sandbox.calls import Behaviour, Call, Registry, Result, refused
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.transactions import schedule
from cloudflow_tui.sandbox.walking import not_found


def _disks(call: Call, server_id: int) -> list[Object]:
    return call.store.select("disk", Filter(equal=(("virtual_machine_id", server_id),)))[0]


def _recount(call: Call, disk: Object) -> None:
    """Let the server's total follow its disks."""
    server = call.store.get("virtual_machine", disk.get("virtual_machine_id") or 0)
    if server is None:
        return
    others = [row for row in _disks(call, server["id"]) if row["id"] != disk["id"]]
    is_there = call.store.get("disk", disk["id"]) is not None
    sizes = [row["disk_size"] or 0 for row in (*others, *([disk] if is_there else []))]
    server["total_disk_size"] = sum(size for size in sizes if isinstance(size, int))
    call.store.save("virtual_machine", server)


def _work(call: Call, disk: Object, action: str, then: dict[str, Any] | None = None) -> None:
    server = call.store.get("virtual_machine", disk.get("virtual_machine_id") or 0)
    schedule(
        call.world,
        f"{action}_disk",
        "disk",
        disk,
        now=call.now,
        user_id=call.user["id"],
        parent=None if server is None else ("virtual_machine", server),
        then=then,
    )


def _made(call: Call, disk: Object) -> None:
    server_id = disk.get("virtual_machine_id")
    if server_id:
        disk["disk_vm_number"] = len(_disks(call, server_id))
    disk.update(built=False, locked=False)
    disk["label"] = disk.get("label") or "data"
    _recount(call, disk)
    _work(call, disk, "build", {"built": True})


def _altered(call: Call, disk: Object) -> None:
    _recount(call, disk)
    if _is_resized(call):
        _work(call, disk, "resize")


def _is_resized(call: Call) -> bool:
    return "disk_size" in call.values


def _removed(call: Call, disk: Object) -> None:
    _recount(call, disk)
    _work(call, disk, "destroy")


def _flag(name: str, value: bool) -> Behaviour:
    def behave(call: Call) -> Result | None:
        disk = call.on_path("disk")
        if disk is None:
            return not_found("disk")
        disk[name] = value
        return None

    return behave


def _migrate(call: Call) -> Result | None:
    disk = call.on_path("disk")
    destination = call.store.find("data_store", str(call.values.get("data_store_id")))
    if disk is None or destination is None:
        return not_found("data_store")
    server = call.store.get("virtual_machine", disk.get("virtual_machine_id") or 0)
    if server is not None and not _reaches(call, server, destination):
        return refused(422, "Data store cannot be associated with this virtual machine.")
    # The engine would write the new data store at once; it is reached when the work is complete.
    call.store.save("disk", disk)
    _work(call, disk, "migrate", {"data_store_id": destination["id"]})
    return Result(disk, call.plan.element or "disk")


def _reaches(call: Call, server: Object, destination: Object) -> bool:
    """Whether the compute resource of a server sees a data store: both in one zone, or joined."""
    hypervisor = call.store.get("hypervisor", server.get("hypervisor_id") or 0)
    zone = (hypervisor or {}).get("hypervisor_group_id")
    if zone is None or destination.get("hypervisor_group_id") in (zone, None):
        return True
    wanted = Filter(equal=(("data_store_id", destination["id"]),))
    joins, _ = call.store.select("data_store_join", wanted)
    targets = {("HypervisorGroup", zone), ("Hypervisor", server.get("hypervisor_id"))}
    return any((join.get("target_join_type"), join.get("target_join_id")) in targets for join in joins)


REGISTRY = Registry(
    endpoints={
        "vs_disks.unlock": _flag("locked", False),
        "vs_disks.autobackup_enable": _flag("has_autobackups", True),
        "vs_disks.autobackup_disable": _flag("has_autobackups", False),
        "vs_disks.migrate": _migrate,
    },
    reactions={("made", "disk"): _made, ("altered", "disk"): _altered, ("removed", "disk"): _removed},
    works={"vs_disks.edit": _is_resized, "vs_disks.edit_by_vs": _is_resized},
)
