"""How a sandbox is to run, and what of that is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cloudflow_tui.errors import SandboxOptionError

LOGIN = "admin"
PASSWORD_VARIABLE = "CLOUDFLOW_SANDBOX_PASSWORD"
SIZES = ("small", "large")
CLOCKS = ("fast", "real", "stepped")
VERSIONS = ("2.0", "6.7")
"""The oldest and the newest version that a sandbox can be."""


def make_password() -> str:
    import secrets

    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """What one sandbox is started with."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 takes any free one."""
    seed: int = 1
    size: Literal["small", "large"] = "small"
    data: Path | None = None
    """File of the store, None for memory."""
    api_version: str = "6.7"
    clock: Literal["fast", "real", "stepped"] = "fast"
    """How long transactions take: seconds, as long as on a cloud, or until they are told to go on."""
    is_public: bool = False
    """Other machines may reach it."""
    password: str = field(default="", repr=False)
    catalog_folder: Path | None = None
    """Section files of one's own."""
    faults: tuple[str, ...] = ()
    """As `faults.read_fault` takes them."""
    scenarios: tuple[str, ...] = ()
    """Names of `scenarios.SCENARIOS`."""
    replay: Path | None = None
    """A HAR file to answer from, in place of a cloud."""
    replay_order: Literal["match", "order"] = "match"
    has_control: bool = True
    """The calls that steer the sandbox itself are there."""


def check_options(options: SandboxOptions) -> None:
    """Refuse what cannot or must not run.

    Raises:
        SandboxOptionError: A host that others reach without being asked to, a port or version that is none.
    """
    if not options.is_public and not is_loopback(options.host):
        raise SandboxOptionError(
            f"{options.host!r} can be reached from other machines, and a sandbox is not made for that.",
            advice="Leave --host out, or say --i-know.",
        )
    if not 0 <= options.port <= 65535:
        raise SandboxOptionError(
            f"{options.port} is no port.", advice="Use 0 for any free one, or 1 to 65535."
        )
    if options.size not in SIZES:
        raise SandboxOptionError(f"{options.size!r} is no size.", advice=f"Use one of {', '.join(SIZES)}.")
    if options.clock not in CLOCKS:
        raise SandboxOptionError(f"{options.clock!r} is no clock.", advice=f"Use one of {', '.join(CLOCKS)}.")
    key, first, last = (version_key(text) for text in (options.api_version, *VERSIONS))
    if key is None or first is None or last is None or not first[:2] <= key[:2] <= last[:2]:
        raise SandboxOptionError(
            f"{options.api_version!r} is no version of the API.",
            advice=f"Use one from {VERSIONS[0]} to {VERSIONS[1]}, such as 5.4.",
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def version_key(text: str) -> tuple[int, int] | None:
    """`6.7` → (6, 7), to compare; None when it is no version."""
    major, _, minor = text.partition(".")
    minor = minor.partition(".")[0] or "0"
    if not (major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()):
        return None
    return int(major[:4]), int(minor[:4])
