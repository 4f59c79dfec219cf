"""What an action is. One table of actions serves keys, footer, palette, help and documentation."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """Something the user can do."""

    id: str
    """`<scope>.<name>`, also the id for an own keymap."""
    keys: str
    """Keys separated by commas, the one that is shown first."""
    label: str
    """One or two words for the footer and the palette."""
    help: str
    """One sentence for the help and the palette."""
    call: str = ""
    """The action method with arguments where it is not the name: `go_pane('tree')`."""
    in_palette: bool = True

    @property
    def scope(self) -> str:
        """Where it works: the app, or the pane that has the focus."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        return self.call or self.id.partition(".")[2]

    @property
    def key(self) -> str:
        """The key as it is shown."""
        return shown_key(self.keys.split(",")[0])

    @property
    def other_keys(self) -> tuple[str, ...]:
        return tuple(shown_key(key) for key in self.keys.split(",")[1:])


_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "plus": "+",
    "quotation_mark": '"',
    "minus": "-",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "full_stop": ".",
    "pageup": "page up",
    "pagedown": "page down",
    "comma": ",",
    "vertical_line": "|",
    "apostrophe": "'",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "left_curly_bracket": "{",
}


def shown_key(key: str) -> str:
    """A key as people write it: `slash` is `/`, `escape` is `esc`."""
    return _NAMES.get(key, key)


def bindings_of(actions: tuple[Action, ...]) -> list[BindingType]:
    """The bindings of a pane or screen; nothing is shown by textual's own footer."""
    return [
        Binding(action.keys, action.method, action.label, show=False, tooltip=action.help, id=action.id)
        for action in actions
        if action.keys
    ]
