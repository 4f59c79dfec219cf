"""`history replay`: sends exchanges again, one or a series. What changes something is asked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode, code_of_error, code_of_exchange
from cloudflow_tui.cli.parser import seconds
from cloudflow_tui.errors import RefusedError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.replay import ReplayResult, ReplayStep

LONGEST_PACE_S = 3600.0


def add_words(add: Callable[[str, str], Parser]) -> None:
    parser = add("replay", "send exchanges again, in their order; exit status as of send")
    parser.add_argument("numbers", nargs="*", metavar="N", help="such as 17, 17..20 or 17,19")
    parser.option("--case", metavar="NAME", default="", help="everything in this case")
    parser.option("--query", metavar="QUERY", default="", help="everything that it finds")
    parser.option("--demo", action="store_true", help="to a sandbox that lives as long as this call")
    parser.option("--profile", metavar="NAME", help="to the Control Panel of this profile")
    parser.option("--url", metavar="URL", help="to this Control Panel, without a profile")
    parser.option("--login", metavar="L", help="with --url: login, or e-mail with an API key")
    parser.option("--password-env", metavar="VAR", help="with --login: variable of the password or key")
    parser.option(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="a parameter or ${variable} anew"
    )
    parser.option(
        "--pace",
        metavar="S",
        type=seconds(LONGEST_PACE_S, least=-1.0),
        default=0.0,
        help="seconds between two (0)",
    )
    parser.option("--keep-going", action="store_true", help="do not stop at the first error")
    parser.option("--yes", action="store_true", help="send again what changes something, without asking")
    parser.option(
        "--name",
        metavar="NAME",
        action="append",
        default=[],
        help="production: name of what goes",
    )
    parser.option("--plain-http", action="store_true", help="agree that credentials are readable on the way")
    parser.option("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    parser.option("--json", action="store_true", help="print JSON")


def replay(arguments: argparse.Namespace, context: Context) -> int:
    """Send them again.

    Raises:
        CloudFlowError: Nothing was sent.
    """
    from cloudflow_tui.cli.confirming import agree_to_http
    from cloudflow_tui.cli.history_open import chosen_numbers
    from cloudflow_tui.cli.sending import open_workspace, run_to_end
    from cloudflow_tui.workspace.replay import plan_replay, refuse_unasked

    values = dict(_pair(text) for text in arguments.set)
    workspace = open_workspace(arguments, context)
    try:
        history = workspace.history
        numbers = chosen_numbers(history, arguments.numbers, query=arguments.query, case_name=arguments.case)
        steps = plan_replay(workspace, numbers, values)
        if arguments.dry_run and arguments.json:
            context.output.json([_planned(workspace, one) for one in steps])
            return ExitCode.OK
        if arguments.dry_run:
            context.output.table(
                [
                    (str(one.number), one.draft.endpoint.method, _path(workspace, one), one.trouble)
                    for one in steps
                ]
            )
            return ExitCode.OK
        is_confirmed = bool(arguments.yes) or _asked(steps, context)
        if not context.can_ask and not arguments.name:
            refuse_unasked(workspace, steps, is_confirmed=is_confirmed)
        agree_to_http(workspace, context, is_agreed=arguments.plain_http)
        results = run_to_end(
            workspace, lambda: _sent(workspace, steps, arguments, context, is_confirmed=is_confirmed)
        )
    finally:
        workspace.close()
    if arguments.json:
        context.output.json([_data(result) for result in results])
    if len(results) < len(steps):
        context.talk.say(f"Stopped after {len(results)} of {len(steps)}; --keep-going would go on.")
    return _code(results)


async def _sent(
    workspace: Workspace,
    steps: list[ReplayStep],
    arguments: argparse.Namespace,
    context: Context,
    *,
    is_confirmed: bool,
) -> list[ReplayResult]:
    """Ask for the names that production wants, then send."""
    from cloudflow_tui.cli.confirming import confirm_name
    from cloudflow_tui.workspace.replay import replay, wants_name

    named = wants_name(workspace, steps)
    given = [*arguments.name, *[None] * len(named)]
    for step, name in zip(named, given, strict=False):
        await confirm_name(workspace, step.draft, name, context)

    def told(result: ReplayResult) -> None:
        if not arguments.json:
            context.output.table([_cells(result)])

    return await replay(
        workspace,
        steps,
        is_confirmed=is_confirmed,
        named=named,
        stops_on_error=not arguments.keep_going,
        pace_s=arguments.pace,
        on_step=told,
    )


def _asked(steps: list[ReplayStep], context: Context) -> bool:
    """Whether a person agreed to what changes something; False when nobody is there to ask.

    Raises:
        RefusedError: The answer was no.
    """
    writes = [step.words for step in steps if step.is_write]
    if not writes or not context.can_ask:
        return False
    for words in writes:
        context.talk.say(f"  {words}")
    if context.agrees(f"{len(writes)} of {len(steps)} change something again. Send them?"):
        return True
    raise RefusedError("Not sent: you said no.", advice="Nothing was changed.")


def _planned(workspace: Workspace, step: ReplayStep) -> dict[str, object]:
    """What would be sent, as data."""
    return {
        "number": step.number,
        "method": step.draft.endpoint.method,
        "path": _path(workspace, step),
        "changes": step.is_write,
        "trouble": step.trouble,
    }


def _path(workspace: Workspace, step: ReplayStep) -> str:
    """The path with its ids, as far as they are known."""
    from cloudflow_tui.errors import BuildError

    try:
        return "/" + workspace.build(step.draft).url.partition("://")[2].partition("/")[2]
    except BuildError:
        return step.draft.endpoint.path


def _cells(result: ReplayResult) -> tuple[str, ...]:
    exchange = result.exchange
    new = "not sent" if exchange is None else f"#{exchange.number} {exchange.status or 'none'}"
    return (result.step.words, f"was {result.old_status or 'none'}", new, str(result.error or ""))


def _data(result: ReplayResult) -> dict[str, object]:
    exchange = result.exchange
    return {
        "repeats": result.step.number,
        "old_status": result.old_status,
        "number": None if exchange is None else exchange.number,
        "status": None if exchange is None else exchange.status,
        "outcome": None if exchange is None else exchange.outcome.value,
        "error": None if result.error is None else str(result.error),
    }


def _code(results: list[ReplayResult]) -> ExitCode:
    """Of the first that went wrong."""
    bad = next((result for result in results if result.is_bad), None)
    if bad is None:
        return ExitCode.OK
    if bad.error is not None:
        return code_of_error(bad.error)
    return ExitCode.NO_ANSWER if bad.exchange is None else code_of_exchange(bad.exchange)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise UsageError(f"--set {text!r} cannot be used.", advice="Write --set NAME=VALUE")
    return name, value
