"""Nodes told from indentation."""

from __future__ import annotations

import json
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body, Document, fold_end, hidden_items, is_foldable, open_document, parents
from cloudflow_tui.document.fold import openers
from tests.document.test_xml_pretty import DOCUMENTS

ERRORS = {"errors": {"email": ["has already been taken"], "password": []}}
USER = [{"user": {"id": 7, "roles": [{"role": {"id": 1}}, {"role": {"id": 2, "label": "User"}}]}}]
XML = (
    b'<?xml version="1.0"?><virtual_machine><id>7</id>'
    b'<ip_addresses type="array"><ip_address><id>1</id></ip_address>'
    b"<ip_address><id>2</id></ip_address></ip_addresses><disk/><disk/><log>a\n    b\n</log></virtual_machine>"
)


def of(data: object) -> Document:
    return open_document(Body.of(json.dumps(data).encode()), "application/json")


def line_with(document: Document, text: str, nth: int = 0) -> int:
    return [number for number in range(document.line_count) if text in document.line(number)][nth]


def test_json_folds() -> None:
    document = of(ERRORS)
    assert [document.line(number) for number in range(document.line_count)][
        3
    ] == '      "has already been taken"'
    assert [fold_end(document, number) for number in range(document.line_count)] == [7, 6, 4, *[None] * 5]
    assert [hidden_items(document, number) for number in range(3)] == [1, 2, 1]
    assert hidden_items(document, 3) is None


@pytest.mark.parametrize(
    ("text", "nth", "path"),
    [
        ('"id": 7', 0, ("0", "user", "id")),
        ('"id": 2', 0, ("0", "user", "roles", "1", "role", "id")),
        ('"roles"', 0, ("0", "user", "roles")),
        ("[", 0, ()),
    ],
)
def test_json_paths(text: str, nth: int, path: tuple[str, ...]) -> None:
    document = of(USER)
    assert parents(document, line_with(document, text, nth)) == path


def test_path_of_an_error() -> None:
    document = of(ERRORS)
    assert parents(document, 3) == ("errors", "email", "0")
    assert parents(document, 4) == ("errors", "email")
    assert parents(document, document.line_count - 1) == ()


def test_xml_folds() -> None:
    document = open_document(Body.of(XML))
    root, addresses = line_with(document, "<virtual_machine>"), line_with(document, "<ip_addresses")
    assert document.line(fold_end(document, root) or 0) == "</virtual_machine>"
    assert document.line(fold_end(document, addresses) or 0) == "  </ip_addresses>"
    assert (hidden_items(document, root), hidden_items(document, addresses)) == (5, 2)
    log = line_with(document, "<log>")
    assert (fold_end(document, log), hidden_items(document, log)) == (log + 2, 0)
    for text in ("<?xml", "<id>7", "<disk/>", "    b", "</log>", "</virtual_machine>"):
        assert fold_end(document, line_with(document, text)) is None
        assert not is_foldable(document, line_with(document, text))


@pytest.mark.parametrize(
    ("text", "nth", "path"),
    [
        ("<id>7", 0, ("virtual_machine", "id")),
        ("<id>2", 0, ("virtual_machine", "ip_addresses", "ip_address[2]", "id")),
        ("<id>1", 0, ("virtual_machine", "ip_addresses", "ip_address[1]", "id")),
        ("</ip_address>", 1, ("virtual_machine", "ip_addresses", "ip_address[2]")),
        ("<disk/>", 1, ("virtual_machine", "disk[2]")),
        ("    b", 0, ("virtual_machine", "log")),
        ("<?xml", 0, ()),
    ],
)
def test_xml_paths(text: str, nth: int, path: tuple[str, ...]) -> None:
    document = open_document(Body.of(XML))
    assert parents(document, line_with(document, text, nth)) == path


@pytest.mark.parametrize(
    ("text", "folds", "paths"),
    [
        (
            '<a\n x="1"\n y="/> >"><b><c>1</c></b></a>',
            {0: (6, 1), 3: (5, 1)},
            {1: ("a",), 4: ("a", "b", "c"), 6: ("a",)},
        ),
        ('<a><b\n x="1"/><b\nx="2"></b></a>', {0: (5, 2), 1: (2, 0), 3: (4, 0)}, {2: ("a", "b")}),
        (
            "<a><p>one <b>two</b>\n<i>three\n</i></p><q>1</q></a>",
            {0: (5, 2), 1: (3, 2), 2: (3, 0)},
            {4: ("a", "q"), 5: ("a",)},
        ),
        ("<a><t>x<![CDATA[</t>\n<t>]]>y</t></a>", {0: (3, 1), 1: (2, 0)}, {}),
        ("<a><t>x<!-- </t>\n --></t></a>", {0: (3, 1), 1: (2, 0)}, {}),
    ],
    ids=["start tag", "empty", "mixed", "cdata", "comment"],
)
def test_xml_that_indentation_does_not_tell(
    text: str, folds: dict[int, tuple[int, int]], paths: dict[int, tuple[str, ...]]
) -> None:
    document = open_document(Body.of(text.encode()))
    lines = range(document.line_count)
    ends = {line: fold_end(document, line) for line in lines}
    found = {line: (end, hidden_items(document, line)) for line, end in ends.items() if end is not None}
    assert found == folds
    assert [line for line in lines if is_foldable(document, line)] == list(folds)
    assert {line: parents(document, line) for line in paths} == paths


@pytest.mark.parametrize("attribute", ["", "\n  at='1'"], ids=["plain", "start tags over two lines"])
def test_long_elements_end_where_they_should(attribute: str) -> None:
    inner = "".join(f"<user{attribute}><id>{number}</id></user>" for number in range(2000))
    document = open_document(Body.of(f"<users{attribute}>{inner}</users>".encode()))
    assert fold_end(document, 0) == document.line_count - 1
    assert hidden_items(document, 0) == 2000
    height = 4 if attribute else 3
    for number in (0, 1, 1999):
        line = number * height + (2 if attribute else 1)
        assert fold_end(document, line) == line + height - 1
    assert len(list(openers(document, 1))) >= 2000


@given(DOCUMENTS)
def test_xml_folds_agree_with_a_reading(text: str) -> None:
    document = open_document(Body.of(text.encode()))
    laid_out = document.text[:]
    expected: dict[int, int] = {}
    stack: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def start(*_tag: object) -> None:
        stack.append(parser.CurrentByteIndex)

    def end(*_tag: object) -> None:
        begin, at = stack.pop(), parser.CurrentByteIndex
        if laid_out[at : at + 2] != b"</":
            return  # An empty tag on one line.
        first, last = laid_out.count(b"\n", 0, begin), laid_out.count(b"\n", 0, laid_out.index(b">", at))
        is_first = not laid_out[laid_out.rfind(b"\n", 0, begin) + 1 : begin].strip(b" ")
        if last > first and is_first:
            expected[first] = last

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(laid_out, True)
    ends = {line: fold_end(document, line) for line in range(document.line_count)}
    assert {line: end for line, end in ends.items() if end is not None} == expected
    assert [line for line in ends if is_foldable(document, line)] == sorted(expected)


def test_paths_far_down_a_long_list() -> None:
    document = of([{"user": {"id": number, "tags": ["a", "b"]}} for number in range(30_000)])
    assert parents(document, line_with(document, '"id": 29999')) == ("29999", "user", "id")
    assert fold_end(document, 0) == document.line_count - 1
    assert hidden_items(document, 0) == 30_000


def test_bodies_without_nodes() -> None:
    for data in (b"", b"plain\ntext", b"a\x00\x00\x00", b"[1", b'"x"', b"<a>"):
        document = open_document(Body.of(data))
        for line in range(-1, document.line_count + 1):
            assert fold_end(document, line) is None
            parents(document, line)


def test_nesting_beyond_the_deepest_margin() -> None:
    document = open_document(Body.of(b"[" * 500 + b"]" * 500))
    assert fold_end(document, 10) == document.line_count - 11
    assert fold_end(document, 100) is None
    assert not is_foldable(document, 100)
    assert len(parents(document, 20)) == 20


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_folds_and_paths_agree_with_the_data(data: object) -> None:
    document = of(data)
    lines = [document.line(number) for number in range(document.line_count)]
    opened: list[int] = []
    for number, line in enumerate(lines):
        assert is_foldable(document, number) == (fold_end(document, number) is not None)
        if line.strip()[0] in "]}":
            start = opened.pop()
            assert fold_end(document, start) == number
        elif line.endswith(("{", "[")):
            opened.append(number)
    if not any(len(line) > 50 for line in lines):
        assert [len(parents(document, number)) for number in range(len(lines))] == [
            (len(line) - len(line.lstrip())) // 2 for line in lines
        ]


@pytest.mark.parametrize("limit_bytes", [None, 100])
def test_openers_are_the_lines_that_end_in_a_bracket(limit_bytes: int | None) -> None:
    item = {"a": [{"b": 1}, []], "c": {"d": {}}, "e": "{"}
    document = open_document(Body.of(json.dumps([item] * 50_000).encode()), "application/json")
    text = document.text[:]
    lines = text[:limit_bytes].split(b"\n")
    for level in range(4):
        found = list(openers(document, level, limit_bytes))
        expected = sum(
            line.endswith((b"{", b"[")) and len(line) - len(line.lstrip(b" ")) == level * 2 for line in lines
        )
        if limit_bytes is None:
            assert len(found) == expected
        starts = [text[offset : offset + level * 2 + 1] for offset in found]
        assert all(start[:-1] == b"  " * level and start[-1:] != b" " for start in starts)
