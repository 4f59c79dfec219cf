"""Puts a sandbox together: catalog, schema, store, seed, behaviour, and the login that is always there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.auth import PASSWORD, digest
from cloudflow_tui.sandbox.calls import Registry, World
from cloudflow_tui.sandbox.making import new_object
from cloudflow_tui.sandbox.options import LOGIN, SandboxOptions
from cloudflow_tui.sandbox.schema import Schema
from cloudflow_tui.sandbox.store import Filter, Store

PATCH_LEVEL = ".0-12"
"""What a server adds to its version."""


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
    store.seeder = Seeder(schema, options.seed, options.size)
    world = World(
        schema=schema,
        store=store,
        registry=registry,
        clock=clock,
        seed=options.seed,
        size=options.size,
        api_version=options.api_version,
    )
    set_password(world, options.password)
    version = options.api_version if options.api_version.count(".") > 1 else options.api_version + PATCH_LEVEL
    store.set_fact("document:/version", json.dumps({"version": version}))
    store.commit()
    return world


def set_password(world: World, password: str) -> None:
    """Give the administrator this password; make the account when there is none."""
    store = world.store
    found, _ = store.select("user", Filter(equal=(("login", LOGIN),)), limit=1)
    admin = found[0] if found else new_object(world, "user", {}, now=world.clock())
    admin.update(login=LOGIN, status="active", locked_at=None)
    if not admin.get("email"):
        admin["email"] = f"{LOGIN}@example.com"
    admin[PASSWORD] = digest(password)
    store.save("user", admin)
