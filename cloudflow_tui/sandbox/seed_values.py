"""Plausible values for attributes, by their name and type, from `data/seed_values.json`.

The same seed, kind and number give the same value. Knows no objects: which ids may be pointed at is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, Final

from cloudflow_tui.sandbox.schema import DATA_FOLDER, Kind
from cloudflow_tui.sandbox.times import written
from cloudflow_tui.sandbox.words import spoken

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_ACRONYMS: Final = frozenset({"cdn", "crl", "dns", "ip", "ipsec", "nat", "nsx", "nsxt", "sdn", "vdc", "vpn"})
_POINTED: Final = 3
"""References point at the first few objects of a kind."""
_EMPTY: Final[Mapping[str, object]] = {
    "integer": 0, "number": 0.0, "boolean": False, "array": [], "string": None,
    "object": None, "datetime": None, "date": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """`data/seed_values.json`. A key is an attribute, or `kind.attribute` where one kind differs."""

    references: Mapping[str, str]
    """Attribute → kind it points at, where its name does not say so; "" for nothing here."""
    null: frozenset[str]
    values: Mapping[str, Any]
    """A list holds values that take turns."""
    true: frozenset[str]
    labels: Mapping[str, list[str]]
    """Kind → labels or names."""


@lru_cache(maxsize=1)
def load_names() -> Names:
    """The names that ship with the sandbox."""
    data = json.loads((DATA_FOLDER / "seed_values.json").read_text("utf-8"))
    return Names(
        references=data["references"],
        null=frozenset(data["null"]),
        values=data["values"],
        true=frozenset(data["true"]),
        labels=data["labels"],
    )


class Values:
    """Makes the value of an attribute.

    Args:
        now: The moment to count back from.
        count: Tells how many objects of a kind the seed has; 0 for a kind that has none.
    """

    def __init__(self, seed: int, now: datetime, count: Callable[[str], int]) -> None:
        self._names = load_names()
        self._seed = seed
        self._now = now
        self._count = count

    def identifier(self, *words: object) -> str:
        """14 lower-case letters and digits."""
        chance = Random("/".join(map(str, (self._seed, *words))))
        return "".join(chance.choices(LETTERS, k=14))

    def ago(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> str:
        """A moment before now, written."""
        return written(self._now - timedelta(days=days, hours=hours, seconds=seconds))

    def reference(self, kind: Kind, attribute: str, known: Mapping[str, Kind]) -> str | None:
        """The kind that an attribute points at, "" when it points nowhere, None when it is no reference."""
        if not attribute.endswith("_id"):
            return None
        for key in (f"{kind.name}.{attribute}", attribute):
            if key in self._names.references:
                return self._names.references[key]
        stem = attribute.removesuffix("_id")
        return stem if stem in known and known[stem].is_stored else ""

    def value(self, kind: Kind, attribute: str, index: int, known: Mapping[str, Kind]) -> object:
        """The value of an attribute of the object with that index, counted from 0."""
        names, type_ = self._names, kind.attributes[attribute]
        own = f"{kind.name}.{attribute}"
        if attribute in ("label", "name") and own not in names.values:
            return self._label(kind.name, index)
        if own in names.values:
            return self._filled(names.values[own], own, index)
        if own in names.null or attribute in names.null:
            return [] if type_ == "array" else None
        pointed = self.reference(kind, attribute, known)
        if pointed is not None:
            return self._pointer(pointed, type_, index)
        if attribute == "identifier" and type_ == "string":
            return self.identifier(kind.name, index)
        if type_ in ("datetime", "date"):
            return self._moment(attribute, type_, index)
        if type_ == "boolean":
            return attribute in names.true
        if attribute in names.values and self._suits(names.values[attribute], type_):
            return self._filled(names.values[attribute], own, index)
        empty = _EMPTY[type_]
        return list(empty) if isinstance(empty, list) else empty

    def _pointer(self, pointed: str, type_: str, index: int) -> object:
        count = self._count(pointed) if pointed else 0
        if not count:
            return None
        number = 1 + index % min(_POINTED, count)
        return str(number) if type_ == "string" else number

    def _label(self, kind: str, index: int) -> str:
        labels = self._names.labels.get(kind, [])
        if index < len(labels):
            return labels[index]
        words = (word.upper() if word.lower() in _ACRONYMS else word for word in spoken(kind).split())
        return f"{' '.join(words)} {index + 1}"

    def _moment(self, attribute: str, type_: str, index: int) -> str | None:
        days = max(1, 180 - 6 * index)
        if attribute in ("created_at", "activated_at", "built_at", "start_at"):
            moment = self.ago(days=days)
        elif attribute in (
            "updated_at",
            "called_in_at",
            "last_modified",
            "invalidated_at",
            "password_changed_at",
        ):
            moment = self.ago(days=days / 2)
        elif attribute in ("finish_at", "next_update"):
            moment = self.ago(days=-30 - index)
        else:
            return None
        return moment[:10] if type_ == "date" else moment

    @staticmethod
    def _suits(value: object, type_: str) -> bool:
        """Whether a value from the table fits the type that the catalog tells."""
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, list):
            return type_ == "array"
        if isinstance(first, dict):
            return type_ == "object"
        if isinstance(first, int | float):
            return type_ in ("integer", "number")
        return type_ == "string"

    def _filled(self, value: Any, own: str, index: int) -> object:
        if isinstance(value, list):
            value = value[index % len(value)]
        if isinstance(value, list):
            return [self._filled(item, own, index) for item in value]
        if not isinstance(value, str) or "{" not in value:
            return dict(value) if isinstance(value, dict) else value
        if value == "{mac}":
            chance = Random(f"{self._seed}/{own}/{index}")
            return "00:16:3e:" + ":".join(f"{chance.randrange(256):02x}" for _ in range(3))
        if value in ("{identifier}", "{password}"):
            return self.identifier(own, index)
        kind = own.partition(".")[0].replace("_", "-")
        return value.replace("{n}", str(index + 1)).replace("{kind}", kind)
