"""Between exchanges and columns. Gets everything masked already; touches no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import (
    Exchange,
    Failure,
    FailureKind,
    Outcome,
    Pairs,
    Request,
    Response,
    Timing,
)
from cloudflow_tui.history.hops import from_hops_json, to_hops_json
from cloudflow_tui.history.models import UNDER_WAY, UNKNOWN, HistoryRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROW_COLUMNS = (
    "number, started_us, outcome, method, path, status, elapsed_ms, size_bytes, profile_name, login, "
    "what_happened, endpoint_id, owner, object_kind, object_id, "
    "(SELECT group_concat(name, char(10)) FROM case_exchanges AS tag JOIN cases ON cases.id = tag.case_id "
    "WHERE tag.number = exchanges.number), "
    "EXISTS (SELECT 1 FROM notes WHERE notes.number = exchanges.number)"
)


def to_us(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_us(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def path_of(url: str) -> str:
    """All of a URL behind the host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def storable(text: str) -> str:
    """Text that UTF-8 can hold; halves of surrogate pairs are spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def to_pairs_json(pairs: Pairs) -> str:
    return json.dumps(pairs)


def from_pairs_json(text: str) -> Pairs:
    return tuple((name, value) for name, value in json.loads(text))


def finished_columns(exchange: Exchange) -> dict[str, Any]:
    """The columns of `details` that an answer or a failure fills in, without bodies."""
    response, failure, timing = exchange.response, exchange.failure, exchange.timing
    return {
        "reason": storable(response.reason) if response else "",
        "http_version": response.http_version if response else "",
        "response_headers": to_pairs_json(response.headers) if response else "[]",
        "dns_ms": timing.dns_ms,
        "connect_ms": timing.connect_ms,
        "tls_ms": timing.tls_ms,
        "send_ms": timing.send_ms,
        "wait_ms": timing.wait_ms,
        "receive_ms": timing.receive_ms,
        "failure_kind": failure.kind.value if failure else "",
        "failure_message": storable(failure.message) if failure else "",
        "failure_advice": storable(failure.advice) if failure else "",
        "may_have_arrived": int(failure.may_have_arrived) if failure else 0,
        "hops": storable(to_hops_json(exchange.hops)),
    }


def to_row(values: tuple[Any, ...], is_running: Callable[[str], bool]) -> HistoryRow:
    """A row from ROW_COLUMNS."""
    (number, started_us, outcome, method, path, status, elapsed_ms, size_bytes, *rest) = values
    (profile_name, login, what_happened, endpoint_id, owner, object_kind, object_id, cases, has_note) = rest
    if outcome == Outcome.SENDING:
        what_happened = UNDER_WAY if is_running(owner) else UNKNOWN
    return HistoryRow(
        number=number,
        started_at=from_us(started_us),
        method=method,
        path=path,
        status=status,
        elapsed_ms=elapsed_ms,
        size_bytes=size_bytes,
        profile_name=profile_name,
        login=login,
        what_happened=what_happened,
        outcome=Outcome(outcome),
        endpoint_id=endpoint_id,
        object_kind=object_kind,
        object_id=object_id,
        cases=tuple(cases.split("\n")) if cases else (),
        has_note=bool(has_note),
    )


def to_exchange(values: Mapping[str, Any], request_body: bytes, response_body: bytes) -> Exchange:
    """An exchange from the columns of both tables."""
    request = Request(
        method=values["method"],
        url=values["url"],
        headers=from_pairs_json(values["request_headers"]),
        body=request_body,
        format=values["format"],
        endpoint_id=values["endpoint_id"],
        timeout_s=values["timeout_s"],
    )
    timing = Timing(
        from_us(values["started_us"]),
        values["connect_ms"],
        values["tls_ms"],
        values["send_ms"],
        values["wait_ms"],
        values["receive_ms"],
        values["elapsed_ms"] or 0.0,
        values["dns_ms"],
    )
    response = None
    if values["status"] is not None:
        response = Response(
            status=values["status"],
            reason=values["reason"],
            headers=from_pairs_json(values["response_headers"]),
            body=Body.of(response_body),
            http_version=values["http_version"],
        )
    failure = None
    if values["failure_kind"]:
        failure = Failure(
            FailureKind(values["failure_kind"]),
            values["failure_message"],
            values["failure_advice"],
            bool(values["may_have_arrived"]),
        )
    return Exchange(
        request=request,
        outcome=Outcome(values["outcome"]),
        timing=timing,
        response=response,
        failure=failure,
        profile_name=values["profile_name"],
        login=values["login"],
        number=values["number"],
        hops=from_hops_json(values["hops"], request),
    )
