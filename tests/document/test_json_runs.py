"""Runs of long JSON laid out by themselves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.document.json_pretty import pretty_json
from cloudflow_tui.document.json_runs import RUN_BYTES, take_run

VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(['\\"', "a,b", "{[,", "\\", '","']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)
ITEM = json.dumps({"id": 1, "log": 'a, "quoted" \\ {[', "roles": [{"a": []}, {}]}).encode()


@settings(max_examples=300)
@given(VALUES, VALUES, st.integers(1, 60), st.booleans())
def test_is_a_part_of_the_whole(first: object, second: object, limit: int, is_end: bool) -> None:
    given_first = json.dumps([first])[:-1].encode()
    text = given_first + b"," + json.dumps(second).encode() + b', "end"]'
    run = take_run(text, len(given_first), b"[", limit, is_end=is_end)
    if run is not None:
        before = pretty_json(given_first + b"]").text.removesuffix(b"\n]")
        whole = pretty_json(text).text
        assert whole.startswith(before + run.text)
        assert text[run.end : run.end + 1] == (b"," if run.stack else b"")


@pytest.mark.parametrize("stack", [b"[", b"[{", b"{", b"[{[", b"{{[{"])
def test_goes_on_below_any_brackets(stack: bytes) -> None:
    part = b',"a":1' if stack[-1:] == b"{" else b",1"
    closing = stack[::-1].translate(bytes.maketrans(b"{[", b"}]"))
    run = take_run(part + closing, 0, stack, 1000)
    assert run is not None
    assert run.stack == b""
    assert run.text.translate(None, b" \n") == part + closing
    assert len(run.text.splitlines()) == 2 + len(stack)


@pytest.mark.parametrize("rest", [b",]", b",,1]", b", ]", b",1,[,2]", b",1}", b",1", b",1],2]", b',"a":1]'])
def test_what_is_not_valid_is_left_alone(rest: bytes) -> None:
    run = take_run(rest, 0, b"[", 1000)
    assert run is None or (run.stack == b"[" and run.end < len(rest))


@pytest.mark.parametrize("tail", [b"", b',"x', b",]", b",oops,1]", b',{"a":1,"b":[{"c":', b"}"])
def test_a_long_text_is_laid_out_the_same(tail: bytes) -> None:
    text = b'{"list": [' + b",".join([ITEM] * 6000) + tail
    assert len(text) > RUN_BYTES
    done = pretty_json(text)
    assert done.text == pretty_json(text, is_partial=True).text
    assert done.note


@pytest.mark.parametrize("fault", [b"oops", b"{1:2}", b'{"a" 1}', b"[1 2]", b'"\x01"', b"tru", b"01"])
def test_a_fault_changes_its_own_lines_only(fault: bytes) -> None:
    sound = b"[" + b",".join([ITEM] * 4000) + b"]"
    place = len(ITEM) + 1
    broken = sound[:place] + b"," + fault + sound[place:]
    done, whole = pretty_json(broken), pretty_json(sound)
    assert "line 1, column" in done.note
    assert not whole.note
    assert done.text.endswith(whole.text[-len(whole.text) + 400 :])
    assert done.text.translate(None, b" \n\t") == broken.translate(None, b" \n\t")


def test_a_comma_within_a_long_string_is_none() -> None:
    assert take_run(b',"' + b"a," * 100_000, 0, b"[", RUN_BYTES) is None


def test_deep_nesting_is_left_to_the_tokenizer() -> None:
    deep = b",1," + b"[" * 100 + b"]" * 100 + b",2]"
    assert take_run(deep, 0, b"[", 1000) is None
    text = b"[0," + b",".join([b"[" * 100 + b"]" * 100] * 2000) + b"]"
    assert pretty_json(text).text.translate(None, b" \n") == text
