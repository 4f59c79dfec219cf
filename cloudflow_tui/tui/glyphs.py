"""The marks of the console, each one cell wide, and plain ASCII for terminals that need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One character a meaning; meaning never stands on a glyph alone, a word or number is beside it."""

    required: str = "*"
    new: str = "☼"
    """New in the chosen version."""
    scheduled: str = "»"
    """Work goes on as a transaction; pending."""
    danger: str = "▲"
    """Loses data or service."""
    unsure: str = "≈"
    """Only seen in clients."""
    more: str = "…"
    """Cut, or a list that may lack entries."""
    edge: str = "▌"
    """Left edge of the cursor and of a status."""
    line: str = "─"
    guide: str = "│"
    sort_down: str = "↓"
    sort_up: str = "↑"
    done: str = "✓"
    refused: str = "!"
    fault: str = "×"
    running: str = "●"
    stopped: str = "○"
    open: str = "▾"
    folded: str = "▸"
    picker: str = "▾"
    crumb: str = "›"
    bar: str = "━"
    """Under the chosen tab, and of progress."""
    secret: str = "•"
    spinner: str = "|/-\\"
    levels: str = "▁▂▃▄▅▆▇█"
    """Bars from the lowest to the highest."""

    @property
    def masked(self) -> str:
        """A secret value; always eight, so that its length is not told."""
        return self.secret * 8

    def of_status(self, glyph: str) -> str:
        """The glyph that diagnosis gives an outcome, in this set."""
        return {"✓": self.done, "!": self.refused, "×": self.fault}.get(glyph, glyph)


UNICODE_GLYPHS = Glyphs()
ASCII_GLYPHS = Glyphs(
    new="^",
    scheduled=">",
    danger="#",
    unsure="?",
    more="~",
    edge="|",
    line="-",
    guide="|",
    sort_down="v",
    sort_up="^",
    done="+",
    fault="x",
    running="o",
    stopped="-",
    open="v",
    folded=">",
    picker="v",
    crumb="/",
    bar="=",
    secret="*",
    levels="_.:-=+*#",
)


def glyphs_for(environ: Mapping[str, str], *, ascii_only: bool = False) -> Glyphs:
    """The set for this terminal: ASCII on wish, with `CLOUDFLOW_ASCII`, or when the locale is not UTF-8."""
    if ascii_only or environ.get("CLOUDFLOW_ASCII", "") not in ("", "0"):
        return ASCII_GLYPHS
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "UTF-8"
    is_utf8 = "utf" in locale.lower() or locale in ("C", "POSIX")
    return UNICODE_GLYPHS if is_utf8 else ASCII_GLYPHS
