"""The Body tab: the body as it will be sent, to read and to edit, in step with the form both ways.

What is typed is loaded into the draft at once where it can be read; else it is kept and sent as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import reactive
from textual.widgets import TextArea

from cloudflow_tui.errors import BodySyntaxError, CloudFlowError
from cloudflow_tui.request import encode_body
from cloudflow_tui.request.required import MOST_JUDGED
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.panes.request_tabs import DraftTab
from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.body_editor import MAX_EDITED_CHARACTERS, BodyEditor
from cloudflow_tui.tui.widgets.coloured_text import coloured
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.hidden_secrets import HiddenSecrets, secret_names
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import LazyLines, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request import Problem
    from cloudflow_tui.request.draft import Draft

_ACTIONS = ("request.edit", "request.reveal")
LOOKS_LIKE = "This looks like"
"""Begins the advice on a text of the other format."""
_MOST_OF_A_LINE = 2000
"""Characters of one line that are drawn."""


class RequestBodyNote(Drawn):
    """What is known of the body, below it."""

    DEFAULT_CSS = "RequestBodyNote { height: 3; }"
    text: reactive[str] = reactive("")
    ink_name: reactive[str] = reactive("text-muted")

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        parts = wrapped(self.text, max(20, self.size.width - 4))
        return line.put(parts[y], self.ink(self.ink_name)) if y < len(parts) else line


class BodyPage(TextPage):
    """The body to read."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "request.edit", "app.send", "request.next_tab", "app.zoom", "app.palette", "app.help",
    )  # fmt: skip


class BodyTab(DraftTab):
    """The body of a draft."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        tuple(one for one in actions_of("request") if one.id in _ACTIONS)
    )
    page = query_one(BodyPage)
    editor = query_one(BodyEditor)
    note = query_one(RequestBodyNote)
    is_revealed: reactive[bool] = reactive(False)

    def compose(self) -> ComposeResult:
        yield BodyPage()
        editor = BodyEditor()
        editor.display = False
        yield editor
        yield RequestBodyNote()

    _hidden: HiddenSecrets | None = None

    @property
    def is_editing(self) -> bool:
        return self.is_mounted and self.editor.display

    def take_focus(self) -> None:
        if self.is_mounted:
            (self.editor if self.is_editing else self.page).focus()

    def show(self, draft: Draft) -> None:
        if self.is_mounted:
            self._leave()
            self.is_revealed = False
            self.page.action_go_first()
        super().show(draft)

    def refresh_draft(self, draft: Draft) -> None:
        hidden = self._hide(draft)
        if self.is_editing and hidden.shown != self.editor.text:
            self.editor.format = draft.format
            with self.editor.prevent(TextArea.Changed):
                self.editor.load_text(hidden.shown)
        shown, format = hidden.shown, draft.format
        lines = shown.split("\n") if shown else []
        widest = min(max(map(len, lines), default=0), _MOST_OF_A_LINE + 40) + len(str(len(lines))) + 3
        self.page.set_page(lambda width: _numbered(lines, format), keeps_place=True, widest=widest)
        self._tell(draft)

    def _hide(self, draft: Draft) -> HiddenSecrets:
        """The body text with its secrets masked, kept to put them back."""
        try:
            text = encode_body(draft)
        except CloudFlowError as error:
            text = f"{error}"
        mask = "" if self.is_revealed else themed(self).glyphs.masked
        names = secret_names(one.name for one in draft.endpoint.parameters if one.is_secret)
        known = self._hidden
        if known is not None and mask and (known.text, known.mask, known.names) == (text, mask, names):
            return known
        self._hidden = HiddenSecrets(text, mask, names) if mask else HiddenSecrets("", "x")
        if not mask:
            self._hidden.shown = text
        return self._hidden

    def _tell(self, draft: Draft, notes: tuple[str, ...] = ()) -> None:
        """Say how the body stands."""
        shown = self._hidden.shown if self._hidden is not None else ""
        shown = self.editor.text if self.is_editing else shown
        broken = next((one for one in self.workspace.validate(draft) if one.kind == "syntax"), None)
        how = "" if self.is_editing else "; enter edits it"
        text, ink = f"{draft.format.upper()}, in step with the form{how}.", "text-muted"
        if broken is not None:
            leave = "esc, then x" if self.is_editing else "x"
            other = f" {broken.advice}" if broken.advice.startswith(LOOKS_LIKE) else ""
            text = f"! {broken.message}{other} It is sent as it is; {leave} drops it for the form."
            ink = "status-4xx"
        elif draft.raw_body is not None:
            told = " ".join(notes) or _said_of(self.workspace.validate(draft))
            text, ink = f"! Sent as it is. {told}", "status-4xx"
        elif len(shown) > MAX_EDITED_CHARACTERS:
            size = f"{len(shown) // 1000:,} KB"
            text = f"{size}: above 100 KB it can be read here; ctrl+e edits it in your own editor."
        elif not shown:
            text = _why_empty(draft)
        else:
            unknown = [
                one for one in self.workspace.validate(draft) if one.kind == "unknown" and one.place == "body"
            ]
            if draft.comments and draft.format == "json":
                text = f"{text} Comments of the XML are kept; JSON has none."
            if unknown:
                text, ink = f"{text} {_unknown_words(unknown)}", "text-muted"
        self.note.text, self.note.ink_name = text, ink

    # Editing

    def action_edit(self) -> None:
        draft = self.draft
        if draft is None or self.is_editing or not _may_have_body(draft):
            return
        hidden = self._hide(draft)
        if len(hidden.shown) > MAX_EDITED_CHARACTERS:
            return
        self.editor.format = draft.format
        with self.editor.prevent(TextArea.Changed):
            self.editor.load_text(hidden.shown)
        self.page.display, self.editor.display = False, True
        self._tell(draft)
        self.editor.focus()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._take_typed()

    def _take_typed(self) -> None:
        draft = self.draft
        if draft is None or not self.is_editing or self._hidden is None:
            return
        typed = self.editor.text
        text = typed if self.is_revealed else self._hidden.restored(typed)
        if text == encode_body(draft):
            return
        self._tell(draft, self._take_text(draft, text))
        self.post_message(self.Edited(self))

    def commit(self) -> None:
        """Take over what stands in the editor and leave it: the next key is no letter of the body."""
        if not self.is_editing:
            return
        self._take_typed()
        had_focus = self.editor.has_focus
        self._leave()
        if had_focus:
            self.page.focus()

    @on(BodyEditor.TooLarge)
    def _too_large(self, event: BodyEditor.TooLarge) -> None:
        """Take a text that cannot be edited here as the body, and show it to read."""
        event.stop()
        draft = self.draft
        if draft is None or self._hidden is None:
            return
        text = event.text if self.is_revealed else self._hidden.restored(event.text)
        draft.raw_body = text
        if len(text) <= MOST_JUDGED:
            self._take_text(draft, text)
        self._leave()
        self.post_message(self.Edited(self))
        self.page.focus()

    def _take_text(self, draft: Draft, text: str) -> tuple[str, ...]:
        """Move a text into the form where it can be read; else it is sent as it is."""
        try:
            notes = draft.load_body(text)
        except BodySyntaxError:
            draft.raw_body = text
            return ()
        if notes:
            draft.raw_body = text
        return notes

    @on(BodyEditor.Left)
    def _left(self, event: BodyEditor.Left) -> None:
        event.stop()
        self._leave()
        self.post_message(self.Edited(self))  # ends the step that undo takes back
        self.page.focus()

    def _leave(self) -> None:
        self.editor.display, self.page.display = False, True
        if self.draft is not None:
            self.refresh_draft(self.draft)

    @on(BodyEditor.RevealPressed)
    def _reveal_pressed(self, event: BodyEditor.RevealPressed) -> None:
        event.stop()
        self.action_reveal()

    def action_reveal(self) -> None:
        self.is_revealed = not self.is_revealed
        if self.draft is not None:
            self.refresh_draft(self.draft)


def _numbered(lines: list[str], format: Format) -> LazyLines:
    """The lines of a body behind their numbers."""
    width = len(str(len(lines)))
    return LazyLines(
        len(lines),
        lambda at: [Span(f" {at + 1:>{width}}  ", "text-dim"), *_line_spans(lines[at], format)],
    )


def _line_spans(line: str, format: Format) -> list[Span]:
    """A line with its colours; of a very long one the beginning, and how much more there is."""
    if len(line) <= _MOST_OF_A_LINE:
        return [*coloured(line, format)]
    said = f"{len(line):,} characters, of which the first {_MOST_OF_A_LINE:,}: "
    return [Span(said, "text-dim", is_italic=True), *coloured(line[:_MOST_OF_A_LINE], format)]


def _said_of(problems: list[Problem]) -> str:
    notes = [one.message for one in problems if one.kind == "note" and not one.parameter]
    return " ".join(notes) or "It is not what the form would write."


def _unknown_words(problems: list[Problem]) -> str:
    """Names in the body that the catalog does not know, with the nearest that it does."""
    first, *others = problems
    more = f" and {len(others)} more" if others else ""
    return f"≈ Not in the catalog: {first.parameter}{more}. {first.advice}".strip()


def _may_have_body(draft: Draft) -> bool:
    return (
        draft.endpoint.method != "GET"
        or bool(draft.endpoint.parameters_in("body"))
        or bool(draft.values("body"))
    )


def _why_empty(draft: Draft) -> str:
    endpoint = draft.endpoint
    if not _may_have_body(draft):
        return "GET sends no body; its parameters go into the path and the query."
    if not endpoint.parameters_in("body"):
        return f"No body: the guide shows none for this {endpoint.method}. enter writes one."
    return "No body yet: nothing of it is set. Fill in Params, or enter writes one."
