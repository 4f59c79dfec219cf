"""What every snippet is made of: a request with its secrets masked, taken apart. Writes no format itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.interchange.body_text import body_text, charset_of
from cloudflow_tui.redact import Redactor

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Pairs, Request

PASSWORD_VARIABLE: Final = "CLOUDFLOW_PASSWORD"
"""Environment variable that every snippet takes the password or API key from."""
_METHODS_WITH_LENGTH: Final = ("POST", "PUT", "PATCH")


@dataclass(frozen=True, slots=True)
class MaskedCall:
    """One request for a snippet; a masked secret must be put in by hand."""

    method: str
    url: str
    headers: Pairs
    body: str
    login: str
    """"" sends no credentials, or the request has its own."""
    charset: str = ""
    """Encoding of the body; "" for UTF-8."""
    follows: bool = False
    """Whether it goes where a redirect leads."""

    @property
    def body_lines(self) -> list[str]:
        """The body cut behind each line feed, so that the parts put together are the body."""
        parts = self.body.split("\n")
        return [f"{part}\n" for part in parts[:-1]] + [part for part in parts[-1:] if part]

    @property
    def is_empty_write(self) -> bool:
        """Whether it must say that it has no body: servers want a length from these methods."""
        own = {name.lower() for name, _ in self.headers}
        return not self.body and self.method in _METHODS_WITH_LENGTH and "content-length" not in own


def masked_call(request: Request, login: str) -> MaskedCall:
    """The request as a snippet may show it."""
    masked = Redactor(request.secret_values).request(request)
    has_own = any(name.lower() == "authorization" for name, _ in request.headers)
    charset = charset_of(masked.headers)
    body = body_text(masked.body, charset)
    return MaskedCall(
        request.method,
        masked.url,
        masked.headers,
        body,
        "" if has_own else login,
        charset,
        request.follow_redirects,
    )
