"""Words that were mistyped: which known words are a slip or two away, also while the word is being typed.

A slip is a letter too many, too few, another one, or two neighbours changed over (the distance of Damerau and
Levenshtein). Short words are taken as they are: one slip makes another word of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MIN_LENGTH: Final = 4
_LONG: Final = 8
_LIMIT: Final = 6


class KnownWords:
    """Words to which others are held; made once.

    Args:
        words: In small letters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._near: dict[str, tuple[str, ...]] = {}

    def near(self, word: str) -> tuple[str, ...]:
        """Known words that the word may mean, the nearest first; none for a short word."""
        found = self._near.get(word)
        if found is None:
            found = self._near[word] = tuple(self._find(word)) if len(word) >= MIN_LENGTH else ()
        return found

    def _find(self, word: str) -> list[str]:
        most = 2 if len(word) >= _LONG else 1
        letters, heads = _mask(word), set(word[:2])
        ranked: list[tuple[int, int, str]] = []
        for known in self._words:
            if len(known) < len(word) - most or known[0] not in heads:
                continue
            # Each slip changes at most two of the letters that occur.
            if (letters ^ _mask(known[: len(word)])).bit_count() > 2 * most + 1:
                continue
            slips = min(
                slips_between(word, known[:length], most) for length in range(len(word) - 1, len(word) + 2)
            )
            if slips <= most:
                ranked.append((slips, abs(len(known) - len(word)), known))
        # Whole words come before those of which only the beginning was typed.
        whole = [row for row in ranked if row[1] <= most]
        return [known for _, _, known in sorted(whole or ranked)[:_LIMIT]]


def slips_between(one: str, other: str, most: int) -> int:
    """How many slips lead from one word to the other; more than `most` when there are too many."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        above, row = row, [at + 1]
        for place, against in enumerate(other):
            cost = above[place] + (letter != against)
            best = min(cost, above[place + 1] + 1, row[place] + 1)
            if at and place and letter == other[place - 1] and one[at - 1] == against:
                best = min(best, before[place - 1] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before = above
    return row[-1]


def _mask(word: str) -> int:
    """The letters that occur, as bits."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found
