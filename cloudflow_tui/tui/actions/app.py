"""What works everywhere in the explorer."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action(
        "app.send",
        "ctrl+r,ctrl+j,f5",
        "Send",
        "Send the request; pressed twice, also when something is missing.",
    ),
    Action("app.next_pane", "tab", "Next pane", "Go to the next pane.", in_palette=False),
    Action("app.previous_pane", "shift+tab", "Previous pane", "Go to the pane before.", in_palette=False),
    Action("app.filter", "slash", "Filter", "Filter the endpoints by path, title, parameter or id."),
    Action(
        "app.palette",
        "ctrl+p,colon",
        "Palette",
        "Jump to any endpoint or command.",
        call="app.palette",
        in_palette=False,
    ),
    Action("app.help", "f1,question_mark", "Help", "Every key and what it does.", call="app.help"),
    Action("app.zoom", "z", "Zoom", "Give the pane with the focus all the room, and take it back."),
    Action("app.toggle_format", "m,ctrl+f", "JSON or XML", "Switch request and answer between JSON and XML."),
    Action("app.go_tree", "1", "Tree", "Go to the tree of endpoints.", call="go_pane('tree')"),
    Action("app.go_request", "2", "Request", "Go to the request.", call="go_pane('request')"),
    Action("app.go_response", "3", "Response", "Go to the response.", call="go_pane('response')"),
    Action(
        "app.history", "4,h", "History", "Everything that was sent, and what came back.", call="app.history"
    ),
    Action(
        "app.profiles",
        "5",
        "Profiles",
        "Which Control Panel, as whom, how safely: choose, add, change, test.",
        call="app.profiles",
    ),
    Action("app.go_followed", "6", "Followed work", "Go to the work that calls scheduled and that goes on."),
    Action("app.watch", "W", "Watch", "Repeat a read and see what changes, until a condition is met."),
    Action("app.go_findings", "7", "Findings", "Go to the findings of what was pasted."),
    Action(
        "app.paste",
        "ctrl+v,V",
        "Paste a request",
        "Paste curl, HTTP, HAR, a log or code: a draft with its findings.",
    ),
    Action(
        "app.explain",
        "E",
        "Explain a status or text",
        "What a status, an error text or a word of the API's conventions means.",
    ),
    Action(
        "app.settings",
        "",
        "Module settings",
        "Hold the settings of a WHMCS product or VPS plan against this cloud.",
    ),
    Action("app.templates", "", "Template list", "The templates by location, as a list to hand on."),
    Action(
        "app.several",
        "",
        "Several profiles",
        "Send the read to several profiles, and see the answers side by side.",
        call="app.several",
    ),
    Action(
        "app.cancel",
        "ctrl+x",
        "Cancel",
        "Cancel the request that is running; the history says so.",
        call="app.cancel",
    ),
    Action("app.save", "ctrl+s", "Save", "Save the request under a name, in a file without secrets."),
    Action("app.save_as", "", "Save as", "Save the request under another name."),
    Action("app.drafts", "d", "Open drafts", "All requests in the making; those of the last time are kept."),
    Action("app.new_draft", "ctrl+n", "New draft", "Begin another request of the same call."),
    Action("app.copy_as", "Y", "Copy as", "Copy the request as curl, HTTPie, Python, PHP, Ruby and others."),
    Action("app.copy_curl", "", "Copy as curl", "Copy the request as a curl line without the secret."),
    Action("app.copy_command", "", "Copy as command", "Copy the cloudflow-tui line that sends this request."),
    Action(
        "app.switch_theme",
        "",
        "Dark or light",
        "Switch between the dark and the light theme.",
        call="app.switch_theme",
    ),
    Action("app.ask_quit", "q,ctrl+q", "Quit", "Leave, unless a request is running.", call="app.ask_quit"),
)
