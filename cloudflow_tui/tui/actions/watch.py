"""What works while a read is watched."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("watch.until", "u,slash", "Until", "Type a condition that ends it, such as booted == `true`."),
    Action("watch.faster", "plus", "Faster", "Look twice as often.", in_palette=False),
    Action("watch.slower", "minus", "Slower", "Look half as often.", in_palette=False),
    Action("watch.pause", "space", "Pause", "Stop looking, or go on.", in_palette=False),
    Action("watch.leave", "escape,q", "Leave", "Stop watching; the last look is shown.", in_palette=False),
)
