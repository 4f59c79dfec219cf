"""Values of programs, read without running anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.interchange.literals import UNKNOWN, Literals, to_plain

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text("abc xyz-", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_", min_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


def value(text: str, **names: object) -> object:
    return to_plain(Literals(text, names).value(0)[0])


@given(PLAIN)
def test_python_and_json_are_read_back(data: object) -> None:
    assert value(repr(data)) == data
    assert value(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("array('a' => 1, 'b' => array(1, 2))", {"a": 1, "b": [1, 2]}),
        ("['a' => true, 'b' => null]", {"a": True, "b": None}),
        ("{ a: 1, :b => 'x', 'c' => nil }", {"a": 1, "b": "x", "c": None}),
        ("@{ a = 1; b = $true; c = @(1, 2) }", {"a": 1, "b": True, "c": [1, 2]}),
        ("'a' . 'b'", "ab"),
        ('"x" + "y"', "xy"),
        ("('a', 'b')", ["a", "b"]),
        ("'it\\'s'", "it's"),
        ("unknown_thing", UNKNOWN),
        ("known", 7),
        ("f'{known}-{other}'", f"7-{UNKNOWN}"),
        ('"#{known}"', "7"),
    ],
)
def test_other_tongues(text: str, wanted: object) -> None:
    assert value(text, known=7) == wanted


@given(st.text(max_size=120))
def test_any_text_comes_to_an_end(text: str) -> None:
    Literals(text).value(0)
    Literals(text).arguments(0)
