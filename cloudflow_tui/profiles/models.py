"""A profile: which Control Panel, whose credentials, which safety. Holds no secret itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["json", "xml"]
LoginKind = Literal["password", "api_key"]
SecretSource = Literal["env", "command", "keyring", "file", "prompt"]


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """Where the password or key of a profile is to be fetched from."""

    source: SecretSource
    name: str = ""
    """env: the variable; command: the command line; keyring: the entry; file: the path."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One Control Panel as one user."""

    name: str
    url: str
    """Address with scheme, without trailing slash; may carry a port and a path prefix."""
    login: str = ""
    """Login name, or the account's e-mail with an API key; "" sends no credentials."""
    login_kind: LoginKind = "password"
    secret: SecretPlace = SecretPlace("prompt")
    api_version: str = ""
    """Such as "6.7"; "" asks the server."""
    format: Format = "json"
    timeout_s: float = 30.0
    """Longest silence while connecting or reading."""
    verify_tls: bool = True
    ca_file: str = ""
    is_read_only: bool = False
    is_production: bool = False
    is_sandbox: bool = False
    confirm_destroy: bool = True
