"""Bodies in tables of their own: packed, in pieces, each content once. Gets them masked already."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

PIECE_BYTES = 1024 * 1024
_LEVEL = 3
"""Of zlib: half the time of the default, at a few per cent more room."""


def keep_body(connection: sqlite3.Connection, chunks: Iterable[bytes]) -> tuple[int | None, int]:
    """Write a body within the transaction that is open.

    Returns:
        Its id, None for an empty one, and its size in bytes.
    """
    pieces = _regular(chunks)
    first = next(pieces, b"")
    if not first:
        return None, 0
    if len(first) < PIECE_BYTES:
        return _keep_small(connection, first), len(first)
    return _keep_large(connection, first, pieces)


def read_body(connection: sqlite3.Connection, body_id: int | None) -> bytes:
    """The bytes of a body, b"" for None."""
    if body_id is None:
        return b""
    found = connection.execute(
        "SELECT packed FROM body_pieces WHERE body_id = ? ORDER BY position", (body_id,)
    )
    return b"".join(zlib.decompress(packed) for (packed,) in found)


def _keep_small(connection: sqlite3.Connection, data: bytes) -> int:
    digest = hashlib.sha256(data).digest()
    known = _known(connection, digest)
    if known is not None:
        return known
    body_id = _begin(connection, digest, len(data))
    _piece(connection, body_id, 0, data)
    return body_id


def _keep_large(connection: sqlite3.Connection, first: bytes, rest: Iterator[bytes]) -> tuple[int, int]:
    """Its digest is known at the end only; what turns out to be there already is taken out again."""
    digest = hashlib.sha256(first)
    size_bytes = len(first)
    body_id = _begin(connection, b"", 0)
    _piece(connection, body_id, 0, first)
    for position, piece in enumerate(rest, start=1):
        digest.update(piece)
        size_bytes += len(piece)
        _piece(connection, body_id, position, piece)
    known = _known(connection, digest.digest())
    if known is not None:
        connection.execute("DELETE FROM bodies WHERE id = ?", (body_id,))
        return known, size_bytes
    connection.execute(
        "UPDATE bodies SET sha256 = ?, size_bytes = ? WHERE id = ?", (digest.digest(), size_bytes, body_id)
    )
    return body_id, size_bytes


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


def _known(connection: sqlite3.Connection, digest: bytes) -> int | None:
    row = connection.execute("SELECT id FROM bodies WHERE sha256 = ?", (digest,)).fetchone()
    return None if row is None else int(row[0])


def _begin(connection: sqlite3.Connection, digest: bytes, size_bytes: int) -> int:
    done = connection.execute("INSERT INTO bodies (sha256, size_bytes) VALUES (?, ?)", (digest, size_bytes))
    assert done.lastrowid is not None
    return done.lastrowid


def _piece(connection: sqlite3.Connection, body_id: int, position: int, data: bytes) -> None:
    connection.execute(
        "INSERT INTO body_pieces VALUES (?, ?, ?)", (body_id, position, zlib.compress(data, _LEVEL))
    )
