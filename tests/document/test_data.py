"""JSON and XML bodies as one kind of data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body, to_data


def data_of(text: str | bytes, content_type: str = "") -> Any:
    return to_data(Body.of(text.encode() if isinstance(text, str) else text), content_type)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"user":{"id":7,"note":null}}', {"user": {"id": 7, "note": None}}),
        ("[]", []),
        ('{"a":1,"a":2}', {"a": 2}),
        ('{"a":52.0,"b":2.3421e+28}', {"a": 52.0, "b": 2.3421e28}),
        ("[1e400,-1e400]", ["1e400", "-1e400"]),
        ("[NaN]", ["NaN"]),
        ('["a\tb"]', ["a\tb"]),
        ('\ufeff{"a":1}', {"a": 1}),
        ("[" + "9" * 400 + "]", [int("9" * 400)]),
        ("[" + "9" * 5000 + "]", ["9" * 5000]),
        ("{", None),
        ('["\\ud8', None),
        ("[" * 100_000 + "]" * 100_000, None),
        ("plain", None),
        ("", None),
    ],
)
def test_json(text: str, data: object) -> None:
    assert data_of(text) == data


@pytest.mark.parametrize(
    ("xml", "as_json"),
    [
        ("<user><id type='integer'>7</id><login>ann</login></user>", '{"user":{"id":7,"login":"ann"}}'),
        (
            "<users type='array'><user><id type='integer'>7</id></user>"
            "<user><id type='integer'>8</id></user></users>",
            '[{"user":{"id":7}},{"user":{"id":8}}]',
        ),
        ("<users type='array'/>", "[]"),
        (
            "<virtual_machine><booted type='boolean'>true</booted><note nil='true'/><empty></empty>"
            "<ip_addresses type='array'><ip_address><address>192.0.2.7</address></ip_address></ip_addresses>"
            "<disks type='array'/></virtual_machine>",
            '{"virtual_machine":{"booted":true,"note":null,"empty":"",'
            '"ip_addresses":[{"ip_address":{"address":"192.0.2.7"}}],"disks":[]}}',
        ),
        (
            "<user><role_ids type='array'><role_id type='integer'>1</role_id></role_ids></user>",
            '{"user":{"role_ids":[1]}}',
        ),
        ("<errors type='array'><error>Not found</error></errors>", '{"errors":["Not found"]}'),
        ("<errors><error>Not found</error></errors>", '{"errors":["Not found"]}'),
        ("<errors type='array'/>", '{"errors":[]}'),
        ("<hash><version>6.7.0-12</version></hash>", '{"version":"6.7.0-12"}'),
        ("<vm><cpu-shares type='integer'>50</cpu-shares></vm>", '{"vm":{"cpu_shares":50}}'),
        ("<a><d type='decimal'>52.5</d><f type='float'>1e3</f></a>", '{"a":{"d":52.5,"f":1000.0}}'),
        ("<a><t type='dateTime'>2020-03-01T09:15:00Z</t></a>", '{"a":{"t":"2020-03-01T09:15:00Z"}}'),
        ("<a><n type='integer'>many</n><b type='boolean'>maybe</b></a>", '{"a":{"n":"many","b":"maybe"}}'),
        ("<a><n type='integer'></n><f type='float'>1e400</f></a>", '{"a":{"n":null,"f":"1e400"}}'),
        ("<users><user><id>7</id></user></users>", '[{"user":{"id":"7"}}]'),
        ("<a><b>1</b><b>2</b><c>3</c></a>", '{"a":{"b":["1","2"],"c":"3"}}'),
        ("<a x='1'><b y='2'>3</b></a>", '{"a":{"@x":"1","b":{"@y":"2","#text":"3"}}}'),
        ("<params type='hash'><a>1</a></params>", '{"params":{"a":"1"}}'),
    ],
)
def test_xml_has_the_shape_of_the_same_answer_in_json(xml: str, as_json: str) -> None:
    assert data_of(xml) == json.loads(as_json)


def test_xml_in_another_charset() -> None:
    assert data_of("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".encode("latin-1")) == {"a": "é"}


@pytest.mark.parametrize(
    "xml",
    [
        "<a><b></a>",
        "<a>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>",
        "<a>" * 10_000 + "</a>" * 10_000,
        "<a>\x00</a>",
    ],
)
def test_xml_that_is_refused(xml: str) -> None:
    assert data_of(xml) is None


def test_a_spooled_body(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(b'{"a":[1]}')
    assert to_data(Body.in_file(path)) == {"a": [1]}


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_json_round_trip(data: object) -> None:
    assert data_of(json.dumps(data), "application/json") == data


@given(st.binary(max_size=100))
def test_any_bytes(data: bytes) -> None:
    for content_type in ("", "application/json", "application/xml"):
        to_data(Body.of(data), content_type)
