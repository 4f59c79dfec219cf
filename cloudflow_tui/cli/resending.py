"""`send`, refused or lost: looks what holds the object or what the lost call did, and sends once more.

Asks before each step, or takes `--resend` for the agreement. Never a third attempt.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from cloudflow_tui.exchange import Outcome

if TYPE_CHECKING:
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.evidence_lines import Gathered

INTERVAL_S = 0.5
_PURPOSES = frozenset({"transactions", "search", "gone", "changed", "started"})
Send = Callable[[], Awaitable["Exchange"]]


async def once_more(
    workspace: Workspace, exchange: Exchange, draft: Draft, send: Send, context: Context, *, is_agreed: bool
) -> Exchange:
    """What came in the end: the same exchange, or that of one more attempt.

    Args:
        send: Sends the draft again.
        is_agreed: The user agreed to looking, waiting and sending beforehand.

    Raises:
        RefusedError: It was waited for in vain; nothing more was sent.
    """
    from cloudflow_tui.cli.answer import tell_outcome
    from cloudflow_tui.workspace.evidence_lines import Gathered
    from cloudflow_tui.workspace.resending import wait_until_free

    if draft.endpoint.effect == "read" or not _may_go_better(exchange):
        return exchange
    gathered = Gathered.of(workspace, exchange, draft)
    if not any(read.purpose in _PURPOSES for read in gathered.reads):
        return exchange
    if not is_agreed and not context.can_ask:
        context.talk.say("Whether it would go better now can be found out: add --resend.")
        return exchange
    tell_outcome(workspace, exchange, context.talk)
    gathered = await _looked(workspace, gathered, context, is_agreed=is_agreed)
    resend = gathered.resend
    if resend is None or not (is_agreed or context.agrees(resend.question)):
        return exchange
    if resend.path:
        await wait_until_free(
            workspace,
            resend.path,
            interval_s=INTERVAL_S,
            on_busy=lambda words: context.talk.say(f"Waiting: {words}."),
        )
    context.talk.say("Sending it again, once.")
    return await send()


def _may_go_better(exchange: Exchange) -> bool:
    return exchange.status in (403, 422) or exchange.outcome is Outcome.FAILED


async def _looked(workspace: Workspace, gathered: Gathered, context: Context, *, is_agreed: bool) -> Gathered:
    """The evidence after the reads that were agreed to."""
    redactor = workspace.redactor(gathered.exchange)
    index = 0
    while index < len(gathered.reads) and gathered.resend is None:
        read = gathered.reads[index]
        if read.purpose not in _PURPOSES or not (is_agreed or context.agrees(read.question)):
            index += 1
            continue
        count = len(gathered.known)
        gathered = await gathered.after_reading(workspace, index)
        for line in gathered.lines[: len(gathered.known) - count]:
            context.talk.say(f"  {redactor.text(line)}")
    return gathered
