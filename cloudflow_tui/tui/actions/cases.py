"""What works in the list of cases."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("cases.choose", "enter", "Exchanges", "Show what belongs to the case.", in_palette=False),
    Action("cases.new", "n", "New", "Open a case: its number, then its title.", in_palette=False),
    Action("cases.tag", "t", "Put in", "Put the exchanges that were marked into the case.", in_palette=False),
    Action(
        "cases.untag", "u", "Take out", "Take the exchanges that were marked out of it.", in_palette=False
    ),
    Action("cases.toggle_open", "x", "Close, open", "Close the case, or open it again.", in_palette=False),
    Action("cases.export", "e", "Report", "Hand over the whole case.", in_palette=False),
    Action("cases.work_in", "w", "Send into", "Put all that is sent from now on into it.", in_palette=False),
    Action("cases.note", "a", "Note", "Write a note on the case.", in_palette=False),
    Action("cases.attach", "A", "Attach", "Put a file into the case.", in_palette=False),
    Action("cases.find", "slash", "Find", "Find by name, title or notes.", in_palette=False),
    Action("cases.leave", "escape,q", "Back", "Go back to the history.", in_palette=False),
)
