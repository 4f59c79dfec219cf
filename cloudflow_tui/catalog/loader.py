"""The catalog of a session: the index at once, sections when they are asked for, own files merged in.

Reading the index takes plain json only; msgspec is loaded with the first section. Own files take the form of
the shipped ones: a section with a known id adds to it, and an endpoint with a known id takes the place of the
shipped one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.index import DATA_FOLDER, index_file, section_file
from cloudflow_tui.catalog.models import Endpoint, EndpointSummary, Group, Section, SectionSummary
from cloudflow_tui.catalog.rows import summaries_of_rows, summary_of_endpoint
from cloudflow_tui.catalog.search_index import EndpointRows
from cloudflow_tui.errors import CatalogError, UnknownEndpointError

if TYPE_CHECKING:
    from cloudflow_tui.catalog.resolve import ResolvedCall, Resolver


class Catalog:
    """What the API offers; made by `Catalog.load`."""

    def __init__(
        self, sections: Iterable[SectionSummary], own: Mapping[str, Section], folder: Path = DATA_FOLDER
    ) -> None:
        self._folder = folder
        self._own = own
        self._read: dict[str, Section] = {}
        self.groups = _groups(sections)
        """In the order of the tree."""
        rows = [section for group in self.groups for section in group.sections]
        self.sections: Mapping[str, SectionSummary] = MappingProxyType({row.id: row for row in rows})
        self.endpoints: tuple[EndpointSummary, ...] = EndpointRows(
            endpoint for row in rows for endpoint in row.endpoints
        )
        """In the order of the tree."""
        self._summaries = {endpoint.id: endpoint for endpoint in self.endpoints}

    @classmethod
    def load(cls, own_folder: Path | None = None) -> Catalog:
        """The shipped catalog, with the files of a folder merged in.

        Args:
            own_folder: Section files of one's own, `*.json`; a folder that is not there adds nothing.

        Raises:
            CatalogError: An own file cannot be read or does not fit; names file and place.
        """
        own = _own_sections(own_folder) if own_folder is not None else {}
        return cls(_merged(_shipped_sections(DATA_FOLDER), own), own)

    def summary(self, endpoint_id: str) -> EndpointSummary:
        """The row of one endpoint.

        Raises:
            UnknownEndpointError: With the nearest ids.
        """
        try:
            return self._summaries[endpoint_id]
        except KeyError:
            raise UnknownEndpointError(endpoint_id, self._nearest_ids(endpoint_id)) from None

    def endpoint(self, endpoint_id: str) -> Endpoint:
        """One endpoint in full; its section is read when it is the first of it.

        Raises:
            UnknownEndpointError: With the nearest ids.
            CatalogError: The section cannot be read, or the index names an endpoint that it does not hold.
        """
        summary = self.summary(endpoint_id)
        for endpoint in self.section(summary.section).endpoints:
            if endpoint.id == endpoint_id:
                return endpoint
        raise CatalogError(
            f"The index names {endpoint_id!r}, its section {summary.section!r} does not hold it.",
            advice="Write the index anew: python -m cloudflow_tui.catalog.index",
            file=str(index_file(self._folder)),
        )

    def section(self, section_id: str) -> Section:
        """One section with all its endpoints.

        Raises:
            CatalogError: No such section (with the nearest), or its file cannot be read.
        """
        if section_id not in self._read:
            if section_id not in self.sections:
                raise _unknown_section(section_id, self.sections)
            self._read[section_id] = self._read_section(section_id)
        return self._read[section_id]

    def resolve_call(self, method: str, target: str, given: Iterable[str] = ()) -> ResolvedCall:
        """The endpoint that a method and an address mean; see `Resolver.resolve`.

        Raises:
            UnknownEndpointError, AmbiguousCallError
        """
        return self._resolver.resolve(method, target, given)

    @cached_property
    def _resolver(self) -> Resolver:
        from cloudflow_tui.catalog.resolve import Resolver

        return Resolver(self.endpoints)

    def _read_section(self, section_id: str) -> Section:
        from cloudflow_tui.catalog.files import read_section

        own = self._own.get(section_id)
        file = section_file(section_id, self._folder)
        if own is not None and not file.exists():
            return own
        shipped = read_section(file)
        return shipped if own is None else _joined(shipped, own)

    def _nearest_ids(self, text: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        near = get_close_matches(text.lower(), list(self._summaries), 3, 0.6)
        if not near:
            from cloudflow_tui.catalog.search_index import search

            near = [row.id for row in search(self.endpoints, text.replace(".", " "), 3)]
        return tuple(near)


def _shipped_sections(folder: Path) -> list[SectionSummary]:
    file = index_file(folder)
    try:
        data = json.loads(file.read_bytes())
        return [
            SectionSummary(
                row["section"],
                row["title"],
                row["group"],
                summaries_of_rows(row["endpoints"], row["section"], row["group"]),
            )
            for row in data["sections"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogError(
            f"The index of the catalog {str(file)!r} cannot be used ({type(error).__name__}).",
            advice="Write it anew: python -m cloudflow_tui.catalog.index",
            file=str(file),
        ) from error


def _own_sections(folder: Path) -> dict[str, Section]:
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    found: dict[str, Section] = {}
    if files:
        from cloudflow_tui.catalog.files import read_section

        for file in files:
            section = read_section(file)
            known = found.get(section.id)
            found[section.id] = section if known is None else _joined(known, section)
    return found


def _joined(section: Section, own: Section) -> Section:
    """The first section with the endpoints of the second; what both have is taken from the second."""
    own_rows = {endpoint.id: replace(endpoint, group=section.group) for endpoint in own.endpoints}
    kept = [own_rows.pop(endpoint.id, endpoint) for endpoint in section.endpoints]
    return replace(section, endpoints=(*kept, *own_rows.values()))


def _merged(shipped: list[SectionSummary], own: Mapping[str, Section]) -> list[SectionSummary]:
    merged = []
    for row in shipped:
        added = own.get(row.id)
        if added is not None:
            rows = {
                endpoint.id: summary_of_endpoint(replace(endpoint, group=row.group))
                for endpoint in added.endpoints
            }
            kept = [rows.pop(endpoint.id, endpoint) for endpoint in row.endpoints]
            row = replace(row, endpoints=(*kept, *rows.values()))
        merged.append(row)
    known = {row.id for row in shipped}
    for section in own.values():
        if section.id not in known:
            rows_of_own = tuple(summary_of_endpoint(endpoint) for endpoint in section.endpoints)
            merged.append(SectionSummary(section.id, section.title, section.group, rows_of_own))
    return merged


def _groups(sections: Iterable[SectionSummary]) -> tuple[Group, ...]:
    """Groups in the order of their first section."""
    by_title: dict[str, list[SectionSummary]] = {}
    for section in sections:
        by_title.setdefault(section.group, []).append(section)
    return tuple(Group(title, tuple(rows)) for title, rows in by_title.items())


def _unknown_section(section_id: str, known: Iterable[str]) -> CatalogError:
    from difflib import get_close_matches

    near = get_close_matches(section_id, list(known), 3)
    advice = f"Nearest: {', '.join(near)}." if near else "See: cloudflow-tui catalog list"
    return CatalogError(f"No section is called {section_id!r}.", advice=advice)
