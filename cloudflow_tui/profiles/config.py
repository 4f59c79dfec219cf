"""Profiles of the configuration: `profiles.toml`, checked once here, and the environment's one.

    default = "lab"                       # taken when none is named

    [profiles.lab]
    url = "https://cp-lab.example.net"    # https where no scheme is written
    login = "admin"
    secret = { keyring = "lab" }          # or env, command, file, prompt; never the secret itself

Reads only; `store` writes. Secrets are fetched by `secrets`, when a request needs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.profiles.options import ENVIRONMENT_NAME, profile_from_environment
from cloudflow_tui.profiles.places import place_of
from cloudflow_tui.profiles.table import check_name, nearest_names, profile_of, refuse_unknown, wrong_value

if TYPE_CHECKING:
    from cloudflow_tui.paths import AppPaths


@dataclass(frozen=True, slots=True)
class ProfilesFile:
    """What `profiles.toml` holds, checked."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    """By name, in the order of the file."""
    default: str = ""
    """Name of the profile taken when none is named, "" when the file does not say."""


def load_profiles(paths: AppPaths, environ: Mapping[str, str]) -> dict[str, Profile]:
    """Every profile by name: those of the file, and `environment` when CLOUDFLOW_URL is set.

    Raises:
        ConfigError: The file or a variable cannot be used; a missing file is no error.
    """
    profiles = dict(read_profiles_file(paths.profiles_file).profiles)
    own = profile_from_environment(environ)
    if own is not None:
        profiles[own.name] = own
    return profiles


def get_profile(name: str | None, paths: AppPaths, environ: Mapping[str, str]) -> Profile:
    """The profile of that name, or the one to take when none is named.

    Without a name: `CLOUDFLOW_PROFILE`, then `CLOUDFLOW_URL`, then the file's default, then its only profile.

    Raises:
        ConfigError: No such profile (with the nearest names), none to take, or a broken configuration.
    """
    wanted = name or environ.get("CLOUDFLOW_PROFILE", "")
    if not wanted or wanted == ENVIRONMENT_NAME:
        own = profile_from_environment(environ)
        if own is not None:
            return own
    stored = read_profiles_file(paths.profiles_file)
    if wanted:
        if wanted in stored.profiles:
            return stored.profiles[wanted]
        raise unknown_profile(wanted, stored.profiles, paths.profiles_file)
    if stored.default:
        return stored.profiles[stored.default]
    if len(stored.profiles) == 1:
        return next(iter(stored.profiles.values()))
    if stored.profiles:
        raise ConfigError(
            f"{len(stored.profiles)} profiles are configured and none is named.",
            advice=f"Name one with --profile: {', '.join(stored.profiles)}.",
            file=str(paths.profiles_file),
        )
    raise ConfigError(
        "No profile is configured.",
        advice="Try the sandbox with --demo, name a Control Panel with --url and --login, "
        f"or write one into {paths.profiles_file}.",
        file=str(paths.profiles_file),
    )


def unknown_profile(name: str, known: Iterable[str], file: Path) -> ConfigError:
    """The error of a name that no profile has, with the nearest."""
    names = list(known)
    nearest = nearest_names(name, names)
    if nearest:
        advice = f"Nearest: {', '.join(nearest)}."
    elif names:
        advice = f"There are: {', '.join(names)}."
    else:
        advice = f"None is configured; they stand in {file}."
    return ConfigError(f"No profile is called {name!r}.", advice=advice, file=str(file), key=name)


def read_profiles_file(file: Path) -> ProfilesFile:
    """The profiles of one file; none when the file is not there.

    Raises:
        ConfigError: Cannot be read, is no TOML (with line and column), has unknown keys (with the nearest)
            or values that cannot be used.
    """
    text = read_text(file)
    try:
        return profiles_of(parse_toml(text, file), file)
    except ConfigError as error:
        raise placed(error, text) from error.__cause__


def placed(error: ConfigError, text: str) -> ConfigError:
    """The error with line and column of its key, when it has one that the text holds."""
    if error.line or not error.key or not error.file:
        return error
    line, column = place_of(text, error.key)
    if not line:
        return error
    return ConfigError(
        f"{error.message.rstrip('.')} (line {line}, column {column}).",
        advice=error.advice,
        file=error.file,
        key=error.key,
        line=line,
        column=column,
    )


def read_text(file: Path) -> str:
    """The text of a configuration file, "" when it is not there.

    Raises:
        ConfigError: It cannot be read or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{file} is not UTF-8 text (byte {error.start}).",
            advice="Save it as UTF-8.",
            file=str(file),
        ) from error
    except OSError as error:
        raise ConfigError(
            f"{file} cannot be read: {error.strerror or error}.",
            advice="Check the file and its permissions.",
            file=str(file),
        ) from error


def parse_toml(text: str, file: Path) -> dict[str, object]:
    """TOML to data.

    Raises:
        ConfigError: Not TOML; line and column are told.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.fullmatch(
            r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL
        )
        what = told[1] if told else str(error)
        place = f"line {told[2]}, column {told[3]}" if told and told[2] else "its end"
        raise ConfigError(
            f"{file} is not valid TOML at {place}: {what}.",
            advice='Text values stand in quotes: url = "https://cp.example.net".',
            file=str(file),
            line=int(told[2]) if told and told[2] else 0,
            column=int(told[3]) if told and told[3] else 0,
        ) from error
    except RecursionError as error:
        raise ConfigError(f"{file} is nested too deeply.", file=str(file)) from error


def profiles_of(data: Mapping[str, object], file: Path) -> ProfilesFile:
    """Checks the data of a file.

    Raises:
        ConfigError: Unknown keys, or values that cannot be used.
    """
    refuse_unknown(data, ("default", "profiles"), "", file)
    tables = data.get("profiles", {})
    if not isinstance(tables, dict):
        raise wrong_value("profiles", "a table for each profile, [profiles.NAME]", file)
    profiles = {}
    for name, table in tables.items():
        check_name(name, file)
        if not isinstance(table, dict):
            raise wrong_value(f"profiles.{name}", "a table, [profiles.NAME]", file)
        profiles[name] = profile_of(name, table, file)
    default = data.get("default", "")
    if not isinstance(default, str):
        raise wrong_value("default", "the name of a profile", file)
    if default and default not in profiles:
        raise unknown_profile(default, profiles, file)
    return ProfilesFile(profiles, default)
