"""`history push` and `pull`: shares cases over a PostgreSQL database of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.history_open import opened_workspace
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser

VARIABLE = "CLOUDFLOW_TEAM_STORE"


def add_words(add: Callable[[str, str], Parser]) -> None:
    for name, text, way in (
        ("push", "put cases into the store of the team, masked once more", "--to"),
        ("pull", "take cases out of the store of the team", "--from"),
    ):
        parser = add(name, text)
        parser.add_argument("names", nargs="*", metavar="CASE", help="all of them when left out")
        parser.option(
            way,
            metavar="URL",
            dest="url",
            help=f"postgresql://user@host/database, password in PGPASSWORD; else {VARIABLE} is taken",
        )
        parser.option("--json", action="store_true", help="print JSON")


def push(arguments: argparse.Namespace, context: Context) -> int:
    """Share cases.

    Raises:
        HistoryError: No such case, or the store cannot be used.
    """
    from cloudflow_tui.workspace.team import push as put

    with opened_workspace(context) as workspace:
        author = context.environ.get("USER", "")
        shared = put(workspace, _url(arguments, context), arguments.names, author=author)
    if arguments.json:
        context.output.json(shared)
    context.talk.say(shared.words)
    return ExitCode.OK


def pull(arguments: argparse.Namespace, context: Context) -> int:
    """Take what others shared.

    Raises:
        HistoryError: No such case, or the store cannot be used.
    """
    from cloudflow_tui.workspace.team import pull as take

    with opened_workspace(context) as workspace:
        shared = take(workspace, _url(arguments, context), arguments.names)
    if arguments.json:
        context.output.json(shared)
    context.talk.say(shared.words)
    return ExitCode.OK


def _url(arguments: argparse.Namespace, context: Context) -> str:
    url = arguments.url or context.environ.get(VARIABLE, "")
    if not url:
        raise UsageError("No team store is named.", advice=f"Give its address, or set {VARIABLE}.")
    return str(url)
