"""Backups: a new one belongs to its disk and server and is built by the clock; a restore brings them back."""

from __future__ import annotations

from cloudflow_tui.sandbox.behaviours.imprints import STATE, of_disk, restore
from cloudflow_tui.sandbox.calls import Call, Registry, Result
from cloudflow_tui.sandbox.locking import refusal_of_locked_object
from cloudflow_tui.sandbox.making import join, new_object
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written
from cloudflow_tui.sandbox.transactions import schedule
from cloudflow_tui.sandbox.walking import not_found


def _made(call: Call, backup: Object) -> None:
    disk = call.on_path("disk")
    server = call.on_path("virtual_machine")
    if disk is None and server is not None:
        wanted = Filter(equal=(("virtual_machine_id", server["id"]),))
        disk = next(iter(call.store.select("disk", wanted, limit=1)[0]), None)
    if server is None and disk is not None:
        server = call.store.get("virtual_machine", disk.get("virtual_machine_id") or 0)
    if disk is not None:
        backup.update(disk_id=disk["id"], target_id=disk["id"], target_type="Disk")
        backup[STATE] = of_disk(call, disk, server)
    if server is not None:
        join(call.world, "backup", backup, "virtual_machine", server)
        backup["user_id"] = server["user_id"]
        for name in ("operating_system", "operating_system_distro"):
            backup[name] = server.get(name)
    backup.update(backup_type="normal", initiated="manual", built=False, locked=False, backup_server_id=1)
    size = disk.get("disk_size") if disk is not None else None
    schedule(
        call.world,
        "take_backup",
        "backup",
        backup,
        now=call.now,
        user_id=call.user["id"],
        parent=None if server is None else ("virtual_machine", server),
        then={
            "built": True,
            "built_at": written(call.now),
            # A third of the disk, in KB: systems are never full.
            "backup_size": size * 1024 * 1024 // 3 if isinstance(size, int) else 4096,
        },
    )


def _server_of(call: Call, backup: Object) -> Object | None:
    """The server that a backup was taken of, None when it is gone."""
    for place in backup.get("_in") or []:
        kind, _, text = str(place).partition(":")
        if kind == "virtual_machine":
            return call.store.get(kind, int(text))
    disk = call.store.get("disk", backup.get("disk_id") or 0)
    return call.store.get("virtual_machine", (disk or {}).get("virtual_machine_id") or 0)


def _restore(call: Call) -> Result | None:
    backup = call.on_path("backup")
    if backup is None:
        return not_found("backup")
    server = _server_of(call, backup)
    locked = None if server is None else refusal_of_locked_object("virtual_machine", server)
    if locked is None:
        restore(call, backup, "backup", server, "restore_backup")
    return locked


def _note(call: Call) -> Result | None:
    backup = call.on_path("backup")
    if backup is None:
        return not_found("backup")
    backup["note"] = call.given.get("note")
    return None


def _convert(call: Call) -> Result | None:
    """A backup becomes a template of its owner."""
    backup = call.on_path("backup")
    if backup is None:
        return not_found("backup")
    values = {
        "label": call.values.get("label"),
        "min_disk_size": call.values.get("min_disk_size") or 5,
        "min_memory_size": call.values.get("min_memory_size") or 512,
        "operating_system": backup.get("operating_system"),
        "operating_system_distro": backup.get("operating_system_distro"),
        "user_id": backup.get("user_id"),
        "version": "1.0",
        "state": "inactive",
        "type": "ImageTemplateUser",
    }
    template = new_object(call.world, "image_template", values, now=call.now, owner_id=call.user["id"])
    schedule(
        call.world,
        "convert_backup",
        "image_template",
        template,
        now=call.now,
        user_id=call.user["id"],
        then={"state": "active"},
    )
    return Result(template, "image_template", location=f"/templates/{template['id']}")


REGISTRY = Registry(
    endpoints={
        "vs_backups.note": _note,
        "vs_backups.convert": _convert,
        "vs_backups.restore": _restore,
        "vs_backups.search_restore": _restore,
    },
    reactions={("made", "backup"): _made},
)
