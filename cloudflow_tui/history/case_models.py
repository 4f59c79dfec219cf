"""A case (a ticket) with what belongs to it, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket and how much belongs to it."""

    name: str
    """Its number or name, such as `TCK-4471`; case does not matter."""
    title: str
    is_open: bool
    opened_at: datetime
    """Aware, UTC."""
    closed_at: datetime | None
    exchange_count: int = 0
    note_count: int = 0
    attachment_count: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote on a case or on an exchange."""

    id: int
    text: str
    author: str
    written_at: datetime
    number: int | None = None
    """The exchange it is written on."""
    case_name: str = ""
    """The case it is written on."""
    mark: str = ""
    """The same wherever it is copied to."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a case."""

    name: str
    content_type: str
    size_bytes: int
    added_at: datetime
