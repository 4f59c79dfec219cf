"""Followed work as rows: one a transaction, with how far it should be. Knows no widget and asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cloudflow_tui.workspace.follow import ChainState, Step

Mark = Literal["spinner", "pending", "done", "failed", "cancelled", "unknown"]
INKS = {
    "spinner": "text-strong",
    "pending": "text-muted",
    "done": "status-2xx",
    "failed": "status-5xx",
    "cancelled": "status-4xx",
    "unknown": "status-4xx",
}
"""Mark to the colour of the word beside it."""
_MARKS: dict[str, Mark] = {
    "running": "spinner",
    "pending": "pending",
    "complete": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}


def _nothing_known() -> ChainState:
    from cloudflow_tui.workspace.follow import ChainState

    return ChainState()


@dataclass(slots=True)
class Work:
    """One call whose scheduled work is followed."""

    key: int
    title: str
    """Of the endpoint: Start up VS."""
    object_name: str
    accepted_at: str
    """The time of day."""
    number: int = 0
    """Of the exchange in the history, 0 when it is not there."""
    status: str = "201 Created"
    state: ChainState = field(default_factory=_nothing_known)
    seen_at: float = 0.0
    """When the state came, by the clock of the widget."""
    usual: Mapping[str, float] = field(default_factory=dict)
    """Action to its usual seconds."""

    @property
    def is_done(self) -> bool:
        return self.state.is_done


@dataclass(frozen=True, slots=True)
class WorkRow:
    """What stands in one row."""

    key: int
    """Of its work."""
    mark: Mark
    title: str
    object_name: str
    transaction: str
    share: float
    """Of the usual time, 0 to 1; a finished one is 1."""
    state: str
    seconds: str
    words: str
    """The server's name of the action, and what it waits for; or why it is not known."""
    step: Step | None = None


def rows_of(work: Work, now: float) -> list[WorkRow]:
    """The rows of one call, the newest transaction last."""
    since = 0.0 if work.is_done else max(0.0, now - work.seen_at)
    state = work.state
    if not state.steps:
        word = "looked for" if not work.is_done else "not known" if state.end == "unknown" else "none"
        mark: Mark = "pending" if not work.is_done else "unknown"
        elapsed = _shown(state.elapsed_s + since)
        return [WorkRow(work.key, mark, work.title, work.object_name, "", 0.0, word, elapsed, state.note)]
    return [_row(work, step, index, since) for index, step in enumerate(state.steps)]


def _row(work: Work, step: Step, index: int, since: float) -> WorkRow:
    is_running = step.status == "running"
    elapsed = step.elapsed_s + (since if is_running else 0.0)
    if step.status == "pending":
        elapsed = work.state.elapsed_s + since
    usual = work.usual.get(step.action)
    share = 1.0 if step.is_finished else min(elapsed / usual, 0.98) if usual and is_running else 0.0
    words = step.action
    is_lost = work.state.end == "unknown" and not step.is_finished
    if is_lost:
        words = work.state.note
    elif step.status == "pending" and index:
        words += f", waits for {work.state.steps[index - 1].id}"
    is_last = index == len(work.state.steps) - 1
    return WorkRow(
        work.key,
        "unknown" if is_lost else _MARKS.get(step.status, "unknown"),
        work.title if is_last else step.title,
        work.object_name,
        str(step.id),
        share,
        step.status,
        _shown(elapsed),
        words,
        step,
    )


def _shown(seconds: float) -> str:
    if seconds < 600:
        return f"{seconds:.0f} s"
    return f"{int(seconds // 60)} min"


def note_of(works: list[Work], interval_s: float) -> str:
    """What the bars are, and how often is asked."""
    open_works = [work for work in works if not work.is_done]
    if not open_works:
        return ""
    asked = f"asked every {interval_s:g} s"
    for work in reversed(open_works):
        for step in work.state.steps:
            usual = work.usual.get(step.action)
            if step.status == "running" and usual:
                return (
                    f"{asked}; the transaction list tells no percentage, so the bar is the usual time "
                    f"of this action ({_shown(usual)} here)"
                )
    return f"{asked}; the transaction list tells no percentage, and no earlier one tells the usual time"


def sentence_of(work: Work) -> str:
    """How it ended, for the foot."""
    state = work.state
    what = f"{work.title} {work.object_name}".strip()
    if state.end in ("unknown", "none"):
        return f"{what}: {state.note}"
    return f"{what}: {state.end} after {_shown(state.elapsed_s)}"
