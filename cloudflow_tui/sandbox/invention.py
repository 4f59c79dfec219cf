"""Plausible values for attributes that nothing else gives: rows, documents, answers of actions.

Always the same for the same chance; what it yields is of the attribute's type.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from cloudflow_tui.sandbox.times import written


def invent(name: str, type_: str, chance: Random, now: datetime) -> object:
    """A value of that type that fits the name."""
    if type_ == "integer":
        return _integer(name, chance)
    if type_ == "number":
        return round(chance.uniform(0, 100), 2)
    if type_ == "boolean":
        return chance.random() < 0.5
    if type_ == "datetime":
        return written(now - timedelta(hours=chance.randint(1, 2000)))
    if type_ == "date":
        return (now - timedelta(days=chance.randint(1, 90))).date().isoformat()
    if type_ == "array":
        return []
    if type_ == "object":
        return {}
    return _text(name, chance)


def _integer(name: str, chance: Random) -> int:
    if name == "id" or name.endswith("_id"):
        return chance.randint(1, 9)
    if "memory" in name:
        return chance.choice((1024, 2048, 4096, 8192))
    if "port" in name:
        return chance.choice((80, 443, 8080))
    if name.endswith(("cpus", "count", "hours", "month")):
        return chance.randint(1, 12)
    return chance.randint(0, 1000)


def _text(name: str, chance: Random) -> str:
    if name.endswith(("_at", "time")):
        return ""
    if "mac" in name.split("_"):
        return ":".join(f"{chance.randint(0, 255):02x}" for _ in range(6))
    if "address" in name or name in ("ip", "gateway"):
        return f"192.0.2.{chance.randint(1, 254)}"
    if "email" in name:
        return f"user{chance.randint(1, 99)}@example.com"
    if "host" in name or "domain" in name:
        return f"host{chance.randint(1, 99)}.example.com"
    if "status" in name or name == "state":
        return "active"
    return f"{name.replace('_', ' ')} {chance.randint(1, 99)}"
