"""The words `name=value` of the command line: read apart, and put into a draft.

    name=text        text, made into the type of the parameter
    name:=json       a typed value: 7, true, null, [1, 2], {"a": 1}
    name=@file       the text of a file, without the end of its last line; - is stdin
    name:=@file      JSON out of a file
    name[]=a name[]=b    a list, element by element
    sources[].label=a    an object of a list; each time the name comes again, the next object

Knows nothing of the catalog beyond what the draft says.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.errors import UnknownParameterError, UsageError

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft

ReadText = Callable[[str], str]
"""Gives the text of a file by its name; "-" is stdin."""


@dataclass(frozen=True, slots=True)
class Given:
    """One `name=value` as it was typed."""

    name: str
    text: str
    """What stands behind the sign, or in the file it names."""
    value: object = UNSET
    """The typed value of `:=`, UNSET for text."""

    @property
    def meant(self) -> object:
        return self.text if self.value is UNSET else self.value


def read_given(words: Sequence[str], read_text: ReadText) -> list[Given]:
    """The words read apart, in their order.

    Raises:
        UsageError: A word without a sign, without a name, or with a value that is no JSON.
    """
    return [_read_one(word, read_text) for word in words]


def _read_one(word: str, read_text: ReadText) -> Given:
    name, sign, text = word.partition("=")
    is_typed = name.endswith(":")
    name = name.removesuffix(":")
    if not sign or not name:
        raise UsageError(
            f"{word!r} is not name=value.", advice="Write name=text, name:=json or name=@file; quote blanks."
        )
    if text.startswith("@") and len(text) > 1:
        content = read_text(text[1:])
        text = content if is_typed else content.removesuffix("\n").removesuffix("\r")
    if not is_typed:
        return Given(name, text)
    try:
        return Given(name, text, json.loads(text))
    except ValueError as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise UsageError(
            f"The value of {name!r} is no JSON{where}.",
            advice=f"For text write {name}=… instead of {name}:=…",
        ) from error


def numbered(given: Sequence[Given]) -> list[Given]:
    """Objects of lists told apart: `sources[].a sources[].b sources[].a` are of `[0]`, `[0]`, `[1]`."""
    seen: Counter[str] = Counter()
    found = []
    for one in given:
        head, sign, tail = one.name.partition("[].")
        if not sign:
            found.append(one)
            continue
        found.append(Given(f"{head}[{seen[one.name]}].{tail}", one.text, one.value))
        seen[one.name] += 1
    return found


def put_into(draft: Draft, given: Sequence[Given], *, is_anyway: bool) -> list[str]:
    """Set the values in the draft.

    Args:
        is_anyway: Names that the endpoint does not have are sent all the same.

    Returns:
        Names that were added although nothing is known of them.

    Raises:
        UnknownParameterError: With the nearest names.
        UsageError: A name that is no list was given twice.
    """
    unknown = []
    lists: dict[str, list[object]] = {}
    for one in numbered(given):
        lists.setdefault(one.name, []).append(one.meant)
    done = set()
    for one in numbered(given):
        meant = lists[one.name]
        if one.name in done:
            continue
        done.add(one.name)
        if len(meant) > 1 and not one.name.endswith("[]"):
            raise UsageError(
                f"{one.name!r} is given {len(meant)} times.",
                advice=f"Once is enough; a list is written {one.name}[]=a {one.name}[]=b",
            )
        try:
            if len(meant) > 1:
                draft.set(one.name, meant)
            elif one.value is UNSET:
                draft.set_text(one.name, one.text)
            else:
                draft.set(one.name, one.value)
        except UnknownParameterError:
            if not is_anyway and draft.endpoint.id:
                raise
            draft.add_unknown(one.name, meant if len(meant) > 1 else one.meant)
            unknown.append(one.name)
    return unknown
