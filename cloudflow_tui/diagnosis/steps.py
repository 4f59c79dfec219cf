"""What to do after an answer: the advice of its status, of known error texts, and of the case.

What cannot be known is called possible. Never proposes to repeat a write blindly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.status import status_meaning

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.case import Case

MAX_STEPS = 5
_OF_OBJECTS = ("each object of the path", "was deleted", "each id in it")
LOOK_FIRST = "Look whether it was carried out before sending it again."


def steps_of(case: Case) -> tuple[str, ...]:
    """The next steps, in the order in which to take them, at most MAX_STEPS."""
    found = [
        *_of_known_texts(case),
        *_of_status(case),
        *_of_the_call(case),
    ]
    if case.status == 404 and not case.path_values:
        # A list has no ids: what is said of objects does not apply.
        found = [step for step in found if not any(words in step for words in _OF_OBJECTS)]
    return tuple(dict.fromkeys(step for step in found if step))[:MAX_STEPS]


def _of_known_texts(case: Case) -> Iterator[str]:
    if not case.errors:
        return
    from cloudflow_tui.diagnosis.phrases import known_phrase

    for error in case.errors:
        phrase = known_phrase(error.message)
        if phrase is not None:
            yield from phrase.checks


def _of_the_call(case: Case) -> Iterator[str]:
    if case.status not in (201, 204, 403, 404, 422):
        return
    from cloudflow_tui.diagnosis.causes import causes_of

    is_told = any(error.parameter for error in case.errors)
    for cause in causes_of(case.status, case.endpoint, case.request.body):
        # A named field is the reason; a lock would not name one.
        if not (is_told and "transaction" in cause):
            yield cause


def _of_status(case: Case) -> Iterator[str]:
    advice = status_meaning(case.status, case.request.method).advice
    if 200 <= case.status < 300:
        if case.errors:
            yield "Read the body: the call was carried out in part."
        if case.endpoint is not None and case.endpoint.is_scheduled:
            yield "Look in the transactions, the newest first, how the work ends."
        elif case.endpoint is None:
            yield advice
        return
    if case.status == 422 and not case.errors:
        yield "Compare the request with the endpoint's parameters: the answer names none."
        return
    yield advice
    if case.status == 401:
        yield "Correct them before the next try: a few wrong sign-ins can lock the account or the address."
        yield "Possible: a white list of the user leaves this address out."
    if case.status == 403 and "/settings" in case.request.url:
        yield "Possible: calls below /settings are for administrators."
    if case.status >= 500 and case.is_write:
        yield LOOK_FIRST
