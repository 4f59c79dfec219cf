"""XML laid out without a changed character of data, well formed or not."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cloudflow_tui.document.xml_pretty import pretty_xml

NAMES = st.sampled_from(["a", "b", "user", "ip_address", "cpu-shares", "x.y", "é"])
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters="\t\n ")
WORDS = st.text(CHARACTERS, max_size=12)
ASIDES = st.sampled_from(["<!-- a > <b> -->", "<?pi <x> ?>", "<!-- two\nlines -->"])
CDATA = st.sampled_from(["<![CDATA[<b> & ]] > ]]>", "<![CDATA[ ]]>"])
ATTRIBUTES = st.dictionaries(st.sampled_from(["type", "nil", "x"]), WORDS, max_size=2).map(
    lambda found: "".join(f" {name}={quoteattr(value)}" for name, value in found.items())
)
BLANKS = st.sampled_from(["", " ", "\n", "\n\t  ", "\r\n"])


PIECES = st.sampled_from(
    ["<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "<", ">", "&", " ", "t"]
) | st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE a [", "]>", "'", '"'])


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements of every kind: of elements only, mixed, with asides and CDATA, and with space kept."""
    spaced = st.tuples(BLANKS, st.lists(inner | ASIDES, max_size=4)).map(
        lambda pair: pair[0] + pair[0].join(pair[1]) + pair[0]
    )
    mixed = st.lists(inner | WORDS.map(escape) | CDATA | ASIDES, max_size=4).map("".join)
    attributes = ATTRIBUTES | st.just(' xml:space="preserve"')
    return st.tuples(NAMES, attributes, spaced | mixed).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{parts[2]}</{parts[0]}>"
    )


LEAVES = st.tuples(NAMES, ATTRIBUTES, WORDS).map(
    lambda parts: f"<{parts[0]}{parts[1]}>{escape(parts[2])}</{parts[0]}>"
) | st.tuples(NAMES, ATTRIBUTES).map(lambda parts: f"<{parts[0]}{parts[1]}/>")
DOCUMENTS = st.recursive(LEAVES, elements, max_leaves=12)


def holdings(text: bytes) -> object:
    """All that a document says, without white space between the children of a parent that holds no text."""

    def of(node: etree._Element) -> object:
        texts = [node.text or "", *[child.tail or "" for child in node]]
        has_elements = any(isinstance(child.tag, str) for child in node)
        if has_elements and not any(text.strip(" \t\r\n") for text in texts):
            texts = []
        name = node.tag if isinstance(node.tag, str) else type(node).__name__
        return name, sorted(node.attrib.items()), texts, [of(child) for child in node]

    return of(etree.fromstring(text, etree.XMLParser(resolve_entities=False)))


def without_blanks(text: bytes) -> bytes:
    return text.translate(None, b" \t\r\n")


@given(DOCUMENTS)
def test_no_text_and_no_attribute_is_changed(text: str) -> None:
    done = pretty_xml(text.encode())
    assert done.note == ""
    assert holdings(done.text) == holdings(text.encode())
    assert without_blanks(done.text) == without_blanks(text.encode())
    assert pretty_xml(done.text) == done


@given(DOCUMENTS, st.data())
def test_cut_text_is_shown_as_far_as_it_goes(text: str, draw: st.DataObject) -> None:
    data = text.encode()
    part = data[: draw.draw(st.integers(0, len(data) - 1))]
    done = pretty_xml(part)
    assert without_blanks(done.text) == without_blanks(part)
    assert "breaks off" in done.note
    assert pretty_xml(part, is_partial=True).note == ""


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_loses_nothing_but_blanks(text: str) -> None:
    done = pretty_xml(text.encode())
    assert without_blanks(done.text) == without_blanks(text.encode())


MINIFIED = (
    '<?xml version="1.0" encoding="UTF-8"?><users type="array">'
    '<user><id type="integer">7</id><note nil="true"/>'
    '<login> a &amp; b </login><roles type="array"/></user></users>'
)
INDENTED = """<?xml version="1.0" encoding="UTF-8"?>
<users type="array">
  <user>
    <id type="integer">7</id>
    <note nil="true"/>
    <login> a &amp; b </login>
    <roles type="array"/>
  </user>
</users>"""


@pytest.mark.parametrize(
    "text", [MINIFIED, INDENTED, INDENTED.replace("  ", "\t"), INDENTED.replace("\n", "\r\n")]
)
def test_minified_and_indented_give_the_same(text: str) -> None:
    assert pretty_xml(text.encode()).text.decode() == INDENTED


@pytest.mark.parametrize(
    ("text", "laid_out"),
    [
        ("<a><b>1</b> and <c/></a>", "<a><b>1</b> and <c/></a>"),
        ("<r><a><b/> text</a><c/></r>", "<r>\n  <a><b/> text</a>\n  <c/>\n</r>"),
        (
            "<r><b><![CDATA[x<y>]]></b><c x='a>b'/></r>",
            "<r>\n  <b><![CDATA[x<y>]]></b>\n  <c x='a>b'/>\n</r>",
        ),
        ("<r><!-- a > b --><c/></r>", "<r>\n  <!-- a > b -->\n  <c/>\n</r>"),
        ("<r> <p xml:space='preserve'> <b/> </p> </r>", "<r>\n  <p xml:space='preserve'> <b/> </p>\n</r>"),
        ("<r><log>one\n  two\n</log></r>", "<r>\n  <log>one\n  two\n</log>\n</r>"),
        ("<r><a> </a></r>", "<r>\n  <a> </a>\n</r>"),
        (
            "<!DOCTYPE a [<!ENTITY x 'y>]'>]><a><b>&x;</b></a>",
            "<!DOCTYPE a [<!ENTITY x 'y>]'>]>\n<a>\n  <b>&x;</b>\n</a>",
        ),
    ],
)
def test_what_stays_as_it_came(text: str, laid_out: str) -> None:
    assert pretty_xml(text.encode()).text.decode() == laid_out


@pytest.mark.parametrize(
    ("text", "laid_out", "note"),
    [
        (
            "<a><b>x</b><c>y",
            "<a>\n  <b>x</b>\n  <c>y",
            "not complete: the XML breaks off at line 1, column 16",
        ),
        ("<a><b y='", "<a>\n  <b y='", "not complete: the XML breaks off within a tag at line 1, column 4"),
        (
            "<a>\n<b></c>\n</a>",
            "<a>\n  <b>\n    </c>\n</a>",
            "not well-formed XML: an end tag that fits no open element at line 2, column 4",
        ),
        (
            "<a><b>1 < 2</b></a>",
            "<a>\n  <b>1 < 2</b>\n</a>",
            "not well-formed XML: a < that begins no tag at line 1, column 9",
        ),
        ("<a>&</a>", "<a>&</a>", "not well-formed XML: not well-formed (invalid token) at line 1, column 5"),
        ("<a>&x;</a>", "<a>&x;</a>", "not well-formed XML: undefined entity at line 1, column 4"),
        (
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>",
            "declares entities, which are not expanded",
        ),
        ("<a/><b/>", "<a/>\n<b/>", "not well-formed XML: nothing more expected at line 1, column 5"),
        (
            "<a/>tail",
            "<a/>\ntail",
            "not well-formed XML: text outside of the root element at line 1, column 5",
        ),
    ],
)
def test_the_first_fault_is_told(text: str, laid_out: str, note: str) -> None:
    done = pretty_xml(text.encode())
    assert (done.text.decode(), done.note) == (laid_out, note)


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b"<a>" * 100 + b"<b/>" * 300_000,
        b"<" * 100_000,
        b'<a "' * 100_000,
        b"<!--" * 100_000,
        b"<a>x</b>" * 20_000,
        b"<a><![CDATA[" + b"]]" * 100_000,
        b"<!DOCTYPE a [" + b"<!ENTITY" * 50_000,
        b"<!DOCTYPE a [" + b"<!--" * 50_000,
        b"<!DOCTYPE a [" + b"<?" * 50_000,
    ],
    ids=[
        "deep",
        "wide and deep",
        "brackets",
        "quotes",
        "comments",
        "roots",
        "CDATA",
        "entities",
        "comments in type",
        "asides in type",
    ],
)
def test_hostile_text_stays_within_bounds(data: bytes) -> None:
    done = pretty_xml(data)
    assert without_blanks(done.text) == without_blanks(data)
    assert len(done.text) <= len(data) * 5 + 32 * 1024 * 1024
