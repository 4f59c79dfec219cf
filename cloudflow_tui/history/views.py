"""The history by day, endpoint, object, case or profile; and all that was seen of one object over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from cloudflow_tui.document.body import Body
from cloudflow_tui.errors import UsageError
from cloudflow_tui.history.bodies import read_body
from cloudflow_tui.history.columns import from_pairs_json, from_us
from cloudflow_tui.history.finding import whole_condition
from cloudflow_tui.history.group_counts import counted_groups, may_count
from cloudflow_tui.history.objects import objects_of_body
from cloudflow_tui.history.search import compile_query

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.search import Search
    from cloudflow_tui.history.store import Store

GroupBy = Literal["day", "endpoint", "object", "case", "profile", "status"]
GROUPINGS: Final[tuple[GroupBy, ...]] = ("day", "endpoint", "object", "case", "profile", "status")
MOST_SIGHTINGS: Final = 500

_KEYS: Final[dict[str, str]] = {
    "day": "strftime('%Y-%m-%d', started_us / 1000000, 'unixepoch', 'localtime')",
    "endpoint": "endpoint_id",
    "object": "CASE object_id WHEN '' THEN '' ELSE object_kind || '/' || object_id END",
    "case": "(SELECT name FROM cases WHERE cases.id = tag.case_id)",
    "profile": "profile_name",
    "status": "coalesce(status, 'none')",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Exchanges that have something in common."""

    key: str
    """Such as `2026-03-01`, `users.list`, `user/17`, `TCK-4471`; "" for those that have none."""
    count: int
    bad_count: int
    """Answered 4xx or 5xx, or not at all."""
    first_at: datetime
    last_at: datetime
    last_number: int
    query: str
    """What finds exactly these, in the search language; "" where nothing can say it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One exchange in which an object was seen."""

    number: int
    at: datetime
    method: str
    path: str
    status: int | None
    profile_name: str
    what_happened: str
    attributes: dict[str, Any] | None
    """As the answer showed them; None when it showed none."""


@dataclass(frozen=True, slots=True)
class AttributeStep:
    """A value that an attribute had from some exchange on."""

    number: int
    at: datetime
    value: Any
    """None also where the attribute was gone; see `is_gone`."""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that was seen of one object."""

    kind: str
    object_id: str
    sightings: tuple[Sighting, ...]
    """Oldest first."""
    attributes: dict[str, tuple[AttributeStep, ...]]
    """For each attribute the values it had, each with the first exchange that showed it."""

    @property
    def changed(self) -> list[str]:
        """Attributes that had more than one value."""
        return [name for name, steps in self.attributes.items() if len(steps) > 1]


class Views:
    """Reads only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def groups(
        self,
        by: GroupBy,
        query: str = "",
        *,
        limit: int = 500,
        profile_name: str = "",
        now: datetime | None = None,
    ) -> list[Group]:
        """The history in groups, the one with the newest exchange first.

        Args:
            query: Only what it finds; see `search.FIELDS`.
            profile_name: Only what was sent by this profile.

        Raises:
            UsageError: `by` is none of GROUPINGS.
            QueryError: The query cannot be understood.
            HistoryError: The database cannot be read.
        """
        if by not in GROUPINGS:
            raise UsageError(
                f"The history has no groups by {by!r}.", advice=f"There are: {', '.join(GROUPINGS)}."
            )
        search = compile_query(query, now or datetime.now().astimezone())
        with self._store.reading() as connection:
            if not query.strip() and not profile_name and may_count(connection, by):
                found = counted_groups(connection, by, limit)
            else:
                found = _found_groups(connection, by, search, profile_name, limit)
        return [_to_group(by, row) for row in found]

    def timeline(
        self, kind: str, object_id: str, *, profile_name: str = "", limit: int = MOST_SIGHTINGS
    ) -> Timeline:
        """All that was seen of one object, in answers and in what was sent to it.

        Args:
            kind: As in `HistoryRow.object_kind`, such as `virtual_machine`.
            profile_name: Only what was sent by this profile: ids are one's own of each Control Panel.
            limit: So many exchanges at most, the newest.

        Raises:
            HistoryError: The database cannot be read.
        """
        folder = self._store.bodies_folder
        with self._store.reading() as connection:
            found = _sighted(connection, kind, object_id, profile_name, limit)
            shown: dict[int, dict[str, Any] | None] = {}
            sightings = []
            for row in reversed(found):
                number, started_us, method, path, status, profile, what, body_id, headers = row
                if body_id is not None and body_id not in shown:
                    data = read_body(connection, body_id, folder)
                    content_type = _content_type(headers)
                    objects = objects_of_body(Body.of(data), content_type)
                    shown[body_id] = objects.get((kind, object_id))
                attributes = shown.get(body_id) if body_id is not None else None
                sightings.append(
                    Sighting(number, from_us(started_us), method, path, status, profile, what, attributes)
                )
        return Timeline(kind, object_id, tuple(sightings), _steps(sightings))

    @cached_property
    def mark(self) -> str:
        """Tells this history from all others."""
        with self._store.reading() as connection:
            (mark,) = connection.execute("SELECT value FROM facts WHERE name = 'store'").fetchone()
        return str(mark)

    def has(self, number: int) -> bool:
        """Whether there is an exchange of that number."""
        with self._store.reading() as connection:
            found = connection.execute("SELECT 1 FROM exchanges WHERE number = ?", (number,)).fetchone()
        return found is not None

    def origin(self, number: int) -> str:
        """Where an exchange came from, "" when it was sent from here."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT origin FROM exchanges WHERE number = ?", (number,)).fetchone()
        return "" if row is None or row[0] is None else str(row[0])

    def number_of_origin(self, origin: str) -> int:
        """The exchange that came from there, 0 when there is none."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT number FROM exchanges WHERE origin = ?", (origin,)).fetchone()
        return 0 if row is None else int(row[0])

    def what_happened(self, number: int) -> str:
        """The words of the list for an exchange, "" for none."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT what_happened FROM exchanges WHERE number = ?", (number,)
            ).fetchone()
        return "" if row is None else str(row[0])

    def has_note(self, mark: str) -> bool:
        """Whether the note of that mark is here."""
        with self._store.reading() as connection:
            return connection.execute("SELECT 1 FROM notes WHERE mark = ?", (mark,)).fetchone() is not None

    def known(self, column: Literal["profile_name", "login", "endpoint_id", "method", "status"]) -> list[str]:
        """The values that a column has, the most recent ones first; to be offered while typing.

        Raises:
            HistoryError: The database cannot be read.
        """
        with self._store.reading() as connection:
            # Of the newest ones only: this is asked while somebody types.
            found = connection.execute(
                f"SELECT {column}, max(number) AS newest FROM (SELECT {column}, number FROM exchanges "
                f"ORDER BY number DESC LIMIT 20000) GROUP BY {column} ORDER BY newest DESC"
            ).fetchall()
        return [str(value) for value, _ in found if value not in (None, "")]


def _found_groups(
    connection: sqlite3.Connection, by: GroupBy, search: Search, profile_name: str, limit: int
) -> list[tuple[Any, ...]]:
    joined = "LEFT JOIN case_exchanges AS tag USING (number)" if by == "case" else ""
    condition, values = whole_condition(connection, search)
    if profile_name:
        condition, values = f"{condition} AND profile_name = ?", (*values, profile_name)
    return connection.execute(
        f"SELECT coalesce({_KEYS[by]}, '') AS key, count(*), "
        "sum(status IS NULL OR status >= 400), min(started_us), max(started_us), "
        "max(number) AS newest "
        f"FROM exchanges {joined} WHERE {condition} GROUP BY key ORDER BY newest DESC LIMIT ?",
        (*values, limit),
    ).fetchall()


def _to_group(by: GroupBy, row: tuple[Any, ...]) -> Group:
    key, count, bad_count, first_us, last_us, newest = row
    query = f'{by}:"{key}"' if '"' not in str(key) and key != "" else ""
    if by == "case" and not key:
        query = "case:none"
    if by in ("day", "status"):
        query = f"{by}:{key}"
    return Group(str(key), count, bad_count or 0, from_us(first_us), from_us(last_us), newest, query)


def _sighted(
    connection: sqlite3.Connection, kind: str, object_id: str, profile_name: str, limit: int
) -> list[tuple[Any, ...]]:
    own = "AND profile_name = :profile" if profile_name else ""
    return connection.execute(
        "SELECT number, started_us, method, path, status, profile_name, what_happened, response_body_id, "
        "response_headers FROM exchanges JOIN details USING (number) WHERE number IN ("
        "SELECT number FROM seen_objects WHERE kind = :kind AND object_id = :id UNION "
        "SELECT number FROM details WHERE response_body_id IN "
        "(SELECT body_id FROM body_objects WHERE kind = :kind AND object_id = :id)) "
        f"{own} ORDER BY number DESC LIMIT :limit",
        {"kind": kind, "id": object_id, "profile": profile_name, "limit": limit},
    ).fetchall()


def _content_type(headers: str) -> str:
    return next((value for name, value in from_pairs_json(headers) if name.lower() == "content-type"), "")


def _steps(sightings: list[Sighting]) -> dict[str, tuple[AttributeStep, ...]]:
    steps: dict[str, list[AttributeStep]] = {}
    widest: dict[str, set[str]] = {}
    for one in sightings:
        if one.attributes is None:
            continue
        for name, value in one.attributes.items():
            had = steps.setdefault(name, [])
            if not had or had[-1].is_gone or _differs(had[-1].value, value):
                had.append(AttributeStep(one.number, one.at, value))
        # A list may show less of an object than its own page: only the same call tells that one is gone.
        shape = widest.setdefault(_call(one), set())
        for name in shape - set(one.attributes):
            had = steps[name]
            if not had[-1].is_gone:
                had.append(AttributeStep(one.number, one.at, None, is_gone=True))
        shape.clear()
        shape.update(one.attributes)
    return {name: tuple(had) for name, had in steps.items()}


def _call(one: Sighting) -> str:
    return f"{one.method} {one.path.partition('?')[0]}"


def _differs(old: Any, new: Any) -> bool:
    return type(old) is not type(new) or old != new
