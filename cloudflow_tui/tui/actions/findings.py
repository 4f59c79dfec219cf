"""What works among the findings of a pasted request."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("findings.fix", "enter,f", "Fix", "Put right what this finding says; the draft changes."),
    Action("findings.fix_all", "F", "Fix all", "Put right everything where the right thing is certain."),
    Action(
        "findings.dialect", "d", "Shell", "Read the command line as bash, cmd or PowerShell would, in turn."
    ),
    Action("findings.requests", "p", "Other request", "Choose another request of what was pasted."),
    Action("findings.more", "w", "What goes out", "The rule, the evidence, and what the shell makes of it."),
    Action(
        "findings.prove",
        "t",
        "Try both",
        "Send the pasted and the corrected request to sandboxes on this machine, side by side.",
    ),
    Action("findings.reply", "a", "Answer", "A short reply to who sent it, to be copied."),
    Action("findings.dismiss", "x", "Dismiss", "Take the findings off the screen; the draft stays."),
    Action("findings.leave", "escape", "Leave", "Go to the request.", in_palette=False),
)
