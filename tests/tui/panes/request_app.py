"""A small app around a request pane, a catalog entry to fill in, and what the pane said."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.paths import app_paths
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.panes.request import RequestPane
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.workspace import Workspace
from tests.factories import make_endpoint, make_profile
from tests.tui.looking import screen_lines

SECRET = "hunter2-secret"
CREATE = make_endpoint(
    "users.create",
    "POST",
    "/users",
    title="Create user",
    root="user",
    parameters=(
        Parameter("login", "body", "string", is_required=True, example="zaza", min_length=2),
        Parameter("email", "body", "string", is_required=True, description="E-mail address."),
        Parameter("password", "body", "string", is_required=True, is_secret=True, min_length=6),
        Parameter("first_name", "body", "string"),
        Parameter("user_group_id", "body", "integer", default=1),
        Parameter("suspended", "body", "boolean"),
        Parameter("status", "body", "string", enum=("active", "suspended", "deleted")),
        Parameter("role_ids[]", "body", "array"),
        Parameter("limits.cpu", "body", "integer", unit="%", minimum=1, maximum=100),
        Parameter("limits.memory", "body", "integer", since="6.7"),
        Parameter("additional_fields[].name", "body", "string"),
        Parameter("additional_fields[].value", "body", "string"),
        Parameter("infobox", "body", "object"),
    ),
)
SHOW = make_endpoint(
    "users.show",
    path="/users/:user_id",
    parameters=(
        Parameter("user_id", "path", "integer", is_required=True),
        Parameter("short", "query", "string", is_flag=True),
    ),
)


class PaneApp(ThemedApp):
    """The pane alone on the screen."""

    def __init__(self, home: Path, draft: Draft | None = None, theme_name: str = "") -> None:
        super().__init__(theme_name, {})
        environ = {"CLOUDFLOW_HOME": str(home)}
        self.workspace = Workspace(
            make_profile("http://127.0.0.1:1"),
            paths=app_paths(environ),
            environ=environ,
            secret="s3cret-of-ann",
        )
        self.workspace.version = "6.7"
        self._first = draft or Draft(CREATE)
        self.said: list[RequestPane.Changed] = []
        self.failures: list[RequestPane.Failed] = []

    def compose(self) -> ComposeResult:
        yield RequestPane(self.workspace)

    def on_mount(self) -> None:
        self.pane.show_draft(self._first)
        self.pane.focus()

    @property
    def pane(self) -> RequestPane:
        return self.query_one(RequestPane)

    @property
    def draft(self) -> Draft:
        assert self.pane.draft is not None
        return self.pane.draft

    @on(RequestPane.Changed)
    def _changed(self, event: RequestPane.Changed) -> None:
        self.said.append(event)

    @on(RequestPane.Failed)
    def _failed(self, event: RequestPane.Failed) -> None:
        self.failures.append(event)


def line_of(app: PaneApp, words: str) -> str:
    """The first line of the screen with these words; "" when there is none."""
    return next((line for line in screen_lines(app) if words in line), "")
