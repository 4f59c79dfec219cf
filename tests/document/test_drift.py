"""Attributes of an answer against those that are known."""

from __future__ import annotations

import pytest

from cloudflow_tui.document.drift import Drift, drift_of

KNOWN = ("id", "login", "roles[].id", "address.city")


@pytest.mark.parametrize(
    ("data", "unknown", "missing"),
    [
        ({"user": {"id": 1, "login": "a", "roles": [], "address": {}}}, (), ()),
        ([{"user": {"id": 1, "mood": 2}}, {"user": {"login": "b"}}], ("mood",), ("address", "roles")),
        ({"users": [{"user": {"id": 1, "new": 1}}]}, ("new",), ("address", "login", "roles")),
        ({"id": 1, "login": "a", "roles": [], "address": {}, "@x": "1"}, (), ()),
        ([], (), ()),
        ("text", (), ()),
        (None, (), ()),
    ],
)
def test_names_are_compared(data: object, unknown: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert drift_of(data, KNOWN, "user") == Drift(unknown, missing)


def test_nothing_known_tells_nothing() -> None:
    assert drift_of({"user": {"id": 1}}, ()) == Drift()


def test_words() -> None:
    assert Drift().words == ""
    assert Drift(("a",), ("b", "c")).words == "1 attribute not in the catalog: a; 2 missing: b, c"
