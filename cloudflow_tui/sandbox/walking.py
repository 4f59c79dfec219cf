"""The objects that a path names, from left to right, each below the one before it."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Result, World, refused
from cloudflow_tui.sandbox.making import belongs
from cloudflow_tui.sandbox.schema import Plan
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.words import class_name

NOT_FOUND = "Resource not found"

_JOINING = frozenset({"attach", "detach", "action", "alter_document", "document"})
"""Verbs whose path may name objects that do not belong to each other yet."""


def find_objects(world: World, plan: Plan, ids: tuple[str, ...]) -> tuple[Object | None, ...] | Result:
    """The object of each step, None for a step that is none; a 404 when one is not there."""
    found: list[Object | None] = []
    above: tuple[str, Object] | None = None
    for step, text in zip(plan.steps, ids, strict=True):
        if not step.kind or not world.schema.kind(step.kind).is_stored:
            found.append(None)
            continue
        row = world.store.find(step.kind, text, world.schema.kind(step.kind).keys)
        if row is None:
            return not_found(step.kind)
        is_loose = plan.verb in _JOINING
        if above is not None and not is_loose and not belongs(world, step.kind, row, *above):
            return not_found(step.kind)
        found.append(row)
        above = (step.kind, row)
    return tuple(found)


def not_found(kind: str) -> Result:
    """The 404 for an object: `VirtualMachine not found`."""
    return refused(404, f"{class_name(kind)} not found" if kind else NOT_FOUND)
