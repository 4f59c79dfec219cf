"""stdout: data, and nothing but data. The one module that writes there.

The same input gives the same bytes whatever the locale and whether or not a terminal looks on.
A reader that closes the pipe ends the writing quietly; the exit status stays what it would have been.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from cloudflow_tui.cli.plain import to_plain, visible


class Output:
    """Writes text, tables, JSON and bytes to a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_closed = False

    @property
    def is_terminal(self) -> bool:
        return self._stream.isatty()

    def line(self, text: str = "") -> None:
        """One line as it is; the caller made sure that it holds nothing that a terminal obeys."""
        self._guard(lambda: print(text, file=self._stream))

    def lines(self, texts: Iterable[str]) -> None:
        """Lines that may come from a server: control characters are shown, not obeyed."""

        def write() -> None:
            for text in texts:
                print(visible(text), file=self._stream)

        self._guard(write)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows with their columns aligned left, two cells between; the last column is not padded."""
        if not rows:
            return
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
        self.lines(
            "  ".join(
                [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]
            ).rstrip()
            for row in rows
        )

    def json(self, value: object) -> None:
        """One JSON document, two spaces deep; dataclasses become objects, UNSET fields are left out."""
        import json

        text = json.dumps(to_plain(value), ensure_ascii=False, indent=2)
        self._guard(lambda: print(text, file=self._stream))

    def raw(self, data: bytes) -> None:
        """Bytes as they are."""

        def write() -> None:
            self._stream.flush()
            self._stream.buffer.write(data)
            self._stream.buffer.flush()

        self._guard(write)

    def flush(self) -> None:
        self._guard(self._stream.flush)

    def _guard(self, write: Callable[[], None]) -> None:
        if self._is_closed:
            return
        try:
            write()
        except BrokenPipeError:
            self._is_closed = True
            # What is still buffered would fail again when the interpreter flushes at its end.
            if self._stream is sys.__stdout__:
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
