"""From an answer on to other calls: `hypervisor_id: 3` leads to the call that shows that compute resource.

What leads where stands in `data/links.json`; the id of an object itself leads to the call that shows it.
Reads no answers: it is told where a value stands, by keys and indexes from the top.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import CatalogError

if TYPE_CHECKING:
    from cloudflow_tui.catalog.loader import Catalog
    from cloudflow_tui.catalog.models import Endpoint, EndpointSummary

_FILE: Final = Path(__file__).parent / "data" / "links.json"
_PLACEHOLDER: Final = re.compile(r":([A-Za-z_]\w*)")
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OWN_IDS: Final = ("id", "identifier")


@dataclass(frozen=True, slots=True)
class Link:
    """Where the value of an attribute leads."""

    attribute: str
    """Where it stands, as attributes are named: `hypervisor_id`, `roles[].id`."""
    endpoint_id: str
    """The call that shows the object."""
    parameter: str
    """The parameter of that call that takes the value."""
    others: tuple[str, ...] = ()
    """Further parameters of its path, which come from beside the value or from the call that was answered."""


class Links:
    """The links of a catalog; made by `Catalog.links`.

    Raises:
        CatalogError: The file of links cannot be read or has another form.
    """

    def __init__(self, catalog: Catalog, file: Path = _FILE) -> None:
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            self._attributes: Mapping[str, str] = dict(data["attributes"])
            self._roots: Mapping[str, str] = dict(data["roots"])
            self._names: Mapping[str, str] = dict(data["names"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CatalogError(
                f"The links of answers {str(file)!r} cannot be used ({type(error).__name__}).",
                advice="It is an object with attributes, roots and names.",
                file=str(file),
            ) from error
        self._catalog = catalog
        self._shown = {
            row.path.rpartition("/")[0]: row
            for row in reversed(catalog.endpoints)
            if row.method == "GET" and row.effect == "read" and row.path.rpartition("/")[2].startswith(":")
        }
        self._known = {row.id: row for row in catalog.endpoints}

    def links_of(self, endpoint: Endpoint) -> tuple[Link, ...]:
        """Where the declared attributes of an answer lead; those that lead nowhere are left out."""
        found = []
        for attribute in endpoint.answer.attributes:
            link = self.link_at(endpoint, _steps(attribute.name))
            if link is not None:
                found.append(link)
        return tuple(found)

    def link_at(
        self,
        endpoint: Endpoint | None,
        path: Sequence[str | int],
        siblings: Mapping[str, object] | None = None,
    ) -> Link | None:
        """Where a value of an answer leads, None when nowhere.

        Args:
            endpoint: Whose answer it is, None when that is not known.
            path: Keys and indexes from the top of the answer, root elements included or not.
            siblings: The object that it stands in; its `target_type` says what a `target_id` is the id of.
        """
        names = [step for step in path if isinstance(step, str)]
        if not names:
            return None
        name, above = names[-1], names[:-1]
        shown = self._showing(endpoint, name, above, siblings or {})
        if shown is None:
            return None
        placeholders = _PLACEHOLDER.findall(shown.path)
        return Link(_named(path), shown.id, placeholders[-1], tuple(placeholders[:-1]))

    def values_for(
        self, link: Link, value: object, siblings: Mapping[str, object], given: Mapping[str, str]
    ) -> dict[str, str] | None:
        """The path parameters of the linked call, None when one is not to be had.

        Args:
            value: Of the attribute.
            siblings: The object that the attribute stands in.
            given: The path parameters of the call that was answered.
        """
        if not _is_id(value):
            return None
        values = {link.parameter: str(value)}
        for name in link.others:
            beside = siblings.get(name)
            if _is_id(beside):
                values[name] = str(beside)
            elif name in given:
                values[name] = given[name]
            else:
                return None
        return values

    def _showing(
        self, endpoint: Endpoint | None, name: str, above: Sequence[str], siblings: Mapping[str, object]
    ) -> EndpointSummary | None:
        if name in _OWN_IDS:
            return self._own(endpoint, above)
        if name.endswith("_id"):
            told = siblings.get(f"{name[:-3]}_type")
            if isinstance(told, str) and told:
                return self._of_class(told)
        single = name.removesuffix("s") if name.endswith("_ids") else name
        return self._known.get(self._attributes.get(single, ""))

    def _own(self, endpoint: Endpoint | None, above: Sequence[str]) -> EndpointSummary | None:
        """The call that shows the object itself: by its root, or by the list that it stands in."""
        root = above[-1] if above else ""
        is_top = endpoint is not None and (len(above) == 0 or (len(above) == 1 and _is_root(root, endpoint)))
        if endpoint is not None and is_top:
            path = endpoint.path
            if path.rpartition("/")[2].startswith(":"):
                path = path.rpartition("/")[0]
            shown = self._shown.get(path)
            if shown is not None:
                return shown
            root = endpoint.answer.root
        return self._of_root(root)

    def _of_class(self, name: str) -> EndpointSummary | None:
        """`VirtualMachine` and `Storage::Disk` by the root that they have in answers."""
        return self._of_root(_INNER_CAPITAL.sub("_", name.rpartition("::")[2]).lower())

    def _of_root(self, root: str) -> EndpointSummary | None:
        for name in (root, root.removesuffix("s"), root.removesuffix("es")):
            found = self._roots.get(self._names.get(name, name))
            if found is not None:
                return self._known.get(found)
        return None


def _is_root(name: str, endpoint: Endpoint) -> bool:
    root = endpoint.answer.root
    return name in (root, root.removesuffix("s"), root.removesuffix("es"))


def _is_id(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, str) and bool(value) and "/" not in value)


def _steps(name: str) -> list[str | int]:
    """`roles[].id` as keys and indexes."""
    steps: list[str | int] = []
    for part in name.split("."):
        steps.append(part.removesuffix("[]"))
        if part.endswith("[]"):
            steps.append(0)
    return steps


def _named(path: Sequence[str | int]) -> str:
    """Keys and indexes as attributes are named."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += "[]"
        else:
            text += f".{step}" if text else step
    return text
