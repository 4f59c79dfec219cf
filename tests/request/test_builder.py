"""Drafts made into requests."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.errors import BuildError
from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import Draft, build
from cloudflow_tui.request.body_encoding import BodyEncoding
from tests.factories import make_endpoint
from tests.request.examples import BARE_DELETE, CREATE_USER, EDIT_RULE, LIST_USERS, REPORT

BASE = "https://cp.example.com"


def url_of(draft: Draft, base_url: str = BASE) -> str:
    return build(draft, base_url).url


def deletion(user_id: object) -> Draft:
    draft = Draft(BARE_DELETE)
    draft.set("user_id", user_id)
    return draft


def test_a_read() -> None:
    request = build(Draft(LIST_USERS), BASE)
    assert (request.method, request.url) == ("GET", "https://cp.example.com/users.json")
    assert request.headers == (("Accept", "application/json"),)
    assert request.body == b""
    assert (request.endpoint_id, request.format, request.timeout_s) == ("users.list", "json", None)
    assert request.secret_values == frozenset()


def test_a_write() -> None:
    draft = Draft(CREATE_USER, format="xml")
    draft.set("login", "zoë")
    draft.timeout_s = 3.0
    request = build(draft, BASE)
    assert request.url == "https://cp.example.com/users.xml"
    assert request.headers == (("Accept", "application/xml"), ("Content-Type", "application/xml"))
    assert "<login>zoë</login>".encode() in request.body
    assert request.timeout_s == 3.0


def test_a_write_without_values_has_no_body() -> None:
    request = build(Draft(CREATE_USER), BASE)
    assert request.body == b""
    assert request.headers == (("Accept", "application/json"),)


def test_a_read_with_a_body() -> None:
    draft = Draft(REPORT)
    draft.set("start_date", "2026-03-01")
    request = build(draft, BASE)
    assert request.method == "GET"
    assert json.loads(request.body) == {"overview": {"start_date": "2026-03-01"}}
    assert ("Content-Type", "application/json") in request.headers


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://cp.example.com/", "https://cp.example.com/users.json"),
        ("http://127.0.0.1:8080/api/v1/", "http://127.0.0.1:8080/api/v1/users.json"),
    ],
)
def test_base_url(base_url: str, url: str) -> None:
    assert url_of(Draft(LIST_USERS), base_url) == url


def test_ids_in_the_path() -> None:
    draft = Draft(EDIT_RULE)
    draft.set("cdn_id", 7)
    draft.set("rule_id", "a b/ü?")
    assert url_of(draft) == f"{BASE}/cdn/7/rules/a%20b%2F%C3%BC%3F.json"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_an_id_stays_one_part_of_the_path(text: str) -> None:
    draft = Draft(EDIT_RULE)
    draft.set("cdn_id", 1)
    draft.set("rule_id", text)
    path = url_of(draft).removeprefix(BASE)
    assert path.count("/") == 4
    assert unquote(path) == f"/cdn/1/rules/{text}.json"


@pytest.mark.parametrize(("dots", "part"), [(".", "%2E"), ("..", "%2E%2E"), ("a..b", "a..b")])
def test_dots_alone_are_no_step_up(dots: str, part: str) -> None:
    draft = Draft(EDIT_RULE)
    draft.set("cdn_id", dots)
    draft.set("rule_id", "1")
    assert url_of(draft) == f"{BASE}/cdn/{part}/rules/1.json"


@pytest.mark.parametrize("value", [None, "", [], {}, True])
def test_a_path_needs_its_ids(value: object) -> None:
    with pytest.raises(BuildError, match=r"users\.delete needs user_id") as caught:
        build(deletion(value), BASE)
    assert caught.value.parameter == "user_id"


def test_a_placeholder_that_no_parameter_declares() -> None:
    draft = Draft(make_endpoint("", "GET", "/things/:thing_id", title="GET /things/:thing_id"))
    with pytest.raises(BuildError, match="thing_id"):
        build(draft, BASE)


@pytest.mark.parametrize("path", ["/users.json/page/2", "/users.xml"])
def test_a_path_that_has_its_suffix(path: str) -> None:
    assert url_of(Draft(make_endpoint("", "GET", path))) == BASE + path


def test_a_dot_that_is_no_suffix() -> None:
    assert (
        url_of(Draft(make_endpoint("a.b", "POST", "/a/acceleration.enable")))
        == f"{BASE}/a/acceleration.enable.json"
    )


def test_query_and_own_query() -> None:
    draft = Draft(LIST_USERS)
    draft.set("page", 2)
    draft.set("short", "yes")
    draft.extra_query = [("q", "ann & co"), ("detailed", ""), ("q", "2")]
    assert url_of(draft) == f"{BASE}/users.json?page=2&short&q=ann+%26+co&detailed&q=2"


def test_own_headers_replace_the_usual_ones() -> None:
    draft = Draft(CREATE_USER)
    draft.set("login", "ann")
    draft.headers = [("X-Trace", "1"), ("content-type", "application/json; charset=utf-8"), ("X-Trace", "2")]
    assert build(draft, BASE).headers == (
        ("Accept", "application/json"),
        ("X-Trace", "1"),
        ("content-type", "application/json; charset=utf-8"),
        ("X-Trace", "2"),
    )


@pytest.mark.parametrize("header", [("X-A", "1\r\nX-B: 2"), ("X\nA", "1"), ("", "1")])
def test_headers_that_would_begin_another_are_refused(header: tuple[str, str]) -> None:
    draft = Draft(LIST_USERS)
    draft.headers = [header]
    with pytest.raises(BuildError):
        build(draft, BASE)


@pytest.mark.parametrize("format", ["json", "xml"])
def test_a_raw_body(format: Format) -> None:
    draft = Draft(CREATE_USER, format=format)
    draft.raw_body = "{ broken zoë"
    request = build(draft, BASE)
    assert request.body == "{ broken zoë".encode()
    assert ("Content-Type", f"application/{format}") in request.headers


def test_a_raw_body_that_is_empty() -> None:
    draft = Draft(CREATE_USER)
    draft.set("login", "ann")
    draft.raw_body = ""
    assert build(draft, BASE).body == b""


def test_half_a_character_in_a_raw_body() -> None:
    draft = Draft(CREATE_USER)
    draft.raw_body = "\ud800"
    assert build(draft, BASE).body == b"\xed\xa0\x80"


def test_secrets_are_known() -> None:
    draft = Draft(CREATE_USER)
    draft.set("password", "hunter22")
    request = build(draft, BASE)
    assert request.secret_values == {"hunter22"}
    assert "hunter22" not in repr(replace(request, body=b""))


def test_the_draft_is_not_changed() -> None:
    draft = Draft(LIST_USERS)
    draft.set("ids", [2, 1])
    before = draft.copy()
    build(draft, BASE)
    assert draft == before


def test_a_parameter_with_the_name_of_a_word() -> None:
    endpoint = make_endpoint(
        "a.b",
        "GET",
        "/a/:id/b/:id_two",
        parameters=(Parameter("id", "path", "integer"), Parameter("id_two", "path", "integer")),
    )
    draft = Draft(endpoint)
    draft.set("id", 1)
    draft.set("id_two", 2)
    assert url_of(draft) == f"{BASE}/a/1/b/2.json"


@pytest.mark.parametrize(
    ("encoding", "format", "body", "media_type"),
    [
        ("iso-8859-1", "json", b'"J\xf6rg \\u20ac"', "application/json; charset=ISO-8859-1"),
        ("iso-8859-1", "xml", b">J\xf6rg &#8364;<", "application/xml; charset=ISO-8859-1"),
        ("windows-1252", "xml", b">J\xf6rg \x80<", "application/xml; charset=windows-1252"),
        ("utf-8-bom", "json", '"Jörg €"'.encode(), "application/json"),
        ("utf-8", "json", '"Jörg €"'.encode(), "application/json"),
    ],
)
def test_the_encoding_of_the_body(
    encoding: BodyEncoding, format: Format, body: bytes, media_type: str
) -> None:
    draft = Draft(CREATE_USER, format=format)
    draft.set("login", "Jörg €")
    draft.body_encoding = encoding
    request = build(draft, BASE)
    assert body in request.body
    assert request.body.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-bom")
    assert dict(request.headers)["Content-Type"] == media_type
    if format == "xml":
        assert media_type.rpartition("=")[2].encode() in request.body.split(b"?>")[0]
        assert fromstring(request.body).findtext("login") == "Jörg €"


def test_redirects_are_followed_when_the_draft_says_so() -> None:
    draft = Draft(CREATE_USER)
    assert not build(draft, BASE).follow_redirects
    draft.follow_redirects = True
    assert build(draft, BASE).follow_redirects
