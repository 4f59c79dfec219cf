"""Sends exchanges of the history again: one or a series, with other values. Never a write unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cloudflow_tui.errors import CloudFlowError, RefusedError, UnknownParameterError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.redact import MASK

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One exchange that is to be sent again."""

    number: int
    """Of the exchange it repeats."""
    draft: Draft
    is_write: bool
    trouble: str = ""
    """Why it cannot be sent as it was, "" when it can: a secret that was masked."""

    @property
    def words(self) -> str:
        """Such as `17 POST /users`."""
        return f"{self.number} {self.draft.endpoint.method} {self.draft.endpoint.path}"


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """What became of a step."""

    step: ReplayStep
    exchange: Exchange | None = None
    error: CloudFlowError | None = None
    """Why nothing was sent."""
    old_status: int | None = None
    """What was answered the first time."""

    @property
    def is_bad(self) -> bool:
        """Not sent, not answered, or answered 4xx or 5xx."""
        if self.exchange is None or self.exchange.outcome is not Outcome.ANSWERED:
            return True
        return self.exchange.status is None or self.exchange.status >= 400


def plan_replay(
    workspace: Workspace, numbers: Sequence[int], values: Mapping[str, str] | None = None
) -> list[ReplayStep]:
    """What would be sent; nothing is sent yet.

    Args:
        values: New values by parameter, in every call that has it, or by the name of a variable `${name}`.

    Raises:
        HistoryError: No such exchange.
        CloudFlowError: A value does not fit.
    """
    return [_step(workspace, number, values or {}) for number in numbers]


def wants_name(workspace: Workspace, steps: Sequence[ReplayStep]) -> list[ReplayStep]:
    """The steps that must each be confirmed by the name of what they destroy, as when sent by themselves."""
    return [step for step in steps if not step.trouble and workspace.needs_name(step.draft)]


def refuse_unasked(
    workspace: Workspace,
    steps: Sequence[ReplayStep],
    *,
    is_confirmed: bool,
    named: Collection[ReplayStep] = (),
) -> None:
    """Stop writes that nobody confirmed, and what must be confirmed by the name of its object.

    Args:
        named: The steps whose object was named.

    Raises:
        RefusedError: Names them.
    """
    unnamed = next((step for step in wants_name(workspace, steps) if step not in named), None)
    if unnamed is not None:
        raise RefusedError(
            f"Not sent: {unnamed.words} destroys on production, and the name of what goes was not given.",
            advice="Give it with --name, or open the exchange as a draft and send it by itself.",
        )
    writes = [step.words for step in steps if step.is_write]
    if writes and not is_confirmed:
        shown = ", ".join(writes[:5]) + (f" and {len(writes) - 5} more" if len(writes) > 5 else "")
        raise RefusedError(
            f"Not sent: this would change things again: {shown}.",
            advice="Confirm it, or pass --yes on the command line.",
        )


async def replay(
    workspace: Workspace,
    steps: Sequence[ReplayStep],
    *,
    is_confirmed: bool = False,
    named: Collection[ReplayStep] = (),
    stops_on_error: bool = True,
    pace_s: float = 0.0,
    on_step: Callable[[ReplayResult], None] | None = None,
    pause: Pause = asyncio.sleep,
) -> list[ReplayResult]:
    """Send the steps one behind the other; each stands in the history by itself.

    Args:
        is_confirmed: The user agreed to what changes something.
        named: Of `wants_name`, those whose object the user named.
        stops_on_error: The first bad result is the last one.
        pace_s: Seconds between the end of one and the beginning of the next.
        on_step: Called behind each.

    Returns:
        The results so far; fewer than steps when it was stopped.

    Raises:
        RefusedError: A write that nobody confirmed; nothing was sent.
        asyncio.CancelledError: Cancelled; what was sent stands in the history.
    """
    refuse_unasked(workspace, steps, is_confirmed=is_confirmed, named=named)
    results: list[ReplayResult] = []
    for index, step in enumerate(steps):
        if index and pace_s > 0:
            await pause(pace_s)
        result = await _sent(workspace, step, is_confirmed=is_confirmed)
        results.append(result)
        if on_step is not None:
            on_step(result)
        if stops_on_error and result.is_bad:
            break
    return results


async def _sent(workspace: Workspace, step: ReplayStep, *, is_confirmed: bool) -> ReplayResult:
    old_status = workspace.history.get(step.number).status
    if step.trouble:
        refused = RefusedError(f"Not sent: {step.trouble}", advice="Give it with --set NAME=VALUE.")
        return ReplayResult(step, error=refused, old_status=old_status)
    try:
        exchange = await workspace.send(step.draft, anyway=True, confirmed=is_confirmed)
    except CloudFlowError as error:
        return ReplayResult(step, error=error, old_status=old_status)
    return ReplayResult(step, exchange, old_status=old_status)


def _step(workspace: Workspace, number: int, values: Mapping[str, str]) -> ReplayStep:
    draft = workspace.redraft(number)
    lost: list[str] = []
    if draft is None:
        draft, lost = _draft_of_request(workspace, number)
    else:
        lost = _masked_names(workspace.history.draft_json(number))
    given = set()
    for name, value in values.items():
        try:
            draft.set_text(name, value)
        except UnknownParameterError:
            continue
        given.add(name.rpartition(".")[2])
    draft = _with_variables(workspace, draft, values)
    lost = [name for name in lost if name.rpartition(".")[2] not in given]
    trouble = f"{', '.join(lost)} was masked and is not known any more." if lost else ""
    return ReplayStep(number, draft, draft.endpoint.effect != "read", trouble)


def _with_variables(workspace: Workspace, draft: Draft, values: Mapping[str, str]) -> Draft:
    from cloudflow_tui.workspace.variables import Found, filled

    def find(name: str) -> Found:
        return Found(name, values[name], "given") if name in values else workspace.variables.find(name)

    return filled(draft, find)[0]


def _draft_of_request(workspace: Workspace, number: int) -> tuple[Draft, list[str]]:
    """A draft of what came from none, such as an imported one: the same call with the same body."""
    request = workspace.history.get(number).request
    parts = urlsplit(request.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    draft = workspace.draft_call(request.method, target, format=request.format)
    lost = ["a value of the address"] if MASK in request.url else []
    if request.body:
        draft.raw_body = request.body.decode("utf-8", "replace")
        lost += ["a value of the body"] if MASK in draft.raw_body else []
    return draft, lost


def _masked_names(draft_json: str) -> list[str]:
    """Names of what was masked in a stored draft."""
    import json

    found: list[str] = []

    def walk(value: object, name: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, str(key))
        elif isinstance(value, list):
            for inner in value:
                walk(inner, name)
        elif isinstance(value, str) and MASK in value and name not in found:
            found.append(name)

    walk(json.loads(draft_json) if draft_json else None, "")
    return found
