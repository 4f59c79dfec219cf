"""Objects that a large seed makes by number, laid down a part at a time so that no answer waits for all.

A store keeps the span of numbers that it still lacks; a question for more than is there waits for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

FIRST_PART: Final = 200
"""Objects of a kind that are there with its first question."""
PART: Final = 250
"""Objects that are laid down between two requests."""
FACT: Final = "lacking:"
"""Begin of the facts that tell what a store lacks of a kind."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The objects of a kind from one number to another."""

    first: int
    last: int
    make: Callable[[int, int], Iterable[dict[str, Any]]]
    """Gives those from the first number up to, but without, the second."""
    is_newest_first: bool = False
    """Lists begin with the newest, so these are laid down first."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `start` up to, but without, `end`."""

    start: int
    end: int

    @property
    def size(self) -> int:
        return max(self.end - self.start, 0)

    def part(self, count: int, *, is_newest_first: bool) -> tuple[Span, Span]:
        """The next part to lay down, and what is lacking then."""
        if is_newest_first:
            middle = max(self.start, self.end - count)
            return Span(middle, self.end), Span(self.start, middle)
        middle = min(self.end, self.start + count)
        return Span(self.start, middle), Span(middle, self.end)

    def written(self) -> str:
        """For a fact."""
        return f"{self.start}-{self.end}"


def read_span(text: str) -> Span:
    """What `Span.written` wrote."""
    start, _, end = text.partition("-")
    return Span(int(start), int(end))
