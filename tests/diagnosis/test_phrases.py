"""Known error texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.diagnosis import explain_text
from cloudflow_tui.diagnosis.phrases import known_parts, known_phrase, phrases


def first(text: str) -> tuple[str, str]:
    match = explain_text(text)[0]
    return match.phrase.text, match.how


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("can't be blank", "can't be blank"),
        ("Can`t be blank.", "can't be blank"),
        ("can’t  be blank ", "can't be blank"),
        ("is too short (minimum is 6 characters)", "is too short (minimum is <n> characters)"),
        ("Virtual server must have at least 512MB of RAM", "Virtual server must have at least <n>MB of RAM"),
        ("resource Not Found", "Resource not found"),
        ("EdgeGroup not found", "<Class> not found"),
        (
            "Virtual server root password cannot be reset at the moment. ",
            "Virtual server root password cannot be reset at the moment",
        ),
    ],
)
def test_exact_texts_in_their_spellings(text: str, known: str) -> None:
    assert first(text) == (known, "exact")
    phrase = known_phrase(text)
    assert phrase is not None
    assert phrase.text == known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("CDN hostname can't be blank", "can't be blank"),
        ("login: has already been taken, try again", "has already been taken"),
        ("curl: (3) bad range in URL position 61:", "bad range in URL position <n>"),
        (
            "The wrapper class 'OnApp_Role' does not support OnApp version '0'",
            "does not support OnApp version '0'",
        ),
    ],
)
def test_texts_within_texts(text: str, known: str) -> None:
    assert first(text) == (known, "within")


def test_a_message_that_begins_with_the_name_of_its_field() -> None:
    phrase = known_phrase("CDN hostname can't be blank")
    assert phrase is not None
    assert phrase.text == "can't be blank"
    assert known_phrase("a can't be blank text goes on") is None


def test_texts_that_resemble_one() -> None:
    assert first("has allready been takn") == ("has already been taken", "similar")
    assert first("white-listed") == ("Access Denied as your IP is not white-listed", "similar")


@pytest.mark.parametrize("text", ["", "   ", "zzzz qqqq"])
def test_texts_that_nobody_knows(text: str) -> None:
    assert explain_text(text) == ()
    assert known_phrase(text) is None


def test_the_table_is_sound() -> None:
    table = phrases()
    assert len(table) >= 45
    assert len({phrase.text for phrase in table}) == len(table)
    for phrase in table:
        assert phrase.meaning.endswith(".")
        assert phrase.checks
        assert all(check.endswith((".", "?")) for check in phrase.checks)
        assert "!" not in phrase.meaning + "".join(phrase.checks)
        assert known_phrase(phrase.text.replace("<n>", "7")) is not None


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    assert len(explain_text(text)) <= len(phrases())


def test_every_text_of_the_vendor_is_known() -> None:
    lines = (Path(__file__).parent / "known_texts.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 90
    for line in lines:
        text = re.sub(r"<[^>]*>", "7", line)
        assert known_phrase(text) is not None, text


def test_wordings_of_two_ages() -> None:
    old, new = known_phrase("Limit rate field is invalid"), known_phrase("Limit rate is invalid")
    assert old is not None
    assert new is not None
    assert (old.until, new.since) == ("5.5", "5.6")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "End date is lower than Start date and Frequency 234 is unknown. Expected values: [0, 1, 2]",
            ("End date is lower than Start date", "Frequency 234 is unknown. Expected values: [0, 1, 2]"),
        ),
        ("Start date is not set and End date is not set", ("Start date is not set", "End date is not set")),
        ("smart, baremetal and vpc servers", ("smart, baremetal and vpc servers",)),
        (
            "Preconfigured only option is not allowed for smart, baremetal and vpc servers",
            ("Preconfigured only option is not allowed for smart, baremetal and vpc servers",),
        ),
    ],
)
def test_joined_texts_are_parted_only_when_both_are_known(text: str, parts: tuple[str, ...]) -> None:
    assert known_parts(text) == parts


def test_texts_that_only_sound_temporary_say_so() -> None:
    for text in (
        "An error occurred managing the resource remotely, please try again later. cert is malformed",
        "Backup cannot be made at this time: This disk cannot be backed up, check Location Group settings.",
        "Virtual server root password cannot be reset at the moment. ",
    ):
        phrase = known_phrase(text)
        assert phrase is not None
        assert "wait" not in " ".join(phrase.checks).casefold()
