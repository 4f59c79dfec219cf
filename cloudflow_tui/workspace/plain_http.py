"""Plain http to a foreign host with credentials: asked once for each address, and the yes is written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.workspace.safety import warns_of_plain_http

if TYPE_CHECKING:
    from pathlib import Path

    from cloudflow_tui.paths import AppPaths
    from cloudflow_tui.profiles.models import Profile


def question(profile: Profile, paths: AppPaths) -> str:
    """What to ask before the first request; "" when nothing is at risk, or yes was said earlier."""
    if not profile.login or not warns_of_plain_http(profile):
        return ""
    origin = _origin(profile)
    if origin in _agreed(_file(paths)):
        return ""
    return f"{origin} is plain http: whoever is on the way can read the credentials of {profile.login}. Send?"


def agree(profile: Profile, paths: AppPaths) -> None:
    """Write down that credentials may go to this address in the open.

    Raises:
        ConfigError: It cannot be written.
    """
    from cloudflow_tui.profiles.store import write_private

    file = _file(paths)
    write_private(file, json.dumps(sorted({*_agreed(file), _origin(profile)}), indent=2) + "\n")


def refuse_plain_http(profile: Profile, paths: AppPaths) -> None:
    """Stop a request that nobody agreed to send in the open.

    Raises:
        RefusedError: Says how to agree.
    """
    if question(profile, paths):
        raise RefusedError(
            f"Not sent: {_origin(profile)} is plain http, and the credentials of {profile.login} would be "
            "readable on the way.",
            advice="Write https:// in the address, or agree to it: --plain-http on the command line.",
        )


def _origin(profile: Profile) -> str:
    parts = urlsplit(profile.url)
    return f"{parts.scheme}://{parts.netloc}"


def _file(paths: AppPaths) -> Path:
    return paths.data / "plain_http.json"


def _agreed(file: Path) -> set[str]:
    """Addresses that may be sent to; none without a file, or with a damaged one: then it is asked again."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {address for address in told if isinstance(address, str)} if isinstance(told, list) else set()
