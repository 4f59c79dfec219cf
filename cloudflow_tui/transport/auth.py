"""HTTP Basic credentials, for the Control Panel of the profile and for no other host."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import urlsplit

from cloudflow_tui.profiles.models import Profile

_PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int]
"""Scheme, host in lower case, port."""


def basic_header(profile: Profile, secret: str) -> str:
    """The value of `Authorization`, "" when the profile has no login.

    Login with password and e-mail with API key look alike on the wire; both are UTF-8.
    """
    if not profile.login:
        return ""
    pair = f"{profile.login}:{secret}".encode("utf-8", "surrogateescape")
    return f"Basic {b64encode(pair).decode('ascii')}"


def origin_of(url: str) -> Origin:
    """Where a URL leads.

    Raises:
        ValueError: It is no http or https URL with a host, or its port is none.
    """
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        raise ValueError("no http or https address")
    return scheme, parts.hostname.lower(), parts.port or _PORTS[scheme]


def is_upgrade(here: Origin, there: Origin) -> bool:
    """Whether one leads from plain http to https on the same host, both on their usual ports."""
    return here[1] == there[1] and (here[0], here[2], there[0], there[2]) == ("http", 80, "https", 443)


def may_carry_credentials(profile: Profile, url: str) -> bool:
    """Whether this URL leads to the Control Panel of the profile itself: same scheme, host and port.

    From http to https on the usual ports counts as the same; never the other way.
    """
    try:
        own, target = origin_of(profile.url), origin_of(url)
        return own == target or is_upgrade(own, target)
    except ValueError:
        return False
