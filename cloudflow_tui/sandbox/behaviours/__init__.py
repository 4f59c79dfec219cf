"""What the sandbox does beyond the generic engine, one file a subject; `load_registry` joins them.

Each file has a `REGISTRY`. Nothing here knows HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from cloudflow_tui.sandbox.calls import Registry

Key = TypeVar("Key")
Hook = TypeVar("Hook")


def load_registry() -> Registry:
    """All special behaviour."""
    from cloudflow_tui.sandbox.behaviours import (
        addresses,
        api_keys,
        backups,
        billing,
        cdn,
        data_stores,
        disks,
        dns,
        documents,
        firewall,
        interfaces,
        ip_ranges,
        joins,
        power,
        recipes,
        roles,
        snapshots,
        statistics,
        templates,
        transactions,
        users,
        virtual_machines,
    )

    subjects = (
        addresses, api_keys, backups, billing, cdn, data_stores, disks, dns,
        documents, firewall, interfaces, ip_ranges, joins, power, recipes, roles,
        snapshots, statistics, templates, transactions, users, virtual_machines,
    )  # fmt: skip
    return merged(subject.REGISTRY for subject in subjects)


def merged(registries: Iterable[Registry]) -> Registry:
    """One registry of several.

    Raises:
        ValueError: Two of them are for the same thing.
    """
    all_of = list(registries)
    return Registry(
        endpoints=_joined(registry.endpoints for registry in all_of),
        reactions=_joined(registry.reactions for registry in all_of),
        views=_joined(registry.views for registry in all_of),
        rows=_joined(registry.rows for registry in all_of),
        refusals=_joined(registry.refusals for registry in all_of),
        works=_joined(registry.works for registry in all_of),
    )


def _joined(tables: Iterable[Mapping[Key, Hook]]) -> dict[Key, Hook]:
    joined: dict[Key, Hook] = {}
    for table in tables:
        for key, hook in table.items():
            if key in joined:
                raise ValueError(f"two behaviours for {key}")
            joined[key] = hook
    return joined
