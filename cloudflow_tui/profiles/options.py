"""Profiles that stand in no file: from options of the command line, from the environment, for the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.address import check_address, check_proxy
from cloudflow_tui.profiles.models import Format, LoginKind, Profile, SecretPlace

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT_NAME = "environment"
OPTIONS_NAME = "options"
SANDBOX_NAME = "sandbox"
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})


def profile_from_options(
    url: str,
    login: str = "",
    *,
    password_env: str = "",
    password_file: Path | None = None,
    login_kind: LoginKind = "password",
    format: Format = "json",
    api_version: str = "",
    is_read_only: bool = False,
) -> Profile:
    """A profile of what was typed for one call.

    Args:
        login: "" sends no credentials.
        password_env: Variable that holds the secret; "" prompts for it (or reads `password_file`).

    Raises:
        ConfigError: The address cannot be used, or a secret is named without a login.
    """
    if not login and (password_env or password_file):
        raise ConfigError("A password is named, but no login.", advice="Add the login: --login NAME.")
    secret = SecretPlace("prompt")
    if password_env:
        secret = SecretPlace("env", password_env)
    elif password_file is not None:
        secret = SecretPlace("file", str(password_file))
    return Profile(
        name=OPTIONS_NAME,
        url=check_address(url, key="--url"),
        login=login,
        login_kind=login_kind,
        secret=secret,
        api_version=api_version,
        format=format,
        is_read_only=is_read_only,
    )


def sandbox_profile(url: str, login: str) -> Profile:
    """The profile of a sandbox on this machine; its password is handed over by whoever started it."""
    return Profile(name=SANDBOX_NAME, url=check_address(url), login=login, is_sandbox=True)


def profile_from_environment(environ: Mapping[str, str]) -> Profile | None:
    """The profile of `CLOUDFLOW_URL` and its companions; None when that is not set.

    Read are CLOUDFLOW_URL, _LOGIN, one of _PASSWORD, _API_KEY, _PASSWORD_FILE and _PASSWORD_COMMAND, _FORMAT,
    _API_VERSION, _PROXY, _PROXY_LOGIN, _PROXY_PASSWORD, _CA_FILE, _CLIENT_CERT, _CLIENT_KEY, _READ_ONLY and
    _PRODUCTION.

    Raises:
        ConfigError: A variable with a value that cannot be used.
    """
    url = environ.get("CLOUDFLOW_URL", "")
    if not url:
        return None
    secret, login_kind = _secret_place(environ)
    return Profile(
        name=ENVIRONMENT_NAME,
        url=check_address(url, key="CLOUDFLOW_URL"),
        login=environ.get("CLOUDFLOW_LOGIN", ""),
        login_kind=login_kind,
        secret=secret,
        api_version=environ.get("CLOUDFLOW_API_VERSION", ""),
        format=_format(environ),
        proxy=check_proxy(environ.get("CLOUDFLOW_PROXY", ""), key="CLOUDFLOW_PROXY"),
        proxy_login=environ.get("CLOUDFLOW_PROXY_LOGIN", ""),
        proxy_secret=SecretPlace("env", "CLOUDFLOW_PROXY_PASSWORD"),
        ca_file=environ.get("CLOUDFLOW_CA_FILE", ""),
        client_cert=environ.get("CLOUDFLOW_CLIENT_CERT", ""),
        client_key=environ.get("CLOUDFLOW_CLIENT_KEY", ""),
        is_read_only=_is_on(environ, "CLOUDFLOW_READ_ONLY"),
        is_production=_is_on(environ, "CLOUDFLOW_PRODUCTION"),
    )


def _secret_place(environ: Mapping[str, str]) -> tuple[SecretPlace, LoginKind]:
    names = (
        "CLOUDFLOW_PASSWORD",
        "CLOUDFLOW_API_KEY",
        "CLOUDFLOW_PASSWORD_FILE",
        "CLOUDFLOW_PASSWORD_COMMAND",
    )
    given = [name for name in names if environ.get(name)]
    if len(given) > 1:
        raise ConfigError(
            f"{' and '.join(given)} are set at once.", advice="Unset all but one.", key=given[0]
        )
    if not given:
        return SecretPlace("prompt"), "password"
    if given[0] == "CLOUDFLOW_PASSWORD_FILE":
        return SecretPlace("file", environ[given[0]]), "password"
    if given[0] == "CLOUDFLOW_PASSWORD_COMMAND":
        return SecretPlace("command", environ[given[0]]), "password"
    return SecretPlace("env", given[0]), "api_key" if given[0] == "CLOUDFLOW_API_KEY" else "password"


def _format(environ: Mapping[str, str]) -> Format:
    text = environ.get("CLOUDFLOW_FORMAT", "").lower() or "json"
    for known in get_args(Format):
        if text == known:
            found: Format = known
            return found
    raise ConfigError(
        f"CLOUDFLOW_FORMAT is {text!r}.", advice="Formats are json and xml.", key="CLOUDFLOW_FORMAT"
    )


def _is_on(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "").strip().lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise ConfigError(f"{name} is {text!r}.", advice="Write 1 or 0.", key=name)
