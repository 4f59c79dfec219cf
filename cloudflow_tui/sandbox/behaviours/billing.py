"""What a user costs and may still take: monthly bills as bare rows, limits with keys beside their root."""

from __future__ import annotations

from datetime import UTC, datetime

from cloudflow_tui.sandbox.behaviours.statistics import amounts, cost_between, servers_of
from cloudflow_tui.sandbox.calls import Call, Registry, Result
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.walking import not_found


def _monthly_bills(call: Call) -> Result | None:
    """One row a month of the year asked for, this year's up to now; rows have no root."""
    user = call.on_path("user")
    if user is None:
        return not_found("user")
    asked = call.query.get("date")
    text = str(asked.get("year")) if isinstance(asked, dict) else ""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else call.now.year
    months = 12 if year < call.now.year else call.now.month if year == call.now.year else 0
    servers = servers_of(call, user)
    rows: list[Object] = []
    for month in range(1, months + 1):
        begin = datetime(year, month, 1, tzinfo=UTC)
        end = min(datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC), call.now)
        cost = sum(cost_between(server, begin, end) for server in servers)
        rows.append({"cost": round(cost, 2), "month": month})
    return Result(rows, list_name="vm_stats")


def _limits(call: Call) -> Result | None:
    """What a user can still take for a new server; the best zones stand beside the limits."""
    user = call.on_path("user")
    if user is None:
        return not_found("user")
    numbers = {
        kind: [row["id"] for row in call.store.select(kind)[0]]
        for kind in ("hypervisor_group", "hypervisor", "data_store_group", "network_group")
    }
    used = amounts(call.world, user)
    disk_size = user.get("disk_space_available") or 0
    limits = {
        "memory": user.get("memory_available") or 0,
        "cpus": max(0, 64 - int(used["used_cpus"])),
        "cpu_shares": 100,
        "cpu_units": 1000,
        "rate": 0,
        "disk_size": disk_size,
        "primary_disk_size": disk_size,
        "swap_disk_size": 16,
        **{f"{kind}s": ids for kind, ids in numbers.items()},
    }
    store, network = _first(numbers["data_store_group"]), _first(numbers["network_group"])
    return Result({
        "limits": limits,
        "best_data_store_group_primary_id": store,
        "best_data_store_group_swap_id": store,
        "best_network_group_id": network,
    })  # fmt: skip


def _first(ids: list[int]) -> int | None:
    return ids[0] if ids else None


REGISTRY = Registry(
    endpoints={"user_statistics.monthly_bills": _monthly_bills, "resource_limits.limits": _limits},
)
