"""Recipes: shown with their steps in order; steps go when their recipe goes."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Call, Registry, Result, World
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.transactions import schedule
from cloudflow_tui.sandbox.walking import not_found


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


def _run(call: Call) -> Result | None:
    """Queue a run on each server; the answer, a 207, says of each whether it was."""
    recipe = call.target
    if recipe is None:
        return not_found("recipe")
    given = call.values.get("virtual_machines")
    rows: list[Object] = []
    for text in given if isinstance(given, list) else [given]:
        server = call.store.find("virtual_machine", str(text))
        if server is None:
            rows.append({"id": text, "status": 404, "errors": ["VirtualMachine not found"]})
            continue
        schedule(
            call.world, "run_recipe_on_virtual_machine", "virtual_machine", server, now=call.now,
            user_id=call.user["id"], params={"recipe_id": recipe["id"]},
        )  # fmt: skip
        rows.append({"id": server["identifier"], "status": 201, "errors": []})
    return Result(rows, list_name="virtual_machines")


def _move(call: Call) -> Result | None:
    """Put a step at a place, counted from 1; the others close up."""
    step, recipe = call.on_path("recipe_step"), call.on_path("recipe")
    text = call.ids[-1]
    if step is None or recipe is None or not text.isascii() or not text.isdigit() or len(text) > 6:
        return not_found("recipe_step")
    steps = [row for row in _steps(call.world, recipe["id"]) if row["id"] != step["id"]]
    steps.insert(min(max(int(text), 1), len(steps) + 1) - 1, step)
    for number, row in enumerate(steps, 1):
        row["number"] = number
        call.store.save("recipe_step", row)
    return Result()


REGISTRY = Registry(
    endpoints={"recipes.run": _run, "recipes.move_step": _move},
    reactions={("made", "recipe_step"): _step_made, ("removed", "recipe"): _removed},
    views={"recipe": _complete},
)
