"""Styles by the names of theme variables, for widgets that draw their lines themselves.

    ink("text-muted")                              muted text on the ground of the widget
    ink("text-strong", on="cursor-row", bold=True)

One `Inks` belongs to one theme; the app makes a new one when the theme changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color
from rich.style import Style
from textual.color import Color as AnyColor
from textual.color import ColorParseError

_METHODS = {"GET": "get", "POST": "post", "PUT": "put", "PATCH": "patch", "DELETE": "delete"}
_TELLING_GROUNDS = frozenset({"cursor-row", "selection", "find-current", "production"})
TOKEN_INKS: Mapping[str, str] = {
    "key": "json-key",
    "string": "json-string",
    "number": "json-number",
    "literal": "json-literal",
    "punctuation": "json-punctuation",
    "tag": "xml-tag",
    "attribute": "xml-attribute",
    "value": "xml-value",
    "text": "xml-text",
    "comment": "xml-comment",
}
"""Kind of a part of a line of JSON or XML to the variable of its colour; other kinds are plain text."""

_KINDS = {"2xx": "status-2xx", "3xx": "status-3xx", "4xx": "status-4xx", "5xx": "status-5xx"}


def method_ink(method: str) -> str:
    """The variable for the colour of a method; unknown ones are plain text."""
    known = _METHODS.get(method.upper())
    return f"method-{known}" if known else "foreground"


def kind_ink(kind: str) -> str:
    """The variable for the colour of a class of status, such as `2xx` or `none`."""
    return _KINDS.get(kind, "status-none" if kind == "none" else "foreground")


def token_ink(kind: str) -> str:
    """The variable for the colour of a part of a line of JSON or XML."""
    return TOKEN_INKS.get(kind, "foreground")


class Inks:
    """Styles made from the variables of one theme, each made once.

    Args:
        variables: Name to colour, as `App.theme_variables`.
        is_colourless: Grounds that carry a meaning are shown in reverse, since their colour is not.
    """

    def __init__(self, variables: Mapping[str, str], *, is_colourless: bool = False) -> None:
        self._variables = variables
        self.is_colourless = is_colourless
        self._made: dict[tuple[str, str, bool, bool, bool, bool], Style] = {}

    def __call__(
        self,
        name: str = "",
        *,
        on: str = "",
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
        strike: bool = False,
    ) -> Style:
        """The style of a text colour, on a ground where one is named."""
        key = (name, on, bold, italic, underline, strike)
        style = self._made.get(key)
        if style is None:
            style = self._made[key] = Style(
                color=self._color(name) if name else None,
                bgcolor=self._color(on) if on else None,
                bold=bold or None,
                italic=italic or None,
                underline=underline or None,
                strike=strike or None,
                reverse=(self.is_colourless and on in _TELLING_GROUNDS) or None,
            )
        return style

    def _color(self, name: str) -> Color:
        """The colour of a variable.

        Raises:
            KeyError: No theme has this variable; a mistake in the program.
        """
        text = self._variables[name]
        try:
            return AnyColor.parse(text).rich_color
        except ColorParseError as error:
            raise KeyError(f"{name} is {text!r}, no colour") from error
