"""The sound beginning of a long broken text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.document.json_head import sound_head
from cloudflow_tui.document.json_pretty import pretty_json

VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(['\\"', "a,b", "{[,", "\\", '","']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300)
@given(VALUES, st.data())
def test_is_the_beginning_of_what_the_tokenizer_makes(value: object, draw: st.DataObject) -> None:
    text = json.dumps(value).encode()
    cut = text[: draw.draw(st.integers(0, len(text)))]
    head = sound_head(cut, "Input data was truncated")
    if head is not None:
        assert cut[head.end : head.end + 1] == b","
        assert pretty_json(cut, is_partial=True).text.startswith(head.text + b",")


@pytest.mark.parametrize("tail", [b"", b',"x', b",]", b",oops,1]", b',{"a":1,"b":[{"c":', b"}"])
def test_a_long_text_is_laid_out_the_same(tail: bytes) -> None:
    item = json.dumps({"id": 1, "log": 'a, "quoted" \\ {[', "roles": [{"a": []}, {}]}).encode()
    text = b'{"list": [' + b",".join([item] * 6000) + tail
    done = pretty_json(text)
    assert done.text == pretty_json(text, is_partial=True).text
    assert done.note


def test_a_comma_within_a_long_string_is_none() -> None:
    text = b'["' + b"a," * 100_000
    assert sound_head(text, "Input data was truncated") is None


@pytest.mark.parametrize("text", [b"", b"[", b"1,2", b"]],", b'{"a":1'])
def test_nothing_sound(text: bytes) -> None:
    assert sound_head(text, "Input data was truncated") is None
