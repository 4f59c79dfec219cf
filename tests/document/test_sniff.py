"""What a body is, told from its first bytes and from the announcement."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document.sniff import SNIFFED_BYTES, known_charset, sniff_body

JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"


@pytest.mark.parametrize(
    ("head", "content_type", "kind"),
    [
        (b"", JSON, "empty"),
        (b" \r\n", JSON, "empty"),
        (b'{"user":{"id":7}}', JSON, "json"),
        (b'[{"user":{"id":7}}]', "", "json"),
        (b"[]", "", "json"),
        (b"[", "", "json"),
        (b"[INFO] started", "text/plain", "text"),
        (b"{{ template }}", "", "text"),
        (b'"text"', JSON, "json"),
        (b"42", JSON, "json"),
        (b"42", "", "text"),
        (b"<users type='array'/>", XML, "xml"),
        (b'<?xml version="1.0"?>\n<user/>', "", "xml"),
        (b"<!-- c --><user/>", "", "xml"),
        (b"<title>x</title>", XML, "xml"),
        (b"<title>x</title>", "", "html"),
        (b"<!DOCTYPE html><html></html>", "text/html", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x"/>', "", "html"),
        (b"<3 you", "", "text"),
        (b"plain", "text/plain", "text"),
        (b"\x89PNG\r\n\x1a\n....", "image/png", "binary"),
        (b"a\x00b\x00\x00\x01", "", "binary"),
    ],
)
def test_kind(head: bytes, content_type: str, kind: str) -> None:
    assert sniff_body(head, content_type).kind == kind


@pytest.mark.parametrize(
    ("head", "content_type", "note"),
    [
        (b'{"a":1}', JSON, ""),
        (b'{"a":1}', None, ""),
        (b"<html><body/></html>", JSON, "announced as JSON, but is HTML"),
        (b"<html><body/></html>", XML, "announced as XML, but is HTML"),
        (b"<user/>", JSON, "announced as JSON, but is XML"),
        (b'{"a":1}', "text/html", "announced as HTML, but is JSON"),
        (b"Service Unavailable", JSON, "announced as JSON, but is plain text"),
        (gzip.compress(b"{}", mtime=0), JSON, "announced as JSON, but is gzip data"),
        (b" ", JSON, "nothing but white space"),
        (b'{"a":"\xe9"}', JSON, "not valid UTF-8: the bytes that are not are shown as \\x.."),
        (b"caf\xe9", "text/plain", "not UTF-8: read as Windows-1252"),
        (b"{}", "application/json; charset=klingon", "announced in an unknown charset: read as UTF-8"),
    ],
)
def test_note(head: bytes, content_type: str | None, note: str) -> None:
    assert sniff_body(head, content_type).note == note


@pytest.mark.parametrize(
    ("head", "content_type", "charset", "bom_bytes"),
    [
        (b"\xef\xbb\xbf{}", JSON, "utf-8", 3),
        (b"\xff\xfe{\x00}\x00", JSON, "utf-16-le", 2),
        (b"\x00[\x00]", "", "utf-16-be", 0),
        ("<a>é</a>".encode("latin-1"), "text/xml; charset=ISO-8859-1", "iso8859-1", 0),
        (b"<?xml version='1.0' encoding='windows-1251'?><a/>", "text/xml", "cp1251", 0),
        (b"<?xml version='1.0' encoding='UTF-16'?><a/>", "text/xml", "utf-8", 0),
        (b"{}", 'application/json; charset="UTF-8"', "utf-8", 0),
    ],
)
def test_charset(head: bytes, content_type: str, charset: str, bom_bytes: int) -> None:
    found = sniff_body(head, content_type)
    assert (found.charset, found.bom_bytes) == (charset, bom_bytes)


@pytest.mark.parametrize("name", ["zip", "hex", "rot13", "punycode", "idna", "unicode_escape", "a\x00b", "é"])
def test_codecs_that_are_no_charset(name: str) -> None:
    assert known_charset(name) == ""


def test_many_comments_are_looked_through_once() -> None:
    assert sniff_body(b"<!---->" * 5000 + b"<", "").kind == "xml"


def test_a_character_cut_by_the_end_of_what_is_looked_at_is_no_fault() -> None:
    head = b'{"a":"' + b"x" * (SNIFFED_BYTES - 7) + "é".encode() + b'"}'
    assert sniff_body(head, JSON).note == ""


@given(st.binary(max_size=200), st.sampled_from(["", JSON, XML, "text/html", "text/plain; charset=utf-16"]))
def test_any_bytes(head: bytes, content_type: str) -> None:
    found = sniff_body(head, content_type)
    if found.kind == "binary":
        assert found.charset == ""
    else:
        text = head[found.bom_bytes :].decode(found.charset, "replace")
        assert (found.kind == "empty") == (not text.strip(" \t\r\n"))
