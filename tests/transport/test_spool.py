"""Bodies on their way in: in memory while small, in a private file when not."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.transport.spool import KEPT_DAYS, Spool, remove_old


def test_a_small_body_touches_no_disk(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "bodies", spool_above_bytes=4)
    spool.write(b"ab")
    spool.write(b"cd")
    assert spool.body().read() == b"abcd"
    assert not (tmp_path / "bodies").exists()


def test_one_byte_more_goes_to_a_file(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "bodies", spool_above_bytes=4)
    for piece in (b"ab", b"cd", b"e", b"f"):
        spool.write(piece)
    body = spool.body()
    assert body.path is not None
    assert (body.read(), body.size_bytes) == (b"abcdef", 6)


def test_discarding_removes_the_file(tmp_path: Path) -> None:
    spool = Spool(tmp_path, spool_above_bytes=1)
    spool.write(b"abc")
    spool.discard()
    assert list(tmp_path.iterdir()) == []


def test_discarding_a_small_body_is_fine(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.write(b"abc")
    spool.discard()
    assert list(tmp_path.iterdir()) == []


def test_old_bodies_go_and_other_files_stay(tmp_path: Path) -> None:
    for name in ("old.body", "new.body", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    now = 2_000_000_000.0
    for name, age_days in (("old.body", KEPT_DAYS + 1), ("new.body", 1), ("notes.txt", 99)):
        os.utime(tmp_path / name, (now - age_days * 86_400,) * 2)
    remove_old(tmp_path, now=now)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.body", "notes.txt"]


@given(st.lists(st.binary(max_size=20)), st.integers(0, 60))
def test_pieces_add_up_wherever_they_lie(pieces: list[bytes], limit: int) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        spool = Spool(Path(folder), spool_above_bytes=limit)
        for piece in pieces:
            spool.write(piece)
        body = spool.body()
        assert body.read() == b"".join(pieces)
        assert (body.path is not None) == (spool.size_bytes > limit)
