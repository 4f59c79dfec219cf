"""A text laid out while its body grows is the one that is laid out at once."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.document.growing import CountedFile, growing
from cloudflow_tui.document.pretty import pretty
from cloudflow_tui.document.sniff import sniff_body
from cloudflow_tui.document.text_index import line_ends

ITEM = {"id": 1, "log": 'a, "quoted" \\ {[', "roles": [{"a": []}, {}], "note": "é" * 40}
XML_ITEM = '<user><id type="integer">1</id><log>a &lt; é ></log><roles type="array"><a/></roles></user>'


def laid_out(data: bytes, cuts: list[int]) -> tuple[bytes, list[int]] | None:
    """Text and counts of line ends; None when it was given up."""
    out = io.BytesIO()
    counted = CountedFile(out)
    layout = growing(sniff_body(data), counted)
    assert layout is not None
    places = sorted({0, *(min(cut, len(data)) for cut in cuts), len(data)})
    if not all(layout.feed(data[start:end]) for start, end in pairwise(places)) or not layout.end():
        return None
    return out.getvalue(), counted.ends.tolist()


def check(data: bytes, cuts: list[int]) -> None:
    done = laid_out(data, cuts)
    assert done is not None
    whole = pretty(data, sniff_body(data))
    assert whole.note == ""
    is_same = done == (whole.text, line_ends(whole.text).tolist())
    assert is_same


CUTS = st.lists(st.integers(0, 3_000_000), max_size=12)


@settings(max_examples=8, deadline=None)
@given(CUTS, st.sampled_from([None, 1]))
def test_json_wherever_it_is_cut(cuts: list[int], indent: int | None) -> None:
    check(json.dumps([ITEM] * 4000, indent=indent).encode(), cuts)


@settings(max_examples=8, deadline=None)
@given(CUTS, st.sampled_from(["", "\n", " \r\n\t"]))
def test_xml_wherever_it_is_cut(cuts: list[int], gap: str) -> None:
    mixed = "<p>one <b>two</b> three</p>", "<!-- <x><y> -->", "<q><![CDATA[<i><j>]]></q>", "<s> </s>"
    items = [XML_ITEM.replace("><", f">{gap}<")] * 30 + list(mixed)
    parts = [f"<r{at}>{gap.join(items)}</r{at}>" for at in range(500)]
    check(f'<?xml version="1.0"?>{gap}<users type="array">{gap.join(parts)}</users>\n'.encode(), cuts)


ODD = {
    "cut": b"[" + b",".join([b'{"a":1}'] * 200_000),
    "comma": b"[" + b",".join([b'{"a":1}'] * 200_000) + b",]",
    "more brackets": b"[" + b",".join([b'{"a":1}'] * 200_000) + b"]]",
    "one string": b'["' + b"a," * 700_000 + b'"]',
    "deep": b"[" * 80 + b"1," * 700_000 + b"1" + b"]" * 80,
    "short": b'{"a":1}',
    "cut XML": b"<a>" + b"<b>1</b>" * 200_000,
    "wrong end": b"<a>" + b"<b>1</b>" * 200_000 + b"</c>",
    "mixed": b"<a>" + b"<b>1</b>" * 200_000 + b"text</a>",
    "more roots": b"<a>" + b"<b>1</b>" * 200_000 + b"</a><a/>",
    "short XML": b"<a><b>1</b></a>",
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_not_ordinary_is_given_up(name: str) -> None:
    data = ODD[name]
    is_given_up = laid_out(data, list(range(0, len(data), 300_000))) is None
    assert is_given_up


def test_other_charsets_and_kinds_take_all_of_the_body() -> None:
    out = CountedFile(io.BytesIO())
    assert growing(sniff_body('[{"a":1}]'.encode("utf-16")), out) is None
    assert growing(sniff_body(b"plain words"), out) is None


@given(st.lists(st.text("a\n", max_size=9)))
def test_lines_are_counted_as_they_are_written(pieces: list[str]) -> None:
    out = io.BytesIO()
    counted = CountedFile(out)
    for piece in pieces:
        counted.write(piece.encode() * 3000)
    assert counted.ends == line_ends(out.getvalue())
    counted.begin_again()
    assert (out.getvalue(), counted.ends.tolist(), counted.size_bytes) == (b"", [], 0)
