"""Statistics: hourly rows that follow from the servers there are, their prices and their power.

The same server and hour give the same figures. A period may be told; without one the last day counts, of
bills the last three months.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from cloudflow_tui.sandbox import times
from cloudflow_tui.sandbox.calls import Call, Registry, Result, World
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written

CURRENCY: Final = "EUR"
_DAY: Final = timedelta(days=1)
_MONTHS: Final = timedelta(days=92)
_HOUR: Final = timedelta(hours=1)
_MOST_ROWS: Final = 5_000
_NETS: Final = "data_sent", "data_received"
_DISKS: Final = "data_read", "data_written", "reads_completed", "writes_completed"


def span_of(call: Call, default: timedelta) -> tuple[datetime, datetime]:
    """The whole hours that a call asks for, at most three months."""
    asked = call.query.get("period")
    told = asked if isinstance(asked, dict) else {}
    end = times.read(str(told.get("enddate") or "")) or call.now
    start = times.read(str(told.get("startdate") or "")) or end - default
    end = min(end, call.now).replace(minute=0, second=0, microsecond=0)
    return max(start.replace(minute=0, second=0, microsecond=0), end - _MONTHS), end


def hours(start: datetime, end: datetime) -> Iterator[datetime]:
    moment = start + _HOUR
    while moment <= end:
        yield moment
        moment += _HOUR


def price(server: Object) -> float:
    """What an hour costs in the present state."""
    name = "price_per_hour" if server.get("booted") else "price_per_hour_powered_off"
    value = server.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def servers_of(call: Call, user: Object | None) -> list[Object]:
    return call.store.select("virtual_machine", Filter(owner=user["id"]) if user else Filter())[0]


def _begin(server: Object, start: datetime) -> datetime:
    made = times.read(str(server.get("created_at") or ""))
    return start if made is None else max(start, made.replace(minute=0, second=0, microsecond=0))


def _row(call: Call, server: Object, moment: datetime) -> Object:
    """Everything that an hour of a server has; the catalog says what of it a call shows."""
    chance = call.world.random("stat", server["id"], int(moment.timestamp()) // 3600)
    is_on = bool(server.get("booted"))
    cost = price(server)
    usage = round(cost * 0.1 * chance.random(), 4) if is_on else 0.0
    figures: Object = {name: chance.randint(0, 900_000) if is_on else 0 for name in (*_NETS, *_DISKS)}
    return {
        "id": server["id"] * 1_000_000 + int(moment.timestamp()) // 3600 % 1_000_000,
        "stat_time": written(moment),
        "virtual_machine_id": server["id"],
        "user_id": server.get("user_id"),
        "vm_billing_stat_id": server["id"],
        "currency_code": CURRENCY,
        "vm_resources_cost": cost,
        "usage_cost": usage,
        "total_cost": round(cost + usage, 4),
        "booted": is_on,
        "billing_stats": {"virtual_machines": [{"id": server["id"], "label": server.get("label")}]},
        "cpu_time": int(3600 * chance.uniform(0.02, 0.6) * (server.get("cpus") or 1)) if is_on else 0,
        "cpu_usage": round(chance.uniform(2, 60), 2) if is_on else 0.0,
        "created_at": written(moment),
        "updated_at": written(moment),
        **figures,
    }


def _shown(call: Call, row: Object) -> Object:
    names = [name for name, _ in call.plan.attributes]
    return {name: row.get(name) for name in names} if names else row


def _of_servers(call: Call, servers: list[Object], default: timedelta, **more: Any) -> list[Object]:
    """The hourly rows of servers, the newest span when there would be too many."""
    start, end = span_of(call, default)
    if servers:
        start = max(start, end - _HOUR * max(_MOST_ROWS // len(servers), 1))
    rows = []
    for server in servers[:_MOST_ROWS]:
        for moment in hours(_begin(server, start), end):
            rows.append(_shown(call, {**_row(call, server, moment), **more}))
    return rows


def _server(call: Call) -> list[Object]:
    """The server that a call is about, by what its path names; one of another sort is like one of its own."""
    target, kind = call.target, call.target_kind
    if target is None:
        return []
    if kind in ("disk", "network_interface"):
        above = call.store.get("virtual_machine", target.get("virtual_machine_id") or 0)
        return [above] if above is not None else []
    return [target]


def _usage(call: Call) -> list[Object]:
    return _of_servers(call, _server(call), _DAY)


def _bills(call: Call) -> list[Object]:
    return _of_servers(call, _server(call), _MONTHS)


def _disk(call: Call) -> list[Object]:
    return _of_servers(call, _server(call), _DAY, disk_id=(call.target or {}).get("id"))


def _net(call: Call) -> list[Object]:
    return _of_servers(call, _server(call), _DAY, network_interface_id=(call.target or {}).get("id"))


def _vm_stats(call: Call) -> list[Object]:
    """Of a user hour by hour, or of the whole cloud one row a server."""
    user = call.on_path("user")
    if user is not None:
        return _of_servers(call, servers_of(call, user), _MONTHS)
    start, end = span_of(call, _DAY)
    middle = start + (end - start) / 2
    count = int((end - start) / _HOUR)
    rows = []
    for server in servers_of(call, None):
        row = _row(call, server, middle.replace(minute=0, second=0, microsecond=0))
        row.update({name: row[name] * count for name in (*_NETS, *_DISKS)})
        rows.append(_shown(call, row))
    return rows


def _user_row(call: Call, user: Object, costs: float, names: list[tuple[str, str]], at: datetime) -> Object:
    """Costs of a user; of what he has none of they are 0."""
    costs = round(costs, 4)
    row: Object = {name: 0.0 if type_ == "number" else [] for name, type_ in names}
    row.update(user_id=user["id"], stat_time=written(at), currency_code=CURRENCY)
    for name in ("vm_cost", "total_cost", "total_cost_with_discount"):
        row[name] = costs
    return row


def cost_between(server: Object, start: datetime, end: datetime) -> float:
    """What a server cost without its usage."""
    return price(server) * max((end - _begin(server, start)) / _HOUR, 0.0)


def _user_stats(call: Call) -> list[Object]:
    user = call.on_path("user")
    if user is None:
        return []
    servers = servers_of(call, user)
    start, end = span_of(call, _DAY)
    return [
        _user_row(call, user, sum(cost_between(server, at - _HOUR, at) for server in servers),
                  list(call.plan.attributes), at)
        for at in hours(start, end)
    ]  # fmt: skip


def _user_total(call: Call) -> Result | None:
    user = call.on_path("user")
    if user is None:
        return None
    start, end = span_of(call, _MONTHS)
    costs = [(server, round(cost_between(server, start, end), 4)) for server in servers_of(call, user)]
    row = _user_row(call, user, sum(cost for _, cost in costs), list(call.plan.attributes), end)
    row["vm_stats"] = [
        {"vm_stat": {"virtual_machine_id": server["id"], "label": server.get("label"), "total_cost": cost}}
        for server, cost in costs
    ]
    return Result(row, call.plan.element)


def amounts(world: World, user: Object) -> Object:
    """What a user uses, owes and has paid, as it follows from servers, addresses and payments."""
    store, now = world.store, world.clock()
    servers, _ = store.select("virtual_machine", Filter(owner=user["id"]))
    payments, _ = store.select("payment", Filter(owner=user["id"]))
    price_a_month = user.get("monthly_price")
    base = float(price_a_month) if isinstance(price_a_month, int | float) else 0.0
    total = round(base + sum(cost_between(server, now - _MONTHS, now) for server in servers), 2)
    paid = round(sum(_number(payment.get("amount")) for payment in payments), 2)
    return {
        "used_cpus": sum(int(_number(server.get("cpus"))) for server in servers),
        "used_cpu_shares": sum(int(_number(server.get("cpu_shares"))) for server in servers),
        "used_memory": sum(int(_number(server.get("memory"))) for server in servers),
        "used_disk_size": sum(int(_number(server.get("total_disk_size"))) for server in servers),
        "payment_amount": paid,
        "total_amount": total,
        "total_amount_with_discount": total,
        "outstanding_amount": round(total - paid, 2),
    }


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0


REGISTRY = Registry(
    endpoints={"user_statistics.get": _user_total},
    rows={
        "vm_hourly_stat": _bills,
        "cpu_hourly_stat": _usage,
        "disk_hourly_stat": _disk,
        "net_hourly_stat": _net,
        "vm_stat": _vm_stats,
        "user_stat": _user_stats,
    },
)
