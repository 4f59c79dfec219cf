"""JSON written for people and read with the place of every mistake."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.json_body import read_json, write_json
from cloudflow_tui.request.values import Value, is_same
from tests.request.examples import VALUES


def test_written_for_people() -> None:
    text = write_json({"user": {"login": "zoë", "ids": [1, 2], "vip": True, "note": None, "e": [], "o": {}}})
    assert text == (
        '{\n  "user": {\n    "login": "zoë",\n    "ids": [\n      1,\n      2\n    ],\n'
        '    "vip": true,\n    "note": null,\n    "e": [],\n    "o": {}\n  }\n}'
    )


def test_on_one_line() -> None:
    assert write_json({"a": [1, {"b": "c"}]}, indent=0) == '{"a": [1, {"b": "c"}]}'


@settings(deadline=None)
@given(VALUES)
def test_round_trip(value: Value) -> None:
    for indent in (0, 2):
        found, notes = read_json(write_json(value, indent=indent))
        assert is_same(found, value)
        assert notes == ()


@settings(deadline=None)
@given(VALUES)
def test_others_can_read_it(value: Value) -> None:
    text = write_json(value)
    assert json.loads(text, parse_float=Decimal) == json.loads(
        write_json(value, indent=0), parse_float=Decimal
    )


def test_number_text_survives() -> None:
    text = '{"a": 0.10000000000000000000000001, "b": 123456789012345678901234567890}'
    assert write_json(read_json(text)[0], indent=0) == text


def test_what_json_cannot_say() -> None:
    assert write_json(float("nan")) == '"nan"'
    assert write_json("\ud800") == '"\\ud800"'


@pytest.mark.parametrize(
    ("text", "line", "column", "advice"),
    [
        ('{"a": 1,}', 1, 9, "Take out the comma at the end."),
        (
            '{\n  "a": 1\n  "b": 2\n}',
            3,
            3,
            "Keys and text stand in double quotes, values are parted by commas.",
        ),
        ("{'a': 1}", 1, 2, "JSON takes double quotes, not single ones."),
        ('{"a": True}', 1, 7, "JSON writes true, false and null."),
        ('{"a": “x”}', 1, 7, "JSON takes straight double quotes only."),
        ("<user/>", 1, 1, "This looks like XML; switch the format."),
        ('{"a": {', 1, 8, "The text ends too early."),
        ("{&quot;a&quot;: 1}", 1, 2, "The text was escaped for HTML; write plain quotes."),
        ('{"a": NaN}', 1, 7, "Write null or a number."),
    ],
)
def test_mistakes(text: str, line: int, column: int, advice: str) -> None:
    with pytest.raises(BodySyntaxError) as caught:
        read_json(text)
    assert (caught.value.line, caught.value.column, caught.value.advice) == (line, column, advice)


def test_a_key_that_stands_twice() -> None:
    value, notes = read_json('{"a": 1, "a": 2}')
    assert value == {"a": 2}
    assert notes == ("'a' stands twice in one object; the last one counts.",)


@pytest.mark.parametrize("text", ["[" * 200 + "]" * 200, "[" * 100_000, '{"a": 1e99999999999999999999}'])
def test_hostile(text: str) -> None:
    with pytest.raises(BodySyntaxError):
        read_json(text)
