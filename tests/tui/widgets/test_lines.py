"""A line of the screen: columns, right end, cutting, and nothing that a terminal would obey."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from cloudflow_tui.tui.widgets.lines import CUT, Line, cut, cut_before_advice, plain

GROUND = Style(bgcolor="#101010")
RED = Style(color="#ff0000")


def test_text_stands_at_its_columns() -> None:
    line = Line(20, GROUND).at(2).put("ab").at(6).put("cd")
    assert line.strip().text == "  ab  cd            "


def test_a_column_that_is_passed_already_adds_nothing() -> None:
    assert Line(8, GROUND).put("abcd").at(2).put("e").strip().text == "abcde   "


def test_the_right_end_stays_and_the_left_is_cut() -> None:
    line = Line(12, GROUND).put("a long title").end(("38 ms", RED))
    assert line.strip().text == "a lon… 38 ms"


def test_the_margin_lies_behind_the_right_end() -> None:
    assert Line(8, GROUND).end(("12", None or RED)).strip(margin=1).text == "     12 "


def test_numbers_end_at_one_column() -> None:
    one = Line(10, GROUND).at(1).put_right("7", RED, width=5)
    assert one.strip().text == "     7    "


def test_pieces_keep_their_colour_on_the_ground() -> None:
    first = next(iter(Line(4, GROUND).put("ab", RED).strip()))
    assert first.style == GROUND + RED


def test_limits_cut_with_the_mark() -> None:
    assert Line(12, GROUND).put("abcdef", limit=4).strip().text.rstrip() == f"abc{CUT}"


def test_wide_characters_count_as_two_cells() -> None:
    assert cell_len(cut("漢字漢字", 5)) <= 5
    assert Line(6, GROUND).put("漢字漢字").strip().cell_length == 6


def test_control_characters_are_shown() -> None:
    assert plain("a\x1b[31mb\n") == "a\\x1b[31mb\\x0a"


@given(st.text(max_size=40), st.text(max_size=12), st.integers(0, 40), st.integers(0, 12))
def test_a_line_is_exactly_as_wide_as_it_should_be(left: str, right: str, width: int, column: int) -> None:
    strip = Line(width, GROUND).at(column).put(left).end((right, RED)).strip()
    assert strip.cell_length == width
    assert "\x1b" not in strip.text


@given(st.text(max_size=30), st.integers(0, 20))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cell_len(cut(plain(text), width)) <= width


@given(st.text(max_size=60), st.integers(0, 40))
def test_a_cut_saying_fits(text: str, width: int) -> None:
    assert cell_len(cut_before_advice(plain(text), width)) <= width


def test_a_cut_saying_keeps_what_to_do_next() -> None:
    said = "Not right: the body is not JSON at all. Send anyway: ctrl+r again"
    assert cut_before_advice(said, 80) == said
    assert cut_before_advice(said, 50) == f"Not right: the body is{CUT} Send anyway: ctrl+r again"
    assert cut_before_advice("No advice here", 9) == f"No advic{CUT}"
