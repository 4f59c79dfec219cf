"""What works in the request: its tabs, and the rows of its parameters and headers."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS: tuple[Action, ...] = (
    Action("request.next_tab", "right_square_bracket", "Next tab", "Go to the next tab of the request."),
    Action("request.previous_tab", "left_square_bracket", "Tab before", "Go to the tab before."),
    Action("request.edit", "enter,i", "Edit", "Edit the value under the cursor.", in_palette=False),
    Action(
        "request.pick", "p,f4", "Pick", "Pick the value from a list read from the server.", in_palette=False
    ),
    Action("request.switch", "space", "On or off", "Switch to on, off and not sent.", in_palette=False),
    Action("request.unset", "delete,backspace", "Not sent", "Leave it out.", in_palette=False),
    Action("request.set_empty", "quotation_mark", "Empty", "Send it as empty text.", in_palette=False),
    Action(
        "request.add_item", "a", "Add item", "Add an item to the list under the cursor.", in_palette=False
    ),
    Action("request.remove_item", "D", "Remove item", "Remove this item of the list.", in_palette=False),
    Action("request.item_up", "K,alt+up", "Item up", "Move this item of the list up.", in_palette=False),
    Action("request.item_down", "J,alt+down", "Item down", "Move this item down.", in_palette=False),
    Action("request.fold", "left,minus", "Fold", "Fold the group around this field.", in_palette=False),
    Action("request.unfold", "right", "Unfold", "Show the fields of the group.", in_palette=False),
    Action("request.filter_rows", "f", "Filter rows", "Show only parameters with these words in the name."),
    Action("request.add", "plus", "Add by hand", "Add a parameter or header that the guide does not list."),
    Action("request.next_problem", "n", "Next problem", "Go to the next missing, wrong or refused field."),
    Action("request.previous_problem", "N", "Problem before", "Go to the field with a problem before this."),
    Action("request.reveal", "ctrl+t", "Reveal", "Show the secret under the cursor, and hide it again."),
    Action("request.undo", "u,ctrl+z", "Undo", "Take the last change of the request back."),
    Action("request.redo", "U,ctrl+y", "Redo", "Make the change again that was taken back."),
    Action("request.open_editor", "ctrl+e", "$EDITOR", "Edit the request in your own editor."),
    Action("request.drop_text", "x", "Drop text", "Drop the text of the body, send the values of the form."),
)
