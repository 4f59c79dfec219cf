"""What works where exchanges are handed over."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("handover.write", "enter", "Write", "Write it to a file.", in_palette=False),
    Action("handover.read", "tab", "Preview", "Go to the preview and back.", in_palette=False),
    Action("handover.masked", "m", "Masked", "Where something was masked, or the preview.", in_palette=False),
    Action("handover.leave", "escape,q", "Back", "Write nothing.", in_palette=False),
)
