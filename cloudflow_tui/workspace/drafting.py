"""Drafts of one Control Panel: made, judged, shown as text, checked for sending. Sends nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.workspace.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cloudflow_tui.exchange import Request
    from cloudflow_tui.profiles.models import Format, Profile
    from cloudflow_tui.request import Draft, Problem
    from cloudflow_tui.workspace.saved import SavedRequests
    from cloudflow_tui.workspace.variable_values import VariableValues
    from cloudflow_tui.workspace.workspace import Workspace

_ANY_ADDRESS = "http://127.0.0.1"
"""Stands for the address of a sandbox that does not run yet."""


class Drafting(Connection):
    """What can be done with drafts before anything is sent."""

    @cached_property
    def catalog(self) -> Catalog:
        return Catalog.load(self.paths.catalog_folder)

    @cached_property
    def saved(self) -> SavedRequests:
        """Requests saved under a name."""
        from cloudflow_tui.workspace.saved import SavedRequests

        return SavedRequests(self.paths.requests_folder, self.catalog)

    @cached_property
    def variables(self) -> VariableValues:
        """What `${name}` in a draft stands for."""
        from cloudflow_tui.workspace.variable_values import VariableValues

        return VariableValues(cast("Workspace", self), self._environ)

    def draft(self, endpoint_id: str, *, format: Format | None = None, **values: object) -> Draft:
        """A draft of one endpoint with these values.

        Raises:
            UnknownEndpointError, UnknownParameterError: With the nearest names.
        """
        from cloudflow_tui.workspace.drafts import draft_of_endpoint

        draft = draft_of_endpoint(self.catalog, endpoint_id, format or self.profile.format)
        for name, value in values.items():
            draft.set(name, value)
        return draft

    def draft_call(
        self, method: str, target: str, *, format: Format | None = None, given: Iterable[str] = ()
    ) -> Draft:
        """A draft of `METHOD PATH`; see `drafts.draft_of_call`."""
        from cloudflow_tui.workspace.drafts import draft_of_call

        return draft_of_call(self.catalog, method, target, format or self.profile.format, given)

    def validate(self, draft: Draft) -> list[Problem]:
        """What is missing or wrong, in the order of the form; variables that nothing gives among it."""
        from cloudflow_tui.request import validate

        made, _, problems = self._filled(draft)
        told = {(one.place, one.parameter) for one in problems if one.blocks and one.parameter}
        judged = validate(made)
        rest = [one for one in judged if one.kind != "wrong" or (one.place, one.parameter) not in told]
        return [*problems, *rest]

    def _filled(self, draft: Draft) -> tuple[Draft, frozenset[str], list[Problem]]:
        """The draft with its variables in place, secrets that came with them, and what nothing gives."""
        from cloudflow_tui.workspace.variables import filled, unresolved

        made, secrets = filled(draft, self.variables.find)
        return made, secrets, [] if made is draft else list(unresolved(draft, self.variables.find))

    def prepared(self, draft: Draft, profile: Profile, *, is_anyway: bool, is_confirmed: bool) -> Request:
        """The request of a draft, once safety and the catalog have no objection; see `send.prepare`.

        Raises:
            RefusedError, InvalidDraftError, BuildError: Nothing may be sent.
        """
        from cloudflow_tui.workspace.send import prepare

        made, secrets, problems = self._filled(draft)
        request = prepare(made, profile, is_anyway=is_anyway, is_confirmed=is_confirmed, problems=problems)
        return replace(request, secret_values=request.secret_values | secrets)

    def build(self, draft: Draft) -> Request:
        """The request as it would leave now, checked by nobody.

        Raises:
            BuildError: A path parameter is missing.
        """
        from cloudflow_tui.request import build

        made, secrets, _ = self._filled(draft)
        request = build(made, self.profile.url or _ANY_ADDRESS)
        return replace(request, secret_values=request.secret_values | secrets)

    def wire(self, draft: Draft) -> str:
        """What would go out, byte for byte, secrets masked.

        Raises:
            BuildError: A path parameter is missing.
        """
        from cloudflow_tui.interchange.raw_http import to_raw_http

        return to_raw_http(self.build(draft), login=self.profile.login)

    def curl(self, draft: Draft) -> str:
        """The draft as a curl line; the secret stays a variable.

        Raises:
            BuildError: A path parameter is missing.
        """
        from cloudflow_tui.interchange.curl import to_curl

        return to_curl(self.build(draft), login=self.profile.login)

    def command(self, draft: Draft) -> str:
        """The draft as a line of this program; secrets are variables."""
        from cloudflow_tui.workspace.handover import command_of

        return command_of(draft, self.profile, is_demo=self.is_demo)

    def needs_confirmation(self, draft: Draft) -> bool:
        from cloudflow_tui.workspace.safety import needs_confirmation

        return needs_confirmation(self.profile, draft.endpoint)

    def needs_name(self, draft: Draft) -> bool:
        """Whether the name of the object must be given to confirm."""
        from cloudflow_tui.workspace.safety import needs_name

        return needs_name(self.profile, draft.endpoint)

    def check(self, draft: Draft, *, anyway: bool = False, confirmed: bool = False) -> None:
        """Raise what `send` would raise before anything is started or sent.

        Raises:
            RefusedError, InvalidDraftError, BuildError: As `send`.
        """
        profile = replace(self.profile, url=self.profile.url or _ANY_ADDRESS)
        self.prepared(draft, profile, is_anyway=anyway, is_confirmed=confirmed)
