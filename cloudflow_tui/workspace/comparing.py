"""Two exchanges beside each other: what was asked, what came, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cloudflow_tui.document.body import EMPTY_BODY, Body
from cloudflow_tui.document.compare import CompareOptions, Comparison, compare_bodies, compare_texts

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.exchange import Exchange, Request
    from cloudflow_tui.history import History, HistoryRow


@dataclass(frozen=True, slots=True)
class ExchangeComparison:
    """What differs between two exchanges, part by part."""

    old: Exchange
    new: Exchange
    answer: Comparison
    """The bodies of the answers."""
    answer_head: Comparison
    """Status and headers of the answers, line by line."""
    request: Comparison
    """The bodies of the requests."""
    request_head: Comparison
    """Method, address and headers of the requests, line by line."""
    timing: tuple[tuple[str, float | None, float | None], ...]
    """(phase, milliseconds of the old one, of the new one)"""

    @property
    def is_equal(self) -> bool:
        """Whether the same was asked and the same came; times do not count."""
        parts = (self.answer, self.answer_head, self.request, self.request_head)
        return all(part.is_equal for part in parts)


def compare_exchanges(
    old: Exchange, new: Exchange, options: CompareOptions | None = None
) -> ExchangeComparison:
    """Compare two exchanges, such as two of a history; both masked already.

    Raises:
        OSError: A spool file is gone.
    """
    return ExchangeComparison(
        old,
        new,
        compare_bodies(_answer(old), _answer(new), _answer_type(old), _answer_type(new), options),
        compare_texts(_answer_head(old), _answer_head(new)),
        compare_bodies(Body.of(old.request.body), Body.of(new.request.body), _type(old), _type(new), options),
        compare_texts(_request_head(old.request), _request_head(new.request)),
        _timing(old, new),
    )


def same_call(history: History, number: int, limit: int = 50) -> list[HistoryRow]:
    """Exchanges of the same method and path, newest first, that one among them: one call over time.

    Raises:
        HistoryError: No such number.
    """
    from cloudflow_tui.history.columns import path_of

    request = history.get(number).request
    path = path_of(request.url)
    if '"' in path:
        return history.rows(limit=limit, query=f"number:{number}")
    return history.rows(limit=limit, query=f'method:{request.method} path:"{path}"')


def one_before(history: History, number: int) -> int | None:
    """The exchange of the same call before that one; None when it was the first.

    Raises:
        HistoryError: No such number.
    """
    rows = same_call(history, number, limit=1000)
    return next((row.number for row in rows if row.number < number), None)


@lru_cache(maxsize=1)
def set_names(catalog: Catalog) -> frozenset[str]:
    """Attributes whose lists have no order by the catalog: ids of other objects, such as `role_ids`."""
    return frozenset(
        name.removesuffix("[]").rpartition(".")[2]
        for endpoint in catalog.endpoints
        for name in endpoint.parameter_names
        if name.endswith("_ids[]")
    )


def _answer(exchange: Exchange) -> Body:
    return EMPTY_BODY if exchange.response is None else exchange.response.body


def _answer_type(exchange: Exchange) -> str:
    return "" if exchange.response is None else exchange.response.header("content-type")


def _type(exchange: Exchange) -> str:
    headers = exchange.request.headers
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _answer_head(exchange: Exchange) -> list[str]:
    response = exchange.response
    if response is None:
        return [exchange.failure.message if exchange.failure is not None else exchange.outcome.value]
    status = f"{response.http_version} {response.status} {response.reason}".rstrip()
    return [status, *(f"{name}: {value}" for name, value in response.headers)]


def _request_head(request: Request) -> list[str]:
    return [f"{request.method} {request.url}", *(f"{name}: {value}" for name, value in request.headers)]


def _timing(old: Exchange, new: Exchange) -> tuple[tuple[str, float | None, float | None], ...]:
    one, two = old.timing, new.timing
    return (
        ("look up", one.dns_ms, two.dns_ms),
        ("connect", one.connect_ms, two.connect_ms),
        ("TLS", one.tls_ms, two.tls_ms),
        ("send", one.send_ms, two.send_ms),
        ("wait", one.wait_ms, two.wait_ms),
        ("receive", one.receive_ms, two.receive_ms),
        ("in all", one.total_ms, two.total_ms),
    )
