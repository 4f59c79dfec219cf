"""What works in the help."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("help.search", "slash", "Search", "Search keys, marks and how the API works.", in_palette=False),
    Action(
        "help.close",
        "escape,q,f1,question_mark,enter",
        "Close",
        "Go back to where you were.",
        call="dismiss",
        in_palette=False,
    ),
)
