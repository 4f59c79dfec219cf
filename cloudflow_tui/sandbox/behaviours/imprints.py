"""What a backup or a snapshot remembers of a server, and how a restore brings it back.

The memory is a hidden attribute of the backup: `_state`. One made before there was any brings nothing back.
"""

from __future__ import annotations

from typing import Any, Final

from cloudflow_tui.sandbox.calls import Call
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.transactions import schedule

STATE: Final = "_state"
_SYSTEM: Final = (
    "operating_system", "operating_system_distro", "template_id", "template_label", "template_version",
    "initial_root_password", "hostname", "domain",
)  # fmt: skip
"""Attributes of a server that lie on its disks."""
_WHOLE: Final = (*_SYSTEM, "label", "memory", "cpus", "cpu_shares")
_LEFT: Final = frozenset({"updated_at", "locked"})
"""Attributes of a disk that a restore leaves alone."""


def of_disk(call: Call, disk: Object, server: Object | None) -> Object:
    """What a backup of a disk holds; the system only when it is the primary one."""
    holds_system = server is not None and bool(disk.get("primary"))
    kept = {name: server.get(name) for name in _SYSTEM} if holds_system and server is not None else {}
    return {"server": kept, "disks": [_kept(disk)]}


def of_server(call: Call, server: Object) -> Object:
    """What a snapshot of a server holds: its attributes and all its disks."""
    disks, _ = call.store.select("disk", Filter(equal=(("virtual_machine_id", server["id"]),)))
    return {"server": {name: server.get(name) for name in _WHOLE}, "disks": [_kept(disk) for disk in disks]}


def _kept(disk: Object) -> Object:
    return {name: value for name, value in disk.items() if name not in _LEFT}


def restore(call: Call, source: Object, kind: str, server: Object | None, action: str) -> None:
    """Queue the work that brings back what `source` remembers."""
    state: dict[str, Any] = source.get(STATE) or {"server": {}, "disks": []}
    tasks = [
        {"kind": "disk", "id": disk["id"], "then": disk, "make": server is not None}
        for disk in state["disks"]
    ]
    then = dict(state["server"])
    if server is not None and tasks:
        then["total_disk_size"] = _total(call, server, state["disks"])
    subject, row = ("virtual_machine", server) if server is not None else (kind, source)
    schedule(
        call.world, action, subject, row, now=call.now, user_id=call.user["id"], then=then, tasks=tasks,
        params={f"{kind}_id": source["id"]},
    )  # fmt: skip


def _total(call: Call, server: Object, disks: list[Object]) -> int:
    """The sum of all disks as it will be then."""
    rows, _ = call.store.select("disk", Filter(equal=(("virtual_machine_id", server["id"]),)))
    sizes = {row["id"]: row["disk_size"] for row in (*rows, *disks)}
    return sum(size for size in sizes.values() if isinstance(size, int))
