"""Catalog files of one's own: read, checked, and left out with a sentence when they cannot be used.

A file comes in whole or not at all. What is checked here is what would break the program or mislead it;
`catalog check` tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cloudflow_tui.catalog.models import Section
from cloudflow_tui.errors import CatalogError

MAX_ENDPOINTS: Final = 25_000
"""Of all own files together: twenty times what ships, and still searched as it is typed."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""Of one file."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The sections of a folder that can be used, and what is wrong with the others."""

    sections: Mapping[str, Section] = field(default_factory=dict)
    """By section id; files of one section are added up."""
    warnings: tuple[str, ...] = ()
    """One sentence a file that was left out, with its name and line."""


def read_own_files(folder: Path | None, known_links: Mapping[str, tuple[str, ...]]) -> OwnFiles:
    """The own files of a folder; a folder that is not there has none.

    Args:
        known_links: Of each shipped endpoint the ids that replace it.
    """
    files = sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else []
    sections: dict[str, Section] = {}
    warnings: list[str] = []
    links = dict(known_links) if files else {}
    count = 0
    for file in files:
        try:
            section = _read(file, MAX_ENDPOINTS - count)
            _check_links(file, section, links)
        except CatalogError as error:
            warnings.append(f"{error.message} It is left out. {error.advice}".rstrip())
            continue
        count += len(section.endpoints)
        known = sections.get(section.id)
        sections[section.id] = section if known is None else joined(known, section)
    return OwnFiles(sections, tuple(warnings))


def joined(section: Section, own: Section) -> Section:
    """The first section with the endpoints of the second; what both have is taken from the second."""
    own_rows = {endpoint.id: replace(endpoint, group=section.group) for endpoint in own.endpoints}
    kept = [own_rows.pop(endpoint.id, endpoint) for endpoint in section.endpoints]
    return replace(section, endpoints=(*kept, *own_rows.values()))


def _read(file: Path, room: int) -> Section:
    from cloudflow_tui.catalog.files import read_section, refused

    try:
        size = file.stat().st_size
    except OSError as error:
        raise refused(file, f"cannot be read ({error.strerror})", "Check that it is there.") from error
    if size > MAX_BYTES:
        raise refused(file, f"has {size:,} bytes, more than {MAX_BYTES:,}", "Split it into sections.")
    section = read_section(file)
    if len(section.endpoints) > room:
        what = f"brings the endpoints of one's own to more than {MAX_ENDPOINTS:,}"
        raise refused(file, what, "Take out what is not needed.")
    _check(file, section)
    return section


def _check(file: Path, section: Section) -> None:
    """What the loader cannot see from the types: forms of names, paths and versions, control characters.

    Raises:
        CatalogError: Names the first few places, each with its line.
    """
    from cloudflow_tui.catalog.files import refused
    from cloudflow_tui.catalog.locate import line_of

    found = list(_first(_faults(section)))
    if found:
        text = file.read_text(encoding="utf-8")
        told = "; ".join(f"line {line_of(text, place)}: {what}" for place, what in found)
        raise refused(file, f"does not fit: {told}", "Look with: cloudflow-tui catalog check FOLDER")


def _first(
    faults: Iterator[tuple[tuple[str | int, ...], str]],
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, fault in enumerate(faults):
        if number == _SHOWN:
            return
        yield fault


def _faults(section: Section) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where (keys and indexes from the top of the file) and what."""
    from cloudflow_tui.catalog.own_checks import endpoint_faults, text_faults

    for key, text in (("section", section.id), ("title", section.title), ("group", section.group)):
        yield from (((key,), what) for what in text_faults(key, text))
    seen: set[str] = set()
    for number, endpoint in enumerate(section.endpoints):
        for place, what in endpoint_faults(endpoint, section.id):
            yield ("endpoints", number, *place), what
        if endpoint.id in seen:
            yield ("endpoints", number, "id"), f"{endpoint.id!r} stands there twice"
        seen.add(endpoint.id)


def _check_links(file: Path, section: Section, links: dict[str, tuple[str, ...]]) -> None:
    """Refuse a file with which a chain of successors would come back to its beginning.

    Raises:
        CatalogError: Names the endpoint and its line; `links` is then as it was.
    """
    from cloudflow_tui.catalog.files import refused
    from cloudflow_tui.catalog.locate import line_of

    added = {row.id: row.replaced_by for row in section.endpoints}
    together = {**links, **added}
    looping = _in_loops(together) & set(added)
    if looping:
        number, first = next((at, row.id) for at, row in enumerate(section.endpoints) if row.id in looping)
        line = line_of(file.read_text(encoding="utf-8"), ("endpoints", number, "replaced_by"))
        what = f"does not fit: line {line}: {first!r} is replaced by what it replaces itself"
        raise refused(file, what, "Take one replaced_by of the circle out.")
    links.update(added)


def _in_loops(links: Mapping[str, tuple[str, ...]]) -> set[str]:
    """What stays when everything that leads to an end is taken away."""
    left = {name: set(following) & set(links) for name, following in links.items() if following}
    above: dict[str, list[str]] = {}
    for name, following in left.items():
        for one in following:
            above.setdefault(one, []).append(name)
    ending = [name for name in above if not left.get(name)] + [n for n, f in left.items() if not f]
    done: set[str] = set()
    while ending:
        name = ending.pop()
        if name in done:
            continue
        done.add(name)
        left.pop(name, None)
        for one in above.get(name, ()):
            if one in left:
                left[one].discard(name)
                if not left[one]:
                    ending.append(one)
    return set(left)
