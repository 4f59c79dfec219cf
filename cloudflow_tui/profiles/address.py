"""The address of a Control Panel as people type it, made into the one form that requests are built on.

Reads text only; nothing is resolved or contacted. A refused address that may hold a secret is not repeated.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from cloudflow_tui.errors import ConfigError

EXAMPLE = "https://cp.example.net"
_HOST = re.compile(r"[\w.-]+")
_IPV6 = re.compile(r"[0-9a-fA-F:.]+(%25\w+)?")


def check_address(text: str, *, file: str = "", key: str = "url") -> str:
    """The address with scheme, without trailing slash; `https` where none is named.

    Args:
        text: Such as `cp.example.net`, `http://192.0.2.7:8080/panel/`.
        file, key: Where it stands, for the error.

    Raises:
        ConfigError: Empty, without host, with blanks, credentials, query or fragment, or a bad port
            or scheme.
    """
    stripped = text.strip()
    problem, advice = _carried_too_much(stripped)
    if problem:
        raise ConfigError(problem, advice=advice, file=file, key=key)
    scheme, rest, problem = _scheme_of(stripped)
    if not problem:
        host, path, problem = _host_and_path(f"{scheme}://{rest}")
    if problem:
        raise ConfigError(
            f"The address {stripped!r} cannot be used: {problem}.",
            advice=f"Write it as {EXAMPLE}.",
            file=file,
            key=key,
        )
    return f"{scheme}://{host}{path}"


def check_proxy(text: str, *, file: str = "", key: str = "proxy") -> str:
    """The address of a proxy, `none`, or "" as it came.

    Raises:
        ConfigError: It cannot be used, or carries credentials.
    """
    stripped = text.strip()
    if stripped.lower() in ("", "none"):
        return stripped.lower()
    if "@" in stripped:
        raise ConfigError(
            "The address of the proxy carries credentials; they do not belong there.",
            advice="Take everything up to the @ out, give the login as proxy_login, and say in proxy_secret "
            "where its password lies. Whoever saw the address knows it: renew it.",
            file=file,
            key=key,
        )
    scheme, _, _ = _scheme_of(stripped)
    return check_address(
        stripped if scheme and "://" in stripped else f"http://{stripped}", file=file, key=key
    )


def split_credentials(text: str) -> tuple[str, str, str]:
    """An address as people paste it, its credentials taken out: (address, login, secret).

    Only the part before an @ of the host is looked at; the address is checked by `check_address` later.
    """
    scheme, mark, rest = text.strip().rpartition("://")
    authority, slash, path = rest.partition("/")
    credentials, sign, host = authority.rpartition("@")
    if not sign:
        return text.strip(), "", ""
    login, _, secret = credentials.partition(":")
    return f"{scheme}{mark}{host}{slash}{path}", unquote(login), unquote(secret)


def _carried_too_much(stripped: str) -> tuple[str, str]:
    """What the address must not hold, said without repeating it: (problem, advice)."""
    if not stripped:
        return "The address is empty.", f"Write it as {EXAMPLE}."
    if "@" in stripped:
        return (
            "The address carries credentials; they do not belong there.",
            "Take everything up to the @ out, give the login apart, and keep the secret in an environment "
            "variable, a command, the keyring or a prompt. Whoever saw the address knows it: renew it.",
        )
    if "?" in stripped or "#" in stripped:
        return (
            "The address carries a query or a fragment; the one of a Control Panel has neither.",
            "Take out everything from the ? or # on.",
        )
    return "", ""


def _scheme_of(stripped: str) -> tuple[str, str, str]:
    """(scheme, what follows, problem)."""
    if re.search(r"[\s\x00-\x1f\x7f]", stripped):
        return "", "", "it holds a blank or a control character"
    scheme, mark, rest = stripped.partition("://")
    if not mark:
        if re.match(r"https?:/", stripped, re.IGNORECASE):
            return "", "", "two slashes follow the scheme"
        return "https", stripped, ""
    scheme = scheme.lower()
    if scheme not in ("https", "http"):
        return "", "", f"{scheme!r} is neither https nor http"
    if "://" in rest:
        return "", "", "it names the scheme twice"
    return scheme, rest, ""


def _host_and_path(url: str) -> tuple[str, str, str]:
    """(host with port, path, problem)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return "", "", "its host or port cannot be read (ports go from 1 to 65535)"
    if not host:
        return "", "", "it names no host"
    if port == 0:
        return "", "", "port 0 cannot be used (ports go from 1 to 65535)"
    is_ipv6 = ":" in host
    if not (_IPV6 if is_ipv6 else _HOST).fullmatch(host):
        return "", "", f"{host!r} is no host name"
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    if path.endswith((".json", ".xml")):
        return "", "", "it names a call; give the panel alone"
    shown = f"[{host}]" if is_ipv6 else host
    return (shown if port is None else f"{shown}:{port}"), path, ""
