"""The fields of HAR 1.2 with their types, and a check of a document against them. Not a test itself.

After http://www.softwareishard.com/blog/har-12-spec/.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

NUMBER = (int, float)
REQUIRED: dict[str, dict[str, Any]] = {
    "log": {"version": str, "creator": dict, "entries": list},
    "creator": {"name": str, "version": str},
    "entry": {
        "startedDateTime": str,
        "time": NUMBER,
        "request": dict,
        "response": dict,
        "cache": dict,
        "timings": dict,
    },
    "request": {
        "method": str,
        "url": str,
        "httpVersion": str,
        "cookies": list,
        "headers": list,
        "queryString": list,
        "headersSize": NUMBER,
        "bodySize": NUMBER,
    },
    "response": {
        "status": int,
        "statusText": str,
        "httpVersion": str,
        "cookies": list,
        "headers": list,
        "content": dict,
        "redirectURL": str,
        "headersSize": NUMBER,
        "bodySize": NUMBER,
    },
    "content": {"size": NUMBER, "mimeType": str},
    "postData": {"mimeType": str, "params": list, "text": str},
    "timings": {"send": NUMBER, "wait": NUMBER, "receive": NUMBER},
    "pair": {"name": str, "value": str},
}
OPTIONAL = {
    "log": {"browser", "pages", "comment"},
    "entry": {"pageref", "serverIPAddress", "connection", "comment"},
    "request": {"postData", "comment"},
    "content": {"compression", "text", "encoding", "comment"},
    "timings": {"blocked", "dns", "connect", "ssl", "comment"},
}


def har_faults(document: Any) -> list[str]:
    """What is wrong with a HAR; [] when nothing is."""
    return list(_faults(document))


def _faults(document: Any) -> Iterator[str]:
    log = document["log"]
    yield from _object("log", log)
    yield from _object("creator", log["creator"])
    if log["version"] != "1.2":
        yield "log.version is not 1.2"
    for entry in log["entries"]:
        yield from _object("entry", entry)
        if datetime.fromisoformat(entry["startedDateTime"]).tzinfo is None:
            yield "startedDateTime has no zone"
        for name in ("request", "response", "timings"):
            yield from _object(name, entry[name])
        yield from _object("content", entry["response"]["content"])
        if "postData" in entry["request"]:
            yield from _object("postData", entry["request"]["postData"])
        pairs = [
            *entry["request"]["headers"],
            *entry["request"]["queryString"],
            *entry["response"]["headers"],
        ]
        for pair in pairs:
            yield from _object("pair", pair)
        phases = ("blocked", "dns", "connect", "send", "wait", "receive")
        total = sum(max(0, entry["timings"].get(phase, 0)) for phase in phases)
        if abs(total - entry["time"]) > 0.01:
            yield f"time {entry['time']} is not the sum {total} of the phases"


def _object(kind: str, value: dict[str, Any]) -> Iterator[str]:
    for name, wanted in REQUIRED[kind].items():
        if name not in value:
            yield f"{kind} has no {name}"
        elif not isinstance(value[name], wanted) or isinstance(value[name], bool):
            yield f"{kind}.{name} is {value[name]!r}"
    known = set(REQUIRED[kind]) | OPTIONAL.get(kind, set())
    for name in set(value) - known:
        if not name.startswith("_"):
            yield f"{kind} has an unknown {name}"
