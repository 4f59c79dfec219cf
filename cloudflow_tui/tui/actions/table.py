"""What works in a table of an answer."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("table.choose", "enter", "Open", "Show this object in the body.", in_palette=False),
    Action("table.filter", "slash", "Filter…", "Show only the rows that hold a text.", call="ask('filter')"),
    Action("table.sort", "s", "Sort", "Sort by the next column, or the other way round.", call="ask('sort')"),
    Action(
        "table.columns",
        "c",
        "Columns…",
        "Choose the columns and their order.",
        call="ask('choose_columns')",
    ),
    Action(
        "table.columns_on",
        "right",
        "Right",
        "See the columns that do not fit.",
        call="ask('columns')",
        in_palette=False,
    ),
    Action(
        "table.columns_back",
        "left",
        "Left",
        "See the columns before.",
        call="ask('columns_back')",
        in_palette=False,
    ),
    Action("table.sum", "plus", "Sum", "Show the sums of the numbers, or not.", call="ask('sum')"),
    Action("table.copy", "y", "Copy", "Copy the row under the cursor, cells apart by tabs."),
    Action(
        "table.copy_csv", "comma", "Copy as CSV", "Copy the rows that are shown as CSV.", call="ask('csv')"
    ),
    Action(
        "table.copy_markdown",
        "vertical_line",
        "Copy as Markdown",
        "Copy the rows that are shown as a Markdown table.",
        call="ask('markdown')",
    ),
    Action(
        "table.copy_json",
        "left_curly_bracket",
        "Copy as JSON",
        "Copy the rows that are shown as JSON.",
        call="ask('json')",
    ),
    Action("table.leave", "escape", "Leave", "Show every row again.", call="ask('leave')", in_palette=False),
)
