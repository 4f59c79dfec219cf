"""Lines by number, offset and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document.text_index import BLOCK_BYTES, HexLines, TextIndex


def lines_of(text: bytes) -> list[bytes]:
    lines = text.split(b"\n")
    return lines[:-1] if lines[-1] == b"" else lines


@given(st.lists(st.integers(0, 40_000), max_size=12), st.booleans())
def test_agrees_with_split_over_blocks(lengths: list[int], has_end: bool) -> None:
    text = b"\n".join(b"x" * length for length in lengths) + (b"\n" if has_end else b"")
    index = TextIndex(text)
    expected = lines_of(text)
    assert index.count == len(expected)
    assert [index.line(number) for number in range(index.count)] == expected
    for number in range(index.count):
        start = index.start_of(number)
        assert index.number_at(start) == number
        assert index.number_at(index.end_of(number)) == number
    assert index.start_of(index.count + 5) == len(text)


@pytest.mark.parametrize("size", [BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1])
def test_a_line_end_at_the_border_of_a_block(size: int) -> None:
    index = TextIndex(b"a" * (size - 1) + b"\n" + b"b")
    assert index.count == 2
    assert index.line(1) == b"b"
    assert index.number_at(size - 1) == 0
    assert index.number_at(size) == 1


def test_many_lines_far_apart() -> None:
    text = b"".join(b"%d\n" % number for number in range(200_000))
    index = TextIndex(text)
    for number in (0, 199_999, 5, 100_000, 150_000, 17, 60_000, 1, 120_000, 90_000, 30_000):
        assert index.line(number) == b"%d" % number


def test_limit_and_missing_lines() -> None:
    index = TextIndex(b"long line\n")
    assert index.line(0, 4) == b"long"
    for number in (-1, 1):
        with pytest.raises(IndexError):
            index.line(number)


def test_hex_lines() -> None:
    lines = HexLines(bytes(range(60, 77)))
    assert lines.count == 2
    assert lines.line(0) == b"00000000  3c 3d 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK"
    assert lines.line(1).endswith(b"  L")
    with pytest.raises(IndexError):
        lines.line(2)
