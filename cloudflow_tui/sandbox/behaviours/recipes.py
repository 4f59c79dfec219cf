"""Recipes: shown with their steps in order; steps go when their recipe goes."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Call, Registry, World
from cloudflow_tui.sandbox.store import Filter, Object


def _steps(world: World, recipe_id: int) -> list[Object]:
    rows, _ = world.store.select("recipe_step", Filter(equal=(("recipe_id", recipe_id),)))
    return sorted(rows, key=lambda row: (int(row.get("number") or 0), row["id"]))


def _complete(world: World, recipe: Object) -> None:
    if "id" in recipe:
        recipe["recipe_steps"] = [{"recipe_step": step} for step in _steps(world, recipe["id"])]


def _step_made(call: Call, step: Object) -> None:
    """A new step is the last one unless it says otherwise."""
    others = _steps(call.world, step.get("recipe_id") or 0)
    last = max((int(row.get("number") or 0) for row in others), default=0)
    step["number"] = step.get("number") or last + 1


def _removed(call: Call, recipe: Object) -> None:
    for step in _steps(call.world, recipe["id"]):
        call.store.remove("recipe_step", step["id"])


REGISTRY = Registry(
    reactions={("made", "recipe_step"): _step_made, ("removed", "recipe"): _removed},
    views={"recipe": _complete},
)
