"""Bodies: packed, each content once, small ones in tables, large ones in files beside the database.

Gets them masked already. A large body is brought to its file before a transaction begins, so that nobody
waits for it.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError

if TYPE_CHECKING:
    import sqlite3

PIECE_BYTES = 1024 * 1024
"""A body of this size or more lies in a file of its own."""
APART_ABOVE_BYTES = 4 * 1024 * 1024
"""A longer one is made ready by a process of its own."""
HEAD_BYTES = 64 * 1024
_LEVEL = 3
"""Of zlib: half the time of the default, at a few per cent more room."""


@dataclass(frozen=True, slots=True)
class StagedBody:
    """A body that is ready to be written down."""

    digest: bytes
    size_bytes: int
    data: bytes
    """All of a small body, the beginning of a large one."""
    file_name: str = ""
    """Where a large one lies, within the folder of bodies."""


def stage_body(chunks: Iterable[bytes], folder: Path) -> StagedBody:
    """Make a body ready; a large one is written to its file.

    Raises:
        OSError: The file cannot be written, or the chunks cannot be read.
    """
    pieces = _regular(chunks)
    first = next(pieces, b"")
    if len(first) < PIECE_BYTES:
        return StagedBody(hashlib.sha256(first).digest(), len(first), first)
    return _stage_large(first, pieces, folder)


def keep_body(connection: sqlite3.Connection, staged: StagedBody) -> tuple[int | None, bool]:
    """Write a body down within the transaction that is open.

    Returns:
        Its id, None for an empty one, and whether its content is new.
    """
    if not staged.size_bytes:
        return None, False
    row = connection.execute("SELECT id FROM bodies WHERE sha256 = ?", (staged.digest,)).fetchone()
    if row is not None:
        return int(row[0]), False
    done = connection.execute(
        "INSERT INTO bodies (sha256, size_bytes, file) VALUES (?, ?, ?)",
        (staged.digest, staged.size_bytes, staged.file_name),
    )
    if not staged.file_name:
        connection.execute(
            "INSERT INTO body_pieces VALUES (?, 0, ?)", (done.lastrowid, zlib.compress(staged.data, _LEVEL))
        )
    return done.lastrowid, True


def read_body(connection: sqlite3.Connection, body_id: int | None, folder: Path) -> bytes:
    """The bytes of a body, b"" for None.

    Raises:
        HistoryError: Its file is gone or damaged.
    """
    return b"".join(_pieces(connection, body_id, folder))


def read_head(connection: sqlite3.Connection, body_id: int | None, folder: Path) -> bytes:
    """The beginning of a body: all of a small one, at least HEAD_BYTES of a large one.

    Raises:
        HistoryError: Its file is gone or damaged.
    """
    return next(_pieces(connection, body_id, folder), b"")


def remove_orphans(connection: sqlite3.Connection, folder: Path, older_than_s: float = 3600.0) -> None:
    """Remove files that no body has, such as those of programs that were killed.

    Args:
        older_than_s: Younger files stay: another program may be about to write down whose they are.
    """
    if not folder.is_dir():
        return
    known = {name for (name,) in connection.execute("SELECT file FROM bodies WHERE file <> ''")}
    latest = time.time() - older_than_s
    for path in folder.iterdir():
        if path.suffix in (".z", ".part") and path.name not in known:
            with suppress(OSError):
                if path.stat().st_mtime <= latest:
                    path.unlink()


def _pieces(connection: sqlite3.Connection, body_id: int | None, folder: Path) -> Iterator[bytes]:
    if body_id is None:
        return
    row = connection.execute("SELECT file FROM bodies WHERE id = ?", (body_id,)).fetchone()
    if row is None or not row[0]:
        found = connection.execute(
            "SELECT packed FROM body_pieces WHERE body_id = ? ORDER BY position", (body_id,)
        )
        for (packed,) in found:
            yield zlib.decompress(packed)
        return
    yield from _file_pieces(folder / row[0])


def _file_pieces(path: Path) -> Iterator[bytes]:
    unpacking = zlib.decompressobj()
    try:
        with path.open("rb") as handle:
            while packed := handle.read(PIECE_BYTES):
                yield unpacking.decompress(packed)
        yield unpacking.flush()
    except (OSError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is damaged"
        raise HistoryError(
            f"A body of the history cannot be read from {path}: {reason}.",
            advice="The rest of the exchange is there; the file was removed or changed by another program.",
            file=str(path),
        ) from error


def _stage_large(first: bytes, rest: Iterator[bytes], folder: Path) -> StagedBody:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f"{os.urandom(8).hex()}.part"
    digest, size_bytes = hashlib.sha256(), 0
    packing = zlib.compressobj(_LEVEL)
    try:
        with open(part, "xb", opener=_private) as handle:
            for piece in _chained(first, rest):
                digest.update(piece)
                size_bytes += len(piece)
                handle.write(packing.compress(piece))
            handle.write(packing.flush())
        name = f"{digest.hexdigest()}.z"
        os.replace(part, folder / name)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return StagedBody(digest.digest(), size_bytes, first[:HEAD_BYTES], name)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _private(name: str, flags: int) -> int:
    """Opens a file that only its owner can read."""
    return os.open(name, flags, 0o600)


def _regular(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE_BYTES, the last one shorter."""
    held = b""
    for chunk in chunks:
        held += chunk
        start = 0
        while len(held) - start >= PIECE_BYTES:
            yield held[start : start + PIECE_BYTES]
            start += PIECE_BYTES
        held = held[start:]
    if held:
        yield held
