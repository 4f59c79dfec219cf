"""An answer against what the catalog knows of its call, as console, command line and library tell it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.catalog.models import Answer, Attribute
from cloudflow_tui.document import Body
from cloudflow_tui.document.drift import Drift
from cloudflow_tui.workspace.drifting import LONGEST_BYTES, drift_note, drift_of_data, drift_of_exchange
from tests.factories import make_endpoint, make_exchange, make_response

ATTRIBUTES = (
    Attribute("id", "integer"),
    Attribute("old", "string", until="5.0"),
    Attribute("young", "string", since="6.5"),
    Attribute("oldest[].id", "integer", until="3.0"),
)
USERS = make_endpoint("users.list", answer=Answer(200, "user", is_list=True, attributes=ATTRIBUTES))


@pytest.mark.parametrize(
    ("version", "missing"), [("4.0", ("old",)), ("6.0", ()), ("6.7", ("young",)), ("", ("young",))]
)
def test_what_a_version_has_not_is_not_missed(version: str, missing: tuple[str, ...]) -> None:
    assert drift_of_data(USERS, 200, [{"user": {"id": 1}}], version) == Drift((), missing)


def test_what_another_version_has_is_known() -> None:
    found = drift_of_data(USERS, 200, [{"user": {"id": 1, "old": "a", "young": "b", "new": "c"}}], "6.0")
    assert found == Drift(("new",), ())
    assert (
        drift_note(USERS, Drift(("new",))) == "users.list (GET /users): 1 attribute not in the catalog: new"
    )
    assert drift_note(USERS, Drift()) == ""


def test_nothing_is_told_of_what_is_no_such_answer() -> None:
    assert drift_of_data(None, 200, []) is None
    assert drift_of_data(USERS, 404, []) is None
    assert drift_of_data(make_endpoint("users.list"), 200, []) is None
    assert drift_of_data(USERS, 200, None) is None, "it was not read"


@pytest.mark.parametrize("form", ["json", "xml"])
def test_both_formats_tell_the_same(form: str) -> None:
    body = (
        json.dumps([{"user": {"id": 1, "new": 2}}]).encode()
        if form == "json"
        else b'<users type="array"><user><id type="integer">1</id><new>2</new></user></users>'
    )
    exchange = make_exchange(response=make_response(200, body, content_type=f"application/{form}"))
    assert drift_of_exchange(USERS, exchange, "6.0") == Drift(("new",), ())


def test_long_and_lost_answers(tmp_path: Path) -> None:
    response = make_response(200, b"[" + b" " * LONGEST_BYTES + b"]")
    assert drift_of_exchange(USERS, make_exchange(response=response)) is None
    assert drift_of_exchange(USERS, replace(make_exchange(), response=None)) is None
    gone = replace(response, body=Body(b"", tmp_path / "gone.body", 9))
    with pytest.raises(FileNotFoundError):
        drift_of_exchange(USERS, make_exchange(response=gone))


@pytest.mark.parametrize(
    ("drift", "brief"),
    [
        (Drift(), ""),
        (Drift(("a", "b")), "2 not in the catalog"),
        (Drift((), ("c", "d")), "2 known attributes missing"),
        (Drift((), ("c",)), "1 known attribute missing"),
        (Drift(("a",), ("b", "c")), "1 not in the catalog, 2 known missing"),
    ],
)
def test_in_few_words(drift: Drift, brief: str) -> None:
    assert drift.brief == brief
