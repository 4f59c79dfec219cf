"""What the keys of a form do to its draft. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.request.values import copy_value
from cloudflow_tui.tui.widgets.form_texts import EMPTY, edited_text

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.tui.widgets.form_fields import Field, Spot


class EditedValue:
    """The value of a field while it is edited: takes typed text over, and can put the old value back."""

    def __init__(self, field: Field, draft: Draft) -> None:
        self.field = field
        self._draft = draft
        self._before = {key: copy_value(one) for key, one in draft.values(field.place).items()}
        self._opened_with = edited_text(field, field.value(draft))
        self.is_changed = False

    def take(self, text: str, *, is_final: bool = False) -> None:
        """Take a text over; one that is as it was leaves the value as it was.

        No text leaves the parameter out. Within a list that waits until the text is final, because items
        behind it would move up.

        Raises:
            BuildError: A value that no body can carry.
        """
        if text == self._opened_with:
            self.put_back()
            return
        if text == "" and not is_final and any(isinstance(step, int) for step in self.field.path):
            return
        self.is_changed = True
        take_text(self._draft, self.field, text)

    def put_back(self) -> bool:
        """Put the old value back; False when it was not changed."""
        if not self.is_changed:
            return False
        self._draft.load_values(self.field.place, self._before)
        return True


def take_text(draft: Draft, field: Field, text: str) -> None:
    """Set a field from its text; no text leaves it out, `""` is empty text.

    Raises:
        BuildError: A value that no body can carry.
    """
    if text == "" or (field.is_boolean and text.strip().lower() == "not sent"):
        draft.unset(field.name, place=field.place)
    else:
        draft.set_text(field.name, "" if text == EMPTY else text, place=field.place)


def take_picked(draft: Draft, field: Field, values: Sequence[str]) -> None:
    """Set a field to values of a live list; a list gets all of them, none takes it out."""
    if not values:
        draft.unset(field.name, place=field.place)
    elif field.node.is_list:
        draft.set(field.name, list(values), place=field.place)
    else:
        draft.set_text(field.name, values[0], place=field.place)


def switch(draft: Draft, field: Field) -> None:
    """Not sent, on, off, and round; a bare word of the query is sent or not."""
    value = field.value(draft)
    if field.is_flag:
        if isinstance(value, Unset):
            draft.set_text(field.name, "on", place=field.place)
        else:
            draft.unset(field.name, place=field.place)
    elif isinstance(value, Unset):
        draft.set(field.name, True, place=field.place)
    elif value is True:
        draft.set(field.name, False, place=field.place)
    else:
        draft.unset(field.name, place=field.place)


def add_item(draft: Draft, field: Field, begun: dict[Spot, int]) -> Spot | None:
    """Begin one more item of the list or group that a field is in.

    Args:
        begun: Gets the number of items that the list shall show.

    Returns:
        Where the new item is; None when the field is in no list of objects.
    """
    path = field.path if field.is_folded or field.node.has_members else field.list_path
    if not path:
        return None
    node = draft.shape.trees[field.place]
    for step in path:
        below = node.below(step)
        if below is None:
            return None
        node = below
    if not (node.is_list or node.any_child is not None):
        return None
    spot: Spot = (field.place, path)
    items = _items(draft, spot)
    shown = max(items, begun.get(spot, 0), 0 if field.is_folded else 1 if field.path != path else 0)
    begun[spot] = shown + 1
    return field.place, (*path, shown if node.is_list else str(shown))


def remove_item(draft: Draft, field: Field, begun: dict[Spot, int]) -> bool:
    """Take out the item of a list or group that a field is in; False when it is in none."""
    path = field.list_path
    if not path or len(field.path) <= len(path):
        return False
    spot: Spot = (field.place, path)
    item = (*path, field.path[len(path)])
    name = draft.shape.name_of(field.place, item)
    if isinstance(item[-1], int):
        name = f"{draft.shape.name_of(field.place, path).removesuffix('[]')}[{item[-1]}]"
    begun[spot] = max(0, begun.get(spot, 0) - 1)
    draft.unset(name, place=field.place)
    return True


def _items(draft: Draft, spot: Spot) -> int:
    from cloudflow_tui.request.tree import take

    value = take(draft.values(spot[0]), spot[1])
    return len(value) if isinstance(value, list | dict) else 0
