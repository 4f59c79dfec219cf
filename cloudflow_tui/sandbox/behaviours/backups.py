"""Backups: a new one belongs to its disk and server, and is built when its transaction is complete."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Call, Registry, Result
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
    if server is not None:
        join(call.world, "backup", backup, "virtual_machine", server)
        backup["user_id"] = server["user_id"]
        for name in ("operating_system", "operating_system_distro"):
            backup[name] = server.get(name)
    backup.update(backup_type="normal", initiated="manual", built=False, locked=False, backup_server_id=1)
    schedule(
        call.world,
        "take_backup",
        "backup",
        backup,
        now=call.now,
        user_id=call.user["id"],
        parent=None if server is None else ("virtual_machine", server),
        then={"built": True, "built_at": written(call.now), "backup_size": 4096},
    )


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
    endpoints={"vs_backups.note": _note, "vs_backups.convert": _convert},
    reactions={("made", "backup"): _made},
)
