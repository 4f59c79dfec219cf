"""Lines of places in JSON texts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.locate import line_of

TEXT = """{
  "a": 1,
  "b": {
    "c\\u0064": [
      {"e": "x, y]"},
      [1,
       2]
    ],
    "b": null
  },
  "a": 2
}"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("a",), 11),
        (("b",), 3),
        (("b", "cd"), 4),
        (("b", "cd", 0), 5),
        (("b", "cd", 0, "e"), 5),
        (("b", "cd", 1, 1), 7),
        (("b", "b"), 9),
        (("b", "cd", 7), 4),
        (("b", "nowhere", 1), 3),
        (("a", "deeper"), 11),
    ],
)
def test_line_of(place: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, place) == line


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), VALUES, min_size=1), st.data())
def test_each_key_of_the_top_stands_in_its_line(value: dict[str, object], data: st.DataObject) -> None:
    text = json.dumps(value, indent=1)
    key = data.draw(st.sampled_from(sorted(value)))
    line = line_of(text, (key,))
    assert text.splitlines()[line - 1].startswith(f" {json.dumps(key)}: ")
