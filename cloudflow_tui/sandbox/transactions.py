"""Scheduled work: a transaction that is there at once and runs to its end by the clock.

Work on one object forms a chain; the newest transaction is the first that clients look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.making import new_object, touch
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.times import written
from cloudflow_tui.sandbox.words import class_name

KIND = "transaction"
PENDING_S = 0.5
RUNNING_S = 1.5

_FINISHED = frozenset({"complete", "failed", "cancelled"})


def schedule(
    world: World,
    action: str,
    kind: str,
    row: Object,
    *,
    now: datetime,
    user_id: int | None = None,
    parent: tuple[str, Object] | None = None,
    params: Mapping[str, Any] | None = None,
    then: Mapping[str, Any] | None = None,
    after_s: float = 0.0,
) -> Object:
    """Put work on an object into the queue; gives the transaction.

    Args:
        action: As clouds call it: `startup_virtual_machine`.
        parent: Kind and object it is shown under; the object itself when None.
        then: Attributes that the object takes on when the work is complete.
        after_s: How long the work waits for work before it.
    """
    parent_kind, parent_row = parent or (kind, row)
    transaction = new_object(
        world,
        KIND,
        {
            "action": action,
            "status": "pending",
            "associated_object_id": row["id"],
            "associated_object_type": class_name(kind),
            "parent_id": parent_row["id"],
            "parent_type": class_name(parent_kind),
            "user_id": user_id,
            "allowed_cancel": True,
            "priority": 10,
            "params": dict(params or {}),
            "log_output": "",
        },
        now=now,
        parents=[(parent_kind, parent_row)],
    )
    transaction["chain_id"] = transaction["id"]
    world.store.save(KIND, transaction)
    due = now.timestamp() + after_s + PENDING_S
    world.store.add_job(due, {"transaction": transaction["id"], "to": "running"})
    settled = {"kind": kind, "id": row["id"], "then": dict(then or {})}
    world.store.add_job(due + RUNNING_S, {"transaction": transaction["id"], "to": "complete", **settled})
    return transaction


def advance(world: World, now: datetime) -> bool:
    """Do everything that is due by now; says whether there was anything."""
    due = world.store.next_due()
    if due is None or due > now.timestamp():
        return False
    while (job := world.store.take_job(now.timestamp())) is not None:
        if "transaction" in job:
            is_moved = _move(world, int(job["transaction"]), str(job["to"]), now)
            if is_moved and job.get("then"):
                _settle(world, job, now)
    return True


def _settle(world: World, job: Mapping[str, Any], now: datetime) -> None:
    """Let the object take on what the work made of it; it may be gone by now."""
    row = world.store.get(job["kind"], job["id"])
    if row is not None:
        row.update(job["then"])
        touch(row, now)
        world.store.save(job["kind"], row)


def _move(world: World, number: int, status: str, now: datetime) -> bool:
    """Put a transaction into a status; False when it is gone or at its end already."""
    transaction = world.store.get(KIND, number)
    if transaction is None or transaction.get("status") in _FINISHED:
        return False
    transaction["status"] = status
    if status == "running":
        transaction["started_at"] = written(now)
        transaction["pid"] = 1000 + number
        transaction["allowed_cancel"] = False
        transaction["log_output"] = f"Executing {transaction['action']}\n"
    else:
        transaction["log_output"] = f"{transaction.get('log_output') or ''}Finished: {status}\n"
    transaction["updated_at"] = written(now)
    world.store.save(KIND, transaction)
    return True
