"""Snapshots of servers: built by the clock; a restore, which is a GET, brings the server back."""

from __future__ import annotations

from dataclasses import replace

from cloudflow_tui.sandbox.behaviours.imprints import STATE, of_server, restore
from cloudflow_tui.sandbox.calls import Call, Registry, Result
from cloudflow_tui.sandbox.locking import refusal_of_locked_object
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.transactions import schedule
from cloudflow_tui.sandbox.walking import not_found

_KIND = "virtual_machine_snapshot"


def _made(call: Call, snapshot: Object) -> None:
    server = call.on_path("virtual_machine")
    if server is None:
        return
    snapshot[STATE] = of_server(call, server)
    snapshot["name"] = snapshot.get("name") or f"snapshot-{snapshot['id']}"
    snapshot["is_built"] = False
    schedule(
        call.world, "create_snapshot", _KIND, snapshot, now=call.now, user_id=call.user["id"],
        parent=("virtual_machine", server), then={"is_built": True},
    )  # fmt: skip


def _restore(call: Call) -> Result | None:
    snapshot, server = call.on_path(_KIND), call.on_path("virtual_machine")
    if snapshot is None or server is None:
        return not_found(_KIND)
    locked = refusal_of_locked_object("virtual_machine", server)
    if locked is not None:
        return replace(locked, status=403)
    restore(call, snapshot, _KIND, server, "restore_snapshot")
    return None


REGISTRY = Registry(endpoints={"vs_snapshots.restore": _restore}, reactions={("made", _KIND): _made})
