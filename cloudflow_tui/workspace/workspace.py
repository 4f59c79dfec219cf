"""The Workspace: everything that the console, the command line and the library can do, in one place.

Holds a catalog, one profile, its client and the history. Heavy parts (HTTP client, database, sandbox)
are made when first used. Not bound to a thread; `send` belongs to one event loop.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError, UnknownEndpointError
from cloudflow_tui.paths import AppPaths, app_paths
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.workspace.connection import Prompt
from cloudflow_tui.workspace.drafting import Drafting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.document.drift import Drift
    from cloudflow_tui.exchange import Exchange, Request
    from cloudflow_tui.history import History
    from cloudflow_tui.request import Draft
    from cloudflow_tui.sandbox.process import SandboxProcess
    from cloudflow_tui.workspace.objects import LiveLists
    from cloudflow_tui.workspace.send import Answered, Early, Progress, Upload

DEMO_NAME = "sandbox"


class Workspace(Drafting):
    """Catalog, profile, client and history of one Control Panel."""

    def __init__(
        self,
        profile: Profile,
        *,
        paths: AppPaths,
        environ: Mapping[str, str],
        sandbox: SandboxProcess | None = None,
        is_demo: bool = False,
        secret: str | None = None,
        prompt: Prompt | None = None,
        history_file: Path | None = None,
    ) -> None:
        super().__init__(
            profile,
            paths=paths,
            environ=environ,
            sandbox=sandbox,
            is_demo=is_demo,
            secret=secret,
            prompt=prompt,
        )
        self._history_file = history_file or paths.history_file
        self._history: History | None = None
        self._warning = ""

    @classmethod
    def open(
        cls,
        profile: str | Profile | None = None,
        *,
        demo: bool = False,
        starts_at_once: bool = True,
        paths: AppPaths | None = None,
        environ: Mapping[str, str] | None = None,
        prompt: Prompt | None = None,
    ) -> Workspace:
        """A workspace on a profile, or on a sandbox of its own.

        Args:
            profile: Name of a profile in the configuration, or a profile made by the caller.
            demo: Start a sandbox and work on it; `profile` is not used.
            starts_at_once: False starts that sandbox when it is first needed (`connect`, `send`).
            prompt: How to ask for a secret that lies nowhere; None never asks.

        Raises:
            ConfigError: No such profile (with the nearest names), or a broken configuration.
        """
        variables = os.environ if environ is None else environ
        folders = paths or app_paths(variables)
        if demo:
            workspace = cls(
                Profile(DEMO_NAME, "", login="admin", is_sandbox=True),
                paths=folders,
                environ=variables,
                is_demo=True,
            )
            if starts_at_once:
                workspace._spawn_sandbox()
            return workspace
        if isinstance(profile, Profile):
            return cls(profile, paths=folders, environ=variables, prompt=prompt)
        from cloudflow_tui.profiles import get_profile

        return cls(get_profile(profile, folders, variables), paths=folders, environ=variables, prompt=prompt)

    # Parts, made when first used

    @cached_property
    def lists(self) -> LiveLists:
        """The values that parameters may hold, read from the Control Panel."""
        from cloudflow_tui.workspace.objects import LiveLists

        return LiveLists(self)

    @property
    def history(self) -> History:
        if self._history is None:
            from cloudflow_tui.history import History

            self._history = History.open(self._history_file, self.own_secrets)
        return self._history

    def _history_if_any(self) -> History | None:
        """None, and a warning, when it cannot be opened: sending goes on without it."""
        try:
            return self.history
        except HistoryError as error:
            self._warning = str(error)
            return None

    @property
    def has_history(self) -> bool:
        """Whether there is a history to read; asking makes none."""
        return self._history is not None or self._history_file.exists()

    @property
    def warning(self) -> str:
        """What the user should know of the history, "" when all is well; stays after closing."""
        return self._warning if self._history is None else self._history.warning

    def connect(self) -> Profile:
        """Make sure that the address and the secret are known; blocks until a sandbox of its own answers.

        Raises:
            SandboxError: The sandbox does not start.
            ConfigError: The secret is nowhere to be found.
        """
        super().connect()
        for secret in self.own_secrets if self._history is not None else ():
            # Opened before the secret was known, to show what was sent earlier.
            self.history.know_secret(secret)
        return self.profile

    def know_secrets(self, values: Iterable[str]) -> None:
        """Values that are masked from now on wherever they come back, on the screen and in the history."""
        super().know_secrets(values)
        history = self._history_if_any() if self._seen_secrets else None
        if history is not None:
            for value in self._seen_secrets:
                history.know_secret(value)

    def on(self, profile: str | Profile) -> Workspace:
        """A workspace on another profile: same catalog, folders and history file; drafts serve both.

        Raises:
            ConfigError: No such profile (with the nearest), or a broken configuration.
        """
        other = Workspace.open(profile, paths=self.paths, environ=self._environ, prompt=self._prompt)
        other._history_file = self._history_file
        other.__dict__["catalog"] = self.catalog
        return other

    # Sending and explaining

    async def send(
        self,
        draft: Draft,
        *,
        anyway: bool = False,
        confirmed: bool = False,
        on_progress: Progress | None = None,
        on_upload: Upload | None = None,
        on_answer: Answered | None = None,
        on_early: Early | None = None,
    ) -> Exchange:
        """Check, build, write down, send, and write down what came back.

        Args:
            anyway: Send although the draft has problems.
            confirmed: The user agreed to a call that destroys.
            on_answer: Gets the exchange before it is written down, which takes a second for 50 MB.
            on_early: Gets the beginning of a long answer while the rest is on its way; of a very long one
                then its file, which still grows.

        Raises:
            RefusedError, InvalidDraftError, BuildError: Nothing was sent.
            ConfigError, SandboxError: Nothing was sent.
            asyncio.CancelledError: Cancelled; the history says so.
        """
        from cloudflow_tui.workspace.redirected import objection_of
        from cloudflow_tui.workspace.send import Sending, send_request

        request = await self._allowed(draft, is_anyway=anyway, is_confirmed=confirmed)
        history = self._history_if_any()
        judge = objection_of(self.catalog, request, draft.endpoint.effect)
        sending = Sending(self.profile, self.client(), history, on_upload, on_answer, on_early, judge)
        if draft.endpoint.effect != "read" and "lists" in self.__dict__:
            self.lists.forget()
        return await send_request(sending, request, draft, on_progress)

    async def look(self, draft: Draft) -> Exchange:
        """Send a read that is not written down, one of many looks at the same thing.

        Raises:
            RefusedError: It is no read, or its credentials would be readable on the way.
            BuildError, ConfigError, SandboxError: Nothing was sent.
        """
        from cloudflow_tui.workspace.redirected import objection_of
        from cloudflow_tui.workspace.safety import refuse_unwritten

        refuse_unwritten(draft)
        request = await self._allowed(draft, is_anyway=True, is_confirmed=False)
        judge = objection_of(self.catalog, request, draft.endpoint.effect)
        return await self.client().send(request, objection=judge)

    async def _allowed(self, draft: Draft, *, is_anyway: bool, is_confirmed: bool) -> Request:
        """The request of a draft, once nothing speaks against it; everything that is sent goes by here."""
        import asyncio

        from cloudflow_tui.workspace.plain_http import refuse_plain_http

        if not self.is_known:
            await asyncio.to_thread(self.connect)
        request = self.prepared(draft, self.profile, is_anyway=is_anyway, is_confirmed=is_confirmed)
        refuse_plain_http(self.profile, self.paths)
        self.know_secrets(request.secret_values)
        return request

    def explain(self, exchange: Exchange) -> Explanation:
        """What the outcome means for this endpoint, and what to do next; secrets masked."""
        from cloudflow_tui.diagnosis import explain
        from cloudflow_tui.workspace.masked_words import masked_explanation

        explanation = explain(exchange, self._endpoint(exchange.request.endpoint_id))
        if exchange.hops:
            from cloudflow_tui.workspace.redirected import with_redirects

            explanation = with_redirects(explanation, exchange)
        if exchange.status == 401:
            from cloudflow_tui.workspace.sign_in import with_login_kind

            explanation = with_login_kind(explanation, exchange, self.profile)
        return masked_explanation(explanation, self.redactor(exchange))

    def drift(self, exchange: Exchange) -> Drift | None:
        """How an answer differs from what the catalog knows of its call; None when nothing can be told.

        Raises:
            OSError: The spool file of the answer is gone.
        """
        from cloudflow_tui.workspace.drifting import drift_of_exchange

        return drift_of_exchange(self._endpoint(exchange.request.endpoint_id), exchange, self.version)

    def _endpoint(self, endpoint_id: str) -> Endpoint | None:
        """None for a call that the catalog does not know, or knows no longer."""
        try:
            return self.catalog.endpoint(endpoint_id) if endpoint_id else None
        except UnknownEndpointError:
            return None

    async def ask_version(self) -> str:
        """Ask the Control Panel for its version and keep it; "" when it does not tell."""
        return self.learn_version(await self.send(self.version_draft()))

    def version_draft(self) -> Draft:
        """The call that asks for the version."""
        return self.draft_call("GET", "/version", format="json")

    def learn_version(self, exchange: Exchange) -> str:
        """Keep the version that an answer to `version_draft` tells; the one known before when it does not."""
        from cloudflow_tui.document import to_data

        if exchange.response is not None and exchange.response.status == 200:
            data = to_data(exchange.response.body, exchange.response.header("content-type"))
            version = data.get("version") if isinstance(data, dict) else None
            if isinstance(version, str):
                self.version = version
        return self.version

    def redraft(self, number: int) -> Draft | None:
        """The draft that an exchange of the history was sent from; its secrets are gone and must be set anew.

        Returns:
            None when it was not sent from a draft.

        Raises:
            HistoryError: No such number.
        """
        import json

        from cloudflow_tui.request import Draft
        from cloudflow_tui.request.free_call import endpoint_of_call
        from cloudflow_tui.workspace.drafts import without_masked

        text = self.history.draft_json(number)
        if not text:
            return None
        stored = without_masked(json.loads(text))
        endpoint = self._endpoint(str(stored.get("endpoint_id", "")))
        if endpoint is None:
            endpoint = endpoint_of_call(str(stored["method"]), str(stored["path_template"]))
        return Draft.from_dict(endpoint, stored)

    # End

    async def aclose(self) -> None:
        """Close the connections, the history and a sandbox of its own. Safe to call twice."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()
        self.close()

    def close(self) -> None:
        """Close what needs no event loop: the history and a sandbox of its own."""
        if self._history is not None:
            history, self._history = self._history, None
            self._warning = history.warning
            history.close()
        if self._sandbox is not None:
            self._sandbox.stop()

    async def __aenter__(self) -> Workspace:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
