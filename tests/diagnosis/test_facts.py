"""Facts of answers and of request bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.diagnosis.facts import READ_LIMIT_BYTES, Facts, facts_of, request_fields
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Response
from tests.diagnosis.samples import JSON, XML


def facts(text: str, headers: tuple[tuple[str, str], ...] = JSON) -> Facts:
    return facts_of(Response(200, headers=headers, body=Body.of(text.encode())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"user":{"id":7}},{"user":{"id":8}}]', Facts(item_count=2)),
        ("[]", Facts(item_count=0)),
        ('{"user":{"id":7,"login":"ann"}}', Facts(object_id="7")),
        ('{"id":7}', Facts(object_id="7")),
        ('{"user":{"id":"a1b2\\u001b"}}', Facts(object_id="a1b2␛")),
        ('{"version":"6.6.0-34"}', Facts(version="6.6.0-34")),
        ('{"user":{"id":[7]}}', Facts()),
        ('{"user":', Facts()),
        ("", Facts()),
        ("<html><p>no</p></html>", Facts()),
        pytest.param('{"id":' + "9" * 5000 + "}", Facts(object_id="9" * 39 + "…"), id="5000 digits"),
    ],
)
def test_json(text: str, expected: Facts) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<users type="array"><user><id>7</id></user><user><id>8</id></user></users>', Facts(item_count=2)),
        ('<users type="array"/>', Facts(item_count=0)),
        (
            '<user><id type="integer">7</id><roles type="array"><role><id>1</id></role></roles></user>',
            Facts(object_id="7"),
        ),
        ("<hash><version>6.7.0</version></hash>", Facts(version="6.7.0")),
        ('<!DOCTYPE a [<!ENTITY b "c">]><user><id>&b;</id></user>', Facts()),
        ("<user><id>7</id>", Facts()),
    ],
)
def test_xml(text: str, expected: Facts) -> None:
    assert facts(text, XML) == expected


def test_totals_of_paged_lists() -> None:
    paged = (*JSON, ("X-Total", "40"), ("X-Page", "1"))
    assert facts("[1,2]", paged) == Facts(item_count=2, total_count=40)
    assert facts("[1,2]", (*JSON, ("X-Total", "-4"))) == Facts(item_count=2)
    assert facts("[1,2]", (*JSON, ("X-Total", "٤"))) == Facts(item_count=2)


def test_large_and_missing_bodies_are_not_read(tmp_path: Path) -> None:
    large = Body(path=tmp_path / "gone", size_bytes=READ_LIMIT_BYTES + 1)
    gone = Body(path=tmp_path / "gone", size_bytes=10)
    for body in (large, gone):
        assert facts_of(Response(200, headers=JSON, body=body)) == Facts()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (b'{"user":{"email":"a@example.net","bucket_id":3}}', ("email", "bucket_id")),
        (b'{"email":"a@example.net"}', ("email",)),
        (b"<user><email>a</email><note nil='true'/></user>", ("email", "note")),
        (b'{"user":', ()),
        (b"[1]", ()),
        (b"<user", ()),
        (b"a=b", ()),
        (b"", ()),
    ],
)
def test_fields_of_a_request(body: bytes, names: tuple[str, ...]) -> None:
    assert request_fields(body, "user") == names


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_body_gives_facts(data: bytes) -> None:
    found = facts_of(Response(200, body=Body.of(data)))
    assert len(found.object_id) <= 40
    request_fields(data, "user")
