"""`cloudflow-tui history`: what was sent and what came back. Reads only; its secrets are masked already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import action_parsers, one_of, whole_number

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history import History, HistoryRow

DESCRIPTION = "Everything that was sent from this machine, newest first. Secrets were masked before writing."
EXAMPLES = """\
examples:
  cloudflow-tui history list
  cloudflow-tui history list users --limit 20
  cloudflow-tui history list --json | jq '.[].status'
  cloudflow-tui history show 17
  cloudflow-tui history show 17 --output response"""

OUTPUTS = ("request", "response", "exchange")


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    listing = add("list", "what was sent, newest first")
    listing.add_argument("query", nargs="*", metavar="WORD", help="only what holds these words")
    listing.option("--limit", metavar="N", type=whole_number(1), default=200, help="at most so many (200)")
    show = add("show", "one exchange, request and answer")
    show.add_argument("number", type=whole_number(1), metavar="N", help="its number in the list")
    show.option(
        "--output",
        metavar="WHAT",
        type=one_of("output", OUTPUTS),
        default="exchange",
        help=", ".join(OUTPUTS),
    )
    for action in (listing, show):
        action.option("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Carry out one action.

    Raises:
        HistoryError: No such number, or the database cannot be read.
    """
    actions = {"list": _list, "show": _show}
    return actions[arguments.action](arguments, context)


@contextmanager
def _opened(context: Context) -> Iterator[History]:
    from cloudflow_tui.history import History

    history = History.open(context.paths.history_file)
    if history.warning:
        context.talk.say(f"Warning: {history.warning}")
    try:
        yield history
    finally:
        history.close()


def _list(arguments: argparse.Namespace, context: Context) -> int:
    query = " ".join(arguments.query)
    rows: list[HistoryRow] = []
    # Listing must not make a database where nothing was ever sent.
    if context.paths.history_file.exists():
        with _opened(context) as history:
            rows = history.rows(limit=arguments.limit, query=query)
    if arguments.json:
        context.output.json(rows)
        return ExitCode.OK
    if not rows:
        context.talk.say(f"Nothing in the history holds {query!r}." if query else "Nothing was sent yet.")
    context.output.table([_cells(row) for row in rows])
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
        row.what_happened,
    )


def _show(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.diagnosis import explain

    with _opened(context) as history:
        exchange = history.get(arguments.number)
        # Only a known endpoint can say more about its own answer; others are explained all the same.
        known = exchange.request.endpoint_id
        catalog = context.catalog()
        endpoint = catalog.endpoint(known) if known and known in _ids(catalog) else None
        explanation = explain(exchange, endpoint)
        if arguments.json:
            context.output.json(_chosen(arguments.output, exchange, explanation))
        else:
            context.output.lines(_lines(arguments.output, exchange))
            from cloudflow_tui.cli.answer import explanation_lines

            for line in explanation_lines(explanation):
                context.talk.say(line)
    return ExitCode.OK


def _ids(catalog: Catalog) -> set[str]:
    return {row.id for row in catalog.endpoints}


def _lines(what: str, exchange: Exchange) -> Iterator[str]:
    from cloudflow_tui.cli.answer import response_lines
    from cloudflow_tui.interchange.raw_http import to_raw_http

    if what != "response":
        yield from to_raw_http(exchange.request, login=exchange.login).splitlines()
    if what == "exchange":
        yield ""
    if what != "request":
        if exchange.response is not None:
            yield from response_lines(exchange.response)
        else:
            yield "(no answer)"


def _chosen(what: str, exchange: Exchange, explanation: Explanation) -> Any:
    from cloudflow_tui.cli.answer import exchange_data

    data = exchange_data(exchange, explanation)
    return data if what == "exchange" else data[what]
