"""Opening bodies of every kind, and reading their lines."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body, Document, first_page, open_document
from cloudflow_tui.document.document import FIRST_PAGE_BYTES

JSON = "application/json; charset=utf-8"


def opened(data: bytes, content_type: str = "") -> Document:
    return open_document(Body.of(data), content_type)


def lines(document: Document) -> list[str]:
    return [document.line(index) for index in range(document.line_count)]


def raw_lines(document: Document) -> list[str]:
    return [document.raw_line(index) for index in range(document.raw_line_count)]


def test_json() -> None:
    document = opened(b'[{"user":{"id":7,"tags":[]}}]', JSON)
    assert (document.kind, document.charset, document.note, document.is_complete) == (
        "json",
        "utf-8",
        "",
        True,
    )
    assert lines(document) == [
        "[",
        "  {",
        '    "user": {',
        '      "id": 7,',
        '      "tags": []',
        "    }",
        "  }",
        "]",
    ]
    assert raw_lines(document) == ['[{"user":{"id":7,"tags":[]}}]']
    assert document.size_bytes == 29


def test_xml() -> None:
    document = opened(b"<users><user>ann</user></users>")
    assert (document.kind, lines(document)) == ("xml", ["<users>", "  <user>ann</user>", "</users>"])


def test_what_is_neither_keeps_its_lines() -> None:
    assert lines(opened(b"<html>\r\n<p>x\r\n")) == ["<html>", "<p>x"]
    assert lines(opened(b"one\n\ntwo")) == ["one", "", "two"]


@pytest.mark.parametrize("data", [b"", b" "])
def test_empty(data: bytes) -> None:
    document = opened(data, JSON)
    assert (document.kind, document.line_count) == ("empty", 0)
    with pytest.raises(IndexError):
        document.line(0)


def test_binary_is_shown_in_hexadecimal() -> None:
    document = opened(b"PK\x03\x04" + bytes(range(14)), "application/zip")
    assert document.kind == "binary"
    assert lines(document) == [
        "00000000  50 4b 03 04 00 01 02 03 04 05 06 07 08 09 0a 0b  PK..............",
        "00000010  0c 0d                                            ..",
    ]
    assert raw_lines(document) == lines(document)


def test_control_characters_are_seen_not_obeyed() -> None:
    document = opened('{"a":"x\x1b[2J\x9b0m\u202egpj\x00"}'.encode(), JSON)
    assert document.line(1) == '  "a": "x␛[2J\\x9b0m\\u202egpj␀"'
    assert document.raw_line(0) == '{"a":"x␛[2J\\x9b0m\\u202egpj␀"}'
    assert "control character" in document.note


def test_bytes_that_are_not_utf8() -> None:
    assert opened(b'{"a":"\xe9\xff"}', JSON).line(1) == '  "a": "\\xe9\\xff"'


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-8-sig", "iso-8859-1", "utf-32"])
def test_charsets(charset: str) -> None:
    document = opened('{"a":"é"}'.encode(charset), f"application/json; charset={charset}")
    assert (lines(document), document.note) == (["{", '  "a": "é"', "}"], "")
    assert raw_lines(document) == ['{"a":"é"}']


def test_a_limit_cuts_between_characters() -> None:
    document = opened('{"a":"ééééé"}'.encode(), JSON)
    assert document.line(1, 10) == '  "a": "éé'
    assert document.raw_line(0, 3) == '{"a'


def test_a_spooled_body(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(b'{"a":1}')
    body = Body.in_file(path)
    document = open_document(body, JSON)
    assert lines(document) == ["{", '  "a": 1', "}"]
    path.unlink()
    assert raw_lines(document) == ['{"a":1}']
    assert "No such file" in open_document(body, JSON).note


def test_a_large_body_begins_with_its_first_page() -> None:
    data = b"[" + b'{"user":{"id":1}},' * 20_000 + b'{"user":{"id":2}}]'
    page = open_document(Body.of(data), JSON, at_once_bytes=1000)
    whole = open_document(Body.of(data), JSON)
    assert (page.is_complete, page.note, page.size_bytes) == (False, "", len(data))
    assert whole.is_complete
    assert page.line_count < whole.line_count
    assert lines(page)[:-1] == lines(whole)[: page.line_count - 1]


def test_a_first_page_while_the_rest_is_on_its_way() -> None:
    page = first_page(b'{"users":[{"id":1', JSON)
    assert (lines(page)[-1], page.note) == ('      "id": 1', "")
    assert first_page(b"x" * (FIRST_PAGE_BYTES + 5)).size_bytes == FIRST_PAGE_BYTES


@pytest.mark.parametrize(
    "data",
    [
        b"[1e400,-0.0,1E+2]",
        b'{"a":1,"a":2}',
        b"[" * 100_000,
        b"<a>" * 100_000,
        b'{"a":"\\ud8',
        b'"' + b"x" * 1_000_000,
        gzip.compress(b"{}" * 1000, mtime=0)[:-5],
        b"\x00" * 1000,
        b"\xef\xbb\xbf",
        b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><a>&b;</a>",
    ],
    ids=["numbers", "keys", "deep", "deep XML", "escape", "endless", "gzip", "NUL", "BOM", "entities"],
)
def test_nasty_bodies_are_shown(data: bytes) -> None:
    for content_type in ("", JSON, "application/xml"):
        document = opened(data, content_type)
        assert len(lines(document)) == document.line_count
        assert len(raw_lines(document)) == document.raw_line_count


@given(st.binary(max_size=300), st.sampled_from(["", JSON, "text/xml", "text/html"]))
def test_any_bytes(data: bytes, content_type: str) -> None:
    document = opened(data, content_type)
    for index, line in enumerate(lines(document)):
        assert "\x1b" not in line
        assert "\n" not in line
        for start, end, _ in document.tokens(index):
            assert 0 <= start < end <= len(line)
