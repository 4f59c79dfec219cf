"""What works in a comparison."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("compare.next", "n", "Next", "Go to the next difference.", call="step(1)", in_palette=False),
    Action(
        "compare.previous", "N", "Before", "Go to the difference before.", call="step(-1)", in_palette=False
    ),
    Action(
        "compare.unified",
        "u",
        "One or two",
        "Show both sides beside each other, or one below the other.",
        call="ask('unified')",
    ),
    Action(
        "compare.short", "minus", "Only changes", "Leave out what is equal, or show it.", call="ask('short')"
    ),
    Action(
        "compare.volatile",
        "d",
        "Volatile",
        "Count times and figures that move by themselves, or dim them.",
        call="ask('volatile')",
    ),
    Action("compare.order", "o", "Order", "Take lists as sets, or in their order.", call="ask('order')"),
    Action("compare.leave", "escape", "Leave", "Go back.", call="ask('leave')", in_palette=False),
)
