"""Addresses taken apart, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.diagnosis.address import is_placeholder, is_variable, read_address, suffix_of


@pytest.mark.parametrize(
    ("text", "scheme", "user", "host", "port", "path", "query"),
    [
        ("https://h.example/users.json?a=1", "https", "", "h.example", "", "/users.json", "a=1"),
        ("http://https://h.example/x", "https", "", "h.example", "", "/x", ""),
        ("h.example:8080/x", "", "", "h.example", "8080", "/x", ""),
        ("https://a@b.c:key@h.example/x", "https", "a@b.c:key", "h.example", "", "/x", ""),
        ("/users/7.json", "", "", "", "", "/users/7.json", ""),
        ("https://[::1]:3000/x", "https", "", "[::1]", "3000", "/x", ""),
        ("https://h.example", "https", "", "h.example", "", "", ""),
    ],
)
def test_parts(text: str, scheme: str, user: str, host: str, port: str, path: str, query: str) -> None:
    address = read_address(text)
    assert (address.scheme, address.user, address.host) == (scheme, user, host)
    assert (address.port, address.path, address.query) == (port, path, query)


def test_places_of_parts() -> None:
    text = "https://h.example/users/7/disks.json"
    address = read_address(text)
    assert [text[address.start_of_part(index) :].split("/")[0] for index in range(3)] == list(address.parts)


@pytest.mark.parametrize("part", [":id", "{id}", "<id>", ":user_id.json", "YOUR_ID", "[id]"])
def test_placeholders(part: str) -> None:
    assert is_placeholder(part)


@pytest.mark.parametrize("part", ["7.json", "users", "id", "x1", "abcdefgh123456"])
def test_no_placeholders(part: str) -> None:
    assert not is_placeholder(part)
    assert not is_variable(part)


def test_variables() -> None:
    assert is_variable("$ID.json")
    assert is_variable("${ID}")
    assert is_variable("***")


def test_suffixes() -> None:
    assert [suffix_of(part) for part in ("a.json", "a.XML", "a", "a.json.b")] == ["json", "xml", "", ""]


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert read_address(text).text == text
