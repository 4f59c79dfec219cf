"""`cloudflow-tui explain`: what a status, an error text or an error body means. Needs no server."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cloudflow_tui.cli.answer import explanation_lines
from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.diagnosis import Explanation, PhraseMatch

DESCRIPTION = "What a status, an error text or the body of a refused call means, and what to do next."
EXAMPLES = """\
examples:
  cloudflow-tui explain 422
  cloudflow-tui explain 404 --endpoint users.delete
  cloudflow-tui explain 422 --endpoint users.create --body answer.json
  cloudflow-tui explain "has already been taken"
  curl ... | cloudflow-tui explain 422 --body -"""

_STATUS = re.compile(r"(?<!\d)([1-5]\d\d)(?!\d)")


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "words", nargs="+", metavar="STATUS | TEXT", help="such as 422, or the server's words"
    )
    parser.option("--endpoint", metavar="ID", help="the call it was the answer to, such as users.create")
    parser.option("--body", metavar="FILE", help="body of the answer; - is stdin")
    parser.option("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Explain, and print.

    Raises:
        UnknownEndpointError: With the nearest ids.
        UsageError: Nothing is known of it, or the file cannot be read.
    """
    text = " ".join(arguments.words).strip()
    endpoint = context.catalog().endpoint(arguments.endpoint) if arguments.endpoint else None
    status = status_in(text)
    explanation: Explanation | None = None
    if arguments.body is not None:
        if status is None:
            raise UsageError(
                "A body needs its status.", advice="Such as: cloudflow-tui explain 422 --body FILE"
            )
        explanation = _of_body(status, _body(arguments.body, context), endpoint)
    elif status is not None:
        from cloudflow_tui.diagnosis import explain_status

        explanation = explain_status(status, endpoint)
    matches = () if text.isdecimal() else _of_text(text)
    if explanation is None and not matches:
        raise UsageError(
            f"Nothing is known of {text!r}.",
            advice="Try the status of the answer, or its body with --body FILE.",
        )
    if arguments.json:
        context.output.json(_data(explanation, matches))
    else:
        context.output.lines(_lines(explanation, matches))
    return ExitCode.OK


def status_in(text: str) -> int | None:
    """The status that a text is, names by its number, or names by its words; None when there is none."""
    if text.isdecimal():
        return int(text[:6])
    found = _STATUS.search(text)
    if found is not None:
        return int(found[1])
    from http import HTTPStatus

    from cloudflow_tui.diagnosis import status_meaning

    names = {status_meaning(code).name.casefold(): code.value for code in HTTPStatus}
    return names.get(text.casefold())


def _of_text(text: str) -> tuple[PhraseMatch, ...]:
    from cloudflow_tui.diagnosis import explain_text

    return explain_text(text)


def _body(name: str, context: Context) -> bytes:
    from cloudflow_tui.cli.sending import read_text

    return read_text(name, context).encode()


def _of_body(status: int, body: bytes, endpoint: Endpoint | None) -> Explanation:
    from cloudflow_tui.diagnosis import explain
    from cloudflow_tui.document.body import Body
    from cloudflow_tui.exchange import Exchange, Outcome, Request, Response, Timing

    is_xml = body.lstrip()[:1] == b"<"
    suffix = "xml" if is_xml else "json"
    method, path = (endpoint.method, endpoint.path) if endpoint else ("GET", "/")
    exchange = Exchange(
        Request(method, f"http://cp.example.net{path}.{suffix}", format="xml" if is_xml else "json"),
        Outcome.ANSWERED,
        Timing(datetime.now(UTC)),
        Response(status, body=Body.of(body)),
    )
    return explain(exchange, endpoint)


def _lines(explanation: Explanation | None, matches: tuple[PhraseMatch, ...]) -> Iterator[str]:
    if explanation is not None:
        yield from explanation_lines(explanation)
    for match in matches:
        phrase = match.phrase
        statuses = f" ({', '.join(str(code) for code in phrase.statuses)})" if phrase.statuses else ""
        near = "Similar: " if match.how == "similar" else ""
        yield f"{near}{phrase.text}{statuses}"
        yield f"  {phrase.meaning}"
        for check in phrase.checks:
            yield f"  Check: {check}"


def _data(explanation: Explanation | None, matches: tuple[PhraseMatch, ...]) -> dict[str, Any]:
    return {"status": explanation, "texts": matches}
