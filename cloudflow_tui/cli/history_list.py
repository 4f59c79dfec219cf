"""`history list`, `search`, `groups` and `object`: the rows, groups of them, and one object over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.history_open import opened_history
from cloudflow_tui.cli.parser import one_of, whole_number
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.history import HistoryRow

GROUPINGS = ("day", "endpoint", "object", "case", "profile", "status")


def add_words(add: Callable[[str, str], Parser]) -> None:
    for name, text in (
        ("list", "what was sent, newest first"),
        ("search", "the same: what a query finds, newest first"),
    ):
        listing = add(name, text)
        listing.add_argument(
            "query",
            nargs="*",
            metavar="QUERY",
            help="words and fields, such as users 'status:>=400' since:2d",
        )
        listing.option(
            "--limit", metavar="N", type=whole_number(1), default=200, help="at most so many (200)"
        )
        listing.option("--json", action="store_true", help="print JSON")
        listing.option("--numbers", action="store_true", help="print nothing but the numbers")
        listing.option("--fields", action="store_true", help="say what can be searched for")
        listing.option("--complete", metavar="TEXT", help="print what may follow behind this part of a query")
    groups = add("groups", "the history by day, endpoint, object, case, profile or status")
    groups.add_argument("by", metavar="BY", type=one_of("grouping", GROUPINGS), help=", ".join(GROUPINGS))
    groups.add_argument("query", nargs="*", default=[], metavar="QUERY", help="only what this finds")
    groups.option("--json", action="store_true", help="print JSON")
    timeline = add("object", "all that was seen of one object, and what changed in it")
    timeline.add_argument("object", metavar="KIND/ID", help="such as virtual_machine/12")
    timeline.option("--profile", metavar="NAME", default="", help="only what was sent by this profile")
    timeline.option("--json", action="store_true", help="print JSON")


def list_rows(arguments: argparse.Namespace, context: Context) -> int:
    """Print rows."""
    if arguments.fields:
        from cloudflow_tui.history.search import FIELDS

        if arguments.json:
            context.output.json(FIELDS)
            return ExitCode.OK
        context.output.table([(f"{one.name}:", one.meaning, "   ".join(one.examples)) for one in FIELDS])
        return ExitCode.OK
    query = " ".join(arguments.query)
    rows: list[HistoryRow] = []
    # Listing must not make a database where nothing was ever sent.
    if context.paths.history_file.exists():
        with opened_history(context) as history:
            if arguments.complete is not None:
                from cloudflow_tui.history.complete import complete

                text = arguments.complete
                found = complete(text, len(text), history)
                context.output.lines(text[: one.start] + one.text for one in found)
                return ExitCode.OK
            rows = history.rows(limit=arguments.limit, query=query)
    if arguments.json:
        context.output.json(rows)
        return ExitCode.OK
    if arguments.numbers:
        context.output.lines(str(row.number) for row in rows)
        return ExitCode.OK
    if not rows:
        context.talk.say(f"Nothing in the history holds {query!r}." if query else "Nothing was sent yet.")
    context.output.table([_cells(row) for row in rows])
    return ExitCode.OK


def list_groups(arguments: argparse.Namespace, context: Context) -> int:
    """Print groups."""
    with opened_history(context) as history:
        groups = history.views.groups(arguments.by, " ".join(arguments.query))
    if arguments.json:
        context.output.json(groups)
        return ExitCode.OK
    context.output.table(
        [
            (
                group.key or "(none)",
                f"{group.count:,}",
                f"{group.bad_count:,} bad" if group.bad_count else "",
                group.last_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                group.query,
            )
            for group in groups
        ]
    )
    return ExitCode.OK


def show_object(arguments: argparse.Namespace, context: Context) -> int:
    """Print the timeline of an object.

    Raises:
        UsageError: It is not named as KIND/ID.
    """
    kind, slash, object_id = arguments.object.partition("/")
    if not slash or not kind or not object_id:
        raise UsageError(f"{arguments.object!r} names no object.", advice="Such as virtual_machine/12.")
    with opened_history(context) as history:
        timeline = history.views.timeline(kind, object_id, profile_name=arguments.profile)
    if arguments.json:
        context.output.json(timeline)
        return ExitCode.OK
    if not timeline.sightings:
        context.talk.say(f"Nothing was seen of {kind} {object_id}.")
    context.output.table(
        [
            (
                str(one.number),
                one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                one.method,
                one.path,
                str(one.status or "none"),
                one.what_happened,
            )
            for one in timeline.sightings
        ]
    )
    if timeline.changed:
        context.output.line()
    from cloudflow_tui.interchange.report_models import change_text

    context.output.table(
        [
            (name, "gone" if step.is_gone else change_text(step.value), f"#{step.number}")
            for name in timeline.changed
            for step in timeline.attributes[name]
        ]
    )
    return ExitCode.OK


def _cells(row: HistoryRow) -> tuple[str, ...]:
    return (
        str(row.number),
        row.started_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        row.method,
        row.path,
        str(row.status or "none"),
        "" if row.elapsed_ms is None else f"{row.elapsed_ms:.0f} ms",
        row.profile_name,
        *([", ".join(row.cases)] if row.cases else []),
        row.what_happened,
    )
