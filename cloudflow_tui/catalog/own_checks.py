"""What an endpoint of one's own must keep to, so that nothing breaks and nothing misleads. Mends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cloudflow_tui.catalog.models import Endpoint, Parameter
from cloudflow_tui.catalog.versions import version_key

Fault = tuple[tuple[str | int, ...], str]
"""Keys and indexes below the endpoint, and what is wrong there."""

_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_ID: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_]+")
_PATH: Final = re.compile(r"(?:/(?::[a-z][a-z0-9_]*|[A-Za-z0-9_-]+(?:\.[A-Za-z_]+)?))+")
_PLACEHOLDER: Final = re.compile(r":([a-z][a-z0-9_]*)")
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*(?:\[[\w-]*\])*(?:\.[\w-]+(?:\[[\w-]*\])*)*", re.ASCII)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SHOWN: Final = 60


def text_faults(what: str, text: str) -> Iterator[str]:
    """A name or heading must be there, in one line, without characters that steer a terminal."""
    if not text.strip():
        yield f"{what} is empty"
    elif _CONTROL.search(text):
        yield f"{what} {_shown(text)} holds control characters"


def endpoint_faults(endpoint: Endpoint, section_id: str) -> Iterator[Fault]:
    """All faults of one endpoint."""
    if not _ID.fullmatch(endpoint.id):
        yield ("id",), f"{_shown(endpoint.id)} is not <section>.<action> in small letters"
    elif endpoint.id.partition(".")[0] != section_id:
        yield ("id",), f"{_shown(endpoint.id)} does not begin with its section {_shown(section_id)}"
    yield from ((("title",), what) for what in text_faults("title", endpoint.title))
    if endpoint.method not in _METHODS:
        yield ("method",), f"{_shown(endpoint.method)} is none of {', '.join(sorted(_METHODS))}"
    if not _PATH.fullmatch(endpoint.path) or endpoint.path.endswith((".json", ".xml")):
        yield ("path",), f"{_shown(endpoint.path)} is no path without suffix"
    if not 200 <= endpoint.answer.status <= 299:
        yield ("responses", "success"), f"{endpoint.answer.status} is no status of success"
    for key, text in (("since", endpoint.since), ("until", endpoint.until)):
        if text and version_key(text) is None:
            yield (key,), f"{key} is {_shown(text)}, not like 6.4"
    if endpoint.root and _CONTROL.search(endpoint.root):
        yield ("root",), f"the root {_shown(endpoint.root)} holds control characters"
    yield from _parameter_faults(endpoint)


def _parameter_faults(endpoint: Endpoint) -> Iterator[Fault]:
    wanted = set(_PLACEHOLDER.findall(endpoint.path))
    seen: set[tuple[str, str]] = set()
    for number, parameter in enumerate(endpoint.parameters):
        for key, what in _one(parameter, wanted):
            yield ("params", number, key), what
        if (parameter.name, parameter.place) in seen:
            yield ("params", number, "name"), f"{_shown(parameter.name)} stands there twice"
        seen.add((parameter.name, parameter.place))
    for name in sorted(wanted - {name for name, place in seen if place == "path"}):
        yield ("path",), f":{name} is no path parameter"


def _one(parameter: Parameter, wanted: set[str]) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(parameter.name):
        yield "name", f"{_shown(parameter.name)} is not built like limits.cpu or role_ids[]"
    if parameter.place == "path" and parameter.name not in wanted:
        yield "name", f"the path parameter {_shown(parameter.name)} is not in the path"
    for key, text in (("since", parameter.since), ("until", parameter.until)):
        if text and version_key(text) is None:
            yield key, f"{key} is {_shown(text)}, not like 6.4"


def _shown(text: str) -> str:
    """The text as ASCII with escapes, not longer than a line takes."""
    return ascii(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
