"""A draft, or its body alone, in the user's own editor. Secrets are masked in its file and put back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.tui.own_editor import edit_text
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.hidden_secrets import HiddenSecrets, secret_names

if TYPE_CHECKING:
    from textual.app import App

    from cloudflow_tui.request.draft import Draft


def edited_draft(app: App[object], draft: Draft, *, is_body: bool) -> Draft | None:
    """The draft as it is after editing, None when nothing was changed.

    Raises:
        UsageError: No editor, or it failed.
        BuildError: The edited text cannot be read.
    """
    from cloudflow_tui.workspace.draft_text import from_text, to_text

    if is_body:
        return _edited_body(app, draft)
    text = edit_text(app, to_text(draft), ".toml", os.environ)
    return None if text is None else from_text(draft, text)


def _edited_body(app: App[object], draft: Draft) -> Draft | None:
    from cloudflow_tui.request import encode_body

    mask = app.glyphs.masked if isinstance(app, ThemedApp) else "********"
    names = secret_names(one.name for one in draft.endpoint.parameters if one.is_secret)
    hidden = HiddenSecrets(encode_body(draft), mask, names)
    text = edit_text(app, hidden.shown, f".{draft.format}", os.environ)
    if text is None:
        return None
    made = draft.copy()
    # Editors end the last line.
    body = hidden.restored(text if hidden.shown.endswith("\n") else text.removesuffix("\n"))
    try:
        notes = made.load_body(body)
    except BodySyntaxError:
        made.raw_body = body
        return made
    if notes:
        made.raw_body = body
    return made
