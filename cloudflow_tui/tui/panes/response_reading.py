"""Long answers made ready while their beginning is shown: in a thread, the body in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.tui.panes.response_answer import Answer, Mask, read_apart, whole, with_long_table

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange, Request
    from cloudflow_tui.redact import Redactor
    from cloudflow_tui.redact.reading import Reading
    from cloudflow_tui.workspace import Workspace


class ReadingPane(Vertical):
    """A pane that reads long answers; it shows them where it is told that they are `Ready`."""

    class Ready(Message):
        """A long answer was made ready."""

        def __init__(self, exchange: Exchange, answer: Answer) -> None:
            super().__init__()
            self.exchange = exchange
            self.answer = answer

    def __init__(self, workspace: Workspace, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.workspace = workspace
        self._along: tuple[Request, Reading] | None = None
        """What reads the file of an answer, and the request whose answer it is."""

    def read_along(self, exchange: Exchange) -> None:
        """The answer is so long that its file is read while it still grows."""
        from cloudflow_tui.redact.reading import Reading

        self.stop_reading()
        response = exchange.response
        if response is None or response.body.path is None:
            return
        redactor = self.workspace.redactor(exchange)
        reading = Reading.begin(response.body.path, response.header("content-type"), redactor)
        if reading is not None:
            self._along = (exchange.request, reading)

    def stop_reading(self, but: Request | None = None) -> None:
        """Nobody waits for the answer that is read along any more.

        Args:
            but: The answer to this request may still be read.
        """
        if self._along is not None and self._along[0] is not but:
            self._along[1].stop()
            self._along = None

    def on_unmount(self) -> None:
        self.stop_reading()

    def read_on(self, exchange: Exchange, *, is_revealed: bool) -> None:
        """Make all of an answer ready; `Ready` tells when, and again when its table is there."""
        along, self._along = self._along, None
        workspace = self.workspace
        self._read_on(
            exchange,
            None if is_revealed else workspace.masked,
            None if is_revealed else workspace.redactor(exchange),
            None if along is None else along[1],
        )

    @work(thread=True, group="body", exclusive=True, exit_on_error=False)
    def _read_on(
        self, exchange: Exchange, mask: Mask | None, redactor: Redactor | None, reading: Reading | None
    ) -> None:
        worker = get_current_worker()
        read = read_apart(exchange, redactor, reading, lambda: worker.is_cancelled)
        if worker.is_cancelled:
            return
        answer = whole(exchange, mask, read)
        if worker.is_cancelled:
            return
        self.post_message(self.Ready(exchange, answer))
        tabled = with_long_table(answer, lambda: worker.is_cancelled)
        if tabled is not None and not worker.is_cancelled:
            self.post_message(self.Ready(exchange, tabled))
