"""Runs one subcommand and turns every end of it into an exit status and, where needed, a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from cloudflow_tui.cli.context import Context
from cloudflow_tui.cli.exit_codes import ExitCode, code_of_error
from cloudflow_tui.cli.parser import COMMANDS, PROGRAM, Parser, add_common, nearest
from cloudflow_tui.errors import CloudFlowError, UsageError

if TYPE_CHECKING:
    import argparse
    from types import ModuleType


def main(words: Sequence[str], environ: Mapping[str, str] | None = None) -> int:
    """Run the subcommand that the first word names.

    Args:
        words: The command line without the program; the first one is a key of COMMANDS.
        environ: Environment variables; the process's own when None.

    Returns:
        The exit status, see `exit_codes`.
    """

    def run(context: Context) -> int:
        module = _module(words[0])
        parser = Parser(
            f"{PROGRAM} {words[0]}",
            usage=getattr(module, "USAGE", None),
            description=module.DESCRIPTION,
            epilog=module.EXAMPLES,
        )
        module.add_arguments(parser)
        if not parser.actions:
            add_common(parser)
        arguments = parse(parser, words[1:])
        return int(module.run(arguments, context.with_config(getattr(arguments, "config", None))))

    return guarded(run, words, environ)


def parse(parser: Parser, words: Sequence[str]) -> argparse.Namespace:
    """The arguments; names and options may stand in any order.

    Raises:
        UsageError: What is wrong, and what would do.
        SystemExit: Help or version was asked for and printed.
    """
    if parser.actions:
        if words and not words[0].startswith("-") and words[0] not in parser.actions:
            near = nearest(words[0], parser.actions)
            offer = f"Nearest: {', '.join(near)}." if near else f"There are: {', '.join(parser.actions)}."
            raise UsageError(f"{parser.prog} has no action {words[0]!r}.", advice=offer)
        return parser.parse_args(words)
    return parser.parse_intermixed_args(words)


def guarded(
    run: Callable[[Context], int], words: Sequence[str], environ: Mapping[str, str] | None = None
) -> int:
    """Run something to its exit status; failures become sentences on stderr."""
    context = Context.of_process(os.environ if environ is None else environ)
    try:
        code = run(context)
        context.output.flush()
    except CloudFlowError as error:
        context.talk.error(error)
        return code_of_error(error)
    except KeyboardInterrupt:
        context.talk.say("Cancelled.")
        return ExitCode.CANCELLED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.OK
    except Exception as error:  # noqa: BLE001  # the outermost place: a sentence instead of a trace
        _tell_unexpected(error, words, context)
        return ExitCode.USAGE
    return code


def _tell_unexpected(error: Exception, words: Sequence[str], context: Context) -> None:
    kind = type(error).__name__
    # Values stand in messages of unexpected failures, and values may be secret; a system's own reason is not.
    reason = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    call = " ".join([PROGRAM, *words[:1]])
    if "--debug" not in words:
        context.talk.say(f"{call} failed unexpectedly ({kind}{reason}).")
        context.talk.say("  Run it again with --debug to see the trace.")
        return
    from traceback import StackSummary, format_list, walk_tb

    frames = StackSummary.extract(walk_tb(error.__traceback__), capture_locals=False)
    context.talk.say("".join(format_list(frames)).rstrip())
    context.talk.say(f"{call} failed unexpectedly ({kind}{reason}).")


def _module(name: str) -> ModuleType:
    from importlib import import_module

    assert name in COMMANDS
    return import_module(f"cloudflow_tui.cli.{name}")
