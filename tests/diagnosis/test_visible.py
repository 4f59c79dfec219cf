"""Text of servers, made fit to be shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.diagnosis.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("has already been taken", "has already been taken"),
        ("  two\r\n lines\t here ", "two lines here"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\x00b\x7f", "a␀b␡"),
        ("c1\x9b and \u202eright to left", "c1\\x9b and \\u202eright to left"),
        ("\ud800", "\\ud800"),
        ("città ✓ 東京", "città ✓ 東京"),
        ("no\xa0break", "no break"),
        ("", ""),
    ],
)
def test_characters_are_shown_not_obeyed(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_long_text_is_cut_with_a_mark() -> None:
    assert visible("x" * 20, 10) == "x" * 9 + "…"
    assert visible("x" * 10, 10) == "x" * 10


@settings(deadline=None)
@given(st.text(st.characters(codec=None)), st.integers(min_value=1, max_value=40))
def test_what_is_shown_is_printable_and_bounded(text: str, limit: int) -> None:
    shown = visible(text, limit)
    assert len(shown) <= limit
    assert shown.isprintable()
    shown.encode("utf-8")
