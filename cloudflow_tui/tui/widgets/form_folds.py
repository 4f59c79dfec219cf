"""Groups of a form folded into one row, and items of a list moved. No widgets here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cloudflow_tui.request.shape import FREE
from cloudflow_tui.request.tree import take
from cloudflow_tui.tui.widgets.form_fields import Field, Spot

if TYPE_CHECKING:
    from cloudflow_tui.request import Problem
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.request.shape import Path


def group_of(field: Field) -> Spot | None:
    """The group to fold when the cursor is on a field: the innermost around it; None for a field in none."""
    path = field.path
    if field.is_folded or len(path) < 2:
        return None
    return field.place, path[:-1]


def fold_of(field: Field, folded: Collection[Spot]) -> Spot | None:
    """The outermost folded group that a field is in, or is; None when it is seen."""
    spots = ((field.place, field.path[:length]) for length in range(1, len(field.path) + 1))
    return next((spot for spot in spots if spot in folded), None)


def folded_fields(draft: Draft, fields: Iterable[Field], folded: Collection[Spot]) -> Iterator[Field]:
    """The fields, those within a folded group replaced by one that stands for the group."""
    seen: set[Spot] = set()
    for field in fields:
        spot = fold_of(field, folded)
        if spot is None:
            yield field
        elif spot not in seen:
            seen.add(spot)
            yield _group_field(draft, spot, field)


def _group_field(draft: Draft, spot: Spot, first: Field) -> Field:
    place, path = spot
    node = draft.shape.trees[place]
    for step in path:
        node = node.below(step) or FREE
    name = draft.shape.name_of(place, path)
    if isinstance(path[-1], int):
        name = f"{draft.shape.name_of(place, path[:-1]).removesuffix('[]')}[{path[-1]}]"
    within = path[:-1] if isinstance(path[-1], int) else ()
    return Field(name, place, path, node, node.parameter, first.section, list_path=within)


def problem_within(field: Field, problems: Iterable[Problem]) -> Problem | None:
    """The first problem of a group that stops it from being sent."""
    heads = tuple(f"{field.name.removesuffix('[]')}{sign}" for sign in (".", "["))
    inside = (one for one in problems if one.place == field.place and one.parameter.startswith(heads))
    return next((one for one in inside if one.blocks), None)


def move_item(draft: Draft, field: Field, direction: int) -> Path | None:
    """Move the item of a list that a field is in up or down.

    Returns:
        Where the field is then; None when it is in no list, or at its end.
    """
    depth = next((at for at in range(len(field.path) - 1, -1, -1) if isinstance(field.path[at], int)), -1)
    if depth < 0:
        return None
    head = field.path[:depth]
    values = take(draft.values(field.place), head)
    index = field.path[depth]
    if not isinstance(values, list) or not isinstance(index, int):
        return None
    other = index + direction
    if not (0 <= other < len(values) and index < len(values)):
        return None
    moved: Sequence[object] = _swapped(values, index, other)
    draft.set_value(field.place, head, moved)
    return (*head, other, *field.path[depth + 1 :])


def _swapped(values: Sequence[object], one: int, other: int) -> list[object]:
    made = list(values)
    made[one], made[other] = made[other], made[one]
    return made
