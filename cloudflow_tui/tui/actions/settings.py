"""What works where module settings are held against the cloud."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("settings.check", "c,ctrl+r", "Check", "Ask the cloud; only reads are sent.", in_palette=False),
    Action("settings.copy", "y", "Copy", "Copy what was found.", in_palette=False),
    Action("settings.leave", "escape,q", "Leave", "Back to the explorer.", in_palette=False),
)
