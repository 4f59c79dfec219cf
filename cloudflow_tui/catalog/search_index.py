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
from typing import Final

from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.catalog.typos import KnownWords
from cloudflow_tui.catalog.vocabulary import Term, Vocabulary

_FOLD: Final = str.maketrans("_-.()", "     ")
_PLACEHOLDER: Final = re.compile(r":[a-z0-9_]+")
_ID_IN_PATH: Final = re.compile(r"/(?:\d+|:[a-z0-9_]+|\{[a-z0-9_]+\})(?=/|\s|\?|$)")
_SUFFIX: Final = re.compile(r"\.(?:json|xml)\b")
_WORDS: Final = re.compile(r"[a-z0-9]{3,}")
_EMPTY: Final = frozenset(["a", "an", "and", "for", "from", "in", "of", "on", "the", "to", "with"])
_METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
_FIRST, _WHOLE, _BEGINNING, _INSIDE, _PATH_END, _PATH = 0, 3, 20, 40, 50, 60
_WHOLE_PARAMETER, _PARAMETER, _TEXT = 55, 100, 160
_OTHER_FORM, _ODD, _SECTION, _READS, _DOES = 1, 3, -4, 3, 4
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
        ranked = sorted(self._ranked(found, terms, words, phrases, is_call=is_call, method=method))
        return [self.endpoints[number] for _, number in ranked[:limit]]

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
            if len(term.forms) == 1:
                word = term.typed
                found = [number for number in found if word in keys[number] or word in texts[number]]
            else:
                forms, typed = term.forms, term.typed
                found = [
                    number for number in found
                    if any(form in keys[number] for form in forms) or typed in texts[number]
                ]  # fmt: skip
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
        exact, path = f"| {joined} |", f" /{joined.lstrip('/')}\n" if is_call else "\0"
        called = f"{method} /" if method and not is_call else "\0"
        for number in found:
            names, call, section = self._names[number], self._calls[number], self._sections[number]
            of_section = _SECTION if " " in section and section.removesuffix("s") in joined else 0
            if exact in names:
                yield self._lengths[number] + of_section - 2 * _TEXT, number
                continue
            if path in call:
                # Of all calls of a path, the reading ones come first.
                yield (0 if call.startswith("get ") else 1) - 2 * _TEXT, number
                continue
            # Of equals, the one with the fewest other words is meant.
            rank = self._lengths[number] + of_section
            key = self._keys[number]
            for term in terms:
                if term.typed == method and call.startswith(called):
                    continue
                rank += _rank_of_term(term, names, call, key, section)
            if phrases:
                rank -= _NAMED_PARAMETER * sum(f"|{phrase}|" in key for phrase in phrases)
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


def _rank_of_term(term: Term, names: str, call: str, key: str, section: str) -> int:
    if section in term.forms or (section.endswith("s") and section[:-1] in term.forms):
        return _SECTION
    best = _rank_of_word(term.typed, names, call, key)
    if best <= _OTHER_FORM:
        return best
    for form in term.forms[1:]:
        if form in key:
            best = min(best, _OTHER_FORM + _rank_of_word(form, names, call, key))
    return best


def _rank_of_word(word: str, names: str, call: str, key: str) -> int:
    if word in names:
        if f" {word} " in names or f" {word}s " in names:
            return _FIRST if f"| {word} " in names or f"| {word}s " in names else _WHOLE
        return _BEGINNING if f" {word}" in names else _INSIDE
    if word in call:
        return _PATH_END if f"{word}\n" in call else _PATH
    if word in key:
        return _WHOLE_PARAMETER if f"|{word}|" in key else _PARAMETER
    return _TEXT


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
