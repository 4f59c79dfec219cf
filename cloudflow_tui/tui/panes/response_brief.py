"""The response in two lines, for when the request has the room: what may come, or what came."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cloudflow_tui.diagnosis import PossibleAnswer, glyph_of
from cloudflow_tui.tui.ink import kind_ink
from cloudflow_tui.tui.panes.response_summary import Outline
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line

_GROUNDS = {"4xx": "ground-4xx", "5xx": "ground-5xx", "none": "ground-5xx"}


class BriefLines(Drawn):
    """`Response  nothing sent yet` and `may answer ✓ 201 ! 422 403 × 500`, or status and meaning."""

    DEFAULT_CSS = "BriefLines { height: 2; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._answers: Sequence[PossibleAnswer] = ()
        self._outline: Outline | None = None
        self._host = ""

    def show_answers(self, answers: Sequence[PossibleAnswer]) -> None:
        """Nothing was sent; these statuses may come."""
        self._answers, self._outline, self._host = answers, None, ""
        self.refresh()

    def show_waiting(self, host: str) -> None:
        self._outline, self._host = None, host
        self.refresh()

    def show_outline(self, outline: Outline) -> None:
        """An answer came, or a refusal."""
        self._outline, self._host = outline, ""
        self.refresh()

    def draw(self, y: int) -> Line:
        if self._outline is not None:
            return self._draw_outline(self._outline, y)
        line = self.line().at(2)
        if y == 0:
            line.put("Response", self.ink("text-muted", bold=True))
            words = f"waiting for {self._host}" if self._host else "nothing sent yet"
            return line.put("  ").put(words, self.ink("text-muted"))
        if self._answers and not self._host:
            line.put("may answer", self.ink("text-muted"))
            for kind, answers in groupby(self._answers, lambda answer: answer.kind):
                statuses = " ".join(str(answer.status) for answer in answers)
                line.put(f" {self.glyphs.of_status(glyph_of(kind))} {statuses}", self.ink(kind_ink(kind)))
        return line

    def _draw_outline(self, outline: Outline, y: int) -> Line:
        line = self.line(_GROUNDS.get(outline.kind, ""))
        colour = kind_ink(outline.kind)
        line.put(self.glyphs.edge, self.ink(colour))
        if y == 1:
            return line.at(4).put(outline.meaning)
        line.at(2).put(self.glyphs.of_status(outline.glyph) + " ", self.ink(colour, bold=True))
        if outline.number:
            line.put(outline.number + " ", self.ink(colour, bold=True))
        line.put(outline.name, self.ink("text-strong", bold=True))
        if outline.fields:
            names = ", ".join(name for name, _, _ in outline.fields if name)
            line.put("  ").put(names, self.ink("status-4xx"))
        return line.end(
            (outline.took, self.ink("foreground")),
            ("  " + outline.size if outline.size else "", self.ink("text-muted")),
            (" ", self.ink("foreground")),
        )
