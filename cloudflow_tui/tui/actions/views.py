"""What works in the groups of the history and in the timeline of an object."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("views.choose", "enter", "Show", "Show the exchanges of the row in the list.", in_palette=False),
    Action("views.next", "tab,right_square_bracket,right", "Next", "Group by the next.", in_palette=False),
    Action(
        "views.previous", "shift+tab,left_square_bracket,left", "Before", "The one before.", in_palette=False
    ),
    Action("views.leave", "escape,q", "Back", "Go back to the history.", in_palette=False),
)
