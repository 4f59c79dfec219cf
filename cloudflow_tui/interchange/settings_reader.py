"""Reads the settings of a billing module: which template, zone, role or plan a product was given.

Takes JSON, print_r, and lines such as `Template: 8`, `template_id=8`, `| Template | 8 |` or two columns apart
by a tab. Says what each setting is about by its name; knows no cloud and checks nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from cloudflow_tui.interchange.print_r import START, read_print_r

Kind = Literal[
    "template", "hypervisor_zone", "hypervisor", "data_store_zone", "data_store", "network_zone", "network",
    "role", "user_group", "billing_plan", "bucket", "memory", "disk", "swap", "cpus", "",
]  # fmt: skip
SIZES: Final = frozenset({"memory", "disk", "swap", "cpus"})
"""Kinds that are amounts; all others name objects of the cloud."""
MOST_SETTINGS: Final = 500
MOST_TEXT: Final = 1_000_000

_KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    ("template", r"(?:os|image|vm|vps|server|virtualserver)?templates?|operatingsystems?|os"),
    ("hypervisor_zone", r".*(?:hypervisor|compute|computeresource)s?(?:zone|group)s?"),
    ("data_store_zone", r".*datastores?(?:zone|group)s?(?:primary|swap)?"),
    ("network_zone", r".*(?:network)s?(?:zone|group)s?"),
    ("hypervisor", r"(?:default)?(?:hypervisors?|computeresources?|computenodes?)"),
    ("data_store", r"(?:primary|swap|default)?datastores?"),
    ("network", r"(?:primary|default)?networks?"),
    ("role", r"(?:user|default)?roles?"),
    ("user_group", r"(?:default)?usergroups?"),
    ("billing_plan", r"(?:default|user)?(?:billing)?plans?"),
    ("bucket", r"(?:default|user)?buckets?"),
    ("memory", r"(?:memory|ram)(?:size)?(?:mb)?"),
    ("disk", r"(?:primary)?disk(?:space|size)?(?:gb)?"),
    ("swap", r"swap(?:disk)?(?:space|size)?(?:gb)?"),
    ("cpus", r"cpus?|cpucores?|cores|vcpus?"),
)
"""Kind to the letters that its names consist of; the first that fits counts."""
_PAIR: Final = re.compile(
    r"^[ \t]*[-*|$\"'\[(]*[ \t]*(?P<name>[A-Za-z][\w .()/-]{0,60}?)[\"'\])]*[ \t]*"
    r"(?:=>|[:=|\t,;]| {2,})[ \t]*(?P<value>[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
_NUMBERED: Final = re.compile(r"config_?option[ _]?\d+", re.IGNORECASE)
_CHOICE: Final = re.compile(r"^\s*(\d+)\s*\|.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands in what was pasted."""

    name: str
    kind: Kind
    """What it is about; "" when its name does not tell."""
    values: tuple[str, ...]
    """Ids, names or an amount, as text; at least one."""

    @property
    def is_numbered(self) -> bool:
        """Whether it only has a number in the module, which does not tell what it is about."""
        return _NUMBERED.fullmatch(self.name.strip()) is not None


def read_settings(text: str) -> tuple[Setting, ...]:
    """The settings of a text, in their order; none when it has none.

    Empty values are left out, and so are those of names that tell nothing unless the module numbers them.
    """
    whole = text[:MOST_TEXT].removeprefix("\ufeff")
    pairs = _of_json(whole)
    if pairs is None:
        pairs = _of_print_r(whole)
    if pairs is None:
        pairs = [(found["name"], found["value"]) for found in _PAIR.finditer(whole)]
    made: list[Setting] = []
    for name, value in pairs[: MOST_SETTINGS * 4]:
        values = tuple(values_in(value))
        setting = Setting(" ".join(name.split()), kind_of(name), values)
        if values and (setting.kind or setting.is_numbered):
            made.append(setting)
    return tuple(dict.fromkeys(made))[:MOST_SETTINGS]


def kind_of(name: str) -> Kind:
    """What a setting is about, by its name; "" when that does not tell."""
    plain = re.sub(r"\([^)]*\)", "", name.lower())
    plain = re.sub(r"(?:^|[ _.-])ids?$", "", plain.strip())
    plain = re.sub(r"[^a-z]", "", plain.replace("_id", "").replace("group_ids", "group"))
    return next((kind for kind, words in _KINDS if re.fullmatch(words, plain)), "")


def values_in(value: str) -> Iterator[str]:
    """The ids, names or amounts of a value: `8`, `8|Debian 12`, `[1, 2]`, `"1,2"`."""
    text = value.strip().strip("|;,").strip().strip("\"'`").strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    choice = _CHOICE.match(text)
    if choice is not None:
        yield choice[1]
        return
    parts = text.split(",") if re.fullmatch(r"[\s\"'\d,]+", text) else [text]
    for part in parts:
        plain = part.strip().strip("\"'").strip()
        if plain and plain.lower() not in {"null", "none", "-", "0"}:
            yield plain[:200]


def _of_json(text: str) -> list[tuple[str, str]] | None:
    stripped = text.strip()
    if stripped[:1] not in ("{", "["):
        return None
    try:
        return list(_leaves(json.loads(stripped), "", 8))
    except (ValueError, RecursionError):
        return None


def _of_print_r(text: str) -> list[tuple[str, str]] | None:
    found = START.search(text)
    printed = read_print_r(text, found.start()) if found is not None else None
    return None if printed is None else list(_leaves(printed.value, "", 8))


def _leaves(value: object, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, str(key), depth - 1)
    elif isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        yield name, ",".join(str(one) for one in value)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, name, depth - 1)
    elif value is not None and not isinstance(value, bool):
        yield name, str(value)
