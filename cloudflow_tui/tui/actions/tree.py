"""What works in the tree of endpoints."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS = (
    Action(
        "tree.choose", "enter", "Open", "Open the endpoint, or fold and unfold a group.", in_palette=False
    ),
    Action("tree.flip", "space", "Fold", "Fold or unfold the group or resource.", in_palette=False),
    Action("tree.unfold", "right,l", "Unfold", "Unfold, or go to the first row inside.", in_palette=False),
    Action("tree.fold", "left", "Fold", "Fold, or go to the row that holds this one.", in_palette=False),
    Action("tree.fold_all", "minus", "Fold all", "Fold every group."),
    Action("tree.unfold_group", "plus", "Unfold group", "Unfold the whole group under the cursor."),
    Action("tree.only_new", "b", "New", "Show only what is new in this version, or everything again."),
    Action("tree.leave", "escape", "Leave", "Clear the filter.", in_palette=False),
)
