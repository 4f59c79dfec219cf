"""Asks a person before a call that destroys or changes, and before credentials leave in the open.

On production the name of the object must be typed, or given with --name; it is read from the Control Panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.errors import RefusedError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.naming import ObjectName

_NO = "Not sent: you said no."
_UNCHANGED = "Nothing was changed."


def is_confirmed(workspace: Workspace, draft: Draft, arguments: argparse.Namespace, context: Context) -> bool:
    """Whether a call that destroys or changes may go: by --yes, or by asking a person.

    The name is asked for later, by `confirm_name`: it must be read first.

    Raises:
        RefusedError: The answer was no.
    """
    if arguments.yes or not workspace.needs_confirmation(draft):
        return bool(arguments.yes)
    if not context.can_ask:
        return False
    if workspace.needs_name(draft):
        return True
    workspace.check(draft, anyway=arguments.anyway, confirmed=True)
    does = "destroys" if draft.endpoint.effect == "destroy" else "changes things"
    if context.agrees(f"{_call(workspace, draft)} {does}. Send it?"):
        return True
    raise RefusedError(_NO, advice=_UNCHANGED)


async def confirm_name(workspace: Workspace, draft: Draft, given: str | None, context: Context) -> None:
    """Make sure that the object is the one that is meant, where the profile wants its name.

    Args:
        given: The name, as far as the command line gave it.

    Raises:
        RefusedError: Another name was given, or none.
    """
    if not workspace.needs_name(draft):
        return
    from cloudflow_tui.workspace.naming import name_of_object

    name = await name_of_object(workspace, draft)
    if given is None and context.can_ask:
        given = context.ask(
            f"{_call(workspace, draft)}{name.words} destroys on production. Type the {name.what}:"
        )
    if given is None or given.strip() != name.typed:
        raise RefusedError(_name_refusal(name, given), advice=_UNCHANGED)


def _name_refusal(name: ObjectName, given: str | None) -> str:
    if given is None:
        return f"Not sent: on production the {name.what} of what goes must be given: --name {name.typed!r}."
    return f"Not sent: the {name.what} is {name.typed!r}, not {given.strip()!r}."


def agree_to_http(workspace: Workspace, context: Context, *, is_agreed: bool) -> None:
    """Ask once before credentials go to this address in the open; without anybody there it is refused later.

    Args:
        is_agreed: The command line agreed to it.

    Raises:
        RefusedError: The answer was no.
        ConfigError: The answer cannot be kept.
    """
    question = workspace.http_question
    if not question:
        return
    if is_agreed or (context.can_ask and context.agrees(question)):
        workspace.agree_to_http()
    elif context.can_ask:
        raise RefusedError(_NO, advice="Write https:// in the address of the profile.")


def _call(workspace: Workspace, draft: Draft) -> str:
    request = workspace.build(draft)
    path = request.url.partition("://")[2].partition("/")[2]
    return f"{draft.endpoint.method} /{path} ({draft.endpoint.title}) on {workspace.profile.name}"
