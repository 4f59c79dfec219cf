"""Reads the search language: words, `name:value`, quotes, `-` for not, `or`, brackets. Knows no fields.

query := all {"or" all};  all := part {part}
part := ["-"] ( "(" query ")" | name ":" value | word | "text" )
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from cloudflow_tui.errors import QueryError

MAX_PARTS: Final = 100
_TOKEN: Final = re.compile(r"\s*(?:(?P<bracket>[()])|(?P<minus>-)(?=[^\s)])|(?P<rest>\S))")
_NAME: Final = re.compile(r"([A-Za-z_]+):")
_BARE: Final = re.compile(r"[^\s()\"]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted text that must occur."""

    text: str
    is_quoted: bool
    column: int


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`; columns count from 1."""

    name: str
    value: str
    column: int
    value_column: int
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Parts that must all be; none lets everything through."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Parts of which one must be."""

    parts: tuple[Node, ...]


Node = Word | Field | Not | All | Any


def read_query(text: str, names: Collection[str]) -> Node:
    """The parts of a query.

    Args:
        names: Of the fields, in lower case. Another name before a colon is part of a word, unless it looks
            like a mistyped one.

    Raises:
        QueryError: With the column.
    """
    reader = _Reader(text, frozenset(names))
    node = reader.alternatives()
    if reader.at < len(text):
        raise QueryError("The bracket ) closes nothing.", column=reader.at + 1, advice="Take it out.")
    return node


class _Reader:
    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.text = text
        self.at = 0
        self._names = names
        self._count = 0

    def alternatives(self) -> Node:
        parts = [self._all()]
        while self._takes_or():
            or_column = self.at - 1
            part = self._all()
            if part == All(()) or parts[-1] == All(()):
                raise QueryError(
                    "Something is missing beside or.",
                    column=max(1, or_column),
                    advice='Write a or b; to search for the word, quote it: "or".',
                )
            parts.append(part)
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self) -> Node:
        parts: list[Node] = []
        while True:
            self._skip_blanks()
            if self.at >= len(self.text) or self.text[self.at] == ")" or self._sees_or():
                break
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self) -> Node:
        self._count += 1
        if self._count > MAX_PARTS:
            raise QueryError(f"More than {MAX_PARTS} parts.", column=self.at + 1, advice="Search for less.")
        found = _TOKEN.match(self.text, self.at)
        assert found is not None
        if found["minus"]:
            self.at = found.end()
            return Not(self._part())
        if found["bracket"]:
            return self._bracket()
        if self.text[self.at] == '"':
            column = self.at + 1
            return Word(self._quoted(), True, column)
        return self._named() or self._word()

    def _bracket(self) -> Node:
        start = self.at
        self.at += 1
        node = self.alternatives()
        self._skip_blanks()
        if self.at >= len(self.text):
            raise QueryError("The bracket ( is not closed.", column=start + 1, advice="Add a ) at the end.")
        self.at += 1
        return node

    def _named(self) -> Node | None:
        found = _NAME.match(self.text, self.at)
        if found is None:
            return None
        name = found[1].lower()
        if name not in self._names:
            self._refuse_mistyped(name)
            return None
        column = self.at + 1
        self.at = found.end()
        value_column = self.at + 1
        if self.text[self.at : self.at + 1] == '"':
            return Field(name, self._quoted(), column, value_column, is_quoted=True)
        bare = _BARE.match(self.text, self.at)
        if bare is None:
            raise QueryError(f"{name}: has no value.", column=value_column)
        self.at = bare.end()
        return Field(name, bare[0], column, value_column)

    def _refuse_mistyped(self, name: str) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, sorted(self._names), n=3, cutoff=0.75)
        if near:
            raise QueryError(
                f"No field is called {name!r}.",
                column=self.at + 1,
                advice=f"Nearest: {', '.join(near)}. To search for the text, quote it.",
            )

    def _word(self) -> Word:
        column = self.at + 1
        found = _BARE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return Word(found[0], False, column)

    def _quoted(self) -> str:
        start = self.at
        end = self.text.find('"', start + 1)
        if end < 0:
            raise QueryError("The quote is not closed.", column=start + 1, advice='Add a " at the end.')
        self.at = end + 1
        inner = self.text[start + 1 : end]
        if not inner.strip():
            raise QueryError("Nothing stands between the quotes.", column=start + 1)
        return inner

    def _sees_or(self) -> bool:
        return re.match(r"or(?=[\s()]|$)", self.text[self.at : self.at + 3], re.IGNORECASE) is not None

    def _takes_or(self) -> bool:
        self._skip_blanks()
        if self.at < len(self.text) and self._sees_or():
            self.at += 2
            return True
        return False

    def _skip_blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
