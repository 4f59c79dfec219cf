"""Control characters as something to see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document.visible import CONTROL, decoded, escape_code, may_hold_control, picture, shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x7f\x9b\u202e\ufeff", "␡\\x9b\\u202e\\ufeff"),
        ("città ✓ 東京", "città ✓ 東京"),
        ("\ud800", "\\ud800"),
    ],
)
def test_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_escape_code_and_picture() -> None:
    assert (escape_code("\x1b"), picture("\x1b")) == ("\\x1b", "␛")
    assert (escape_code("\u202e"), picture("\u202e")) == ("\\u202e", "\\u202e")


@given(st.binary(max_size=60))
def test_nothing_that_a_terminal_obeys_comes_through(data: bytes) -> None:
    assert not CONTROL.search(decoded(data))


@given(st.text(st.characters(codec="utf-8")))
def test_the_cheap_look_misses_nothing(text: str) -> None:
    data = text.encode()
    assert may_hold_control(data) or shown(text) == text
    assert decoded(data) == shown(text)
