"""What works in the response: in the pane as a whole, and in bodies."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

PANE_ACTIONS = (
    Action("response.next_tab", "right_square_bracket", "Next tab", "Go to the next tab.", in_palette=False),
    Action(
        "response.previous_tab", "left_square_bracket", "Tab before", "Go one tab back.", in_palette=False
    ),
    Action("response.field", "w", "What is wrong", "Go to the rows that say what is wrong."),
    Action("response.reveal", "v", "Secrets", "Show the secrets of the answer, or mask them; only here."),
    Action("response.compare", "C", "Compare", "Compare with what the same call answered before."),
    Action("response.drift", "D", "Catalog", "Copy what of the answer the catalog does not know, or misses."),
    Action("response.show_body", "", "Body of the answer", "The answer laid out.", call="show_tab('body')"),
    Action("response.show_table", "", "Table", "Show a list as a table.", call="show_tab('table')"),
    Action("response.show_headers", "", "Headers", "The headers of the answer.", call="show_tab('headers')"),
    Action("response.show_timing", "", "Timing", "How long each phase took.", call="show_tab('timing')"),
    Action("response.show_raw", "R", "Raw", "Show the answer as it came.", call="show_tab('raw')"),
)

BODY_ACTIONS = (
    Action("response.find", "slash", "Find", "Find a text in the body; upper and lower case are the same."),
    Action("response.next_hit", "n", "Next hit", "Go to the next place of the text.", in_palette=False),
    Action("response.previous_hit", "N", "Hit before", "Go to the place before.", in_palette=False),
    Action(
        "response.find_case",
        "alt+c",
        "Case",
        "Find only the same upper and lower case, or both.",
        call="find_option('case')",
    ),
    Action(
        "response.find_regex",
        "alt+r",
        "Regular expression",
        "Take what is to be found as a regular expression, or as it stands.",
        call="find_option('regex')",
    ),
    Action(
        "response.find_part",
        "alt+k",
        "Keys or values",
        "Find in keys only, in values only, or everywhere.",
        call="find_option('part')",
    ),
    Action("response.filter", "f", "Filter…", "Show what a JMESPath or XPath expression finds."),
    Action("response.line", "ctrl+g", "Line…", "Go to a line by its number."),
    Action("response.fold", "space", "Fold", "Fold or unfold what begins in this line.", in_palette=False),
    Action("response.fold_all", "minus", "Fold all", "Fold everything below the first level."),
    Action("response.unfold_all", "plus", "Unfold all", "Unfold everything."),
    Action(
        "response.fold_out",
        "less_than_sign",
        "Fold further",
        "Fold everything one level further out.",
        call="fold_level(-1)",
    ),
    Action(
        "response.fold_in",
        "greater_than_sign",
        "Fold less",
        "Fold everything one level further in.",
        call="fold_level(1)",
    ),
    Action(
        "response.fold_siblings",
        "equals_sign",
        "Fold alike",
        "Fold or unfold what begins here and all beside it.",
        call="fold_siblings",
    ),
    Action("response.read", "enter", "Read", "Show the value in this line whole.", in_palette=False),
    Action("response.follow", "o", "Follow", "Open the call that shows the object of this id."),
    Action("response.bookmark", "B", "Bookmark", "Mark this line, or take its mark away."),
    Action("response.next_bookmark", "apostrophe", "Next bookmark", "Go to the next marked line."),
    Action("response.copy_holder", "U", "Copy around", "Copy the object or list around this line."),
    Action("response.save", "S", "Save text…", "Write this text to a file; what is masked stays masked."),
    Action("response.pager", "P", "Pager", "Read this text in $PAGER."),
    Action("response.pipe", "vertical_line", "Pipe…", "Give this text to a command, such as jq."),
    Action("response.editor", "e", "Editor", "Open a copy of this text in $EDITOR."),
    Action("response.wrap", "alt+w", "Wrap", "Break long lines at the edge, or cut them."),
    Action("response.copy", "y", "Copy", "Copy the value in this line, through the terminal."),
    Action("response.copy_path", "p", "Copy path", "Copy the path of this line."),
    Action("response.copy_line", "L", "Copy line", "Copy this line as it stands."),
    Action(
        "response.shift_left", "left", "Left", "See what is further left.", call="shift(-1)", in_palette=False
    ),
    Action(
        "response.shift_right",
        "right,l",
        "Right",
        "See what is further right.",
        call="shift(1)",
        in_palette=False,
    ),
    Action("response.leave", "escape", "Leave", "Close the find line, or go back.", in_palette=False),
)

ACTIONS = PANE_ACTIONS + BODY_ACTIONS
