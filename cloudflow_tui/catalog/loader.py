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
from typing import TYPE_CHECKING, Any

from cloudflow_tui.catalog.index import DATA_FOLDER, index_file, section_file
from cloudflow_tui.catalog.models import Endpoint, EndpointSummary, Group, Section, SectionSummary
from cloudflow_tui.catalog.rows import summaries_of_rows, summary_of_endpoint
from cloudflow_tui.catalog.search_index import EndpointRows
from cloudflow_tui.catalog.words import read_words, words_of_endpoint
from cloudflow_tui.errors import CatalogError, UnknownEndpointError

if TYPE_CHECKING:
    from cloudflow_tui.catalog.own import OwnFiles
    from cloudflow_tui.catalog.resolve import ResolvedCall, Resolver
    from cloudflow_tui.catalog.reverse import Link, Links
    from cloudflow_tui.catalog.view import CatalogView


class Catalog:
    """What the API offers; made by `Catalog.load`."""

    def __init__(
        self, sections: Iterable[SectionSummary], own: OwnFiles | None = None, folder: Path = DATA_FOLDER
    ) -> None:
        self._folder = folder
        self._own = own.sections if own is not None else {}
        self._read: dict[str, Section] = {}
        self.warnings: tuple[str, ...] = own.warnings if own is not None else ()
        """What is wrong with own files that were left out, a sentence each."""
        self.groups = _groups(sections)
        """In the order of the tree."""
        rows = [section for group in self.groups for section in group.sections]
        self.sections: Mapping[str, SectionSummary] = MappingProxyType({row.id: row for row in rows})
        self.endpoints = EndpointRows((endpoint for row in rows for endpoint in row.endpoints), self.texts)
        """In the order of the tree."""
        self._summaries = {endpoint.id: endpoint for endpoint in self.endpoints}

    @classmethod
    def load(cls, own_folder: Path | None = None) -> Catalog:
        """The shipped catalog, with the files of a folder merged in.

        Args:
            own_folder: Section files of one's own, `*.json`; a folder that is not there adds nothing. A file
                that cannot be used is left out, and `warnings` says why.

        Raises:
            CatalogError: The shipped index cannot be used.
        """
        shipped = _shipped_sections(DATA_FOLDER)
        if own_folder is None or not own_folder.is_dir():
            return cls(shipped)
        from cloudflow_tui.catalog.own import read_own_files

        links = {row.id: row.replaced_by for section in shipped for row in section.endpoints}
        own = read_own_files(own_folder, links)
        return cls(_merged(shipped, own.sections), own)

    def at(self, version: str) -> CatalogView:
        """The API as one version has it; any text is taken, see `CatalogView`."""
        from cloudflow_tui.catalog.view import CatalogView

        return CatalogView(self, version)

    def successors(self, endpoint_id: str) -> tuple[EndpointSummary, ...]:
        """What took the work of an endpoint over; empty when nothing did.

        Raises:
            UnknownEndpointError: With the nearest ids.
        """
        return tuple(
            self._summaries[name] for name in self.summary(endpoint_id).replaced_by if name in self._summaries
        )

    def predecessors(self, endpoint_id: str) -> tuple[EndpointSummary, ...]:
        """Whose work an endpoint took over; empty when nobody's.

        Raises:
            UnknownEndpointError: With the nearest ids.
        """
        return self._predecessors.get(self.summary(endpoint_id).id, ())

    @cached_property
    def _predecessors(self) -> dict[str, tuple[EndpointSummary, ...]]:
        found: dict[str, tuple[EndpointSummary, ...]] = {}
        for row in self.endpoints:
            for name in row.replaced_by:
                found[name] = (*found.get(name, ()), row)
        return found

    @cached_property
    def links(self) -> Links:
        """Where attributes of answers lead.

        Raises:
            CatalogError: The file of links cannot be used.
        """
        from cloudflow_tui.catalog.reverse import Links

        return Links(self)

    def links_of(self, endpoint_id: str) -> tuple[Link, ...]:
        """Where the attributes of an endpoint's answer lead; see `Links.links_of`.

        Raises:
            UnknownEndpointError, CatalogError
        """
        return self.links.links_of(self.endpoint(endpoint_id))

    def texts(self) -> Mapping[str, str]:
        """The words of descriptions and notes by endpoint id, for searching; read when first asked for."""
        return self._texts

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        own = {row.id: words_of_endpoint(row) for part in self._own.values() for row in part.endpoints}
        return {**read_words(self._folder), **own}

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
            self._read[section_id] = self._with_predecessors(self._read_section(section_id))
        return self._read[section_id]

    def _with_predecessors(self, section: Section) -> Section:
        """The section with `replaces` filled."""
        before = self._predecessors
        if not any(endpoint.id in before for endpoint in section.endpoints):
            return section
        endpoints = tuple(
            replace(endpoint, replaces=tuple(row.id for row in before.get(endpoint.id, ())))
            for endpoint in section.endpoints
        )
        return replace(section, endpoints=endpoints)

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
        own = self._own.get(section_id)
        if own is not None and not section_file(section_id, self._folder).exists():
            return own
        from cloudflow_tui.catalog.shared import read_shipped_section

        shipped = read_shipped_section(section_id, self._folder, self._shared)
        if own is None:
            return shipped
        from cloudflow_tui.catalog.own import joined

        return joined(shipped, own)

    @cached_property
    def _shared(self) -> Mapping[str, Any]:
        from cloudflow_tui.catalog.shared import read_shared

        return read_shared(self._folder)

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
