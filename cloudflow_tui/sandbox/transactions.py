"""Scheduled work: a transaction that is there at once and runs to its end by the clock.

Work under one parent forms a chain: each waits for the one before it. While work on an object is open the
object is locked. The newest transaction is the first that clients look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.making import new_object, touch
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written
from cloudflow_tui.sandbox.words import class_name, kind_of_class

KIND: Final = "transaction"
LOG: Final = "log_item"
PENDING_S: Final = 0.5
RUNNING_S: Final = 1.5

_OPEN: Final = ("pending", "running")
_FINISHED: Final = frozenset({"complete", "failed", "cancelled"})
_REAL_PENDING_S: Final = 3.0
_REAL_S: Final[Mapping[str, float]] = {
    "build": 90.0, "take": 60.0, "restore": 60.0, "migrate": 60.0, "clone": 60.0, "convert": 60.0,
    "resize": 30.0, "startup": 20.0, "reboot": 30.0,
}  # fmt: skip
"""First word of an action → how long it runs on a cloud; others run for ten seconds."""
_SEEDED: Final[Mapping[str, Mapping[str, Any]]] = {
    "build_virtual_machine": {"built": True, "state": "delivered"},
    "startup_virtual_machine": {"booted": True},
}
"""Action of the first objects' open transactions → what their object takes on at the end."""
_LOOKED_BACK: Final = 10
"""How many of the newest transactions under a parent may be open."""


def lengths(world: World, action: str) -> tuple[float, float]:
    """Seconds that work waits, and that it runs."""
    if world.pace == "real":
        return _REAL_PENDING_S, _REAL_S.get(action.partition("_")[0], 10.0)
    return PENDING_S, RUNNING_S


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
    tasks: Iterable[Mapping[str, Any]] = (),
) -> Object:
    """Put work on an object into the queue, behind what is open under its parent; gives the transaction.

    Args:
        action: As clouds call it: `startup_virtual_machine`.
        parent: Kind and object it is shown under; the object itself when None.
        then: Attributes that the object takes on when the work is complete.
        tasks: Further objects that take something on then: {"kind", "id", "then"}; "make": True puts
            an object there that may be gone.
    """
    parent_kind, parent_row = parent or (kind, row)
    before = _newest_open(world, parent_kind, parent_row["id"])
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
            "dependent_transaction_id": before["id"] if before else None,
            "allowed_cancel": True,
            "priority": 10,
            "params": dict(params or {}),
            "log_output": "",
        },
        now=now,
        parents=[(parent_kind, parent_row)],
    )
    waiting, running = lengths(world, action)
    begin = max(now.timestamp(), before.get("_ends") or 0.0 if before else 0.0) + waiting
    transaction.update(chain_id=before["chain_id"] if before else transaction["id"], _ends=begin + running)
    _note(world, transaction, now)
    world.store.save(KIND, transaction)
    settled = [{"kind": kind, "id": row["id"], "then": dict(then or {})}, *tasks]
    add_jobs(world, transaction, begin, settled)
    if row.get("locked") is False and row["id"] is not None:
        row["locked"] = True
        world.store.save(kind, row)
    return transaction


def add_jobs(world: World, transaction: Object, begin: float, settled: list[Mapping[str, Any]]) -> None:
    """Let a transaction run from `begin` to `_ends`, seconds since 1970."""
    number = transaction["id"]
    subject = f"{kind_of_class(transaction['associated_object_type'])}:{transaction['associated_object_id']}"
    if transaction["status"] == "pending":
        world.store.add_job(begin, {"transaction": number, "to": "running"}, subject)
    job = {"transaction": number, "to": "complete", "settled": settled}
    world.store.add_job(transaction["_ends"], job, subject)


def resume(world: World, rows: Iterable[Object], now: datetime) -> None:
    """Let the open transactions of the first objects go on; writes their jobs and their `_ends`."""
    ends = now.timestamp()
    for row in rows:
        if row["status"] not in _OPEN:
            continue
        waiting, running = lengths(world, row["action"])
        is_running = row["status"] == "running"
        begin = now.timestamp() if is_running else ends + waiting
        ends = row["_ends"] = begin + running
        kind = kind_of_class(row["associated_object_type"])
        then = dict(_SEEDED.get(row["action"], {}))
        settled = [{"kind": kind, "id": row["associated_object_id"], "then": then, "with_disks": True}]
        add_jobs(world, row, begin, list(settled))


def _note(world: World, transaction: Object, now: datetime) -> None:
    """The line of the log that people read."""
    kind = kind_of_class(transaction["parent_type"])
    item = new_object(
        world,
        LOG,
        {
            "action": transaction["action"],
            "status": "pending",
            "target_id": transaction["parent_id"],
            "target_type": transaction["parent_type"],
        },
        now=now,
        parents=[(kind, {"id": transaction["parent_id"]})],
    )
    transaction["_log_id"] = item["id"]


def _newest_open(world: World, kind: str, number: int) -> Object | None:
    """The last of the open transactions under a parent."""
    rows, _ = world.store.select(
        KIND, Filter(parent=f"{kind}:{number}"), limit=_LOOKED_BACK, is_newest_first=True, is_counted=False
    )
    return next((row for row in rows if row["status"] in _OPEN), None)


def open_transactions(world: World, kind: str, number: int) -> list[Object]:
    """Open transactions that are about an object, whatever they are shown under; the oldest first."""
    numbers = {int(job["transaction"]) for job in world.store.jobs_about(f"{kind}:{number}")}
    found = (world.store.get(KIND, number) for number in sorted(numbers))
    return [row for row in found if row is not None and row["status"] in _OPEN]


def advance(world: World, now: datetime) -> bool:
    """Do everything that is due by now; says whether there was anything. Nothing when stepped."""
    if world.pace == "stepped":
        return False
    due = world.store.next_due()
    if due is None or due > now.timestamp():
        return False
    while (job := world.store.take_job(now.timestamp())) is not None:
        _do(world, job, now)
    return True


def step(world: World, now: datetime) -> bool:
    """Do the next thing, due or not; says whether there was one that changed something."""
    while (job := world.store.take_job(float("inf"))) is not None:
        if _do(world, job, now):
            return True
    return False


def _do(world: World, job: Mapping[str, Any], now: datetime) -> bool:
    transaction = world.store.get(KIND, int(job["transaction"]))
    if transaction is None or transaction["status"] in _FINISHED:
        return False
    status = str(job["to"])
    if status == "complete" and _must_fail(world, transaction):
        _end(world, transaction, "failed", now)
        return True
    _move(world, transaction, status, now)
    if status == "complete":
        for task in job.get("settled") or ():
            _settle(world, task, now)
    return True


def _must_fail(world: World, transaction: Object) -> bool:
    return any(transaction["action"].startswith(word) for word in world.failing)


def cancel(world: World, transaction: Object, now: datetime, status: str = "cancelled") -> bool:
    """End open work without its result, and what waits for it; False when it is at its end already."""
    if transaction["status"] in _FINISHED:
        return False
    _end(world, transaction, status, now)
    return True


def drop(world: World, kind: str, number: int, now: datetime) -> None:
    """Cancel all open work under an object that goes away."""
    while (found := _newest_open(world, kind, number)) is not None:
        _end(world, found, "cancelled", now)


def _end(world: World, transaction: Object, status: str, now: datetime) -> None:
    """Fail or cancel: the object is free again and unchanged; work that waits for it is cancelled."""
    _move(world, transaction, status, now)
    kind = kind_of_class(transaction["associated_object_type"])
    _settle(world, {"kind": kind, "id": transaction["associated_object_id"], "then": {}}, now)
    parent = f"{kind_of_class(transaction['parent_type'])}:{transaction['parent_id']}"
    wanted = Filter(parent=parent, equal=(("dependent_transaction_id", transaction["id"]),))
    for waiting in world.store.select(KIND, wanted)[0]:
        if waiting["status"] in _OPEN:
            _end(world, waiting, "cancelled", now)


def _settle(world: World, task: Mapping[str, Any], now: datetime) -> None:
    """Let an object take on what the work made of it; it may be gone by now."""
    kind, number = task["kind"], task["id"]
    row = world.store.get(kind, number)
    if row is None:
        if task.get("make"):
            world.store.insert(kind, {"id": number, **task["then"]})
        return
    row.update(task["then"])
    if row.get("locked") is True and not open_transactions(world, kind, number):
        row["locked"] = False
    touch(row, now)
    world.store.save(kind, row)
    if task.get("with_disks"):
        for disk in world.store.select("disk", Filter(equal=(("virtual_machine_id", number),)))[0]:
            _settle(world, {"kind": "disk", "id": disk["id"], "then": {"built": True}}, now)


def _move(world: World, transaction: Object, status: str, now: datetime) -> None:
    """Put an open transaction into a status, and its line of the log with it."""
    transaction.update(status=status, updated_at=written(now), allowed_cancel=False)
    log = str(transaction.get("log_output") or "")
    if status == "running":
        transaction.update(started_at=written(now), pid=20_000 + transaction["id"])
        log += f"Executing {transaction['action']}\nRemote Server: 10.10.1.11\nStatus: Connected\n"
    elif status == "complete":
        log += "Exit Code: 0\nResult: success\n"
    elif status == "failed":
        log += "Fatal: No space left on device\nExecuting Rollback\nResult: failed\n"
    else:
        log += "Result: cancelled\n"
    transaction["log_output"] = log
    if status in _FINISHED:
        transaction["pid"] = None
    world.store.save(KIND, transaction)
    item = world.store.get(LOG, int(transaction.get("_log_id") or 0))
    if item is not None:
        item.update(status=status, updated_at=written(now))
        world.store.save(LOG, item)
