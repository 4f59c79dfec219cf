"""One small sandbox a worker, put back to its first state before each test."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.calls import Registry, World
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.schema import Schema
from cloudflow_tui.sandbox.world import all_endpoints, make_world
from tests.sandbox.support import NOW, PASSWORD, Asker, Clock


@pytest.fixture(scope="session")
def endpoints() -> tuple[Endpoint, ...]:
    return all_endpoints(SandboxOptions())


@pytest.fixture(scope="session")
def schema(endpoints: tuple[Endpoint, ...]) -> Schema:
    return Schema(endpoints)


@pytest.fixture(scope="session")
def plain(endpoints: tuple[Endpoint, ...]) -> tuple[World, bytes]:
    world = make_world(SandboxOptions(password=PASSWORD), endpoints, Clock(), Registry())
    return world, world.store.snapshot()


@pytest.fixture
def world(plain: tuple[World, bytes]) -> World:
    """A seeded world without special behaviour, whose clock stands still."""
    world, snapshot = plain
    world.store.restore(snapshot)
    assert isinstance(world.clock, Clock)
    world.clock.now = NOW
    return world


@pytest.fixture
def clock(world: World) -> Clock:
    assert isinstance(world.clock, Clock)
    return world.clock


@pytest.fixture
def ask(world: World) -> Asker:
    """Asks the generic engine."""
    return Asker(Handler(world))
