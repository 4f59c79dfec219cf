"""What the exit status of the command line says. Scripts rely on these numbers; they never change."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from cloudflow_tui.errors import BuildError, CloudFlowError, SandboxError, SandboxOptionError

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange


class ExitCode(IntEnum):
    """Exit status of every subcommand."""

    OK = 0
    """Done; for `send`: answered 2xx."""
    USAGE = 2
    """The command line, the configuration or the profile forbids it, or a check found something."""
    INVALID_DRAFT = 3
    """Parameters are missing or wrong; nothing was sent."""
    REFUSED = 4
    """Answered 4xx, or 3xx that was not followed; or work that was waited for was cancelled."""
    FAULT = 5
    """Answered 5xx; or work that was waited for failed."""
    NO_ANSWER = 6
    """Connection, TLS, timeout or a cut answer; the end of awaited work is unknown; no sandbox."""
    CANCELLED = 130
    """Stopped by ctrl+c."""


def code_of_error(error: CloudFlowError) -> ExitCode:
    """The exit status of a failure before anything was answered."""
    if isinstance(error, BuildError):
        return ExitCode.INVALID_DRAFT
    if isinstance(error, SandboxError) and not isinstance(error, SandboxOptionError):
        return ExitCode.NO_ANSWER
    return ExitCode.USAGE


def code_of_exchange(exchange: Exchange) -> ExitCode:
    """The exit status of what came back, or of nothing having come back."""
    from cloudflow_tui.exchange import Outcome

    if exchange.outcome is Outcome.CANCELLED:
        return ExitCode.CANCELLED
    if exchange.outcome is not Outcome.ANSWERED or exchange.response is None:
        return ExitCode.NO_ANSWER
    status = exchange.response.status
    if 200 <= status < 300:
        return ExitCode.OK
    return ExitCode.FAULT if status >= 500 else ExitCode.REFUSED
