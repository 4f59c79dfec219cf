"""Paths with suffixes, paging and doubled slashes; formats from suffix and headers."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.negotiation import Target, answer_format, body_format, split_target


@pytest.mark.parametrize(
    ("raw_path", "target"),
    [
        ("/users", Target(("users",))),
        ("/users.json", Target(("users",), "json")),
        ("/users.xml", Target(("users",), "xml")),
        ("/users/7.json", Target(("users", "7"), "json")),
        ("//users///7.xml/", Target(("users", "7"), "xml")),
        ("/users.json/page/2", Target(("users",), "json", 2)),
        ("/users.json/per_page/4", Target(("users",), "json", None, 4)),
        ("/users.json/page/2/per_page/4", Target(("users",), "json", 2, 4)),
        ("/users.xml/per_page/4/page/2", Target(("users",), "xml", 2, 4)),
        ("/page/2", Target(("page", "2"))),
        ("/a/page/2", Target(("a", "page", "2"))),
        ("/users.json/page/x", Target(("users.json", "page", "x"))),
        ("/a%2Fb/c%20d.json", Target(("a/b", "c d"), "json")),
        ("/zones/example.com.json", Target(("zones", "example.com"), "json")),
        ("/users.yaml", Target(("users.yaml",))),
        ("/.json", Target((), "json")),
        ("/", Target(())),
        ("", Target(())),
    ],
)
def test_split(raw_path: str, target: Target) -> None:
    assert split_target(raw_path) == target


def test_path() -> None:
    assert split_target("//users/7.json").path == "/users/7"


@pytest.mark.parametrize(
    ("raw_path", "accept", "content_type", "format"),
    [
        ("/users.xml", "application/json", "application/json", "xml"),
        ("/users", "application/xml", "application/json", "xml"),
        ("/users", "*/*", "application/xml; charset=utf-8", "xml"),
        ("/users", "application/json, application/xml", "", "json"),
        ("/users", "text/xml;q=1, application/json", "", "xml"),
        ("/users", "", "", "json"),
    ],
)
def test_answer_format(raw_path: str, accept: str, content_type: str, format: str) -> None:
    assert answer_format(split_target(raw_path), accept, content_type) == format


@pytest.mark.parametrize(
    ("content_type", "body", "format"),
    [
        ("application/json; charset=utf-8", b"<a/>", "json"),
        ("APPLICATION/XML", b"{}", "xml"),
        ("text/xml", b"", "xml"),
        ("", b' {"a": 1}', "json"),
        ("", b"\xef\xbb\xbf<a/>", "xml"),
        ("application/x-www-form-urlencoded", b'{"a": 1}', "form"),
        ("application/x-www-form-urlencoded", b"a=1", "form"),
        ("", b"a=1", "json"),
    ],
)
def test_body_format(content_type: str, body: bytes, format: str) -> None:
    assert body_format(split_target("/users.json"), content_type, body) == format
