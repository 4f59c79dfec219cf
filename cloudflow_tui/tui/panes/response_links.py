"""Where a value of an answer leads: the call that shows the object, with its path filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.errors import CloudFlowError

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Request
    from cloudflow_tui.tui.widgets.body_text import BodyText


@dataclass(frozen=True, slots=True)
class Target:
    """A call to be opened."""

    endpoint_id: str
    values: dict[str, str]
    """Its path parameters."""


def target_at(
    catalog: Catalog, endpoint: Endpoint | None, request: Request, text: BodyText, line: int
) -> Target | None:
    """What the value in a line leads to; None when nowhere, or when a part of the path is not known."""
    steps = text.steps(line)
    if not steps or text.fold_end(line) is not None:
        return None
    beside = text.members_beside(line)
    value: object = text.value(line, 200)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:30])
    try:
        link = catalog.links.link_at(endpoint, steps, beside)
        if link is None:
            return None
        values = catalog.links.values_for(
            link, value, beside, _given(catalog, request) if link.others else {}
        )
    except CloudFlowError:
        return None
    return None if values is None else Target(link.endpoint_id, values)


def _given(catalog: Catalog, request: Request) -> dict[str, str]:
    """The path parameters of the call that was answered."""
    try:
        return dict(catalog.resolve_call(request.method, request.url).values)
    except CloudFlowError:
        return {}
