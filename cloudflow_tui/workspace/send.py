"""One exchange from draft to history: check, build, write down, send, finish, whatever happens.

The request is in the history before its first byte leaves; a cancelled one is recorded as cancelled.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cloudflow_tui.errors import HistoryError, InvalidDraftError
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Request, Timing
from cloudflow_tui.request import build, validate
from cloudflow_tui.workspace.redirected import what_became
from cloudflow_tui.workspace.safety import refuse_disguise, refuse_unsafe

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.history import History
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft, Problem
    from cloudflow_tui.transport import Client

HELD_BACK_S = 3.0
Progress = Callable[[int, int | None], None]
"""Called with bytes received and bytes expected (None when the server does not say)."""
Upload = Callable[[int, int], None]
"""Called with bytes of the body sent and bytes in all; not for small bodies."""
Answered = Callable[[Exchange], Awaitable[object] | None]
"""Called with the exchange as soon as the answer is here, before it is written down. What it returns is
waited for, at most HELD_BACK_S: writing a long answer down would take the time of who reads it."""
Early = Callable[[Exchange], None]
"""Called with the beginning of a long answer, while the rest is on its way."""
Objection = Callable[[Request], str]
"""Why what a redirect asks for must not be sent, "" when it may."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What one exchange needs: where to, through what, and where it is written down."""

    profile: Profile
    client: Client
    history: History | None
    """None when it cannot be opened."""
    on_upload: Upload | None = None
    on_answer: Answered | None = None
    on_early: Early | None = None
    objection: Objection | None = None
    """Has the last word on what a redirect asks for."""


def refuse_invalid(draft: Draft, found: Sequence[Problem] = ()) -> None:
    """Stop a draft with problems.

    Args:
        found: Problems that are known already.

    Raises:
        InvalidDraftError: Carries the problems in the order of the form.
    """
    problems = [problem for problem in (*found, *validate(draft)) if problem.blocks]
    if not problems:
        return
    missing = [problem.parameter for problem in problems if problem.kind == "missing"]
    sentences = [problem.message for problem in problems if problem.kind != "missing"]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        sentences.insert(0, f"{len(missing)} required {verb} missing: {', '.join(missing)}.")
    raise InvalidDraftError(" ".join(sentences), problems=tuple(problems))


def prepare(
    draft: Draft,
    profile: Profile,
    *,
    is_anyway: bool,
    is_confirmed: bool,
    problems: Sequence[Problem] = (),
) -> Request:
    """The request of a draft, once safety and the catalog have no objection.

    Args:
        problems: What is wrong besides what `validate` finds.

    Raises:
        RefusedError: The profile forbids the call, or it destroys and was not confirmed.
        InvalidDraftError: The draft has problems and `is_anyway` is not set.
        BuildError: No request can be made of it at all (a path parameter is missing).
    """
    refuse_unsafe(profile, draft.endpoint, is_confirmed=is_confirmed)
    refuse_disguise(profile, draft)
    if not is_anyway:
        refuse_invalid(draft, problems)
    return build(draft, profile.url)


async def send_request(
    sending: Sending, request: Request, draft: Draft | None, on_progress: Progress | None = None
) -> Exchange:
    """Send a built request and write down what became of it.

    What cannot be written down is sent and handed back all the same; `history.warning` tells. Its number is
    0 when the history has nothing of it.

    Raises:
        asyncio.CancelledError: The task was cancelled; the history says so.
    """
    profile, history = sending.profile, sending.history
    started_at = datetime.now(UTC)
    started = time.perf_counter()
    endpoint = draft.endpoint if draft is not None and draft.endpoint.id else None
    # In threads, since another program may hold the file for seconds.
    beginning = asyncio.ensure_future(asyncio.to_thread(_begin, sending, request, draft, started_at))
    try:
        number = await asyncio.shield(beginning)
        answered = await sending.client.send(
            request, on_progress, sending.on_upload, sending.on_early, sending.objection
        )
    except (Exception, asyncio.CancelledError) as error:
        ended = Exchange(
            request,
            Outcome.CANCELLED,
            Timing(started_at, total_ms=(time.perf_counter() - started) * 1000),
            profile_name=profile.name,
            login=profile.login,
            number=await beginning,
        )
        if not isinstance(error, asyncio.CancelledError):
            failure = Failure(FailureKind.OTHER, "The request was given up.", may_have_arrived=True)
            ended = replace(ended, outcome=Outcome.FAILED, failure=failure)
        await _to_its_end(asyncio.to_thread(_finish, history, ended, endpoint))
        raise
    exchange = replace(answered, number=number, profile_name=profile.name, login=profile.login)
    try:
        if sending.on_answer is not None:
            await _reading(sending.on_answer(exchange))
    finally:
        await _to_its_end(asyncio.to_thread(_finish, history, exchange, endpoint))
    return exchange


async def _reading(work: Awaitable[object] | None) -> None:
    if work is not None:
        with suppress(TimeoutError):
            await asyncio.wait_for(work, HELD_BACK_S)


def _begin(sending: Sending, request: Request, draft: Draft | None, started_at: datetime) -> int:
    """The number of the exchange in the history, 0 when it cannot be written down."""
    if sending.history is None:
        return 0
    try:
        return sending.history.begin(
            request,
            profile_name=sending.profile.name,
            login=sending.profile.login,
            started_at=started_at,
            draft_json="" if draft is None else json.dumps(draft.to_dict(), ensure_ascii=False),
        )
    except HistoryError as error:
        sending.history.warning = f"This exchange is not in the history. {error}"
        return 0


def _finish(history: History | None, exchange: Exchange, endpoint: Endpoint | None) -> None:
    if history is None or not exchange.number:
        return
    try:
        history.finish(exchange, what_became(exchange, endpoint))
    except HistoryError as error:
        history.warning = f"Exchange {exchange.number} is not complete in the history. {error}"


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Wait for work that must not be left half done, also when this task is cancelled meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
