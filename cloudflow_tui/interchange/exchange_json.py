"""An exchange as plain data for scripts. Gets it masked already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange, Hop, Request


def request_to_dict(request: Request) -> dict[str, Any]:
    """What is sent; the body is text."""
    return {
        "endpoint_id": request.endpoint_id,
        "method": request.method,
        "url": request.url,
        "format": request.format,
        "headers": [list(pair) for pair in request.headers],
        "body": request.body.decode("utf-8", "replace"),
    }


def exchange_to_dict(exchange: Exchange) -> dict[str, Any]:
    """Request, answer, failure and timing; bodies are text."""
    request, response, timing, failure = (
        exchange.request,
        exchange.response,
        exchange.timing,
        exchange.failure,
    )
    return {
        "number": exchange.number,
        "outcome": exchange.outcome.value,
        "profile": exchange.profile_name,
        "login": exchange.login,
        "request": request_to_dict(request),
        "response": None
        if response is None
        else {
            "status": response.status,
            "reason": response.reason,
            "headers": [list(pair) for pair in response.headers],
            "body": response.body.read().decode("utf-8", "replace"),
            "size_bytes": response.body.size_bytes,
        },
        "failure": None
        if failure is None
        else {
            "kind": failure.kind.value,
            "message": failure.message,
            "advice": failure.advice,
            "may_have_arrived": failure.may_have_arrived,
        },
        "hops": [_hop(hop) for hop in exchange.hops],
        "timing": {
            "started_at": timing.started_at.isoformat(),
            "dns_ms": timing.dns_ms,
            "connect_ms": timing.connect_ms,
            "tls_ms": timing.tls_ms,
            "send_ms": timing.send_ms,
            "wait_ms": timing.wait_ms,
            "receive_ms": timing.receive_ms,
            "total_ms": timing.total_ms,
        },
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "method": hop.request.method,
        "url": hop.request.url,
        "status": hop.response.status,
        "location": hop.location,
        "total_ms": hop.timing.total_ms,
        "is_followed": hop.is_followed,
        "words": hop.words,
    }
