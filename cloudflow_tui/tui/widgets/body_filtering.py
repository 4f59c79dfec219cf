"""A body panel that shows a part of its body by an expression, and goes to a line by its number.

The expression works on the whole body while it is typed; a thread does it, for large bodies a process.
"""

from __future__ import annotations

import time

from textual import on, work
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.document.filter import filter_body
from cloudflow_tui.errors import QueryError
from cloudflow_tui.tui.widgets.body_finding import FindingPanel
from cloudflow_tui.tui.widgets.body_text import BodyText, DocumentText
from cloudflow_tui.tui.widgets.body_view import BodyView
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindBar

_TYPING_PAUSE_S = 0.15
_HINTS = {"json": "JMESPath, such as [].user.login", "xml": "XPath or JMESPath, such as //user/login"}


class FilteringPanel(FindingPanel):
    """The part of a body panel that filters; subclasses compose the bars."""

    class Filtered(Message):
        """What an expression found, or what is wrong with it."""

        def __init__(self, whole: DocumentText, part: BodyText | None, error: str) -> None:
            super().__init__()
            self.whole = whole
            self.part = part
            self.error = error

    filter_bar = query_one("#filter", FindBar)
    line_bar = query_one("#line", FindBar)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._whole: BodyText | None = None
        """What is shown again when the filter goes."""

    def show_whole(self, text: BodyText, *, keeps_place: bool) -> None:
        """Show a text; an expression that stands in the line is used on it as well."""
        self._whole = text
        expression = self.filter_bar.input.value if self.filter_bar.is_open and keeps_place else ""
        if expression and isinstance(text, DocumentText):
            self._filter(text, expression)
            return
        self.workers.cancel_group(self, "filter")
        self.filter_bar.close()
        self.line_bar.close()
        self.view.show(text, keeps_place=keeps_place)

    @on(BodyView.FilterAsked)
    def _open_filter(self, event: BodyView.FilterAsked) -> None:
        event.stop()
        whole = self._whole
        hint = _HINTS.get(whole.kind, "") if whole is not None else ""
        if not isinstance(whole, DocumentText) or whole.source is None or not hint:
            self.notify("Only a body of JSON or XML can be filtered.", severity="warning")
            return
        self.filter_bar.input.placeholder = hint
        self.filter_bar.open()

    @on(FindBar.Changed, "#filter")
    def _expression_changed(self, event: FindBar.Changed) -> None:
        event.stop()
        whole = self._whole
        if not isinstance(whole, DocumentText):
            return
        if event.text.strip():
            self._filter(whole, event.text)
        else:
            self._show_all()

    @work(thread=True, group="filter", exclusive=True, exit_on_error=False)
    def _filter(self, whole: DocumentText, expression: str) -> None:
        worker = get_current_worker()
        time.sleep(_TYPING_PAUSE_S)
        if worker.is_cancelled or whole.source is None:
            return
        body, content_type = whole.source
        part, error = None, ""
        try:
            found = filter_body(body, content_type, expression, lambda: worker.is_cancelled)
            part = DocumentText(found, "The expression finds nothing.")
        except QueryError as wrong:
            error = str(wrong)
        except OSError as wrong:
            error = f"The body cannot be read any more: {wrong.strerror or wrong}"
        if not worker.is_cancelled:
            self.post_message(self.Filtered(whole, part, error))

    @on(Filtered)
    def _show_part(self, event: Filtered) -> None:
        event.stop()
        if event.whole is not self._whole or not self.filter_bar.is_open:
            return
        if event.part is None:
            # What was found before stays: the expression is most likely on its way to the next one.
            self.filter_bar.set_count(event.error, is_wrong=True)
            return
        self.forget_hits()
        self.view.show(event.part)
        self.filter_bar.set_count(shown_count(event.part.line_count, "line"))

    def _show_all(self) -> None:
        self.workers.cancel_group(self, "filter")
        self.filter_bar.set_count("")
        if self._whole is not None and self.view.text is not self._whole:
            self.forget_hits()
            self.view.show(self._whole)

    @on(FindBar.Accepted, "#filter")
    @on(FindBar.Accepted, "#line")
    def _accepted(self, event: FindBar.Accepted) -> None:
        event.stop()
        if event.bar.id == "line":
            event.bar.close()
        self.view.focus()

    @on(FindBar.Closed, "#filter")
    def _filter_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self._show_all()
        self.view.focus()

    @on(FindBar.Closed, "#line")
    def _line_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self.view.focus()

    @on(BodyView.LineAsked)
    def _open_line(self, event: BodyView.LineAsked) -> None:
        event.stop()
        self.line_bar.open()

    @on(FindBar.Changed, "#line")
    def _line_changed(self, event: FindBar.Changed) -> None:
        event.stop()
        count = self.view.text.line_count
        digits = event.text.strip().replace(",", "")
        if not digits:
            self.line_bar.set_count(f"of {count:,}")
        elif digits.isascii() and digits.isdigit() and 1 <= int(digits[:12]) <= count:
            self.line_bar.set_count(f"of {count:,}")
            self.view.go_to(int(digits) - 1)
        else:
            self.line_bar.set_count(f"There are the lines 1 to {count:,}.", is_wrong=True)

    @on(BodyView.Left)
    def _leave_filter(self, event: BodyView.Left) -> None:
        if not self.bar.is_open and self.filter_bar.is_open:
            event.stop()
            self.filter_bar.close()
