"""Where an answer stands in a paged list, from the headers of newer servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Response


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list."""

    number: int
    """From 1."""
    limit: int
    """Most items on a page, 1 or more."""
    total: int
    """Items on all pages."""

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // self.limit))


def page_of(response: Response) -> Page | None:
    """The page that `X-Page`, `X-Limit` and `X-Total` tell; None when the answer is not paged."""
    number = _count(response.header("x-page"))
    limit = _count(response.header("x-limit"))
    total = _count(response.header("x-total"))
    if not number or not limit or total is None:
        return None
    return Page(number, limit, total)


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
