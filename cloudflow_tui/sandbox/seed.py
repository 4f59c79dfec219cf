"""The first objects of a sandbox: a hosting company's cloud, by hand where people look, plausible elsewhere.

`Seeder` is called by the store once a kind, when that kind is first asked for. The same seed, size and
moment give the same objects. Writes nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import Any, Final, Literal

from cloudflow_tui.sandbox.bulk import Bulk
from cloudflow_tui.sandbox.schema import ALL, CONTAINED, DATA_FOLDER, Kind, Schema
from cloudflow_tui.sandbox.seed_cloud import Cloud
from cloudflow_tui.sandbox.seed_events import LARGE_TRANSACTIONS, Events
from cloudflow_tui.sandbox.seed_people import People
from cloudflow_tui.sandbox.seed_values import Values
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.words import class_name

Size = Literal["small", "large"]

FIXED_NOW: Final = datetime(2026, 3, 1, 9, 15, tzinfo=UTC)
"""The moment a seed counts back from when none is given."""
FILES: Final = ("seed_people.json", "seed_cloud.json", "seed_templates.json", "seed_buckets.json")
_TARGETS: Final = (
    ("target_type", "target_id"),
    ("target_join_type", "target_join_id"),
    ("source_type", "source_id"),
)
"""Attributes that together name an object of any kind."""
_LOOSE: Final = 3
"""Objects of a kind without parents."""
_NESTED: Final = 6
"""Objects of a kind with parents: two below each of the first three."""


@lru_cache(maxsize=1)
def load_rows() -> Mapping[str, list[Object]]:
    """Kind → objects written by hand, with the attributes that matter; ids count from 1."""
    rows: dict[str, list[Object]] = {}
    for name in FILES:
        rows.update(json.loads((DATA_FOLDER / name).read_text("utf-8")))
    return rows


class Seeder:
    """Gives the first objects of each kind.

    Args:
        seed: Another one gives other identifiers and passwords.
        size: "large" has thousands of servers and users.
        now: The moment to count back from.
    """

    def __init__(
        self, schema: Schema, seed: int = 1, size: Size = "small", now: datetime | None = None
    ) -> None:
        self.schema = schema
        self._rows = load_rows()
        self._values = Values(seed, now or FIXED_NOW, self.count)
        self._is_large = size == "large"
        self._counts: dict[str, int] = {}
        self._shared: dict[str, tuple[Object, tuple[str, ...]]] = {}

    @cached_property
    def _makers(self) -> tuple[Cloud, People, Events]:
        cloud = Cloud(self._values, self._rows, self._is_large, lambda: people.count)
        people = People(self.schema, self._values, self._rows, self._is_large, cloud.usage)
        return cloud, people, Events(self._values, cloud, self._is_large)

    @cached_property
    def _made(self) -> Mapping[str, Callable[[], Iterable[Object]]]:
        """Kind → maker of its objects, for those that follow from each other."""
        cloud, people, events = self._makers
        return {**people.makers, **cloud.makers, **events.makers}

    @cached_property
    def bulks(self) -> Mapping[str, Bulk]:
        """Kind → those of its objects that are made by number and take long; none in a small seed."""
        if not self._is_large:
            return {}
        _, people, events = self._makers
        users = partial(self._between, "user", people.users_between)
        transactions = partial(self._between, "transaction", events.transactions_between)
        return {
            "user": Bulk(people.told + 1, people.count, users),
            "transaction": Bulk(events.told + 1, LARGE_TRANSACTIONS, transactions, is_newest_first=True),
        }

    def _between(
        self, kind: str, given: Callable[[int, int], Iterable[Object]], start: int, end: int
    ) -> Iterator[Object]:
        known = self.schema.kinds[kind]
        for number, row in zip(range(start, end), given(start, end), strict=True):
            yield self._complete(known, number - 1, row)

    def first(self, kind: str) -> Iterator[Object]:
        """The objects of a kind without those that stand in `bulks`."""
        bulk = self.bulks.get(kind)
        return self(kind) if bulk is None else islice(self(kind), bulk.first - 1)

    def __call__(self, kind: str) -> Iterator[Object]:
        """The objects of a kind with every attribute the catalog knows, ids set, rising."""
        known = self.schema.kinds.get(kind)
        if known is None or not known.is_stored:
            return
        for index, given in enumerate(self._given(kind)):
            yield self._complete(known, index, given)

    def count(self, kind: str) -> int:
        """How many objects of a kind the seed has."""
        found = self._counts.get(kind)
        if found is None and kind in self.bulks:
            found = self._counts[kind] = self.bulks[kind].last
        if found is None:
            self._counts[kind] = _NESTED
            known = self.schema.kinds.get(kind)
            found = sum(1 for _ in self._given(kind)) if known is not None and known.is_stored else 0
            self._counts[kind] = found
        return found

    def pointed_kind(self, kind: Kind, attribute: str) -> str:
        """The kind that an attribute points at, "" when it is no reference or names its kind elsewhere."""
        return self._values.reference(kind, attribute, self.schema.kinds) or ""

    def _given(self, kind: str) -> Iterable[Object]:
        if kind in self._made:
            return self._made[kind]()
        if kind in self._rows:
            return self._rows[kind]
        parents = self.schema.kinds[kind].parents
        is_nested = any(relation != ALL for relation in parents.values())
        return ({} for _ in range(_NESTED if is_nested else _LOOSE))

    def _common(self, kind: Kind) -> tuple[Object, tuple[str, ...]]:
        """Values that all objects of a kind share, and the names of those that differ."""
        found = self._shared.get(kind.name)
        if found is None:
            first, second = ({n: self._value(kind, n, index) for n in kind.attributes} for index in (0, 1))
            differing = (n for n in first if first[n] != second[n] or isinstance(first[n], list | dict))
            found = self._shared[kind.name] = (first, tuple(differing))
        return found

    def _value(self, kind: Kind, name: str, index: int) -> object:
        return self._values.value(kind, name, index, self.schema.kinds)

    def _complete(self, kind: Kind, index: int, given: Mapping[str, Any]) -> Object:
        common, differing = self._common(kind)
        row: Object = dict(common)
        for name in differing:
            if name not in given:
                row[name] = self._value(kind, name, index)
        row["id"] = index + 1
        if "updated_at" in row and "created_at" in given:
            row["updated_at"] = given["created_at"]
        if "hostname" in row and isinstance(row.get("label"), str):
            row["hostname"] = row["label"].lower().replace(" ", "-")
        self._place(kind, index, row, given)
        row.update(given)
        return row

    def _place(self, kind: Kind, index: int, row: Object, given: Mapping[str, Any]) -> None:
        """Put an object below its parents: by the attribute that names one, else by `_in`."""
        containers = []
        for parent, relation in kind.parents.items():
            is_empty_by_hand = (kind.name in self._made or kind.name in self._rows) and row.get(
                relation, 0
            ) is None
            if relation == ALL or relation in given or is_empty_by_hand:
                continue
            count = self.count(parent)
            if not count:
                continue
            number = 1 + (index // 2) % min(3, count)
            if relation == CONTAINED:
                containers.append(f"{parent}:{number}")
            else:
                row[relation] = number
        if containers and "_in" not in given:
            row["_in"] = containers
        target = next(iter(given.get("_in", containers)), "virtual_machine:1")
        for type_name, id_name in _TARGETS:
            if type_name in row and row.get(id_name, 0) is None:
                parent, _, text = target.partition(":")
                row[type_name], row[id_name] = class_name(parent), int(text)
