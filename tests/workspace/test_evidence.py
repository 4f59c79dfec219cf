"""Evidence for explanations: on a sandbox that makes the real situation, each line with how it is known."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cloudflow_tui.exchange import Exchange, FailureKind, Outcome
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.evidence import Evidence, is_stopped, known_evidence
from cloudflow_tui.workspace.evidence_reads import proposed_reads, read_evidence
from tests.transport.nasty_server import Route, nasty_server, reset, says, whole


@pytest.fixture
async def workspace(sandbox: SandboxAddress, home: Path) -> AsyncIterator[Workspace]:
    async with opened(sandbox.url, home, sandbox.login, sandbox.password) as workspace:
        yield workspace


def opened(url: str, home: Path, login: str = "ann", password: str = "x") -> Workspace:
    environ = {"CLOUDFLOW_HOME": str(home), "PW": password}
    profile = Profile("lab", url, login=login, secret=SecretPlace("env", "PW"))
    return Workspace.open(profile, paths=app_paths(environ), environ=environ)


async def call(workspace: Workspace, method: str, path: str, **values: object) -> Exchange:
    draft = workspace.draft_call(method, path, format="json", given=values)
    for name, value in values.items():
        draft.set(name, value)
    return await workspace.send(draft, anyway=True, confirmed=True)


def texts(found: tuple[Evidence, ...]) -> str:
    return "\n".join(f"{one.text} ({one.how})" for one in found)


async def make_user(workspace: Workspace, login: str) -> int:
    exchange = await call(
        workspace, "POST", "/users", login=login, email=f"{login}@example.net", password="Geheim-2026"
    )
    assert exchange.status == 201
    assert exchange.response is not None
    import json

    return int(json.loads(exchange.response.body.read(100_000))["user"]["id"])


async def test_an_object_that_was_deleted_earlier(workspace: Workspace) -> None:
    number = await make_user(workspace, "gone-one")
    for _ in range(2):
        gone = await call(workspace, "DELETE", f"/users/{number}")
        assert gone.status == 204
    exchange = await call(workspace, "GET", f"/users/{number}")
    assert exchange.status == 404
    said = texts(known_evidence(workspace, exchange))
    assert "The catalog knows the address" in said
    assert f"/users/{number} was deleted on" in said
    assert f"(history #{gone.number})" in said


async def test_numbers_that_begin_alike_are_other_objects(workspace: Workspace) -> None:
    number = await make_user(workspace, "alike-one")
    await call(workspace, "GET", f"/users/{number}")
    exchange = await call(workspace, "GET", f"/users/{number}999")
    assert "was there" not in texts(known_evidence(workspace, exchange))


async def test_each_parent_is_read_on_consent(workspace: Workspace) -> None:
    exchange = await call(workspace, "DELETE", "/virtual_machines/1/disks/99999")
    assert exchange.status == 404
    before = workspace.history.count()
    reads = proposed_reads(workspace, exchange)
    assert workspace.history.count() == before
    assert [read.path for read in reads if read.purpose == "parent"][:1] == ["/virtual_machines/1"]
    assert "/virtual_machines/1 exists. (read #" in texts(await read_evidence(workspace, reads[0]))
    assert workspace.history.count() == before + 1


async def test_a_parent_that_does_not_exist(workspace: Workspace) -> None:
    exchange = await call(workspace, "GET", "/virtual_machines/99999/disks")
    [read] = proposed_reads(workspace, exchange)
    assert "/virtual_machines/99999 does not exist." in texts(await read_evidence(workspace, read))


async def test_a_wrong_password(workspace: Workspace, sandbox: SandboxAddress, home: Path) -> None:
    good = await call(workspace, "GET", "/profile")
    async with opened(sandbox.url, home, sandbox.login, "wrong-one") as other:
        await call(other, "GET", "/users")
        exchange = await call(other, "GET", "/users")
        assert exchange.status == 401
        said = texts(known_evidence(other, exchange))
        assert "Sent as admin: a login, which goes with its password. (exchange)" in said
        assert "The same sign-in worked" in said
        assert f"(history #{good.number})" in said
        assert "2 sign-ins in a row were refused" in said
        assert "The e-mail of admin is admin@example.net" in said
        assert is_stopped(other)
        assert proposed_reads(other, exchange) == ()


async def test_after_a_good_answer_reads_are_proposed_again(workspace: Workspace) -> None:
    assert not is_stopped(workspace)
    exchange = await call(workspace, "GET", "/virtual_machines/99999/disks")
    assert proposed_reads(workspace, exchange)


async def test_a_transaction_that_holds_the_object(workspace: Workspace) -> None:
    await call(workspace, "POST", "/virtual_machines/8/reboot")
    draft = workspace.draft_call("POST", "/virtual_machines/8/reboot")
    refused = refused_as(422, await workspace.send(draft))
    reads = [one for one in proposed_reads(workspace, refused, draft) if one.purpose == "transactions"]
    found = await read_evidence(workspace, reads[0])
    assert found[0].holding_id > 0
    assert found[1].is_possible
    assert "wait for it" in found[1].text


def refused_as(status: int, exchange: Exchange, body: bytes = b"{}") -> Exchange:
    """The exchange with another answer, for what the sandbox does not refuse."""
    from dataclasses import replace

    from cloudflow_tui.document.body import Body

    assert exchange.response is not None
    return replace(exchange, response=replace(exchange.response, status=status, body=Body.of(body)))


async def test_a_reference_that_is_not_there(workspace: Workspace) -> None:
    draft = workspace.draft("users.create", login="ref-one", email="r@example.net", password="Geheim-2026")
    draft.set("bucket_id", 98765)
    sent = await workspace.send(draft, anyway=True)
    exchange = refused_as(422, sent, b'{"errors":{"bucket_id":["is invalid"]}}')
    [read] = [one for one in proposed_reads(workspace, exchange, draft) if one.purpose == "reference"]
    said = texts(await read_evidence(workspace, read))
    assert "98765 of bucket_id is not in /billing/buckets; there are 1" in said
    assert "another kind of object" in said


async def test_an_id_of_another_kind_of_object(workspace: Workspace) -> None:
    draft = workspace.draft("virtual_servers.create", label="w", hostname="w", hypervisor_group_id=7)
    sent = await workspace.send(draft, anyway=True)
    exchange = refused_as(422, sent, b'{"errors":{"hypervisor_group_id":["is invalid"]}}')
    [read] = [one for one in proposed_reads(workspace, exchange, draft) if one.purpose == "sibling"]
    assert read.question == (
        "Read /settings/hypervisors to see whether 7 of hypervisor_group_id is the id of a compute resource?"
    )
    said = texts(await read_evidence(workspace, read))
    assert "7 is a compute resource (" in said
    assert "hypervisor_group_id wants another kind" in said


async def test_rights_are_read_on_consent(workspace: Workspace) -> None:
    exchange = refused_as(403, await call(workspace, "GET", "/users/1"))
    [read] = [one for one in proposed_reads(workspace, exchange) if one.purpose == "rights"]
    assert "admin has the roles" in texts(await read_evidence(workspace, read))


async def test_a_cut_connection_on_a_write(home: Path) -> None:
    listed = whole(b'[{"user":{"id":7,"login":"zed"}}]')
    routes: dict[str, Route] = {"/cut/users.json": reset, "/users.json": says(listed)}
    async with nasty_server(routes=routes) as server, opened(server.url, home) as workspace:
        draft = workspace.draft("users.create", login="zed", email="z@example.net", password="Geheim-2026")
        answered = await workspace.send(draft)
        from dataclasses import replace

        from cloudflow_tui.exchange import Failure

        failure = Failure(FailureKind.CUT, "The connection broke.", may_have_arrived=True)
        exchange = replace(answered, outcome=Outcome.FAILED, response=None, failure=failure)
        assert "may have arrived" in texts(known_evidence(workspace, exchange))
        [read] = proposed_reads(workspace, exchange, draft)
        assert read.purpose == "search"
        assert "login zed is there as 7: do not send it again." in texts(await read_evidence(workspace, read))


async def test_since_when_the_server_fails(home: Path) -> None:
    routes: dict[str, Route] = {
        "/version.json": says(whole(b'{"version":"6.7"}')),
        "/users.json": says(whole(b"{}", status="500 Internal Server Error")),
    }
    async with nasty_server(routes=routes) as server, opened(server.url, home) as workspace:
        good = await call(workspace, "GET", "/version")
        await call(workspace, "GET", "/users")
        exchange = await call(workspace, "GET", "/users")
        said = texts(known_evidence(workspace, exchange))
    assert "2 calls in a row failed" in said
    assert f"(history #{good.number})" in said


async def test_a_call_that_worked_earlier(home: Path) -> None:
    routes: dict[str, Route] = {"/users.json": says(whole(b"[]"))}
    async with nasty_server(routes=routes) as server, opened(server.url, home) as workspace:
        first = await call(workspace, "GET", "/users")
        exchange = refused_as(403, await call(workspace, "GET", "/users"))
        assert f"(history #{first.number})" in texts(known_evidence(workspace, exchange))
