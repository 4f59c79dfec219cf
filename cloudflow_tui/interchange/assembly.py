"""Puts a pasted request together: credentials are looked at, noted by kind and dropped, secrets are marked.

Readers fill an `Assembly`; what leaves it is frozen.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from urllib.parse import unquote, urlsplit

from cloudflow_tui.diagnosis.pasted import (
    BodyKind,
    Dialect,
    Observation,
    PastedAnswer,
    PastedRequest,
    Places,
    SecretKind,
    Source,
    Spot,
    has_mask,
)
from cloudflow_tui.redact import MASK, Redactor, is_secret_header, is_secret_name

_KEY = re.compile(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{32}|[0-9a-fA-F]{64}")
_KEY_ANYWHERE = re.compile(
    r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})(?![0-9a-fA-F])"
)
_AFTER_MAIL = re.compile(r"@[\w-]+(?:\.[\w-]+)+:([^\s'\"/@]{6,})")
_AFTER_BEARER = re.compile(r"\b(?:Bearer|Basic)\s+([\w+/=.~-]{8,})")
_VALUE_AFTER_NAME = (
    re.compile(
        r"""(?<![\w\[\].-])["']?([\w\[\]."'-]{2,80}?)["'\]]*\s*(?::|=>|=)\s*"((?:[^"\\]|\\.){1,4000})\""""
    ),
    re.compile(
        r"""(?<![\w\[\].-])["']?([\w\[\]."'-]{2,80}?)["'\]]*\s*(?::|=>|=)\s*'((?:[^'\\]|\\.){1,4000})'"""
    ),
    re.compile(r"""\\"(\w{2,80})\\"\s*:\s*\\"((?:[^"\\]){1,4000})\\\""""),
    re.compile(r"&quot;(\w{2,80})&quot;\s*:\s*&quot;([^&\n]{1,4000})&quot;"),
    re.compile(r"<([\w-]{2,80})(?:\s[^<>]*)?>([^<]{1,4000})<"),
    re.compile(r"\[(\w{2,80})\]\s*=>\s*(\S[^\n]{0,4000})"),
    re.compile(r"(?:^|[?&\s])([\w%\[\]-]{2,80})=([^&\s\"'<>]{1,4000})"),
    re.compile(r"(?<!\w)[“‘]?(\w{2,80})[”’]\s*:\s*[“‘]([^”’\n]{1,4000})[”’]"),
)
_VARIABLE = re.compile(r"\$\{?\w+\}?|\$\(.*\)|`.*`|\$env:\w+|%\w+%|<\w+>|\{\{?\w+\}?\}|\*+")
_LEFT = frozenset({"userpass", "password", "yourpassword", "pass", "key", "apikey", "api_key", "secret", ""})


def secrets_in(text: str) -> Iterator[str]:
    """Values that stand behind a secret name in any text, in every spelling that they have there."""
    for pattern in _VALUE_AFTER_NAME:
        for found in pattern.finditer(text):
            if is_secret_name(unquote(found[1])) and not has_mask(found[2]):
                value = found[2].strip()
                yield value
                yield from {unescape(value), unquote(value), value.replace('\\"', '"')} - {value}


def likely_secrets(text: str) -> Iterator[str]:
    """What looks like a key or like `e-mail:secret`, wherever a broken line has put it."""
    yield from _KEY_ANYWHERE.findall(text)
    yield from _AFTER_MAIL.findall(text)
    yield from _AFTER_BEARER.findall(text)


def kind_of_secret(secret: str) -> SecretKind:
    """Whether it looks like a key of this API, hexadecimal of one of the usual lengths, or a password."""
    if not secret or has_mask(secret) or _VARIABLE.fullmatch(secret):
        return "masked"
    return "key" if _KEY.fullmatch(secret) else "password"


@dataclass(slots=True)
class Assembly:
    """A pasted request in the making."""

    source: Source
    start: int = 0
    method: str = ""
    url: str = ""
    url_offsets: Sequence[int] = ()
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""
    body_offsets: Sequence[int] = ()
    body_kind: BodyKind = "none"
    dialect: Dialect = ""
    implied_type: str = ""
    are_headers_known: bool = True
    is_rebuilt: bool = False
    is_host_known: bool = True
    flags: set[str] = field(default_factory=set)
    seen: list[tuple[str, int, str]] = field(default_factory=list)
    named: list[tuple[str, int]] = field(default_factory=list)
    answer: PastedAnswer | None = None
    wire: str = ""
    login: str = ""
    secret_kind: SecretKind = ""
    auth: str = ""
    secrets: set[str] = field(default_factory=set, repr=False)

    def see(self, rule: str, offset: int, evidence: str = "") -> None:
        if not any(known == rule and said == evidence for known, _, said in self.seen):
            self.seen.append((rule, offset, evidence))

    def add_header(self, name: str, value: str, offset: int) -> None:
        """A header as written; credentials in it are noted and dropped."""
        name, value = name.strip(), value.strip()
        self.named.append((f"header.{name.lower()}", offset))
        self.headers.append((name, self._without_secret(name, value, offset)))

    def set_body(self, text: str, offsets: Sequence[int] = (), kind: BodyKind = "text") -> None:
        self.body, self.body_offsets, self.body_kind = text, offsets, kind

    def sign_in(self, pair: str, offset: int, auth: str = "basic") -> None:
        """Credentials as `login:secret`."""
        login, _, secret = pair.partition(":")
        self.login, self.auth = login.strip(), auth
        self.secret_kind = "masked" if secret.lower() in _LEFT else kind_of_secret(secret)
        self.named.append(("user", offset))
        self._keep_secret(secret)
        if pair in ("user:userpass", "username:password", "login:password", "USER:PASSWORD"):
            self.see("placeholder-left", offset, pair)
        elif re.fullmatch(r"[<{\[]\w[\w @.-]*[>}\]]", login):
            self.see("placeholder-left", offset, login)
        elif self.secret_kind == "password":
            self.see("secret-shown", offset, "the password of the credentials")
        elif self.secret_kind == "key":
            self.see("secret-shown", offset, "an API key")

    def _keep_secret(self, secret: str) -> None:
        if secret.lower() not in _LEFT and not _VARIABLE.fullmatch(secret):
            self.secrets.update({secret, unquote(secret)})

    def _without_secret(self, name: str, value: str, offset: int) -> str:
        if name.lower() == "authorization":
            return self._authorization(value, offset)
        if name.lower() == "postman-token":
            # A number of the program's own, no credential.
            return value
        if not is_secret_header(name) and not re.fullmatch(r"(?i)(x-)?(api|auth)[-_]?(key|token)", name):
            return value
        self._keep_secret(value)
        if name.lower() in ("cookie", "set-cookie"):
            self.secrets.update(part.partition("=")[2].strip() for part in value.split(";"))
        elif not self.auth:
            self.auth = "header"
        if kind_of_secret(value) != "masked":
            self.see("secret-shown", offset, f"the value of {name}")
        return MASK if value else value

    def _authorization(self, value: str, offset: int) -> str:
        scheme, _, rest = value.partition(" ")
        rest = rest.strip()
        if scheme.lower() != "basic" or not rest:
            self.auth = "bearer" if rest else "header"
            self._keep_secret(rest or value)
            if kind_of_secret(rest or value) != "masked":
                self.see(
                    "secret-shown",
                    offset,
                    f"the value of Authorization: {scheme if rest else ''}".rstrip(": "),
                )
            return f"{scheme} {MASK}" if rest else MASK
        self.secrets.add(rest)
        try:
            pair = b64decode(rest + "=" * (-len(rest) % 4), validate=True).decode()
        except ValueError:
            pair = ""
        if ":" in pair:
            self.sign_in(pair, offset)
        else:
            self.auth, self.secret_kind = "basic", "masked"
            if not has_mask(rest) and not _VARIABLE.search(rest):
                self.see("basic-not-encoded", offset, "Authorization: Basic")
                self._keep_secret(rest.partition(":")[2] or rest)
                self.login = rest.partition(":")[0] if ":" in rest else ""
        return f"{scheme} {MASK}"

    def pasted(self, text: str, line_starts: Sequence[int]) -> PastedRequest:
        """The request, frozen.

        Args:
            text: All that was pasted.
        """
        self._address_secrets()
        places = Places(line_starts, self.url_offsets, self.body_offsets, tuple(self.named), self.start)
        self.secrets.update(secrets_in(self.body))
        self.secrets.update(secrets_in(self.url))
        for part in (self.url, self.body, self.login, self.wire, *(said for _, _, said in self.seen)):
            self.secrets.update(likely_secrets(part))
        for pair in self.headers:
            self.secrets.update(likely_secrets(" ".join(pair)))
        kept = frozenset(secret for secret in self.secrets if secret and not has_mask(secret))
        made = PastedRequest(
            self.source,
            self.method.upper() or ("POST" if self.body_kind != "none" else "GET"),
            self.url,
            tuple(self.headers),
            self.body,
            self.body_kind,
            dialect=self.dialect,
            login=Redactor(kept).text(self.login),
            secret_kind=self.secret_kind,
            auth=self.auth,  # type: ignore[arg-type]  # one of the literals by what sets it
            implied_type=self.implied_type,
            are_headers_known=self.are_headers_known,
            is_rebuilt=self.is_rebuilt,
            is_host_known=self.is_host_known,
            flags=frozenset(self.flags),
            observations=tuple(
                Observation(rule, places.spot(offset), evidence) for rule, offset, evidence in self.seen
            ),
            answer=self.answer,
            places=places,
            secret_values=kept,
        )
        masked = tuple(replace(one, evidence=made.masked(one.evidence)) for one in made.observations)
        return replace(made, observations=masked, wire=made.masked(self.wire))

    def _address_secrets(self) -> None:
        at = self.url_offsets[0] if self.url_offsets else self.start
        user = re.match(r"(?:[a-z]+://)([^/?#\s]*)@", self.url, re.IGNORECASE)
        if user is not None:
            self.sign_in(unquote(user[1]), at, "address")
            self._keep_secret(user[1].partition(":")[2])
        try:
            query = urlsplit(self.url).query
        except ValueError:
            return
        for pair in query.split("&"):
            name, _, value = pair.partition("=")
            if value and re.fullmatch(r"(?i)(api_?)?key|token|api_?token|access_token|password|auth", name):
                self.secrets.update({value, unquote(value)})
                self.auth = self.auth or "query"


def spots_of(text: str) -> tuple[int, ...]:
    """Offsets at which the lines of a text begin."""
    return (0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text)))


def spot_at(line_starts: Sequence[int], offset: int) -> Spot:
    return Places(line_starts).spot(offset)
