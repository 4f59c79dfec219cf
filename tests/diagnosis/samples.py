"""Endpoints and exchanges for the tests of diagnosis."""

from __future__ import annotations

from datetime import UTC, datetime

from cloudflow_tui.catalog.models import Answer, Attribute, Effect, Endpoint, Parameter, ParameterType, Place
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Pairs, Request, Response, Timing

JSON: Pairs = (("Content-Type", "application/json; charset=utf-8"),)
XML: Pairs = (("Content-Type", "application/xml; charset=utf-8"),)
HTML: Pairs = (("Content-Type", "text/html; charset=UTF-8"),)
AT = Timing(datetime(2026, 3, 1, 9, 15, tzinfo=UTC), total_ms=38.0)


def parameter(
    name: str,
    place: Place = "body",
    type: ParameterType = "string",
    *,
    required: bool = False,
    description: str = "",
    enum: tuple[object, ...] = (),
) -> Parameter:
    return Parameter(name, place, type, is_required=required, description=description, enum=enum)


def endpoint(
    title: str,
    method: str,
    path: str,
    *parameters: Parameter,
    answer: Answer,
    effect: Effect = "change",
    root: str = "",
    is_scheduled: bool = False,
    since: str = "",
    until: str = "",
) -> Endpoint:
    return Endpoint(
        id="samples.one",
        title=title,
        method=method,
        path=path,
        group="Samples",
        section="samples",
        summary="",
        effect=effect,
        answer=answer,
        parameters=parameters,
        root=root,
        is_scheduled=is_scheduled,
        since=since,
        until=until,
    )


USER_ID = parameter("user_id", "path", "integer", required=True)
CREATE_USER = endpoint(
    "Create user",
    "POST",
    "/users",
    parameter("login", required=True),
    parameter("email", required=True, description="E-mail address; must not be taken yet."),
    parameter("password", required=True),
    parameter("user_group_id", type="integer"),
    parameter("bucket_id", type="integer"),
    parameter("role_ids[]", type="array"),
    parameter("status", enum=("active", "suspended")),
    parameter("additional_fields[].additional_field.name"),
    parameter("additional_fields[].additional_field.value"),
    answer=Answer(201, "user"),
    root="user",
)
EDIT_USER = endpoint(
    "Edit user",
    "PUT",
    "/users/:user_id",
    USER_ID,
    parameter("email"),
    parameter("first_name"),
    parameter("bucket_id", type="integer"),
    parameter("time_zone"),
    answer=Answer(204),
    root="user",
)
DELETE_USER = endpoint(
    "Delete user", "DELETE", "/users/:user_id", USER_ID, answer=Answer(204), effect="destroy"
)
LIST_USERS = endpoint(
    "List users",
    "GET",
    "/users",
    parameter("page", "query", "integer"),
    answer=Answer(200, "users", is_list=True),
    effect="read",
)
GET_USER = endpoint("Get user", "GET", "/users/:user_id", USER_ID, answer=Answer(200, "user"), effect="read")
VERSION = endpoint("Get version", "GET", "/version", answer=Answer(200), effect="read")
START_VS = endpoint(
    "Start VS",
    "POST",
    "/virtual_machines/:virtual_machine_id/startup",
    parameter("virtual_machine_id", "path", "integer", required=True),
    answer=Answer(201, "virtual_machine"),
    is_scheduled=True,
)
CREATE_CDN = endpoint(
    "Create HTTP pull resource",
    "POST",
    "/cdn_resources",
    parameter("cdn_hostname", required=True),
    parameter("edge_group_ids[]", type="array", required=True),
    parameter("resource_type", enum=("HTTP_PULL", "HTTP_PUSH")),
    answer=Answer(201, "cdn_resource"),
    root="cdn_resource",
)
LIST_ERRORS = endpoint(
    "Get application error",
    "GET",
    "/sysadmin_tools/infrastructure/errors/:error_id",
    parameter("error_id", "path"),
    answer=Answer(200, "error", attributes=(Attribute("message", "string"),)),
    effect="read",
)


def request(
    call: str, body: bytes = b"", *, endpoint_id: str = "", secrets: frozenset[str] = frozenset()
) -> Request:
    """The request of `METHOD PATH`, to cp.example.net unless the path is a whole address."""
    method, path = call.split(" ", 1)
    url = path if "://" in path else f"https://cp.example.net{path}"
    format_of = "xml" if ".xml" in path else "json"
    return Request(
        method,
        url,
        body=body,
        format="xml" if format_of == "xml" else "json",
        endpoint_id=endpoint_id,
        secret_values=secrets,
    )


def answered(
    call: str,
    status: int,
    body: bytes | str = b"",
    headers: Pairs = JSON,
    *,
    sent: bytes = b"",
    login: str = "admin",
    secrets: frozenset[str] = frozenset(),
) -> Exchange:
    data = body.encode() if isinstance(body, str) else body
    return Exchange(
        request(call, sent, secrets=secrets),
        Outcome.ANSWERED,
        AT,
        response=Response(status, headers=headers, body=Body.of(data)),
        login=login,
    )


def failed(
    call: str,
    kind: FailureKind,
    *,
    may_have_arrived: bool = False,
    response: Response | None = None,
) -> Exchange:
    failure = Failure(kind, "No answer from cp.example.net:443 in 30 s.", "Try again.", may_have_arrived)
    return Exchange(request(call), Outcome.FAILED, AT, response=response, failure=failure)
