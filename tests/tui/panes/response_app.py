"""A small app around a response pane, exchanges to show in it, and what the pane said."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult

from cloudflow_tui.catalog.models import Answer, Endpoint, Parameter
from cloudflow_tui.diagnosis import explain
from cloudflow_tui.exchange import Exchange
from cloudflow_tui.paths import app_paths
from cloudflow_tui.tui.panes.response import ResponsePane
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.workspace import Workspace
from tests.factories import make_endpoint, make_exchange, make_profile, make_request, make_response

REFUSED = (
    b'{"errors":{"email":["has already been taken"],"password":["is too short (minimum is 6 characters)"]}}'
)
CREATE = make_endpoint(
    "users.create",
    "POST",
    "/users",
    title="Create user",
    root="user",
    parameters=(
        Parameter("login", "body", "string", is_required=True),
        Parameter("email", "body", "string", is_required=True),
        Parameter("password", "body", "string", is_required=True, is_secret=True),
    ),
)
LIST = make_endpoint("users.list", answer=Answer(200, "user", is_list=True), title="List users")
SHOW = make_endpoint(
    "users.show",
    path="/users/:user_id",
    parameters=(Parameter("user_id", "path", "integer", is_required=True),),
)


class PaneApp(ThemedApp):
    """The pane alone on the screen."""

    def __init__(self, home: Path, theme_name: str = "") -> None:
        super().__init__(theme_name, {})
        environ = {"CLOUDFLOW_HOME": str(home)}
        self.workspace = Workspace(
            make_profile(), paths=app_paths(environ), environ=environ, secret="hunter2secret"
        )
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield ResponsePane(self.workspace)

    @property
    def pane(self) -> ResponsePane:
        return self.query_one(ResponsePane)

    def show(self, exchange: Exchange, endpoint: Endpoint | None = CREATE) -> None:
        """Show an exchange as the explorer does."""
        self.pane.show_exchange(exchange, explain(exchange, endpoint), endpoint)

    @on(ResponsePane.FieldPicked)
    @on(ResponsePane.Reopen)
    @on(ResponsePane.CancelRequested)
    def _note(self, event: object) -> None:
        self.said.append(event)


def answered(
    body: bytes,
    status: int = 200,
    *,
    method: str = "GET",
    content_type: str = "application/json; charset=utf-8",
) -> Exchange:
    """An exchange with this answer."""
    path = "/users.xml" if "xml" in content_type else "/users.json"
    return make_exchange(
        request=make_request(method, path),
        response=make_response(status, body, content_type=content_type),
        number=9,
    )


def refused() -> Exchange:
    """A 422 about two fields."""
    return answered(REFUSED, 422, method="POST")
