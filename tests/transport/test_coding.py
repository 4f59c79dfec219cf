"""Content codings: undone in bounded pieces, left alone where they are not what they say."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.exchange import FailureKind
from cloudflow_tui.transport import Client
from cloudflow_tui.transport.coding import PIECE_BYTES, CodingError, coding_of
from tests.factories import make_request
from tests.transport.nasty_server import NastyServer


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/gzip", b'{"packed": true}'),
        ("/gzip-twice", b"[1]"),
        ("/gzip-members", b"[1, 2]"),
        ("/gzip-not", b'{"packed": false}'),
        ("/deflate", b'{"packed": true}'),
        ("/deflate-raw", b'{"packed": true}'),
        ("/brotli", b"\x0b\x02\x80[1]\x03"),
    ],
)
async def test_bodies_arrive_unpacked(client: Client, server: NastyServer, path: str, body: bytes) -> None:
    exchange = await client.send(make_request(url=server.url + path))
    assert exchange.failure is None
    assert exchange.response is not None
    assert exchange.response.body.read() == body


@pytest.mark.parametrize(
    ("path", "words"), [("/gzip-cut", "has no end"), ("/gzip-damaged", "coding is damaged")]
)
async def test_a_body_that_cannot_be_unpacked(
    client: Client, server: NastyServer, path: str, words: str
) -> None:
    exchange = await client.send(make_request(url=server.url + path))
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.PROTOCOL
    assert words in exchange.failure.message
    assert exchange.response is not None
    assert exchange.status == 200


def pack(data: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(data) + packer.flush()


def unpack(coding: str, data: bytes, step: int) -> list[bytes]:
    decoder = coding_of(coding)
    pieces: list[bytes] = []
    for start in range(0, len(data), step):
        pieces.extend(decoder.feed(data[start : start + step]))
    return [*pieces, *decoder.end()]


@given(st.binary(max_size=5000), st.integers(1, 700), st.sampled_from([31, 15]))
def test_whatever_was_packed_comes_out(data: bytes, step: int, bits: int) -> None:
    coding = "gzip" if bits == 31 else "deflate"
    assert b"".join(unpack(coding, pack(data, bits), step)) == data


@given(st.binary(max_size=300), st.integers(1, 50))
def test_plain_bodies_stay(data: bytes, step: int) -> None:
    assert b"".join(unpack("identity", data, step)) == data


@pytest.mark.parametrize("size", [PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 20 * PIECE_BYTES + 7])
def test_pieces_are_bounded(size: int) -> None:
    pieces = unpack("gzip", gzip.compress(b"a" * size), 1_000_000)
    assert sum(map(len, pieces)) == size
    assert max(map(len, pieces)) <= PIECE_BYTES


def test_padding_behind_the_end_is_left_out() -> None:
    assert b"".join(unpack("gzip", gzip.compress(b"[1]") + bytes(8), 1000)) == b"[1]"


def test_more_codings_than_anyone_uses_are_left_alone() -> None:
    data = gzip.compress(b"[1]")
    assert b"".join(unpack("gzip, gzip, gzip, gzip", data, 1000)) == data


def test_an_empty_body_needs_no_coding() -> None:
    assert unpack("gzip", b"", 1) == []


def test_a_missing_end_is_told() -> None:
    with pytest.raises(CodingError, match="gzip coding has no end"):
        unpack("gzip", gzip.compress(b"[1, 2]")[:-3], 4)
