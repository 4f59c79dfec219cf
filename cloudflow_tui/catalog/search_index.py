"""The live filter: which endpoints hold all the words that were typed, the best ones first.

Case, `_`, `-` and `.` do not count, and words of one meaning (`add`, `create`) stand for each other. A word
may stand anywhere in id, title, method, path or names of parameters; where it stands decides the rank: the
exact id or title, whole words of title and id, their beginnings, other text of them, path, parameters. Ids
typed into a path (`/users/17/ssh_keys`) stand for its placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from cloudflow_tui.catalog.models import EndpointSummary

_FOLD = str.maketrans("_-.()", "     ")
_PLACEHOLDER = re.compile(r":[a-z0-9_]+")
_ID_IN_PATH = re.compile(r"/(?:\d+|:[a-z0-9_]+|\{[a-z0-9_]+\})(?=/|\s|\?|$)")
_SUFFIX = re.compile(r"\.(?:json|xml)\b")
_SAME_MEANING = (
    ("add", "create", "new"),
    ("edit", "update", "change"),
    ("delete", "remove", "destroy"),
    ("vm", "vs", "virtual machine"),
    ("hypervisor", "compute resource"),
    ("show", "details"),
)
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_WHOLE, _BEGINNING, _INSIDE, _PATH_END, _PATH, _PARAMETER = 0, 20, 40, 50, 60, 100
_WHOLE_PARAMETER = 65


class SearchIndex:
    """Endpoints with their texts folded once, so that each key typed costs little.

    Args:
        endpoints: In the order of the tree, which also orders equals.
    """

    def __init__(self, endpoints: Sequence[EndpointSummary]) -> None:
        self.endpoints = endpoints
        self._names = [_names_key(row) for row in endpoints]
        self._calls = [_call_key(row) for row in endpoints]
        self._lengths = [row.title.count(" ") for row in endpoints]
        parameters = ["|".join(row.parameter_names).lower().translate(_FOLD) for row in endpoints]
        keys = zip(self._names, self._calls, parameters, strict=True)
        self._keys = [f"{names}\n{call}\n|{words}|" for names, call, words in keys]

    def find(self, text: str, limit: int | None = 50) -> list[EndpointSummary]:
        """The endpoints that hold every word, best first; all of them in their order for an empty text.

        Args:
            limit: At most so many; None for all.
        """
        words = words_of_text(text)
        if not words:
            return list(self.endpoints[:limit])
        found = self._holding(words)
        is_call = "/" in text
        if is_call and words[0] in _METHODS:
            call = f"{words[0]} "
            found = [number for number in found if self._calls[number].startswith(call)]
            words = words[1:]
        ranked = sorted(self._ranked(found, words, _phrases(text), is_call))
        return [self.endpoints[number] for _, number in ranked[:limit]]

    def _holding(self, words: Sequence[str]) -> Iterable[int]:
        """Numbers of the endpoints that hold every word or one that means the same."""
        keys = self._keys
        found: Iterable[int] = range(len(keys))
        # The longest word is the rarest: the others are looked for where it stands.
        for word in sorted(set(words), key=len, reverse=True):
            forms = _FORMS.get(word)
            if forms is None:
                found = [number for number in found if word in keys[number]]
            else:
                found = [number for number in found if any(form in keys[number] for form in forms)]
        return found

    def _ranked(
        self, found: Iterable[int], words: Sequence[str], phrases: Sequence[str], is_call: bool
    ) -> Iterator[tuple[int, int]]:
        """Rank (the lower the better) and number of each; of a call, a whole path counts as a whole name."""
        exact, path = f"| {' '.join(words)} |", f" {' '.join(words)}\n" if is_call else "\0"
        plain = [word for word in words if word not in _FORMS]
        others = [_FORMS[word] for word in words if word in _FORMS]
        for number in found:
            names, call = self._names[number], self._calls[number]
            if exact in names:
                yield self._lengths[number] - _PARAMETER, number
                continue
            if path in call:
                # Of all calls of a path, the reading ones come first.
                yield (0 if call.startswith("get ") else 1) - _PARAMETER, number
                continue
            # Of equals, the one with the fewest other words is meant.
            rank = self._lengths[number]
            for word in plain:
                rank += _rank_of_word(word, names, call)
            for forms in others:
                rank += min(_rank_of_word(form, names, call) for form in forms)
            if phrases:
                rank -= _WHOLE_PARAMETER * sum(phrase in self._keys[number] for phrase in phrases)
            yield rank, number

    def matched(self, endpoint: EndpointSummary, text: str) -> tuple[str, ...]:
        """The parameters that alone hold a word of the text: why an endpoint is found at all."""
        key = f"{_names_key(endpoint)} {_call_key(endpoint)}"
        loose = [word for word in words_of_text(text) if not any(form in key for form in _same(word))]
        return tuple(
            name
            for name in endpoint.parameter_names
            if any(form in name.lower().translate(_FOLD) for word in loose for form in _same(word))
        )

    def nearest(self, text: str, count: int = 3) -> tuple[str, ...]:
        """Words of titles and ids that are written like those of the text that stand nowhere."""
        from difflib import get_close_matches

        found: dict[str, None] = {}
        for word in words_of_text(text):
            if not any(word in key for key in self._keys):
                found.update(dict.fromkeys(get_close_matches(word, self._vocabulary, count, 0.6)))
        return tuple(found)[:count]

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted({word for names in self._names for word in re.findall(r"[a-z0-9]{3,}", names)})


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
    lowered = _SUFFIX.sub("", text.lower())
    if "/" in lowered:
        lowered = _ID_IN_PATH.sub("/:", lowered)
    return lowered.translate(_FOLD).split()


def _phrases(text: str) -> list[str]:
    """Names that were typed as a parameter is written, such as `hypervisor_id`, as they stand in a key."""
    names = [word for word in text.lower().split() if "_" in word and "/" not in word]
    return [f"|{name.translate(_FOLD)}|" for name in names]


def _same(word: str) -> tuple[str, ...]:
    return _FORMS.get(word, (word,))


_FORMS = {
    word: (word, *(other for other in group if other != word)) for group in _SAME_MEANING for word in group
}


def _rank_of_word(word: str, names: str, call: str) -> int:
    if word in names:
        if f" {word} " in names or f" {word}s " in names:
            return _WHOLE
        return _BEGINNING if f" {word}" in names else _INSIDE
    if word in call:
        return _PATH_END if f"{word}\n" in call else _PATH
    return _PARAMETER


def _index(endpoints: Sequence[EndpointSummary]) -> SearchIndex:
    return endpoints.search_index if isinstance(endpoints, EndpointRows) else SearchIndex(endpoints)


def _names_key(row: EndpointSummary) -> str:
    """Title and id: each between bars for the exact match, every word between blanks."""
    title, identifier = row.title.lower().translate(_FOLD), row.id.lower().translate(_FOLD)
    return f"| {' '.join(title.split())} | {identifier} |"


def _call_key(row: EndpointSummary) -> str:
    """Method, path, and the path without names of placeholders; a newline tells the end of either."""
    path = row.path.lower()
    bare = _PLACEHOLDER.sub(":", path) if ":" in path else path
    return f"{row.method} {path}\n {bare}\n".lower().translate(_FOLD)
