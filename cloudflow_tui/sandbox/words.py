"""Singular, plural and class names as the API spells them. Knows no endpoint."""

from __future__ import annotations

from functools import lru_cache

_UNCHANGED = ("media", "status", "dns", "nsx", "ids", "iops")


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """`users` → `user`, `ip_addresses` → `ip_address`; a word that is not in the plural stays."""
    if word.endswith(_UNCHANGED) or word.endswith(("ss", "us")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    """`user` → `users`, `ip_address` → `ip_addresses`; `media` stays."""
    if word.endswith("media"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "es" if word.endswith(("s", "x", "ch", "sh")) else word + "s"


@lru_cache(maxsize=4096)
def class_name(kind: str) -> str:
    """`virtual_machine` → `VirtualMachine`, as error texts and transactions name an object."""
    return "".join(part[:1].upper() + part[1:] for part in kind.split("_"))


@lru_cache(maxsize=4096)
def kind_of_class(name: str) -> str:
    """`VirtualMachine` → `virtual_machine`."""
    letters = [f"_{letter.lower()}" if letter.isupper() else letter for letter in name]
    return "".join(letters).lstrip("_")


def spoken(kind: str) -> str:
    """`virtual_machine` → `Virtual machine`, for labels of made-up objects."""
    return kind.replace("_", " ").strip().capitalize()
