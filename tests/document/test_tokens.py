"""The coloured parts of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body, line_tokens, open_document
from cloudflow_tui.document.tokens import MAX_LEXED, State, state_at


def parts(line: str, kind: str, state: State = "") -> list[tuple[str, str]]:
    return [(line[start:end], name) for start, end, name in line_tokens(line, kind, state)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('  "id": 7,', [('"id"', "key"), (":", "punctuation"), ("7", "number"), (",", "punctuation")]),
        (
            '  "a": "b: \\"c",',
            [('"a"', "key"), (":", "punctuation"), ('"b: \\"c"', "string"), (",", "punctuation")],
        ),
        ("  -1.5E+3,", [("-1.5E+3", "number"), (",", "punctuation")]),
        ('  "n": null', [('"n"', "key"), (":", "punctuation"), ("null", "literal")]),
        ("  }],", [("}],", "punctuation")]),
        ('  "cut', [('"cut', "string")]),
        ("  oops", []),
    ],
)
def test_json(line: str, expected: list[tuple[str, str]]) -> None:
    assert parts(line, "json") == expected


def test_xml_leaf() -> None:
    assert parts('<id type="integer">7 &amp; 8</id>', "xml") == [
        ("<", "punctuation"),
        ("id", "tag"),
        ("type", "attribute"),
        ("=", "punctuation"),
        ('"integer"', "value"),
        (">", "punctuation"),
        ("7 ", "text"),
        ("&amp;", "literal"),
        (" 8", "text"),
        ("</", "punctuation"),
        ("id", "tag"),
        (">", "punctuation"),
    ]


@pytest.mark.parametrize(
    ("line", "state", "expected"),
    [
        ("still --> t", "comment", [("still -->", "comment"), (" t", "text")]),
        ("all of it", "comment", [("all of it", "comment")]),
        ("x < y ]]>", "cdata", [("x < y ", "text"), ("]]>", "punctuation")]),
        (
            'b="1">t',
            "tag",
            [("b", "attribute"), ("=", "punctuation"), ('"1"', "value"), (">", "punctuation"), ("t", "text")],
        ),
        ("<!-- open", "", [("<!-- open", "comment")]),
        (
            '<?xml a="1"?>',
            "",
            [
                ("<?xml", "punctuation"),
                ("a", "attribute"),
                ("=", "punctuation"),
                ('"1"', "value"),
                ("?>", "punctuation"),
            ],
        ),
    ],
)
def test_xml_states(line: str, state: State, expected: list[tuple[str, str]]) -> None:
    assert parts(line, "xml", state) == expected


@pytest.mark.parametrize(
    ("before", "state"),
    [
        (b"<a>\n", ""),
        (b"<!-- a\n", "comment"),
        (b"<!-- <a>\n", "comment"),
        (b"<!-- a -->\n", ""),
        (b"<a><![CDATA[ x\n", "cdata"),
        (b"<a><![CDATA[ <b>\n", "cdata"),
        (b"<a b='1'\n", "tag"),
        (b"<a>1 < 2\n", ""),
    ],
)
def test_what_a_line_begins_within(before: bytes, state: State) -> None:
    assert state_at(before + b"rest", len(before)) == state


def test_a_comment_over_several_lines_is_one_colour() -> None:
    document = open_document(Body.of(b"<a><!-- one\n <b> two\n--><c/></a>"))
    assert [document.line(index) for index in range(4)] == ["<a>", "  <!-- one", " <b> two", "-->"]
    assert [name for _, _, name in document.tokens(2)] == ["comment"]


def test_html() -> None:
    assert ("p", "tag") in parts('<p class="x">text</p>', "html")
    assert ('"x"', "value") in parts('<p class="x">text</p>', "html")


def test_text_has_no_colours() -> None:
    assert line_tokens('{"a": 1}', "text") == []


@given(
    st.text("<>/!?-[]=\"'&;: abC1{},.\\", max_size=60),
    st.sampled_from(["json", "xml"]),
    st.sampled_from(["", "comment", "cdata", "tag"]),
)
def test_parts_are_in_order_and_within_the_line(line: str, kind: str, state: State) -> None:
    position = 0
    for start, end, _ in line_tokens(line, kind, state):
        assert position <= start < end <= len(line)
        position = end


def test_a_long_line_is_lexed_as_far_as_it_may_be_seen() -> None:
    assert line_tokens("1 " * MAX_LEXED, "json")[-1][1] <= MAX_LEXED
