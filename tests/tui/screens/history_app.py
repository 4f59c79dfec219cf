"""A small app that opens the history screen on a history made by the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from cloudflow_tui.diagnosis import what_happened
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Request, Response
from cloudflow_tui.paths import app_paths
from cloudflow_tui.tui.screens.history import HistoryScreen
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.workspace import Workspace
from tests.factories import STARTED_AT, make_exchange, make_profile, make_request, make_response, make_timing


class HistoryApp(ThemedApp):
    """The history screen alone."""

    def __init__(self, home: Path, theme_name: str = "") -> None:
        super().__init__(theme_name, {})
        environ = {"CLOUDFLOW_HOME": str(home)}
        self.workspace = Workspace(
            make_profile(), paths=app_paths(environ), environ=environ, secret="hunter2secret"
        )
        self.left_with: list[int | None] = []

    def on_mount(self) -> None:
        self.push_screen(HistoryScreen(self.workspace), self.left_with.append)

    def on_unmount(self) -> None:
        self.workspace.close()


def store(workspace: Workspace, exchange: Exchange, started_at: datetime = STARTED_AT) -> int:
    """Write an exchange into the history as sending does."""
    request = exchange.request
    number = workspace.history.begin(
        request, profile_name=exchange.profile_name, login=exchange.login, started_at=started_at
    )
    finished = replace(exchange, number=number, timing=make_timing(38.0, started_at=started_at))
    workspace.history.finish(finished, what_happened(finished, None))
    return number


def fill(workspace: Workspace) -> None:
    """Six exchanges of two days, every kind of outcome among them."""
    timeout = Failure(
        FailureKind.TIMEOUT, "No answer from cp.example.com:443 in 30 s.", may_have_arrived=True
    )
    refused = b'{"errors":{"email":["has already been taken"]}}'
    create = make_request(
        "POST", "/users.json", endpoint_id="users.create", body=b'{"user":{"login":"zaza"}}'
    )
    user = b'{"user":{"id":17,"login":"zaza","[red]":"\\u001b[31m"}}'
    answers: list[tuple[Request, Response | None]] = [
        (make_request("GET", "/version.json"), make_response(200, b'{"version":"6.6.0-34"}')),
        (make_request("GET", "/settings/hypervisors.json"), None),
        (make_request("DELETE", "/users/23.json"), make_response(404, b'{"errors":["Resource not found"]}')),
        (create, make_response(422, refused)),
        (make_request("PUT", "/users/17.json"), make_response(204, b"", content_type="")),
        (make_request("GET", "/users/17.json"), make_response(200, user)),
    ]
    exchanges = [
        make_exchange(request=request, response=response)
        if response is not None
        else make_exchange(request=request, outcome=Outcome.FAILED, failure=timeout)
        for request, response in answers
    ]
    for index, exchange in enumerate(exchanges):
        day = STARTED_AT + timedelta(days=index // 3, minutes=index)
        store(workspace, exchange, day)
