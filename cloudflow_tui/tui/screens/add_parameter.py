"""Asks for a parameter that the catalog does not list: its name, its value, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.redact.names import is_secret_name
from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Place
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.request.values import Value


@dataclass(frozen=True, slots=True)
class Added:
    """A parameter added by hand."""

    name: str
    value: Value
    place: Place


class AddParameterWords(Drawn):
    """A line of the dialog."""

    GROUND = "boost"
    DEFAULT_CSS = "AddParameterWords { height: 1; }"
    text: reactive[str] = reactive("")
    ink_name: reactive[str] = reactive("text-muted")

    def __init__(
        self, text: str, *, ink_name: str = "text-muted", is_bold: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._is_bold = is_bold
        self.set_reactive(AddParameterWords.text, text)
        self.set_reactive(AddParameterWords.ink_name, ink_name)

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self.text, self.ink(self.ink_name, bold=self._is_bold))


class AddParameterScreen(ModalScreen[Added | None]):
    """Dismisses with what was typed, or None.

    Args:
        draft: Tells whether the call carries a body; not changed.
        prefix: Begins the name: `infobox.` for a key of that object.
    """

    DEFAULT_CSS = """
    AddParameterScreen { align: center middle; background: $background 70%; }
    AddParameterScreen > Vertical {
        width: 64; max-width: 100%; height: auto; background: $boost; padding: 1 0; border-left: tall $accent;
    }
    AddParameterScreen Input {
        width: 1fr; height: 1; margin: 0 2 1 2; border: none; padding: 0 1;
        background: $field; color: $text-strong;
        &.-textual-compact { padding: 0 1; }
        &:focus { border: none; background-tint: $field 0%; }
        & > .input--placeholder { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        (find_action("editor.leave"), find_action("editor.switch_place"))
    )
    place_words = query_one("#place", AddParameterWords)
    said = query_one("#said", AddParameterWords)

    def __init__(self, draft: Draft, prefix: str = "") -> None:
        super().__init__()
        self._prefix = prefix
        self._draft = draft
        has_body = draft.endpoint.method in ("POST", "PUT", "PATCH") or bool(
            draft.endpoint.parameters_in("body")
        )
        self._place: Place = "body" if has_body else "query"

    def compose(self) -> ComposeResult:
        with Vertical():
            what = f"Add a key to {self._prefix.rstrip('.')}" if self._prefix else "Add a parameter by hand"
            yield AddParameterWords(what, ink_name="text-strong", is_bold=True)
            yield AddParameterWords(self._place_text(), id="place")
            yield AddParameterWords("")
            yield AddParameterWords("Name: a, a.b, a[].b")
            yield Input(
                self._prefix, placeholder="suspend_at", compact=True, select_on_focus=False, id="name"
            )
            yield AddParameterWords("Value: text, or JSON such as 24, true, null, [1, 2]")
            yield Input(placeholder="empty text", compact=True, id="value")
            yield AddParameterWords("enter Add   tab Next   esc Leave", id="said")

    def on_mount(self) -> None:
        for box in self.query(Input):
            box.cursor_blink = False
        self.query_one("#name", Input).focus()

    def _place_text(self) -> str:
        root = self._draft.endpoint.root
        where = "query" if self._place == "query" else f"body, under {root}" if root else "body"
        return f"Goes into the {where}.   ctrl+b changes that"

    def action_switch_place(self) -> None:
        self._place = "query" if self._place == "body" else "body"
        self.place_words.text = self._place_text()

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(Input.Changed, "#name")
    def _named(self, event: Input.Changed) -> None:
        self.query_one("#value", Input).password = is_secret_name(event.value.strip())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        name, value = self.query_one("#name", Input), self.query_one("#value", Input)
        if event.input is name and not value.value:
            value.focus()
            return
        added = Added(name.value.strip(), _value(value.value), self._place)
        try:
            self._draft.copy().add_unknown(added.name, added.value, added.place)
        except CloudFlowError as error:
            self.said.ink_name = "status-4xx"
            self.said.text = f"! {error}"
            return
        self.dismiss(added)


def _value(text: str) -> Value:
    """JSON where the text is a number, a literal, a list or an object; else the text."""
    import json

    try:
        value: Value = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, str) else value
