"""Watches a read: sends it again and again, says what changed, and stops when a condition is met.

The first look is in the history, and the one that meets the condition is read once more and written down;
those between are not. After one refused sign-in nothing more is asked. Only reads are watched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.document.compare import compare_bodies
from cloudflow_tui.document.query import search_data
from cloudflow_tui.errors import RefusedError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.workspace.reading import data_of

if TYPE_CHECKING:
    from cloudflow_tui.document.compare_models import Change
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

WatchEnd = Literal["", "met", "refused", "lost"]
"""Why it stopped: the condition is met, the server refuses, or no good answer came for too long."""
MAX_FAULTS = 5
LEAST_S = 0.5
"""What fronts offer as the shortest time between two looks."""
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Look:
    """One look."""

    count: int
    """From 1."""
    at: datetime
    status: int | None
    changes: Sequence[Change] = ()
    """Since the last good look; masked."""
    end: WatchEnd = ""
    note: str = ""
    """Why it stopped, or why this look was in vain."""
    number: int = 0
    """In the history, 0 when it is not there."""
    exchange: Exchange | None = field(default=None, repr=False, compare=False)
    """Masked; None when no good answer came."""


def refuse_watching(draft: Draft, until: str = "") -> None:
    """Stop what cannot be watched.

    Raises:
        RefusedError: The call changes something.
        QueryError: The condition is no expression.
    """
    if draft.endpoint.method != "GET" or draft.endpoint.effect != "read":
        raise RefusedError(
            f"{draft.endpoint.method} {draft.endpoint.path} changes things; only reads are watched.",
            advice="Watch the read of the same object.",
        )
    if until:
        search_data(until, {})


async def watch(
    workspace: Workspace,
    draft: Draft,
    *,
    interval_s: Callable[[], float] = lambda: 5.0,
    until: Callable[[], str] = lambda: "",
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[Look]:
    """Look by look, for ever or until something stops it.

    Args:
        interval_s: Asked before each wait, so that it may change.
        until: A JMESPath expression; it is met when it finds something true. "" is never met.

    Raises:
        RefusedError, QueryError: See `refuse_watching`.
        CloudFlowError: Nothing was sent.
    """
    refuse_watching(draft, until())
    before: Exchange | None = None
    count = faults = 0
    while True:
        count += 1
        if count == 1:
            exchange = await workspace.send(draft.copy(), anyway=True)
        else:
            exchange = await workspace.look(draft)
        # Answers may be long; the screen must go on.
        look, is_good = await asyncio.to_thread(_judged, workspace, exchange, before, count)
        faults = 0 if is_good else faults + 1
        if is_good:
            before = exchange
            if await asyncio.to_thread(_is_met, until(), exchange):
                last = await workspace.send(draft.copy(), anyway=True) if count > 1 else exchange
                yield _ended(look, "met", "The condition is met.", last.number)
                return
        elif exchange.status in (401, 403, 404):
            yield _ended(look, "refused", f"{exchange.status}: it is not asked for any more.")
            return
        elif faults >= MAX_FAULTS:
            yield _ended(look, "lost", f"No good answer {MAX_FAULTS} times in a row.")
            return
        yield look
        await sleep(interval_s())


def _is_met(condition: str, exchange: Exchange) -> bool:
    return bool(condition and search_data(condition, data_of(exchange)))


def _judged(
    workspace: Workspace, exchange: Exchange, before: Exchange | None, count: int
) -> tuple[Look, bool]:
    at, status = datetime.now(UTC), exchange.status
    if exchange.outcome is not Outcome.ANSWERED or status is None or status >= 300:
        failure = exchange.failure
        note = failure.message if failure is not None else f"{status}" if status else "no answer"
        return Look(count, at, status, note=note, number=exchange.number), False
    masked = workspace.masked(exchange)
    changes: Sequence[Change] = ()
    if before is not None:
        changes = _changes(workspace.masked(before), masked)
    return Look(count, at, status, changes, number=exchange.number, exchange=masked), True


def _changes(old: Exchange, new: Exchange) -> Sequence[Change]:
    if old.response is None or new.response is None:
        return ()
    return compare_bodies(
        old.response.body,
        new.response.body,
        old.response.header("content-type"),
        new.response.header("content-type"),
    ).changes


def _ended(look: Look, end: WatchEnd, note: str, number: int = 0) -> Look:
    return Look(
        look.count, look.at, look.status, look.changes, end, note, number or look.number, look.exchange
    )
