"""One exchange from draft to history: check, build, write down, send, finish, whatever happens.

The request is in the history before its first byte leaves; a cancelled one is recorded as cancelled.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis import what_happened
from cloudflow_tui.errors import InvalidDraftError
from cloudflow_tui.exchange import Exchange, Outcome, Request, Timing
from cloudflow_tui.request import build, validate
from cloudflow_tui.workspace.safety import refuse_unsafe

if TYPE_CHECKING:
    from cloudflow_tui.history import History
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.transport import Client

Progress = Callable[[int, int | None], None]
"""Called with bytes received and bytes expected (None when the server does not say)."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What one exchange needs: where to, through what, and where it is written down."""

    profile: Profile
    client: Client
    history: History


def refuse_invalid(draft: Draft) -> None:
    """Stop a draft with problems.

    Raises:
        InvalidDraftError: Carries the problems in the order of the form.
    """
    problems = [problem for problem in validate(draft) if problem.blocks]
    if not problems:
        return
    missing = [problem.parameter for problem in problems if problem.kind == "missing"]
    wrong = [problem.parameter for problem in problems if problem.kind != "missing"]
    sentences = []
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        sentences.append(f"{len(missing)} required {verb} missing: {', '.join(missing)}.")
    if wrong:
        verb = "is" if len(wrong) == 1 else "are"
        sentences.append(f"{len(wrong)} {verb} wrong: {', '.join(wrong)}.")
    raise InvalidDraftError(" ".join(sentences), problems=tuple(problems))


def prepare(draft: Draft, profile: Profile, *, is_anyway: bool, is_confirmed: bool) -> Request:
    """The request of a draft, once safety and the catalog have no objection.

    Raises:
        RefusedError: The profile forbids the call, or it destroys and was not confirmed.
        InvalidDraftError: The draft has problems and `is_anyway` is not set.
        BuildError: No request can be made of it at all (a path parameter is missing).
    """
    refuse_unsafe(profile, draft.endpoint, is_confirmed=is_confirmed)
    if not is_anyway:
        refuse_invalid(draft)
    return build(draft, profile.url)


async def send_request(
    sending: Sending, request: Request, draft: Draft | None, on_progress: Progress | None = None
) -> Exchange:
    """Send a built request and write down what became of it.

    Raises:
        asyncio.CancelledError: The task was cancelled; the history says so.
        HistoryError: The history cannot be written; nothing was sent.
    """
    profile, history = sending.profile, sending.history
    started_at = datetime.now(UTC)
    started = time.perf_counter()
    number = history.begin(
        request,
        profile_name=profile.name,
        login=profile.login,
        started_at=started_at,
        draft_json="" if draft is None else json.dumps(draft.to_dict(), ensure_ascii=False),
    )
    endpoint = draft.endpoint if draft is not None and draft.endpoint.id else None
    try:
        answered = await sending.client.send(request, on_progress)
    except asyncio.CancelledError:
        elapsed_ms = (time.perf_counter() - started) * 1000
        cancelled = Exchange(
            request,
            Outcome.CANCELLED,
            Timing(started_at, total_ms=elapsed_ms),
            profile_name=profile.name,
            login=profile.login,
            number=number,
        )
        history.finish(cancelled, what_happened(cancelled, endpoint))
        raise
    exchange = replace(answered, number=number, profile_name=profile.name, login=profile.login)
    history.finish(exchange, what_happened(exchange, endpoint))
    return exchange
