"""Where an id that is refused may come from: another kind of object, or the cloud of another profile.

Proposes one read of a sibling list; other clouds are only looked for in the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.workspace.evidence import MAX_LOOKED_INTO, MAX_ROWS, Evidence
from cloudflow_tui.workspace.reading import data_of, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

_PAIRS: Final = (
    ("hypervisors.list", "hypervisor_zones.list", "compute resource", "compute zone"),
    ("data_stores.list", "data_store_zones.list", "data store", "data store zone"),
    ("networks.list", "network_zones.list", "network", "network zone"),
    ("templates.list_all", "isos.list", "template", "ISO"),
    ("users.list", "user_groups.list", "user", "user group"),
)
_SIBLINGS: Final = {
    **{one: (other, noun) for one, other, _, noun in _PAIRS},
    **{other: (one, noun) for one, other, noun, _ in _PAIRS},
}
"""List to the list whose ids are mixed up with its own, and what that one holds."""


def sibling_of(workspace: Workspace, list_id: str) -> tuple[Draft, str] | None:
    """The read of the list whose ids are taken for those of this one, and the noun of its objects."""
    found = _SIBLINGS.get(list_id)
    if found is None:
        return None
    try:
        draft = workspace.draft(found[0], format="json")
    except CloudFlowError:
        return None
    return None if draft.missing() else (draft, found[1])


def sibling_evidence(
    rows: list[dict[str, object]], parameter: str, value: str, noun: str, path: str, number: int
) -> Iterator[Evidence]:
    """Whether one of the values is the id of a sibling."""
    for one in value.split(", "):
        row = next((row for row in rows if str(row.get("id")) == one), None)
        if row is not None:
            label = f" ({row['label']})" if row.get("label") else ""
            yield Evidence(f"{one} is a {noun}{label}; {parameter} wants another kind.", "read", number)
        else:
            yield Evidence(f"{one} of {parameter} is not in {path} either.", "read", number)


def seen_on_another_cloud(workspace: Workspace, list_id: str, value: str) -> Iterator[Evidence]:
    """A list that another profile read, with the id in it."""
    if not workspace.has_history:
        return
    try:
        rows = workspace.history.rows(MAX_ROWS, endpoint_id=list_id)
        others = [row for row in rows if row.profile_name != workspace.profile.name and row.status == 200]
        for row in others[:MAX_LOOKED_INTO]:
            for found in objects_in(data_of(workspace.history.get(row.number))):
                if str(found.get("id")) == value:
                    label = f" ({found['label']})" if found.get("label") else ""
                    said = f"The cloud of profile {row.profile_name} has {value}{label}."
                    yield Evidence(said, "history", row.number)
                    return
    except (CloudFlowError, OSError):
        return
