"""Data stores: what is used follows from the disks that lie there."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Call, Registry, World
from cloudflow_tui.sandbox.store import Filter, Object

_KIND = "data_store"


def _made(call: Call, store: Object) -> None:
    store["capacity"] = store.get("capacity") or store.get("data_store_size")


def _complete(world: World, store: Object) -> None:
    if "id" in store:
        disks, _ = world.store.select("disk", Filter(equal=(("data_store_id", store["id"]),)))
        sizes = (disk.get("disk_size") for disk in disks)
        store["usage"] = sum(size for size in sizes if isinstance(size, int))


REGISTRY = Registry(reactions={("made", _KIND): _made}, views={_KIND: _complete})
