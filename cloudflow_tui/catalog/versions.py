"""Versions of the API: which are known, how they compare, and which one a server's word means.

Versions compare part by part: 5.10 is later than 5.1. What is chosen for a version is the work of `view`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

KNOWN: Final = (
    *("2.0", "2.1", "2.2", "2.3"),
    *("3.0", "3.1", "3.2", "3.3", "3.4", "3.5"),
    *("4.0", "4.1", "4.2", "4.3"),
    *("5.0", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9"),
    *("6.0", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7"),
)
"""Every version that the catalog tells apart, oldest first."""
OLDEST: Final = KNOWN[0]
NEWEST: Final = KNOWN[-1]

Presence = Literal["here", "new", "gone", "not_yet"]
"""Whether a version has a thing: has it, has it as the first one, no longer has it, does not have it yet."""
VersionKey = tuple[int, ...]

_VERSION = re.compile(r"\s*v?(\d{1,4}(?:\.\d{1,4}){0,3})(?![\d.]*\d)")


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """The known version that a text stands for."""

    version: str
    """One of KNOWN."""
    note: str = ""
    """Why it is not the version that was asked for, "" when it is."""


def version_key(text: str) -> VersionKey | None:
    """The parts of a version, to compare; None when the text begins with none. `6.7.0-12` is (6, 7).

    Zeros at the end do not count, and a text that stops after the first part has a second one of 0.
    """
    found = _VERSION.match(text)
    if found is None:
        return None
    parts = [int(part) for part in found[1].split(".")]
    while len(parts) > 2 and parts[-1] == 0:
        parts.pop()
    return tuple(parts) if len(parts) > 1 else (parts[0], 0)


def known_version(text: str) -> KnownVersion:
    """The known version that a server or a user means.

    Later ones are like the newest known one. An empty text is the newest known one; so is a text that is no
    version or a version that never was, and the note says so.
    """
    if not text.strip():
        return KnownVersion(NEWEST)
    key = version_key(text)
    if key is None:
        return KnownVersion(NEWEST, f"{text.strip()!r} is no version; everything is shown as in {NEWEST}.")
    release = f"{key[0]}.{key[1]}"
    if release in _KEYS:
        return KnownVersion(release)
    if key > _KEYS[NEWEST]:
        return KnownVersion(NEWEST, f"{release} is later than all that is known; shown as {NEWEST}.")
    return KnownVersion(NEWEST, f"Version {release} is not known; everything is shown as in {NEWEST}.")


def is_before(one: str, other: str) -> bool:
    """Whether the first version is older than the second; False when either is "" or no version."""
    first, second = version_key(one), version_key(other)
    return first is not None and second is not None and first < second


def presence(version: str, since: str, until: str) -> Presence:
    """What a version has of a thing that is there from `since` to `until`; "" is always and for ever."""
    if since or until:
        key = version_key(version) or _KEYS[NEWEST]
        first = version_key(since)
        if first is not None and key < first:
            return "not_yet"
        last = version_key(until)
        if last is not None and key > last:
            return "gone"
        if first is not None and key[:2] == first[:2]:
            return "new"
    return "here"


def version_before(version: str) -> str:
    """The known version before this one, "" when there is none."""
    key = version_key(version)
    older = [known for known, known_key in _KEYS.items() if key is not None and known_key < key]
    return older[-1] if older else ""


_KEYS: Final = {known: tuple(map(int, known.split("."))) for known in KNOWN}
