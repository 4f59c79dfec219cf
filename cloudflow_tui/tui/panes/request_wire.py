"""The Wire tab: what will go out, byte for byte, secrets masked; or why it cannot be built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.getters import query_one

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.panes.request_tabs import DraftTab
from cloudflow_tui.tui.widgets.coloured_text import coloured
from cloudflow_tui.tui.widgets.text_page import LazyLines, PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request.draft import Draft


class WireTab(DraftTab):
    """The request as HTTP text."""

    page = query_one(TextPage)

    def compose(self) -> ComposeResult:
        yield TextPage()

    def take_focus(self) -> None:
        self.page.focus()

    def refresh_draft(self, draft: Draft) -> None:
        from cloudflow_tui.interchange.raw_http import to_raw_http

        try:
            request = self.workspace.build(draft)
        except CloudFlowError as error:
            sentence = f"It cannot be built yet. {error}"
            self.page.set_page(lambda width: sentence_lines(sentence, width), keeps_place=True)
            return
        text = to_raw_http(request, login=self.workspace.profile.login)
        lines = wire_lines(text, draft.format, size_words(request))
        widest = max(map(len, text.split("\n"))) + 3
        self.page.set_page(lambda width: lines, keeps_place=True, widest=widest)

    def show(self, draft: Draft) -> None:
        super().show(draft)
        if self.is_mounted:
            self.page.action_go_first()


def sentence_lines(sentence: str, width: int) -> list[PageLine]:
    """A sentence that says why there is nothing to see."""
    return [[], *([Span("  "), Span(part, "status-4xx")] for part in wrapped(sentence, max(20, width - 4)))]


def size_words(request: Request) -> str:
    """How many bytes leave, as they are before a connection wraps them up."""
    from cloudflow_tui.request.wire import target_of, wire_headers

    head = len(f"{request.method} {target_of(request.url)} HTTP/1.1\r\n\r\n".encode())
    head += sum(len(f"{name}: {value}\r\n".encode()) for name, value in wire_headers(request))
    body = len(request.body)
    return f"{body:,} bytes of body, {head:,} of head without credentials"


def wire_lines(text: str, format: Format, size: str = "") -> Sequence[PageLine]:
    """HTTP text as coloured lines: its size, request line, headers, a blank line, body."""
    head, blank, body = text.partition("\n\n")
    first, *headers = head.split("\n")
    method, _, rest = first.partition(" ")
    target, _, version = rest.rpartition(" ")
    lines: list[PageLine] = [
        [],
        [
            Span("  "),
            Span(f"{method} ", method_ink(method), is_bold=True),
            Span(target, "text-strong", is_bold=True),
            Span(f" {version}", "text-dim"),
        ],
    ]
    for header in headers:
        name, colon, value = header.partition(":")
        lines.append([Span("  "), Span(name + colon, "text-muted"), Span(value)])
    if size:
        lines[0:1] = [[Span("  "), Span(f"{size}   Y Copy as", "text-dim")], []]
    if not (blank and body):
        return lines
    lines.append([])
    body_lines = body.split("\n")

    def line_at(index: int) -> PageLine:
        if index < len(lines):
            return lines[index]
        return [Span("  "), *coloured(body_lines[index - len(lines)], format)]

    return LazyLines(len(lines) + len(body_lines), line_at)
