"""The masked bytes of a file that may still grow, and whether they differ; made beside whoever takes them.

Masking and laying out take about as long as each other, so that two processes need half the time of one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO, Final

from cloudflow_tui.redact.gate import Readable, Redactor

_PIECE_BYTES: Final = 1024 * 1024
_LENGTH_BYTES: Final = 8
_END, _END_MASKED = (1 << 62), (1 << 62) + 1


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


class MaskedChunks:
    """A body masked piece by piece.

    Args:
        target: Where it is written masked, if that makes a difference.
        secrets: What is known to be secret; None leaves everything as it is.
        wait: See `GrowingFile`.
    """

    def __init__(
        self,
        path: Path,
        target: Path,
        *,
        content_type: str,
        secrets: Iterable[str] | None,
        wait: Callable[[], int | None],
    ) -> None:
        self._path = path
        self._target = target
        self._content_type = content_type
        self._secrets = None if secrets is None else tuple(secrets)
        self._wait = wait
        self.is_masked = False
        """Known at the end."""

    def here(self) -> Iterator[bytes]:
        """Mask in this process.

        Raises:
            OSError: The body is gone, or its masked copy cannot be written.
            GivenUpError: From `wait`.
        """
        with self._path.open("rb") as handle, closing(MaskedCopy(self._path, self._target)) as copy:
            for chunk in self._chunks(GrowingFile(handle, self._wait)):
                copy.take(chunk)
                yield chunk
            self.is_masked = copy.is_needed

    def beside(self) -> Iterator[bytes]:
        """Mask in a second process that is forked off this one, where that can be; it is for one thread only.

        Raises:
            OSError, GivenUpError: As `here`.
        """
        if self._secrets is None or not hasattr(os, "fork"):
            yield from self.here()
            return
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            self._serve(theirs)
        os.close(theirs)
        try:
            with open(ours, "rb") as pipe:
                yield from self._taken(pipe)
        finally:
            os.waitpid(child, 0)

    def _chunks(self, file: Readable) -> Iterator[bytes]:
        if self._secrets is not None:
            yield from Redactor(self._secrets).stream(file, self._content_type)
            return
        while piece := file.read(_PIECE_BYTES):
            yield piece

    def _serve(self, handle: int) -> None:
        """Write all chunks to a pipe, each behind its length, and end."""
        with suppress(BaseException), open(handle, "wb", buffering=0) as pipe:
            for chunk in self.here():
                _write(pipe, len(chunk).to_bytes(_LENGTH_BYTES))
                _write(pipe, chunk)
            _write(pipe, (_END_MASKED if self.is_masked else _END).to_bytes(_LENGTH_BYTES))
        # Nothing of what else this process has open is its own.
        os._exit(0)

    def _taken(self, pipe: BinaryIO) -> Iterator[bytes]:
        while True:
            length = int.from_bytes(pipe.read(_LENGTH_BYTES))
            if length in (_END, _END_MASKED):
                self.is_masked = length == _END_MASKED
                return
            chunk = pipe.read(length)
            if not length or len(chunk) < length:
                raise GivenUpError
            yield chunk


def _write(pipe: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest) :]


def _copy(source: BinaryIO, target: BinaryIO, size_bytes: int) -> None:
    while size_bytes > 0:
        piece = source.read(min(size_bytes, _PIECE_BYTES))
        if not piece:
            break
        target.write(piece)
        size_bytes -= len(piece)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
