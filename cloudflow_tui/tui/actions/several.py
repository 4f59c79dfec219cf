"""What works while one read goes to several profiles."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("several.turn", "space", "Choose", "Send to this profile too, or not.", in_palette=False),
    Action("several.send", "ctrl+r,f5", "Send", "Send the read to every chosen profile.", in_palette=False),
    Action("several.leave", "escape", "Back", "Go back to the explorer.", in_palette=False),
)
