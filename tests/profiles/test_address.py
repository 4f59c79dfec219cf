"""Addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.address import check_address, check_proxy, split_credentials


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("cp.example.net", "https://cp.example.net"),
        ("cp.example.net:8443", "https://cp.example.net:8443"),
        ("localhost:3000", "https://localhost:3000"),
        ("https://cp.example.net/", "https://cp.example.net"),
        ("HTTPS://CP.Example.NET", "https://cp.example.net"),
        ("http://192.0.2.7:8080/panel//", "http://192.0.2.7:8080/panel"),
        ("https://cp.example.net//cloud/panel", "https://cp.example.net/cloud/panel"),
        ("  https://cp.example.net\n", "https://cp.example.net"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://bücher.example.org", "https://bücher.example.org"),
    ],
)
def test_typed_addresses_get_one_form(typed: str, address: str) -> None:
    assert check_address(typed) == address
    assert check_address(address) == address


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://", "names no host"),
        ("https:///panel", "names no host"),
        ("https://cp example.net", "blank"),
        ("https://cp\x00.example.net", "control character"),
        ("ftp://cp.example.net", "'ftp' is neither https nor http"),
        ("http://https://cp.example.net", "scheme twice"),
        ("https:/cp.example.net", "two slashes"),
        ("https://cp.example.net:99999", "port"),
        ("https://cp.example.net:0", "port 0"),
        ("https://cp.example.net:http", "port"),
        ("https://[::1", "cannot be read"),
        ("https://<host>", "no host name"),
        ("https://cp.example.net/users.json", "names a call"),
    ],
)
def test_unusable_addresses_say_why(typed: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_address(typed, file="profiles.toml", key="profiles.lab.url")
    assert named in caught.value.message
    assert "https://cp.example.net" in caught.value.advice
    assert (caught.value.file, caught.value.key) == ("profiles.toml", "profiles.lab.url")


@pytest.mark.parametrize(
    "typed",
    [
        "https://ann:s3cret-word@cp.example.net",
        "ann:s3cret-word@cp.example.net",
        "https://ann@example.test:s3cret-word@cp.example.net",
        "https://ann:s3cret-word/x@cp.example.net",
        "http://https://ann:s3cret-word@cp.example.net",
        "https://cp.example.net?api_key=s3cret-word",
        "https://cp.example.net/#s3cret-word",
    ],
)
def test_secrets_in_an_address_are_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_address(typed)
    told = f"{caught.value} {caught.value.key} {caught.value!r}"
    assert "s3cret-word" not in told
    assert "carries" in caught.value.message


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_config_error(typed: str) -> None:
    try:
        address = check_address(typed)
    except ConfigError:
        return
    assert address.startswith(("https://", "http://"))
    assert "@" not in address
    assert check_address(address) == address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://ann:p%40ss@cp.example.net:8443/x", ("https://cp.example.net:8443/x", "ann", "p@ss")),
        ("ann@cp.example.net", ("cp.example.net", "ann", "")),
        ("ops@example.net:key@cp.example.net", ("cp.example.net", "ops@example.net", "key")),
        ("cp.example.net/a@b", ("cp.example.net/a@b", "", "")),
    ],
)
def test_credentials_are_taken_out(text: str, parts: tuple[str, str, str]) -> None:
    assert split_credentials(text) == parts


@pytest.mark.parametrize(
    ("text", "address"),
    [("", ""), ("None", "none"), ("proxy:3128", "http://proxy:3128"), ("https://proxy/", "https://proxy")],
)
def test_addresses_of_proxies(text: str, address: str) -> None:
    assert check_proxy(text) == address
