"""`cloudflow-tui send --profile a --profile b`: one read to several Control Panels, answers side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode, code_of_error, code_of_exchange
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.several import Answer

MakeDraft = Callable[["Workspace"], "Draft"]


def run(arguments: argparse.Namespace, context: Context, make_draft: MakeDraft) -> int:
    """Send to every profile, print a row for each, then the bodies.

    Returns:
        The exit status of the worst answer.

    Raises:
        UsageError: Options that need one answer.
        RefusedError: The call is no read; nothing was sent.
        ConfigError: No such profile.
    """
    from cloudflow_tui.cli.confirming import agree_to_http
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.several import refuse_several

    names = list(dict.fromkeys(arguments.profile))
    if arguments.output not in ("body", "none") or arguments.dry_run:
        raise UsageError(
            "With several profiles only the bodies can be printed.",
            advice="Leave --output out, or take --json.",
        )
    workspaces = [
        Workspace.open(name, paths=context.paths, environ=context.environ, prompt=context.prompt)
        for name in names
    ]
    refuse_several(make_draft(workspaces[0]))
    try:
        for workspace in workspaces:
            agree_to_http(workspace, context, is_agreed=arguments.plain_http)
        answers = asyncio.run(_send(workspaces, make_draft))
        _print(workspaces, answers, arguments, context)
    finally:
        for workspace in workspaces:
            workspace.close()
    return max(_code(answer) for answer in answers)


async def _send(workspaces: list[Workspace], make_draft: MakeDraft) -> list[Answer]:
    from cloudflow_tui.workspace.several import send_to_several

    try:
        return await send_to_several(workspaces, make_draft)
    finally:
        for workspace in workspaces:
            await workspace.aclose()


def _code(answer: Answer) -> ExitCode:
    if answer.exchange is not None:
        return code_of_exchange(answer.exchange)
    return code_of_error(answer.error) if answer.error is not None else ExitCode.USAGE


def _print(
    workspaces: list[Workspace], answers: list[Answer], arguments: argparse.Namespace, context: Context
) -> None:
    from cloudflow_tui.cli.answer import body_lines, exchange_data, print_filtered

    if arguments.json:
        pairs = zip(workspaces, answers, strict=True)
        context.output.json([_data(workspace, answer, exchange_data) for workspace, answer in pairs])
        return
    for row in _rows(answers):
        context.talk.say("  ".join(row).rstrip())
    for answer in answers:
        response = answer.exchange.response if answer.exchange is not None else None
        if response is None or arguments.output == "none":
            continue
        context.output.line(f"== {answer.profile_name}")
        if arguments.filter is not None:
            print_filtered(response, arguments.filter, context)
        else:
            context.output.lines(body_lines(response))


def _rows(answers: list[Answer]) -> list[tuple[str, ...]]:
    """Profile, status, time, size, and whether it says the same as the first."""
    width = max(len(answer.profile_name) for answer in answers)
    first = next((answer for answer in answers if answer.exchange is not None), None)
    rows: list[tuple[str, ...]] = []
    for answer in answers:
        name = answer.profile_name.ljust(width)
        if answer.exchange is None:
            rows.append((name, f"not sent: {answer.error}"))
            continue
        exchange = answer.exchange
        status = str(exchange.status or "no answer")
        size = f"{exchange.response.body.size_bytes:,} bytes" if exchange.response is not None else ""
        same = "" if answer is first else "same as the first" if answer.is_like_first else "differs"
        failure = exchange.failure.message if exchange.failure is not None else ""
        rows.append((name, status, f"{exchange.timing.total_ms:.0f} ms", size, same, failure))
    return rows


def _data(
    workspace: Workspace, answer: Answer, to_data: Callable[..., dict[str, object]]
) -> dict[str, object]:
    if answer.exchange is None:
        return {"profile": answer.profile_name, "error": str(answer.error)}
    explanation = workspace.explain(answer.exchange)
    data = to_data(workspace.masked(answer.exchange), explanation)
    return {**data, "is_like_first": answer.is_like_first}
