"""Fetches the password or key of a profile from where the profile says it lies.

A secret is returned and nothing else: it is never written, cached, logged or put into an error, and neither
is the command line that yields it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import ConfigError

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile

Prompt = Callable[[str], str]
"""Asks the user for a secret without showing it; gets the question."""
KEYRING_SERVICE = "cloudflow-tui"
COMMAND_TIMEOUT_S = 60.0
MAX_FILE_BYTES = 64 * 1024


def find_secret(
    profile: Profile,
    environ: Mapping[str, str],
    prompt: Prompt | None = None,
    *,
    command_timeout_s: float = COMMAND_TIMEOUT_S,
) -> str:
    """The secret of a profile.

    Args:
        environ: Where variables are looked up; also the environment of a command.
        prompt: How to ask the user; None never asks.

    Returns:
        Never empty, except for a profile without login, which sends no credentials.

    Raises:
        ConfigError: It is not there, or cannot be fetched; told by source.
    """
    if not profile.login:
        return ""
    place = profile.secret
    if place.source == "env":
        return _from_variable(profile, environ)
    if place.source == "command":
        return _from_command(profile, environ, command_timeout_s)
    if place.source == "keyring":
        return _from_keyring(profile)
    if place.source == "file":
        return _from_file(profile)
    return _from_prompt(profile, prompt)


def what_it_is(profile: Profile) -> str:
    """What to call the secret of this profile."""
    return "API key" if profile.login_kind == "api_key" else "password"


def _failure(profile: Profile, why: str, advice: str) -> ConfigError:
    return ConfigError(
        f"The {what_it_is(profile)} of profile {profile.name!r} cannot be fetched: {why}.",
        advice=advice,
        key="secret",
    )


def _from_variable(profile: Profile, environ: Mapping[str, str]) -> str:
    name = profile.secret.name
    secret = environ.get(name, "")
    if not secret:
        state = "empty" if name in environ else "not set"
        raise _failure(
            profile, f"the environment variable {name} is {state}", f"Export {name}, then try again."
        )
    return secret


def _from_command(profile: Profile, environ: Mapping[str, str], timeout_s: float) -> str:
    import shlex
    import subprocess

    advice = "Run the command by hand; the first line it prints must be the secret."
    try:
        words = shlex.split(profile.secret.name)
    except ValueError as error:
        raise _failure(profile, "the command has a quote that does not end", advice) from error
    if not words:
        raise _failure(profile, "the command is empty", advice)
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
            profile, f"there is no program {program!r}", "Install it or correct the command."
        ) from error
    except subprocess.TimeoutExpired:
        # The cause would carry the command line and what it printed.
        raise _failure(profile, f"{program} gave nothing within {timeout_s:g} s", advice) from None
    except (OSError, ValueError) as error:
        raise _failure(profile, f"{program!r} cannot be run", advice) from error
    if done.returncode != 0:
        raise _failure(profile, f"{program} ended with status {done.returncode}", advice)
    return _first_line(profile, done.stdout, f"what {program} printed", advice)


def _from_keyring(profile: Profile) -> str:
    # Looks for backends on import, which takes tens of milliseconds.
    import keyring
    import keyring.errors

    entry = profile.secret.name or profile.name
    other = "Fetch it from an environment variable, a command or a prompt instead."
    try:
        secret = keyring.get_password(KEYRING_SERVICE, entry)
    except keyring.errors.NoKeyringError as error:
        raise _failure(profile, "this system has no keyring", other) from error
    except keyring.errors.KeyringLocked as error:
        raise _failure(profile, "the keyring is locked", "Unlock it, then try again.") from error
    except keyring.errors.KeyringError as error:
        raise _failure(profile, "the keyring refused", other) from error
    if not secret:
        raise _failure(
            profile,
            f"the keyring has no entry {entry!r} of {KEYRING_SERVICE}",
            f"Make one with: keyring set {KEYRING_SERVICE} {entry}",
        )
    return str(secret)


def _from_file(profile: Profile) -> str:
    path = Path(profile.secret.name).expanduser()
    try:
        with path.open("rb") as handle:
            state = os.fstat(handle.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise _failure(
                    profile, f"{path} is no plain file", "Name a file that holds the secret alone."
                )
            if stat.S_IMODE(state.st_mode) & 0o077:
                raise _failure(profile, f"others may read or write {path}", f"Run: chmod 600 {path}")
            data = handle.read(MAX_FILE_BYTES)
    except OSError as error:
        raise _failure(
            profile, f"{path} cannot be read ({error.strerror})", "Check the path and its permissions."
        ) from error
    return _first_line(profile, data, str(path), "Put the secret on its first line.")


def _from_prompt(profile: Profile, prompt: Prompt | None) -> str:
    advice = (
        "Name a source in the profile: env, command, keyring or file."
        if profile.name not in ("options", "environment")
        else "Give it in a variable: --password-env NAME, or CLOUDFLOW_PASSWORD."
    )
    if prompt is None:
        raise _failure(profile, "nobody can be asked here", advice)
    kind = what_it_is(profile)
    try:
        secret = prompt(f"{kind[0].upper()}{kind[1:]} of {profile.login} at {profile.url}: ")
    except EOFError as error:
        raise _failure(profile, "no answer to the question", advice) from error
    if not secret:
        raise _failure(profile, "the answer was empty", advice)
    return secret


def _first_line(profile: Profile, data: bytes, where: str, advice: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # The cause would carry the bytes.
        raise _failure(profile, f"{where} is not UTF-8 text", advice) from None
    line = text.splitlines()[0] if text.splitlines() else ""
    if not line:
        raise _failure(profile, f"{where} begins with an empty line or is empty", advice)
    return line
