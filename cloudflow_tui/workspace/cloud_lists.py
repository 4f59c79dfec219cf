"""Lists of a cloud for a check of settings: each read once, page by page, and nothing after a 401.

Falls back to the old path of a list where the account may not read the new one. Only reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.workspace.reading import data_of, object_in, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.workspace.workspace import Workspace

PAGE_SIZE: Final = 100
MOST_PAGES: Final = 20
"""Pages of one list; in longer ones objects are looked up one by one."""
OTHERS: Final = {
    "templates.list_all": "templates.list",
    "data_store_zones.list": "data_store_zones.list_short",
    "network_zones.list": "network_zones.list_short",
    "hypervisors.list": "hypervisors.list_short",
}
"""What is read where the first one is refused or not there."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a list gave."""

    rows: tuple[dict[str, Any], ...] = ()
    status: int | None = None
    """Of the last page; None when no answer came or nothing was asked."""
    number: int = 0
    """Of the last page in the history."""
    is_whole: bool = True
    """False when there are more than were read."""

    @property
    def is_read(self) -> bool:
        return self.status == 200

    def by_id(self, id: str) -> dict[str, Any] | None:
        return next((row for row in self.rows if str(row.get("id")) == id), None)

    def named(self, label: str) -> list[dict[str, Any]]:
        """The rows with this label, whatever its capitals and blanks."""
        wanted = _plain(label)
        return [row for row in self.rows if _plain(str(row.get("label", ""))) == wanted]


class CloudLists:
    """The lists of one cloud, as far as one check needs them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: dict[tuple[str, tuple[tuple[str, str], ...]], Rows] = {}
        self.is_refused = False
        """A sign-in was refused: nothing more is asked."""
        self.trouble = ""
        """Why the cloud could not be asked at all, a sentence."""

    async def rows(self, endpoint_id: str, **path: str) -> Rows:
        """The rows of a list; from memory when it was read already.

        Args:
            path: Values of the path's parameters.
        """
        key = (endpoint_id, tuple(sorted(path.items())))
        if key not in self._kept:
            found = await self._read(endpoint_id, path)
            if found.status in (403, 404) and endpoint_id in OTHERS:
                other = await self._read(OTHERS[endpoint_id], path)
                found = other if other.is_read else found
            self._kept[key] = found
        return self._kept[key]

    async def one(self, endpoint_id: str, **path: str) -> dict[str, Any] | None:
        """One object; None when it is not there or cannot be read."""
        if self.is_refused:
            return None
        try:
            draft = self._workspace.draft(endpoint_id, format="json")
            for name, value in path.items():
                draft.set_text(name, value, place="path")
            exchange = await self._workspace.send(draft, anyway=True)
        except CloudFlowError as error:
            self.trouble = str(error)
            return None
        self.is_refused = exchange.status == 401
        return object_in(data_of(exchange)) or None

    async def _read(self, endpoint_id: str, path: dict[str, str]) -> Rows:
        from cloudflow_tui.transport import page_of

        found: list[dict[str, Any]] = []
        status, number, is_whole = None, 0, True
        for page_number in range(1, MOST_PAGES + 1):
            if self.is_refused or self.trouble:
                break
            try:
                draft = self._workspace.draft(endpoint_id, format="json")
                for name, value in path.items():
                    draft.set_text(name, value, place="path")
                draft.extra_query += [("page", str(page_number)), ("per_page", str(PAGE_SIZE))]
                exchange = await self._workspace.send(draft, anyway=True)
            except CloudFlowError as error:
                self.trouble = str(error)
                break
            status, number = exchange.status, exchange.number
            if exchange.failure is not None:
                self.trouble = exchange.failure.message
            self.is_refused = status == 401
            part = list(objects_in(data_of(exchange)))
            found += part
            page = page_of(exchange.response) if exchange.response is not None else None
            is_whole = page is None or page.last <= page_number or not part
            if is_whole:
                break
        return Rows(tuple(found), status, number, is_whole)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
