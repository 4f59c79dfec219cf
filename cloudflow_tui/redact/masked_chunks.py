"""The masked bytes of a file that may still grow, and whether they differ; made beside whoever takes them.

Masking and laying out take about as long as each other, so that two processes need half the time of one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from struct import Struct
from typing import BinaryIO, Final

from cloudflow_tui.redact.gate import Readable, Redactor

_PIECE_BYTES: Final = 1024 * 1024
_LENGTHS: Final = Struct("<QQ")
_SAME, _END, _END_MASKED = ((1 << 62) + number for number in range(3))
"""In the place of a length."""


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
        self._original = original
        self._target = target
        self._written: BinaryIO | None = None
        self._same_bytes = 0

    def take(self, piece: bytes, masked: bytes) -> None:
        """The next bytes of the body, as they were and masked."""
        if self._written is None:
            if piece is masked or piece == masked:
                self._same_bytes += len(piece)
                return
            self._written = open(self._target, "xb", opener=_private)  # noqa: SIM115  # closed by close
            with self._original.open("rb") as original:
                _copy(original, self._written, self._same_bytes)
        self._written.write(masked)

    def close(self) -> None:
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
        for _, masked in self._here():
            yield masked

    def _here(self) -> Iterator[tuple[bytes, bytes]]:
        with self._path.open("rb") as handle, closing(MaskedCopy(self._path, self._target)) as copy:
            for piece, masked in self._pieces(GrowingFile(handle, self._wait)):
                copy.take(piece, masked)
                yield piece, masked
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

    def _pieces(self, file: Readable) -> Iterator[tuple[bytes, bytes]]:
        if self._secrets is not None:
            yield from Redactor(self._secrets).pieces(file, self._content_type)
            return
        while piece := file.read(_PIECE_BYTES):
            yield piece, piece

    def _serve(self, handle: int) -> None:
        """Write what becomes of each piece to a pipe, and end.

        That is its length, and the length of what is masked with the masked bytes behind it. A piece without
        secrets is read from the file by whoever wants it: that is cheaper than sending it.
        """
        with suppress(BaseException), open(handle, "wb", buffering=0) as pipe:
            for piece, masked in self._here():
                if piece is masked:
                    _write(pipe, _LENGTHS.pack(len(piece), _SAME))
                else:
                    _write(pipe, _LENGTHS.pack(len(piece), len(masked)) + masked)
            _write(pipe, _LENGTHS.pack(0, _END_MASKED if self.is_masked else _END))
        # Nothing of what else this process has open is its own.
        os._exit(0)

    def _taken(self, pipe: BinaryIO) -> Iterator[bytes]:
        with self._path.open("rb") as body:
            while True:
                head = pipe.read(_LENGTHS.size)
                if len(head) < _LENGTHS.size:
                    raise GivenUpError
                piece_bytes, masked_bytes = _LENGTHS.unpack(head)
                if masked_bytes in (_END, _END_MASKED):
                    self.is_masked = masked_bytes == _END_MASKED
                    return
                if masked_bytes == _SAME:
                    chunk, wanted = body.read(piece_bytes), piece_bytes
                else:
                    chunk, wanted = pipe.read(masked_bytes), masked_bytes
                    body.seek(piece_bytes, os.SEEK_CUR)
                if len(chunk) < wanted:
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
