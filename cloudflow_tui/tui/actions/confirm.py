"""What works while a call that destroys waits for its confirmation."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("confirm.keep", "escape", "Keep it", "Close the question; nothing is sent.", in_palette=False),
    Action("confirm.help", "f1", "Help", "Every key and what it does.", call="app.help", in_palette=False),
)
