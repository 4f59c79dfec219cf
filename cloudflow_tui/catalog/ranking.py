"""How well an endpoint fits what was typed: a number for each term, the lower the better.

Where a term stands decides: the section it names, whole words of title and id, their beginnings, other text
of them, path, parameters, descriptions. Works on the folded texts of the search index; reads nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cloudflow_tui.catalog.vocabulary import Term

FIRST, WHOLE, BEGINNING, INSIDE, PATH_END, PATH = 0, 3, 20, 40, 50, 60
WHOLE_PARAMETER, PARAMETER, TEXT = 55, 100, 160
OTHER_FORM: Final = 1
SECTION: Final = -4
"""Of a term that is what the section is called."""


class SoughtTerm:
    """A term with all that is looked for worked out once, so that ranking a row costs little."""

    __slots__ = ("_forms", "_sections", "typed")

    def __init__(self, term: Term, sections: Iterable[str]) -> None:
        self.typed = term.typed
        self._forms = [_Form(form) for form in term.forms]
        forms = set(term.forms)
        self._sections = frozenset(
            name for name in sections if name in forms or name.removesuffix("s") in forms
        )

    def rank(self, names: str, call: str, key: str, section: str) -> int:
        """The rank in one row of the index."""
        if section in self._sections:
            return SECTION
        forms = self._forms
        best = forms[0].rank(names, call, key)
        if best > OTHER_FORM:
            for form in forms[1:]:
                if form.word in key:
                    best = min(best, OTHER_FORM + form.rank(names, call, key))
        return best


class _Form:
    """One form of a term as it may stand in a row."""

    __slots__ = ("_begins", "_ends_path", "_first", "_firsts", "_parameter", "_whole", "_wholes", "word")

    def __init__(self, word: str) -> None:
        self.word = word
        self._begins = f" {word}"
        self._whole, self._wholes = f" {word} ", f" {word}s "
        self._first, self._firsts = f"| {word} ", f"| {word}s "
        self._ends_path = f"{word}\n"
        self._parameter = f"|{word}|"

    def rank(self, names: str, call: str, key: str) -> int:
        if self.word in names:
            if self._whole in names or self._wholes in names:
                return FIRST if self._first in names or self._firsts in names else WHOLE
            return BEGINNING if self._begins in names else INSIDE
        if self.word in call:
            return PATH_END if self._ends_path in call else PATH
        if self.word in key:
            return WHOLE_PARAMETER if self._parameter in key else PARAMETER
        return TEXT
