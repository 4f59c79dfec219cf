"""Long answers made ready while their beginning is shown: in a thread, the body in a process of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.tui.panes.response_answer import Answer, Mask, read_apart, whole, with_long_table

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
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
        self.arriving: Request | None = None
        """The request whose answer is shown although its end has not come."""
        self._along: tuple[Request, Reading] | None = None
        """What reads the file of an answer, and the request whose answer it is."""
        self._is_at_rest = asyncio.Event()
        self._is_at_rest.set()

    def read_along(self, exchange: Exchange) -> None:
        """Read the file of a very long answer while it still grows, once its first page is painted."""
        self.call_after_refresh(self._read_along, exchange)

    def _read_along(self, exchange: Exchange) -> None:
        from cloudflow_tui.redact.reading import Reading

        response = exchange.response
        if self.arriving is not exchange.request or response is None or response.body.path is None:
            return
        self.stop_reading()
        redactor = self.workspace.redactor(exchange)
        reading = Reading.begin(response.body.path, response.header("content-type"), redactor)
        if reading is not None:
            self._along = (exchange.request, reading)
            self._is_at_rest.clear()

    async def until_read(self) -> None:
        """Wait until no very long answer is being read."""
        await self._is_at_rest.wait()

    @property
    def is_arriving(self) -> bool:
        """Whether the beginning of an answer is shown whose end has not come."""
        return self.arriving is not None

    @property
    def is_read_along(self) -> bool:
        """Whether a process reads an answer already."""
        return self._along is not None

    def stop_reading(self, but: Request | None = None) -> None:
        """Nobody waits for the answer that is read along any more.

        Args:
            but: The answer to this request may still be read.
        """
        if self._along is not None and self._along[0] is not but:
            self._along[1].stop()
            self._along = None
            self._is_at_rest.set()

    def reading_ends(self) -> None:
        """All of the answer is here, or nobody waits for it."""
        self._is_at_rest.set()

    def on_unmount(self) -> None:
        self.stop_reading()

    def read_on(self, exchange: Exchange, endpoint: Endpoint | None, *, is_revealed: bool) -> None:
        """Make all of an answer ready; `Ready` tells when, and again when its table is there."""
        along, self._along = self._along, None
        workspace = self.workspace
        self._read_on(
            exchange,
            endpoint,
            None if is_revealed else workspace.masked,
            None if is_revealed else workspace.redactor(exchange),
            None if along is None else along[1],
        )

    @work(thread=True, group="body", exclusive=True, exit_on_error=False)
    def _read_on(
        self,
        exchange: Exchange,
        endpoint: Endpoint | None,
        mask: Mask | None,
        redactor: Redactor | None,
        reading: Reading | None,
    ) -> None:
        worker = get_current_worker()
        read = read_apart(exchange, redactor, reading, lambda: worker.is_cancelled)
        if worker.is_cancelled:
            return
        answer = whole(exchange, mask, read, endpoint=endpoint, version=self.workspace.version)
        if worker.is_cancelled:
            return
        self.post_message(self.Ready(exchange, answer))
        answer.document.count_raw_lines()
        tabled = with_long_table(answer, lambda: worker.is_cancelled)
        if tabled is not None and not worker.is_cancelled:
            self.post_message(self.Ready(exchange, tabled))
