"""What works in the list of open drafts."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS: tuple[Action, ...] = (
    Action("drafts.choose", "enter", "Open", "Go on with this request.", in_palette=False),
    Action(
        "drafts.close", "delete,backspace,x", "Close", "Let go of this request for good.", in_palette=False
    ),
    Action("drafts.leave", "escape,d,q", "Back", "Go back to the explorer.", in_palette=False),
)
