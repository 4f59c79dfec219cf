"""A read-only profile: no endpoint of the catalog that is not a read gets a byte to the socket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.errors import RefusedError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, save_profile
from cloudflow_tui.workspace import Workspace
from tests.transport.nasty_server import NastyServer


def values_of(workspace: Workspace, endpoint_id: str) -> dict[str, str]:
    endpoint = workspace.catalog.endpoint(endpoint_id)
    return {parameter.name: "1" for parameter in endpoint.parameters_in("path")}


async def test_the_library_refuses_each(workspace: Workspace, server: NastyServer) -> None:
    workspace.profile = replace(workspace.profile, is_read_only=True)
    rows = [row for row in workspace.catalog.endpoints if row.effect != "read"]
    assert len(rows) > 700
    for row in rows:
        draft = workspace.draft(row.id)
        for name, value in values_of(workspace, row.id).items():
            draft.set_text(name, value)
        with pytest.raises(RefusedError, match="read-only"):
            await workspace.send(draft, anyway=True, confirmed=True)
    assert server.connection_count == 0
    # The same server is reached by a read, so it would have noticed.
    await workspace.send(workspace.draft("users.list"))
    assert server.connection_count == 1


async def test_unknown_calls_are_judged_by_their_method(workspace: Workspace, server: NastyServer) -> None:
    workspace.profile = replace(workspace.profile, is_read_only=True)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        with pytest.raises(RefusedError, match="read-only"):
            await workspace.send(workspace.draft_call(method, "/odd/thing"), anyway=True, confirmed=True)
    assert server.connection_count == 0


async def test_the_command_line_refuses_each(
    server: NastyServer, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = Profile("safe", server.url, is_read_only=True)
    save_profile(app_paths().profiles_file, profile)
    for row in workspace.catalog.endpoints:
        if row.effect == "read":
            continue
        given = [f"{name}={value}" for name, value in values_of(workspace, row.id).items()]
        words = ["send", row.id, *given, "--profile", "safe", "--anyway", "--yes"]
        assert main(words) == 2, row.id
        assert "safe is read-only" in capsys.readouterr().err
    assert server.connection_count == 0
