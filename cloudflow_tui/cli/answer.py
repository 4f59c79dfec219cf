"""What came back, printed: the body or the exchange on stdout, its meaning on stderr.

The body on stdout is the answer itself; everything else (exchange, wire, JSON) has its secrets masked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.talk import Talk
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange, Response
    from cloudflow_tui.workspace import Workspace


def tell_warnings(workspace: Workspace, talk: Talk) -> None:
    """What should be known before a request leaves."""
    from cloudflow_tui.workspace.safety import warns_of_plain_http

    profile = workspace.profile
    if profile.is_production:
        talk.say(f"Profile {profile.name} is PRODUCTION: {profile.url}")
    if warns_of_plain_http(profile) and profile.login:
        talk.say(f"Warning: {profile.url} is plain http; whoever is on the way can read the credentials.")
    if not profile.verify_tls:
        talk.say(f"Warning: the certificate of {profile.url} is not checked.")


def tell_outcome(workspace: Workspace, exchange: Exchange, talk: Talk) -> None:
    """The status with its meaning, the fields at fault, hints, and where it stands in the history."""
    for line in explanation_lines(workspace.explain(exchange)):
        talk.say(line)
    parts = [f"history {exchange.number}"] if exchange.number else []
    parts.append(f"{exchange.timing.total_ms:.0f} ms")
    if exchange.response is not None:
        parts.append(f"{exchange.response.body.size_bytes:,} bytes")
    parts.append(exchange.profile_name)
    talk.say(", ".join(parts))
    if workspace.warning:
        talk.say(f"Warning: {workspace.warning}")


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """An explanation as lines: title with meaning, fields, hints, next steps."""
    yield f"{explanation.title}: {explanation.meaning}" if explanation.meaning else explanation.title
    for error in explanation.field_errors:
        yield f"  {error.field}: {error.message}" if error.field else f"  {error.message}"
    for hint in explanation.hints:
        yield f"  {hint}"
    for step in explanation.next_steps:
        yield f"  Next: {step}"


def check_filter(expression: str | None) -> None:
    """Make sure that a filter can be used, before anything is sent.

    Raises:
        UsageError: It is neither a JMESPath nor, with a slash in it, an XPath expression.
    """
    if expression is None:
        return
    from cloudflow_tui.document.filter import check_xpath
    from cloudflow_tui.document.query import compiled
    from cloudflow_tui.errors import QueryError

    try:
        check_xpath(expression) if "/" in expression else compiled(expression)
    except QueryError as error:
        place = f" (column {error.column})" if error.column else ""
        raise UsageError(
            f"{error.reason.rstrip('.')}{place}: {expression!r}.",
            advice="Such as: --filter '//user/login' for XML, --filter '[].user.login' for both",
        ) from error


def print_answer(
    workspace: Workspace, exchange: Exchange, arguments: argparse.Namespace, context: Context
) -> bool:
    """Print what was asked for.

    Returns:
        False when a filter was asked for and the body is neither JSON nor XML; nothing is printed then.
    """
    output = context.output
    if arguments.json:
        data = exchange_data(workspace.masked(exchange), workspace.explain(exchange))
        output.json({**data, "drift": workspace.drift(exchange)})
    elif arguments.output == "wire":
        output.lines(request_lines(workspace, exchange))
    elif arguments.output == "exchange":
        masked = workspace.masked(exchange)
        output.lines(request_lines(workspace, exchange))
        output.lines(hop_lines(masked))
        if masked.response is not None:
            output.line()
            output.lines(response_lines(masked.response))
    elif exchange.response is None or arguments.output == "none":
        return True
    elif arguments.filter is not None:
        return print_filtered(exchange.response, arguments.filter, context)
    elif arguments.output == "raw" and not output.is_terminal:
        output.raw(exchange.response.body.read())
    else:
        output.lines(body_lines(exchange.response))
    return True


def body_lines(response: Response) -> Iterator[str]:
    """The body, pretty where it is JSON or XML; no value is changed."""
    from cloudflow_tui.document import open_document

    document = open_document(response.body, response.header("content-type"))
    for index in range(document.line_count):
        yield document.line(index)


def request_lines(workspace: Workspace, exchange: Exchange) -> list[str]:
    """The request as it went out, secrets masked."""
    from cloudflow_tui.interchange.raw_http import to_raw_http

    return to_raw_http(exchange.request, login=exchange.login).splitlines()


def response_lines(response: Response) -> Iterator[str]:
    """Status line, headers, empty line, body."""
    yield from head_lines(response)
    yield from body_lines(response)


def hop_lines(exchange: Exchange) -> Iterator[str]:
    """The redirects that were followed: what was answered, and what was sent behind it."""
    for hop in exchange.hops:
        if hop.is_followed:
            yield ""
            yield from head_lines(hop.response)
            yield f"{hop.next_method} {hop.next_url}"


def head_lines(response: Response) -> Iterator[str]:
    """Status line, headers, empty line."""
    yield f"{response.http_version} {response.status} {response.reason}".rstrip()
    for name, value in response.headers:
        yield f"{name}: {value}"
    yield ""


def exchange_data(exchange: Exchange, explanation: Explanation | None = None) -> dict[str, Any]:
    """An exchange as data for scripts; bodies are text, as they came."""
    from cloudflow_tui.interchange.exchange_json import exchange_to_dict

    return {**exchange_to_dict(exchange), "explanation": explanation}


def print_filtered(response: Response, expression: str, context: Context) -> bool:
    """Print what a filter finds; False when the body is neither JSON nor XML."""
    from cloudflow_tui.document.filter import filter_body
    from cloudflow_tui.errors import QueryError

    try:
        found = filter_body(response.body, response.header("content-type"), expression)
    except QueryError as error:
        context.talk.say(f"The filter was not used. {error}")
        return False
    context.output.lines(found.line(index) for index in range(found.line_count))
    return True
