"""IP ranges: their addresses come and go with them; one whose addresses are in use stays."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from cloudflow_tui.sandbox.calls import Call, Registry, Result, invalid, refused
from cloudflow_tui.sandbox.making import new_object
from cloudflow_tui.sandbox.store import Filter, Object

_MOST: Final = 4096
"""Addresses that one range may have here; wider ones of IPv6 show the first of them."""


def _span(values: Object) -> tuple[int, int] | None:
    """First and last address as numbers, None when they are none or do not fit together."""
    try:
        first, last = ip_address(str(values.get("start_address"))), ip_address(str(values.get("end_address")))
    except ValueError:
        return None
    if first.version != last.version or int(first) > int(last):
        return None
    return int(first), int(last)


def _check(call: Call) -> Result | None:
    if _span(dict(call.values)) is None:
        return invalid(base=["IP range is invalid"])
    return None


def _made(call: Call, span: Object) -> None:
    found = _span(span)
    net = call.on_path("ip_net")
    if found is None:
        return
    span["ipv4"] = ":" not in str(span["start_address"])
    if net is not None:
        span["ip_net"] = {"id": net["id"], "label": net.get("label")}
    first, last = found
    make = type(ip_address(str(span["start_address"])))
    for value in range(first, min(last, first + _MOST - 1) + 1):
        values = {
            "address": str(make(value)),
            "ip_range_id": span["id"],
            "ip_net_id": net["id"] if net is not None else None,
            "network_id": net.get("network_id") if net is not None else None,
            "prefix": net.get("network_mask") if net is not None else None,
            "gateway": span.get("default_gateway"),
            "free": True,
        }
        row = new_object(call.world, "ip_address", values, now=call.now)
        row["user_id"] = None
        call.store.save("ip_address", row)


def _addresses(call: Call, span: Object) -> list[Object]:
    return call.store.select("ip_address", Filter(equal=(("ip_range_id", span["id"]),)))[0]


def _check_free(call: Call) -> Result | None:
    span = call.on_path("ip_range")
    if span is not None and any(row.get("free") is False for row in _addresses(call, span)):
        return refused(422, "IP range has addresses that are in use")
    return None


def _removed(call: Call, span: Object) -> None:
    for row in _addresses(call, span):
        call.store.remove("ip_address", row["id"])


REGISTRY = Registry(
    endpoints={"ip_ranges.create": _check, "ip_ranges.delete": _check_free},
    reactions={("made", "ip_range"): _made, ("removed", "ip_range"): _removed},
)
