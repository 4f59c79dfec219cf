"""A note for the catalog: what an answer has that the catalog does not know, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.data import to_data
from cloudflow_tui.document.drift import drift_of

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Exchange

_LONGEST_BYTES: Final = 1024 * 1024


def drift_note(exchange: Exchange, endpoint: Endpoint | None) -> str:
    """The note: names only, no value; "" when nothing can be told or all agrees.

    Raises:
        OSError: The spool file is gone.
    """
    response = exchange.response
    if response is None or endpoint is None or response.status != endpoint.answer.status:
        return ""
    if response.body.size_bytes > _LONGEST_BYTES:
        return ""
    data = to_data(response.body, response.header("content-type"))
    known = [attribute.name for attribute in endpoint.answer.attributes]
    words = drift_of(data, known, endpoint.answer.root).words
    return f"{endpoint.id} ({endpoint.method} {endpoint.path}): {words}" if words else ""
