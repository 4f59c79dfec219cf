"""A profile: which Control Panel, whose credentials, which safety. Holds no secret itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["json", "xml"]
LoginKind = Literal["password", "api_key"]
SecretSource = Literal["env", "command", "keyring", "file", "prompt"]
"""In the order in which several are tried."""
Colour = Literal["", "red", "amber", "green", "blue", "violet", "grey"]
NO_PROXY = "none"
"""As `proxy` of a profile: connect directly, whatever the environment says."""


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """Where the password or key of a profile is to be fetched from."""

    source: SecretSource
    name: str = ""
    """env: the variable; command: the command line; keyring: the entry; file: the path."""
    then: tuple[SecretPlace, ...] = ()
    """Tried in this order when nothing lies here."""

    @property
    def all(self) -> tuple[SecretPlace, ...]:
        """This place and those after it, each without followers."""
        return (SecretPlace(self.source, self.name), *self.then)


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
    connect_timeout_s: float = 0.0
    """Longest wait for a connection; 0 takes `timeout_s`."""
    answer_limit_mb: int = 512
    """Where reading an answer stops, in MiB."""
    proxy: str = ""
    """Address of a proxy, `none`, or "" for what the environment says."""
    proxy_login: str = ""
    """Who signs in at the proxy; "" for one that asks nobody."""
    proxy_secret: SecretPlace = SecretPlace("prompt")
    verify_tls: bool = True
    ca_file: str = ""
    client_cert: str = ""
    """PEM file with the certificate of this client, and its key unless `client_key` names one."""
    client_key: str = ""
    is_read_only: bool = False
    is_production: bool = False
    is_sandbox: bool = False
    confirm_destroy: bool = True
    confirm_change: bool = False
    """Every call that is no read is confirmed."""
    colour: Colour = ""
    """Marks the profile on every screen; production is red whatever stands here."""
    variables: tuple[tuple[str, str], ...] = ()
    """(name, value): what `${name}` in a request stands for. No secrets."""
