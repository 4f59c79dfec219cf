"""Users, servers, disks and transactions over thousands of steps, beside a plain model: they always agree.

Every run draws other steps; the model knows only what the rules say, and nothing of the sandbox.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.sandbox.cloud import CloudForTests

CLOUD = CloudForTests()
"""Made once: a snapshot brings its first state back."""
for _kind in ("user", "virtual_machine", "disk", "transaction", "ip_address", "ip_address_join", "log_item"):
    CLOUD.store.ensure(_kind)
FIRST = CLOUD.store.snapshot()
STEPS = int(os.environ.get("CLOUDFLOW_MACHINE_STEPS", "2000"))
"""In all; more in a long run."""
POWER = {"startup": True, "stop": False, "shutdown": False, "reboot": True}
NEW = {"template_id": 1, "hostname": "x", "memory": 1024, "cpus": 1, "cpu_shares": 50}


class CloudMachine(RuleBasedStateMachine):
    """Steps on the sandbox and on the model."""

    users = Bundle("users")
    servers = Bundle("servers")
    disks = Bundle("disks")

    def __init__(self) -> None:
        super().__init__()
        CLOUD.store.restore(FIRST)
        self.logins: dict[int, str] = {}
        """Id of a user → status."""
        self.machines: dict[int, dict[str, Any]] = {}
        self.sizes: dict[int, tuple[int, int, bool]] = {}
        """Id of a disk → server, size, whether it is locked."""
        self.due: list[tuple[str, int, dict[str, Any]]] = []
        """Open work in its order: kind, id, what it changes."""
        self.count = 0

    @initialize(target=servers)
    def settle(self) -> int:
        """Let the work of the first objects end; one server is there from the start."""
        CLOUD.wait(60)
        CLOUD.call("GET", "/version.json")
        return self.make_machine(is_started=False, size=10)

    def is_busy(self, kind: str, number: int) -> bool:
        return any((kind, number) == work[:2] for work in self.due)

    @rule(target=users)
    def make_user(self) -> int:
        self.count += 1
        login = f"user{self.count}"
        body = {"user": {"login": login, "email": f"{login}@example.com", "password": "secret1"}}
        status, data = CLOUD.call("POST", "/users.json", body)
        assert status == 201
        assert CLOUD.call("POST", "/users.json", body)[0] == 422
        self.logins[data["user"]["id"]] = "active"
        return int(data["user"]["id"])

    @rule(user=users, word=st.sampled_from(["suspend", "activate"]))
    def change_user(self, user: int, word: str) -> None:
        status, _ = CLOUD.call("POST", f"/users/{user}/{word}.json")
        assert status == (200 if user in self.logins else 404)
        if user in self.logins:
            self.logins[user] = "suspended" if word == "suspend" else "active"

    @rule(user=users)
    def delete_user(self, user: int) -> None:
        """Marked first, erased then; its servers go at once."""
        status, _ = CLOUD.call("DELETE", f"/users/{user}.json")
        assert status == (204 if user in self.logins else 404)
        if user in self.logins:
            for number in [n for n, machine in self.machines.items() if machine["user"] == user]:
                self.forget(number)
        if self.logins.get(user) == "deleted":
            del self.logins[user]
        elif user in self.logins:
            self.logins[user] = "deleted"

    @rule(target=servers, is_started=st.booleans(), size=st.integers(5, 60))
    def make_server(self, is_started: bool, size: int) -> int:
        return self.make_machine(is_started=is_started, size=size)

    def make_machine(self, *, is_started: bool, size: int) -> int:
        values = {
            **NEW, "label": "x", "primary_disk_size": size, "required_virtual_machine_startup": is_started,
            "required_ip_address_assignment": 0,
        }  # fmt: skip
        status, data = CLOUD.call("POST", "/virtual_machines.json", {"virtual_machine": values})
        assert status == 201
        number = int(data["virtual_machine"]["id"])
        self.machines[number] = {"user": 1, "booted": False, "built": False, "suspended": False}
        disk = CLOUD.call("GET", f"/virtual_machines/{number}/disks.json")[1][0]["disk"]["id"]
        self.sizes[disk] = (number, size, False)
        self.due.append(("virtual_machine", number, {"built": True}))
        if is_started:
            self.due.append(("virtual_machine", number, {"booted": True}))
        return number

    @rule(server=servers, user=users)
    def hand_over(self, server: int, user: int) -> None:
        path = f"/virtual_machines/{server}/change_owner.json"
        status, _ = CLOUD.call("POST", path, {"user_id": user})
        assert status == (201 if server in self.machines and user in self.logins else 404)
        if status == 201:
            self.machines[server]["user"] = user

    @rule(server=servers, action=st.sampled_from(sorted(POWER)))
    def power(self, server: int, action: str) -> None:
        status, _ = CLOUD.call("POST", f"/virtual_machines/{server}/{action}.json")
        machine = self.machines.get(server)
        if machine is None:
            assert status == 404
            return
        is_refused = POWER[action] and (machine["suspended"] or not machine["built"])
        if self.is_busy("virtual_machine", server) or is_refused:
            assert status == 422
            return
        assert status == 201
        self.due.append(("virtual_machine", server, {"booted": POWER[action]}))

    @rule(server=servers)
    def suspend(self, server: int) -> None:
        status, data = CLOUD.call("POST", f"/virtual_machines/{server}/suspend.json")
        machine = self.machines.get(server)
        if machine is None:
            assert status == 404
            return
        machine["suspended"] = not machine["suspended"]
        assert (status, data["virtual_machine"]["suspended"]) == (201, machine["suspended"])
        self.due.append(("virtual_machine", server, {"booted": False}))

    @rule(server=servers)
    def delete_server(self, server: int) -> None:
        status, _ = CLOUD.call("DELETE", f"/virtual_machines/{server}.json")
        assert status == (204 if server in self.machines else 404)
        if server in self.machines:
            self.forget(server)

    def forget(self, server: int) -> None:
        del self.machines[server]
        gone = {disk for disk, (holder, _, _) in self.sizes.items() if holder == server}
        self.sizes = {disk: held for disk, held in self.sizes.items() if disk not in gone}
        self.due = [
            work
            for work in self.due
            if work[:2] != ("virtual_machine", server) and not (work[0] == "disk" and work[1] in gone)
        ]

    @rule(target=disks, server=servers, size=st.integers(1, 50))
    def add_disk(self, server: int, size: int) -> int:
        body = {"disk": {"disk_size": size, "data_store_id": 1}}
        status, data = CLOUD.call("POST", f"/virtual_machines/{server}/disks.json", body)
        if server not in self.machines:
            assert status == 404
            return 0
        assert status == 201
        number = int(data["disk"]["id"])
        self.sizes[number] = (server, size, True)
        self.due.append(("disk", number, {}))
        return number

    @rule(disk=disks, size=st.integers(1, 50))
    def resize_disk(self, disk: int, size: int) -> None:
        status, _ = CLOUD.call("PUT", f"/settings/disks/{disk}.json", {"disk": {"disk_size": size}})
        if disk not in self.sizes:
            assert status == 404
        elif self.is_busy("disk", disk):
            assert status == 422
        else:
            assert status == 204
            self.sizes[disk] = (self.sizes[disk][0], size, True)
            self.due.append(("disk", disk, {}))

    @rule(disk=disks)
    def delete_disk(self, disk: int) -> None:
        status, _ = CLOUD.call("DELETE", f"/settings/disks/{disk}.json")
        if disk not in self.sizes:
            assert status == 404
        elif self.is_busy("disk", disk):
            assert status == 422
        else:
            assert status == 204
            del self.sizes[disk]

    @rule()
    def let_everything_end(self) -> None:
        CLOUD.wait(10_000)
        for kind, number, change in self.due:
            if kind == "virtual_machine":
                self.machines[number].update(change)
        self.due.clear()

    @invariant()
    def servers_agree(self) -> None:
        for number, machine in self.machines.items():
            found = CLOUD.call("GET", f"/virtual_machines/{number}.json")[1]["virtual_machine"]
            assert found["user_id"] == machine["user"]
            assert found["locked"] is self.is_busy("virtual_machine", number)
            if not found["locked"]:
                for name in ("booted", "built", "suspended"):
                    assert found[name] is machine[name]
            sizes = [size for holder, size, _ in self.sizes.values() if holder == number]
            assert found["total_disk_size"] == sum(sizes)

    @invariant()
    def users_agree(self) -> None:
        for number, status in self.logins.items():
            assert CLOUD.call("GET", f"/users/{number}.json")[1]["user"]["status"] == status

    @invariant()
    def transactions_agree(self) -> None:
        rows = [row["transaction"] for row in CLOUD.call("GET", "/transactions.json?per_page=200")[1]]
        at_work = {
            (row["associated_object_type"], row["associated_object_id"])
            for row in rows
            if row["status"] in ("pending", "running")
        }
        for kind, number in {work[:2] for work in self.due}:
            assert ("VirtualMachine" if kind == "virtual_machine" else "Disk", number) in at_work


TestCloudMachine = CloudMachine.TestCase
TestCloudMachine.settings = settings(
    max_examples=STEPS // 30,
    stateful_step_count=50,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
