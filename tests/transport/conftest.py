"""The server with bad manners, and a client to send to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cloudflow_tui.transport import Client
from tests.factories import make_profile
from tests.transport.nasty_server import NastyServer, nasty_server


@pytest.fixture
async def server() -> AsyncIterator[NastyServer]:
    async with nasty_server() as running:
        yield running


@pytest.fixture
async def client(server: NastyServer, tmp_path: Path) -> AsyncIterator[Client]:
    """A client of a profile whose Control Panel is `server`."""
    made = Client(make_profile(server.url), "s3cret-käse", spool_folder=tmp_path / "spool")
    yield made
    await made.aclose()
