"""Which names announce a secret: parameters, attributes, headers. Knows names only, no values.

A name is judged by its last part (`user[initial_root_password]`, `admin_attributes.password`,
`initialRootPassword` and `initial-root-password` are all one), so that one rule serves JSON, XML,
query strings and headers.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLACEHOLDERS = re.compile(r"(?:(?:Bearer|Basic|Token|Digest) +)?(?:\$\{[^{}\n\"'<>&]+\})+", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SECRET_WORDS = _words(
    "password passwords passwd pass pwd passphrase passcode secret secrets token tokens otp psk salt"
    " credential credentials apikey apikeys authorization"
)
"""Names that end in one of these words are secret."""

_KEY_KINDS = _words(
    "api private secret license licence licensing encryption decryption signing shared preshared"
    " remote access wowza aflexi ssl auth hmac master activation product registration"
)
"""Words that make a secret of a following `key`: `api_key`, `url_signing_key`; `ssh_key` is none."""

_WHOLE_NAMES = _words(
    "license licence network_appliance_license token_auth_primary_key token_auth_backup_key"
    " session_id php_sessid x_auth"
)

_SWITCHES = _words("allow disable enable encrypt remove use has is require requires force show hide")
"""First words of flags that speak of secrets without holding one: `remove_old_root_passwords`."""

_ECHOES = ("_confirmation", "_confirm", "_encrypted", "_decrypted", "_hash", "_digest", "_salt", "_value")
"""Endings that leave a secret what it is."""

_SECRET_HEADERS = _words(
    "authorization proxy-authorization cookie set-cookie cookie2 set-cookie2 authentication-info"
    " proxy-authentication-info x-amz-security-token"
)

_HINT = re.compile(b"pass|pwd|secret|token|otp|psk|salt|credential|key|auth|licence|license|session|php")
"""What every secret name has in it, in lower case; quick to look for."""
_WORD = re.compile(rb"[A-Za-z0-9_-]*")
_PARTS = re.compile(r"[.\[\]:/]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARENTS = frozenset({"cdn_ssl_certificate", "cdn_ssl_certificates"})


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether a value under this name is a secret.

    Args:
        name: Of a parameter, attribute or field, nested with dots or brackets, in any usual spelling.
    """
    word = plain_name(name)
    for ending in _ECHOES:
        word = word.removesuffix(ending)
    if word in _WHOLE_NAMES:
        return True
    words = word.split("_")
    if words[0] in _SWITCHES and len(words) > 1:
        return False
    last = words[-1]
    if last in _SECRET_WORDS or last.endswith(("apikey", "password", "passwd")):
        return True
    return last in ("key", "keys") and len(words) > 1 and words[-2] in _KEY_KINDS


def may_hold_secrets(text: str) -> bool:
    """Whether anything in a text, which may be megabytes, could be the name of a secret."""
    return _HINT.search(text.encode("utf-8", "surrogatepass").lower()) is not None


def secret_names_in(text: str) -> set[str]:
    """The words of a text, which may be megabytes, that are names of secrets."""
    data = text.encode("utf-8", "surrogatepass")
    found: set[bytes] = set()
    end = 0
    for hit in _HINT.finditer(data.lower()):
        if hit.start() < end:
            continue
        start = hit.start()
        while start > 0 and _WORD.fullmatch(data, start - 1, start) and data[start - 1 : start]:
            start -= 1
        word = _WORD.match(data, start)
        assert word is not None
        end = word.end()
        found.add(word[0].lstrip(b"-0123456789"))
    return {name for name in (one.decode() for one in found) if is_secret_name(name)}


def is_secret_header(name: str) -> bool:
    """Whether the value of this header is a secret as a whole."""
    return name.strip().lower() in _SECRET_HEADERS or is_secret_name(name.strip())


def holds_secret_key(name: str) -> bool:
    """Whether a plain `key` or `value` inside an object of this name is a secret."""
    word = plain_name(name)
    return word in _PARENTS or is_secret_name(word)


def is_placeholder(text: str) -> bool:
    """Whether a text is nothing but variables, `${name}`, perhaps behind a scheme: no secret itself."""
    return _PLACEHOLDERS.fullmatch(text) is not None


def plain_name(name: str) -> str:
    """The last part of a name in lower case with underscores, without closing digits."""
    parts = [part for part in _PARTS.split(name) if part and not part.isdigit()]
    if not parts:
        return ""
    word = _HUMP.sub("_", parts[-1]).lower()
    return word.replace("-", "_").replace(" ", "_").strip("_").rstrip("0123456789").rstrip("_")
