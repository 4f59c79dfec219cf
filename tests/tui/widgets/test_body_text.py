"""Folds, values and paths of a document as a body view asks for them."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.document.body import Body
from cloudflow_tui.document.document import open_document
from cloudflow_tui.tui.widgets.body_text import DocumentText, RawText

DATA = {"users": [{"id": 1, "name": 'a "b"\u001b'}, {"id": 2, "odd key": []}], "n": 1.50}
XML = b"<users type='array'><user><id>1</id><note/></user><user><id>2</id></user></users>"


def json_text(data: object = DATA) -> DocumentText:
    return DocumentText(open_document(Body.of(json.dumps(data).encode()), "application/json"))


def xml_text() -> DocumentText:
    return DocumentText(open_document(Body.of(XML), "application/xml"))


def line_of(text: DocumentText, words: str) -> int:
    return next(line for line in range(text.line_count) if words in text.line(line, 200))


def test_values_of_json_lines() -> None:
    text = json_text()
    assert text.value(line_of(text, '"n"'), 1000) == "1.5"
    assert text.value(line_of(text, '"name"'), 1000) == 'a "b"␛'
    assert text.value(line_of(text, '"odd key"'), 1000) == "[]"
    assert json.loads(text.value(line_of(text, '"users"'), 10_000)) == DATA["users"]
    assert json.loads(text.value(0, 10_000)) == DATA


def test_a_value_is_cut_at_the_limit() -> None:
    text = json_text({"list": list(range(1000))})
    assert text.value(1, 100).endswith("…")


def test_values_of_xml_lines() -> None:
    text = xml_text()
    assert text.value(line_of(text, "<id>2"), 1000) == "2"
    assert text.value(line_of(text, "<user>"), 1000).splitlines() == [
        "<user>",
        "  <id>1</id>",
        "  <note/>",
        "</user>",
    ]


def test_paths() -> None:
    text = json_text()
    assert text.path_text(line_of(text, '"odd key"')) == 'users[1]."odd key"'
    assert text.path(line_of(text, '"n"')) == ["n"]
    xml = xml_text()
    assert xml.path_text(line_of(xml, "<id>2")) == "/users/user[2]/id"


def test_words_of_folds() -> None:
    text = json_text()
    users = line_of(text, '"users"')
    end = text.fold_end(users)
    assert end is not None
    assert text.folded_words(users, end) == "2 items"
    assert text.closer(end) == "],"
    xml = xml_text()
    first = line_of(xml, "<user>")
    assert xml.folded_words(first, xml.fold_end(first) or 0) == "2 elements"


def test_folding_all_keeps_the_root_open() -> None:
    text = json_text()
    starts = [start for start, _ in text.folds_below_root()]
    assert starts == [line_of(text, '"users"')]
    xml = xml_text()
    assert len(list(xml.folds_below_root())) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [([{"id": 1}, {"id": 2}], '"id": 2'), ({"n": 1, "list": [{"id": 1}, {"id": 2}]}, '"id": 2')],
)
def test_the_line_of_an_item(data: object, words: str) -> None:
    text = json_text(data)
    assert text.line_of_item(1) == line_of(text, words) - 1
    assert text.line_of_item(99) <= text.line_of_item(0)


def test_the_parent_of_a_line() -> None:
    text = json_text()
    assert text.parent_of(line_of(text, '"n"')) == 0
    assert text.parent_of(0) is None


def test_raw_text_is_head_and_body_as_it_came() -> None:
    document = open_document(Body.of(b'{"a":1}\n\n'), "application/json")
    text = RawText(["HTTP/1.1 200 OK", "X-A: b:c", ""], document)
    assert [text.line(index, 100) for index in range(text.line_count)] == [
        "HTTP/1.1 200 OK",
        "X-A: b:c",
        "",
        '{"a":1}',
        "",
    ]
    assert list(text.tokens(1, 100)) == [(0, 3, "key")]
    assert list(text.tokens(3, 100)) == []
    found = text.found(text.wanted("B", regex=False, case=False, part="all"))
    for piece, count in found.search():
        found.take(piece, count)
    assert [tuple(found.hit(index)) for index in range(found.total)] == [(1, 5, 6)]
