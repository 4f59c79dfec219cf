"""Why bodies are not well formed, and what was meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.diagnosis.body_faults import fault_of_json, fault_of_xml, is_xml, mended_json
from cloudflow_tui.diagnosis.loose_json import read_loose
from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.json_body import read_json
from cloudflow_tui.request.xml_reader import read_xml


def json_fault(body: str) -> tuple[str, str | None]:
    with pytest.raises(BodySyntaxError) as caught:
        read_json(body)
    fault = fault_of_json(body, caught.value)
    assert 0 <= fault.index < len(body)
    return fault.rule, fault.mended


@pytest.mark.parametrize(
    ("body", "rule", "meant"),
    [
        ("{'a': True, 'b': None}", "python-literals", {"a": True, "b": None}),
        ("{'a': 'x'}", "single-quoted-json", {"a": "x"}),
        ('{a: "x"}', "unquoted-keys", {"a": "x"}),
        ('{"a": [1, 2,],}', "trailing-comma", {"a": [1, 2]}),
        ('{"a": 1 // one\n}', "json-comment", {"a": 1}),
        ("{&quot;a&quot;:1}", "html-escaped", {"a": 1}),
        ("{“a”: “x”}", "typographic-quote", {"a": "x"}),
        ('\ufeff{"a": 1}', "invisible-sign", {"a": 1}),
        ('{"a":\u00a01}', "invisible-sign", {"a": 1}),
    ],
)
def test_json(body: str, rule: str, meant: object) -> None:
    found, mended = json_fault(body)
    assert found == rule
    assert mended is not None
    assert json.loads(mended) == meant


@pytest.mark.parametrize("body", ['{"a": 1', '{"a" 1}', "{,}", '{"a": 1}}', "Array\n(\n [a] => 1\n)"])
def test_json_that_cannot_be_mended(body: str) -> None:
    assert mended_json(body) is None


def xml_fault(body: str, root: str = "user") -> tuple[str, str | None]:
    with pytest.raises(BodySyntaxError) as caught:
        read_xml(body)
    fault = fault_of_xml(body, caught.value, root)
    return fault.rule, fault.mended


@pytest.mark.parametrize(
    ("body", "rule", "meant"),
    [
        ("<a>x & y</a>", "xml-special-signs", "<a>x &amp; y</a>"),
        ("<a>x < y</a>", "xml-special-signs", "<a>x &lt; y</a>"),
        ("<a>b<c</a>", "xml-special-signs", "<a>b&lt;c</a>"),
        ("\n<?xml version='1.0'?><a/>", "xml-declaration-late", "<?xml version='1.0'?><a/>"),
        ("<a>1</a><b>2</b>", "xml-two-roots", "<user><a>1</a><b>2</b></user>"),
        ("<a><b></a>", "body-syntax", None),
    ],
)
def test_xml(body: str, rule: str, meant: str | None) -> None:
    assert xml_fault(body) == (rule, meant)
    assert meant is None or is_xml(meant)


@given(st.text(max_size=100))
def test_any_text_is_taken(text: str) -> None:
    mended = mended_json(text)
    assert mended is None or isinstance(json.loads(mended), dict | list | str | int | float | bool | None)
    read_loose(text)


@given(
    st.dictionaries(
        st.text("abc_"), st.none() | st.booleans() | st.integers(-99, 99) | st.text("xyz '"), max_size=4
    )
)
def test_what_python_prints_is_read(value: dict[str, object]) -> None:
    assert read_loose(repr(value)) == value
