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
    from cloudflow_tui.diagnosis.topics import Topic
    from cloudflow_tui.diagnosis.verdict import FaultVerdict

DESCRIPTION = """\
What a status, an error text, the body of a refused call, or a word of the API's conventions means, and
what to do next. Texts that clients make themselves are told apart from those of the server."""
EXAMPLES = """\
examples:
  cloudflow-tui explain 422
  cloudflow-tui explain 404 --endpoint users.delete
  cloudflow-tui explain 422 --endpoint users.create --body answer.json
  cloudflow-tui explain "has already been taken"
  cloudflow-tui explain "Undefined index: class in JSON.php"
  cloudflow-tui explain user:userpass
  cloudflow-tui explain --topics
  curl ... | cloudflow-tui explain 422 --body -"""

_IS_STATUS = re.compile(r"^\s*[1-5]\d\d\b|(?:code|status|HTTP\S*)\W{0,5}[1-5]\d\d", re.IGNORECASE)
_STATUS = re.compile(r"(?<!\d)([1-5]\d\d)(?!\d)")


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="STATUS | TEXT", help="such as 422, the server's words, or a topic"
    )
    parser.option("--topics", action="store_true", help="list the conventions and questions")
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
    if arguments.topics or not text:
        return _print_topics(arguments, context)
    endpoint = context.catalog().endpoint(arguments.endpoint) if arguments.endpoint else None
    matches = () if text.isdecimal() else _of_text(text)
    is_known = any(match.how != "similar" for match in matches)
    # A number within a known text is part of it, unless it is said to be a status.
    status = status_in(text) if not is_known or _IS_STATUS.search(text) else None
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
    topics = _topics_of(text)
    if topics and not is_known:
        matches = ()
    if explanation is None and not matches and not topics:
        raise UsageError(
            f"Nothing is known of {text!r}.",
            advice="Try the status of the answer, or its body with --body FILE.",
        )
    if arguments.json:
        context.output.json(_data(text, explanation, matches, topics))
    else:
        context.output.lines(_lines(text, explanation, matches, topics))
    return ExitCode.OK


def _print_topics(arguments: argparse.Namespace, context: Context) -> int:
    """All topics; asked for by --topics.

    Raises:
        UsageError: Nothing was asked at all.
    """
    if not arguments.topics:
        raise UsageError(
            "explain needs a status or a text.", advice="Such as: cloudflow-tui explain 422, or --topics"
        )
    from cloudflow_tui.diagnosis.topics import topics

    if arguments.json:
        context.output.json(topics())
    else:
        context.output.table([(topic.id, topic.title) for topic in topics()])
    return ExitCode.OK


def _topics_of(text: str) -> tuple[Topic, ...]:
    if text.isdecimal():
        return ()
    from cloudflow_tui.diagnosis.topics import search_topics

    return search_topics(text)[:3]


def _verdict(text: str, matches: tuple[PhraseMatch, ...]) -> FaultVerdict | None:
    """Where the fault lies, for a text that is known."""
    if not any(match.how != "similar" for match in matches):
        return None
    from cloudflow_tui.diagnosis.verdict import verdict_of_text

    return verdict_of_text(text)


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


def _lines(
    text: str,
    explanation: Explanation | None,
    matches: tuple[PhraseMatch, ...],
    topics: tuple[Topic, ...],
) -> Iterator[str]:
    if explanation is not None:
        yield from explanation_lines(explanation)
    verdict = _verdict(text, matches)
    if verdict is not None:
        yield f"Fault: {verdict.fault}. {verdict.reason}"
    for match in matches:
        phrase = match.phrase
        statuses = f" ({', '.join(str(code) for code in phrase.statuses)})" if phrase.statuses else ""
        near = "Similar: " if match.how == "similar" else ""
        yield f"{near}{phrase.text}{statuses}"
        yield f"  {phrase.meaning}"
        for check in phrase.checks:
            yield f"  Check: {check}"
        if phrase.since or phrase.until:
            yield f"  Wording: {'from ' + phrase.since if phrase.since else 'until ' + phrase.until}"
    for topic in topics:
        yield topic.title
        yield from (f"  {sentence}" for sentence in topic.text)


def _data(
    text: str,
    explanation: Explanation | None,
    matches: tuple[PhraseMatch, ...],
    topics: tuple[Topic, ...],
) -> dict[str, Any]:
    return {
        "status": explanation,
        "texts": matches,
        "verdict": _verdict(text, matches),
        "topics": topics,
    }
