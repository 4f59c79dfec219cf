"""Undoes content codings piece by piece, so that neither a bomb nor an endless stream fills the memory.

Codings that were not asked for (br, zstd) and bodies that are not in the coding they are said to be in
stay as they came.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

PIECE_BYTES = 256 * 1024
"""Most bytes that one piece decodes to."""
MAX_CODINGS = 3
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class CodingError(Exception):
    """Coded bytes that cannot be decoded any further."""


class Coding(Protocol):
    """One stage: bytes in, decoded pieces out."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces of at most PIECE_BYTES. Raises CodingError."""

    def end(self) -> Iterator[bytes]:
        """What is left once all came. Raises CodingError when the end is missing."""


class Plain:
    """No coding at all."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        if data:
            yield data

    def end(self) -> Iterator[bytes]:
        return iter(())


class Deflated:
    """gzip or deflate.

    Args:
        name: "gzip" or "deflate"; the latter is taken with and without its zlib header.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._head = b""
        self._decoder: zlib._Decompress | None = None
        self._is_plain = False
        self._is_after_end = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._is_plain:
            yield data
            return
        if self._decoder is None:
            self._head += data
            if len(self._head) < 2:
                return
            data, self._head = self._head, b""
            bits = self._bits(data)
            if bits is None:
                self._is_plain = True
                yield data
                return
            self._decoder = zlib.decompressobj(bits)
        yield from self._decoded(data)

    def end(self) -> Iterator[bytes]:
        if self._decoder is None:
            if self._head:
                yield self._head
            return
        if not self._decoder.eof and not self._is_after_end:
            raise CodingError(f"its {self._name} coding has no end")

    def _bits(self, data: bytes) -> int | None:
        if self._name == "gzip":
            return _GZIP if data[:2] == b"\x1f\x8b" else None
        has_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        if has_header:
            return _ZLIB
        # Text that is not deflated at all would fail at once as raw deflate.
        return None if data.lstrip()[:1] in (b"{", b"[", b"<", b'"') else _RAW

    def _decoded(self, data: bytes) -> Iterator[bytes]:
        while not self._is_after_end:
            assert self._decoder is not None
            try:
                piece = self._decoder.decompress(data, PIECE_BYTES)
            except zlib.error as error:
                raise CodingError(f"its {self._name} coding is damaged") from error
            if piece:
                yield piece
            if not self._decoder.eof:
                data = self._decoder.unconsumed_tail
                # A full piece may leave more behind although all input is used up.
                if not data and len(piece) < PIECE_BYTES:
                    return
                continue
            data = self._decoder.unused_data
            # Several gzip members in a row are one body; anything else behind the end is padding.
            if self._name != "gzip" or (data and data[:2] != b"\x1f\x8b"):
                self._is_after_end = True
            elif not data:
                return
            else:
                self._decoder = zlib.decompressobj(_GZIP)


class Chain:
    """Several codings, undone from the last to the first."""

    def __init__(self, stages: list[Coding]) -> None:
        self._stages = stages

    def feed(self, data: bytes) -> Iterator[bytes]:
        return self._through(0, iter((data,)))

    def end(self) -> Iterator[bytes]:
        for index, stage in enumerate(self._stages):
            yield from self._through(index + 1, stage.end())

    def _through(self, index: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
        if index >= len(self._stages):
            yield from pieces
            return
        for piece in pieces:
            yield from self._through(index + 1, self._stages[index].feed(piece))


def coding_of(content_encoding: str) -> Coding:
    """The decoder for a `Content-Encoding` header; one that cannot be undone leaves the body as it is."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name.removeprefix("x-") for name in names if name and name != "identity"]
    if not names or len(names) > MAX_CODINGS or any(name not in ("gzip", "deflate") for name in names):
        return Plain()
    return Chain([Deflated(name) for name in reversed(names)])
