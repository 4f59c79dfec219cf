"""Answers in XML: types, nil, arrays, names, and characters that XML cannot hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cloudflow_tui.sandbox.xml_writer import HEAD, write_xml


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        ({"id": 7, "label": "web", "booted": True, "note": None, "price": 0.5}, """\
<vm>
  <id type="integer">7</id>
  <label>web</label>
  <booted type="boolean">true</booted>
  <note nil="true"/>
  <price type="float">0.5</price>
</vm>
"""),
        ({"created_at": "2020-03-01T09:15:00.000+00:00"}, """\
<vm>
  <created_at type="datetime">2020-03-01T09:15:00.000+00:00</created_at>
</vm>
"""),
        ({"ip_addresses": [{"ip_address": {"address": "192.0.2.7"}}]}, """\
<vm>
  <ip_addresses type="array">
    <ip_address>
      <address>192.0.2.7</address>
    </ip_address>
  </ip_addresses>
</vm>
"""),
        ({"role_ids": [1, 2]}, """\
<vm>
  <role_ids type="array">
    <role_id type="integer">1</role_id>
    <role_id type="integer">2</role_id>
  </role_ids>
</vm>
"""),
        ({"media": [1], "empty": [], "none": {}}, """\
<vm>
  <media type="array">
    <item type="integer">1</item>
  </media>
  <empty type="array"/>
  <none/>
</vm>
"""),
        ({"a<b": "x & y < z", "": "\x00"}, """\
<vm>
  <item key="a&lt;b">x &amp; y &lt; z</item>
  <item key="">\N{REPLACEMENT CHARACTER}</item>
</vm>
"""),
    ],
)  # fmt: skip
def test_object(value: dict[str, Any], xml: str) -> None:
    assert write_xml("vm", value) == HEAD + xml


def test_list() -> None:
    assert write_xml("users", [{"id": 1}], "user") == HEAD + (
        '<users type="array">\n  <user>\n    <id type="integer">1</id>\n  </user>\n</users>\n'
    )
    assert write_xml("users", [], "user") == HEAD + '<users type="array"/>\n'
    assert "<error>Not found</error>" in write_xml("errors", ["Not found"], "error")


def test_root_without_name() -> None:
    assert "<hash>" in write_xml("", {"version": "6.7.0"})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), values))
def test_any_data_is_well_formed(data: dict[str, Any]) -> None:
    assert etree.fromstring(write_xml("thing", data).encode()).tag == "thing"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_text_comes_back(text: str) -> None:
    found = etree.fromstring(write_xml("a", {"b": text}).encode())[0].text or ""
    assert found == text
