"""Values as plain data, and text as a terminal may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.cli.plain import to_plain, visible


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    default: object = UNSET
    parts: tuple[object, ...] = ()


def test_escape_sequences_are_shown_not_obeyed() -> None:
    assert visible("a\x1b[2Jb\x07\x9b0m") == "a\\x1b[2Jb\\x07\\x9b0m"


def test_direction_marks_are_shown() -> None:
    assert visible("user\u202egpj") == "user\\u202egpj"


def test_lines_tabs_and_other_scripts_stay() -> None:
    assert visible("a\tb\nè 漢 ✓") == "a\tb\nè 漢 ✓"


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(ord(character) < 0x20 and character not in "\t\n" for character in shown)
    assert not any(0x7F <= ord(character) < 0xA0 for character in shown)


def test_unset_fields_are_left_out_and_null_stays() -> None:
    assert to_plain(Thing("a")) == {"name": "a", "parts": []}
    assert to_plain(Thing("a", default=None)) == {"name": "a", "default": None, "parts": []}


def test_nested_values_become_plain() -> None:
    moment = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    value = Thing("a", parts=(Thing("b"), {"at": moment}, frozenset({"z", "y"})))
    assert to_plain(value) == {
        "name": "a",
        "parts": [{"name": "b", "parts": []}, {"at": "2026-03-01T12:00:00+00:00"}, ["y", "z"]],
    }


def test_a_value_without_plain_form_is_named() -> None:
    with pytest.raises(TypeError, match="object"):
        to_plain(object())
