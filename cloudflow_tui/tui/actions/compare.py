"""What works in a comparison."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action(
        "compare.next", "n", "Next", "Go to the next difference.", call="step_difference(1)", in_palette=False
    ),
    Action(
        "compare.previous",
        "N",
        "Before",
        "Go to the difference before.",
        call="step_difference(-1)",
        in_palette=False,
    ),
    Action(
        "compare.volatile", "v", "Ignore", "Ignore times and figures that move by themselves, or count them."
    ),
    Action("compare.order", "O", "Order", "Take all lists as sets, or only those that are."),
    Action(
        "compare.layout",
        "u",
        "Layout",
        "Show both sides beside each other, one below the other, or the changes alone.",
    ),
    Action("compare.short", "minus", "Fold", "Fold what is equal, or show all of it.", call="fold_equal"),
    Action(
        "compare.next_tab",
        "right_square_bracket",
        "Tab",
        "Body, headers, request or timing of the comparison.",
        call="step_tab(1)",
        in_palette=False,
    ),
    Action(
        "compare.previous_tab",
        "left_square_bracket",
        "Tab before",
        "The tab before of the comparison.",
        call="step_tab(-1)",
        in_palette=False,
    ),
    Action(
        "compare.shift_left", "left", "Left", "See what is further left.", call="shift(-1)", in_palette=False
    ),
    Action(
        "compare.shift_right",
        "right",
        "Right",
        "See what is further right.",
        call="shift(1)",
        in_palette=False,
    ),
    Action("compare.leave", "escape,q", "Back", "Stop comparing, or go back.", in_palette=False),
)
