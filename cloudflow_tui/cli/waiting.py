"""Waits for the work that a call scheduled: progress on stderr, an exit status by how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from cloudflow_tui.cli.talk import Talk
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.follow import ChainState

INTERVAL_S = 0.5
_CODES = {
    "complete": ExitCode.OK,
    "none": ExitCode.OK,
    "failed": ExitCode.FAULT,
    "cancelled": ExitCode.REFUSED,
    "unknown": ExitCode.NO_ANSWER,
}
_SIGNS = {"complete": "✓", "failed": "×", "cancelled": "×"}


async def wait_for_work(
    workspace: Workspace, exchange: Exchange, talk: Talk, *, timeout_s: float | None = None
) -> ExitCode | None:
    """Follow the work of an exchange and say each change.

    Returns:
        None when the exchange scheduled nothing.
    """
    from cloudflow_tui.workspace.follow import follow, is_worth_following

    if not is_worth_following(workspace, exchange):
        return None
    told: dict[int, tuple[str, int]] = {}
    async for state in follow(workspace, exchange, interval_s=INTERVAL_S, timeout_s=timeout_s):
        _tell(state, told, talk)
        if state.is_done:
            _tell_end(state, talk)
            return _CODES[state.end]
    return ExitCode.NO_ANSWER


def _tell(state: ChainState, told: dict[int, tuple[str, int]], talk: Talk) -> None:
    """What is new since the last state: a status, lines of a log."""
    for step in state.steps:
        status, lines = told.get(step.id, ("", 0))
        if step.status != status:
            sign = _SIGNS.get(step.status, "·")
            talk.say(f"{sign} #{step.id} {step.title}: {step.status}, {state.elapsed_s:.1f} s")
        for line in step.log_lines[lines:]:
            talk.say(f"    {line}")
        told[step.id] = (step.status, max(lines, len(step.log_lines)))


def _tell_end(state: ChainState, talk: Talk) -> None:
    if state.note:
        talk.say(state.note)
    elif state.end == "complete":
        talk.say(f"Complete after {state.elapsed_s:.1f} s.")
    elif state.end in ("failed", "cancelled"):
        bad = [step for step in state.steps if step.status == state.end]
        named = ", ".join(f"#{step.id} {step.title}" for step in bad)
        talk.say(f"{state.end.capitalize()}: {named}. The log says why.")
