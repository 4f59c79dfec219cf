"""Variables in a draft: `${name}` stands for a value that is put in when the request is built.

    ${zone}                               a variable of the profile
    ${env:ZONE}                           an environment variable
    ${ask:Which zone}                     what the user answers, once while the program runs
    ${response:users.create.user.id}      a value of the newest good answer of that call

`$${name}` stands for `${name}` itself. What nothing gives stays as it is and is a problem of its field;
within longer text a plain `${HOME}` is taken for part of the text. Values come from `variable_values`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.request.problems import Problem, shortened
from cloudflow_tui.request.shape import PLACES

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.request.problems import ProblemPlace
    from cloudflow_tui.request.shape import Path
    from cloudflow_tui.request.values import Value

_PLACE: Final = re.compile(r"(\$?)\$\{((?:env|response):[\w.\[\]-]+|ask:[^{}\n]+|[A-Za-z_]\w*)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a variable stands for."""

    name: str
    """As it stands in the braces."""
    value: str | None
    """None when nothing gives it."""
    origin: str = ""
    """Where it comes from, or why there is nothing: `the profile`, `#130`."""
    is_secret: bool = False
    """Masked wherever it is shown or stored."""


Lookup = Callable[[str], Found]


def has_variables(draft: Draft) -> bool:
    """Whether any text of the draft may hold a variable; cheap."""
    texts = [*draft.headers, *draft.extra_query]
    if any("${" in value for _, value in texts) or "${" in (draft.raw_body or ""):
        return True
    return any(_holds(draft.values(place)) for place in PLACES)


def _holds(value: Value) -> bool:
    if isinstance(value, str):
        return "${" in value
    if isinstance(value, dict):
        return any(map(_holds, value.values()))
    return isinstance(value, list) and any(map(_holds, value))


def filled(draft: Draft, find: Lookup) -> tuple[Draft, frozenset[str]]:
    """The draft with its variables replaced, the same object when there are none, and the secret values."""
    if not has_variables(draft):
        return draft, frozenset()
    secrets: set[str] = set()

    def text(value: str) -> str:
        return _replaced(value, find, secrets)

    made = draft.copy()
    for place in PLACES:
        for path, value in _texts(draft.values(place), ()):
            new = text(value)
            if new != value:
                _put(made, place, path, new)
    made.headers = [(name, text(value)) for name, value in draft.headers]
    made.extra_query = [(name, text(value)) for name, value in draft.extra_query]
    if draft.raw_body is not None:
        made.raw_body = text(draft.raw_body)
    return made, frozenset(secrets)


def _put(draft: Draft, place: ProblemPlace, path: Path, text: str) -> None:
    """Put a text in, made into the type of its parameter."""
    from cloudflow_tui.catalog.models import Unset
    from cloudflow_tui.request.coerce import from_text
    from cloudflow_tui.request.shape import FREE

    assert place != "header"
    node = draft.shape.trees[place]
    for step in path:
        node = node.below(step) or FREE
    value = from_text(node, text)
    if not isinstance(value, Unset):
        draft.set_value(place, path, value)


def _replaced(text: str, find: Lookup, secrets: set[str]) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1]:
            return match[0][1:]
        found = find(match[2])
        if found.value is None:
            return match[0]
        if found.is_secret:
            secrets.add(found.value)
        return found.value

    return _PLACE.sub(one, text) if "${" in text else text


def resolved_text(text: str, find: Lookup, mask: str) -> str:
    """The text with its variables replaced, for showing; "" without any, and when one is unresolved."""
    found = [find(name) for name in variables_in(text)]
    if not found or any(one.value is None for one in found):
        return ""
    shown = {one.name: mask if one.is_secret else one.value or "" for one in found}
    return _PLACE.sub(lambda match: match[0][1:] if match[1] else shown[match[2]], text)


def variables_in(text: str) -> list[str]:
    """The names of the variables of a text, in their order."""
    return [match[2] for match in _PLACE.finditer(text) if not match[1]] if "${" in text else []


def unresolved(draft: Draft, find: Lookup) -> Iterator[Problem]:
    """A problem for each variable that nothing gives, at its field."""
    if not has_variables(draft):
        return
    for place in PLACES:
        for path, text in _texts(draft.values(place), ()):
            name = draft.shape.name_of(place, path)
            yield from _problems(name, place, text, find, is_text=place == "body")
    for name, text in draft.headers:
        yield from _problems(name, "header", text, find, is_text=False)
    for name, text in draft.extra_query:
        yield from _problems(name, "query", text, find, is_text=False)
    if draft.raw_body is not None:
        yield from _problems("", "body", draft.raw_body, find, is_text=True)


def _problems(name: str, place: ProblemPlace, text: str, find: Lookup, *, is_text: bool) -> Iterator[Problem]:
    for variable in variables_in(text):
        found = find(variable)
        if found.value is not None:
            continue
        # A script may well hold ${HOME}; a value that is nothing else was meant as a variable.
        is_part = is_text and ":" not in variable and text.strip() != f"${{{variable}}}"
        yield Problem(
            name,
            place,
            "note" if is_part else "wrong",
            f"{name or 'The body'} uses ${{{variable}}}, which nothing gives: {found.origin}.",
            f"Write $${{{variable}}} for the text itself.",
            shortened(f"unresolved: ${{{variable}}}"),
            blocks=not is_part,
        )


def _texts(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, str) and "${" in value:
        yield path, value
