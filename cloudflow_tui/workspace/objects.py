"""Live lists: the values that a parameter may hold, read from the list call that the catalog names for it.

Each page is a request like any other, so it is in the history. Lists are kept a while in memory; without a
connection the history tells what was there before. Only reads.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.errors import BuildError, CloudFlowError, UnknownParameterError
from cloudflow_tui.workspace.object_columns import cell_of, columns_of, label_of
from cloudflow_tui.workspace.reading import data_of, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Reference
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

KEPT_S: Final = 120.0
"""So long a list is taken from memory."""
PAGE_SIZE: Final = 100
MAX_PAGES: Final = 50
_LOOKED_BACK: Final = 50
"""Exchanges of the history that are looked through for a list."""
_PLACEHOLDER: Final = re.compile(r":([A-Za-z_]\w*)")

ListProgress = Callable[[int, int | None], None]
"""Called after each page with objects read and objects in all (None when the server does not say)."""
Origin = Literal["live", "kept", "history"]


@dataclass(frozen=True, slots=True)
class ListPlace:
    """One list of one Control Panel: the call that reads it, with the ids in its path."""

    reference: Reference
    scope: tuple[tuple[str, str], ...] = ()
    """(placeholder of the list's path, value)."""


@dataclass(frozen=True, slots=True)
class LiveObject:
    """One value to pick."""

    value: str
    """As it is sent."""
    label: str
    cells: tuple[str, ...] = ()
    """Beside the columns of its list."""


@dataclass(frozen=True, slots=True)
class LiveList:
    """The values of one list."""

    objects: tuple[LiveObject, ...]
    columns: tuple[str, ...] = ()
    """Names of the attributes in the cells."""
    origin: Origin = "live"
    total: int | None = None
    """How many the server has, None when it did not say; more than were read when it has very many."""
    note: str = ""
    """Why it is not live, or not whole, a sentence."""

    def label_of(self, value: str) -> str:
        return next((one.label for one in self.objects if one.value == value), "")


class LiveLists:
    """The lists of one workspace."""

    def __init__(self, workspace: Workspace, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._workspace = workspace
        self._clock = clock
        self._kept: dict[ListPlace, tuple[float, LiveList]] = {}

    def place_of(self, draft: Draft, reference: Reference) -> ListPlace:
        """The list that a parameter of this draft takes its values from.

        Raises:
            BuildError: The path of the list needs a parameter of the draft that has no value; carries it.
            UnknownEndpointError: The catalog has no such list.
        """
        path = self._workspace.catalog.endpoint(reference.endpoint_id).path
        scope = []
        for placeholder, name in zip(_PLACEHOLDER.findall(path), reference.scope, strict=False):
            text = _text_of(draft, name)
            if not text:
                raise BuildError(
                    f"The values come from a list of one {name.removesuffix('_id').replace('_', ' ')}.",
                    advice=f"Fill in {name} first.",
                    parameter=name,
                )
            scope.append((placeholder, text))
        return ListPlace(reference, tuple(scope))

    async def read(
        self, place: ListPlace, *, is_fresh: bool = False, on_progress: ListProgress | None = None
    ) -> LiveList:
        """The list, from memory when it was read a moment ago, else from the server, page by page.

        What the server does not give comes from the history, with a note that says why. After a 401 of the
        profile nothing is asked: wrong passwords lock accounts.

        Args:
            is_fresh: Read it anew, also after a 401: the user says so.
        """
        from cloudflow_tui.workspace.evidence import is_stopped

        kept = self._kept.get(place)
        if kept is not None and not is_fresh and self._clock() - kept[0] < KEPT_S:
            return replace(kept[1], origin="kept")
        if not is_fresh and is_stopped(self._workspace):
            return self.remembered(place, self._why_stopped())
        try:
            found, exchange, total = await self._pages(place, on_progress)
        except CloudFlowError as error:
            return self.remembered(place, str(error))
        if data_of(exchange) is None:
            return self.remembered(place, self._why_not(exchange))
        note = ""
        if total is not None and len(found) < total:
            note = f"The first {len(found):,} of {total:,}."
        made = _made(place.reference, found, total=total, note=note)
        self._kept[place] = self._clock(), made
        return made

    def remembered(self, place: ListPlace, why: str = "") -> LiveList:
        """The list as the history saw it last; what was sent before when it never saw one."""
        workspace = self._workspace
        if not workspace.has_history:
            return LiveList((), origin="history", note=why)
        try:
            rows = workspace.history.rows(limit=_LOOKED_BACK, endpoint_id=place.reference.endpoint_id)
            wanted = self._path_of(place)
            for row in rows:
                is_here = row.profile_name == workspace.profile.name and row.status == 200
                if not is_here or _bare(row.path) != wanted:
                    continue
                found = list(_rows_of(data_of(workspace.history.get(row.number))))
                if found:
                    seen = f"{row.started_at.astimezone():%d %b %H:%M}"
                    note = f"{why} As seen in #{row.number}, {seen}.".strip()
                    return _made(place.reference, found, origin="history", note=note)
        except CloudFlowError as error:
            why = f"{why} {error}".strip()
        return LiveList((), origin="history", note=why)

    def sent_before(self, draft: Draft, name: str) -> tuple[LiveObject, ...]:
        """Values of a parameter that were sent to this endpoint before, newest first."""
        workspace = self._workspace
        if not draft.endpoint.id or not workspace.has_history:
            return ()
        found: dict[str, LiveObject] = {}
        try:
            for row in workspace.history.rows(limit=_LOOKED_BACK, endpoint_id=draft.endpoint.id):
                sent = workspace.redraft(row.number)
                for text in () if sent is None else _texts_of(sent, name):
                    found.setdefault(text, LiveObject(text, f"sent in #{row.number}"))
        except CloudFlowError:
            return tuple(found.values())
        return tuple(found.values())

    def label(self, draft: Draft, reference: Reference, value: str) -> str:
        """What an id is called, "" unless its list was read; asks nobody."""
        if not self._kept:
            return ""
        try:
            kept = self._kept.get(self.place_of(draft, reference))
        except CloudFlowError:
            return ""
        return "" if kept is None else kept[1].label_of(value)

    def forget(self) -> None:
        """Something changed on the server: the next picker reads anew. Names stay known until then."""
        self._kept = {place: (float("-inf"), found) for place, (_, found) in self._kept.items()}

    async def _pages(
        self, place: ListPlace, on_progress: ListProgress | None
    ) -> tuple[list[dict[str, Any]], Exchange, int | None]:
        from cloudflow_tui.transport import page_of

        found: list[dict[str, Any]] = []
        total: int | None = None
        for number in range(1, MAX_PAGES + 1):
            exchange = await self._workspace.send(self._draft(place, number), anyway=True)
            part = list(_rows_of(data_of(exchange)))
            found += part
            page = page_of(exchange.response) if exchange.response is not None else None
            total = None if page is None else page.total
            if on_progress is not None:
                on_progress(len(found), total)
            if page is None or page.last <= number or not part:
                break
        return found, exchange, total

    def _draft(self, place: ListPlace, number: int) -> Draft:
        draft = self._workspace.draft(place.reference.endpoint_id, format="json")
        for name, text in place.scope:
            draft.set_text(name, text, place="path")
        known = {one.name for one in draft.endpoint.parameters_in("query")}
        if {"page", "per_page"} <= known:
            draft.set("page", number)
            draft.set("per_page", PAGE_SIZE)
        elif number > 1:
            draft.extra_query.append(("page", str(number)))
        return draft

    def _path_of(self, place: ListPlace) -> str:
        from cloudflow_tui.request.builder import path_of

        return _bare(path_of(self._draft(place, 1)))

    def _why_stopped(self) -> str:
        name = self._workspace.profile.name
        return (
            f"Not read: the last answer to {name} was 401, and wrong passwords lock accounts. "
            "Check its login and key (5 Profiles); ctrl+l reads all the same."
        )

    def _why_not(self, exchange: Exchange) -> str:
        if exchange.failure is not None:
            return exchange.failure.message
        status = exchange.status or 0
        reason = exchange.response.reason if exchange.response is not None else ""
        seen = f", #{exchange.number}" if exchange.number else ""
        return f"The list was answered {status} {reason}".strip() + f"{seen}."


def _made(
    reference: Reference,
    found: Sequence[Mapping[str, Any]],
    *,
    origin: Origin = "live",
    total: int | None = None,
    note: str = "",
) -> LiveList:
    rows = [one for one in found if cell_of(one.get(reference.value))]
    columns = columns_of(rows, (reference.value, reference.label))
    objects = tuple(
        LiveObject(
            cell_of(one.get(reference.value)),
            label_of(one, reference.label),
            tuple(cell_of(one.get(key)) for key in columns),
        )
        for one in rows
    )
    return LiveList(objects, columns, origin, total, note)


def _rows_of(data: object) -> Iterable[dict[str, Any]]:
    """The objects of an answer, also of one that puts its list under a single key."""
    if isinstance(data, dict) and len(data) == 1:
        data = next(iter(data.values()))
    return objects_in(data)


def _bare(path: str) -> str:
    """A path without suffix and query."""
    return path.partition("?")[0].removesuffix(".json").removesuffix(".xml")


def _text_of(draft: Draft, name: str) -> str:
    return next(iter(_texts_of(draft, name)), "")


def _texts_of(draft: Draft, name: str) -> list[str]:
    """The plain values of a parameter as text; none when it has no value."""
    try:
        value = draft.get(name)
    except UnknownParameterError:
        return []
    if isinstance(value, Unset):
        return []
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := cell_of(one))]
