"""Credentials: one header, for one origin."""

from __future__ import annotations

import pytest

from cloudflow_tui.transport.auth import basic_header, may_carry_credentials, origin_of
from tests.factories import make_profile


def test_login_and_secret_are_utf8() -> None:
    assert basic_header(make_profile(login="zoë"), "pä:ss") == "Basic em/Dqzpww6Q6c3M="


def test_an_email_with_an_api_key_looks_the_same() -> None:
    assert basic_header(make_profile(login="a@b.c"), "key") == "Basic YUBiLmM6a2V5"


def test_no_login_has_no_header() -> None:
    assert basic_header(make_profile(login=""), "left over") == ""


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://cp.example.com/users.json", True),
        ("https://CP.example.com:443/users.json", True),
        ("http://cp.example.com/users.json", False),
        ("https://cp.example.com:8443/users.json", False),
        ("https://cp.example.com.evil.net/users.json", False),
        ("https://cp.example.com@evil.net/users.json", False),
        ("https://example.com/users.json", False),
        ("nonsense", False),
    ],
)
def test_credentials_are_for_their_own_origin(url: str, is_own: bool) -> None:
    assert may_carry_credentials(make_profile("https://cp.example.com/base"), url) is is_own


def test_credentials_go_up_to_https_and_never_down() -> None:
    plain = make_profile("http://cp.example.com")
    assert may_carry_credentials(plain, "https://cp.example.com/users.json")
    assert not may_carry_credentials(plain, "https://cp.example.com:8443/users.json")
    assert not may_carry_credentials(plain, "https://other.example.com/users.json")
    assert not may_carry_credentials(make_profile("http://cp.example.com:3000"), "https://cp.example.com/")
    assert not may_carry_credentials(make_profile("https://cp.example.com"), "http://cp.example.com/")


@pytest.mark.parametrize("url", ["", "/users", "ftp://a/", "http://", "http://a:b/", "http://[::1/"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        origin_of(url)
