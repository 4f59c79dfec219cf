"""Keeps a secret where it is safe, and moves one out of `profiles.toml` that was written there in the open.

Writes secrets to two places only, each on the user's wish: the keyring, and a file of its owner alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.address import split_credentials
from cloudflow_tui.profiles.config import parse_toml, placed, profiles_of, read_text, unknown_profile
from cloudflow_tui.profiles.keyring_store import keyring_name, write_keyring
from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.profiles.secrets import proxy_entry
from cloudflow_tui.profiles.store import rewrite_profile, write_private
from cloudflow_tui.profiles.table import LITERAL_KEYS, profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OpenSecret:
    """A secret that stands in the configuration in the open. Its value is not shown."""

    profile_name: str
    key: str
    """Key of the table: `password`, `secret`, `url`."""

    def __str__(self) -> str:
        return f"profiles.{self.profile_name}.{self.key}"


def open_secrets(file: Path) -> list[OpenSecret]:
    """Where secrets stand in the open, in the order of the file; none when it is not there.

    Raises:
        ConfigError: The file cannot be read or is no TOML.
    """
    return [
        OpenSecret(name, key)
        for name, table in _tables(file).items()
        for key in (*_literals(table), *_proxy_literals(table))
    ]


def keep_secret(profile: Profile, secret: str, place: SecretPlace) -> SecretPlace:
    """Write a secret to the keyring or to a private file.

    Args:
        place: keyring (entry, "" takes the profile's name) or file (path).

    Raises:
        ConfigError: No keyring, locked, or the file cannot be written.
    """
    if not secret:
        raise ConfigError("There is no secret to keep: it is empty.", key="secret")
    if place.source == "keyring":
        write_keyring(place.name or profile.name, secret)
        return place
    if place.source == "file":
        path = Path(place.name).expanduser().absolute()
        write_private(path, secret + "\n")
        return SecretPlace("file", str(path))
    raise ConfigError(
        f"A secret cannot be written to a place of kind {place.source!r}.", advice="Take keyring or file."
    )


def best_place(profile: Profile) -> SecretPlace | None:
    """Where a secret is kept without being told: the keyring; None on a system without one."""
    return SecretPlace("keyring", profile.name) if keyring_name() else None


def move_out(file: Path, name: str, place: SecretPlace) -> tuple[Profile, list[str]]:
    """Move a secret out of the configuration into `place`, and let the profile say that it lies there.

    Returns:
        The profile as it stands now, and the keys that held a secret.

    Raises:
        ConfigError: No such profile, no secret in it, two different ones, or it cannot be kept. Nothing is
            lost then: the file is written only when the secret is safe.
    """
    tables = _tables(file)
    if name not in tables:
        raise unknown_profile(name, tables, file)
    table = tables[name]
    found, of_proxy = _literals(table), _proxy_literals(table)
    if not found and not of_proxy:
        raise ConfigError(f"The profile {name!r} holds no secret in the open.", file=str(file), key=name)
    for secrets in (found, of_proxy):
        if len(set(secrets.values())) > 1:
            raise ConfigError(
                f"The profile {name!r} holds different secrets: {', '.join(secrets)}.",
                advice="Take out all but one.",
                file=str(file),
                key=f"profiles.{name}",
            )
    profile = _without(table, name, file, {**found, **of_proxy})
    if found:
        profile = replace(profile, secret=keep_secret(profile, next(iter(found.values())), place))
    if of_proxy:
        kept = keep_secret(profile, next(iter(of_proxy.values())), _beside(place, name))
        profile = replace(profile, proxy_secret=kept)
    rewrite_profile(file, profile)
    return profile, [*found, *of_proxy]


def _beside(place: SecretPlace, name: str) -> SecretPlace:
    """Where the password for the proxy goes when the other secret goes to `place`."""
    if place.source == "keyring":
        return SecretPlace("keyring", proxy_entry(name))
    return SecretPlace(place.source, f"{place.name}.proxy")


def _tables(file: Path) -> Mapping[str, dict[str, object]]:
    data = parse_toml(read_text(file), file)
    tables = data.get("profiles", {})
    if not isinstance(tables, dict):
        profiles_of(data, file)
        return {}
    return {name: table for name, table in tables.items() if isinstance(table, dict)}


def _literals(table: Mapping[str, object]) -> dict[str, str]:
    """Key → secret of the profile itself."""
    found = {
        key: value
        for key, value in table.items()
        if isinstance(value, str) and value and key.lower() in LITERAL_KEYS and not key.startswith("proxy")
    }
    secret = table.get("secret")
    if isinstance(secret, str) and secret not in ("", "keyring", "prompt"):
        found["secret"] = secret
    url = table.get("url")
    if isinstance(url, str) and split_credentials(url)[2]:
        found["url"] = split_credentials(url)[2]
    return found


def _proxy_literals(table: Mapping[str, object]) -> dict[str, str]:
    """Key → password for the proxy."""
    found = {
        key: str(table[key])
        for key in ("proxy_password", "proxy_secret")
        if isinstance(table.get(key), str) and table[key] not in ("", "keyring", "prompt")
    }
    secret = split_credentials(str(table.get("proxy", "")))[2]
    return found | ({"proxy": secret} if secret else {})


def _without(table: Mapping[str, object], name: str, file: Path, found: Mapping[str, str]) -> Profile:
    """The profile of a table without its secrets."""
    kept = {key: value for key, value in table.items() if key not in found}
    for address, login_key in (("url", "login"), ("proxy", "proxy_login")):
        text, login, _ = split_credentials(str(table.get(address, "")))
        if address in table:
            kept[address] = text
        if login and not kept.get(login_key):
            kept[login_key] = login
    if any("key" in key.lower() for key in found) and "login_kind" not in kept:
        kept["login_kind"] = "api_key"
    try:
        return profile_of(name, kept, file)
    except ConfigError as error:
        raise placed(error, read_text(file)) from error
