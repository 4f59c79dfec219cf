"""Text found in the lines of a document."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body, Document, find_chunks, find_hits, open_document
from cloudflow_tui.errors import QueryError

DOCUMENT = open_document(Body.of(b'{"user":{"Login":"login","note":"a.b","id":1}}'))


def found(document: Document, text: str, *, regex: bool = False, case: bool = False) -> list[tuple[int, str]]:
    return [
        (hit.line, document.line(hit.line)[hit.start : hit.end])
        for hit in find_hits(document, text, regex=regex, case=case)
    ]


def test_literal() -> None:
    assert found(DOCUMENT, "login") == [(2, "Login"), (2, "login")]
    assert found(DOCUMENT, "login", case=True) == [(2, "login")]
    assert found(DOCUMENT, "a.b") == [(3, "a.b")]
    assert found(DOCUMENT, "nothing") == []
    assert found(DOCUMENT, "") == []


def test_regular_expression() -> None:
    assert found(DOCUMENT, r'"\w+":', regex=True) == [
        (1, '"user":'),
        (2, '"Login":'),
        (3, '"note":'),
        (4, '"id":'),
    ]
    assert found(DOCUMENT, "x*", regex=True) == []
    assert found(DOCUMENT, r"\{\s+", regex=True) == []


@pytest.mark.parametrize(("pattern", "column"), [("a(b", 2), ("*", 1), ("[z-a]", 2)])
def test_what_is_no_regular_expression(pattern: str, column: int) -> None:
    with pytest.raises(QueryError, match="Not a regular expression") as caught:
        find_hits(DOCUMENT, pattern, regex=True).__next__()
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "line"), [("straße", 0), ("STRASSE", None), ("É", 1), ("K", 2), ("İ", None)]
)
def test_letters_beyond_ascii(text: str, line: int | None) -> None:
    document = open_document(Body.of("straße\né\n\u212a".encode()))
    assert [hit.line for hit in find_hits(document, text)] == ([] if line is None else [line])


def test_columns_are_those_of_the_line_as_it_is_shown() -> None:
    document = open_document(Body.of(b'{"a":"\x1b\xff\xc2\x9b\xc3\xa9 here"}'), "application/json")
    (hit,) = find_hits(document, "here")
    assert document.line(hit.line)[hit.start : hit.end] == "here"
    assert found(document, "␛") == [(1, "␛")]
    assert found(document, "\\xff") == [(1, "\\xff")]


def test_chunks_cover_a_long_text() -> None:
    document = open_document(Body.of(json.dumps([f"item {number}" for number in range(200_000)]).encode()))
    chunks = list(find_chunks(document, "item 1999"))
    assert len(chunks) > 3
    hits = [hit for chunk in chunks for hit in chunk]
    assert [document.line(hit.line).strip(' ",') for hit in hits] == [
        f"item {number}" for number in range(200_000) if str(number).startswith("1999")
    ]


def test_binary_is_searched_as_it_is_shown() -> None:
    document = open_document(Body.of(b"PK\x03\x04" + b"\0" * 40 + b"name"))
    assert document.kind == "binary"
    assert found(document, "name") == [(2, "name")]


@given(
    st.text("abAB\u017fsSkK\u212aiİı \n\r\x1b<é9x\\", max_size=60),
    st.text("abAksiS9x\\é␛<", min_size=1, max_size=3),
    st.booleans(),
)
def test_agrees_with_a_plain_search(text: str, wanted: str, case: bool) -> None:
    document = open_document(Body.of(text.encode()), "text/plain; charset=utf-8")
    pattern = re.compile(re.escape(wanted), re.NOFLAG if case else re.IGNORECASE)
    expected = [
        (number, match.group())
        for number in range(document.line_count)
        for match in pattern.finditer(document.line(number))
    ]
    assert found(document, wanted, case=case) == expected
