"""Text broken into lines of so many cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cloudflow_tui.tui.widgets.wrapping import wrapped, wrapped_paragraphs


def test_breaks_at_blanks() -> None:
    assert wrapped("is too short (minimum is 6 characters)", 18) == [
        "is too short",
        "(minimum is 6",
        "characters)",
    ]


def test_breaks_long_words_anywhere() -> None:
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_nothing_is_one_empty_line() -> None:
    assert wrapped("", 10) == [""]


def test_control_characters_are_shown() -> None:
    assert wrapped("a\x1b[31mb", 40) == ["a\\x1b[31mb"]


def test_paragraphs_stay_apart() -> None:
    assert wrapped_paragraphs("one two\n\n  three", 5) == ["one", "two", "", "three"]
    assert wrapped_paragraphs("", 5) == []


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Mn", "Me", "Cf"])),
    st.integers(2, 30),
)
def test_no_line_is_wider_and_nothing_is_lost(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert all(cell_len(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
