"""What happened to the first servers: backups, transactions with their log, firewall rules, snapshots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from cloudflow_tui.sandbox.seed_cloud import Cloud, load_servers
from cloudflow_tui.sandbox.seed_values import Values
from cloudflow_tui.sandbox.store import Object

LARGE_TRANSACTIONS: Final = 100_000
_ACTIONS: Final = (
    "startup_virtual_machine", "stop_virtual_machine", "reboot_virtual_machine", "take_incremental_backup",
    "resize_disk",
)  # fmt: skip
_FAILURE: Final = "Remote server 10.10.1.51 refused the connection: No space left on device"


class Events:
    """Makes what follows from the life of the servers of a cloud."""

    def __init__(self, values: Values, cloud: Cloud, is_large: bool = False) -> None:
        self._is_large = is_large
        self._values = values
        self._cloud = cloud
        self._told = load_servers()

    @property
    def makers(self) -> Mapping[str, Callable[[], Iterable[Object]]]:
        return {
            "firewall_rule": self._firewall_rules,
            "backup": self._backups,
            "schedule": self._schedules,
            "transaction": self._all_transactions,
            "log_item": self._log_items,
            "virtual_machine_snapshot": self._snapshots,
            "recovery_point": self._recovery_points,
        }

    def _firewall_rules(self) -> Iterator[Object]:
        positions: dict[int, int] = {}
        for row in self._told["firewall_rule"]:
            server = row["vm"]
            positions[server] = positions.get(server, 0) + 1
            yield {
                **{name: value for name, value in row.items() if name != "vm"},
                "_in": [f"virtual_machine:{server}"],
                "position": positions[server],
                "network_interface_id": self._cloud.links_of[server][0].number,
                "protocol_type": None,
                "source_port": None,
                "destination_ip": None,
            }

    def _backups(self) -> Iterator[Object]:
        for row in self._told["backup"]:
            server = self._cloud.servers_of_disks[row["disk"] - 1]
            moment = self._values.ago(hours=row["hours"])
            yield {
                "_in": [f"virtual_machine:{server.number}"],
                "backup_server_id": 1 if server.store < 3 else 2,
                "backup_size": row["size"],
                "backup_type": row["backup_type"],
                "note": row["note"],
                "initiated": "manual" if row["backup_type"] == "normal" else "schedule",
                "target_type": "Disk",
                "target_id": row["disk"],
                "disk_id": row["disk"],
                "user_id": server.user,
                "built": True,
                "built_at": moment,
                "created_at": moment,
                "updated_at": moment,
            }

    def _schedules(self) -> Iterator[Object]:
        for row in self._told["schedule"]:
            server = self._cloud.servers_of_disks[row["disk"] - 1]
            yield {
                **{name: value for name, value in row.items() if name != "disk"},
                "_in": [f"disk:{row['disk']}", f"virtual_machine:{server.number}"],
                "target_type": "Disk",
                "target_id": row["disk"],
                "user_id": server.user,
                "start_at": self._values.ago(hours=-8),
                "schedule_logs": [],
            }

    def _transactions(self) -> Iterator[Object]:
        for number, row in enumerate(self._told["transaction"], 1):
            server = self._cloud.servers[row["vm"] - 1]
            begun = row["hours"] * 3600 + (0 if row["hours"] else row["seconds"])
            ended = begun - row["seconds"] if row["status"] in ("complete", "failed") else begun
            is_waiting = row["status"] in ("pending", "cancelled")
            yield {
                "_in": [f"virtual_machine:{server.number}"],
                "_log_id": number,
                "identifier": self._values.identifier("transaction", number),
                "action": row["action"],
                "status": row["status"],
                "user_id": server.user,
                "parent_id": server.number,
                "parent_type": "VirtualMachine",
                "associated_object_id": server.number,
                "associated_object_type": "VirtualMachine",
                "dependent_transaction_id": number - 1 if row["status"] == "pending" else None,
                "chain_id": number - 1 if row["status"] == "pending" else number,
                "params": {},
                "priority": 10,
                "pid": 20_000 + number if row["status"] == "running" else None,
                "allowed_cancel": is_waiting,
                "scheduled": row["action"] == "take_incremental_backup",
                "log_output": _log(row, server.label),
                "started_at": None if is_waiting else self._values.ago(seconds=begun - 1),
                "created_at": self._values.ago(seconds=begun),
                "updated_at": self._values.ago(seconds=ended),
            }

    def _all_transactions(self) -> Iterator[Object]:
        yield from self._transactions()
        yield from self.transactions_between(self.told + 1, LARGE_TRANSACTIONS + 1 if self._is_large else 0)

    @property
    def told(self) -> int:
        """How many transactions were written by hand."""
        return len(self._told["transaction"])

    def transactions_between(self, start: int, end: int) -> Iterator[Object]:
        """Old transactions from one number up to, but without, another."""
        servers, count = self._cloud.servers, LARGE_TRANSACTIONS
        for number in range(start, end):
            server = servers[number * 7 % len(servers)]
            moment = self._values.ago(seconds=30 * (count - number) + 60)
            yield {
                "_in": [f"virtual_machine:{server.number}"],
                "identifier": f"t{number:013d}",
                "action": _ACTIONS[number % len(_ACTIONS)],
                "status": "complete" if number % 50 else "failed",
                "user_id": server.user,
                "parent_id": server.number,
                "parent_type": "VirtualMachine",
                "associated_object_id": server.number,
                "associated_object_type": "VirtualMachine",
                "dependent_transaction_id": None,
                "chain_id": number,
                "params": {},
                "priority": 10,
                "pid": None,
                "allowed_cancel": False,
                "scheduled": False,
                "log_output": "Exit Code: 0\n",
                "started_at": moment,
                "created_at": moment,
                "updated_at": moment,
            }

    def _log_items(self) -> Iterator[Object]:
        for row in self._transactions():
            yield {
                "_in": row["_in"],
                "target_id": row["parent_id"],
                "target_type": row["parent_type"],
                "action": row["action"],
                "status": row["status"],
                "resource_diff_ids": [],
                "created_at": row["created_at"],
                "updated_at": row["updated_at"],
            }

    def _snapshots(self) -> Iterator[Object]:
        for row in self._told["virtual_machine_snapshot"]:
            yield {"virtual_machine_id": row["vm"], "name": row["name"], "is_built": True, "note": None}

    def _recovery_points(self) -> Iterator[Object]:
        for row in self._told["recovery_point"]:
            yield {"virtual_machine_id": row["vm"], "size": row["size"], "state": row["state"]}


def _log(row: Mapping[str, Any], label: str) -> str | None:
    """What the background worker wrote."""
    if row["status"] in ("pending", "cancelled"):
        return None
    lines = [f"Executing {row['action']} for {label}", "Remote Server: 10.10.1.11", "Status: Connected"]
    if row["status"] == "failed":
        lines += [f"Fatal: {_FAILURE}", "Result: failed"]
    elif row["status"] == "complete":
        lines += ["Exit Code: 0", f"Result: success after {row['seconds']} seconds"]
    return "\n".join(lines) + "\n"
