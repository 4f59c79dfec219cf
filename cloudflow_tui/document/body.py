"""The bytes of a body, in memory or in a spool file. Knows nothing of formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SPOOL_ABOVE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes as they came, after transfer and content coding were undone."""

    data: bytes = b""
    """The bytes, empty when they lie in `path`."""
    path: Path | None = None
    """Spool file of a body above SPOOL_ABOVE_BYTES."""
    size_bytes: int = 0
    """Length, wherever the bytes lie."""

    @classmethod
    def of(cls, data: bytes) -> Body:
        return cls(data, None, len(data))

    @classmethod
    def in_file(cls, path: Path) -> Body:
        return cls(b"", path, path.stat().st_size)

    def read(self, limit_bytes: int | None = None) -> bytes:
        """The bytes, at most `limit_bytes` of them.

        Raises:
            OSError: The spool file is gone.
        """
        if self.path is None:
            return self.data if limit_bytes is None else self.data[:limit_bytes]
        with self.path.open("rb") as handle:
            return handle.read() if limit_bytes is None else handle.read(limit_bytes)


EMPTY_BODY = Body()
