"""The status table."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.diagnosis import documented_statuses, glyph_of, status_meaning
from cloudflow_tui.diagnosis.models import Glyph, Kind
from cloudflow_tui.diagnosis.status import kind_of


@pytest.mark.parametrize(
    ("code", "name", "meaning", "advice"),
    [
        (200, "OK", "Done.", ""),
        (201, "Created", "scheduled as a transaction", "transactions"),
        (204, "No Content", "nothing comes back", "Read"),
        (403, "Forbidden", "well formed, but the server will not carry it out", "permissions"),
        (404, "Not Found", "The address is wrong, or there is no such object", "left to right"),
        (422, "Unprocessable Entity", "parameters are erroneous", "Correct"),
        (500, "Internal Server Error", "The server failed", "Contact support"),
        (503, "Service Unavailable", "overloaded or under maintenance", "Wait"),
    ],
)
def test_the_statuses_of_the_guide(code: int, name: str, meaning: str, advice: str) -> None:
    status = status_meaning(code)
    assert status.name == name
    assert meaning in status.meaning
    assert advice in status.advice
    assert status.is_documented


def test_the_guide_lists_eight() -> None:
    assert [status.code for status in documented_statuses()] == [200, 201, 204, 403, 404, 422, 500, 503]


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (202, "not finished"),
        (207, "Several things"),
        (302, "another address"),
        (400, "cannot be read"),
        (401, "credentials are wrong or missing"),
        (405, "does not take this method"),
        (415, "bodies of this type"),
        (429, "Too many requests"),
        (502, "A proxy"),
        (504, "A proxy"),
    ],
)
def test_statuses_that_servers_and_proxies_give_besides(code: int, meaning: str) -> None:
    status = status_meaning(code)
    assert meaning in status.meaning
    assert not status.is_documented


@pytest.mark.parametrize(
    ("code", "method", "meaning"),
    [
        (204, "DELETE", "removed"),
        (204, "PUT", "changed"),
        (200, "PUT", "Older clouds"),
        (200, "DELETE", "Older clouds"),
        (200, "GET", "Done."),
    ],
)
def test_the_method_sharpens_the_meaning(code: int, method: str, meaning: str) -> None:
    assert meaning in status_meaning(code, method).meaning


def test_every_status_of_http_has_a_name_that_does_not_depend_on_the_python_release() -> None:
    for code in HTTPStatus:
        assert status_meaning(code).name != "Unknown Status"
    assert status_meaning(422).name == "Unprocessable Entity"
    assert status_meaning(413).name == "Content Too Large"


@pytest.mark.parametrize(
    ("code", "kind", "glyph"),
    [
        (101, "1xx", "!"),
        (226, "2xx", "✓"),
        (399, "3xx", "!"),
        (451, "4xx", "!"),
        (599, "5xx", "×"),
        (0, "none", "×"),
    ],
)
def test_kinds_and_glyphs(code: int, kind: Kind, glyph: Glyph) -> None:
    assert kind_of(code) == kind
    assert glyph_of(kind) == glyph


@settings(deadline=None)
@given(st.integers(), st.sampled_from(["", "GET", "POST", "PUT", "DELETE", "BREW"]))
def test_any_number_has_a_meaning(code: int, method: str) -> None:
    status = status_meaning(code, method)
    assert status.name
    assert status.meaning.endswith(".")
    assert status.kind == "none" or status.kind[0] == str(code)[0]
