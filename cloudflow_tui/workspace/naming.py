"""What is known of the object that a call is about: its name, by what was seen. Only reads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.errors import CloudFlowError

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import EndpointSummary
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

NAME_KEYS = ("login", "label", "name", "hostname", "address", "title", "domain")
WAIT_S = 3.0
"""Longest wait for the server to tell the name; without an answer the id must do."""


@dataclass(frozen=True, slots=True)
class ObjectName:
    """The object of a call, in words."""

    path: str
    """Path with its ids filled in, without suffix."""
    typed: str
    """What the user types to confirm: the name, else the id, else `yes`."""
    what: str
    """What that is: `login`, `label`, `id`."""
    words: str = ""
    """Behind the title: ` 17, zaza.m`."""
    evidence: str = ""
    """Where the name was seen."""


async def name_of_object(workspace: Workspace, draft: Draft) -> ObjectName:
    """The object that a draft is about; its name is read from the server where the catalog knows how."""
    path, object_id = _path_of(draft)
    if not object_id:
        return ObjectName(path, "yes", "word yes")
    plain = ObjectName(path, object_id, "id", f" {object_id}")
    shown = _show_endpoint(workspace, draft)
    if shown is None:
        return plain
    asked = workspace.draft(shown.id, format="json")
    for parameter in asked.endpoint.parameters_in("path"):
        asked.set_text(parameter.name, draft.text(parameter.name, place="path"))
    try:
        exchange = await asyncio.wait_for(workspace.send(asked), WAIT_S)
    except (CloudFlowError, TimeoutError):
        return plain
    key, name = _name_in(exchange)
    if not name:
        return plain
    return ObjectName(
        path, name, key, f" {object_id}, {name}", f"#{exchange.number} {key} of {object_id} is {name}"
    )


def _path_of(draft: Draft) -> tuple[str, str]:
    """(path with ids, the last id or "")."""
    parts, object_id = [], ""
    for part in draft.endpoint.path.split("/"):
        if part.startswith(":"):
            object_id = draft.text(part[1:], place="path")
            parts.append(object_id or part)
        else:
            parts.append(part)
    return "/".join(parts), object_id


def _show_endpoint(workspace: Workspace, draft: Draft) -> EndpointSummary | None:
    """The call that reads the object: GET of the path up to its last id."""
    head, sign, tail = draft.endpoint.path.rpartition("/:")
    if not sign:
        return None
    wanted = f"{head}/:{tail.partition('/')[0]}"
    rows = workspace.catalog.endpoints
    return next(
        (row for row in rows if row.method == "GET" and row.path == wanted and row.effect == "read"), None
    )


def _name_in(exchange: Exchange) -> tuple[str, str]:
    """(attribute, value) of the name in an answer; ("", "") when there is none."""
    from cloudflow_tui.document import to_data

    response = exchange.response
    if response is None or response.status != 200:
        return "", ""
    data = to_data(response.body, response.header("content-type"))
    if isinstance(data, dict) and len(data) == 1:
        data = next(iter(data.values()))
    if isinstance(data, dict):
        for key in NAME_KEYS:
            value = data.get(key)
            if isinstance(value, str) and value.strip() and value.isprintable():
                return key, value.strip()
    return "", ""
