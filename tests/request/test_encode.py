"""Bodies with their root."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import Draft, encode_body
from cloudflow_tui.request.encode import is_bare_hash
from tests.request.examples import BARE_DELETE, CREATE_USER, LIST_USERS


def test_nothing_set_is_no_body() -> None:
    assert encode_body(Draft(CREATE_USER)) == ""
    assert encode_body(Draft(LIST_USERS, format="xml")) == ""


def test_json_with_root_and_a_key_beside() -> None:
    draft = Draft(CREATE_USER)
    draft.set("notify", True)
    draft.set("login", "ann")
    assert json.loads(encode_body(draft)) == {"user": {"login": "ann"}, "notify": True}


def test_order_of_the_catalog() -> None:
    draft = Draft(CREATE_USER)
    for name in ("vip", "limits.limit_memory", "limits.limit_cpu", "email", "login"):
        draft.set(name, "1")
    draft.add_unknown("zebra", 1)
    inside = json.loads(encode_body(draft))["user"]
    assert list(inside) == ["login", "email", "vip", "limits", "zebra"]
    assert list(inside["limits"]) == ["limit_cpu", "limit_memory"]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["force"], '<force type="boolean">true</force>'),
        (
            ["force", "reason"],
            '<hash>\n  <force type="boolean">true</force>\n  <reason>true</reason>\n</hash>',
        ),
    ],
)
def test_xml_without_root(names: list[str], text: str) -> None:
    draft = Draft(BARE_DELETE, format="xml")
    for name in names:
        draft.set(name, "true")
    assert encode_body(draft).partition("\n")[2] == text
    assert is_bare_hash(draft.shape, draft.values("body")) is (len(names) > 1)


def test_xml_with_a_key_beside_the_root() -> None:
    draft = Draft(CREATE_USER, format="xml")
    draft.set("login", "ann")
    draft.set("notify", False)
    text = encode_body(draft).partition("\n")[2]
    assert text.splitlines()[0] == "<hash>"
    assert "  <user>\n    <login>ann</login>\n  </user>" in text
    assert '  <notify type="boolean">false</notify>' in text


@pytest.mark.parametrize("format", ["json", "xml"])
def test_a_raw_body_goes_as_it_is(format: Format) -> None:
    draft = Draft(CREATE_USER, format=format)
    draft.set("login", "ann")
    draft.raw_body = "{ as it is "
    assert encode_body(draft) == "{ as it is "


def test_the_other_format() -> None:
    draft = Draft(CREATE_USER)
    draft.set("login", "ann")
    assert "<login>ann</login>" in encode_body(draft, "xml")
    assert draft.format == "json"
