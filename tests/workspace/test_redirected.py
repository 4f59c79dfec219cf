"""Redirects under the safety of a profile, in the history, and in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.exchange import Exchange
from cloudflow_tui.interchange.har import har_entry
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.workspace import Workspace
from tests.transport.nasty_server import NastyServer, nasty_server, says, whole
from tests.transport.test_redirects import leads, lines

SECRET = "s3cret-of-the-test"
ROUTES = {
    "/users.json": leads("/people.json"),
    "/people.json": says(whole(b'[{"user":{"id":1}}]')),
    "/users/17.json": leads("/users/18.json", "307 Temporary Redirect"),
    "/users/19.json": leads(f"/users/20.json?token={SECRET}", "308 Permanent Redirect"),
    "/virtual_machines.json": leads("/virtual_machines/3/startup.json", "307 Temporary Redirect"),
    "/version.json": leads("/backups/3/restore.json"),
}


@asynccontextmanager
async def on_panel(home: Path, **settings: bool) -> AsyncIterator[tuple[Workspace, NastyServer]]:
    async with nasty_server(routes=ROUTES) as server:
        environ = {"CLOUDFLOW_HOME": str(home), "PW": SECRET}
        profile = Profile("lab", server.url, login="ann", secret=SecretPlace("env", "PW"))
        profile = replace(profile, **settings)  # type: ignore[arg-type]  # switches of the profile
        async with Workspace.open(profile, paths=app_paths(environ), environ=environ) as workspace:
            yield workspace, server


async def send(workspace: Workspace, method: str, target: str, body: str = "") -> Exchange:
    draft = workspace.draft_call(method, target, format="json")
    draft.follow_redirects = True
    draft.raw_body = body or None
    return await workspace.send(draft, anyway=True, confirmed=True)


async def test_a_read_is_followed_and_written_down_with_its_way(home: Path) -> None:
    async with on_panel(home) as (workspace, server):
        exchange = await send(workspace, "GET", "/users")
        assert lines(server) == ["GET /users.json", "GET /people.json"]
        explanation = workspace.explain(exchange)
        assert explanation.hints[0] == "GET /users.json: 302, followed. It leads to /people.json"
        assert explanation.kind == "2xx"
        stored = workspace.history.get(exchange.number)
        assert [(hop.words, hop.next_url) for hop in stored.hops] == [
            ("302, followed", f"{server.url}/people.json")
        ]
        assert stored.hops[0].timing == exchange.hops[0].timing
        assert stored.hops[0].response.header("x-hop") == "yes"
        assert workspace.explain(stored).hints == explanation.hints
        (redirect,) = har_entry(stored)["_cloudflow"]["redirects"]
        assert (redirect["to"], redirect["words"]) == ("/people.json", "302, followed")


async def test_a_write_that_became_a_read_is_no_success(home: Path) -> None:
    async with on_panel(home) as (workspace, server):
        exchange = await send(workspace, "POST", "/users", '{"user":{"login":"zaza"}}')
        assert lines(server) == ["POST /users.json", "GET /people.json"]
        explanation = workspace.explain(exchange)
        assert explanation.glyph == "!"
        assert "made a GET of the POST" in explanation.meaning
        assert "nothing changed" in explanation.meaning
        assert "a GET was sent instead of the POST" in explanation.hints[0]
        (row,) = workspace.history.rows()
        assert row.what_happened == "redirected, became a GET: nothing changed"


async def test_what_destroys_goes_to_its_own_path_only(home: Path) -> None:
    async with on_panel(home) as (workspace, server):
        exchange = await send(workspace, "DELETE", "/users/17")
        assert lines(server) == ["DELETE /users/17.json"]
        assert exchange.status == 307
        assert "the DELETE would go to another path, /users/18.json" in workspace.explain(exchange).hints[0]


async def test_a_read_is_not_led_to_what_changes(home: Path) -> None:
    async with on_panel(home, is_read_only=True) as (workspace, server):
        gets = [row for row in workspace.catalog.endpoints if row.method == "GET" and row.effect != "read"]
        assert gets
        for row in gets[:5]:
            path = "/".join("3" if part.startswith(":") else part for part in row.path.split("/"))
            server.heads.clear()
            ROUTES["/version.json"] = leads(f"{path}.json")
            exchange = await send(workspace, "GET", "/version")
            assert lines(server) == ["GET /version.json"], row.id
            assert "is no read" in exchange.hops[0].words
            draft = workspace.draft_call("GET", "/version", format="json")
            draft.follow_redirects = True
            assert "is no read" in (await workspace.look(draft)).hops[0].words


@pytest.mark.parametrize("where", ["screen", "history"])
async def test_secrets_on_the_way_are_masked(home: Path, where: str) -> None:
    async with on_panel(home) as (workspace, _):
        exchange = await send(workspace, "GET", "/users/19")
        shown = workspace.masked(exchange) if where == "screen" else workspace.history.get(exchange.number)
        assert SECRET in repr(exchange)
        assert SECRET not in repr(shown)
        assert len(shown.hops) == 1
