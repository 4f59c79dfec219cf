"""A Control Panel of raw answers with a workspace on it, and a help desk on a sandbox."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from cloudflow_tui.workspace import Workspace
from tests.transport.nasty_server import NastyServer, hold, nasty_server, says, whole
from tests.workspace.desk import PASSWORD, Desk

SECRET = "s3cret-of-the-test"
ROUTES = {
    "/users.json": says(whole(b'[{"user":{"id":1,"login":"ann"}}]')),
    "/users/17.json": says(whole(b"", status="204 No Content")),
    "/version.json": says(whole(b'{"version":"6.7.0-12"}')),
    "/hold/users.json": hold,
    "/large/users.json": says(whole(b'["' + b"x" * 3_000_000 + b'"]')),
    "/cut/users.json": says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2"),
    "/odd/thing.json": says(whole(b'{"echo":"%s"}' % SECRET.encode())),
}


@pytest.fixture
async def server() -> AsyncIterator[NastyServer]:
    async with nasty_server(routes=ROUTES) as running:
        yield running


@pytest.fixture
def profile(server: NastyServer) -> Profile:
    return Profile("lab", server.url, login="ann", secret=SecretPlace("env", "LAB_SECRET"), timeout_s=20.0)


@pytest.fixture
async def workspace(profile: Profile, home: Path) -> AsyncIterator[Workspace]:
    environ = {"CLOUDFLOW_HOME": str(home), "LAB_SECRET": SECRET}
    opened = Workspace.open(profile, paths=app_paths(environ), environ=environ)
    yield opened
    await opened.aclose()


@pytest.fixture(scope="module")
def cloud() -> Iterator[SandboxAddress]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CLOUDFLOW_")}
    process = SandboxProcess.spawn(seed=1, environ=environ)
    try:
        yield process.wait_ready(timeout_s=60)
    finally:
        process.stop()


@pytest.fixture
async def desk(cloud: SandboxAddress, home: Path) -> AsyncIterator[Desk]:
    environ = {"CLOUDFLOW_HOME": str(home / "root")}
    profile = Profile("root", cloud.url, login=cloud.login)
    async with Workspace(profile, paths=app_paths(environ), environ=environ, secret=cloud.password) as root:
        desk = Desk(cloud, home, root)
        await desk.said(root, "POST", "/_sandbox/reset")
        users = (await desk.said(root, "GET", "/users")).data
        desk.bob_id = next(row["user"]["id"] for row in users if row["user"]["login"] == "bob")
        await desk.said(root, "PUT", f"/users/{desk.bob_id}", password=PASSWORD)
        servers = (await desk.said(root, "GET", "/virtual_machines")).data
        owned = [row["virtual_machine"] for row in servers]
        desk.server_id = min(one["id"] for one in owned if one["user_id"] == desk.bob_id)
        yield desk
        for name in (await desk.said(root, "GET", "/_sandbox")).data["scenarios"]:
            await desk.said(root, "DELETE", f"/_sandbox/scenarios/{name}")
        for workspace in desk.opened:
            await workspace.aclose()
