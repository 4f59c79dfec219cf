"""Invented values are of their type, and always the same for the same chance."""

from __future__ import annotations

from random import Random

import pytest

from cloudflow_tui.sandbox.invention import invent
from cloudflow_tui.sandbox.times import read
from tests.sandbox.support import NOW

TYPES: dict[str, type] = {
    "integer": int, "number": float, "boolean": bool, "array": list, "object": dict, "string": str,
    "datetime": str, "date": str,
}  # fmt: skip
NAMES = (
    "id",
    "user_id",
    "memory",
    "port",
    "cpus",
    "size",
    "mac_address",
    "ip",
    "email",
    "hostname",
    "status",
    "x",
)


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("name", NAMES)
def test_type(name: str, type_: str) -> None:
    value = invent(name, type_, Random(1), NOW)
    assert type(value) is TYPES[type_]
    assert invent(name, type_, Random(1), NOW) == value


def test_moments_lie_behind() -> None:
    for type_ in ("datetime", "date"):
        moment = read(str(invent("made", type_, Random(1), NOW)))
        assert moment is not None
        assert moment < NOW


@pytest.mark.parametrize(
    ("name", "start"),
    [("ip_address", "192.0.2."), ("email", "user"), ("hostname", "host"), ("state", "active")],
)
def test_text_fits_the_name(name: str, start: str) -> None:
    assert str(invent(name, "string", Random(1), NOW)).startswith(start)
