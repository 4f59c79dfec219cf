"""Who calls: HTTP Basic with login and password, or with e-mail and API key.

Passwords and keys are kept as digests, in attributes that are never answered: `_password`, one text, and
`_api_keys`, a list. Nothing here knows what a user may do.
"""

from __future__ import annotations

import hmac
from base64 import b64decode
from binascii import Error as Base64Error
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Literal

from cloudflow_tui.sandbox.store import Filter, Object, Store

REALM = "OnApp API Authentication"
PASSWORD = "_password"
API_KEYS = "_api_keys"
WRONG = "_wrong_sign_ins"
"""Hidden attribute of a user: wrong passwords in a row."""
NOT_WHITE = "Access Denied as your IP is not white-listed"

_CLOSED = frozenset({"suspended", "inactive", "deleted"})


def digest(secret: str) -> str:
    """What is kept of a password or key."""
    return sha256(b"cloudflow" + secret.encode()).hexdigest()


def read_basic(header: str) -> tuple[str, str] | None:
    """Name and secret of an Authorization header, None when it is no Basic one."""
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, separator, secret = b64decode(text.strip(), validate=True).decode().partition(":")
    except (Base64Error, UnicodeDecodeError):
        return None
    return (name, secret) if separator else None


def sign_in(store: Store, name: str, secret: str) -> Object | None:
    """The user that these credentials open, None when there is none or the account is closed."""
    # A login may hold the sign too.
    for attribute in ("email", "login") if "@" in name else ("login",):
        user = next((one for one in _named(store, attribute, name) if opens(one, name, secret)), None)
        if user is not None:
            return user
    return None


def _named(store: Store, attribute: str, value: str) -> list[Object]:
    """The user with a login or an e-mail; there is one at most."""
    return store.select("user", Filter(equal=((attribute, value),)), limit=1, is_counted=False)[0]


def opens(user: Object, name: str, secret: str) -> bool:
    """Whether these credentials open this account now: login and password, or e-mail and API key."""
    return opened_by(user, name, secret) != ""


def opened_by(user: Object, name: str, secret: str) -> Literal["key", "password", ""]:
    """What opens this account now, "" when nothing does."""
    if is_closed(user):
        return ""
    given = digest(secret)
    if user.get("email") == name:
        keys = [key for key in user.get(API_KEYS) or [] if isinstance(key, str)]
        if any([hmac.compare_digest(key, given) for key in keys]):  # noqa: C419  # looks at every key
            return "key"
    is_right = user.get("login") == name and hmac.compare_digest(str(user.get(PASSWORD) or ""), given)
    return "password" if is_right else ""


def is_white(store: Store, user: Object, client: str) -> bool:
    """Whether a user may sign in from that address: from any, unless its white list has entries."""
    entries, _ = store.select("user_white_list", Filter(equal=(("user_id", user["id"]),)))
    return not entries or any(_holds(str(entry.get("ip")), client) for entry in entries)


def _holds(span: str, client: str) -> bool:
    try:
        return ip_address(client) in ip_network(span.strip(), strict=False)
    except ValueError:
        return span.strip() == client


def is_closed(user: Object) -> bool:
    """Whether the account may not sign in now."""
    return str(user.get("status")) in _CLOSED or bool(user.get("locked_at"))
