"""Secret values within a draft."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import Draft, encode_body
from cloudflow_tui.request.secrets import secret_values
from tests.request.examples import CREATE_USER, LIST_USERS, endpoint_of

MARKED = endpoint_of(
    Parameter("login", "body", "string"),
    Parameter("blob", "body", "string", is_secret=True),
    Parameter("blobs[]", "body", "array", is_secret=True),
    Parameter("set.inner", "body", "string", is_secret=True),
    Parameter("fields", "body", "object"),
)


def test_by_the_catalog() -> None:
    draft = Draft(MARKED)
    draft.set("login", "ann")
    draft.set("blob", "s1-secret")
    draft.set("blobs", ["s2-secret", 12345])
    draft.set("set.inner", "s3-secret")
    assert secret_values(draft) == {"s1-secret", "s2-secret", "12345", "s3-secret"}


def test_by_name() -> None:
    draft = Draft(LIST_USERS)
    draft.add_unknown("user.api_key", "s1-secret")
    draft.add_unknown("user.login", "ann")
    draft.extra_query = [("password", "s2-secret"), ("q", "ann")]
    draft.headers = [("X-Api-Key", "s3-secret"), ("X-Trace", "ann")]
    assert secret_values(draft) == {"s1-secret", "s2-secret", "s3-secret"}


def test_a_pair_of_name_and_value() -> None:
    draft = Draft(MARKED)
    draft.set(
        "fields", {"a": {"name": "root_password", "value": "s1-secret"}, "b": {"name": "x", "value": "y"}}
    )
    assert secret_values(draft) == {"s1-secret"}


def test_switches_and_nothing_are_no_secrets() -> None:
    draft = Draft(CREATE_USER)
    draft.set("password", "")
    draft.add_unknown("remove_password", True)
    draft.add_unknown("api_key", None)
    assert secret_values(draft) == frozenset()


def test_credentials_in_a_header() -> None:
    draft = Draft(LIST_USERS)
    coded = b64encode(b"ann:s1-secret").decode()
    draft.headers = [("Authorization", f"Basic {coded}")]
    assert {"s1-secret", coded} <= secret_values(draft)
    draft.headers = [("Authorization", "Basic not-base64!")]
    assert "not-base64!" in secret_values(draft)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ('{"thing": {"blob": "s1-secret", "login": "ann"}}', "json"),
        ('{"blob": "s1-secret", "login": "ann"}', "xml"),
        ("<thing><blob>s1-secret</blob><login>ann</login></thing>", "xml"),
        ('{"blob": "s1-secret", "login": "ann"', "json"),
        ('<thing><blob type="x">s1-secret</blob><login>ann</thing>', "xml"),
        ("login=ann&blob=s1-secret", "json"),
        ("{'blob': 's1-secret', 'login': 'ann'}", "json"),
    ],
)
def test_in_a_raw_body(text: str, format: Format) -> None:
    draft = Draft(MARKED, format=format)
    draft.raw_body = text
    found = secret_values(draft)
    assert "s1-secret" in found
    assert "ann" not in found


def test_secrets_in_comments() -> None:
    draft = Draft(CREATE_USER, format="xml")
    draft.load_body(
        "<user><login>ann</login><!-- <password>hunter22</password> --><!-- password: hunter33 -->"
        '<!-- token="hunter44" api_key is hunter55, password=${pw} --></user>'
    )
    found = {"hunter22", "hunter33", "hunter44", "hunter55"}
    assert secret_values(draft) == found
    draft.raw_body, draft.comments = encode_body(draft), ()
    assert secret_values(draft) == found
