"""What diagnosis says, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["1xx", "2xx", "3xx", "4xx", "5xx", "none"]
"""Class of a status; none: there is no answer, or its status is no HTTP one."""
Glyph = Literal["✓", "!", "×"]
"""Done; refused or look here; fault or no answer."""
ErrorForm = Literal["map", "list", "string", "xml", "html", "empty", "text", "other"]


@dataclass(frozen=True, slots=True)
class StatusMeaning:
    """One status in the sense of this API."""

    code: int
    name: str
    """Such as "Unprocessable Entity"."""
    kind: Kind
    meaning: str
    """One sentence."""
    advice: str
    """What to do next, "" when nothing is to be done."""
    is_documented: bool
    """The API's guide lists it."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One complaint of the server."""

    field: str
    """What it is about: a parameter's name where it could be matched (`sources[1].target_type` with the index
    that the server named), else as the server wrote it; "" for the whole object."""
    message: str
    """The server's words in one line; control characters are shown, not kept."""
    parameter: str = ""
    """`Parameter.name` of the endpoint; "" when none could be matched."""


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """What the body of an answer complains about."""

    form: ErrorForm
    errors: tuple[FieldError, ...] = ()
    """Complaints about fields first, those about the whole object last."""
    note: str = ""
    """What is wrong with the body itself, such as "announced as JSON, but is HTML"; "" when nothing is."""
    is_login_page: bool = False
    """An HTML page with a password field."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of an exchange, in words."""

    title: str
    """Such as "422 Unprocessable Entity" or "No answer"."""
    meaning: str
    """One sentence, made for this call."""
    glyph: Glyph
    kind: Kind
    field_errors: tuple[FieldError, ...] = ()
    hints: tuple[str, ...] = ()
    """Sentences that name what was seen in the exchange itself."""
    next_steps: tuple[str, ...] = ()
    """Sentences that say what to check or do; what is only possible is called possible."""
