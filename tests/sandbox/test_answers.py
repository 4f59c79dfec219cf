"""Results as HTTP: exact types, headers, both formats, errors, hidden attributes."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.sandbox.answers import HttpAnswer, shown, stamped, write_answer, write_body
from cloudflow_tui.sandbox.calls import Page, Result, invalid, refused
from cloudflow_tui.sandbox.negotiation import Format

BASE = "http://cp.example.com"


def headers(result: Result, status: int = 200, format: Format = "json") -> dict[str, str]:
    return dict(write_answer(result, status, format, base_url=BASE).headers)


def test_object_and_list() -> None:
    assert write_body(Result({"id": 1}, "user"), "json") == b'{"user":{"id":1}}'
    assert write_body(Result([{"id": 1}], "user"), "json") == b'[{"user":{"id":1}}]'
    assert write_body(Result([], "user"), "json") == b"[]"
    assert write_body(Result({"a": 1}), "json") == b'{"a":1}'
    assert write_body(Result(None), "json") == b"{}"
    assert b"<users" in write_body(Result([{"id": 1}], "user"), "xml")
    assert b"<people" in write_body(Result([{"id": 1}], "user", list_name="people"), "xml")
    assert b"<hash>" in write_body(Result({"a": 1}), "xml")
    assert b"<settings>" in write_body(Result({"a": 1}, list_name="settings"), "xml")


def test_hidden_names_at_any_depth() -> None:
    data = {"_password": 1, "roles": [{"role": {"_in": [], "id": 1}}], "a": {"_b": 1, "c": 2}}
    assert shown(data) == {"roles": [{"role": {"id": 1}}], "a": {"c": 2}}


@pytest.mark.parametrize(
    ("format", "content_type"),
    [("json", "application/json; charset=utf-8"), ("xml", "application/xml; charset=utf-8")],
)
def test_content_type(format: Format, content_type: str) -> None:
    assert headers(Result({}), format=format)["Content-Type"] == content_type
    assert headers(refused(404, "x"), format=format)["Content-Type"] == content_type


def test_headers_by_status() -> None:
    read = headers(Result({}))
    assert read["Status"] == "200 OK"
    assert read["ETag"].startswith('"')
    assert read["Cache-Control"] == "max-age=0, private, must-revalidate"
    made = headers(Result({}, location="/users/7"), 201)
    assert made["Location"] == "http://cp.example.com/users/7"
    assert made["Cache-Control"] == "no-cache"
    assert "ETag" not in made
    assert headers(refused(401, "x"))["WWW-Authenticate"] == 'Basic realm="OnApp API Authentication"'


def test_204_has_no_body() -> None:
    answer = write_answer(Result({"id": 1}, "user"), 204, "json", base_url=BASE)
    assert answer.body == b""
    assert not answer.header("Content-Type")


def test_paging() -> None:
    found = headers(Result([], "user", page=Page(3, 10, 25)))
    assert (found["X-Page"], found["X-Limit"], found["X-Total"]) == ("3", "10", "25")
    assert headers(Result([], "user", page=Page(1, 0, 0)))["X-Limit"] == "1"


def test_errors() -> None:
    by_field = invalid(cpu_shares=["is not a number", "is invalid"], base=["Not enough memory"])
    assert json.loads(write_body(by_field, "json")) == {
        "errors": {"cpu_shares": ["is not a number", "is invalid"], "base": ["Not enough memory"]}
    }
    xml = write_body(by_field, "xml").decode()
    for sentence in ("Cpu shares is not a number", "Cpu shares is invalid", "Not enough memory"):
        assert f"<error>{sentence}</error>" in xml
    assert '<errors type="array">' in xml
    assert write_body(refused(404, "User not found"), "json") == b'{"errors":["User not found"]}'
    assert b"<error>User not found</error>" in write_body(refused(404, "User not found"), "xml")


def test_stamp() -> None:
    answer = HttpAnswer(200, (("ETag", '"x"'), ("Content-Type", "a/b")), b"body")
    first, second = (stamped(answer, session="abc") for _ in range(2))
    assert first.header("Set-Cookie") == "_session_id=abc; path=/; HttpOnly"
    assert first.header("X-Request-Id") != second.header("X-Request-Id")
    assert first.body == b"body"


def test_not_modified() -> None:
    answer = HttpAnswer(200, (("ETag", '"x"'), ("Content-Type", "a/b")), b"body")
    assert stamped(answer, session="a", known_etag='"y"').status == 200
    same = stamped(answer, session="a", known_etag='"x"')
    assert (same.status, same.body, same.header("Content-Type")) == (304, b"", "")
    assert same.header("ETag") == '"x"'
