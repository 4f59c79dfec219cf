"""`history show`: one exchange, request and answer, with what it means and what was noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.history_open import opened_history
from cloudflow_tui.cli.parser import one_of, whole_number

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange

OUTPUTS = ("request", "response", "exchange")


def add_words(add: Callable[[str, str], Parser]) -> None:
    parser = add("show", "one exchange, request and answer")
    parser.add_argument("number", type=whole_number(1), metavar="N", help="its number in the list")
    parser.option(
        "--output",
        metavar="WHAT",
        type=one_of("output", OUTPUTS),
        default="exchange",
        help=", ".join(OUTPUTS),
    )
    parser.option("--json", action="store_true", help="print JSON")


def show(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.diagnosis import explain
    from cloudflow_tui.workspace.redirected import with_redirects

    with opened_history(context) as history:
        exchange = history.get(arguments.number)
        # Only a known endpoint can say more about its own answer; others are explained all the same.
        known = exchange.request.endpoint_id
        catalog = context.catalog()
        endpoint = catalog.endpoint(known) if known and known in _ids(catalog) else None
        explanation = with_redirects(explain(exchange, endpoint), exchange)
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
    from cloudflow_tui.cli.answer import hop_lines, response_lines
    from cloudflow_tui.interchange.raw_http import to_raw_http

    if what != "response":
        yield from to_raw_http(exchange.request, login=exchange.login).splitlines()
    if what == "exchange":
        yield from hop_lines(exchange)
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
