"""The first line: which Control Panel, as whom, which version, and what may be done there."""

from __future__ import annotations

from dataclasses import dataclass

from textual.reactive import reactive

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line, Piece

MEDIUM_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Place:
    """What the header tells."""

    profile: str = ""
    address: str = ""
    login: str = ""
    """With `(API key)` behind it where one is used."""
    version: str = ""
    safety: str = ""
    """In words, such as `writes allowed, destroy asks`."""
    short_safety: str = ""
    """The same in one word for narrow terminals."""
    is_production: bool = False
    is_read_only: bool = False
    colour_ink: str = ""
    """Theme variable of the mark of the profile, "" for none."""
    is_unchecked: bool = False
    """The certificate is not checked."""


class HeaderBar(Drawn):
    """Wordmark, profile, address, user; version and safety at the right."""

    DEFAULT_CSS = "HeaderBar { height: 1; }"

    place: reactive[Place] = reactive(Place())

    def draw(self, y: int) -> Line:
        place = self.place
        is_wide = self.size.width >= MEDIUM_WIDTH
        line = self.line("header-production" if place.is_production else "header")
        if is_wide:
            line.at(1).put("CloudFlow", self.ink("text-strong", bold=True)).at(line.used + 3)
        else:
            line.at(2)
        if place.is_production:
            badge = "[PRODUCTION]" if self.ink.is_colourless else " PRODUCTION "
            line.put(badge, self.ink("on-production", on="production", bold=True)).put(" ")
            if place.is_read_only:
                line.put("read-only", self.ink("danger", bold=True))
            line.at(line.used + 3)
        if place.colour_ink:
            line.put(f"{self.glyphs.edge} ", self.ink(place.colour_ink))
        line.put(place.profile, self.ink(place.colour_ink or "text-strong", bold=True)).put("  ")
        line.put(place.address, self.ink("text-muted"))
        if place.is_unchecked:
            line.put("  TLS NOT CHECKED", self.ink("danger", bold=True))
        if is_wide and place.login:
            line.put("  ").put(place.login, self.ink("text-muted"))
        return line.end(*self._ends(is_wide=is_wide))

    def _ends(self, *, is_wide: bool) -> list[Piece]:
        place, muted = self.place, self.ink("text-muted")
        ends: list[Piece] = []
        if place.version:
            if is_wide:
                ends.append(("version ", muted))
            ends.append((place.version, self.ink("text-strong", bold=True)))
        safety = place.safety if is_wide else place.short_safety
        if safety:
            ends.append((f"{'   ' if is_wide else '  '}{safety}", muted))
        return [*ends, (" " if is_wide else "  ", muted)]
