"""What a request line and its headers ask for: which path, which page, which format. Looks at no body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

Format = Literal["json", "xml"]

_SUFFIXES: dict[str, Format] = {".json": "json", ".xml": "xml"}


@dataclass(frozen=True, slots=True)
class Target:
    """A path taken apart."""

    parts: tuple[str, ...]
    """Decoded, without suffix and paging; empty parts from double slashes are gone."""
    suffix: Format | None = None
    page: int | None = None
    per_page: int | None = None

    @property
    def path(self) -> str:
        return "/" + "/".join(self.parts)


def split_target(raw_path: str) -> Target:
    """Take a path apart as it came, still percent-encoded: `/users.json/page/2/per_page/4`."""
    parts = [part for part in raw_path.split("/") if part]
    paging: dict[str, int] = {}
    end = len(parts)
    while end >= 3 and parts[end - 2] in ("page", "per_page") and parts[end - 1].isdecimal():
        paging[parts[end - 2]] = int(parts[end - 1][:9])
        end -= 2
    suffix = _suffix_of(parts[end - 1]) if end else None
    if paging and suffix is None:
        # Without suffix before them these are parts like any other.
        paging, end = {}, len(parts)
        suffix = _suffix_of(parts[-1])
    kept = parts[:end]
    if suffix is not None:
        kept[-1] = kept[-1].removesuffix(f".{suffix}")
        kept = [part for part in kept if part]
    return Target(tuple(map(unquote, kept)), suffix, paging.get("page"), paging.get("per_page"))


def _suffix_of(part: str) -> Format | None:
    return next((format for suffix, format in _SUFFIXES.items() if part.endswith(suffix)), None)


def answer_format(target: Target, accept: str, content_type: str) -> Format:
    """The format of the answer: the suffix decides, else Accept, else the body's type, else JSON."""
    if target.suffix is not None:
        return target.suffix
    for header in (accept, content_type):
        places = {format: header.lower().find(f"/{format}") for format in _SUFFIXES.values()}
        named = [format for format, place in places.items() if place >= 0]
        if named:
            return min(named, key=places.__getitem__)
    return "json"


def body_format(target: Target, content_type: str, body: bytes) -> Literal["json", "xml", "form"]:
    """The format of a body: what Content-Type says, else what it looks like, else the suffix.

    JSON that is sent as a form, as curl does by itself, is one field with an odd name.
    """
    media = content_type.partition(";")[0].strip().lower()
    if media.endswith(("/json", "+json")):
        return "json"
    if media.endswith(("/xml", "+xml")):
        return "xml"
    if media == "application/x-www-form-urlencoded":
        return "form"
    start = body.lstrip(b" \t\r\n\xef\xbb\xbf")[:1]
    if start in (b"{", b"["):
        return "json"
    if start == b"<":
        return "xml"
    return target.suffix or "json"
