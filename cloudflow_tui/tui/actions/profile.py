"""What works in the form of one profile."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("profile.save", "ctrl+s", "Save", "Write the profile down.", in_palette=False),
    Action(
        "profile.try_out", "ctrl+t", "Test", "Try out what is typed, before it is saved.", in_palette=False
    ),
    Action("profile.keep", "escape", "Leave", "Close the form; nothing is written.", in_palette=False),
)
