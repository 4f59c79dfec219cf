"""Words that stand for each other in a search, from `data/vocabulary.json`. Knows no endpoints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cloudflow_tui.errors import CatalogError

_FILE: Final = Path(__file__).parent / "data" / "vocabulary.json"
_MIN_PLURAL: Final = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: a word, or words that belong together."""

    typed: str
    """As it was typed, folded."""
    forms: tuple[str, ...]
    """What may stand for it, the typed form first."""


class Vocabulary:
    """Groups of terms of one meaning.

    Args:
        groups: Folded: small letters, blanks between words.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._forms: dict[str, tuple[str, ...]] = {}
        for group in groups:
            for term in group:
                others = (*self._forms.get(term, ()), *group)
                self._forms[term] = tuple(dict.fromkeys((term, *others)))
        phrases = sorted((term for term in self._forms if " " in term), key=len, reverse=True)
        self._phrases = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, phrases))})(?=s?\b)" if phrases else r"(?!)"
        )

    @classmethod
    def read(cls, file: Path = _FILE) -> Vocabulary:
        """The vocabulary of a file.

        Raises:
            CatalogError: It cannot be read or has another form.
        """
        try:
            return cls(json.loads(file.read_text(encoding="utf-8"))["same"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CatalogError(
                f"The words of one meaning {str(file)!r} cannot be used ({type(error).__name__}).",
                advice="It is an object with same, a list of lists of words.",
                file=str(file),
            ) from error

    def terms(self, text: str) -> list[Term]:
        """The terms of a folded text: known phrases whole, every other word for itself."""
        found: list[Term] = []
        at = 0
        for match in self._phrases.finditer(text):
            found.extend(map(self.term, text[at : match.start()].split()))
            found.append(self.term(match.group()))
            at = match.end() + (text[match.end() : match.end() + 1] == "s")
        found.extend(map(self.term, text[at:].split()))
        return found

    def term(self, word: str) -> Term:
        """A word or phrase with what may stand for it; a plural also stands for its singular."""
        forms = self._forms.get(word)
        if forms is None and len(word) >= _MIN_PLURAL and word.endswith("s") and not word.endswith("ss"):
            single = word[:-1]
            forms = (word, *self._forms.get(single, (single,)))
        return Term(word, forms or (word,))
