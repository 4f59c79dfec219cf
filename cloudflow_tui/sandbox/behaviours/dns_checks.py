"""What a name server would not take: names, values and doubles of zones and records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Any, Final

from cloudflow_tui.sandbox.calls import Call, Result, invalid
from cloudflow_tui.sandbox.store import Filter, Object

TYPES: Final = ("SOA", "NS", "A", "AAAA", "CNAME", "MX", "TXT", "SRV", "PTR")
_LABEL: Final = re.compile(r"[A-Za-z0-9_*]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_SERVICE: Final = re.compile(r"_[^.]+\._[^.]+(\.[^.]+)*")
_HOSTED: Final = frozenset({"NS", "CNAME", "MX", "SRV", "PTR"})
_BLANK: Final = "can't be blank"
_FORM: Final = "Domain Name has incorrect format"


def is_host(text: str) -> bool:
    """Whether a text is a name of hosts, with dots between labels."""
    labels = text.rstrip(".").split(".")
    return 0 < len(text) < 254 and all(_LABEL.fullmatch(label) for label in labels)


def check_zone(call: Call) -> Result | None:
    """Refuse a zone whose name is none, or is taken."""
    name = str(call.values.get("name") or "").strip().lower()
    if not is_host(name):
        return invalid(name=[_FORM])
    if "." not in name.rstrip("."):
        return invalid(name=["Name can not be a top level domain"])
    same, _ = call.store.select("dns_zone", Filter(equal=(("name", name),)), limit=1)
    if not same:
        return None
    if same[0].get("user_id") == call.user["id"]:
        return invalid(name=["has already been taken"])
    text = "domain has already been taken. Please contact support to verify the ownership"
    return invalid(name=[text])


def check_record(call: Call) -> Result | None:
    """Refuse a record that its type does not allow, or that is there already."""
    record = call.on_path("dns_record")
    values = {**(record or {}), **call.values}
    type_ = str(values.get("type") or "").upper()
    errors: dict[str, list[str]] = {}
    if type_ not in TYPES:
        errors["type"] = ["is not included in the list"]
    _check_values(type_, values, errors)
    name = str(values.get("name") or "")
    if type_ == "NS" and name in ("@", "") and record is None:
        errors["base"] = ["NS record for root domain must not be manually created"]
    elif type_ == "SRV" and not _SERVICE.fullmatch(name):
        errors["base"] = ["Invalid SRV record name format '_<service>._<protocol>.<host>'"]
    elif name not in ("@", "") and not is_host(name):
        errors["name"] = [_FORM]
    zone = call.on_path("dns_zone")
    if not errors and zone is not None and _is_double(call, zone, record, type_, values):
        errors["base"] = ["There is a duplicate record that is having the same name"]
    return invalid(**errors) if errors else None


def _check_values(type_: str, values: Mapping[str, Any], errors: dict[str, list[str]]) -> None:
    if type_ in ("A", "AAAA"):
        kind, word = (IPv4Address, "IPv4") if type_ == "A" else (IPv6Address, "IPv6")
        text = str(values.get("ip") or "")
        try:
            kind(text)
        except (AddressValueError, ValueError):
            errors["ip"] = [f"is invalid {word} address"] if text else [_BLANK, f"is invalid {word} address"]
    if type_ in _HOSTED:
        host = str(values.get("hostname") or "")
        if not is_host(host):
            errors["hostname"] = [_FORM] if host else [_BLANK]
    if type_ == "TXT" and not values.get("txt"):
        errors["txt"] = [_BLANK]
    wanted = {"MX": ("priority",), "SRV": ("priority", "weight", "port")}.get(type_, ())
    for name in wanted:
        _check_number(name, values.get(name), errors)
    ttl = values.get("ttl")
    if isinstance(ttl, int) and ttl < 0:
        errors["ttl"] = ["must be greater than or equal to 0"]
    elif isinstance(ttl, int) and ttl >= 2**31:
        errors["ttl"] = ["must be less than 2147483648"]


def _check_number(name: str, value: Any, errors: dict[str, list[str]]) -> None:
    text = str(value if value is not None else "")
    if not text:
        errors[name] = [_BLANK, "is not a number"]
    elif not text.isascii() or not text.isdigit():
        errors[name] = ["is not a number"]
    elif int(text) > 65535:
        errors[name] = ["must be less than or equal to 65535"]


def _is_double(
    call: Call, zone: Object, record: Object | None, type_: str, values: Mapping[str, Any]
) -> bool:
    rows, _ = call.store.select("dns_record", Filter(equal=(("dns_zone_id", zone["id"]),)))
    keys = ("name", "ip", "hostname", "txt", "port")
    return any(
        row["id"] != (record or {}).get("id")
        and str(row.get("type")).upper() == type_
        and all((row.get(key) or None) == (values.get(key) or None) for key in keys)
        for row in rows
    )
