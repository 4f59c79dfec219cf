"""Fetches the password or key of a profile from where the profile says it lies.

A secret is returned and nothing else: it is never written, cached, logged or put into an error, and neither
is the command line that yields it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.keyring_store import NO_KEYRING, SERVICE, read_keyring
from cloudflow_tui.profiles.models import NO_PROXY, SecretPlace

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile

Prompt = Callable[[str], str]
"""Asks the user for a secret without showing it; gets the question."""
KEYRING_SERVICE = SERVICE
COMMAND_TIMEOUT_S = 60.0
MAX_FILE_BYTES = 64 * 1024


class _NothingHere(ConfigError):
    """No secret lies in this place, and nothing is wrong with it: the next one may have it."""


def find_secret(
    profile: Profile,
    environ: Mapping[str, str],
    prompt: Prompt | None = None,
    *,
    command_timeout_s: float = COMMAND_TIMEOUT_S,
) -> str:
    """The secret of a profile; see `find_secret_and_place`."""
    return find_secret_and_place(profile, environ, prompt, command_timeout_s=command_timeout_s)[0]


def find_secret_and_place(
    profile: Profile,
    environ: Mapping[str, str],
    prompt: Prompt | None = None,
    *,
    command_timeout_s: float = COMMAND_TIMEOUT_S,
) -> tuple[str, SecretPlace]:
    """The secret of a profile and where it lay.

    First looked at is the variable of `variable_of`; then the places of the profile in their order. The next
    one is tried where nothing lies; a place that refuses (a command that fails, a locked keyring) ends it.

    Args:
        environ: Where variables are looked up; also the environment of a command.
        prompt: How to ask the user; None never asks.

    Returns:
        The secret is never empty, except for a profile without login, which sends no credentials.

    Raises:
        ConfigError: It is not there, or cannot be fetched; told by source.
    """
    if not profile.login:
        return "", profile.secret
    wanted = _Wanted(what_it_is(profile), profile.name, profile.login, profile.url, profile.name)
    return _found(wanted, profile.secret, environ, prompt, command_timeout_s)


def find_proxy_secret(
    profile: Profile,
    environ: Mapping[str, str],
    prompt: Prompt | None = None,
    *,
    command_timeout_s: float = COMMAND_TIMEOUT_S,
) -> str:
    """The password for the proxy of a profile, from `proxy_secret` as `find_secret` does; "" without a login.

    Its variable is that of the profile with `_PROXY` behind it, its entry of the keyring `NAME proxy`.

    Raises:
        ConfigError: It is not there, or cannot be fetched; told by source.
    """
    if not profile.proxy_login or profile.proxy in ("", NO_PROXY):
        return ""
    name = proxy_entry(profile.name)
    wanted = _Wanted("proxy password", profile.name, profile.proxy_login, profile.proxy, name)
    return _found(wanted, profile.proxy_secret, environ, prompt, command_timeout_s)[0]


def proxy_entry(name: str) -> str:
    """What the password for the proxy of a profile is kept under."""
    return f"{name} proxy"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A secret that is looked for, in words."""

    what: str
    """Such as `API key`."""
    name: str
    """Of the profile."""
    login: str
    at: str
    entry: str
    """Its entry of the keyring where none is named, and what its variable is named after."""


def _found(
    wanted: _Wanted,
    first: SecretPlace,
    environ: Mapping[str, str],
    prompt: Prompt | None,
    command_timeout_s: float,
) -> tuple[str, SecretPlace]:
    own = variable_of(wanted.entry)
    if environ.get(own):
        return environ[own], SecretPlace("env", own)
    missing: list[_NothingHere] = []
    for place in first.all:
        try:
            return _from_place(wanted, place, environ, prompt, command_timeout_s), place
        except _NothingHere as error:
            missing.append(error)
    if len(missing) == 1:
        raise missing[0]
    raise _failure(wanted, "; ".join(error.key for error in missing), missing[-1].advice)


def variable_of(name: str) -> str:
    """The variable that goes before all places of a profile: `prod eu` → `CLOUDFLOW_SECRET_PROD_EU`."""
    return "CLOUDFLOW_SECRET_" + re.sub(r"[^A-Z0-9]", "_", name.upper())


def what_it_is(profile: Profile) -> str:
    """What to call the secret of this profile."""
    return "API key" if profile.login_kind == "api_key" else "password"


def _from_place(
    wanted: _Wanted,
    place: SecretPlace,
    environ: Mapping[str, str],
    prompt: Prompt | None,
    command_timeout_s: float,
) -> str:
    if place.source == "env":
        return _from_variable(wanted, place.name, environ)
    if place.source == "command":
        return _from_command(wanted, place.name, environ, command_timeout_s)
    if place.source == "keyring":
        return _from_keyring(wanted, place.name)
    if place.source == "file":
        return _from_file(wanted, place.name)
    return _from_prompt(wanted, prompt)


def _failure(wanted: _Wanted, why: str, advice: str) -> ConfigError:
    return ConfigError(
        f"The {wanted.what} of profile {wanted.name!r} cannot be fetched: {why}.",
        advice=advice,
        key="secret",
    )


def _nothing(wanted: _Wanted, why: str, advice: str) -> _NothingHere:
    error = _failure(wanted, why, advice)
    return _NothingHere(error.message, advice=advice, key=why)


def _from_variable(wanted: _Wanted, name: str, environ: Mapping[str, str]) -> str:
    secret = environ.get(name, "")
    if not secret:
        state = "empty" if name in environ else "not set"
        raise _nothing(
            wanted, f"the environment variable {name} is {state}", f"Export {name}, then try again."
        )
    return secret


def _from_command(wanted: _Wanted, command: str, environ: Mapping[str, str], timeout_s: float) -> str:
    import shlex
    import subprocess

    advice = "Run the command by hand; the first line it prints must be the secret."
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise _failure(wanted, "the command has a quote that does not end", advice) from error
    if not words:
        raise _failure(wanted, "the command is empty", advice)
    program = Path(words[0]).name
    try:
        done = subprocess.run(
            words,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except FileNotFoundError as error:
        raise _failure(
            wanted, f"there is no program {program!r}", "Install it or correct the command."
        ) from error
    except subprocess.TimeoutExpired:
        # The cause would carry the command line and what it printed.
        raise _failure(wanted, f"{program} gave nothing within {timeout_s:g} s", advice) from None
    except (OSError, ValueError) as error:
        raise _failure(wanted, f"{program!r} cannot be run", advice) from error
    if done.returncode != 0:
        raise _failure(wanted, f"{program} ended with status {done.returncode}", advice)
    return _first_line(wanted, done.stdout, f"what {program} printed", advice)


def _from_keyring(wanted: _Wanted, name: str) -> str:
    entry = name or wanted.entry
    try:
        secret = read_keyring(entry)
    except ConfigError as error:
        why = error.message[:1].lower() + error.message[1:].rstrip(".")
        told = _nothing if error.key == NO_KEYRING else _failure
        raise told(wanted, why, error.advice) from error
    if not secret:
        raise _nothing(
            wanted,
            f"the keyring has no entry {entry!r} of {KEYRING_SERVICE}",
            f"Make one with: keyring set {KEYRING_SERVICE} {entry}",
        )
    return secret


def _from_file(wanted: _Wanted, name: str) -> str:
    path = Path(name).expanduser()
    try:
        with path.open("rb") as handle:
            state = os.fstat(handle.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise _failure(wanted, f"{path} is no plain file", "Name a file that holds the secret alone.")
            if stat.S_IMODE(state.st_mode) & 0o077:
                raise _failure(wanted, f"others may read or write {path}", f"Run: chmod 600 {path}")
            data = handle.read(MAX_FILE_BYTES)
    except FileNotFoundError as error:
        raise _nothing(
            wanted, f"{path} cannot be read ({error.strerror})", "Check the path and its permissions."
        ) from error
    except OSError as error:
        raise _failure(
            wanted, f"{path} cannot be read ({error.strerror})", "Check the path and its permissions."
        ) from error
    return _first_line(wanted, data, str(path), "Put the secret on its first line.")


def _from_prompt(wanted: _Wanted, prompt: Prompt | None) -> str:
    advice = (
        "Name a source in the profile: env, command, keyring or file."
        if wanted.name not in ("options", "environment")
        else "Give it in a variable: --password-env NAME, or CLOUDFLOW_PASSWORD."
    )
    if prompt is None:
        raise _nothing(wanted, "nobody can be asked here", advice)
    kind = wanted.what
    try:
        secret = prompt(f"{kind[0].upper()}{kind[1:]} of {wanted.login} at {wanted.at}: ")
    except EOFError as error:
        raise _failure(wanted, "no answer to the question", advice) from error
    if not secret:
        raise _failure(wanted, "the answer was empty", advice)
    return secret


def _first_line(wanted: _Wanted, data: bytes, where: str, advice: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # The cause would carry the bytes.
        raise _failure(wanted, f"{where} is not UTF-8 text", advice) from None
    line = text.splitlines()[0] if text.splitlines() else ""
    if not line:
        raise _failure(wanted, f"{where} begins with an empty line or is empty", advice)
    return line
