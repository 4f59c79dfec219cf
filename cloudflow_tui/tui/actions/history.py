"""What works in the list of everything that was sent."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action(
        "history.choose", "enter", "Open", "Open it again as a request, with its answer.", in_palette=False
    ),
    Action("history.find", "slash", "Find", "Find by method, path, status, profile or what happened."),
    Action(
        "history.next_part", "tab", "Next part", "Go to the answer, the request, the list.", in_palette=False
    ),
    Action("history.previous_part", "shift+tab", "Part before", "Go one part back.", in_palette=False),
    Action("history.zoom", "z", "Zoom", "Give the list or the exchange all the room."),
    Action("history.leave", "escape,4,h", "Back", "Go back to the explorer.", in_palette=False),
)
