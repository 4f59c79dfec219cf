"""`cloudflow-tui send`: one call from the words of the command line to the answer on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode, code_of_exchange
from cloudflow_tui.cli.parser import nearest, one_of, seconds, whole_number
from cloudflow_tui.cli.target import add_target
from cloudflow_tui.cli.values import put_into, read_given
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace

USAGE = """cloudflow-tui send [options] ENDPOINT [name=value ...]
       cloudflow-tui send [options] METHOD PATH [name=value ...]
       cloudflow-tui send [options] @SAVED [name=value ...]"""
DESCRIPTION = """\
Send one call and print the body of the answer. What it means is said on stderr.

values:
  name=text        text, made into the type of the parameter
  name:=json       a typed value: 7, true, null, [1, 2], {"a": 1}
  name=@file       the text of a file; - is stdin
  name[]=a name[]=b    a list, element by element
  list[].name=a    an object of a list; the name coming again begins the next object"""
EXAMPLES = """\
examples:
  cloudflow-tui send users.list --demo
  cloudflow-tui send GET /version --profile lab
  cloudflow-tui send users.list --demo --filter '[].user.login'
  cloudflow-tui send users.delete user_id=17 --profile lab --yes
  cloudflow-tui send users.delete user_id=17 --profile prod --yes --name zaza.m
  cloudflow-tui send version.get --profile lab --profile prod
  cloudflow-tui send users.create login=zaza --demo --anyway
  cloudflow-tui send virtual_servers.reboot virtual_machine_id=1 --demo --wait
  cloudflow-tui send POST /users --body user.json --dry-run

exit status:
  0 answered 2xx   2 usage, configuration, or refused by the profile   3 the draft is not valid
  4 answered 4xx   5 answered 5xx   6 no answer   130 cancelled
  with --wait: 0 the work is complete   4 it was cancelled   5 it failed   6 nobody can tell"""

BODY_ENCODINGS = ("utf-8", "utf-8-bom", "iso-8859-1", "windows-1252")
"""As the draft knows them; not imported, for the help shall be quick."""
OUTPUTS = ("body", "raw", "exchange", "wire", "none")
FORMATS = ("json", "xml")


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "words", nargs="+", metavar="ENDPOINT [name=value ...]", help="such as users.list, or GET /users"
    )
    add_target(
        parser,
        "on the Control Panel of this profile; several times: a read goes to all of them",
    )
    parser.option(
        "--format", metavar="json|xml", type=one_of("format", FORMATS), help="of request and answer"
    )
    parser.option("--header", metavar="'N: v'", action="append", default=[], help="one more header")
    parser.option("--query", metavar="N=V", action="append", default=[], help="one more query parameter")
    parser.option("--body", metavar="FILE", help="send this body as it is; - is stdin")
    parser.option("--no-suffix", action="store_true", help="say the format by the headers alone")
    parser.option("--follow", action="store_true", help="go where a redirect leads on the same host")
    parser.option(
        "--encoding",
        metavar="NAME",
        type=one_of("encoding", BODY_ENCODINGS),
        help=f"of the body: {', '.join(BODY_ENCODINGS)}",
    )
    parser.option("--timeout", metavar="S", type=seconds(3600), help="longest silence in seconds")
    parser.option("--dry-run", action="store_true", help="print what would go out, and send nothing")
    parser.option(
        "--as", dest="form", metavar="FORM", help="with --dry-run: as curl, httpie, python, php, ruby …"
    )
    parser.option(
        "--anyway", action="store_true", help="send although parameters are missing, wrong or unknown"
    )
    _add_safety(parser)
    parser.option("--case", metavar="NAME", default="", help="put it into this case of the history")
    parser.option("--wait", action="store_true", help="follow scheduled work to its end")
    parser.option(
        "--output", metavar="WHAT", type=one_of("output", OUTPUTS), default="body", help=", ".join(OUTPUTS)
    )
    parser.option("--json", action="store_true", help="print the whole exchange as one JSON object")
    parser.option("--filter", metavar="EXPR", help="print what this JMESPath expression finds in the answer")


def _add_safety(parser: Parser) -> None:
    parser.option("--yes", action="store_true", help="send a call that destroys without asking")
    parser.option("--name", metavar="NAME", help="on production, with --yes: the name of what is destroyed")
    parser.option(
        "--plain-http",
        action="store_true",
        help="agree for good that credentials go to this address in the open",
    )
    parser.option(
        "--retry",
        metavar="N",
        type=whole_number(0),
        default=0,
        help="send a read again up to N times when no answer comes",
    )

    parser.option(
        "--resend",
        action="store_true",
        help="refused or lost: look for what holds it or what it did, wait, and send once more",
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Draft, check, ask where needed, send, print.

    Raises:
        CloudFlowError: Nothing was sent; says why.
        KeyboardInterrupt: Cancelled; the history says so.
    """
    from cloudflow_tui.cli.answer import check_filter, print_answer, tell_outcome, tell_warnings
    from cloudflow_tui.cli.confirming import agree_to_http, confirm_name, is_confirmed
    from cloudflow_tui.cli.resending import once_more
    from cloudflow_tui.cli.sending import open_workspace, run_to_end
    from cloudflow_tui.workspace.retry import refuse_retries, send_with_retries

    check_filter(arguments.filter)
    if arguments.form and not arguments.dry_run:
        raise UsageError("--as prints what would go out.", advice="Add --dry-run.")
    if len(set(arguments.profile)) > 1:
        from cloudflow_tui.cli import several

        return several.run(arguments, context, lambda one: draft_of_words(one, arguments, context))
    workspace = open_workspace(arguments, context)
    draft = draft_of_words(workspace, arguments, context)
    refuse_retries(draft, arguments.retry)
    if arguments.dry_run:
        return _show_only(workspace, draft, arguments, context)
    may_go = is_confirmed(workspace, draft, arguments, context)
    if arguments.case:
        workspace.history.begin_in_case(arguments.case)
    workspace.check(draft, anyway=arguments.anyway, confirmed=may_go)
    tell_warnings(workspace, context.talk)
    agree_to_http(workspace, context, is_agreed=arguments.plain_http)

    async def once() -> Exchange:
        return await workspace.send(draft, anyway=arguments.anyway, confirmed=may_go)

    async def send() -> tuple[Exchange, ExitCode | None]:
        await confirm_name(workspace, draft, arguments.name, context)
        first = await send_with_retries(
            once, draft, arguments.retry, on_retry=lambda *told: context.talk.say(_again(*told))
        )
        exchange = await once_more(workspace, first, draft, once, context, is_agreed=arguments.resend)
        if not arguments.wait:
            return exchange, None
        from cloudflow_tui.cli.waiting import wait_for_work

        tell_outcome(workspace, exchange, context.talk)
        return exchange, await wait_for_work(workspace, exchange, context.talk)

    exchange, end = run_to_end(workspace, send)
    if not arguments.wait:
        tell_outcome(workspace, exchange, context.talk)
    is_printed = print_answer(workspace, exchange, arguments, context)
    code = code_of_exchange(exchange)
    if code == ExitCode.OK and end is not None:
        code = end
    return code if is_printed or code != ExitCode.OK else ExitCode.USAGE


def _again(failed: Exchange, pause_s: float) -> str:
    return f"{failed.status or 'No answer'}; again in {pause_s:g} s."


def _show_only(
    workspace: Workspace, draft: Draft, arguments: argparse.Namespace, context: Context
) -> ExitCode:
    workspace.check(draft, anyway=arguments.anyway, confirmed=True)
    if arguments.json and not arguments.form:
        from cloudflow_tui.interchange.exchange_json import request_to_dict
        from cloudflow_tui.redact import Redactor

        request = workspace.build(draft)
        context.output.json({"request": request_to_dict(Redactor(request.secret_values).request(request))})
    else:
        context.output.lines(_outgoing(workspace, draft, arguments.form).rstrip("\n").split("\n"))
    context.talk.say("Nothing was sent.")
    return ExitCode.OK


def draft_of_words(workspace: Workspace, arguments: argparse.Namespace, context: Context) -> Draft:
    """The draft that the words and options of the command line describe.

    Raises:
        CloudFlowError: With what is wrong, and the nearest name.
    """
    from cloudflow_tui.cli.asking import ask_variables
    from cloudflow_tui.cli.sending import read_text
    from cloudflow_tui.workspace.drafts import METHODS

    def read(name: str) -> str:
        return read_text(name, context)

    first, *rest = arguments.words
    if first.upper() in METHODS:
        if not rest or "=" in rest[0].partition("?")[0]:
            raise UsageError(f"{first} needs a path.", advice=f"Such as: cloudflow-tui send {first} /version")
        given = read_given(rest[1:], read)
        draft = workspace.draft_call(
            first, rest[0], format=arguments.format, given=[one.name for one in given]
        )
    elif first.startswith("@"):
        given = read_given(rest, read)
        draft = _saved(workspace, first[1:], arguments.format, context)
    else:
        if "/" in first:
            raise UsageError(f"The path {first!r} needs a method.", advice=f"Such as: GET {first}")
        if rest and rest[0].startswith("/"):
            near = nearest(first.upper(), METHODS)
            offer = f"Nearest: {', '.join(near)}." if near else f"There are: {', '.join(METHODS)}."
            raise UsageError(f"{first!r} is no method.", advice=offer)
        given = read_given(rest, read)
        draft = workspace.draft(first, format=arguments.format)
    unknown = put_into(draft, given, is_anyway=arguments.anyway)
    if not draft.endpoint.id:
        context.talk.say(f"The catalog does not know {draft.endpoint.title}; it is sent as it is.")
    elif unknown:
        context.talk.say(f"Sent although {draft.endpoint.id} does not have it: {', '.join(unknown)}.")
    draft.headers.extend(_pair(text, ":", "--header", "'Name: value'") for text in arguments.header)
    draft.extra_query.extend(_pair(text, "=", "--query", "name=value") for text in arguments.query)
    if arguments.body is not None:
        draft.raw_body = read(arguments.body)
    if arguments.timeout is not None:
        draft.timeout_s = arguments.timeout
    draft.has_suffix = draft.has_suffix and not arguments.no_suffix
    draft.follow_redirects = draft.follow_redirects or arguments.follow
    if arguments.encoding is not None:
        draft.body_encoding = arguments.encoding
    ask_variables(workspace, draft, context)
    return draft


def _saved(workspace: Workspace, name: str, format: Format | None, context: Context) -> Draft:
    loaded = workspace.saved.load(name)
    if loaded.note:
        context.talk.say(loaded.note)
    if format is not None:
        loaded.draft.format = format
    return loaded.draft


def _outgoing(workspace: Workspace, draft: Draft, form: str | None) -> str:
    from cloudflow_tui.workspace.copying import copy_of

    return copy_of(workspace, draft, form or "wire")


def _pair(text: str, sign: str, option: str, form: str) -> tuple[str, str]:
    name, found, value = text.partition(sign)
    if not found or not name.strip() or "\n" in text or "\r" in text:
        raise UsageError(f"{option} {text!r} cannot be used.", advice=f"Write {option} {form}")
    return name.strip(), value.strip() if sign == ":" else value
