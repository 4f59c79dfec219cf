"""A long body masked and laid out by a process of its own, also while its file still grows.

No key waits for it, its memory goes with it, and little is left to do when the last byte is there. The
process gets the secrets through a pipe. It writes the text, and a masked body when something was masked, to
files beside the body, for their owner alone; the text has no name any more once it is mapped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from cloudflow_tui.document.body import Body

if TYPE_CHECKING:
    from cloudflow_tui.document.document import Document
    from cloudflow_tui.redact.gate import Redactor


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it."""

    body: Body
    """As it may be shown."""
    document: Document


class Reading:
    """One process at work on one body. Ended by `finish` or `stop`."""

    def __init__(self, child: subprocess.Popen[bytes], body: Path, text: Path, masked: Path) -> None:
        self._child = child
        self._body = body
        self._text = text
        self._masked = masked

    @classmethod
    def begin(cls, path: Path, content_type: str, redactor: Redactor | None) -> Reading | None:
        """Start on a file that may still grow; None when no process can be had.

        Args:
            redactor: Masks what is read; None leaves it as it is.
        """
        text, masked = (path.with_name(f"{os.urandom(8).hex()}.body") for _ in range(2))
        order = {
            "body": str(path),
            "content_type": content_type,
            "secrets": None if redactor is None else sorted(redactor.secret_values),
            "text": str(text),
            "masked": str(masked),
        }
        try:
            child = subprocess.Popen(
                [sys.executable, "-m", "cloudflow_tui.redact.reading_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return None
        reading = cls(child, path, text, masked)
        try:
            stdin = _pipe(child.stdin)
            stdin.write(json.dumps(order).encode() + b"\n")
            stdin.flush()
        except OSError:
            reading.stop()
            return None
        return reading

    def finish(self, size_bytes: int, is_stopped: Callable[[], bool] | None = None) -> Read | None:
        """The body is so long and all there: wait for what comes of it.

        Returns:
            None when the process failed, or it was stopped.
        """
        from cloudflow_tui.document.apart import answer_of

        read = None
        try:
            answer = answer_of(self._child, b"end %d\n" % size_bytes, is_stopped)
            read = None if answer is None else self._taken(answer, size_bytes)
        except (OSError, ValueError):
            return None
        finally:
            self._end([self._text] if read is not None else [self._text, self._masked])
        return read

    def stop(self) -> None:
        """End it, whatever it does; nothing stays behind."""
        self._end([self._text, self._masked])

    def _end(self, files: Iterable[Path]) -> None:
        if self._child.poll() is None:
            self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                _pipe(pipe).close()
        self._child.wait()
        for file in files:
            with suppress(OSError):
                file.unlink()

    def _taken(self, answer: dict[str, Any], size_bytes: int) -> Read:
        from cloudflow_tui.document.document import Document, mapped
        from cloudflow_tui.document.layout import Pretty
        from cloudflow_tui.document.sniff import Sniffed
        from cloudflow_tui.document.text_index import TextIndex

        body = Body.in_file(self._masked) if answer["is_masked"] else Body(b"", self._body, size_bytes)
        text = mapped(Body.in_file(self._text))
        document = Document(
            mapped(body),
            Sniffed(**answer["sniffed"]),
            Pretty(b"", answer["note"]),
            size_bytes=body.size_bytes,
            index=TextIndex(text, array("Q", answer["ends"])),
        )
        return Read(body, document)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "both were asked for"
    return pipe
