"""The process that masks and lays out a long body; started by `Reading`.

Gets its order as a line of JSON, then `end N` once the file has all its N bytes. Ends when nobody listens.
"""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Final

from cloudflow_tui.document.growing import CountedFile, Growing, growing
from cloudflow_tui.document.pretty import pretty
from cloudflow_tui.document.sniff import SNIFFED_BYTES, Sniffed, sniff_body
from cloudflow_tui.redact.gate import Readable, Redactor

_WAIT_S: Final = 0.004
_PIECE_BYTES: Final = 1024 * 1024


class GivenUpError(Exception):
    """Nobody waits for the end any more."""


class GrowingFile:
    """A file that is read to its end, which may be still to come.

    Args:
        wait: Waits a moment; returns the length of the file once that is known.
    """

    def __init__(self, handle: BinaryIO, wait: Callable[[], int | None]) -> None:
        self._handle = handle
        self._wait = wait
        self._size_bytes: int | None = None

    def read(self, count: int = -1, /) -> bytes:
        """So many bytes, fewer at the end only; all when negative.

        Raises:
            GivenUpError: From `wait`.
        """
        pieces: list[bytes] = []
        missing = count
        while count < 0 or missing > 0:
            piece = self._handle.read(missing if count >= 0 else -1)
            if piece:
                pieces.append(piece)
                missing -= len(piece)
            elif self._size_bytes is not None:
                # Shorter than announced: it was cut by somebody else, and is shown as far as it goes.
                break
            else:
                self._size_bytes = self._wait()
        return b"".join(pieces)

    def seek(self, offset: int, /) -> int:
        return self._handle.seek(offset)


class MaskedCopy:
    """Writes a masked body to a file of its own, from the first byte that differs."""

    def __init__(self, original: Path, target: Path) -> None:
        self._original = original.open("rb")
        self._target = target
        self._written: BinaryIO | None = None
        self._same_bytes = 0

    def take(self, chunk: bytes) -> None:
        """The next bytes of the masked body."""
        if self._written is None:
            if self._original.read(len(chunk)) == chunk:
                self._same_bytes += len(chunk)
                return
            self._written = open(self._target, "xb", opener=_private)  # noqa: SIM115  # closed by close
            self._original.seek(0)
            _copy(self._original, self._written, self._same_bytes)
        self._written.write(chunk)

    def close(self) -> None:
        self._original.close()
        if self._written is not None:
            self._written.close()

    @property
    def is_needed(self) -> bool:
        """Whether anything differs."""
        return self._written is not None


def carry_out(order: dict[str, Any], wait: Callable[[], int | None]) -> dict[str, Any]:
    """Mask a body, lay it out, write both, and tell where the lines of the text end.

    Raises:
        OSError: The body is gone, or a file cannot be written.
        GivenUpError: From `wait`.
    """
    path, masked = Path(order["body"]), Path(order["masked"])
    with (
        path.open("rb") as body,
        open(order["text"], "xb", opener=_private) as written,
        closing(MaskedCopy(path, masked)) as copy,
    ):
        chunks = _chunks(GrowingFile(body, wait), order["secrets"], order["content_type"])
        counted = CountedFile(written)
        layout = _Begun(counted, order["content_type"])
        for chunk in chunks:
            copy.take(chunk)
            layout.take(chunk)
        copy.close()
        note = layout.end(masked if copy.is_needed else path)
    return {
        "sniffed": asdict(layout.sniffed),
        "note": note,
        "ends": counted.ends.tolist(),
        "is_masked": copy.is_needed,
    }


class _Begun:
    """The text of a body, on the way as far as that goes, else at the end."""

    def __init__(self, out: CountedFile, content_type: str) -> None:
        self.sniffed = Sniffed("empty", "utf-8")
        self._out = out
        self._content_type = content_type
        self._head = b""
        self._layout: Growing | None = None
        self._is_fed = False
        """Whether the layout has all that was taken."""

    def take(self, chunk: bytes) -> None:
        if self._layout is not None:
            self._is_fed = self._is_fed and self._layout.feed(chunk)
        elif len(self._head) < SNIFFED_BYTES:
            self._head += chunk
            if len(self._head) >= SNIFFED_BYTES:
                self._begin()

    def _begin(self) -> None:
        self.sniffed = sniff_body(self._head[:SNIFFED_BYTES], self._content_type)
        self._layout = growing(self.sniffed, self._out)
        self._is_fed = self._layout is not None and self._layout.feed(self._head[self.sniffed.bom_bytes :])

    def end(self, body: Path) -> str:
        """Finish the text; returns what is wrong with the body."""
        if self._layout is not None and self._is_fed and self._layout.end():
            return ""
        self._out.begin_again()
        data = body.read_bytes()
        self.sniffed = sniff_body(data[:SNIFFED_BYTES], self._content_type)
        if self.sniffed.kind in ("binary", "empty"):
            return ""
        done = pretty(data, self.sniffed)
        self._out.write(done.text)
        return done.note


def _chunks(file: Readable, secrets: Iterable[str] | None, content_type: str) -> Iterator[bytes]:
    if secrets is not None:
        yield from Redactor(secrets).stream(file, content_type)
        return
    while piece := file.read(_PIECE_BYTES):
        yield piece


def _copy(source: BinaryIO, target: BinaryIO, size_bytes: int) -> None:
    while size_bytes > 0:
        piece = source.read(min(size_bytes, _PIECE_BYTES))
        target.write(piece)
        size_bytes -= len(piece)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def main() -> None:
    """Take the order from the pipe, carry it out, and say what came of it."""
    # Without a buffer: what lies in one is not seen by select.
    pipe = open(0, "rb", buffering=0)  # noqa: SIM115  # open as long as the process runs
    said = b""

    def line() -> bytes:
        nonlocal said
        while b"\n" not in said:
            more = pipe.read(65536)
            if not more:
                raise GivenUpError
            said += more
        first, _, said = said.partition(b"\n")
        return first

    def wait() -> int | None:
        if not said and not select.select([pipe], [], [], _WAIT_S)[0]:
            return None
        return int(line().split()[1])

    order = json.loads(line())
    try:
        sys.stdout.write(json.dumps(carry_out(order, wait)))
    except GivenUpError:
        for name in (order["text"], order["masked"]):
            with suppress(OSError):
                os.unlink(name)


if __name__ == "__main__":
    main()
