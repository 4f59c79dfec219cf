"""stderr: everything that is said to a person. The one module that writes there.

Text may quote a server; control characters in it are shown, not obeyed.
"""

from __future__ import annotations

import contextlib
from typing import TextIO

from cloudflow_tui.cli.plain import visible
from cloudflow_tui.errors import CloudFlowError


class Talk:
    """Says sentences on a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def is_terminal(self) -> bool:
        return self._stream.isatty()

    def say(self, text: str = "") -> None:
        # Nobody listens any more; what is to be said is not worth failing for.
        with contextlib.suppress(BrokenPipeError):
            self._stream.write(visible(text) + "\n")
            self._stream.flush()

    def error(self, error: CloudFlowError) -> None:
        """What failed, and what to try on the next line."""
        self.say(f"cloudflow-tui: {error.message}")
        if error.advice:
            self.say(f"  {error.advice}")

    def ask(self, question: str) -> None:
        """A question without the end of the line; reading the answer is the caller's work."""
        self._stream.write(visible(question) + " ")
        self._stream.flush()
