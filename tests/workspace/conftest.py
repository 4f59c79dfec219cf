"""A Control Panel of raw answers, and a workspace on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.workspace import Workspace
from tests.transport.nasty_server import NastyServer, hold, nasty_server, says, whole

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
