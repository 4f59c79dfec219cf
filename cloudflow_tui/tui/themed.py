"""What every drawing widget asks its app for: inks of the theme and the set of glyphs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from textual.app import App
from textual.filter import LineFilter
from textual.widget import Widget

from cloudflow_tui.tui.ascii_filter import AsciiFilter
from cloudflow_tui.tui.glyphs import ASCII_GLYPHS, Glyphs, glyphs_for
from cloudflow_tui.tui.ink import Inks
from cloudflow_tui.tui.themes import DEFAULT_THEME, load_themes


class ThemedApp(App[int]):
    """An app with the themes of the program; base of the console and of small apps in tests.

    Args:
        theme_name: A theme of `load_themes`; the dark one when empty.
        environ: Environment variables; the process's own when None.
    """

    def __init__(self, theme_name: str = "", environ: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._inks: tuple[str, Inks] | None = None
        self.glyphs: Glyphs = glyphs_for(os.environ if environ is None else environ)
        self.themes = load_themes()
        for theme in self.themes.values():
            self.register_theme(theme)
        self.theme = theme_name or DEFAULT_THEME

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Filters over every line that is painted."""
        filters = super().get_line_filters()
        return [*filters, AsciiFilter()] if self.glyphs is ASCII_GLYPHS else filters

    @property
    def inks(self) -> Inks:
        """Styles of the theme that is shown now."""
        if self._inks is None or self._inks[0] != self.theme:
            self._inks = (self.theme, Inks(self.theme_variables, is_colourless=self.no_color))
        return self._inks[1]


def themed(widget: Widget) -> ThemedApp:
    """The app of a widget."""
    app = widget.app
    assert isinstance(app, ThemedApp)
    return app
