"""What works where exchanges are sent again."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("replay.send", "enter,ctrl+r", "Send", "Send them one behind the other.", in_palette=False),
    Action("replay.set_value", "v", "Value", "Give a parameter or variable a new value.", in_palette=False),
    Action("replay.toggle_stop", "s", "Stop", "Stop at the first bad answer, or go on.", in_palette=False),
    Action("replay.next_pace", "p", "Pace", "Wait between two: not at all, 1, 5 or 30 s.", in_palette=False),
    Action("replay.leave", "escape,q", "Stop, back", "Stop what runs, else go back.", in_palette=False),
)
