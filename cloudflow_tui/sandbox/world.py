"""Puts a sandbox together: catalog, schema, store, seed, behaviour, and the login that is always there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.accounts import open_accounts
from cloudflow_tui.sandbox.calls import Registry, World
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.schema import Schema
from cloudflow_tui.sandbox.store import Object, Store
from cloudflow_tui.sandbox.times import read, written
from cloudflow_tui.sandbox.transactions import KIND, resume

PATCH_LEVEL = ".0-12"
"""What a server adds to its version."""
_BEGUN = "begun"


def tell_time() -> datetime:
    return datetime.now(UTC)


def all_endpoints(options: SandboxOptions) -> tuple[Endpoint, ...]:
    """Every endpoint of the catalog in full, those of one's own included.

    Raises:
        CatalogError: A file cannot be read.
    """
    from cloudflow_tui.catalog import Catalog

    catalog = Catalog.load(options.catalog_folder)
    return tuple(endpoint for name in catalog.sections for endpoint in catalog.section(name).endpoints)


def make_world(
    options: SandboxOptions,
    endpoints: tuple[Endpoint, ...] | None = None,
    clock: Callable[[], datetime] = tell_time,
    registry: Registry | None = None,
    store: Store | None = None,
) -> World:
    """A sandbox that is ready to answer.

    Args:
        endpoints: The whole catalog when None.
        registry: All special behaviour when None.
        store: Opened by the caller; opened here when None.

    Raises:
        SandboxError: The data file cannot be used.
        CatalogError: A file of the catalog cannot be read.
    """
    from cloudflow_tui.sandbox.seed import Seeder

    if registry is None:
        from cloudflow_tui.sandbox.behaviours import load_registry

        registry = load_registry()

    schema = Schema(all_endpoints(options) if endpoints is None else endpoints)
    store = store or Store(options.data)
    world = World(
        schema=schema,
        store=store,
        registry=registry,
        clock=clock,
        seed=options.seed,
        size=options.size,
        api_version=options.api_version,
        pace=options.clock,
    )
    moment = begun(store, clock())
    seed = Seeder(schema, options.seed, options.size, moment)

    def first_objects(kind: str) -> Iterable[Object]:
        rows = list(seed.first(kind))
        if kind == KIND:
            resume(world, rows, clock())
        return rows

    def restart() -> None:
        store.set_fact(_BEGUN, written(moment))
        open_accounts(world, options.password)
        store.set_fact("document:/version", json.dumps({"version": _full_version(options.api_version)}))

    store.seeder, store.bulks, world.restart = first_objects, seed.bulks, restart
    restart()
    store.commit()
    return world


def _full_version(version: str) -> str:
    return version if version.count(".") > 1 else version + PATCH_LEVEL


def begun(store: Store, now: datetime) -> datetime:
    """When this cloud was begun, to the minute: what kinds seeded later count back from."""
    told = read(store.fact(_BEGUN))
    if told is None:
        told = now.replace(second=0, microsecond=0)
        store.set_fact(_BEGUN, written(told))
    return told
