"""One request from its bytes to its answer: negotiate, sign in, route, read, check, carry out, write."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cloudflow_tui.sandbox import lockout, permissions
from cloudflow_tui.sandbox.ages import Offer
from cloudflow_tui.sandbox.answers import HttpAnswer, stamped, write_answer
from cloudflow_tui.sandbox.auth import NOT_WHITE, is_white, opened_by, read_basic, sign_in
from cloudflow_tui.sandbox.calls import Call, Result, World, refused
from cloudflow_tui.sandbox.checking import check
from cloudflow_tui.sandbox.engine import carry_out
from cloudflow_tui.sandbox.manners import (
    conformed,
    later_attributes,
    old_errors,
    old_result,
    unlike_attributes,
    with_text_ids,
    without,
)
from cloudflow_tui.sandbox.negotiation import Target, answer_format, body_format, split_target
from cloudflow_tui.sandbox.options import version_key
from cloudflow_tui.sandbox.permissions import Rights
from cloudflow_tui.sandbox.reading import UnreadableBodyError, read_given, values_of
from cloudflow_tui.sandbox.routing import PAGING, choose
from cloudflow_tui.sandbox.transactions import advance
from cloudflow_tui.sandbox.walking import NOT_FOUND, find_objects

if TYPE_CHECKING:
    from datetime import datetime

    from cloudflow_tui.sandbox.negotiation import Format
    from cloudflow_tui.sandbox.schema import Plan
    from cloudflow_tui.sandbox.store import Object

FULL = "The store of the sandbox takes no more: it is full, or its disk is."
DENIED = "HTTP Basic: Access denied."
NO_PASSWORDS = "no-passwords"
"""Manner: only keys open."""
FIRST_NEW = (3, 0)
"""The first release that answers a PUT and a DELETE without a body."""
_HOME = "127.0.0.1"
"""Where answers are remembered for: a white list may hold other addresses."""
_MAX_SIGNED_IN = 1000
_MAX_REMEMBERED = 64


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
    client: str = "127.0.0.1"
    """Address that it comes from."""


Question = tuple[str, str, str, str, int]
"""Method, path, query, format, and id of the user."""


class Memory:
    """Answers that stay true until something is written."""

    def __init__(self) -> None:
        self._answers: dict[Question, HttpAnswer] = {}
        self._revision = -1

    def recall(self, question: Question, revision: int) -> HttpAnswer | None:
        return self._answers.get(question) if revision == self._revision else None

    def keep(self, question: Question, revision: int, answer: HttpAnswer) -> None:
        if revision != self._revision or len(self._answers) >= _MAX_REMEMBERED:
            self._answers.clear()
            self._revision = revision
        self._answers[question] = answer


class Handler:
    """Answers requests on one world. Not for several threads at once."""

    def __init__(self, world: World) -> None:
        self.world = world
        version = version_key(world.api_version) or (99, 0)
        self._offer = Offer(world)
        self._later = later_attributes(world.schema.plans.values(), version)
        self._signed_in: dict[bytes, int] = {}
        """Digest of an Authorization header → id of the user it opened last."""
        self._memory = Memory()
        self._rights = Rights(world)
        self._unlike: dict[str, dict[str, str]] = {}
        """Endpoint → attributes that it shows in another type; found when it is first called."""
        self._is_old = (version_key(world.api_version) or (9, 0)) < FIRST_NEW

    def answer(self, request: HttpRequest) -> HttpAnswer:
        """The answer to a request, whatever it holds.

        Raises:
            Exception: Only for a fault of the sandbox; nothing of the request was carried out then.
        """
        store = self.world.store
        target = split_target(request.raw_path)
        format = _format(request, target)
        now = self.world.clock()
        try:
            if advance(self.world, now):
                store.commit()
            user, has_key = self._signed(request, now)
            question = (request.method, request.raw_path, request.query, format, user["id"] if user else 0)
            revision = store.revision
            is_known = user is not None and not request.body and request.client == _HOME
            answer = self._memory.recall(question, revision) if is_known else None
            if answer is None:
                plan, result = self._result(request, target, user, now, has_key)
                if self._is_old and result.errors is not None:
                    result = old_errors(result, self.world.api_version)
                answer = self._write(request, result, plan.endpoint.answer.status if plan else 200, format)
                if store.revision != revision:
                    store.commit()
                elif plan is not None and is_known and self._is_lasting(plan, answer):
                    self._memory.keep(question, revision, answer)
        except sqlite3.OperationalError:
            store.rollback()
            return self.refuse(request, 507, FULL)
        except Exception:  # it is answered further out; nothing half done may stay
            store.rollback()
            raise
        answer = self._stamped(answer, request)
        return replace(answer, user=str(user.get("login") or "")) if user is not None else answer

    def is_administrator(self, request: HttpRequest) -> bool:
        """Whether a request comes from somebody who may do everything."""
        user, _ = self._user(request.headers.get("authorization", ""), is_open=True)
        return user is not None and self._rights.of(user)[0]

    def refuse(self, request: HttpRequest, status: int, message: str) -> HttpAnswer:
        """An answer to a request that was not looked into."""
        format = _format(request, split_target(request.raw_path))
        return self._stamped(self._write(request, refused(status, message), status, format), request)

    def _stamped(self, answer: HttpAnswer, request: HttpRequest) -> HttpAnswer:
        headers = request.headers
        session = _session(headers.get("cookie", ""))
        known = headers.get("if-none-match", "")
        return stamped(answer, session=session, known_etag=known, is_old=self._is_old)

    def _write(self, request: HttpRequest, result: Result, status: int, format: Format) -> HttpAnswer:
        host = request.headers.get("host", "127.0.0.1")
        return write_answer(
            result, status, format, base_url=f"{request.scheme}://{host}", is_old=self._is_old
        )

    def _is_lasting(self, plan: Plan, answer: HttpAnswer) -> bool:
        """Whether the answer stays true as long as nothing is written: objects do, made-up rows do not."""
        return (
            answer.status == 200
            and plan.verb in ("list", "show")
            and self.world.schema.kind(plan.kind).is_stored
            and plan.endpoint.id not in self.world.registry.endpoints
        )

    def _signed(self, request: HttpRequest, now: datetime) -> tuple[Object | None, bool]:
        """Who a request comes from, as `_user`; wrong sign-ins are counted and may shut somebody out."""
        world, header, client = self.world, request.headers.get("authorization", ""), request.client
        if lockout.is_shut_out(world, client):
            return None, False
        user, has_key = self._user(header)
        if user is not None:
            lockout.note_right(world, user, client)
        elif (credentials := read_basic(header)) is not None and self._user(header, is_open=True)[0] is None:
            lockout.note_wrong(world, credentials[0], client, now)
        return user, has_key

    def _user(self, header: str, is_open: bool = False) -> tuple[Object | None, bool]:
        """Who a request comes from, None when nobody is let in, and whether a key opened.

        Args:
            is_open: Passwords open also where they are switched off.
        """
        credentials = read_basic(header)
        if credentials is None:
            return None, False
        store, key = self.world.store, sha256(header.encode()).digest()
        known = self._signed_in.get(key)
        user = None if known is None else store.get("user", known)
        how = "" if user is None else opened_by(user, *credentials)
        if not how:
            user = sign_in(store, *credentials)
            how = "" if user is None else opened_by(user, *credentials)
            if user is not None:
                if len(self._signed_in) >= _MAX_SIGNED_IN:
                    self._signed_in.clear()
                self._signed_in[key] = user["id"]
        if how == "password" and NO_PASSWORDS in self.world.switches and not is_open:
            return None, False
        return user, how == "key"

    def _result(
        self, request: HttpRequest, target: Target, user: Object | None, now: datetime, has_key: bool
    ) -> tuple[Plan | None, Result]:
        """What a request comes to, and the plan it was for, None when there is none."""
        if user is None:
            is_out = lockout.is_shut_out(self.world, request.client)
            return None, refused(403, NOT_WHITE) if is_out else refused(401, DENIED)
        if not is_white(self.world.store, user, request.client):
            return None, refused(403, NOT_WHITE)
        route = self._offer.find(request.method, target.parts)
        if route is None:
            return None, refused(404, NOT_FOUND)
        form = body_format(target, request.headers.get("content-type", ""), request.body)
        try:
            given = read_given(request.query, request.body, form)
        except UnreadableBodyError as error:
            return None, refused(400, error.message)
        plan = choose(route.plans, given)
        given = self._offer.known(plan, given)
        scope = self._rights.scope(user, plan)
        if not scope:
            return plan, refused(403, permissions.DENIED)
        found = find_objects(self.world, plan, route.ids)
        if isinstance(found, Result):
            return plan, found
        values = values_of(plan, given)
        for step, text in zip(plan.steps, route.ids, strict=True):
            # Some bodies repeat the number of the path; clients leave it out.
            if text.isdigit() and any(p.name == step.name for p in plan.endpoint.parameters_in("body")):
                values.setdefault(step.name, text)
        checked = check(plan, values, given.query)
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
            has_key=has_key,
        )
        limited = self._rights.limited(call, scope)
        if isinstance(limited, Result):
            return plan, limited
        result = self._viewed(plan, carry_out(limited, checked))
        return plan, old_result(limited, result) if self._is_old else result

    def _viewed(self, plan: Plan, result: Result) -> Result:
        """The result with its objects completed by the view of their kind, in the types of the call."""
        kind = plan.kind
        view = self.world.registry.views.get(result.kind or kind)
        later = self._later.get(result.kind or kind)
        if later and result.errors is None:
            result = without(result, later)
        known = self.world.schema.kind(result.kind or kind).attributes
        if known.get("id") == "string":
            result = with_text_ids(result)
        unlike = self._unlike.get(plan.endpoint.id)
        if unlike is None:
            unlike = self._unlike[plan.endpoint.id] = unlike_attributes(plan, known)
        if unlike and result.kind in ("", kind) and result.errors is None:
            result = conformed(result, unlike)
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


def _format(request: HttpRequest, target: Target) -> Format:
    headers = request.headers
    return answer_format(target, headers.get("accept", ""), headers.get("content-type", ""))


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
