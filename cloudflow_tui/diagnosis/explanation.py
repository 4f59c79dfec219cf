"""Explains an exchange: its status in the sense of the call, its complaints tied to parameters, what it shows
by itself, and what to do next.

Judges the exchange alone; asks nothing and reads no history. Secrets of the request are masked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.answers import when_missing
from cloudflow_tui.diagnosis.call_rules import rules_of
from cloudflow_tui.diagnosis.case import Case, case_of, is_write
from cloudflow_tui.diagnosis.deeds import deed_of, singular
from cloudflow_tui.diagnosis.hints import hints_of
from cloudflow_tui.diagnosis.models import Explanation
from cloudflow_tui.diagnosis.status import glyph_of, status_meaning
from cloudflow_tui.diagnosis.steps import LOOK_FIRST, steps_of
from cloudflow_tui.diagnosis.visible import visible
from cloudflow_tui.exchange import Outcome

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Exchange


def explain(exchange: Exchange, endpoint: Endpoint | None) -> Explanation:
    """What an exchange means.

    Args:
        endpoint: What the catalog knows of the call, None when it does not know it.
    """
    if exchange.outcome is Outcome.ANSWERED and exchange.response is not None:
        explanation = _answered(case_of(exchange, exchange.response, endpoint))
    else:
        explanation = _unanswered(exchange, endpoint)
    return _masked(explanation, exchange.request.secret_values)


def explain_status(code: int, endpoint: Endpoint | None = None) -> Explanation:
    """What a status means, for one call when it is named; no exchange is needed."""
    status = status_meaning(code, endpoint.method if endpoint else "")
    steps = [status.advice] if status.advice else []
    if endpoint is not None and endpoint.is_scheduled and status.kind == "2xx":
        steps = ["Look in the transactions, the newest first, how the work ends."]
    if endpoint is not None:
        from cloudflow_tui.diagnosis.causes import causes_of

        steps += causes_of(code, endpoint)
    hints = () if status.is_documented else ("The API's guide does not list this status.",)
    return Explanation(
        title=f"{code} {status.name}",
        meaning=_meaning(code, endpoint, endpoint.method if endpoint else ""),
        glyph=glyph_of(status.kind),
        kind=status.kind,
        hints=hints if endpoint is None else (*hints, *rules_of(code, endpoint)),
        next_steps=tuple(steps),
    )


def _answered(case: Case) -> Explanation:
    status = status_meaning(case.status, case.request.method)
    is_suspicious = status.kind == "2xx" and (bool(case.errors) or case.body.form == "html")
    name = (
        status.name if status.name != "Unknown Status" else visible(case.response.reason, 60) or status.name
    )
    return Explanation(
        title=f"{case.status} {name}",
        meaning=_suspicion(case) if is_suspicious else _meaning_of_case(case),
        glyph="!" if is_suspicious else glyph_of(status.kind),
        kind=status.kind,
        field_errors=case.errors,
        hints=hints_of(case),
        next_steps=steps_of(case),
    )


def _suspicion(case: Case) -> str:
    if case.errors:
        return "Done by its status, but the answer carries an error."
    return "A success by its status, but what came is a web page."


def _meaning_of_case(case: Case) -> str:
    endpoint, facts = case.endpoint, case.facts
    if case.status == 200 and endpoint is not None and endpoint.effect == "read":
        count = facts.item_count
        if count is not None and endpoint.answer.is_list:
            noun = deed_of(endpoint).noun or "items"
            if count == 0:
                return f"Done: no {noun}."
            of_all = f" of {facts.total_count}" if facts.total_count and facts.total_count > count else ""
            return f"Done: {count}{of_all} {singular(noun) if count == 1 and not of_all else noun}."
    return _meaning(case.status, endpoint, case.request.method)


def _meaning(code: int, endpoint: Endpoint | None, method: str) -> str:
    """The status in the sense of one call."""
    status = status_meaning(code, method)
    if endpoint is None:
        return status.meaning
    deed = deed_of(endpoint)
    if code in (200, 201, 204):
        if endpoint.is_scheduled:
            return "Accepted: the work goes on as a transaction."
        return "Done." if endpoint.effect == "read" else deed.is_done()
    if code == 403:
        return f"Well formed, but the server will not carry it out; {deed.not_done()}."
    if code == 404:
        missing = when_missing(endpoint) or "there is no such object"
        return f"The address is wrong, or {missing}; {deed.not_done()}."
    if status.kind == "4xx":
        return f"{status.meaning.removesuffix('.')}; {deed.not_done()}."
    return status.meaning


def _unanswered(exchange: Exchange, endpoint: Endpoint | None) -> Explanation:
    look = (LOOK_FIRST,) if is_write(exchange.request, endpoint) else ()
    if exchange.outcome is Outcome.SENDING:
        return Explanation(
            "Outcome unknown",
            "The request was written down, but no end of it: whether it arrived is not known.",
            "!",
            "none",
            next_steps=look or ("Send it again.",),
        )
    if exchange.outcome is Outcome.CANCELLED:
        meaning = "Cancelled before the answer was whole"
        if look:
            return Explanation(
                "Cancelled", f"{meaning}; it may have been carried out.", "×", "none", next_steps=look
            )
        return Explanation("Cancelled", f"{meaning}.", "×", "none")
    return _failed(exchange, look)


def _failed(exchange: Exchange, look: tuple[str, ...]) -> Explanation:
    failure, response = exchange.failure, exchange.response
    hints: list[str] = []
    if response is not None:
        status = status_meaning(response.status, exchange.request.method)
        came = f"{response.body.size_bytes:,} bytes of the body came"
        hints.append(f"It began as {response.status} {status.name}; {came}.")
    may_have_arrived = failure is None or failure.may_have_arrived or response is not None
    steps = [failure.advice] if failure is not None and failure.advice else []
    if look and may_have_arrived:
        hints.append("The request may have arrived.")
        steps.extend(look)
    return Explanation(
        "Answer cut" if response is not None else "No answer",
        visible(failure.message) if failure is not None else "No answer came.",
        "×",
        "none",
        hints=tuple(hints),
        next_steps=tuple(steps),
    )


def _masked(explanation: Explanation, secret_values: frozenset[str]) -> Explanation:
    if not secret_values:
        return explanation
    from cloudflow_tui.redact import Redactor

    mask: Callable[[str], str] = Redactor(secret_values).text
    return replace(
        explanation,
        meaning=mask(explanation.meaning),
        field_errors=tuple(replace(error, message=mask(error.message)) for error in explanation.field_errors),
        hints=tuple(mask(hint) for hint in explanation.hints),
        next_steps=tuple(mask(step) for step in explanation.next_steps),
    )
