"""What the user of a profile may do, as far as its roles can be read: which calls will likely answer 403.

Permissions read as `resource.action` or `resource.action.own`; the bare resource covers any action. No page
of the guide says which call needs which permission, so that is concluded from the path, and only for
permissions that the Control Panel itself lists. What is not known is not marked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.workspace.reading import object_in, objects_in, read, read_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cloudflow_tui.catalog.models import Endpoint, EndpointSummary
    from cloudflow_tui.workspace.workspace import Workspace

_VERBS = {
    "GET": ("read",),
    "POST": ("create",),
    "PUT": ("update",),
    "PATCH": ("update",),
    "DELETE": ("destroy", "delete"),
}
_PUBLIC = frozenset({"users.profile", "version.get"})
"""Calls that every user may make for himself."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What one user may do."""

    login: str = ""
    roles: tuple[str, ...] = ()
    """Labels of the roles."""
    held: frozenset[str] = frozenset()
    """Identifiers of the permissions that the roles grant."""
    known: frozenset[str] = frozenset()
    """Identifiers that the Control Panel knows at all."""
    words: str = field(default="", compare=False)
    """How it was found out, or why it was not."""

    resources: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)
    """First words of the known ones."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "resources", frozenset(name.partition(".")[0] for name in self.known))

    @property
    def is_known(self) -> bool:
        """Whether anything can be said."""
        return bool(self.held and self.known)

    def missing(self, endpoint: Endpoint | EndpointSummary) -> str:
        """The permission without which this call will likely answer 403, "" when none is known to lack."""
        if not self.is_known or endpoint.id in _PUBLIC:
            return ""
        resource, action = self._resource_of(endpoint.path)
        if not resource or resource in self.held:
            return ""
        wanted = (action,) if action else _VERBS.get(endpoint.method, ())
        names = [f"{resource}.{verb}" for verb in wanted if f"{resource}.{verb}" in self.known]
        if not names:
            # An action without a permission of its own: only who holds nothing there at all is told.
            return "" if self._holds_any(resource) else resource
        return "" if any(self._holds(name) for name in names) else names[0]

    def _resource_of(self, path: str) -> tuple[str, str]:
        """(resource, action behind its id or ""): the last part of the path with known permissions."""
        parts = [part for part in path.split("/") if part]
        for index in range(len(parts) - 1, -1, -1):
            if parts[index] in self.resources:
                rest = [part for part in parts[index + 1 :] if not part.startswith(":")]
                return parts[index], rest[-1] if rest else ""
        return "", ""

    def _holds(self, name: str) -> bool:
        return name in self.held or f"{name}.own" in self.held

    def _holds_any(self, resource: str) -> bool:
        return any(name.partition(".")[0] == resource for name in self.held)


NOT_KNOWN = Rights()


async def ask_rights(workspace: Workspace) -> Rights:
    """Read who the user is and what its roles grant: `/profile`, else `/users/:id`, else `/roles/:id`.

    Never raises for what the server refuses: that is told in `words`.

    Raises:
        ConfigError, SandboxError, HistoryError: Nothing can be sent at all.
    """
    profile = await read(workspace, "users.profile")
    user = object_in(profile.data)
    if not user:
        status = profile.exchange.status
        return Rights(
            words=f"GET /profile answered {status}." if status else "GET /profile was not answered."
        )
    login = str(user.get("login", ""))
    roles = _roles_in(user)
    if not roles and user.get("id") is not None:
        roles = _roles_in(object_in((await read(workspace, "users.get", user_id=user["id"])).data))
    roles = [await _in_full(workspace, role) for role in roles]
    held = frozenset(name for role in roles for name in _permissions_in(role))
    labels = tuple(str(role.get("label", "")) for role in roles if role.get("label"))
    if not held:
        return Rights(login, labels, words="Its roles with their permissions cannot be read.")
    rows, exchange = await read_all(workspace, "permissions.list")
    known = frozenset(_identifiers(rows))
    if not known:
        return Rights(login, labels, held, words=f"GET /permissions answered {exchange.status}.")
    return Rights(login, labels, held, known | held, "Read from its roles and the list of permissions.")


def refused(rights: Rights, endpoints: Iterable[EndpointSummary]) -> dict[str, str]:
    """Endpoint id → permission, for every call that will likely answer 403."""
    return {row.id: name for row in endpoints if (name := rights.missing(row))}


async def _in_full(workspace: Workspace, role: dict[str, Any]) -> dict[str, Any]:
    if role.get("permissions") or role.get("id") is None:
        return role
    try:
        return object_in((await read(workspace, "roles.get", role_id=role["id"])).data) or role
    except CloudFlowError:
        # The catalog of this version may lack the call; the role is kept with what is known.
        return role


def _roles_in(user: dict[str, Any]) -> list[dict[str, Any]]:
    return list(objects_in(user.get("roles")))


def _permissions_in(role: dict[str, Any]) -> list[str]:
    return _identifiers(objects_in(role.get("permissions")))


def _identifiers(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [row["identifier"] for row in rows if isinstance(row.get("identifier"), str)]
