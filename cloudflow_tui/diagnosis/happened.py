"""What happened, in a few words for a row of the history: "12 items", "email, password refused".

Says what the answer shows; "" where the status says it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from cloudflow_tui.diagnosis.case import Case, case_of
from cloudflow_tui.diagnosis.deeds import deed_of
from cloudflow_tui.diagnosis.facts import request_fields
from cloudflow_tui.diagnosis.visible import visible
from cloudflow_tui.exchange import FailureKind, Outcome

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Exchange

WORDS_LIMIT = 80
_FAILURES = {
    FailureKind.ADDRESS: "no answer: address unknown",
    FailureKind.CONNECT: "no answer: not connected",
    FailureKind.TLS: "no answer: TLS failed",
    FailureKind.TIMEOUT: "no answer: timed out",
    FailureKind.CUT: "answer cut",
    FailureKind.PROTOCOL: "no answer: not HTTP",
    FailureKind.TOO_LARGE: "answer too large",
    FailureKind.REDIRECT: "redirect not followed",
    FailureKind.OTHER: "no answer",
}


def what_happened(exchange: Exchange, endpoint: Endpoint | None) -> str:
    """A few words, at most WORDS_LIMIT characters; secrets of the request are masked."""
    words = visible(_words(exchange, endpoint), WORDS_LIMIT)
    if not words or not exchange.request.secret_values:
        return words
    from cloudflow_tui.redact import Redactor

    return Redactor(exchange.request.secret_values).text(words)


def _words(exchange: Exchange, endpoint: Endpoint | None) -> str:
    if exchange.outcome is Outcome.SENDING:
        return "outcome unknown"
    if exchange.outcome is Outcome.CANCELLED:
        return "cancelled"
    if exchange.outcome is Outcome.FAILED or exchange.response is None:
        return _FAILURES[exchange.failure.kind] if exchange.failure is not None else "no answer"
    case = case_of(exchange, exchange.response, endpoint)
    if case.body.is_login_page:
        return "a sign-in page"
    if case.body.form == "html":
        return f"HTML instead of {exchange.request.format.upper()}"
    if case.status >= 400:
        return _refused(case)
    if case.status >= 300:
        return _redirected(case)
    return "done with errors" if case.errors else _done(case)


def _refused(case: Case) -> str:
    fields = list(dict.fromkeys(error.field for error in case.errors if error.field))
    messages = [error.message for error in case.errors]
    if len(fields) > 1:
        shown = ", ".join(fields[:3])
        return f"{shown} and {len(fields) - 3} more refused" if len(fields) > 3 else f"{shown} refused"
    if not messages:
        return ""
    # A message that begins with the name already, or names a class, stands by itself.
    is_named = bool(fields) and case.body.errors[0].field != ""
    return f"{fields[0]}: {messages[0]}" if is_named else messages[0]


def _redirected(case: Case) -> str:
    location = case.response.header("location")
    try:
        there = urlsplit(location)
    except ValueError:
        return "redirected"
    here = urlsplit(case.request.url)
    if there.scheme == "https" and here.scheme == "http" and there.hostname == here.hostname:
        return "redirected to https"
    return f"redirected to {there.hostname or there.path}" if location else "redirected"


def _done(case: Case) -> str:
    facts, endpoint = case.facts, case.endpoint
    if facts.item_count is not None and not case.is_write:
        return _items(facts.item_count, facts.total_count)
    if facts.version:
        return facts.version
    if endpoint is None or not case.is_write:
        return ""
    deed = deed_of(endpoint)
    if deed.kind == "create" and facts.object_id:
        return f"{deed.done} {facts.object_id}"
    if endpoint.is_scheduled:
        return "scheduled"
    if deed.kind == "delete" and deed.done and case.path_values:
        return f"{deed.done} {case.path_values[-1][1]}"
    if case.request.method in ("PUT", "PATCH") and deed.kind == "alter":
        return _changed(case)
    return deed.done


def _items(count: int, total: int | None) -> str:
    if count == 0:
        return "no items"
    of_all = f" of {total}" if total is not None and total > count else ""
    return f"{count}{of_all} {'item' if count == 1 and not of_all else 'items'}"


def _changed(case: Case) -> str:
    root = case.endpoint.root if case.endpoint is not None else ""
    fields = list(request_fields(case.request.body, root))
    if not fields:
        names = (name for name, _ in parse_qsl(urlsplit(case.request.url).query, keep_blank_values=True))
        fields = list(dict.fromkeys(name.removeprefix(f"{root}[").rstrip("]") for name in names))
    if not fields:
        return ""
    return f"{', '.join(fields)} changed" if len(fields) <= 3 else f"{len(fields)} fields changed"
