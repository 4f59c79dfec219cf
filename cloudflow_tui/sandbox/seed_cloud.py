"""Servers and what hangs on them: disks, interfaces, nets and addresses, so that they fit together.

Everything follows from a list of servers, by hand in `data/seed_servers.json`, or thousands made by rule.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import ip_address, ip_network
from typing import Any, Final

from cloudflow_tui.sandbox.schema import DATA_FOLDER
from cloudflow_tui.sandbox.seed_people import Usage
from cloudflow_tui.sandbox.seed_values import Values
from cloudflow_tui.sandbox.store import Object

LARGE_SERVERS: Final = 2_000

_STATES: Final[Mapping[str, Object]] = {
    "running": {"booted": True, "built": True},
    "stopped": {"booted": False, "built": True},
    "locked": {"booted": True, "built": True, "locked": True},
    "suspended": {"booted": False, "built": True, "suspended": True},
    "recovery": {"booted": True, "built": True, "recovery_mode": True},
    "building": {"booted": False, "built": False, "locked": True, "state": "new"},
}
_INNER: Final = (
    "address",
    "netmask",
    "gateway",
    "broadcast",
    "network_address",
    "network_id",
    "ip_range_id",
    "free",
)
"""What a server shows of its addresses."""
_PLACES: Final = ((1, 1, 1), (2, 2, 1), (3, 3, 3), (4, 3, 3), (5, 4, 4))
"""Compute resource, data store and network that belong together."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server of the list; numbers are ids."""

    number: int
    label: str
    user: int
    template: int
    hypervisor: int
    store: int
    networks: tuple[int, ...]
    cpus: int
    memory: int
    disks: tuple[int, ...]
    """Sizes in GB: the primary one, swap where the system takes it, then data."""
    state: str
    days: float
    vapp: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An interface of a server with its address."""

    number: int
    server: Server
    network: int
    position: int
    address: int
    """Id of the address."""


@lru_cache(maxsize=1)
def load_servers() -> Mapping[str, list[Any]]:
    """`data/seed_servers.json`: servers by hand, and what happened to them."""
    rows: dict[str, list[Any]] = json.loads((DATA_FOLDER / "seed_servers.json").read_text("utf-8"))
    return rows


class Cloud:
    """Makes servers and all that belongs to them."""

    def __init__(
        self, values: Values, rows: Mapping[str, list[Object]], is_large: bool, user_count: Callable[[], int]
    ) -> None:
        self._values = values
        self._rows = rows
        self._is_large = is_large
        self._user_count = user_count
        self._told = load_servers()

    @property
    def makers(self) -> Mapping[str, Callable[[], Iterable[Object]]]:
        return {
            "hypervisor": self._hypervisors,
            "data_store": self._data_stores,
            "virtual_machine": self._virtual_machines,
            "disk": self._disks,
            "network_interface": self._network_interfaces,
            "ip_net": lambda: self._nets,
            "ip_range": lambda: self._ranges,
            "ip_address": lambda: self.addresses,
            "ip_address_join": self._joins,
            "relation_group_template": self._templates_in_groups,
        }

    @cached_property
    def servers(self) -> list[Server]:
        """All servers by rising id."""
        servers = []
        for number, row in enumerate(self._told["virtual_machine"], 1):
            told = {**row, "disks": tuple(row["disks"]), "networks": tuple(row["networks"])}
            servers.append(Server(number=number, **told))
        if self._is_large:
            servers.extend(self._made_up(n) for n in range(len(servers) + 1, LARGE_SERVERS + 1))
        return servers

    def _made_up(self, number: int) -> Server:
        hypervisor, store, network = _PLACES[number % len(_PLACES)]
        size = number % 4
        return Server(
            number=number,
            label=f"{('web', 'db', 'cache', 'worker', 'mail')[number % 5]}-{number:04d}",
            user=1 + number * 7 % self._user_count(),
            template=1 + number % 3,
            hypervisor=hypervisor,
            store=store,
            networks=(network,),
            cpus=1 << size,
            memory=1024 << size,
            disks=(20 << size, 2),
            state="running" if number % 11 else "stopped",
            days=1 + number % 700,
        )

    @cached_property
    def servers_of_disks(self) -> list[Server]:
        """The server of each disk, by the disk's id - 1."""
        return [server for server in self.servers for _ in server.disks]

    @cached_property
    def _servers_of(self) -> Mapping[int, list[Server]]:
        owned: dict[int, list[Server]] = defaultdict(list)
        for server in self.servers:
            owned[server.user].append(server)
        return owned

    def usage(self, user: int) -> Usage:
        """What the servers of a user take."""
        owned = self._servers_of.get(user, [])
        return Usage(
            cpus=sum(server.cpus for server in owned),
            cpu_shares=50 * len(owned),
            memory=sum(server.memory for server in owned),
            disk_size=sum(sum(server.disks) for server in owned),
            addresses=tuple(
                {"ip_address": {"id": link.address, "address": self.addresses[link.address - 1]["address"]}}
                for server in owned
                for link in self.links_of[server.number]
            ),
        )

    def _hypervisors(self) -> Iterator[Object]:
        for number, row in enumerate(self._rows["hypervisor"], 1):
            servers = [server for server in self.servers if server.hypervisor == number]
            running = sum(server.memory for server in servers if _STATES[server.state]["booted"])
            total, is_online = row["total_mem"], row.get("online", True)
            yield {
                **row,
                "host": f"{row['label']}.example.net",
                "cpus": 2,
                "total_cpus": row["cpu_cores"],
                "used_cpu_resources": sum(server.cpus for server in servers),
                "total_memory": total,
                "free_mem": max(0, total - running),
                "free_memory": max(0, total - running),
                "memory_allocated_by_running_vms": running,
                "total_memory_allocated_by_vms": sum(server.memory for server in servers),
                "called_in_at": self._values.ago(seconds=20) if is_online else self._values.ago(days=3),
            }

    def _data_stores(self) -> Iterator[Object]:
        for number, row in enumerate(self._rows["data_store"], 1):
            sizes = (sum(server.disks) for server in self.servers if server.store == number)
            yield {**row, "usage": sum(sizes)}

    def _templates_in_groups(self) -> Iterator[Object]:
        templates = self._rows["image_template"]
        for group in range(1, len(self._rows["image_template_group"]) + 1):
            for number, template in enumerate(templates, 1):
                if group in template["_groups"]:
                    inner = {"id": number, "label": template["label"], "version": template["version"]}
                    yield {
                        "template_id": number,
                        "image_template_group_id": group,
                        "price": 12.0 if template["operating_system"] == "windows" else 0.0,
                        "image_template": inner,
                    }

    def _template(self, server: Server) -> Object:
        return self._rows["image_template"][server.template - 1]

    def _virtual_machines(self) -> Iterator[Object]:
        for server in self.servers:
            template = self._template(server)
            price = round(0.004 * server.cpus + 0.000002 * server.memory + 0.0001 * sum(server.disks), 4)
            addresses = [self.addresses[link.address - 1] for link in self.links_of[server.number]]
            yield {
                "identifier": self._values.identifier("server", server.number),
                "label": server.label,
                "hostname": server.label,
                "user_id": server.user,
                "hypervisor_id": server.hypervisor,
                "template_id": server.template,
                "template_label": template["label"],
                "template_version": template["version"],
                "operating_system": template["operating_system"],
                "operating_system_distro": template["operating_system_distro"],
                "memory": server.memory,
                "cpus": server.cpus,
                "min_disk_size": template["min_disk_size"],
                "total_disk_size": sum(server.disks),
                "monthly_bandwidth_used": round(server.number * 37.5 % 900, 1),
                "price_per_hour": price,
                "price_per_hour_powered_off": round(price / 2, 4),
                "suspended": False, "locked": False, "recovery_mode": False, "state": "delivered",
                **_STATES[server.state],
                "vapp_id": server.vapp,
                "ip_addresses": [{"ip_address": _shown(address)} for address in addresses],
                "created_at": self._values.ago(days=server.days, seconds=95),
                "updated_at": self._values.ago(days=server.days / 12),
            }  # fmt: skip

    def _disks(self) -> Iterator[Object]:
        number = 0
        for server in self.servers:
            takes_swap = self._template(server)["operating_system"] != "windows"
            for position, size in enumerate(server.disks):
                number += 1
                is_swap = position == 1 and takes_swap
                yield {
                    "identifier": self._values.identifier("disk", number),
                    "label": ("system", "swap")[position] if position < 1 or is_swap else f"data {position}",
                    "virtual_machine_id": server.number,
                    "data_store_id": server.store,
                    "disk_size": size,
                    "disk_vm_number": position + 1,
                    "primary": position == 0,
                    "is_swap": is_swap,
                    "built": server.state != "building",
                    "locked": server.state in ("building", "locked"),
                    "mounted": position > 1,
                    "mount_point": "/mnt/data" if position > 1 else None,
                    "file_system": None if is_swap else "ext4",
                    "created_at": self._values.ago(days=server.days, seconds=90),
                    "updated_at": self._values.ago(days=server.days / 12),
                }

    @cached_property
    def links_of(self) -> Mapping[int, list[Link]]:
        """Interfaces by server; an interface, its address join and their order share one number."""
        free: dict[int, Iterator[int]] = {}
        links: dict[int, list[Link]] = {}
        number = 0
        for server in self.servers:
            links[server.number] = []
            for position, network in enumerate(server.networks):
                number += 1
                if network not in free:
                    free[network] = iter(self._ids_in[network])
                links[server.number].append(Link(number, server, network, position, next(free[network])))
        return links

    @property
    def links(self) -> Iterator[Link]:
        return (link for links in self.links_of.values() for link in links)

    def _network_interfaces(self) -> Iterator[Object]:
        for link in self.links:
            yield {
                "identifier": self._values.identifier("interface", link.number),
                "label": f"eth{link.position}",
                "virtual_machine_id": link.server.number,
                "network_join_id": link.network,
                "primary": link.position == 0,
                "usage": None,
                "created_at": self._values.ago(days=link.server.days, seconds=80),
                "updated_at": self._values.ago(days=link.server.days, seconds=70),
            }

    def _joins(self) -> Iterator[Object]:
        for link in self.links:
            yield {
                "ip_address_id": link.address,
                "network_interface_id": link.number,
                "virtual_machine_id": link.server.number,
                "ip_address": _shown(self.addresses[link.address - 1]),
                "created_at": self._values.ago(days=link.server.days, seconds=60),
                "updated_at": self._values.ago(days=link.server.days, seconds=60),
            }

    @cached_property
    def _nets(self) -> list[Object]:
        nets = [{**row, "ipv4": True, "kind": "public"} for row in self._rows["ip_net"]]
        if self._is_large:
            for network in (1, 3, 4):
                base = f"10.{63 + network}"
                nets.append({
                    "label": f"Wide {network}", "network_id": network, "network_address": f"{base}.0.0",
                    "network_mask": 16, "default_gateway": f"{base}.0.1", "ipv4": True, "kind": "private",
                })  # fmt: skip
        labels = [row["label"] for row in self._rows["network"]]
        for net in nets:
            net["network"] = {"id": net["network_id"], "label": labels[net["network_id"] - 1]}
        return nets

    @cached_property
    def _ranges(self) -> list[Object]:
        ranges = list(self._rows["ip_range"])
        for number, net in enumerate(self._nets[len(ranges) :], len(ranges) + 1):
            head = net["network_address"].removesuffix(".0.0")
            ranges.append({
                "_in": [f"ip_net:{number}"], "start_address": f"{head}.0.2", "end_address": f"{head}.15.254",
                "default_gateway": net["default_gateway"],
            })  # fmt: skip
        return [
            {**row, "ipv4": True, "ip_net": {"id": net, "label": self._nets[net - 1]["label"]}}
            for net, row in enumerate(ranges, 1)
        ]

    @cached_property
    def _ids_in(self) -> Mapping[int, list[int]]:
        """Ids of addresses by network, in the order in which servers get them."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, address in enumerate(self._bare_addresses, 1):
            found[address["network_id"]].append(number)
        return found

    @cached_property
    def _bare_addresses(self) -> list[Object]:
        addresses: list[Object] = []
        for number, (net, span) in enumerate(zip(self._nets, self._ranges, strict=True), 1):
            network = ip_network(f"{net['network_address']}/{net['network_mask']}")
            common = {
                "netmask": str(network.netmask),
                "broadcast": str(network.broadcast_address),
                "network_address": net["network_address"],
                "gateway": net["default_gateway"],
                "prefix": net["network_mask"],
                "network_id": net["network_id"],
                "ip_net_id": number,
                "ip_range_id": number,
            }
            first, last = int(ip_address(span["start_address"])), int(ip_address(span["end_address"]))
            addresses += ({"address": str(ip_address(value)), **common} for value in range(first, last + 1))
        return addresses

    @cached_property
    def addresses(self) -> list[Object]:
        """All addresses by rising id, taken and free."""
        addresses = [{**row, "free": True, "user_id": None, "primary": None} for row in self._bare_addresses]
        for link in self.links:
            addresses[link.address - 1].update(
                free=False, user_id=link.server.user, primary=link.position == 0
            )
        for number, address in enumerate(addresses, 1):
            address["id"] = number
        return addresses


def _shown(address: Object) -> Object:
    """An address as it stands inside a server or a join."""
    return {name: address[name] for name in ("id", *_INNER)}
