"""The parts of the registry fit the catalog and each other."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.behaviours import load_registry, merged
from cloudflow_tui.sandbox.calls import Call, Registry, Result
from tests.sandbox.cloud import schema


def behave(call: Call) -> Result | None:
    return None


def test_every_behaviour_is_for_an_endpoint_or_kind_that_is_there() -> None:
    registry = load_registry()
    assert len(registry.endpoints) > 30
    assert set(registry.endpoints) <= set(schema().plans)
    kinds = {*registry.views, *registry.rows, *(kind for _, kind in registry.reactions)}
    assert kinds <= set(schema().kinds)


def test_two_behaviours_for_one_thing_are_refused() -> None:
    one = Registry(endpoints={"users.list": behave})
    with pytest.raises(ValueError, match=r"users\.list"):
        merged([one, one])
