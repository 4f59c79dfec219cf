"""Users, roles and permissions of the first objects. Knows no servers: what a user uses is handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Final

from cloudflow_tui.sandbox.permissions import IS_ALL
from cloudflow_tui.sandbox.schema import Schema
from cloudflow_tui.sandbox.seed_values import Values
from cloudflow_tui.sandbox.store import Object

LARGE_USERS: Final = 5_000

_HANDLED: Final = (
    "backups", "disks", "dns_zones", "firewall_rules", "network_interfaces", "ssh_keys",
    "virtual_machine_snapshots", "virtual_machines",
)  # fmt: skip
"""Resources of his own that every customer makes, changes and removes."""
_SEEN: Final = (
    "ip_addresses", "log_items", "payments", "schedules", "transactions", "users",
)  # fmt: skip
"""Resources of his own that every customer sees."""
_SHARED: Final = (
    "data_store_zones", "hypervisor_zones", "image_template_groups", "network_zones", "networks",
    "permissions", "templates", "version",
)  # fmt: skip
"""Resources that every customer may read."""
_BILLING: Final = ("buckets", "currencies", "payments", "user_groups", "users")
_VERBS: Final = ("create", "read", "update", "delete")
_FIRST: Final = (
    "Alma",
    "Bruno",
    "Carla",
    "Dario",
    "Edda",
    "Franz",
    "Greta",
    "Henri",
    "Ida",
    "Jan",
    "Klara",
    "Luca",
)
_LAST: Final = (
    "Adami",
    "Berg",
    "Conti",
    "Dahl",
    "Esposito",
    "Fischer",
    "Gallo",
    "Holm",
    "Ivers",
    "Jansen",
    "Klein",
)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the servers of one user take."""

    cpus: int = 0
    cpu_shares: int = 0
    memory: int = 0
    disk_size: int = 0
    addresses: tuple[Object, ...] = ()


class People:
    """Makes users, roles and permissions."""

    def __init__(
        self,
        schema: Schema,
        values: Values,
        rows: Mapping[str, list[Object]],
        is_large: bool,
        usage: Callable[[int], Usage],
    ) -> None:
        self._schema = schema
        self._values = values
        self._rows = rows
        self._is_large = is_large
        self._usage = usage

    @property
    def makers(self) -> Mapping[str, Callable[[], Iterable[Object]]]:
        return {
            "permission": self._permissions,
            "role": self._roles,
            "user": self._users,
            "bucket": self._buckets,
        }

    @property
    def count(self) -> int:
        """How many users there are."""
        return LARGE_USERS if self._is_large else len(self._rows["user"])

    @cached_property
    def _identifiers(self) -> tuple[str, ...]:
        """Every permission; the bare resource covers any action on it."""
        words = {self._schema.resource_of(plan) for plan in self._schema.plans.values()}
        words.update(_HANDLED, _SEEN, _SHARED, _BILLING)
        names = set(words)
        for word in words:
            names.update(f"{word}.{verb}" for verb in _VERBS)
        for word in (*_HANDLED, *_SEEN):
            names.update(f"{word}.{verb}.own" for verb in _VERBS[1:])
        return tuple(sorted(names))

    def _permissions(self) -> Iterator[Object]:
        for identifier in self._identifiers:
            yield {"identifier": identifier, "label": _spoken(identifier)}

    def _roles(self) -> Iterator[Object]:
        numbers = {identifier: number for number, identifier in enumerate(self._identifiers, 1)}
        counts = [0] * len(self._rows["role"])
        for user in self._people():
            for number in user["_role_ids"]:
                counts[number - 1] += 1
        for row, count in zip(self._rows["role"], counts, strict=True):
            granted = [name for name in self._identifiers if _is_granted(row["_grants"], name)]
            yield {
                "label": row["label"],
                "identifier": row["identifier"],
                "users_count": count,
                IS_ALL: row["_grants"] == "all",
                "_permission_ids": [numbers[name] for name in granted],
                "permissions": [
                    {"permission": {"id": numbers[name], "identifier": name, "label": _spoken(name)}}
                    for name in granted
                ],
            }

    def _buckets(self) -> Iterator[Object]:
        users = Counter(user["bucket_id"] for user in self._people())
        for number, row in enumerate(self._rows["bucket"], 1):
            yield {**row, "associated_with_users": users[number]}

    def _people(self) -> Iterator[Object]:
        return (self._person(number) for number in range(1, self.count + 1))

    def _person(self, number: int) -> Object:
        if number <= len(self._rows["user"]):
            return self._rows["user"][number - 1]
        first, last = _FIRST[number % len(_FIRST)], _LAST[number % len(_LAST)]
        login = f"{first}.{last}.{number}".lower()
        return {
            "login": login, "first_name": first, "last_name": last, "email": f"{login}@example.org",
            "user_group_id": 1, "bucket_id": 1 + number % 2 * 2, "_role_ids": [2], "time_zone": "UTC",
        }  # fmt: skip

    def _users(self) -> Iterator[Object]:
        return self.users_between(1, self.count + 1)

    @property
    def told(self) -> int:
        """How many users were written by hand."""
        return len(self._rows["user"])

    def users_between(self, start: int, end: int) -> Iterator[Object]:
        """Users from one number up to, but without, another."""
        for number in range(start, end):
            row = self._person(number)
            usage = self._usage(number)
            chance = Random(f"{row['login']}/{number}")
            total = round(chance.uniform(5, 400), 2) if usage.cpus else 0.0
            paid = round(total * chance.choice((0.5, 0.9, 1.0)), 2)
            days = max(10, 400 - 14 * number) if number < 30 else chance.randrange(5, 400)
            yield {
                **row,
                "status": row.get("status", "active"),
                "locale": row.get("locale", "en"),
                "monthly_price": self._rows["bucket"][row["bucket_id"] - 1]["monthly_price"],
                "payment_amount": paid,
                "outstanding_amount": round(total - paid, 2),
                "total_amount": total,
                "discount_due_to_free": 0.0,
                "total_amount_with_discount": total,
                "used_cpus": usage.cpus,
                "used_cpu_shares": usage.cpu_shares,
                "used_memory": usage.memory,
                "used_disk_size": usage.disk_size,
                "used_ip_addresses": list(usage.addresses),
                "memory_available": max(0, 131072 - usage.memory),
                "disk_space_available": max(0, 4096 - usage.disk_size),
                "created_at": self._values.ago(days=days),
                "activated_at": None
                if row.get("status") == "inactive"
                else self._values.ago(days=days - 0.1),
                "password_changed_at": self._values.ago(days=days / 2),
                "roles": [],
            }


def _spoken(identifier: str) -> str:
    """`virtual_machines.read.own` → `Read own virtual machines`."""
    resource, _, rest = identifier.partition(".")
    words = resource.replace("_", " ")
    verb, _, own = rest.partition(".")
    return f"{verb.capitalize() or 'Any action on'} {f'{own} {words}'.strip()}"


def _is_granted(grants: str, identifier: str) -> bool:
    resource, _, rest = identifier.partition(".")
    if grants == "all":
        return not rest
    if grants == "own":
        may_handle = resource in _HANDLED and (rest.endswith(".own") or rest == "create")
        may_see = (resource in _SEEN and rest == "read.own") or (resource in _SHARED and rest == "read")
        return may_handle or may_see
    if grants == "read":
        return rest == "read"
    return resource in _BILLING and rest in ("read", "update", "create")
