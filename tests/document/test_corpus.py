"""Every body of the corpus: shown as far as it can be, what is wrong said, nothing lost, all parts at one."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from cloudflow_tui.document import (
    Body,
    Document,
    find_hits,
    first_page,
    fold_end,
    hidden_items,
    is_foldable,
    open_document,
    parents,
    rows_of,
    to_data,
)
from cloudflow_tui.document.pretty import to_utf8
from cloudflow_tui.document.sniff import sniff_body
from tests.document.corpus import Sample, samples

SAMPLES = samples()
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[^\s"]+', re.DOTALL)
_XML_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|<[^<>]*>?|[^<]+|<",
    re.DOTALL,
)
_SHORT = 20_000


@cache
def opened(name: str) -> Document:
    sample = next(sample for sample in SAMPLES if sample.name == name)
    return open_document(Body.of(sample.data), sample.content_type)


def came(sample: Sample) -> bytes:
    """The text of a sample as it came, in UTF-8."""
    return to_utf8(sample.data, sniff_body(sample.data, sample.content_type))


def json_says(text: bytes) -> bytes:
    """Everything in a text but the white space between tokens."""
    return b"".join(_JSON_TOKEN.findall(text))


def xml_says(text: bytes) -> list[bytes]:
    """Everything in a text but white space alone between two tags."""
    tokens = [token for token in _XML_TOKEN.findall(text) if token.strip() or b"\0" in token]
    return [token.strip() if token.startswith(b"<") else token for token in tokens]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_what_is_wrong_is_said_and_nothing_else(sample: Sample) -> None:
    document = opened(sample.name)
    if sample.note:
        assert sample.note.lower() in f"{document.note} {document.kind}".lower()
    else:
        assert document.note == ""


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_nothing_is_changed_but_white_space_between_tokens(sample: Sample) -> None:
    document = opened(sample.name)
    if document.kind == "json":
        assert json_says(document.text[:]) == json_says(came(sample))
    elif document.kind == "xml":
        wrong = "".join(xml.decode("utf-8", "replace") for xml in xml_says(document.text[:]))
        assert re.sub(r"\s", "", wrong) == re.sub(r"\s", "", came(sample).decode("utf-8", "replace"))
        if not document.note:
            assert xml_says(document.text[:]) == xml_says(came(sample))
    elif document.kind in ("text", "html"):
        assert document.text == came(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_size_stays_within_bounds(sample: Sample) -> None:
    document = opened(sample.name)
    assert len(document.text) <= len(came(sample)) * 4 + 20_000_000
    assert document.line_count >= 1 or not sample.data.strip()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_lines_are_those_of_a_plain_reading(sample: Sample) -> None:
    document = opened(sample.name)
    if document.kind == "binary":
        assert document.line_count == (len(sample.data) + 15) // 16
        return
    plain = document.text[:].removesuffix(b"\n").split(b"\n") if document.text else []
    assert document.line_count == len(plain)
    for number in {0, 1, len(plain) // 2, len(plain) - 1} & set(range(len(plain))):
        assert document.index.line(number) == plain[number]
        for line in (document.line(number, 500), document.raw_line(0, 500)):
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)
        for start, end, _ in document.tokens(number, 500):
            assert 0 <= start <= end <= len(document.line(number, 500))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_folds_are_those_of_a_plain_reading(sample: Sample) -> None:
    document = opened(sample.name)
    if document.kind not in ("json", "xml") or document.line_count > 2000:
        return
    lines = [document.line(number) for number in range(document.line_count)]
    for number, line in enumerate(lines):
        parents(document, number)
        end = fold_end(document, number)
        if end is None:
            continue
        assert is_foldable(document, number)
        margin = len(line) - len(line.lstrip(" "))
        assert number < end < len(lines)
        if document.kind == "json":
            assert len(lines[end]) - len(lines[end].lstrip(" ")) == margin
        else:
            # Text of an element stays as it came: its end may stand at any margin.
            assert "</" in lines[end] or "/>" in lines[end]
        assert hidden_items(document, number, end) is not None
        if not document.note:
            inner = [one for one in lines[number + 1 : end] if one.strip()]
            assert all(one.startswith(" " * (margin + 1)) or document.kind == "xml" for one in inner)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_find_is_a_plain_search(sample: Sample) -> None:
    document = opened(sample.name)
    if document.size_bytes > _SHORT * 5:
        return
    lines = [document.line(number) for number in range(document.line_count)]
    for wanted in ("a", "ID", "zaza", "\\", "\u00e9"):
        pattern = re.compile(re.escape(wanted), re.IGNORECASE)
        plain = [
            (number, *found.span()) for number, line in enumerate(lines) for found in pattern.finditer(line)
        ]
        assert [tuple(hit) for hit in find_hits(document, wanted)] == plain


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_first_page_is_shown_while_the_rest_is_on_its_way(sample: Sample) -> None:
    page = first_page(sample.data, sample.content_type, size_bytes=len(sample.data) + 1)
    assert not page.is_complete
    assert "breaks off" not in page.note
    for number in range(min(60, page.line_count)):
        page.line(number, 300)
        page.tokens(number, 300)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_table_is_that_of_a_plain_reading(sample: Sample) -> None:
    if opened(sample.name).kind != "json" or len(sample.data) > 100_000 or sample.name == "huge-numbers":
        return
    try:
        plain = json.loads(came(sample).decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return
    table = rows_of(to_data(Body.of(sample.data), sample.content_type))
    assert (table is None) == (rows_of(plain) is None)
    if table is not None:
        lists = (
            [value for value in plain.values() if isinstance(value, list)]
            if isinstance(plain, dict)
            else [plain]
        )
        assert [len(table.rows)] == [len(listed) for listed in lists]
