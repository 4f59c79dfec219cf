"""Endpoints with every kind of parameter, and values of every kind, for the tests of drafts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from cloudflow_tui.catalog.models import Endpoint, Parameter, Reference
from cloudflow_tui.request.values import Value
from tests.factories import make_endpoint

CREATE_USER = make_endpoint(
    "users.create",
    "POST",
    "/users",
    root="user",
    parameters=(
        Parameter("login", "body", "string", is_required=True, min_length=2, max_length=40),
        Parameter("email", "body", "string", is_required=True),
        Parameter("password", "body", "string", is_required=True, is_secret=True, min_length=6),
        Parameter("role_ids[]", "body", "array", example=[2]),
        Parameter("aliases[]", "body", "array", example=["zaza"]),
        Parameter("vip", "body", "boolean"),
        Parameter("age", "body", "integer", minimum=0, maximum=150),
        Parameter("price", "body", "number", minimum=0.5),
        Parameter("locale", "body", "string", enum=("en", "fr", "de")),
        Parameter("suspend_at", "body", "datetime"),
        Parameter("born_on", "body", "date"),
        Parameter("limits.limit_cpu", "body", "integer"),
        Parameter("limits.limit_memory", "body", "integer", unit="MB"),
        Parameter("infoboxes", "body", "object"),
        Parameter("group_id", "body", "integer", reference=Reference("user_groups.list", "label")),
        Parameter("created_at", "body", "datetime", is_read_only=True),
        Parameter("note", "body", "string", default=""),
        Parameter("notify", "body", "boolean", is_beside_root=True),
    ),
)
EDIT_RULE = make_endpoint(
    "rules.edit",
    "PUT",
    "/cdn/:cdn_id/rules/:rule_id",
    root="rule",
    parameters=(
        Parameter("cdn_id", "path", "integer", is_required=True),
        Parameter("rule_id", "path", "string", is_required=True),
        Parameter("conditions", "body", "object"),
        Parameter("conditions.N.subject", "body", "string", is_required=True),
        Parameter("conditions.N.value", "body", "string"),
        Parameter("sources", "body", "array"),
        Parameter("sources[].target_type", "body", "string", is_required=True),
        Parameter("sources[].target_id", "body", "integer"),
        Parameter("members.member_0.name", "body", "string"),
    ),
)
LIST_USERS = make_endpoint(
    "users.list",
    "GET",
    "/users",
    parameters=(
        Parameter("page", "query", "integer"),
        Parameter("short", "query", "boolean", is_flag=True),
        Parameter("deleted", "query", "boolean"),
        Parameter("period[startdate]", "query", "datetime"),
        Parameter("period[enddate]", "query", "datetime"),
        Parameter("ids[]", "query", "array"),
    ),
)
BARE_DELETE = make_endpoint(
    "users.delete",
    "DELETE",
    "/users/:user_id",
    parameters=(
        Parameter("user_id", "path", "integer", is_required=True),
        Parameter("force", "body", "boolean"),
        Parameter("reason", "body", "string"),
    ),
)
REPORT = make_endpoint(
    "cdn_reports.overview",
    "GET",
    "/cdn/reports/overview",
    root="overview",
    parameters=(Parameter("start_date", "body", "date", is_required=True),),
)


def endpoint_of(*parameters: Parameter, method: str = "POST", root: str = "thing") -> Endpoint:
    """An endpoint of these parameters."""
    return make_endpoint("things.create", method, "/things", root=root, parameters=parameters)


def is_rounded_by_float(value: Decimal) -> bool:
    """Whether a float would change the number, which alone makes reading give a Decimal."""
    return Decimal(repr(float(value))) != value


CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\r")
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=12), st.sampled_from(["", " ", "1", "true", "null", "a,b", "<&>"])
)
KEYS = st.one_of(
    st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), st.text(CHARACTERS, min_size=1, max_size=6)
)
NUMBERS: st.SearchStrategy[Value] = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=25).filter(is_rounded_by_float),
)
SCALARS: st.SearchStrategy[Value] = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
