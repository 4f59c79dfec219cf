"""`cloudflow-tui watch`: repeats a read, prints what changes, and stops when a condition is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import one_of, whole_number
from cloudflow_tui.cli.target import add_target

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.workspace.watch import Look
    from cloudflow_tui.workspace.watched import Seen, Watched

USAGE = """cloudflow-tui watch [options] ENDPOINT [name=value ...]
       cloudflow-tui watch [options] METHOD PATH [name=value ...]"""
DESCRIPTION = """\
Repeat a read every few seconds and print each change; numbers that move get a little curve. Stops when the
condition of --until is met. The first and the last look are written to the history."""
EXAMPLES = """\
examples:
  cloudflow-tui watch virtual_servers.get virtual_machine_id=1 --profile lab --until 'virtual_machine.booted'
  cloudflow-tui watch virtual_servers.get virtual_machine_id=1 --profile lab --every 10s \\
      --until 'virtual_machine.booted == `true`' --for 5m
  cloudflow-tui watch GET /transactions.json --profile lab --every 2s --json

exit status:
  0 the condition is met; without --until: the looks are done   4 the server refuses (401, 403, 404)
  6 not met within --for or --count, or no good answer 5 times in a row   130 cancelled"""
LEVELS = "▁▂▃▄▅▆▇█"
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_SIGNS = {"added": "+", "removed": "-", "moved": "»"}


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "words", nargs="+", metavar="ENDPOINT [name=value ...]", help="a read, such as users.list"
    )
    add_target(parser)
    parser.option(
        "--every", metavar="T", type=seconds, default=5.0, help="between two looks, such as 5s or 1m (5s)"
    )
    parser.option("--until", metavar="EXPR", default="", help="stop when this JMESPath finds something true")
    parser.option("--count", metavar="N", type=whole_number(1), help="stop after so many looks")
    parser.option("--for", dest="longest_s", metavar="T", type=seconds, help="stop after this time")
    parser.option(
        "--format", metavar="json|xml", type=one_of("format", ("json", "xml")), help="of the answer"
    )
    parser.option("--header", metavar="'N: v'", action="append", default=[], help="one more header")
    parser.option("--query", metavar="N=V", action="append", default=[], help="one more query parameter")
    parser.option("--timeout", metavar="S", type=seconds, help="longest silence")
    parser.option("--json", action="store_true", help="print one JSON object a line, one a look")
    parser.set_defaults(anyway=False, body=None, no_suffix=False, follow=False, encoding=None)


def seconds(word: str) -> float:
    """A type for argparse: a time such as 5, 5s, 500ms, 2m or 1h, in seconds."""
    from argparse import ArgumentTypeError

    text = word.strip().lower()
    unit = next((name for name in ("ms", "s", "m", "h") if text.endswith(name)), "")
    try:
        number = float(text.removesuffix(unit)) * _UNITS.get(unit, 1.0)
    except ValueError:
        number = 0.0
    if not 0 < number <= 7 * 24 * 3600:
        raise ArgumentTypeError(f"{word!r} is no time such as 5s, 500ms, 2m or 1h")
    return number


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Look again and again, and print.

    Raises:
        RefusedError: The call is no read.
        QueryError: The condition is no expression.
        CloudFlowError: Nothing was sent.
    """
    import time

    from cloudflow_tui.cli.send import draft_of_words
    from cloudflow_tui.cli.sending import open_workspace, run_to_end
    from cloudflow_tui.workspace.watch import LEAST_S, refuse_watching, watch
    from cloudflow_tui.workspace.watched import Watched

    workspace = open_workspace(arguments, context)
    draft = draft_of_words(workspace, arguments, context)
    refuse_watching(draft, arguments.until)
    workspace.check(draft)
    every_s = max(LEAST_S, arguments.every)
    watched = Watched()

    async def look() -> int:
        began = time.monotonic()
        async for one in watch(workspace, draft, interval_s=lambda: every_s, until=lambda: arguments.until):
            watched.take(one)
            _print(one, watched, arguments, context)
            if one.end:
                context.talk.say(one.note)
                return {"met": ExitCode.OK, "refused": ExitCode.REFUSED}.get(one.end, ExitCode.NO_ANSWER)
            is_over = arguments.longest_s is not None and time.monotonic() - began >= arguments.longest_s
            if is_over or one.count == arguments.count:
                break
        if not arguments.until:
            return ExitCode.OK
        context.talk.say(f"Not met after {one.count} looks: {arguments.until}")
        return ExitCode.NO_ANSWER

    return run_to_end(workspace, look)


def _print(look: Look, watched: Watched, arguments: argparse.Namespace, context: Context) -> None:
    if arguments.json:
        _print_json(look, context)
    else:
        context.output.lines(_lines(look, watched))
    context.output.flush()


def _print_json(look: Look, context: Context) -> None:
    import json

    from cloudflow_tui.cli.plain import to_plain

    data = {
        "look": look.count,
        "at": look.at.isoformat(timespec="milliseconds"),
        "status": look.status,
        "number": look.number,
        "changes": look.changes,
        "end": look.end,
        "note": look.note,
    }
    context.output.lines([json.dumps(to_plain(data), ensure_ascii=False)])


def _lines(look: Look, watched: Watched) -> list[str]:
    clock = f"{look.at.astimezone():%H:%M:%S}"
    changes = len(look.changes)
    words = "first look" if look.count == 1 else f"{changes} changed" if changes else "no difference"
    if look.note and not look.end:
        words = look.note
    lines = [f"{clock}  {look.status or 'no answer'}  look {look.count}: {words}"]
    return lines + [_change_line(one, watched) for one in watched.seen if one.is_latest]


def _change_line(seen: Seen, watched: Watched) -> str:
    from cloudflow_tui.workspace.watched import spark

    sign = _SIGNS.get(seen.kind, "~")
    values = f"{seen.old} → {seen.new}"
    if seen.kind == "added":
        values = seen.new
    elif seen.kind == "removed":
        values = seen.old
    series = watched.series.get(seen.path)
    curve = f"  {spark(series, LEVELS)}" if series else ""
    return f"  {sign} {seen.path}: {values}{curve}"
