"""Mistyped words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.typos import KnownWords, slips_between

WORDS = KnownWords(["firewall", "hypervisor", "user", "users", "disk", "transaction"])


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("fierwall", "firewall"),
        ("firewal", "firewall"),
        ("firrewall", "firewall"),
        ("hypervisr", "hypervisor"),
        ("hypervizer", "hypervisor"),
        ("hyperviz", "hypervisor"),
        ("trnas", "transaction"),
        ("usre", "user"),
        ("ifrewall", "firewall"),
    ],
)
def test_near(word: str, near: str) -> None:
    assert WORDS.near(word)[0] == near


@pytest.mark.parametrize("word", ["", "usr", "zzzzzzzz", "banana", "dosage"])
def test_nothing_is_near(word: str) -> None:
    assert WORDS.near(word) == ()


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "abd", 1),
        ("abc", "ab", 1),
        ("ab", "abxy", 2),
        ("abcd", "badc", 2),
        ("abc", "xyz", 3),
    ],
)
def test_slips_between(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other, 3) == slips
    assert slips_between(one, other, 1) == min(slips, 2)


SHORT = st.text(alphabet="abc", max_size=6)


@given(SHORT, SHORT)
def test_slips_count_the_same_both_ways(one: str, other: str) -> None:
    assert slips_between(one, other, 9) == slips_between(other, one, 9)
    assert (slips_between(one, other, 9) == 0) == (one == other)


@given(st.text())
def test_any_word_is_taken(word: str) -> None:
    WORDS.near(word)
