"""The API as one version has it, made from the catalog: `catalog.at("5.4")`.

A view holds nothing of its own but the version; making one costs nothing, and what it lists is worked out
when it is asked for. Endpoints that the version does not have are not listed, but can be looked up: their
presence says whether they are gone or not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import Endpoint, EndpointSummary, Group, SectionSummary
from cloudflow_tui.catalog.search_index import EndpointRows
from cloudflow_tui.catalog.versions import Presence, known_version, presence

if TYPE_CHECKING:
    from cloudflow_tui.catalog.loader import Catalog
    from cloudflow_tui.catalog.models import Attribute, Parameter


class CatalogView:
    """What one version of the API offers; made by `Catalog.at`.

    Args:
        version: As a server or user gives it; see `known_version` for what is made of unknown ones.
    """

    def __init__(self, catalog: Catalog, version: str) -> None:
        known = known_version(version)
        self.catalog = catalog
        self.version = known.version
        """The known version that is shown."""
        self.note = known.note
        """Why another version is shown than the one that was asked for, "" when it is that one."""

    @cached_property
    def endpoints(self) -> tuple[EndpointSummary, ...]:
        """Those that the version has, in the order of the tree."""
        rows = (row for row in self.catalog.endpoints if self._has(row))
        return EndpointRows(rows, self.catalog.texts)

    @cached_property
    def new_endpoints(self) -> tuple[EndpointSummary, ...]:
        """Those that came with exactly this version."""
        return tuple(row for row in self.endpoints if row.since and self.presence_of(row) == "new")

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Groups and sections without what the version does not have."""
        groups = []
        for group in self.catalog.groups:
            sections = [self.sections[row.id] for row in group.sections if row.id in self.sections]
            if sections:
                groups.append(replace(group, sections=tuple(sections)))
        return tuple(groups)

    @cached_property
    def sections(self) -> Mapping[str, SectionSummary]:
        """Sections of which the version has at least one endpoint."""
        found: dict[str, SectionSummary] = {}
        for name, section in self.catalog.sections.items():
            rows = tuple(row for row in section.endpoints if self._has(row))
            if rows:
                found[name] = section if len(rows) == len(section.endpoints) else replace(
                    section, endpoints=rows
                )  # fmt: skip
        return MappingProxyType(found)

    def endpoint(self, endpoint_id: str) -> Endpoint:
        """An endpoint with the parameters and attributes that the version has, also one that it has not.

        Raises:
            UnknownEndpointError, CatalogError
        """
        endpoint = self.catalog.endpoint(endpoint_id)
        answer = endpoint.answer
        parameters = tuple(row for row in endpoint.parameters if self._has(row))
        attributes = tuple(row for row in answer.attributes if self._has(row))
        return replace(endpoint, parameters=parameters, answer=replace(answer, attributes=attributes))

    def presence_of(self, part: EndpointSummary | Endpoint | Parameter | Attribute) -> Presence:
        """What the version has of an endpoint, a parameter or an attribute."""
        return presence(self.version, part.since, part.until)

    def presence(self, endpoint_id: str) -> Presence:
        """What the version has of an endpoint.

        Raises:
            UnknownEndpointError: With the nearest ids.
        """
        return self.presence_of(self.catalog.summary(endpoint_id))

    def is_new(self, endpoint_id: str) -> bool:
        """Whether it came with exactly this version: what the light bulb marks."""
        return self.presence(endpoint_id) == "new"

    def is_gone(self, endpoint_id: str) -> bool:
        """Whether the version no longer has it."""
        return self.presence(endpoint_id) == "gone"

    def is_not_yet(self, endpoint_id: str) -> bool:
        """Whether only a later version has it."""
        return self.presence(endpoint_id) == "not_yet"

    def instead_of(self, endpoint_id: str) -> tuple[EndpointSummary, ...]:
        """Endpoints of this version that do the work of one that it does not have; empty when it has it.

        Raises:
            UnknownEndpointError: With the nearest ids.
        """
        state = self.presence(endpoint_id)
        if state == "gone":
            return self._first_here(endpoint_id, self.catalog.successors)
        if state == "not_yet":
            return self._first_here(endpoint_id, self.catalog.predecessors)
        return ()

    def _first_here(
        self, endpoint_id: str, following: Callable[[str], tuple[EndpointSummary, ...]]
    ) -> tuple[EndpointSummary, ...]:
        """Over one link or several to endpoints that the version has."""
        found: dict[str, EndpointSummary] = {}
        seen, waiting = {endpoint_id}, [endpoint_id]
        while waiting:
            for row in following(waiting.pop(0)):
                if row.id in seen:
                    continue
                seen.add(row.id)
                if self._has(row):
                    found[row.id] = row
                else:
                    waiting.append(row.id)
        return tuple(found.values())

    def _has(self, part: EndpointSummary | Parameter | Attribute) -> bool:
        if not (part.since or part.until):
            return True
        return self.presence_of(part) in ("here", "new")
