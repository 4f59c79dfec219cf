"""What works in a table of an answer."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("table.choose", "enter", "Open", "Show this object in the body.", in_palette=False),
    Action("table.filter", "slash", "Filter…", "Show only the rows that hold a text."),
    Action("table.sort", "s", "Sort", "Sort by the next column, or the other way round."),
    Action("table.columns", "c", "Columns", "See the columns that do not fit."),
    Action("table.columns_back", "C", "Columns back", "See the columns before.", in_palette=False),
    Action("table.copy", "y", "Copy", "Copy the row under the cursor, cells apart by tabs."),
    Action("table.leave", "escape", "Leave", "Show every row again.", in_palette=False),
)
