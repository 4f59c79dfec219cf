"""What works in the list of profiles."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action("profiles.choose", "enter", "Use it", "Go on with this profile; drafts stay.", in_palette=False),
    Action("profiles.add", "a,plus", "Add", "Add a profile."),
    Action("profiles.edit", "e", "Edit", "Change the profile under the cursor."),
    Action("profiles.test", "t", "Test", "Try it out: address, TLS, version, who am I, what may I do."),
    Action("profiles.keys", "K", "API keys", "Make one for a user, replace one, or sign in with one."),
    Action("profiles.make_default", "d", "Default", "Take this profile when none is named."),
    Action("profiles.remove", "delete,x", "Remove", "Take the profile out; pressed twice."),
    Action("profiles.leave", "escape,5", "Back", "Go back to the explorer.", in_palette=False),
)
