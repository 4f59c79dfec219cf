"""How an answer differs from what the catalog knows of its call: names of attributes only, no value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.document.drift import Drift, drift_of

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Exchange

LONGEST_BYTES: Final = 1024 * 1024
"""Longer answers are not read for it."""


def drift_of_data(endpoint: Endpoint | None, status: int, data: Any, version: str = "") -> Drift | None:
    """How the values of an answer differ; None when nothing can be told.

    Args:
        data: From `to_data`; None when the answer was not read.
        version: Attributes that this version has not, or no longer, are not missed.
    """
    if data is None or endpoint is None or status != endpoint.answer.status or not endpoint.answer.attributes:
        return None
    from cloudflow_tui.catalog.versions import presence

    attributes = endpoint.answer.attributes
    here = [
        attribute.name
        for attribute in attributes
        if presence(version, attribute.since, attribute.until) not in ("not_yet", "gone")
    ]
    return drift_of(data, [attribute.name for attribute in attributes], endpoint.answer.root, expected=here)


def drift_of_exchange(endpoint: Endpoint | None, exchange: Exchange, version: str = "") -> Drift | None:
    """How an answer differs; None when nothing can be told.

    Raises:
        OSError: The spool file is gone.
    """
    response = exchange.response
    if response is None or not 0 < response.body.size_bytes <= LONGEST_BYTES:
        return None
    from cloudflow_tui.document.data import to_data

    data = to_data(response.body, response.header("content-type"))
    return drift_of_data(endpoint, response.status, data, version)


def drift_note(endpoint: Endpoint, drift: Drift) -> str:
    """A note for the catalog, "" when all agrees."""
    return f"{endpoint.id} ({endpoint.method} {endpoint.path}): {drift.words}" if drift.words else ""
