"""One read sent to several profiles at once, and the answers side by side. Nothing but reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.errors import CloudFlowError, RefusedError

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

MAX_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What one profile gave: an exchange, or why nothing was sent."""

    profile_name: str
    exchange: Exchange | None = None
    error: CloudFlowError | None = None
    is_like_first: bool = False
    """Its body says the same as that of the first answer."""


def refuse_several(draft: Draft) -> None:
    """Stop what is no read.

    Raises:
        RefusedError: With the reason.
    """
    if draft.endpoint.effect != "read":
        name = draft.endpoint.id or draft.endpoint.title
        raise RefusedError(
            f"Not sent: {name} is no read, and only reads go to several profiles at once.",
            advice="Send it to one profile after the other.",
        )


async def send_to_several(
    workspaces: Sequence[Workspace],
    make_draft: Callable[[Workspace], Draft],
    *,
    on_answer: Callable[[Answer], None] | None = None,
) -> list[Answer]:
    """Send to all of them, at most MAX_AT_ONCE at a time; the answers stand in the order of the workspaces.

    A profile that cannot be used gives an answer with its error; the others go on. The workspaces are open
    still when this returns.

    Args:
        make_draft: The draft for one workspace.

    Raises:
        RefusedError: The call is no read; nothing was sent.
    """
    drafts = [make_draft(workspace) for workspace in workspaces]
    for draft in drafts:
        refuse_several(draft)
    gate = asyncio.Semaphore(MAX_AT_ONCE)

    async def ask(workspace: Workspace, draft: Draft) -> Answer:
        name = workspace.profile.name
        async with gate:
            try:
                answer = Answer(name, await workspace.send(draft))
            except CloudFlowError as error:
                answer = Answer(name, error=error)
        if on_answer is not None:
            on_answer(answer)
        return answer

    asked = [ask(workspace, draft) for workspace, draft in zip(workspaces, drafts, strict=True)]
    return _compared(await asyncio.gather(*asked))


def _compared(answers: Sequence[Answer]) -> list[Answer]:
    from dataclasses import replace

    first = next((answer.exchange for answer in answers if answer.exchange is not None), None)
    return [
        replace(answer, is_like_first=_says_the_same(first, answer.exchange))
        if first is not None and answer.exchange is not None
        else answer
        for answer in answers
    ]


def _says_the_same(first: Exchange, other: Exchange) -> bool:
    if first.response is None or other.response is None:
        return first.response is other.response
    if first.status != other.status:
        return False
    one, two = first.response.body, other.response.body
    if one.size_bytes != two.size_bytes or one.path is not None or two.path is not None:
        return one.read() == two.read() if one.size_bytes == two.size_bytes else _same_data(first, other)
    return one.data == two.data or _same_data(first, other)


def _same_data(first: Exchange, other: Exchange) -> bool:
    from cloudflow_tui.workspace.reading import data_of

    data = data_of(first)
    return data is not None and data == data_of(other)
