"""Bodies: each content once, in pieces, none for nothing."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history.bodies import (
    PIECE_BYTES,
    keep_body,
    read_body,
    read_head,
    remove_orphans,
    stage_body,
)
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


def keep(connection: sqlite3.Connection, chunks: list[bytes], folder: Path) -> int | None:
    return keep_body(connection, stage_body(chunks, folder))[0]


@pytest.mark.parametrize("size", [1, 1000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_equal_bodies_are_kept_once(connection: sqlite3.Connection, tmp_path: Path, size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    folder = tmp_path / "bodies"
    first = stage_body([data], folder)
    kept, is_new = keep_body(connection, first)
    again, is_new_again = keep_body(connection, stage_body([data[: size // 2], data[size // 2 :]], folder))
    assert kept == again
    assert (is_new, is_new_again) == (True, False)
    assert first.size_bytes == size
    assert count(connection, "bodies") == 1
    assert read_body(connection, kept, folder) == data
    assert data.startswith(read_head(connection, kept, folder)[:100])


def test_large_ones_lie_in_private_files(connection: sqlite3.Connection, tmp_path: Path) -> None:
    folder = tmp_path / "bodies"
    keep(connection, [b"x" * (PIECE_BYTES - 1)], folder)
    assert not folder.exists()
    keep(connection, [b"x" * PIECE_BYTES], folder)
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.stat().st_size < 100_000


def test_a_lost_file_is_told(connection: sqlite3.Connection, tmp_path: Path) -> None:
    kept = keep(connection, [b"x" * PIECE_BYTES], tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"nonsense")
    with pytest.raises(HistoryError, match="it is damaged"):
        read_body(connection, kept, tmp_path)
    path.unlink()
    with pytest.raises(HistoryError, match="No such file"):
        read_body(connection, kept, tmp_path)


def test_a_reader_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * 2 * PIECE_BYTES
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        stage_body(chunks(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_files_that_nobody_has_are_removed(connection: sqlite3.Connection, tmp_path: Path) -> None:
    kept = keep(connection, [b"x" * PIECE_BYTES], tmp_path)
    stage_body([b"y" * PIECE_BYTES], tmp_path)
    (tmp_path / "other.txt").touch()
    remove_orphans(connection, tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    remove_orphans(connection, tmp_path, older_than_s=-1)
    assert len(list(tmp_path.iterdir())) == 2
    assert read_body(connection, kept, tmp_path) == b"x" * PIECE_BYTES


def test_nothing_is_kept_for_nothing(connection: sqlite3.Connection, tmp_path: Path) -> None:
    assert keep(connection, [b"", b""], tmp_path) is None
    assert keep(connection, [], tmp_path) is None
    assert count(connection, "bodies") == 0
    assert read_body(connection, None, tmp_path) == b""


@given(st.lists(st.binary(max_size=30) | st.just(b"x" * 700_000), max_size=5))
@settings(max_examples=30, deadline=None)
def test_chunks_add_up(chunks: list[bytes]) -> None:
    with closing(opened()) as connection, TemporaryDirectory() as name:
        staged = stage_body(chunks, Path(name))
        kept, _ = keep_body(connection, staged)
        assert read_body(connection, kept, Path(name)) == b"".join(chunks)
        assert staged.size_bytes == len(b"".join(chunks))
