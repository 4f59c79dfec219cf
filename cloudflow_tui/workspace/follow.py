"""Follows scheduled work: the transactions of an object, from the call that started them to their end.

A 201 carries no transaction, so it is looked up: newest first, by associated object or parent. The look-ups
are reads; they are not written to the history, but the last state is read once more and written down. After
one 401 nothing more is asked.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cloudflow_tui.diagnosis.case import path_values
from cloudflow_tui.errors import CloudFlowError, RefusedError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.workspace.reading import data_of, object_in, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

End = Literal["", "complete", "failed", "cancelled", "none", "unknown"]
"""How it ended; "" while it goes on, none: no transaction was found, unknown: nobody can be asked."""
FINISHED = frozenset({"complete", "failed", "cancelled"})
PAGE = 100
LOOKS_FOR_NONE = 3
"""How often nothing may be found before there is taken to be nothing."""
MAX_FAULTS = 5
"""Answers in a row that are no answer, before it is given up."""
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of the chain."""

    id: int
    action: str
    """As the server calls it: `startup_virtual_machine`."""
    status: str
    """pending, running, complete, failed, cancelled, or what the server says."""
    started_at: str = ""
    log: str = ""
    may_cancel: bool = False
    elapsed_s: float = 0.0
    """Since it was first seen running here; the server's clock may be another one."""

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    @property
    def title(self) -> str:
        """The action in words: "Startup virtual machine"."""
        return self.action.replace("_", " ").capitalize()

    @property
    def log_lines(self) -> tuple[str, ...]:
        return tuple(self.log.splitlines())


@dataclass(frozen=True, slots=True)
class ChainState:
    """The chain as it is at one moment."""

    steps: tuple[Step, ...] = ()
    """Oldest first."""
    end: End = ""
    elapsed_s: float = 0.0
    """Since the following began."""
    note: str = ""
    """Why it ended without a result, a sentence."""
    last: Exchange | None = field(default=None, repr=False, compare=False)
    """The last look-up."""

    @property
    def is_done(self) -> bool:
        return bool(self.end)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the work is about."""

    kind: str
    """Class of the object in lower case without separators: `virtualmachine`."""
    id: str


async def follow(
    workspace: Workspace,
    exchange: Exchange,
    *,
    interval_s: float = 1.0,
    timeout_s: float | None = None,
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[ChainState]:
    """The states of the work that an exchange started, each time something changes, until it is done.

    Several may be followed at once. The last state says how it ended.

    Args:
        interval_s: Between two look-ups.
        timeout_s: None waits for ever; after it the end is unknown.
    """
    following = _Following(workspace, subjects_of(workspace, exchange), time.monotonic)
    shown: tuple[Step, ...] | None = None
    while True:
        state = await following.look()
        if state.is_done:
            yield await following.written_down(state)
            return
        if timeout_s is not None and state.elapsed_s >= timeout_s:
            yield replace(state, end="unknown", note=f"Not done after {timeout_s:g} s; the work goes on.")
            return
        visible = tuple(replace(step, elapsed_s=0.0) for step in state.steps)
        if visible != shown:
            shown = visible
            yield state
        await sleep(interval_s)


def is_worth_following(workspace: Workspace, exchange: Exchange) -> bool:
    """Whether an exchange may have scheduled work: a good answer to a call that does, or a 201."""
    if exchange.outcome is not Outcome.ANSWERED or exchange.status is None or exchange.status >= 300:
        return False
    endpoint_id = exchange.request.endpoint_id
    try:
        endpoint = workspace.catalog.endpoint(endpoint_id) if endpoint_id else None
    except CloudFlowError:
        endpoint = None
    if endpoint is None:
        return exchange.status == 201
    return endpoint.is_scheduled


def subjects_of(workspace: Workspace, exchange: Exchange) -> tuple[Subject, ...]:
    """The objects whose transactions to look for: that of the answer first, then those of the path."""
    found: list[Subject] = []
    data = data_of(exchange)
    if isinstance(data, dict) and len(data) == 1:
        [(root, inner)] = data.items()
        if isinstance(inner, dict) and inner.get("id") is not None:
            found.append(Subject(_plain(str(root)), str(inner["id"])))
    endpoint_id = exchange.request.endpoint_id
    if endpoint_id:
        endpoint = workspace.catalog.endpoint(endpoint_id)
        pairs = path_values(endpoint.path, exchange.request.url)
        found += [Subject(_plain(name.removesuffix("_id")), value) for name, value in reversed(pairs)]
    return tuple(dict.fromkeys(found))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class _Following:
    """The look-ups of one chain."""

    def __init__(
        self, workspace: Workspace, subjects: tuple[Subject, ...], clock: Callable[[], float]
    ) -> None:
        self._workspace, self._subjects, self._clock = workspace, subjects, clock
        self._began = clock()
        self._running_since: dict[int, float] = {}
        self._chain: set[int] = set()
        self._chains: set[str] = set()
        self._awaited: set[int] = set()
        self._steps: dict[int, Step] = {}
        self._looks = self._faults = 0

    async def look(self) -> ChainState:
        """Ask once for the list and for the logs of what runs."""
        try:
            return await self._looked()
        except RefusedError as error:
            return self._state("unknown", str(error), None)

    async def _looked(self) -> ChainState:
        exchange = await self._ask(self._list_draft())
        stop = self._stop_of(exchange)
        if stop is not None:
            return stop
        self._looks += 1
        self._take(objects_in(data_of(exchange)))
        if not self._chain:
            is_over = self._looks >= LOOKS_FOR_NONE or not self._subjects
            note = "No transaction of this object was found." if is_over else ""
            return self._state("none" if is_over else "", note, exchange)
        for number in [number for number in self._chain if self._lacks_log(number)]:
            answer = await self._ask(self._one_draft(number))
            stop = self._stop_of(answer)
            if stop is not None:
                return stop
            self._keep(object_in(data_of(answer)))
        return self._state(self._end(), "", exchange)

    async def written_down(self, state: ChainState) -> ChainState:
        """The last state, read once more so that the history has it."""
        if state.end not in FINISHED or not state.steps:
            return state
        bad = [step for step in state.steps if step.status != "complete"]
        number = (bad or list(state.steps))[-1].id
        try:
            exchange = await self._workspace.send(self._one_draft(number), anyway=True)
        except CloudFlowError as error:
            return replace(state, note=str(error))
        return replace(state, last=exchange)

    async def _ask(self, draft: Draft) -> Exchange:
        return await self._workspace.look(draft)

    def _list_draft(self) -> Draft:
        return self._workspace.draft("transactions.list", format="json", per_page=PAGE)

    def _one_draft(self, number: int) -> Draft:
        return self._workspace.draft("transactions.get", format="json", transaction_id=number)

    def _stop_of(self, exchange: Exchange) -> ChainState | None:
        """Why nothing more can be asked; None when the answer is good or another try is due."""
        status = exchange.status
        if exchange.outcome is Outcome.ANSWERED and status is not None and status < 300:
            self._faults = 0
            return None
        if status in (401, 403, 404):
            said = {
                401: "the credentials were refused",
                403: "it is not permitted",
                404: "there is no such list",
            }
            return self._state("unknown", f"The transactions cannot be read: {said[status]}.", exchange)
        self._faults += 1
        if self._faults >= MAX_FAULTS:
            return self._state("unknown", "The transactions cannot be read: no good answer came.", exchange)
        return self._state("", "", exchange)

    def _take(self, rows: Iterable[dict[str, Any]]) -> None:
        """The transactions of a list that belong to the work."""
        own = [row for row in rows if isinstance(row.get("id"), int)]
        matching = [row for row in own if self._is_about(row)]
        if not self._chain and matching:
            # Older ones that are not done may be stuck for ever; only what the newest waits for counts.
            self._join(max(matching, key=lambda row: int(row["id"])))
        newest_known = max(self._chain, default=0)
        for row in own:
            is_later = int(row["id"]) > newest_known and self._is_about(row)
            in_chain = str(row.get("chain_id") or "") in self._chains
            is_tied = row.get("dependent_transaction_id") in self._chain or row["id"] in self._awaited
            if self._chain and (is_later or in_chain or is_tied):
                self._join(row)
        for row in own:
            if row["id"] in self._chain:
                self._keep(row)

    def _join(self, row: dict[str, Any]) -> None:
        self._chain.add(int(row["id"]))
        if row.get("chain_id"):
            self._chains.add(str(row["chain_id"]))
        if isinstance(row.get("dependent_transaction_id"), int):
            self._awaited.add(int(row["dependent_transaction_id"]))

    def _is_about(self, row: dict[str, Any]) -> bool:
        for prefix in ("associated_object", "parent"):
            kind, number = _plain(str(row.get(f"{prefix}_type") or "")), str(row.get(f"{prefix}_id") or "")
            if any(subject.id == number and subject.kind == kind for subject in self._subjects):
                return True
        return False

    def _keep(self, row: dict[str, Any]) -> None:
        if not isinstance(row.get("id"), int):
            return
        number, status = int(row["id"]), str(row.get("status") or "")
        before = self._steps.get(number)
        now = self._clock()
        if status == "running":
            self._running_since.setdefault(number, now)
        since = self._running_since.get(number)
        elapsed = now - since if since is not None else 0.0
        if before is not None and before.is_finished:
            elapsed = before.elapsed_s
        log = row.get("log_output")
        self._steps[number] = Step(
            number,
            str(row.get("action") or ""),
            status,
            str(row.get("started_at") or ""),
            str(log) if log else before.log if before is not None else "",
            bool(row.get("allowed_cancel")),
            elapsed,
        )

    def _lacks_log(self, number: int) -> bool:
        step = self._steps.get(number)
        return step is None or step.status == "running" or (step.is_finished and not step.log)

    def _end(self) -> End:
        steps = [self._steps[number] for number in self._chain if number in self._steps]
        if not all(step.is_finished for step in steps):
            return ""
        statuses = {step.status for step in steps}
        return "failed" if "failed" in statuses else "cancelled" if "cancelled" in statuses else "complete"

    def _state(self, end: End, note: str, last: Exchange | None) -> ChainState:
        steps = tuple(self._steps[number] for number in sorted(self._chain) if number in self._steps)
        return ChainState(steps, end, self._clock() - self._began, note, last)
