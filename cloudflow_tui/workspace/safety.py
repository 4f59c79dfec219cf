"""What a profile forbids before a byte leaves. Decides only; asking the user is the fronts' work."""

from __future__ import annotations

from urllib.parse import urlsplit

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.errors import RefusedError
from cloudflow_tui.profiles.models import Profile

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def needs_confirmation(profile: Profile, endpoint: Endpoint) -> bool:
    """Whether this call must be confirmed: it destroys, and the profile asks for that."""
    return endpoint.effect == "destroy" and profile.confirm_destroy


def refuse_unsafe(profile: Profile, endpoint: Endpoint, *, is_confirmed: bool) -> None:
    """Stop a call that the profile forbids.

    Raises:
        RefusedError: Read-only profile and a call that is not a read, or a destroy that nobody confirmed.
    """
    name = endpoint.id or f"{endpoint.method} {endpoint.path}"
    if profile.is_read_only and endpoint.effect != "read":
        does = "destroys" if endpoint.effect == "destroy" else "changes things"
        raise RefusedError(
            f"Not sent: {profile.name} is read-only and {name} {does}.",
            advice="Use a profile that may write.",
        )
    if needs_confirmation(profile, endpoint) and not is_confirmed:
        raise RefusedError(
            f"Not sent: {name} destroys and was not confirmed.",
            advice="Confirm it, or pass --yes on the command line.",
        )


def warns_of_plain_http(profile: Profile) -> bool:
    """Whether credentials would cross a network unencrypted."""
    parts = urlsplit(profile.url)
    host = parts.hostname or ""
    return parts.scheme == "http" and host not in LOOPBACK and not host.startswith("127.")
