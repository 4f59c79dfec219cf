"""What works while a value is picked from a live list. Letters filter."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS: tuple[Action, ...] = (
    Action(
        "picker.take", "enter", "Take", "Take the value under the cursor, or all marked.", in_palette=False
    ),
    Action("picker.mark", "tab", "Mark", "Mark one of several values, or let go of it.", in_palette=False),
    Action(
        "picker.read_anew", "ctrl+l", "Read anew", "Read the list from the server again.", in_palette=False
    ),
    Action("picker.leave", "escape", "Leave", "Leave the field as it was.", in_palette=False),
)
