"""Parameters come to the same values whatever form they take."""

from __future__ import annotations

from typing import Any

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.sandbox.reading import UnreadableBodyError, read_given, values_of
from cloudflow_tui.sandbox.schema import Plan, Schema
from tests.factories import make_endpoint

PARAMETERS = (
    Parameter("login", "body", "string"),
    Parameter("role_ids[]", "body", "array"),
    Parameter("force", "body", "boolean", is_beside_root=True),
)


def plan_of(root: str = "user", parameters: tuple[Parameter, ...] = PARAMETERS) -> Plan:
    endpoint = make_endpoint("users.create", "POST", "/users", parameters=parameters, root=root)
    return Schema((endpoint,)).plans["users.create"]


ANN = {"login": "ann", "role_ids": ["1", "2"]}


@pytest.mark.parametrize(
    ("query", "body", "form"),
    [
        ("", '{"user": {"login": "ann", "role_ids": ["1", "2"]}}', "json"),
        ("", '{"login": "ann", "role_ids": ["1", "2"]}', "json"),
        ("", '{"pack": {"login": "ann", "role_ids": ["1", "2"]}}', "json"),
        ("user[login]=ann&user[role_ids][]=1&user[role_ids][]=2", "", "json"),
        ("login=ann&role_ids[]=1&role_ids[]=2", "", "json"),
        ("", "user[login]=ann&user[role_ids][]=1&user[role_ids][]=2", "form"),
        ("user[login]=bob", '{"user": {"login": "ann", "role_ids": ["1", "2"]}}', "json"),
        ("login=ann", '{"user": {"role_ids": ["1", "2"]}}', "json"),
        (
            "",
            "<user><login>ann</login><role-ids type='array'><role-id>1</role-id><x>2</x></role-ids></user>",
            "xml",
        ),
        ("", "<user><login>ann</login><role_ids>1</role_ids><role_ids>2</role_ids></user>", "xml"),
        (
            "",
            "<hash><user><login>ann</login><role_ids>1</role_ids><role_ids>2</role_ids></user></hash>",
            "xml",
        ),
        ("", "<hash><login>ann</login><role_ids>1</role_ids><role_ids>2</role_ids></hash>", "xml"),
    ],
)
def test_same_values(query: str, body: str, form: str) -> None:
    assert values_of(plan_of(), read_given(query, body.encode(), form)) == ANN


def test_keys_beside_the_root() -> None:
    given = read_given("", b'{"user": {"login": "ann"}, "force": 1}', "json")
    assert values_of(plan_of(), given) == {"login": "ann", "force": 1}


def test_bare_xml_whose_root_is_the_parameter() -> None:
    plan = plan_of("", (Parameter("devices", "body", "object"),))
    given = read_given("", b"<devices><a>1</a></devices>", "xml")
    assert values_of(plan, given) == {"devices": {"a": "1"}}


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<a type="integer">7</a>', 7),
        ('<a type="integer">x</a>', "x"),
        ('<a type="boolean">true</a>', True),
        ('<a type="float">1.5</a>', 1.5),
        ('<a type="decimal">1e999</a>', "1e999"),
        ('<a nil="true"/>', None),
        ('<a type="array"/>', []),
        ("<a/>", ""),
        ("<a><b>1</b><b>2</b></a>", {"b": ["1", "2"]}),
    ],
)
def test_xml_types(xml: str, value: Any) -> None:
    assert read_given("", f"<root>{xml}</root>".encode(), "xml").body == {"root": {"a": value}}


def test_odd_json_values() -> None:
    body = b'{"a": 123456789012345678901234567890, "b": 1e999, "c": "\\ud800", "d": NaN}'
    data = read_given("", body, "json").body
    assert data == {"a": pytest.approx(1.2345678901234568e29), "b": None, "c": "?", "d": None}


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"{", "json"),
        (b"\xff", "json"),
        (b"[" * 100 + b"]" * 100, "json"),
        (b"[" * 100_000, "json"),
        (b"<a>", "xml"),
        (b"\xff<a/>", "xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml"),
        (b"&".join([b"a=1"] * 20_000), "form"),
    ],
)
def test_unreadable(body: bytes, form: str) -> None:
    with pytest.raises(UnreadableBodyError):
        read_given("", body, form)


def test_that_a_body_is_not_xml_is_said_once() -> None:
    with pytest.raises(UnreadableBodyError) as caught:
        read_given("", b"<a>", "xml")
    assert str(caught.value).count("The body is not XML") == 1


def test_names() -> None:
    given = read_given("short&period[startdate]=x", b'{"user": {"login": "ann"}}', "json")
    assert given.names >= {"short", "period", "period[startdate]", "user", "login"}
