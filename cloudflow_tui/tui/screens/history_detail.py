"""One exchange of the history in brief: status with its meaning, the answer, and beside it the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.panes.response_answer import Answer, Mask, first_part, is_small, sentence_of, whole
from cloudflow_tui.tui.panes.response_summary import Outline, outline_of
from cloudflow_tui.tui.widgets.body_panel import BodyPanel
from cloudflow_tui.tui.widgets.body_text import DocumentText, RawText
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Detail:
    """What is shown of one exchange."""

    exchange: Exchange
    explanation: Explanation
    answer: Answer
    request_lines: tuple[str, ...]

    @classmethod
    def of(cls, exchange: Exchange, explanation: Explanation, mask: Mask) -> Detail:
        """Make an exchange ready; of a long answer only its first page. May run in a thread."""
        from cloudflow_tui.interchange.raw_http import to_raw_http

        answer = whole(exchange, mask) if is_small(exchange) else first_part(exchange, mask)
        lines = to_raw_http(answer.exchange.request, login=exchange.login).splitlines()
        return cls(exchange, explanation, answer, tuple(lines))

    @property
    def progress(self) -> str:
        """How much of the answer is here."""
        return self.answer.progress.replace("reading on", "enter opens all of it")


class DetailHead(Drawn):
    """A rule, the call with its status, and the meaning."""

    DEFAULT_CSS = "DetailHead { height: 4; } DetailHead.-low { height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self._detail: Detail | None = None
        self._outline: Outline | None = None

    def show(self, detail: Detail | None) -> None:
        self._detail = detail
        self._outline = None if detail is None else outline_of(detail.exchange, detail.explanation)
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line()
        detail, outline = self._detail, self._outline
        if y == 0 or y == 3:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        if detail is None or outline is None:
            return line
        colour = self.ink(kind_ink(outline.kind), bold=True)
        if y == 2:
            fields = "; ".join(
                f"{name}: {message}" if name else message for name, message, _ in outline.fields
            )
            line.at(2).put(outline.meaning)
            return line.put("  ").put(fields, self.ink("status-4xx"))
        request = detail.answer.exchange.request
        line.at(2).put(f"#{detail.exchange.number}", self.ink("text-strong", bold=True)).put("  ")
        line.put(request.method, self.ink(method_ink(request.method))).put(" ")
        line.put(path_of(request.url), self.ink("text-strong"), limit=max(12, self.size.width - 60)).put("  ")
        line.put(f"{self.glyphs.of_status(outline.glyph)} {outline.number} ", colour)
        line.put(outline.name, self.ink("text-strong", bold=True))
        return line.end(
            (outline.size, self.ink("text-muted")),
            ("  " + outline.took, self.ink("foreground")),
            ("  ", self.ink("foreground")),
        )


def path_of(url: str) -> str:
    """All behind the host."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class PartTitle(Drawn):
    """`Request` or `Answer` above its text."""

    DEFAULT_CSS = "PartTitle { height: 1; }"

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self._words, self.ink("text-muted", bold=True))


class HistoryDetail(Vertical):
    """Head, answer and request of the exchange under the cursor."""

    DEFAULT_CSS = """
    HistoryDetail { height: 1fr; }
    HistoryDetail #detail-parts { height: 1fr; }
    HistoryDetail #detail-request { width: 1fr; border-right: solid $rule; }
    HistoryDetail #detail-answer { width: 1fr; }
    """

    head = query_one(DetailHead)
    request = query_one("#request-text", BodyPanel)
    answer = query_one("#answer-text", BodyPanel)

    def compose(self) -> ComposeResult:
        yield DetailHead()
        with Horizontal(id="detail-parts"):
            with Vertical(id="detail-request"):
                yield PartTitle("Request")
                yield BodyPanel(is_quiet=True, id="request-text")
            with Vertical(id="detail-answer"):
                yield PartTitle("Answer")
                yield BodyPanel(is_quiet=True, id="answer-text")

    def show(self, detail: Detail) -> None:
        """Show an exchange from the beginning."""
        self.head.show(detail)
        self.request.show(RawText(detail.request_lines))
        answer = detail.answer
        sentence = sentence_of(answer.exchange, detail.explanation, None)
        self.answer.show(
            DocumentText(answer.document, sentence), note=answer.document.note, progress=detail.progress
        )

    def clear(self) -> None:
        """Nothing is under the cursor."""
        self.head.show(None)
        self.request.clear()
        self.answer.clear()
