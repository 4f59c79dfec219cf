"""Collects a body: in memory while it is small, in a file of its own once it is not."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cloudflow_tui.document.body import SPOOL_ABOVE_BYTES, Body

KEPT_DAYS = 3
_SUFFIX = ".body"


class Spool:
    """Takes the pieces of one body.

    Args:
        folder: Where a large body goes; made when first needed, for its owner alone.
    """

    def __init__(self, folder: Path, *, spool_above_bytes: int = SPOOL_ABOVE_BYTES) -> None:
        self.size_bytes = 0
        self._folder = folder
        self._limit = spool_above_bytes
        self._pieces: list[bytes] = []
        self._path: Path | None = None
        self._file: BinaryIO | None = None

    @property
    def path(self) -> Path | None:
        """The file of a large body, None as long as it is in memory."""
        return self._path

    def write(self, data: bytes) -> None:
        """Take one more piece.

        Raises:
            OSError: The spool file cannot be made or written.
        """
        self.size_bytes += len(data)
        if self._file is None:
            self._pieces.append(data)
            if self.size_bytes > self._limit:
                self._open()
        else:
            self._file.write(data)

    def begin_file(self) -> None:
        """Take what comes into a file at once: it is known that much will come.

        Raises:
            OSError: The spool file cannot be made.
        """
        if self._file is None:
            self._open()

    def body(self) -> Body:
        """All that was taken; nothing can be written after that.

        Raises:
            OSError: The rest of the spool file cannot be written.
        """
        if self._file is None or self._path is None:
            return Body.of(b"".join(self._pieces))
        self._file.close()
        return Body.in_file(self._path)

    def head(self, limit_bytes: int) -> bytes:
        """The first bytes of what was taken so far.

        Raises:
            OSError: The spool file cannot be read.
        """
        if self._file is None or self._path is None:
            return b"".join(self._pieces)[:limit_bytes]
        self._file.flush()
        with self._path.open("rb") as handle:
            return handle.read(limit_bytes)

    def discard(self) -> None:
        """Forget what was taken, and the file with it."""
        self._pieces = []
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
            if self._path is not None:
                self._path.unlink()

    def _open(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_old(self._folder)
        path = self._folder / f"{os.urandom(8).hex()}{_SUFFIX}"
        self._file = open(path, "xb", opener=_private)  # noqa: SIM115  # closed by body or discard
        self._path = path
        for piece in self._pieces:
            self._file.write(piece)
        self._pieces = []


def remove_old(folder: Path, *, now: float | None = None) -> None:
    """Remove spooled bodies that nobody looks at any more: they are older than KEPT_DAYS."""
    limit = (time.time() if now is None else now) - KEPT_DAYS * 86_400
    for path in folder.glob(f"*{_SUFFIX}"):
        # Another process may remove the same file at this moment.
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
