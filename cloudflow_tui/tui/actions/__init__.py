"""The table of all actions, by scope. Pure data: carrying them out is the work of screens and panes."""

from __future__ import annotations

from importlib import import_module

from cloudflow_tui.tui.actions.model import Action, bindings_of, shown_key

__all__ = ["SCOPES", "Action", "actions_of", "all_actions", "bindings_of", "find_action", "shown_key"]

SCOPES = {
    "app": "Everywhere",
    "tree": "In the tree",
    "request": "In the request",
    "editor": "While editing",
    "picker": "While picking",
    "drafts": "In the list of open drafts",
    "response": "In the response",
    "table": "In a table",
    "compare": "In a comparison",
    "followed": "Among followed work",
    "findings": "Among findings of what was pasted",
    "watch": "While a read is watched",
    "settings": "Among the settings of a module",
    "history": "In the history",
    "search": "While searching the history",
    "cases": "Among the cases",
    "views": "In groups and timelines",
    "replay": "When sending again",
    "handover": "When handing over",
    "profiles": "Among the profiles",
    "profile": "In the form of a profile",
    "several": "Among several profiles",
    "confirm": "When asked",
    "help": "In this help",
}
"""Scope to its heading in the help."""


def actions_of(scope: str) -> tuple[Action, ...]:
    """The actions of a scope, in the order of the help."""
    actions: tuple[Action, ...] = import_module(f"{__name__}.{scope}").ACTIONS
    return actions


def all_actions() -> tuple[Action, ...]:
    return tuple(action for scope in SCOPES for action in actions_of(scope))


def find_action(action_id: str) -> Action:
    """The action of that id.

    Raises:
        KeyError: There is none; a mistake in the program.
    """
    for action in actions_of(action_id.partition(".")[0]):
        if action.id == action_id:
            return action
    raise KeyError(action_id)
