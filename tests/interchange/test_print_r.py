"""What print_r of PHP prints, read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.interchange.print_r import read_print_r

KEYS = st.text("abcdefgh_", min_size=1, max_size=8)
VALUES = st.recursive(
    st.text("abc xyz012.@", max_size=12).map(str.strip),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def printed(value: object, level: int = 0) -> str:
    """As PHP prints it."""
    if not isinstance(value, dict | list):
        return f"{value}\n"
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    blank = " " * 8 * level
    inner = "".join(f"{blank}    [{key}] => {printed(one, level + 1)}" for key, one in pairs)
    return f"Array\n{blank}(\n{inner}{blank})\n\n"


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_is_printed_is_read_back(value: dict[str, object]) -> None:
    found = read_print_r(printed(value), 0)
    assert found is not None
    assert found.value == value


def test_objects_and_values_of_several_lines() -> None:
    text = (
        "stdClass Object\n(\n    [note] => one\ntwo\n    [inner] => SimpleXMLElement Object\n"
        "        (\n            [a] => 1\n        )\n\n)\n"
    )
    found = read_print_r(text, 0)
    assert found is not None
    assert found.value == {"note": "one\ntwo", "inner": {"a": "1"}}


def test_a_cut_one_gives_what_came() -> None:
    found = read_print_r("Array\n(\n    [a] => 1\n    [b] => Array\n        (\n            [c] => 2\n", 0)
    assert found is not None
    assert found.value == {"a": "1", "b": {"c": "2"}}


def test_anything_else_is_none() -> None:
    assert read_print_r("an array of things", 0) is None
    assert read_print_r("Array of things", 0) is None
