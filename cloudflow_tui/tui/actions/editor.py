"""What works while a value is edited. Only keys with ctrl, tab, esc and enter: letters are text."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS: tuple[Action, ...] = (
    Action("editor.accept", "enter", "Accept", "Take the value over.", in_palette=False),
    Action("editor.next", "tab", "Next", "Take the value over and edit the next field.", in_palette=False),
    Action(
        "editor.previous",
        "shift+tab",
        "Previous",
        "Take the value over, edit the field before.",
        in_palette=False,
    ),
    Action(
        "editor.leave", "escape", "Leave", "Leave the field with the value that it had.", in_palette=False
    ),
    Action("editor.down", "down", "Down", "Go down in the choices below the field.", in_palette=False),
    Action("editor.up", "up", "Up", "Go up in the choices below the field.", in_palette=False),
    Action("editor.pick", "ctrl+l,f4", "Pick", "Pick from a list read from the server.", in_palette=False),
    Action("editor.reveal", "ctrl+t", "Reveal", "Show the secret, and hide it again.", in_palette=False),
    Action("editor.finish", "ctrl+s,f2", "Accept", "Take a text of several lines over.", in_palette=False),
    Action("editor.switch_place", "ctrl+b", "Place", "Add to the body or to the query.", in_palette=False),
    Action("editor.enlarge", "ctrl+o", "Enlarge", "Edit the value over several lines.", in_palette=False),
)
