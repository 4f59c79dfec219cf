"""Bodies: each content once, in pieces, none for nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.history.bodies import PIECE_BYTES, keep_body, read_body
from cloudflow_tui.history.migrations import migrate


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(opened()) as connection:
        yield connection


def opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return connection


def count(connection: sqlite3.Connection, table: str) -> int:
    (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found)


@pytest.mark.parametrize("size", [1, 1000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_equal_bodies_are_kept_once(connection: sqlite3.Connection, size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    first, size_bytes = keep_body(connection, [data])
    second, _ = keep_body(connection, [data[: size // 2], data[size // 2 :]])
    assert first == second
    assert size_bytes == size
    assert count(connection, "bodies") == 1
    assert count(connection, "body_pieces") == -(-size // PIECE_BYTES)
    assert read_body(connection, first) == data


def test_nothing_is_kept_for_nothing(connection: sqlite3.Connection) -> None:
    assert keep_body(connection, [b"", b""]) == (None, 0)
    assert keep_body(connection, []) == (None, 0)
    assert count(connection, "bodies") == 0
    assert read_body(connection, None) == b""


@given(st.lists(st.binary(max_size=30) | st.just(b"x" * 700_000), max_size=5))
@settings(max_examples=30, deadline=None)
def test_chunks_add_up(chunks: list[bytes]) -> None:
    with closing(opened()) as connection:
        body_id, size_bytes = keep_body(connection, chunks)
        assert read_body(connection, body_id) == b"".join(chunks)
        assert size_bytes == len(b"".join(chunks))
