"""The redirects of an exchange as one column, masked already: what was sent where, and what came."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cloudflow_tui.exchange import Hop, Request, Response, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable

_PHASES = ("dns_ms", "connect_ms", "tls_ms", "send_ms", "wait_ms", "receive_ms", "total_ms")


def to_hops_json(hops: Iterable[Hop]) -> str:
    """ "" without any."""
    rows = [_row(hop) for hop in hops]
    return json.dumps(rows) if rows else ""


def from_hops_json(text: str, request: Request) -> tuple[Hop, ...]:
    """The redirects of an exchange.

    Args:
        request: That of the exchange; the bodies and headers of the others are not kept.
    """
    return tuple(_hop(row, request) for row in json.loads(text)) if text else ()


def _row(hop: Hop) -> dict[str, Any]:
    return {
        "method": hop.request.method,
        "url": hop.request.url,
        "status": hop.response.status,
        "reason": hop.response.reason,
        "headers": hop.response.headers,
        "http_version": hop.response.http_version,
        "started_at": hop.timing.started_at.isoformat(),
        "timing": [getattr(hop.timing, phase) for phase in _PHASES],
        "words": hop.words,
        "next": [hop.next_method, hop.next_url],
    }


def _hop(row: dict[str, Any], request: Request) -> Hop:
    from datetime import datetime

    pairs = tuple((name, value) for name, value in row["headers"])
    phases = dict(zip(_PHASES, row["timing"], strict=True))
    is_same = row["method"] == request.method
    sent = replace(request, method=row["method"], url=row["url"], body=request.body if is_same else b"")
    return Hop(
        sent,
        Response(row["status"], row["reason"], pairs, http_version=row["http_version"]),
        Timing(datetime.fromisoformat(row["started_at"]), **phases),
        row["words"],
        *row["next"],
    )
