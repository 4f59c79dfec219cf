"""`history export`, `import` and `prune`: hands over, takes in, and clears out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.history_open import chosen_numbers, opened_history, opened_workspace
from cloudflow_tui.cli.parser import one_of, whole_number
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import timedelta

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.history import History
    from cloudflow_tui.history.limits import Limits

KINDS = ("markdown", "html", "har", "curl", "json")
STREAMS = ("har", "curl", "json")
MOST_TOLD = 20


def add_words(add: Callable[[str, str], Parser]) -> None:
    out = add("export", "hand exchanges over, with their secrets masked")
    out.add_argument("numbers", nargs="*", metavar="N", help="such as 17, 17..20 or 17,19")
    out.option("--case", metavar="NAME", default="", help="everything in this case, with its notes")
    out.option("--query", metavar="QUERY", default="", help="everything that it finds")
    out.option(
        "--as",
        metavar="KIND",
        dest="kind",
        type=one_of("kind", KINDS),
        default="markdown",
        help=", ".join(KINDS),
    )
    out.option("--to", metavar="FILE", help="write it there; printed when left out, to be looked at first")
    out.option("--force", action="store_true", help="replace a file that is there")
    out.option("--title", metavar="TEXT", default="", help="of a report")
    out.option("--compare", metavar="A:B", action="append", default=[], help="add what differs between two")
    taken = add("import", "take a HAR of a browser, a proxy or this program into the history")
    taken.add_argument("file", metavar="FILE")
    taken.option("--case", metavar="NAME", default="", help="the case that its exchanges belong to")
    taken.option("--only-api", action="store_true", help="pass over what the catalog does not know")
    taken.option("--json", action="store_true", help="print JSON")
    clear = add("prune", "remove what is old or too much; says first what would go")
    clear.option("--older-than", metavar="AGE", type=_age, help="such as 90d, 12w or 1y")
    clear.option("--keep", metavar="N", type=whole_number(0), help="so many of the newest stay")
    clear.option("--max-size", metavar="SIZE", type=_size, help="such as 500mb")
    clear.option("--with-cases", action="store_true", help="also what belongs to a case or has a note")
    clear.option("--remember", action="store_true", help="use these limits whenever none are given")
    clear.option("--forget", action="store_true", help="forget the remembered limits; removes nothing")
    clear.option("--yes", action="store_true", help="remove it without asking")
    clear.option("--json", action="store_true", help="print JSON; removes nothing without --yes")


def export(arguments: argparse.Namespace, context: Context) -> int:
    """Print or write exchanges; what was masked is told.

    Raises:
        UsageError: A file that is there already, or a pair that is none.
        HistoryError: No such exchange or case, or the file cannot be written.
    """
    from cloudflow_tui.workspace.reports import export as make_export
    from cloudflow_tui.workspace.reports import export_pieces, write_export

    target = Path(arguments.to).expanduser() if arguments.to else None
    if target is not None and target.exists() and not arguments.force:
        raise UsageError(f"{target} is there already.", advice="Take another name, or add --force.")
    pairs = [_pair(text) for text in arguments.compare]
    masked: list[str] = []
    with opened_workspace(context) as workspace:
        numbers = chosen_numbers(
            workspace.history, arguments.numbers, query=arguments.query, case_name=arguments.case
        )
        if arguments.kind in STREAMS:
            pieces = export_pieces(workspace, numbers, arguments.kind, masked)
        else:
            made = make_export(
                workspace,
                numbers,
                arguments.kind,
                title=arguments.title,
                case_name=arguments.case,
                compared=pairs,
            )
            masked += made.masked
            pieces = iter((made.text,))
        if target is None:
            for piece in pieces:
                context.output.raw(piece.encode("utf-8", "replace"))
        else:
            write_export(pieces, target)
            context.talk.say(f"{len(numbers):,} written to {target}.")
    for place in masked[:MOST_TOLD]:
        context.talk.say(f"Masked: {place}")
    if len(masked) > MOST_TOLD:
        context.talk.say(f"Masked: {len(masked) - MOST_TOLD:,} more places.")
    return ExitCode.OK


def import_file(arguments: argparse.Namespace, context: Context) -> int:
    """Read a HAR into the history; exit status 2 when something is wrong with the file.

    Raises:
        HistoryError: The file cannot be read or the history not be written.
    """
    from cloudflow_tui.workspace.har_import import import_har

    with opened_workspace(context) as workspace:
        imported = import_har(
            workspace, Path(arguments.file), case_name=arguments.case, only_api=arguments.only_api
        )
    if arguments.json:
        context.output.json(imported)
    context.talk.say(imported.words)
    return ExitCode.USAGE if imported.note else ExitCode.OK


def prune(arguments: argparse.Namespace, context: Context) -> int:
    """Say what would go; remove it when that is agreed to.

    Raises:
        UsageError: No limit is given, and none is remembered.
        HistoryError: The database cannot be used.
    """
    from cloudflow_tui.history.limits import remember_limits
    from cloudflow_tui.history.prune import carry_out, plan_prune

    with opened_history(context) as history:
        if arguments.forget:
            remember_limits(history.store, None)
            context.talk.say("No limits are remembered.")
            return ExitCode.OK
        limits = _limits(arguments, history)
        if arguments.remember:
            remember_limits(history.store, limits)
        plan = plan_prune(history.store, limits)
        context.talk.say(plan.words)
        removed = 0
        if plan.numbers and (arguments.yes or (context.can_ask and context.agrees("Remove them?"))):
            removed = carry_out(history.store, plan)
            context.talk.say(f"{removed:,} removed.")
        elif plan.numbers:
            context.talk.say("Nothing was removed; --yes removes it.")
    if arguments.json:
        context.output.json({"removed": removed, **_plain(plan)})
    return ExitCode.OK


def _limits(arguments: argparse.Namespace, history: History) -> Limits:
    """The limits that are given, else those that are remembered."""
    from cloudflow_tui.history.limits import Limits, remembered_limits

    age, count, size = arguments.older_than, arguments.keep, arguments.max_size
    if age is not None or count is not None or size is not None:
        return Limits(age, count, size, keeps_cases=not arguments.with_cases)
    limits = remembered_limits(history.store)
    if limits is None:
        advice = "Such as --older-than 90d, --keep 10000, --max-size 500mb; --remember keeps them."
        raise UsageError("No limit is given.", advice=advice)
    return replace(limits, keeps_cases=limits.keeps_cases and not arguments.with_cases)


def _plain(plan: object) -> dict[str, object]:
    from cloudflow_tui.cli.plain import to_plain

    data: dict[str, object] = to_plain(plan)
    return data


def _pair(text: str) -> tuple[int, int]:
    old, sign, new = text.partition(":")
    if not sign or not old.isdigit() or not new.isdigit():
        raise UsageError(f"--compare {text!r} names no pair.", advice="Such as --compare 17:21")
    return int(old), int(new)


def _age(word: str) -> timedelta:
    import argparse
    import re
    from datetime import timedelta

    found = re.fullmatch(r"([0-9]{1,5})(h|d|w|mo|y)", word.lower())
    if found is None:
        raise argparse.ArgumentTypeError(f"{word!r} is no age; such as 90d, 12w or 1y")
    hours = {"h": 1, "d": 24, "w": 168, "mo": 720, "y": 8760}
    return timedelta(hours=int(found[1]) * hours[found[2]])


def _size(word: str) -> int:
    import argparse

    from cloudflow_tui.history.search_values import ValueTrouble, to_bytes

    try:
        return int(to_bytes(word))
    except ValueTrouble as trouble:
        raise argparse.ArgumentTypeError(f"{word!r} is no size; such as 500mb") from trouble
