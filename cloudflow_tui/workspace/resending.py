"""Sending once more: after waiting for the transaction that held the object, or when a lost call did nothing.

Only proposed; the user agrees first, and there is one resend, never a row of them. The look-ups while
waiting are reads that are not written to the history.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.workspace.reading import data_of, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.workspace.evidence import Evidence
    from cloudflow_tui.workspace.workspace import Workspace

BUSY = frozenset({"pending", "running"})
MAX_FAULTS = 5
Sleep = Callable[[float], Awaitable[None]]
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Resend:
    """One more attempt that may do."""

    question: str
    """To the user: what would be done."""
    path: str = ""
    """Of the object to wait for; "" when there is nothing to wait for."""


def resend_of(known: Iterable[Evidence]) -> Resend | None:
    """What the evidence allows; None when nothing says that another attempt would go better."""
    for one in known:
        if one.holding_id:
            question = f"Wait for transaction {one.holding_id} on {one.holding_path}, then send once?"
            return Resend(question, one.holding_path)
    if any(one.is_undone for one in known):
        return Resend("Nothing was done: send it again, once?")
    return None


async def wait_until_free(
    workspace: Workspace,
    path: str,
    *,
    interval_s: float = 2.0,
    timeout_s: float = 3600.0,
    on_busy: Told = lambda words: None,
    sleep: Sleep = asyncio.sleep,
) -> None:
    """Wait until no transaction of an object is pending or running.

    Args:
        path: Of the object: /virtual_machines/7.
        on_busy: Gets which one is waited for, when that changes.

    Raises:
        RefusedError: It cannot be told, or takes too long; nothing must be sent.
    """
    draft = workspace.draft_call("GET", f"{path}/transactions", format="json")
    began, faults, said = time.monotonic(), 0, ""
    while True:
        exchange = await workspace.look(draft)
        status = exchange.status
        if exchange.outcome is Outcome.ANSWERED and status == 200:
            faults = 0
            busy = [row for row in objects_in(data_of(exchange)) if str(row.get("status")) in BUSY]
            if not busy:
                return
            words = f"transaction {busy[0].get('id')} ({busy[0].get('action')}) is {busy[0].get('status')}"
            if words != said:
                said = words
                on_busy(words)
        else:
            faults += 1
            if status in (401, 403, 404) or faults >= MAX_FAULTS:
                raise RefusedError(
                    f"Not sent again: the transactions of {path} cannot be read ({status or 'no answer'}).",
                    advice="Look at the object, then send it by hand.",
                )
        if time.monotonic() - began >= timeout_s:
            raise RefusedError(
                f"Not sent again: {said or 'a transaction'} still after {timeout_s:g} s.",
                advice="It may be stuck; cancel it, or ask the support of the cloud.",
            )
        await sleep(interval_s)
