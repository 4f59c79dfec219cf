"""`cloudflow-tui history`: what was sent and what came back: found, compared, sent again, handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli import (
    history_case,
    history_compare,
    history_export,
    history_list,
    history_replay,
    history_show,
    history_team,
)
from cloudflow_tui.cli.parser import action_parsers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser

DESCRIPTION = """\
Everything that was sent from this machine, newest first. Secrets were masked before writing.
It lies in history.sqlite and history-bodies in the data folder, for its owner alone."""
EXAMPLES = """\
examples:
  cloudflow-tui history list
  cloudflow-tui history list users 'status:>=400' since:2d
  cloudflow-tui history search 'body:"can'"'"'t be blank" -profile:lab' --json | jq '.[].number'
  cloudflow-tui history show 17 --output response
  cloudflow-tui history compare 17 21 --ignore volatile
  cloudflow-tui history replay 17..20 --profile lab --set user_id=18 --pace 1
  cloudflow-tui history case open TCK-4471 --title "Users cannot be made"
  cloudflow-tui history export --case TCK-4471 --as html --to report.html
  cloudflow-tui history import browser.har --case TCK-4471
  cloudflow-tui history prune --older-than 90d"""


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    history_list.add_words(add)
    history_show.add_words(add)
    history_compare.add_words(add)
    history_replay.add_words(add)
    history_export.add_words(add)
    history_case.add_words(add)
    history_team.add_words(add)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Carry out one action.

    Raises:
        HistoryError: No such number or case, or the database cannot be used.
        QueryError: A query that cannot be understood, with its column.
        CloudFlowError: As the action says.
    """
    actions: dict[str, Callable[[argparse.Namespace, Context], int]] = {
        "list": history_list.list_rows,
        "search": history_list.list_rows,
        "groups": history_list.list_groups,
        "object": history_list.show_object,
        "show": history_show.show,
        "compare": history_compare.compare,
        "replay": history_replay.replay,
        "export": history_export.export,
        "import": history_export.import_file,
        "prune": history_export.prune,
        "case": history_case.case,
        "push": history_team.push,
        "pull": history_team.pull,
    }
    return actions[arguments.action](arguments, context)
