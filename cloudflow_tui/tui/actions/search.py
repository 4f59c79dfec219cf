"""What works while the history is searched."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("search.accept", "enter", "To the list", "Go to what was found.", in_palette=False),
    Action("search.take_hint", "tab", "Complete", "Type what is offered.", in_palette=False),
    Action("search.move_hint", "down,up", "Other", "Choose among what is offered.", in_palette=False),
    Action("search.help", "f1", "All fields", "All that can be searched for.", in_palette=False),
    Action("search.leave", "escape", "Back", "Show everything again.", in_palette=False),
)
