"""What a profile forbids before a byte leaves. Decides only; asking the user is the fronts' work."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cloudflow_tui.errors import RefusedError

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OVERRIDES = frozenset({"x-http-method-override", "x-http-method", "x-method-override"})
"""Headers that make another method of the one that is sent."""
_OVERRIDE_PARAMETER = "_method"


def needs_confirmation(profile: Profile, endpoint: Endpoint) -> bool:
    """Whether this call must be confirmed: it destroys or changes, and the profile asks for that.

    On production a call that destroys is always confirmed.
    """
    if endpoint.effect == "destroy":
        return profile.confirm_destroy or profile.is_production or profile.confirm_change
    return endpoint.effect == "change" and profile.confirm_change


def needs_name(profile: Profile, endpoint: Endpoint) -> bool:
    """Whether the name of the object must be given to confirm: it is destroyed on production."""
    return endpoint.effect == "destroy" and profile.is_production


def refuse_unsafe(profile: Profile, endpoint: Endpoint, *, is_confirmed: bool) -> None:
    """Stop a call that the profile forbids.

    Raises:
        RefusedError: Read-only profile and a call that is not a read, or one that was not confirmed.
    """
    name = endpoint.id or f"{endpoint.method} {endpoint.path}"
    does = "destroys" if endpoint.effect == "destroy" else "changes things"
    if profile.is_read_only and endpoint.effect != "read":
        raise RefusedError(
            f"Not sent: {profile.name} is read-only and {name} {does}.",
            advice="Use a profile that may write.",
        )
    if needs_confirmation(profile, endpoint) and not is_confirmed:
        raise RefusedError(
            f"Not sent: {name} {does} and was not confirmed.",
            advice="Confirm it, or pass --yes on the command line.",
        )


def refuse_unwritten(draft: Draft) -> None:
    """Stop what must not be sent without standing in the history: everything but reads.

    Raises:
        RefusedError: It is no read.
    """
    if draft.endpoint.effect != "read":
        name = draft.endpoint.id or draft.endpoint.title
        raise RefusedError(
            f"Not sent: {name} is no read, and what changes things is never sent without the history.",
            advice="Send it by itself.",
        )


def refuse_disguise(profile: Profile, draft: Draft) -> None:
    """Stop a read that asks the server to take it for another method.

    Web frameworks obey a header or a parameter that names the real method; the effect of the endpoint would
    say nothing then.

    Raises:
        RefusedError: The profile is read-only, and the draft names another method.
    """
    if not profile.is_read_only:
        return
    found = next((name for name, _ in draft.headers if name.strip().lower() in _OVERRIDES), "")
    if not found and any(name == _OVERRIDE_PARAMETER for name, _ in draft.extra_query):
        found = _OVERRIDE_PARAMETER
    if not found and draft.raw_body is not None and _OVERRIDE_PARAMETER in draft.raw_body:
        found = f"{_OVERRIDE_PARAMETER} in the body"
    if found:
        raise RefusedError(
            f"Not sent: {profile.name} is read-only, and {found} can make another method of this read.",
            advice="Take it out, or use a profile that may write.",
        )


def warns_of_plain_http(profile: Profile) -> bool:
    """Whether credentials would cross a network unencrypted."""
    parts = urlsplit(profile.url)
    host = parts.hostname or ""
    return parts.scheme == "http" and host not in LOOPBACK and not _is_loopback(host)


def _is_loopback(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        # A name such as 127.evil.example is no address.
        return False
