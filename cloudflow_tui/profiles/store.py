"""Writes profiles into `profiles.toml`: atomically, readable by its owner only, the rest left as it is.

Only the table of the profile is exchanged; where the file is laid out otherwise (inline tables), it is
written anew, which loses its comments. Never writes a secret: a profile holds none.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.address import check_address, check_proxy
from cloudflow_tui.profiles.config import (
    ProfilesFile,
    parse_toml,
    profiles_of,
    read_text,
    unknown_profile,
)
from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.profiles.table import KEYS, SOURCES, check_name

_HEADER = re.compile(r"^\s*\[")


def save_profile(file: Path, profile: Profile, *, make_default: bool = False) -> None:
    """Add a profile, or put it in the place of the one with its name.

    Raises:
        ConfigError: The profile cannot be used, or the file cannot be read, understood or written.
    """
    check_name(profile.name, file)
    profile = _normal(profile)
    text = read_text(file)
    before = profiles_of(parse_toml(text, file), file)
    after = ProfilesFile(
        before.profiles | {profile.name: profile}, profile.name if make_default else before.default
    )
    body, rest = _without_table(text, profile.name)
    edited = _joined(_with_default(body, after.default), _table(profile), rest)
    write_private(file, _checked(edited, after, file))


def remove_profile(file: Path, name: str) -> None:
    """Take a profile out; the default too, when it was that one.

    Raises:
        ConfigError: No such profile (with the nearest names), or the file cannot be read or written.
    """
    text = read_text(file)
    before = profiles_of(parse_toml(text, file), file)
    if name not in before.profiles:
        raise unknown_profile(name, before.profiles, file)
    kept = {other: profile for other, profile in before.profiles.items() if other != name}
    after = ProfilesFile(kept, "" if before.default == name else before.default)
    body, rest = _without_table(text, name)
    write_private(file, _checked(_joined(_with_default(body, after.default), "", rest), after, file))


def rewrite_profile(file: Path, profile: Profile) -> None:
    """Put a profile in the place of a table that cannot be used as it stands, such as one with a secret.

    Raises:
        ConfigError: The rest of the file cannot be used either, or it cannot be written.
    """
    text = read_text(file)
    data = parse_toml(text, file)
    tables = data.get("profiles")
    if isinstance(tables, dict):
        tables[profile.name] = {"url": profile.url}
    before = profiles_of(data, file)
    body, rest = _without_table(text, profile.name)
    after = ProfilesFile(before.profiles | {profile.name: _normal(profile)}, before.default)
    write_private(file, _checked(_joined(body, _table(after.profiles[profile.name]), rest), after, file))


def to_toml(stored: ProfilesFile) -> str:
    """A whole file of these profiles; defaults are left out."""
    head = f"default = {_quoted(stored.default)}\n\n" if stored.default else ""
    return head + "\n".join(_table(profile) for profile in stored.profiles.values())


def _checked(edited: str, wanted: ProfilesFile, file: Path) -> str:
    """The edited text when it says what is wanted, else the file written anew."""
    fresh = to_toml(wanted)
    profiles_of(parse_toml(fresh, file), file)
    try:
        is_as_wanted = profiles_of(parse_toml(edited, file), file) == wanted
    except ConfigError:
        # A layout that the edit by lines does not understand.
        is_as_wanted = False
    return edited if is_as_wanted else fresh


def _normal(profile: Profile) -> Profile:
    """The profile as it reads back: address in its one form, paths from the root."""
    return replace(
        profile,
        url=check_address(profile.url),
        secret=_in_order(profile.secret),
        proxy_secret=_in_order(profile.proxy_secret),
        proxy=check_proxy(profile.proxy),
        ca_file=_absolute(profile.ca_file),
        client_cert=_absolute(profile.client_cert),
        client_key=_absolute(profile.client_key),
    )


def _in_order(secret: SecretPlace) -> SecretPlace:
    places = sorted(secret.all, key=lambda place: SOURCES.index(place.source))
    places = [
        replace(place, name=_absolute(place.name)) if place.source == "file" else place for place in places
    ]
    return replace(places[0], then=tuple(places[1:]))


def _absolute(path: str) -> str:
    return str(Path(path).expanduser().absolute()) if path else ""


def _without_table(text: str, name: str) -> tuple[str, str]:
    """The text before and after the table of that profile; (text, "") when it has no table of its own."""
    lines = text.splitlines(keepends=True)
    header = re.compile(rf"^\s*\[\s*profiles\s*\.\s*(?:{_spellings(name)})\s*\]")
    start = next((i for i, line in enumerate(lines) if header.match(line)), None)
    if start is None:
        return text, ""
    end = next((i for i in range(start + 1, len(lines)) if _HEADER.match(lines[i])), len(lines))
    # A comment right above the next table belongs to that one.
    while end > start + 1 and lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return "".join(lines[:start]), "".join(lines[end:])


def _spellings(name: str) -> str:
    return "|".join(re.escape(spelled) for spelled in {name, f"'{name}'", _quoted(name)})


def _with_default(text: str, default: str) -> str:
    """The text before the tables with its `default` line set or taken out."""
    lines = text.splitlines(keepends=True)
    first_table = next((i for i, line in enumerate(lines) if _HEADER.match(line)), len(lines))
    head = [line for line in lines[:first_table] if not re.match(r"\s*default\s*=", line)]
    if default:
        head.insert(0, f"default = {_quoted(default)}\n")
    return "".join(head + lines[first_table:])


def _joined(*parts: str) -> str:
    return "\n".join(part.strip("\n") + "\n" for part in parts if part.strip())


def _table(profile: Profile) -> str:
    bare = re.fullmatch(r"[A-Za-z0-9_-]+", profile.name)
    plain = Profile(profile.name, "")
    lines = [f"[profiles.{profile.name if bare else _quoted(profile.name)}]"]
    for key, attribute in KEYS.items():
        value = getattr(profile, attribute)
        if key == "url" or value != getattr(plain, attribute):
            lines.append(f"{key} = {_value(value)}")
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, SecretPlace):
        places = (f"{place.source} = {_quoted(place.name) if place.name else 'true'}" for place in value.all)
        return f"{{ {', '.join(places)} }}"
    if isinstance(value, tuple):
        return f"{{ {', '.join(f'{name} = {_quoted(text)}' for name, text in value)} }}"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    named: Mapping[str, str] = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(named.get(c, c if c.isprintable() else f"\\U{ord(c):08X}") for c in text) + '"'


def write_private(file: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner only.

    Raises:
        ConfigError: The folder or the file cannot be written.
    """
    target = file.resolve()
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, neighbour = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(neighbour).replace(target)
        except BaseException:
            Path(neighbour).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ConfigError(
            f"{file} cannot be written: {error.strerror or error}.",
            advice="Check the folder and its permissions.",
            file=str(file),
        ) from error
