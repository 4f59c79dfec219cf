"""Versions: how they compare, and what is made of a version that is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.versions import (
    KNOWN,
    NEWEST,
    is_before,
    known_version,
    presence,
    version_before,
    version_key,
)


def test_the_known_ones_stand_in_order() -> None:
    keys = [version_key(version) for version in KNOWN]
    assert keys == sorted(set(keys))  # type: ignore[type-var]  # none of them is None
    assert (KNOWN[0], KNOWN[-1]) == ("2.0", "6.7") == ("2.0", NEWEST)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("5.4", (5, 4)),
        ("v6.7", (6, 7)),
        ("6.7.0-12", (6, 7)),
        ("6.7.3", (6, 7, 3)),
        (" 6 ", (6, 0)),
        ("5.10", (5, 10)),
        ("", None),
        ("six", None),
        ("٦.٧", (6, 7)),
        ("1.2.3.4.5", None),
    ],
)
def test_version_key(text: str, key: tuple[int, ...] | None) -> None:
    assert version_key(text) == key


def test_versions_compare_by_parts() -> None:
    assert is_before("5.1", "5.10")
    assert not is_before("5.10", "5.2")
    assert is_before("5.9", "6.0")
    assert not is_before("6.7", "6.7.0")
    assert is_before("6.7", "6.7.1")
    assert not is_before("", "6.7")
    assert not is_before("5.4", "")


@pytest.mark.parametrize(
    ("text", "version", "told"),
    [
        ("5.4", "5.4", ""),
        ("6.7.0-12", "6.7", ""),
        ("5.4.2", "5.4", ""),
        ("", "6.7", ""),
        ("7.0", "6.7", "later than all that is known"),
        ("6.10", "6.7", "later than all that is known"),
        ("1.9", "6.7", "1.9 is not known"),
        ("4.9", "6.7", "4.9 is not known"),
        ("banana", "6.7", "'banana' is no version"),
    ],
)
def test_known_version(text: str, version: str, told: str) -> None:
    found = known_version(text)
    assert found.version == version
    assert told in found.note
    assert bool(found.note) == bool(told)


@given(st.text())
def test_any_text_is_a_known_version(text: str) -> None:
    assert known_version(text).version in KNOWN


@pytest.mark.parametrize(
    ("version", "since", "until", "wanted"),
    [
        ("5.4", "", "", "here"),
        ("5.4", "5.4", "", "new"),
        ("5.4", "5.4", "5.4", "new"),
        ("5.4", "5.3", "5.4", "here"),
        ("5.4", "5.5", "", "not_yet"),
        ("5.4", "5.10", "", "not_yet"),
        ("5.4", "", "5.3", "gone"),
        ("5.4", "2.0", "5.3", "gone"),
        ("5.4", "2.0", "", "here"),
    ],
)
def test_presence(version: str, since: str, until: str, wanted: str) -> None:
    assert presence(version, since, until) == wanted


@pytest.mark.parametrize(("version", "before"), [("6.0", "5.9"), ("2.1", "2.0"), ("2.0", ""), ("x", "")])
def test_version_before(version: str, before: str) -> None:
    assert version_before(version) == before
