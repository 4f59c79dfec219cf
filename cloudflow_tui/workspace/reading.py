"""One read through the workspace as plain data, for errands that need an answer and not an exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.workspace.workspace import Workspace

MAX_PAGES = 20


@dataclass(frozen=True, slots=True)
class Read:
    """What a read gave."""

    exchange: Exchange
    data: Any
    """The body as data, None unless it was answered 200 with JSON or XML."""


async def read(workspace: Workspace, endpoint_id: str, **values: object) -> Read:
    """Send one read.

    Raises:
        CloudFlowError: Nothing was sent.
    """
    draft = workspace.draft(endpoint_id, format="json", **values)
    exchange = await workspace.send(draft, anyway=True)
    return Read(exchange, data_of(exchange))


async def read_all(workspace: Workspace, endpoint_id: str) -> tuple[list[dict[str, Any]], Exchange]:
    """The objects of a list on all its pages (MAX_PAGES at most), without their one-key wrappers.

    Returns:
        The objects, and the exchange that came last; no objects when it was not answered 200.

    Raises:
        CloudFlowError: Nothing was sent.
    """
    from cloudflow_tui.transport import page_of

    found: list[dict[str, Any]] = []
    for number in range(1, MAX_PAGES + 1):
        draft = workspace.draft(endpoint_id, format="json")
        if number > 1:
            draft.extra_query.append(("page", str(number)))
        exchange = await workspace.send(draft, anyway=True)
        found += objects_in(data_of(exchange))
        page = page_of(exchange.response) if exchange.response is not None else None
        if page is None or page.last <= number:
            break
    return found, exchange


def data_of(exchange: Exchange) -> Any:
    """The body of a good answer as data, else None."""
    from cloudflow_tui.document import to_data

    response = exchange.response
    if exchange.failure is not None or response is None or not 200 <= response.status < 300:
        return None
    return to_data(response.body, response.header("content-type"))


def objects_in(data: object) -> Iterator[dict[str, Any]]:
    """The objects of a list as this API writes it: bare, or each in an object of one key."""
    for row in data if isinstance(data, list) else ():
        yield from _unwrapped(row)


def object_in(data: object) -> dict[str, Any]:
    """The one object of an answer; {} when there is none."""
    return next(_unwrapped(data), {})


def _unwrapped(row: object) -> Iterator[dict[str, Any]]:
    if isinstance(row, dict):
        inner = next(iter(row.values())) if len(row) == 1 else row
        yield inner if isinstance(inner, dict) else row
