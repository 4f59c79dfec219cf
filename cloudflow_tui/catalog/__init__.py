"""What the API offers: endpoints, parameters, answers. Data in `data/`, one file a section.

The index is read at start by plain json, sections when they are asked for. Makes no
request. Public names resolve on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names

if TYPE_CHECKING:
    from cloudflow_tui.catalog.loader import Catalog
    from cloudflow_tui.catalog.models import (
        UNSET,
        Answer,
        Attribute,
        Endpoint,
        EndpointSummary,
        Group,
        Parameter,
        Reference,
        Section,
        SectionSummary,
    )
    from cloudflow_tui.catalog.resolve import ResolvedCall
    from cloudflow_tui.catalog.reverse import Link, Links
    from cloudflow_tui.catalog.search_index import SearchIndex, nearest, search
    from cloudflow_tui.catalog.versions import known_version
    from cloudflow_tui.catalog.view import CatalogView

__all__ = [
    "UNSET",
    "Answer",
    "Attribute",
    "Catalog",
    "CatalogView",
    "Endpoint",
    "EndpointSummary",
    "Group",
    "Link",
    "Links",
    "Parameter",
    "Reference",
    "ResolvedCall",
    "SearchIndex",
    "Section",
    "SectionSummary",
    "known_version",
    "nearest",
    "search",
]

_HOMES = {
    "UNSET": "models",
    "Answer": "models",
    "Attribute": "models",
    "Catalog": "loader",
    "CatalogView": "view",
    "Endpoint": "models",
    "EndpointSummary": "models",
    "Group": "models",
    "Link": "reverse",
    "Links": "reverse",
    "Parameter": "models",
    "Reference": "models",
    "ResolvedCall": "resolve",
    "SearchIndex": "search_index",
    "Section": "models",
    "SectionSummary": "models",
    "known_version": "versions",
    "nearest": "search_index",
    "search": "search_index",
}

__getattr__ = lazy_names(__name__, _HOMES)
