"""How an answer differs from what is known of it: unknown attributes, and known ones that are missing.

Looks at names only, at the first objects of a list. Knows no catalog: it is told the names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Drift:
    """What does not agree."""

    unknown: tuple[str, ...] = ()
    """Attributes of the answer that are not known, in the order of the answer."""
    missing: tuple[str, ...] = ()
    """Known attributes that no object has."""

    @property
    def words(self) -> str:
        """Such as `2 attributes not in the catalog: a, b; 1 missing: c`; "" when all agrees."""
        parts = []
        if self.unknown:
            noun = "attribute" if len(self.unknown) == 1 else "attributes"
            parts.append(f"{len(self.unknown)} {noun} not in the catalog: {', '.join(self.unknown)}")
        if self.missing:
            parts.append(f"{len(self.missing)} missing: {', '.join(self.missing)}")
        return "; ".join(parts)

    @property
    def brief(self) -> str:
        """Such as `2 not in the catalog, 1 known missing`; "" when all agrees."""
        unknown = f"{len(self.unknown)} not in the catalog" if self.unknown else ""
        noun = "" if unknown else " attribute" if len(self.missing) == 1 else " attributes"
        missing = f"{len(self.missing)} known{noun} missing" if self.missing else ""
        return ", ".join(part for part in (unknown, missing) if part)


def drift_of(
    data: Any, known: Iterable[str], root: str = "", *, expected: Iterable[str] | None = None
) -> Drift:
    """Compare the attributes of an answer with those that are known.

    Args:
        data: From `to_data`.
        known: Names of attributes; of nested ones, `roles[].id`, only the first step counts. None known means
            nothing can be told.
        root: The key around each object, when the answer has one.
        expected: Those of the known ones that are missed; all when None.
    """
    names = _first_steps(known)
    objects = list(_objects(data, root))
    if not names or not objects:
        return Drift()
    seen: dict[str, None] = {}
    for item in objects:
        seen.update(dict.fromkeys(item))
    unknown = tuple(name for name in seen if name not in names and not name.startswith(("@", "#")))
    missed = names if expected is None else _first_steps(expected)
    return Drift(unknown, tuple(sorted(missed - seen.keys())))


def _first_steps(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0].removesuffix("[]") for name in names} - {""}


def _objects(data: Any, root: str) -> Iterable[dict[str, Any]]:
    listed = data if isinstance(data, list) else [data]
    for item in listed[:_LOOKED_AT]:
        if not isinstance(item, dict):
            continue
        inner = item.get(root) if root else None
        if inner is None and len(item) == 1:
            inner = next(iter(item.values()))
        if isinstance(inner, list):
            yield from _objects(inner, root)
        elif isinstance(inner, dict):
            yield inner
        else:
            yield item
