"""What a user may do, from its roles."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.rights import NOT_KNOWN, Rights, ask_rights, refused
from tests.factories import make_endpoint
from tests.transport.nasty_server import nasty_server, says, whole

USERS = {"users", "users.read", "users.read.own", "users.create", "users.destroy"}
DISKS = {"disks", "disks.read", "disks.read.own", "disks.create", "disks.update", "disks.unlock"}
KNOWN = frozenset(USERS | DISKS)
CUSTOMER = Rights("ann", ("User",), frozenset(("users.read.own", "disks.read.own", "disks.create")), KNOWN)


@pytest.mark.parametrize(
    ("method", "path", "missing"),
    [
        ("GET", "/users/:id", ""),
        ("POST", "/users", "users.create"),
        ("DELETE", "/users/:id", "users.destroy"),
        ("GET", "/virtual_machines/:id/disks", ""),
        ("POST", "/virtual_machines/:id/disks", ""),
        ("PUT", "/settings/disks/:id", "disks.update"),
        ("POST", "/disks/:id/unlock", "disks.unlock"),
        ("POST", "/disks/:id/odd", ""),
        ("GET", "/nothing/known", ""),
    ],
)
def test_the_permission_that_is_missing(method: str, path: str, missing: str) -> None:
    assert CUSTOMER.missing(make_endpoint("x.y", method, path)) == missing


def test_the_bare_resource_covers_any_action() -> None:
    admin = Rights("root", held=frozenset(("users", "disks")), known=KNOWN)
    assert admin.missing(make_endpoint("x.y", "DELETE", "/users/:id")) == ""
    assert admin.missing(make_endpoint("x.y", "POST", "/disks/:id/unlock")) == ""


def test_what_is_not_known_is_not_marked() -> None:
    assert not NOT_KNOWN.is_known
    assert NOT_KNOWN.missing(make_endpoint("x.y", "DELETE", "/users/:id")) == ""
    stranger = Rights("ann", held=frozenset(("disks.read",)), known=KNOWN)
    assert stranger.missing(make_endpoint("x.y", "POST", "/users/:id/odd")) == "users"


async def test_an_administrator_of_the_sandbox_may_do_all(sandbox: SandboxAddress) -> None:
    async with on(sandbox.url, sandbox.login, sandbox.password) as workspace:
        rights = await ask_rights(workspace)
        assert rights.login == "admin"
        assert rights.roles
        assert rights.is_known
        assert refused(rights, workspace.catalog.endpoints) == {}


def on(url: str, login: str, secret: str) -> Workspace:
    return Workspace(Profile("box", url, login=login), paths=app_paths(), environ={}, secret=secret)


ROLES = b'[{"role":{"id":2,"label":"User","permissions":[{"permission":{"identifier":"disks.read.own"}}]}}]'


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        ({"/profile.json": whole(b"", status="404 Not Found")}, "GET /profile answered 404."),
        ({"/profile.json": b""}, "GET /profile was not answered."),
        (
            {"/profile.json": whole(b'{"user":{"login":"ann"}}')},
            "Its roles with their permissions cannot be read.",
        ),
        (
            {
                "/profile.json": whole(b'{"user":{"id":7,"login":"ann"}}'),
                "/users/7.json": whole(b'{"user":{"id":7,"roles":%s}}' % ROLES),
                "/permissions.json": whole(b"", status="403 Forbidden"),
            },
            "GET /permissions answered 403.",
        ),
    ],
)
async def test_what_cannot_be_read_is_told(routes: dict[str, bytes], words: str) -> None:
    async with (
        nasty_server(routes={path: says(answer) for path, answer in routes.items()}) as server,
        on(server.url, "ann", "s3cret-of-ann") as workspace,
    ):
        rights = await ask_rights(workspace)
    assert rights.words == words
    assert not rights.is_known


async def test_roles_are_read_where_they_stand() -> None:
    routes = {
        "/profile.json": b'{"user":{"id":7,"login":"ann"}}',
        "/users/7.json": b'{"user":{"id":7,"roles":[{"role":{"id":2,"label":"User"}}]}}',
        "/roles/2.json": ROLES[1:-1],
        "/permissions.json": b'[{"permission":{"id":1,"identifier":"disks.read"}},'
        b'{"permission":{"id":2,"identifier":"users.read"}}]',
    }
    async with (
        nasty_server(routes={path: says(whole(body)) for path, body in routes.items()}) as server,
        on(server.url, "ann", "s3cret-of-ann") as workspace,
    ):
        rights = await ask_rights(workspace)
    assert (rights.login, rights.roles, rights.held) == ("ann", ("User",), frozenset(("disks.read.own",)))
    endpoints = Catalog.load().endpoints
    found = refused(rights, endpoints)
    assert found["users.list"] == "users.read"
    assert "virtual_machines.list" not in found
    assert len(server.heads) == 4
