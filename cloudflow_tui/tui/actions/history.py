"""What works in the list of everything that was sent."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action(
        "history.choose", "enter", "Open", "Open it again as a request, with its answer.", in_palette=False
    ),
    Action(
        "history.find", "slash", "Find", "Find by words, status, case, time and more; f1 there tells all."
    ),
    Action("history.mark", "space", "Mark", "Mark for compare, export, case and replay.", in_palette=False),
    Action("history.compare", "c", "Compare", "Compare the two that are marked."),
    Action("history.before", "o", "One before", "Compare with the same call before it."),
    Action("history.export", "e", "Export", "Hand over as report, HAR, curl script or JSON."),
    Action("history.cases", "C", "Cases", "Tickets: open, close, put exchanges into them, report."),
    Action("history.note", "a", "Note", "Write a note on the exchange."),
    Action("history.replay", "r", "Send again", "Send the marked ones again, with other values if need be."),
    Action("history.timeline", "t", "Timeline", "All that was seen of the object, over time."),
    Action("history.groups", "b", "Group by", "By day, endpoint, object, case, profile or status."),
    Action(
        "history.prune", "", "Prune…", "Say what of the history is beyond a limit, and remove it if agreed."
    ),
    Action(
        "history.import",
        "",
        "Import HAR",
        "Read a HAR of a browser or proxy into the history.",
        call="import_har",
    ),
    Action(
        "history.next_part", "tab", "Next part", "Go to the answer, the request, the list.", in_palette=False
    ),
    Action("history.previous_part", "shift+tab", "Part before", "Go one part back.", in_palette=False),
    Action("history.zoom", "z", "Zoom", "Give the list or what is below it all the room."),
    Action("history.leave", "escape,4,h", "Back", "Go back to the explorer.", in_palette=False),
)
