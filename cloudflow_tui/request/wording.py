"""What the catalog says of a call and its parameters, in a few words each: the same in console and shell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.request.problems import range_words

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Effect, Endpoint, Parameter

_FILLER: Final = re.compile(r"([1-9a-z])\1{3}|qwert|asdfg|zxcvb", re.IGNORECASE)
_NAMES: Final = re.compile(r"(?:^|[_.])(?:name|login|label)$")
_EFFECTS: Final[dict[Effect, str]] = {
    "read": "reads only",
    "change": "changes things",
    "destroy": "destroys",
}


def effects_of(endpoint: Endpoint) -> str:
    """What a call does: `changes things, schedules a transaction`."""
    words = [_EFFECTS[endpoint.effect]]
    words += ["schedules a transaction"] if endpoint.is_scheduled else []
    words += ["loses data or service"] if endpoint.is_dangerous else []
    return ", ".join(words)


def basis_of(endpoint: Endpoint) -> str:
    """Where the knowledge comes from, and whether it may be incomplete."""
    seen = "guide" if endpoint.basis == "guide" else "published clients, not the guide"
    return seen if endpoint.is_complete else f"{seen}; the list of parameters may lack some"


def versions_of(since: str, until: str) -> str:
    """`since 5.5, until 6.0`, "" when neither is known."""
    return ", ".join([f"since {since}"] * bool(since) + [f"until {until}"] * bool(until))


def facts_of(parameter: Parameter) -> Iterator[str]:
    """What the catalog says of a parameter besides its description and its versions, a few words each."""
    if parameter.unit:
        yield f"in {parameter.unit}"
    limits = range_words(parameter)
    if limits:
        yield limits
    if parameter.min_length is not None or parameter.max_length is not None:
        yield length_words(parameter)
    if parameter.enum:
        yield "one of " + ", ".join(spoken(one) for one in parameter.enum)
    if parameter.default is not UNSET:
        yield f"default {spoken(parameter.default)}"
    example = telling_example(parameter)
    if example is not UNSET:
        yield f"such as {spoken(example)}"
    if parameter.reference is not None:
        yield f"values from {parameter.reference.endpoint_id}"
    if parameter.is_flag:
        yield "a bare word"
    if parameter.is_read_only:
        yield "read-only, servers ignore it"


def telling_example(parameter: Parameter) -> object:
    """The example of the catalog, UNSET when it has none, is secret, or helps nobody."""
    is_filler = is_filler_text(parameter.name, parameter.example)
    return UNSET if parameter.is_secret or is_filler else parameter.example


def is_filler_text(name: str, value: object) -> bool:
    """Whether a value was struck on the keyboard to fill a field: `1111`, `12345qwerty`, a name of digits."""
    if not isinstance(value, str):
        return False
    return _FILLER.search(value) is not None or (value.isdigit() and _NAMES.search(name) is not None)


def length_words(parameter: Parameter) -> str:
    low, high = parameter.min_length, parameter.max_length
    if low and high:
        return f"{low} to {high} characters"
    return f"{low} characters min." if low else f"{high} characters max."


def spoken(value: object) -> str:
    """A value of the catalog as a field takes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
