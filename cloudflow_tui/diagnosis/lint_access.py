"""Checks of the credentials of a pasted request, by what they look like; the secrets themselves are gone."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote_plus

from cloudflow_tui.diagnosis.findings import Finding, Fix
from cloudflow_tui.diagnosis.fixes import with_url
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.diagnosis.pasted import PastedRequest

_KEY_NAME = re.compile(r"(?i)(api_?)?key|token|api_?token|access_token|password|auth")
_PUBLIC = frozenset({"/version"})


def check_access(look: Look) -> Findings:
    """The kind of the credentials, and where they stand."""
    yield from _secret_in_query(look)
    pasted = look.pasted
    if pasted.auth in ("bearer", "header"):
        name = "authorization" if pasted.header("authorization") else _header_name(pasted)
        yield Finding(
            "other-authentication",
            "The API takes HTTP Basic only.",
            pasted.places.of(f"header.{name.lower()}"),
            evidence=pasted.header("authorization").partition(" ")[0] or name,
            fix=Fix("Use the credentials of the profile", lambda old: _without_auth(old, name)),
        )
    elif not pasted.auth:
        if pasted.are_headers_known and look.call.path not in _PUBLIC and pasted.source != "line":
            yield Finding("no-credentials", "No credentials are given.", pasted.places.of("method"))
    else:
        yield from _pair(look)


def _header_name(pasted: PastedRequest) -> str:
    found = (name for name, _ in pasted.headers if re.search(r"(?i)key|token|auth", name))
    return next(found, "authorization")


def _without_auth(pasted: PastedRequest, name: str) -> PastedRequest:
    kept = tuple(pair for pair in pasted.headers if pair[0].lower() != name.lower())
    return replace(pasted, headers=kept, auth="basic", secret_kind="masked")


def _secret_in_query(look: Look) -> Findings:
    pasted = look.pasted
    for name, _value in look.call.address.pairs:
        if _KEY_NAME.fullmatch(unquote_plus(name)):
            yield Finding(
                "secret-in-address",
                f"{unquote_plus(name)} in the address is ignored, and it ends up in logs.",
                pasted.places.of_url(pasted.url.find(f"{name}=")),
                evidence=f"{name}=…",
                fix=Fix("Take it out", lambda old, name=name: _without_query(old, name)),  # type: ignore[misc]  # bound now
            )


def _without_query(pasted: PastedRequest, name: str) -> PastedRequest:
    base, _, query = pasted.url.partition("?")
    kept = [pair for pair in query.split("&") if pair.partition("=")[0] != name]
    made = with_url(pasted, base + ("?" + "&".join(kept) if kept else ""))
    return replace(made, auth="basic", secret_kind="masked") if pasted.auth == "query" else made


def _pair(look: Look) -> Findings:
    pasted = look.pasted
    is_mail = "@" in pasted.login
    spot = pasted.places.of("user")
    if pasted.secret_kind == "key" and pasted.login and not is_mail:
        yield Finding(
            "login-with-key",
            "A login goes with its password, a key with the e-mail.",
            spot,
            evidence=pasted.login,
        )
    elif pasted.secret_kind == "password" and is_mail:
        yield Finding(
            "email-with-password",
            "An e-mail goes with an API key; this does not look like one.",
            spot,
            evidence=pasted.login,
        )
    elif pasted.secret_kind == "password" and pasted.login:
        yield Finding(
            "password-login", "An API key is advised in place of the password.", spot, evidence=pasted.login
        )
