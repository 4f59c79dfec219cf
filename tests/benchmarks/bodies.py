"""Bodies such as this API answers, of any size, the same every time."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any, Literal
from xml.sax.saxutils import escape

Name = Literal["1k", "100k", "1m", "10m", "50m"]
SIZES: dict[Name, int] = {"1k": 1_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000, "50m": 50_000_000}


def write_bodies(folder: Path, *names: Name) -> None:
    """`NAME.json`, packed as servers send it, and `NAME.xml` with the same objects; 1k is one, no list."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        objects = _objects(SIZES[name])
        data: Any = objects[0] if name == "1k" else objects
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, "utf-8")
        parts = ['<?xml version="1.0" encoding="UTF-8"?>']
        root = "virtual_machine" if name == "1k" else "virtual_machines"
        _write_xml(root, data["virtual_machine"] if name == "1k" else data, parts)
        (folder / f"{name}.xml").write_text("".join(parts), "utf-8")


def _objects(size_bytes: int) -> list[dict[str, Any]]:
    random = Random(7)
    found: list[dict[str, Any]] = []
    length = 2
    while length < size_bytes:
        found.append(_virtual_machine(len(found) + 1, random))
        length += len(json.dumps(found[-1], separators=(",", ":"), ensure_ascii=False).encode()) + 1
    return found


def _virtual_machine(number: int, random: Random) -> dict[str, Any]:
    address = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(1, 255)}"
    shown = {"address": address, "netmask": "255.255.255.0", "gateway": "10.0.0.1", "free": False}
    return {
        "virtual_machine": {
            "id": number,
            "identifier": f"{random.getrandbits(128):032x}",
            "label": f"vm-{number} \u00e9 customer {random.randrange(999)}",
            "hostname": f"host{number}.example.test",
            "booted": bool(number % 3),
            "built": True,
            "locked": False,
            "memory": random.choice([512, 1024, 2048, 4096]),
            "cpus": random.randrange(1, 9),
            "hypervisor_id": random.randrange(1, 40),
            "user_id": random.randrange(1, 5000),
            "template_id": random.randrange(1, 300),
            "operating_system": "linux",
            "price_per_hour": round(random.random(), 4),
            "created_at": f"2026-01-{number % 28 + 1:02d}T10:{number % 60:02d}:00+00:00",
            "updated_at": None,
            "monthly_bandwidth_used": random.randrange(10**9),
            "note": 'a "quoted" <note> & more',
            "admin_note": None,
            "ip_addresses": [{"ip_address": {"id": number * 2 + more, **shown}} for more in range(2)],
        }
    }


def _write_xml(name: str, value: Any, parts: list[str]) -> None:
    if isinstance(value, list):
        parts.append(f'<{name} type="array">')
        for item in value:
            ((key, inner),) = item.items()
            _write_xml(key, inner, parts)
        parts.append(f"</{name}>")
    elif isinstance(value, dict):
        parts.append(f"<{name}>")
        for key, inner in value.items():
            _write_xml(key, inner, parts)
        parts.append(f"</{name}>")
    elif value is None:
        parts.append(f'<{name} nil="true"/>')
    elif isinstance(value, bool):
        parts.append(f'<{name} type="boolean">{str(value).lower()}</{name}>')
    elif isinstance(value, int):
        parts.append(f'<{name} type="integer">{value}</{name}>')
    else:
        parts.append(f"<{name}>{escape(str(value))}</{name}>")
