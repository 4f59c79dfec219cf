"""The fields of the form of a profile: texts and choices, from a profile and back. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.address import check_address, check_proxy, split_credentials
from cloudflow_tui.profiles.models import Colour, Profile, SecretPlace, SecretSource
from cloudflow_tui.profiles.table import MAX_TIMEOUT_S, VARIABLE_NAME

Kind = Literal["text", "secret", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the form."""

    name: str
    label: str
    hint: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()


PLACES = ("keyring", "private file", "asked each time", "variable", "command")
FIELDS = (
    Field("name", "Name", "lab"),
    Field("url", "Address", "cp.example.net, with port and path where needed"),
    Field("login", "Login or e-mail", "nothing: no credentials are sent"),
    Field("login_kind", "Signs in with", "", "choice", ("password", "API key")),
    Field("secret", "Password or key", "not shown; kept where the next row says", "secret"),
    Field("place", "Kept in", "", "choice", PLACES),
    Field("place_name", "", "name of the entry, file, variable or command"),
    Field("api_version", "Version", "asked from the server"),
    Field("format", "Format", "", "choice", ("json", "xml")),
    Field("safety", "May", "", "choice", ("write", "only read")),
    Field("production", "Production", "", "choice", ("no", "yes")),
    Field("confirm", "Asks before", "", "choice", ("destroy", "change", "never")),
    Field("colour", "Colour", "", "choice", ("none", *get_args(Colour)[1:])),
    Field("timeout", "Timeout", "30 s"),
    Field("proxy", "Proxy", "what the environment says; none: past it"),
    Field("proxy_login", "Login at the proxy", "nothing: it asks nobody"),
    Field("proxy_password", "Its password", "not shown; kept where the next row says", "secret"),
    Field("proxy_place", "Kept in", "", "choice", PLACES),
    Field("proxy_place_name", "", "name of the entry, file, variable or command"),
    Field("tls", "Certificate", "", "choice", ("checked", "NOT checked")),
    Field("ca_file", "Authorities", "those of the system; a PEM file"),
    Field("client_cert", "Client certificate", "none; a PEM file"),
    Field("client_key", "Its key", "in the same file"),
    Field("variables", "Variables", "zone=7, owner=ann"),
)
_SOURCES: dict[str, SecretSource] = {
    "keyring": "keyring",
    "private file": "file",
    "asked each time": "prompt",
    "variable": "env",
    "command": "command",
}
_PLACES = {source: label for label, source in _SOURCES.items()}


def values_of(profile: Profile) -> dict[str, str]:
    """The texts and choices that show a profile; the secret is never among them."""
    confirm = "change" if profile.confirm_change else "destroy" if profile.confirm_destroy else "never"
    return {
        "name": profile.name,
        "url": profile.url,
        "login": profile.login,
        "login_kind": "API key" if profile.login_kind == "api_key" else "password",
        "secret": "",
        "place": _PLACES[profile.secret.source],
        "place_name": profile.secret.name,
        "api_version": profile.api_version,
        "format": profile.format,
        "safety": "only read" if profile.is_read_only else "write",
        "production": "yes" if profile.is_production else "no",
        "confirm": confirm,
        "colour": profile.colour or "none",
        "timeout": f"{profile.timeout_s:g}" if profile.timeout_s != Profile("", "").timeout_s else "",
        "proxy": profile.proxy,
        "proxy_login": profile.proxy_login,
        "proxy_password": "",
        "proxy_place": _PLACES[profile.proxy_secret.source],
        "proxy_place_name": profile.proxy_secret.name,
        "tls": "checked" if profile.verify_tls else "NOT checked",
        "ca_file": profile.ca_file,
        "client_cert": profile.client_cert,
        "client_key": profile.client_key,
        "variables": ", ".join(f"{name}={value}" for name, value in profile.variables),
    }


def profile_from(values: dict[str, str], before: Profile) -> Profile:
    """The profile that the form says; what it does not show stays as it was.

    Raises:
        ConfigError: A value that cannot be used; its field is the `key`.
    """
    confirm = values["confirm"]
    return replace(
        before,
        name=values["name"].strip(),
        url=check_address(values["url"], key="url"),
        login=values["login"].strip(),
        login_kind="api_key" if values["login_kind"] == "API key" else "password",
        secret=_place(values, "place", before.secret),
        api_version=values["api_version"].strip(),
        format="xml" if values["format"] == "xml" else "json",
        is_read_only=values["safety"] == "only read",
        is_production=values["production"] == "yes",
        confirm_destroy=confirm != "never",
        confirm_change=confirm == "change",
        colour="" if values["colour"] == "none" else values["colour"],  # type: ignore[arg-type]  # one of the choices
        timeout_s=_seconds(values["timeout"]),
        proxy=check_proxy(values["proxy"], key="proxy"),
        proxy_login=values["proxy_login"].strip(),
        proxy_secret=_place(values, "proxy_place", before.proxy_secret),
        verify_tls=values["tls"] == "checked",
        ca_file=values["ca_file"].strip(),
        client_cert=values["client_cert"].strip(),
        client_key=values["client_key"].strip(),
        variables=_variables(values["variables"]),
    )


def _place(values: dict[str, str], key: str, before: SecretPlace) -> SecretPlace:
    """Where a secret lies, by the choice of that row and the name in the next; what follows it stays."""
    source = _SOURCES[values[key]]
    name = values[f"{key}_name"].strip() if source != "prompt" else ""
    if source in ("env", "command", "file") and not name:
        raise ConfigError(f"Say which {values[key]} it is.", key=f"{key}_name")
    return SecretPlace(source, name, before.then if before.source == source else ())


def without_credentials(url: str) -> tuple[str, str, str] | None:
    """(address, login, secret) of an address that was pasted with credentials; None for one without."""
    address, login, secret = split_credentials(url)
    return (address, login, secret) if login or secret else None


def _seconds(text: str) -> float:
    text = text.strip().removesuffix("s").strip()
    if not text:
        return Profile("", "").timeout_s
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_TIMEOUT_S:
        raise ConfigError(
            f"The timeout {text!r} cannot be used.", advice="Seconds, such as 30.", key="timeout"
        )
    return seconds


def _variables(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, sign, value = part.partition("=")
        if not sign or not VARIABLE_NAME.fullmatch(name.strip()):
            raise ConfigError(f"{part!r} is no variable.", advice="Such as zone=7.", key="variables")
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)
