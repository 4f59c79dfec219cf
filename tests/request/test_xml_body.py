"""XML written for people."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.request.names import parse_name
from cloudflow_tui.request.shape import FREE, Shape
from cloudflow_tui.request.values import Value
from cloudflow_tui.request.xml_body import DECLARATION, escaped, singular, wrapper_of, write_xml
from tests.request.examples import CREATE_USER, endpoint_of

BODY = Shape(CREATE_USER).trees["body"]


def written(values: dict[str, Value]) -> str:
    return write_xml("user", values, BODY).removeprefix(DECLARATION + "\n")


def test_every_kind_of_value() -> None:
    assert written(
        {
            "login": "ann & co",
            "role_ids": [2, 3],
            "vip": True,
            "age": 42,
            "price": 1.5,
            "note": None,
            "limits": {"limit_cpu": 1},
            "infoboxes": {},
            "aliases": [],
        }
    ) == (
        "<user>\n"
        "  <login>ann &amp; co</login>\n"
        '  <role_ids type="array">\n'
        '    <role_id type="integer">2</role_id>\n'
        '    <role_id type="integer">3</role_id>\n'
        "  </role_ids>\n"
        '  <aliases type="array"/>\n'
        '  <vip type="boolean">true</vip>\n'
        '  <age type="integer">42</age>\n'
        '  <price type="decimal">1.5</price>\n'
        "  <limits>\n"
        '    <limit_cpu type="integer">1</limit_cpu>\n'
        "  </limits>\n"
        '  <infoboxes type="hash"/>\n'
        '  <note nil="true"/>\n'
        "</user>"
    )


def test_text_that_would_be_taken_for_a_number() -> None:
    assert '<age type="string">42</age>' in written({"age": "42"})
    assert "<login>42</login>" in written({"login": "42"})


def test_a_key_that_names_no_element() -> None:
    assert write_xml("a", {"105": 1}, FREE).endswith('<a>\n  <item key="105" type="integer">1</item>\n</a>')


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("role_ids", "role_id"),
        ("ip_addresses", "ip_address"),
        ("policies", "policy"),
        ("boxes", "box"),
        ("status", "item"),
        ("virtualization", "item"),
        ("s", "item"),
    ],
)
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


def test_wrapper() -> None:
    shape = Shape(endpoint_of(Parameter("fields[].field.name", "body", "string")))
    spot = shape.spot("body", parse_name("fields[]"))
    assert spot is not None
    assert wrapper_of("fields", spot.node) == "field"
    assert wrapper_of("others", spot.node) == ""


def test_escapes() -> None:
    assert escaped('<a & "b">\r\x00') == "&lt;a &amp; &quot;b&quot;&gt;&#13;&#0;"
