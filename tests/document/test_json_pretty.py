"""JSON laid out without a changed value, valid or not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.document.json_brackets import depth_of
from cloudflow_tui.document.json_pretty import pretty_json
from cloudflow_tui.document.layout import MAX_LEVELS

NUMBERS = st.from_regex(r"\A-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?\Z")
STRINGS = st.text(st.characters(codec="utf-8")).map(json.dumps) | st.sampled_from(
    ['"\\ud800"', '"\\/"', '"{[,:]}"', '"\\""', '"\\\\"', '"a  b"', '"é"', '""']
)
SPACES = st.sampled_from(["", " ", "\n", "\r\n\t", "   "])


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """JSON text with repeated keys and white space anywhere."""
    lists = st.tuples(SPACES, st.lists(inner, max_size=4)).map(
        lambda pair: f"[{pair[0]}{(pair[0] + ',' + pair[0]).join(pair[1])}{pair[0]}]"
    )
    members = st.tuples(STRINGS, SPACES, inner).map(
        lambda member: f"{member[0]}{member[1]}:{member[1]}{member[2]}"
    )
    objects = st.tuples(SPACES, st.lists(members, max_size=4)).map(
        lambda pair: f"{{{pair[0]}{(pair[0] + ',' + pair[0]).join(pair[1])}{pair[0]}}}"
    )
    return lists | objects


TEXTS = st.recursive(
    NUMBERS | STRINGS | st.sampled_from(["true", "false", "null"]), containers, max_leaves=15
)


def pairs(text: str) -> object:
    """Everything in a JSON text: numbers as text, objects as lists of pairs."""
    return json.loads(
        text, parse_int=lambda n: ("n", n), parse_float=lambda n: ("n", n), object_pairs_hook=list
    )


def without_blanks(text: bytes) -> bytes:
    return text.translate(None, b" \t\r\n")


@given(TEXTS)
def test_valid_text_keeps_all_it_says(text: str) -> None:
    done = pretty_json(text.encode())
    assert done.note == ""
    assert pairs(done.text.decode()) == pairs(text)
    assert pretty_json(done.text) == done


@given(TEXTS)
def test_the_own_tokenizer_lays_out_like_the_fast_one(text: str) -> None:
    data = text.encode()
    assert pretty_json(data, is_partial=True).text == pretty_json(data).text


@given(TEXTS, st.data())
def test_cut_text_is_shown_as_far_as_it_goes(text: str, draw: st.DataObject) -> None:
    data = text.encode()[: draw.draw(st.integers(0, len(text.encode())))]
    assert without_blanks(pretty_json(data).text) == without_blanks(data)
    assert pretty_json(data, is_partial=True).note == ""


@given(st.text('{}[]:,"\\ \n\tab1-.etrufalsn/', max_size=60) | st.binary(max_size=60))
def test_any_text_loses_nothing_but_blanks(text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    done = pretty_json(data)
    assert without_blanks(done.text) == without_blanks(data)
    try:
        json.loads(data)
    except (ValueError, UnicodeDecodeError):
        return
    assert json.loads(done.text) == json.loads(data)


@pytest.mark.parametrize("text", ["{}", '[{"a":1,"b":[]},[2,{}]]'])
def test_minified_and_indented_give_the_same(text: str) -> None:
    minified = pretty_json(text.encode())
    for indent in (0, 1, 4, "\t"):
        assert pretty_json(json.dumps(json.loads(text), indent=indent).encode()) == minified


@pytest.mark.parametrize(
    ("text", "laid_out", "note"),
    [
        ("[1,]", "[\n  1,\n]", "not valid JSON: a value expected at line 1, column 4"),
        (
            "[1 2]",
            "[\n  1 2\n]",
            "not valid JSON: a comma or the end of the list or object expected at line 1, column 4",
        ),
        ("{'a':1}", "{\n  'a': 1\n}", "not valid JSON: a key in quotes or } expected at line 1, column 2"),
        ('{"a" 1}', '{\n  "a" 1\n}', "not valid JSON: a colon expected at line 1, column 6"),
        ('{"a":\n 01}', '{\n  "a": 01\n}', "not valid JSON: a value expected at line 2, column 2"),
        ("[NaN]", "[\n  NaN\n]", "not valid JSON: a value or ] expected at line 1, column 2"),
        (
            '{"a":1}{"a":2}',
            '{\n  "a": 1\n}\n{\n  "a": 2\n}',
            "not valid JSON: nothing more expected at line 1, column 8",
        ),
        ("[}", "[\n}", "not valid JSON: a value or ] expected at line 1, column 2"),
        ('{"é":1,"a', '{\n  "é": 1,\n  "a', "not complete: the JSON breaks off at line 1, column 10"),
        ('{"a":tr', '{\n  "a": tr', "not complete: the JSON breaks off at line 1, column 8"),
        ('["a\\', '[\n  "a\\', "not complete: the JSON breaks off at line 1, column 5"),
        (
            '["\\x"]',
            '[\n  "\\x"\n]',
            "not valid JSON: text with a bad escape, a raw control character or no end, at line 1, column 2",
        ),
    ],
)
def test_the_first_fault_is_told(text: str, laid_out: str, note: str) -> None:
    done = pretty_json(text.encode())
    assert (done.text.decode(), done.note) == (laid_out, note)


@pytest.mark.parametrize("depth", [MAX_LEVELS, MAX_LEVELS + 1, 2000, 100_000])
def test_deep_nesting(depth: int) -> None:
    data = b'[{"a":' * (depth // 2) + b"1" + b"}]" * (depth // 2)
    done = pretty_json(data)
    assert without_blanks(done.text) == data
    assert len(done.text) <= len(data) * 4 + 32 * 1024 * 1024


def test_many_items_at_a_great_depth_do_not_grow_without_bound() -> None:
    data = b"[" * 900 + b",".join([b"1"] * 400_000) + b"]" * 900
    done = pretty_json(data)
    assert len(done.text) <= len(data) * 4 + 32 * 1024 * 1024
    assert "shown as it came" in done.note
    assert without_blanks(done.text) == data


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":"' + b"x" * 2_000_000,
        b'{"a"' * 100_000,
        b'["\\x' * 100_000,
        b'"' * 200_000,
        b"[1 " * 100_000,
        b"}" * 200_000,
        b'{"' + b"\\" * 1_000_001,
    ],
    ids=["endless text", "no colons", "bad escapes", "quotes", "no commas", "closers", "backslashes"],
)
def test_hostile_text_loses_nothing(data: bytes) -> None:
    done = pretty_json(data)
    assert without_blanks(done.text) == without_blanks(data)
    assert done.note


@settings(deadline=None)
@given(TEXTS)
def test_depth_is_never_underestimated(text: str) -> None:
    def depth(value: object) -> int:
        if isinstance(value, dict):
            return 1 + max(map(depth, value.values()), default=0)
        return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0

    assert depth_of(text.encode()) >= depth(json.loads(text))


def test_depth_of_ordinary_answers_is_small() -> None:
    rows = [
        {"user": {"id": number, "note": 'a "[{" b', "roles": [{"role": {"id": 1}}]}} for number in range(500)
    ]
    assert depth_of(json.dumps(rows).encode()) <= MAX_LEVELS
