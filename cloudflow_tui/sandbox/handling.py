"""One request from its bytes to its answer: negotiate, sign in, route, read, check, carry out, write."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cloudflow_tui.sandbox.answers import HttpAnswer, write_answer
from cloudflow_tui.sandbox.auth import opens, read_basic, sign_in
from cloudflow_tui.sandbox.calls import Call, Result, World, refused
from cloudflow_tui.sandbox.checking import check
from cloudflow_tui.sandbox.engine import carry_out
from cloudflow_tui.sandbox.negotiation import Target, answer_format, body_format, split_target
from cloudflow_tui.sandbox.options import version_key
from cloudflow_tui.sandbox.reading import UnreadableBodyError, read_given, values_of
from cloudflow_tui.sandbox.routing import PAGING, Router, choose
from cloudflow_tui.sandbox.transactions import advance
from cloudflow_tui.sandbox.walking import NOT_FOUND, find_objects

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.schema import Plan
    from cloudflow_tui.sandbox.store import Object

DENIED = "HTTP Basic: Access denied."
_MAX_SIGNED_IN = 1000


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as it came."""

    method: str
    raw_path: str
    """Still percent-encoded, without query."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case; the last of equal names counts."""
    body: bytes = b""
    scheme: str = "http"


class Handler:
    """Answers requests on one world. Not for several threads at once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._router = Router(plan for plan in world.schema.plans.values() if _is_there(world, plan))
        self._signed_in: dict[bytes, int] = {}
        """Digest of an Authorization header → id of the user it opened last."""

    def answer(self, request: HttpRequest) -> HttpAnswer:
        """The answer to a request, whatever it holds.

        Raises:
            Exception: Only for a fault of the sandbox; nothing of the request was carried out then.
        """
        target = split_target(request.raw_path)
        try:
            result, status = self._carry_out(request, target)
        except Exception:
            self.world.store.rollback()
            raise
        if request.method not in ("GET", "HEAD"):
            self.world.store.commit()
        return self._write(request, target, result, status)

    def refuse(self, request: HttpRequest, status: int, message: str) -> HttpAnswer:
        """An answer to a request that was not looked into."""
        return self._write(request, split_target(request.raw_path), refused(status, message), status)

    def _write(self, request: HttpRequest, target: Target, result: Result, status: int) -> HttpAnswer:
        headers = request.headers
        format = answer_format(target, headers.get("accept", ""), headers.get("content-type", ""))
        answer = write_answer(
            result,
            status,
            format,
            base_url=f"{request.scheme}://{headers.get('host', '127.0.0.1')}",
            session=_session(headers.get("cookie", "")),
        )
        known = headers.get("if-none-match", "")
        if answer.status == 200 and known and ("ETag", known) in answer.headers:
            kept = tuple(pair for pair in answer.headers if pair[0] not in ("Content-Type", "Status"))
            return HttpAnswer(304, (*kept, ("Status", "304 Not Modified")))
        return answer

    def _user(self, header: str) -> Object | None:
        """Who a request comes from, None when nobody is let in."""
        credentials = read_basic(header)
        if credentials is None:
            return None
        store, key = self.world.store, sha256(header.encode()).digest()
        known = self._signed_in.get(key)
        user = None if known is None else store.get("user", known)
        if user is None or not opens(user, *credentials):
            user = sign_in(store, *credentials)
            if user is not None:
                if len(self._signed_in) >= _MAX_SIGNED_IN:
                    self._signed_in.clear()
                self._signed_in[key] = user["id"]
        return user

    def _carry_out(self, request: HttpRequest, target: Target) -> tuple[Result, int]:
        """The result, and the documented status for when it has none of its own."""
        now = self.world.clock()
        if advance(self.world, now):
            self.world.store.commit()
        user = self._user(request.headers.get("authorization", ""))
        if user is None:
            return refused(401, DENIED), 401
        method = "GET" if request.method == "HEAD" else request.method
        route = self._router.find(method, target.parts)
        if route is None:
            return refused(404, NOT_FOUND), 404
        form = body_format(target, request.headers.get("content-type", ""), request.body)
        try:
            given = read_given(request.query, request.body, form)
        except UnreadableBodyError as error:
            return refused(400, error.message), 400
        plan = choose(route.plans, given)
        found = find_objects(self.world, plan, route.ids)
        if isinstance(found, Result):
            return found, 404
        checked = check(plan, values_of(plan, given), given.query)
        call = Call(
            world=self.world,
            plan=plan,
            ids=route.ids,
            objects=found,
            values=checked.values,
            given={**given.query, **(given.body if isinstance(given.body, dict) else {})},
            query=given.query,
            user=user,
            now=now,
            page=target.page or _number(given.query.get(PAGING[0])),
            per_page=target.per_page or _number(given.query.get(PAGING[1])),
        )
        return self._viewed(plan.kind, carry_out(call, checked)), plan.endpoint.answer.status

    def _viewed(self, kind: str, result: Result) -> Result:
        """The result with its objects completed by the view of their kind."""
        view = self.world.registry.views.get(result.kind or kind)
        if view is None or result.errors is not None or not result.element:
            return result
        value: Any = result.value
        if isinstance(value, list):
            value = [dict(row) for row in value if isinstance(row, dict)]
            for row in value:
                view(self.world, row)
        elif isinstance(value, dict):
            value = dict(value)
            view(self.world, value)
        return replace(result, value=value)


def _is_there(world: World, plan: Plan) -> bool:
    """Whether the version that the sandbox plays has the call; old calls are answered for ever."""
    since, version = version_key(plan.endpoint.since), version_key(world.api_version)
    return since is None or version is None or since <= version


def _number(text: object) -> int | None:
    """A page or size that counts; anything else as if it was not given."""
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text) or None
    return None


def _session(cookie: str) -> str:
    """The session that the client names, else a new one."""
    for pair in cookie.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == "_session_id" and value.isalnum() and len(value) <= 64:
            return value
    return secrets.token_hex(16)
