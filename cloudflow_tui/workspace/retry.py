"""Sends a read again when no answer came, on request only. What changes something is never sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.exchange import FailureKind, Outcome

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft

MAX_RETRIES = 10
MAX_PAUSE_S = 30.0
_PASSING = frozenset({502, 503, 504})
_PASSING_KINDS = frozenset({FailureKind.CONNECT, FailureKind.TIMEOUT, FailureKind.CUT})
Pause = Callable[[float], Awaitable[None]]
Told = Callable[["Exchange", float], None]
"""Called before a pause with what came, and how long the pause is in seconds."""


async def send_with_retries(
    send: Callable[[], Awaitable[Exchange]],
    draft: Draft,
    retries: int,
    *,
    on_retry: Told | None = None,
    pause: Pause = asyncio.sleep,
) -> Exchange:
    """What came in the end; each attempt stands in the history by itself.

    Args:
        retries: How often to try again at most.

    Raises:
        RefusedError: The call is no read; nothing was sent.
    """
    refuse_retries(draft, retries)
    for number in range(min(retries, MAX_RETRIES) + 1):
        exchange = await send()
        if number >= min(retries, MAX_RETRIES) or not may_pass(exchange):
            break
        pause_s = pause_before(exchange, number)
        if on_retry is not None:
            on_retry(exchange, pause_s)
        await pause(pause_s)
    return exchange


def refuse_retries(draft: Draft, retries: int) -> None:
    """Stop retries of a call that is no read.

    Raises:
        RefusedError: With the reason.
    """
    if retries > 0 and draft.endpoint.effect != "read":
        name = draft.endpoint.id or draft.endpoint.title
        raise RefusedError(
            f"Not sent: {name} is no read, and a call that changes things is never sent twice by itself.",
            advice="Send it without --retry.",
        )


def may_pass(exchange: Exchange) -> bool:
    """Whether it may go better next time: no connection, silence, a cut, or 502, 503, 504."""
    if exchange.outcome is Outcome.FAILED and exchange.failure is not None:
        return exchange.failure.kind in _PASSING_KINDS
    return exchange.status in _PASSING


def pause_before(exchange: Exchange, number: int) -> float:
    """Seconds to wait: what the server asks for, else twice as long each time."""
    asked = exchange.response.header("retry-after").strip() if exchange.response is not None else ""
    pause_s = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0.5 * 2**number
    return min(pause_s, MAX_PAUSE_S)
