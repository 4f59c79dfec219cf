"""Requests, responses, exchanges and endpoints for tests, whole and plain unless told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime

from cloudflow_tui.catalog.models import Answer, Effect, Endpoint, Parameter
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, Outcome, Pairs, Request, Response, Timing
from cloudflow_tui.profiles.models import Format, Profile

BASE_URL = "https://cp.example.com"
STARTED_AT = datetime(2026, 3, 1, 9, 15, 0, tzinfo=UTC)


def make_request(
    method: str = "GET",
    path: str = "/users.json",
    *,
    url: str = "",
    headers: Pairs = (("Accept", "application/json"),),
    body: bytes = b"",
    format: Format = "json",
    endpoint_id: str = "users.list",
    timeout_s: float | None = None,
    secret_values: frozenset[str] = frozenset(),
) -> Request:
    """A request; `url` wins over `path` below BASE_URL."""
    return Request(
        method,
        url or BASE_URL + path,
        headers,
        body,
        format,
        endpoint_id,
        timeout_s=timeout_s,
        secret_values=secret_values,
    )


def make_response(
    status: int = 200,
    body: bytes = b"[]",
    *,
    content_type: str = "application/json; charset=utf-8",
    headers: Pairs = (),
    reason: str = "",
) -> Response:
    """A response with a body in memory; no Content-Type header when `content_type` is empty."""
    announced = (("Content-Type", content_type),) if content_type else ()
    return Response(status, reason, announced + headers, Body.of(body))


def make_timing(total_ms: float = 12.0, *, started_at: datetime = STARTED_AT) -> Timing:
    return Timing(started_at, 1.0, None, 0.5, 10.0, 0.5, total_ms)


def make_exchange(
    *,
    request: Request | None = None,
    response: Response | None = None,
    outcome: Outcome = Outcome.ANSWERED,
    failure: Failure | None = None,
    timing: Timing | None = None,
    profile_name: str = "lab",
    login: str = "ann",
    number: int = 0,
) -> Exchange:
    """An answered exchange with an empty list as answer; a failed one has no response unless given."""
    if response is None and outcome is Outcome.ANSWERED:
        response = make_response()
    return Exchange(
        request or make_request(),
        outcome,
        timing or make_timing(),
        response,
        failure,
        profile_name,
        login,
        number,
    )


def make_endpoint(
    id: str = "users.list",
    method: str = "GET",
    path: str = "/users",
    *,
    parameters: tuple[Parameter, ...] = (),
    root: str = "",
    effect: Effect | None = None,
    answer: Answer | None = None,
    title: str = "",
) -> Endpoint:
    """An endpoint; effect and success status follow the method unless given."""
    effects: dict[str, Effect] = {"GET": "read", "DELETE": "destroy"}
    statuses = {"GET": 200, "POST": 201}
    return Endpoint(
        id=id,
        title=title or id,
        method=method,
        path=path,
        group="Users and access",
        section=id.partition(".")[0],
        summary="",
        effect=effect or effects.get(method, "change"),
        answer=answer or Answer(statuses.get(method, 204)),
        parameters=parameters,
        root=root,
    )


def make_profile(
    url: str = BASE_URL, *, name: str = "lab", login: str = "ann", timeout_s: float = 5.0
) -> Profile:
    return Profile(name, url, login=login, timeout_s=timeout_s)
