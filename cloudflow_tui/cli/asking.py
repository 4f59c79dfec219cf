"""Asks a person for the variables of a draft that nobody else knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.redact.names import is_secret_name

if TYPE_CHECKING:
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace


def ask_variables(workspace: Workspace, draft: Draft, context: Context) -> None:
    """Ask for each `${ask:…}`, once; asks nothing when nobody is there: the draft has a problem then."""
    if not context.can_ask:
        return
    for question in workspace.variables.questions(draft):
        if is_secret_name(question) and context.prompt is not None:
            answer = context.prompt(f"{question}: ")
        else:
            context.talk.ask(f"{question}:")
            answer = context.stdin.readline().rstrip("\r\n")
        workspace.variables.answer(question, answer)
