"""Profiles from options, environment and sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles import SecretPlace, profile_from_options, sandbox_profile
from cloudflow_tui.profiles.options import profile_from_environment


def test_options_make_a_profile() -> None:
    profile = profile_from_options("cp.example.net/", "admin", password_env="LAB", format="xml")
    assert profile.url == "https://cp.example.net"
    assert (profile.login, profile.secret, profile.format) == ("admin", SecretPlace("env", "LAB"), "xml")


def test_options_without_a_place_prompt() -> None:
    assert profile_from_options("cp.example.net", "admin").secret.source == "prompt"
    named = profile_from_options("cp.example.net", "admin", password_file=Path("/run/lab"))
    assert named.secret == SecretPlace("file", "/run/lab")


def test_a_password_without_login_is_refused() -> None:
    with pytest.raises(ConfigError, match="no login"):
        profile_from_options("cp.example.net", password_env="LAB")


def test_the_sandbox_profile_is_marked() -> None:
    profile = sandbox_profile("http://127.0.0.1:4711", "admin")
    assert profile.is_sandbox
    assert (profile.name, profile.url) == ("sandbox", "http://127.0.0.1:4711")


def test_environment_without_address_is_no_profile() -> None:
    assert profile_from_environment({"CLOUDFLOW_LOGIN": "admin"}) is None


def test_environment_in_full() -> None:
    profile = profile_from_environment(
        {
            "CLOUDFLOW_URL": "https://cp.example.net",
            "CLOUDFLOW_LOGIN": "ops@example.net",
            "CLOUDFLOW_API_KEY": "k",
            "CLOUDFLOW_FORMAT": "XML",
            "CLOUDFLOW_API_VERSION": "6.7",
            "CLOUDFLOW_READ_ONLY": "1",
        }
    )
    assert profile is not None
    assert profile.login_kind == "api_key"
    assert profile.secret == SecretPlace("env", "CLOUDFLOW_API_KEY")
    assert (profile.format, profile.api_version, profile.is_read_only) == ("xml", "6.7", True)


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({}, SecretPlace("prompt")),
        ({"CLOUDFLOW_PASSWORD": "s3cret"}, SecretPlace("env", "CLOUDFLOW_PASSWORD")),
        ({"CLOUDFLOW_PASSWORD_FILE": "/run/x"}, SecretPlace("file", "/run/x")),
    ],
)
def test_where_the_environment_keeps_the_secret(variables: dict[str, str], place: SecretPlace) -> None:
    profile = profile_from_environment({"CLOUDFLOW_URL": "cp.example.net", **variables})
    assert profile is not None
    assert profile.secret == place
    assert "s3cret" not in repr(profile)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOUDFLOW_FORMAT", "yaml"),
        ("CLOUDFLOW_READ_ONLY", "maybe"),
        ("CLOUDFLOW_URL", "https://ann:pw@cp.example.net"),
    ],
)
def test_variables_that_cannot_be_used_are_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        profile_from_environment({"CLOUDFLOW_URL": "cp.example.net", name: value})
    assert caught.value.key == name


def test_two_secrets_at_once_are_refused() -> None:
    with pytest.raises(ConfigError, match="CLOUDFLOW_PASSWORD and CLOUDFLOW_API_KEY"):
        profile_from_environment(
            {"CLOUDFLOW_URL": "cp.example.net", "CLOUDFLOW_PASSWORD": "a", "CLOUDFLOW_API_KEY": "b"}
        )


def test_the_way_there_from_the_environment() -> None:
    environ = {
        "CLOUDFLOW_URL": "cp.example.net",
        "CLOUDFLOW_LOGIN": "ann",
        "CLOUDFLOW_PASSWORD_COMMAND": "pass show lab",
        "CLOUDFLOW_PROXY": "proxy:3128",
        "CLOUDFLOW_CA_FILE": "/etc/ca.pem",
        "CLOUDFLOW_PRODUCTION": "1",
    }
    profile = profile_from_environment(environ)
    assert profile is not None
    assert profile.secret == SecretPlace("command", "pass show lab")
    assert (profile.proxy, profile.ca_file, profile.is_production) == (
        "http://proxy:3128",
        "/etc/ca.pem",
        True,
    )
