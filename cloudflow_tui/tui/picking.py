"""From a field to the picker of its live list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.tui.screens.picker import PickerScreen

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.tui.widgets.form_fields import Field
    from cloudflow_tui.workspace import Workspace


def pick_value(workspace: Workspace, draft: Draft, field: Field) -> PickerScreen:
    """The picker for a field that refers to a list.

    Raises:
        BuildError: The list belongs to something that is not filled in yet; carries the parameter.
        UnknownEndpointError: The catalog has no such list.
    """
    assert field.reference is not None
    place = workspace.lists.place_of(draft, field.reference)
    value = field.value(draft)
    values = (
        value if isinstance(value, list) else [] if isinstance(value, Unset) or value is None else [value]
    )
    return PickerScreen(
        workspace,
        draft,
        field.name,
        place,
        is_list=field.node.is_list,
        chosen=[str(one) for one in values],
    )
