"""What works among the followed work."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("followed.log", "l,enter", "Log", "Show the log of this transaction; it grows while it runs."),
    Action("followed.dismiss", "x", "Dismiss", "Take this work off the screen; the work itself goes on."),
    Action("followed.dismiss_done", "X", "Dismiss done", "Take everything that is done off the screen."),
    Action("followed.reopen", "o", "Open the call", "Show the call again that started this work."),
    Action("followed.leave", "escape", "Leave", "Go back to the response.", in_palette=False),
)
