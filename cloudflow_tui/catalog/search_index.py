"""The live filter: which endpoints hold all the words that were typed, the best ones first.

Case, `_`, `-` and `.` do not count, words of one meaning (`add`, `create`; `hypervisor`, `compute resource`)
stand for each other, and a word that stands nowhere is taken for the known words that it is a slip away from.
A word may stand anywhere in id, title, method, path, names of parameters, descriptions and notes; where it
stands decides the rank: the exact id or title, whole words of title and id, their beginnings, other text of
them, path, parameters, descriptions. Ids typed into a path (`/users/17/ssh_keys`) stand for its placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from typing import Final

from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.catalog.ranking import SECTION, TEXT, SoughtTerm
from cloudflow_tui.catalog.typos import KnownWords
from cloudflow_tui.catalog.vocabulary import Term, Vocabulary

_FOLD: Final = str.maketrans("_-.()", "     ")
_PLACEHOLDER: Final = re.compile(r":[a-z0-9_]+")
_ID_IN_PATH: Final = re.compile(r"/(?:\d+|:[a-z0-9_]+|\{[a-z0-9_]+\})(?=/|\s|\?|$)")
_SUFFIX: Final = re.compile(r"\.(?:json|xml)\b")
_WORDS: Final = re.compile(r"[a-z0-9]{3,}")
_EMPTY: Final = frozenset(["a", "an", "and", "for", "from", "in", "of", "on", "the", "to", "with"])
_METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
_ODD, _READS, _DOES = 3, 3, 4
_MIN_IN_TEXT: Final = 3
_NAMED_PARAMETER: Final = 65


class SearchIndex:
    """Endpoints with their texts folded once, so that each key typed costs little.

    Args:
        endpoints: In the order of the tree, which also orders equals.
        vocabulary: Words of one meaning; those that ship when None.
    """

    def __init__(self, endpoints: Sequence[EndpointSummary], vocabulary: Vocabulary | None = None) -> None:
        self.endpoints = endpoints
        self._vocabulary = vocabulary or Vocabulary.read()
        self._names = [_names_key(row) for row in endpoints]
        self._calls = [_call_key(row) for row in endpoints]
        self._sections = [row.section.translate(_FOLD) for row in endpoints]
        self._section_names = frozenset(self._sections)
        self._lengths = [_length(row) for row in endpoints]
        parameters = ["|".join(row.parameter_names).lower().translate(_FOLD) for row in endpoints]
        keys = zip(self._names, self._calls, parameters, strict=True)
        self._keys = [f"{names}\n{call}\n|{words}|" for names, call, words in keys]

    def find(self, text: str, limit: int | None = 50) -> list[EndpointSummary]:
        """The endpoints that hold every word, best first; all of them in their order for an empty text.

        Args:
            limit: At most so many; None for all.
        """
        folded = _folded(text)
        words = folded.split()
        if not words:
            return list(self.endpoints[:limit])
        is_call = "/" in text
        terms = self._vocabulary.terms(folded)
        terms = [self._mended(term) for term in terms if term.typed not in _EMPTY] or terms
        method = words[0] if words[0] in _METHODS and (is_call or len(words) > 1) else ""
        phrases = _phrases(text)
        found = self._holding(terms, method, phrases, is_call)
        if is_call and method:
            terms, words = [term for term in terms if term.typed != method], words[1:]
        ranked = self._ranked(found, terms, words, phrases, is_call=is_call, method=method)
        best = sorted(ranked) if limit is None else nsmallest(limit, ranked)
        return [self.endpoints[number] for _, number in best]

    def _mended(self, term: Term) -> Term:
        """The term; one that stands nowhere with the known words that it may mean."""
        if " " in term.typed or not term.typed.isalnum():
            return term
        if any(any(form in key for form in term.forms) for key in self._keys):
            return term
        if any(term.typed in text for text in self._texts):
            return term
        return Term(term.typed, (*term.forms, *self._known_words.near(term.typed)))

    def _holding(
        self, terms: Sequence[Term], method: str, phrases: Sequence[str], is_call: bool
    ) -> list[int]:
        """Numbers of the endpoints that hold every term: in names, path and parameters, or in their texts."""
        keys, texts, calls = self._keys, self._texts, self._calls
        found: list[int] = list(range(len(keys)))
        if method and (is_call or method != "delete"):
            call = f"{method} /"
            of_method = [number for number in found if calls[number].startswith(call)]
            named = () if is_call else self._vocabulary.term(method).forms
            found = of_method if is_call else [
                number for number in found
                if calls[number].startswith(call) or any(f" {form} " in self._names[number] for form in named)
            ]  # fmt: skip
            terms = [term for term in terms if term.typed != method]
        # A name that is written as a parameter stands there as a whole, if it stands anywhere.
        named_rows = [number for number in found if all(phrase in keys[number] for phrase in phrases)]
        found = named_rows if phrases and named_rows else found
        # The longest term is the rarest: the others are looked for where it stands.
        for term in sorted(terms, key=lambda term: len(term.typed), reverse=True):
            lacking = found
            for form in term.forms:
                lacking = [number for number in lacking if form not in keys[number]]
            if len(term.typed) >= _MIN_IN_TEXT:
                word = term.typed
                lacking = [number for number in lacking if word not in texts[number]]
            without = set(lacking)
            found = [number for number in found if number not in without] if without else found
        return found

    def _ranked(
        self,
        found: Iterable[int],
        terms: Sequence[Term],
        words: Sequence[str],
        phrases: Sequence[str],
        *,
        is_call: bool,
        method: str,
    ) -> Iterator[tuple[int, int]]:
        """Rank (the lower the better) and number of each; of a call, a whole path counts as a whole name."""
        joined = " ".join(words)
        path = f" /{joined.lstrip('/')}\n"
        called = f"{method} /" if method and not is_call else ""
        exact = self._exact.get(joined, ())
        sections = self._section_names
        told = {name for name in sections if " " in name and name.removesuffix("s") in joined}
        sought = [SoughtTerm(term, sections) for term in terms]
        others = [term for term in sought if term.typed != method] if called else sought
        for number in found:
            call, section = self._calls[number], self._sections[number]
            # Of equals, the one with the fewest other words is meant.
            rank = self._lengths[number] + (SECTION if section in told else 0)
            if number in exact:
                yield rank - 2 * TEXT, number
            elif is_call and path in call:
                # Of all calls of a path, the reading ones come first.
                yield (0 if call.startswith("get ") else 1) - 2 * TEXT, number
            else:
                names, key = self._names[number], self._keys[number]
                for term in others if called and call.startswith(called) else sought:
                    rank += term.rank(names, call, key, section)
                for phrase in phrases:
                    rank -= _NAMED_PARAMETER * (f"|{phrase}|" in key)
                yield rank, number

    def matched(self, endpoint: EndpointSummary, text: str) -> tuple[str, ...]:
        """The parameters that alone hold a word of the text: why an endpoint is found at all."""
        key = f"{_names_key(endpoint)} {_call_key(endpoint)}"
        terms = map(self._vocabulary.term, words_of_text(text))
        loose = [term for term in terms if not any(form in key for form in term.forms)]
        return tuple(
            name
            for name in endpoint.parameter_names
            if any(form in name.lower().translate(_FOLD) for term in loose for form in term.forms)
        )

    def nearest(self, text: str, count: int = 3) -> tuple[str, ...]:
        """Words of titles and ids that are written like those of the text that stand nowhere."""
        from difflib import get_close_matches

        found: dict[str, None] = {}
        for word in words_of_text(text):
            if not any(word in key for key in self._keys):
                found.update(dict.fromkeys(get_close_matches(word, self._title_words, count, 0.6)))
        return tuple(found)[:count]

    @cached_property
    def _exact(self) -> dict[str, set[int]]:
        """Numbers by whole title and by whole id."""
        found: dict[str, set[int]] = {}
        for number, names in enumerate(self._names):
            for name in names.strip("| ").split(" | "):
                found.setdefault(name, set()).add(number)
        return found

    @cached_property
    def _title_words(self) -> list[str]:
        return sorted({word for names in self._names for word in _WORDS.findall(names)})

    @cached_property
    def _known_words(self) -> KnownWords:
        return KnownWords({word for key in self._keys for word in _WORDS.findall(key)})

    @cached_property
    def _texts(self) -> list[str]:
        """The words of descriptions and notes; read when something is searched for the first time."""
        source = self.endpoints.texts if isinstance(self.endpoints, EndpointRows) else None
        if source is None:
            return [""] * len(self.endpoints)
        known = source()
        return [known.get(row.id, "") for row in self.endpoints]


class EndpointRows(tuple[EndpointSummary, ...]):
    """The endpoints of a catalog; keeps the index that searching them needs.

    Args:
        texts: Gives, when it is called, the words of each endpoint's descriptions and notes by its id.
    """

    texts: Callable[[], Mapping[str, str]] | None

    def __new__(
        cls, rows: Iterable[EndpointSummary], texts: Callable[[], Mapping[str, str]] | None = None
    ) -> EndpointRows:
        made = super().__new__(cls, rows)
        made.texts = texts
        return made

    @cached_property
    def search_index(self) -> SearchIndex:
        return SearchIndex(self)


def search(endpoints: Sequence[EndpointSummary], text: str, limit: int | None = 50) -> list[EndpointSummary]:
    """The endpoints that hold every word of the text, best first; see `SearchIndex.find`.

    Quick for `catalog.endpoints`, which keep their index; other sequences are indexed at each call.
    """
    return _index(endpoints).find(text, limit)


def nearest(endpoints: Sequence[EndpointSummary], text: str, count: int = 3) -> tuple[str, ...]:
    """Words to try when nothing is found; see `SearchIndex.nearest`."""
    return _index(endpoints).nearest(text, count)


def words_of_text(text: str) -> list[str]:
    """The words that a text asks for: folded, ids in paths as `:`, a format suffix left out."""
    return _folded(text).split()


def _folded(text: str) -> str:
    lowered = _SUFFIX.sub("", text.lower())
    if "/" in lowered:
        lowered = _ID_IN_PATH.sub("/:", lowered)
    return " ".join(lowered.translate(_FOLD).split())


def _phrases(text: str) -> list[str]:
    """Names that were typed as a parameter is written, such as `hypervisor_id`, as they stand in a key."""
    names = [word for word in text.lower().split() if "_" in word.strip("_") and "/" not in word]
    return [name.translate(_FOLD) for name in names]


def _index(endpoints: Sequence[EndpointSummary]) -> SearchIndex:
    return endpoints.search_index if isinstance(endpoints, EndpointRows) else SearchIndex(endpoints)


def _length(row: EndpointSummary) -> int:
    """How far an endpoint is from the plain case: a list with a short title; odd ones say so in brackets."""
    is_list = row.title.startswith("List ") or row.id.endswith(".list")
    does = _DOES if row.method != "GET" else 0 if is_list else _READS
    return row.title.count(" ") + does + (_ODD if "(" in row.title else 0)


def _names_key(row: EndpointSummary) -> str:
    """Title and id: each between bars for the exact match, every word between blanks."""
    title, identifier = row.title.lower().translate(_FOLD), row.id.lower().translate(_FOLD)
    return f"| {' '.join(title.split())} | {identifier} |"


def _call_key(row: EndpointSummary) -> str:
    """Method, path, and the path without names of placeholders; a newline tells the end of either."""
    path = row.path.lower()
    bare = _PLACEHOLDER.sub(":", path) if ":" in path else path
    return f"{row.method} {path}\n {bare}\n".lower().translate(_FOLD)
