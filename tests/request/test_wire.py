"""What the client adds on the way out."""

from __future__ import annotations

import pytest

from cloudflow_tui import __version__
from cloudflow_tui.request.wire import host_header, target_of, wire_headers
from tests.factories import make_request

CLIENT = (("User-Agent", f"cloudflow-tui/{__version__}"), ("Accept-Encoding", "gzip, deflate"))


def test_a_read() -> None:
    assert wire_headers(make_request()) == (
        ("Host", "cp.example.com"),
        ("Accept", "application/json"),
        *CLIENT,
    )


def test_a_write() -> None:
    request = make_request("POST", body="{ü}".encode())
    assert wire_headers(request, "Basic x")[-2:] == (("Authorization", "Basic x"), ("Content-Length", "4"))


@pytest.mark.parametrize(
    ("method", "has_length"), [("POST", True), ("PUT", True), ("DELETE", False), ("GET", False)]
)
def test_length_of_nothing(method: str, has_length: bool) -> None:
    assert (("Content-Length", "0") in wire_headers(make_request(method))) is has_length


def test_own_headers_win() -> None:
    own = (("host", "a"), ("user-agent", "b"), ("authorization", "c"), ("content-length", "9"))
    assert wire_headers(make_request("POST", headers=own, body=b"x"), "Basic x") == (*own, CLIENT[1])


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://CP.example.com/x", "cp.example.com"),
        ("https://cp.example.com:443/x", "cp.example.com"),
        ("http://cp.example.com:443/x", "cp.example.com:443"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://ann:secret@cp.example.com/", "cp.example.com"),
        ("http://[::1]:80/", "[::1]"),
    ],
)
def test_host(url: str, host: str) -> None:
    assert host_header(url) == host


def test_target() -> None:
    assert target_of("http://a/b/c.json?d=1&e") == "/b/c.json?d=1&e"
    assert target_of("http://a") == "/"
