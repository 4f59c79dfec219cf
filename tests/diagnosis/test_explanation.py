"""Explanations: meaning for the call, fields, evidence, next steps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.catalog.models import Answer, Endpoint
from cloudflow_tui.diagnosis import Explanation, FieldError, explain, explain_status
from cloudflow_tui.diagnosis.models import Glyph
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, FailureKind, Outcome, Response
from tests.diagnosis.samples import (
    AT,
    CREATE_CDN,
    CREATE_USER,
    DELETE_USER,
    EDIT_USER,
    GET_USER,
    HTML,
    JSON,
    LIST_USERS,
    START_VS,
    XML,
    answered,
    endpoint,
    failed,
    request,
)

EVERY = (CREATE_USER, EDIT_USER, DELETE_USER, LIST_USERS, GET_USER, START_VS, CREATE_CDN, None)
REFUSED_USER = """{"errors":{"email":["has already been taken"],
                   "password":["is too short (minimum is 6 characters)"]}}"""


def test_a_refused_creation() -> None:
    found = explain(answered("POST /users.json", 422, REFUSED_USER), CREATE_USER)
    assert found.title == "422 Unprocessable Entity"
    assert found.meaning == "The parameters are erroneous; no user was created."
    assert (found.glyph, found.kind) == ("!", "4xx")
    assert found.field_errors == (
        FieldError("email", "has already been taken", "email"),
        FieldError("password", "is too short (minimum is 6 characters)", "password"),
    )
    assert any("the object that has it" in step for step in found.next_steps)


def test_a_refused_creation_in_xml() -> None:
    body = "<errors><user-group-id>is invalid</user-group-id><role-ids>is invalid</role-ids></errors>"
    found = explain(answered("POST /users.xml", 422, body, XML), CREATE_USER)
    assert [error.parameter for error in found.field_errors] == ["user_group_id", "role_ids[]"]


@pytest.mark.parametrize(
    ("call", "status", "endpoint_of", "body", "meaning", "glyph"),
    [
        ("POST /users.json", 201, CREATE_USER, '{"user":{"id":17}}',
         "Created: the new user comes back.", "✓"),
        ("POST /virtual_machines/7/startup.json", 201, START_VS, '{"virtual_machine":{"id":7}}',
         "Accepted: the work goes on as a transaction.", "✓"),
        ("PUT /users/17.json", 204, EDIT_USER, "", "Done: the user was changed.", "✓"),
        ("PUT /users/17.json", 200, EDIT_USER, "{}", "Done: the user was changed.", "✓"),
        ("DELETE /users/17.json", 204, DELETE_USER, "", "Done: the user was deleted.", "✓"),
        ("GET /users.json", 200, LIST_USERS, '[{"user":{}},{"user":{}}]', "Done: 2 users.", "✓"),
        ("GET /users.json", 200, LIST_USERS, '[{"user":{}}]', "Done: 1 user.", "✓"),
        ("GET /users.json", 200, LIST_USERS, "[]", "Done: no users.", "✓"),
        ("GET /users/17.json", 200, GET_USER, '{"user":{"id":17}}', "Done.", "✓"),
        ("GET /users.json", 401, LIST_USERS, "",
         "The credentials are wrong or missing; nothing was read.", "!"),
        ("POST /users.json", 403, CREATE_USER, "",
         "Well formed, but the server will not carry it out; no user was created.", "!"),
        ("DELETE /users/9.json", 404, DELETE_USER, '{"errors":["Resource not found"]}',
         "The address is wrong, or there is no such user; the user was not deleted.", "!"),
        ("GET /users.json", 500, LIST_USERS, "", "The server failed while it worked on the request.", "×"),
        ("GET /users.json", 503, LIST_USERS, "",
         "The server is overloaded or under maintenance; that passes by itself.", "×"),
        ("GET /nowhere.json", 404, None, "", "The address is wrong, or there is no such object.", "!"),
        ("POST /users.json", 418, CREATE_USER, "",
         "The server refuses the request; no user was created.", "!"),
    ],
)  # fmt: skip
def test_meanings(
    call: str, status: int, endpoint_of: Endpoint | None, body: str, meaning: str, glyph: Glyph
) -> None:
    found = explain(answered(call, status, body), endpoint_of)
    assert found.meaning == meaning
    assert found.glyph == glyph


def test_pages_of_a_list_tell_the_whole() -> None:
    found = explain(answered("GET /users.json", 200, "[{},{}]", (*JSON, ("X-Total", "40"))), LIST_USERS)
    assert found.meaning == "Done: 2 of 40 users."


def has(found: Explanation, piece: str) -> bool:
    return any(piece in hint for hint in found.hints)


def test_404_names_the_ids_of_the_address() -> None:
    found = explain(
        answered("DELETE /users/999999.json", 404, '{"errors":["Resource not found"]}'), DELETE_USER
    )
    assert has(found, "user_id is 999999")
    assert any("from left to right" in step for step in found.next_steps)


def test_404_without_suffix_or_with_an_empty_part() -> None:
    assert has(explain(answered("GET /users/17", 404), GET_USER), "no .json or .xml")
    assert has(explain(answered("GET /users/.json", 404), GET_USER), "an empty part")
    assert not has(explain(answered("GET /users.json/page/2", 404), LIST_USERS), "no .json or .xml")


def test_404_on_a_good_address_points_into_the_body() -> None:
    found = explain(
        answered("POST /cdn_resources.json", 404, '{"errors":["EdgeGroup not found"]}'), CREATE_CDN
    )
    assert found.field_errors == (FieldError("edge_group_ids[]", "EdgeGroup not found", "edge_group_ids[]"),)
    assert has(found, "edge_group_ids[] in the body")


def test_404_tells_the_versions_that_the_catalog_knows() -> None:
    old = endpoint("Migrate VS", "POST", "/x/:id/migrate", answer=Answer(201), until="5.4", since="2.0")
    found = explain(answered("POST /x/1/migrate.json", 404), old)
    assert has(found, "until version 5.4")
    assert has(explain(answered("GET /nowhere.json", 404), None), "does not know this call")


@pytest.mark.parametrize(
    ("login", "piece"),
    [("ann@example.net", "goes with an API key"), ("ann", "goes with its password"), ("", "No credentials")],
)
def test_401_tells_who_it_was_sent_as(login: str, piece: str) -> None:
    challenge = (("WWW-Authenticate", 'Basic realm="OnApp API Authentication"'),)
    found = explain(answered("GET /users.json", 401, headers=challenge, login=login), LIST_USERS)
    assert has(found, piece)
    assert has(found, "OnApp API Authentication")
    assert any("lock" in step for step in found.next_steps)


def test_a_failed_put_may_move_updated_at() -> None:
    refused = '{"errors":{"email":["is invalid"]}}'
    assert has(explain(answered("PUT /users/17.json", 422, refused), EDIT_USER), "updated_at")
    assert not has(explain(answered("POST /users.json", 422, refused), CREATE_USER), "updated_at")


ALL_BLANK = (
    '{"errors":{"login":["can\'t be blank"],"email":["can\'t be blank"],"password":["can`t be blank"]}}'
)


def test_all_required_fields_blank_is_one_finding() -> None:
    sent = b'{"usr":{"login":"a","email":"b","password":"c"}}'
    found = explain(answered("POST /users.json", 422, ALL_BLANK, sent=sent), CREATE_USER)
    assert has(found, "the body was not understood")
    assert has(found, "root must be user")
    for other in (b'{"user":{"login":"a","password":"c"}}', b""):
        found = explain(answered("POST /users.json", 422, ALL_BLANK, sent=other), CREATE_USER)
        assert not has(found, "the body was not understood")


def test_values_of_a_list_are_named() -> None:
    found = explain(answered("POST /users.json", 422, '{"errors":{"status":["is invalid"]}}'), CREATE_USER)
    assert has(found, "status takes active, suspended")


@pytest.mark.parametrize(
    ("location", "piece"),
    [
        ("https://cp.example.net/users.json", "most clients repeat a POST"),
        ("https://other.example.org/", "another host"),
        ("/users/sign_in", "sign-in page"),
        ("http://[broken", "points to"),
        ("", "no other address"),
    ],
)
def test_redirects(location: str, piece: str) -> None:
    headers = (("Location", location),) if location else ()
    found = explain(answered("POST http://cp.example.net/users.json", 302, headers=headers), CREATE_USER)
    assert has(found, piece)
    assert found.glyph == "!"


def test_redirects_do_not_repeat_credentials() -> None:
    headers = (("Location", "https://ann:s3cret@cp.example.net/?key=s3cret"),)
    assert "s3cret" not in repr(explain(answered("GET /users.json", 301, headers=headers), LIST_USERS))


def test_html_in_place_of_data() -> None:
    page = "<html><h1>We're sorry, but something went wrong.</h1></html>"
    found = explain(answered("GET /users.json", 500, page, HTML), LIST_USERS)
    assert has(found, "HTML came where JSON was asked for")
    assert found.field_errors[0].message == "We're sorry, but something went wrong."
    as_json = explain(answered("GET /users.json", 500, page, JSON), LIST_USERS)
    assert has(as_json, "announced as JSON, but is HTML")


def test_a_good_status_with_a_page_is_no_success() -> None:
    page = '<html><form><input type="password"></form></html>'
    found = explain(answered("GET /users.json", 200, page, HTML), LIST_USERS)
    assert found.glyph == "!"
    assert "a web page" in found.meaning
    assert has(found, "sign-in page")


def test_a_good_status_with_an_error_is_no_success() -> None:
    body = '{"message":"Edge Group was modified with some errors.","error":"Locations are unavailable"}'
    found = explain(answered("PUT /users/17.json", 200, body), EDIT_USER)
    assert (found.glyph, found.kind) == ("!", "2xx")
    assert "carries an error" in found.meaning
    assert found.field_errors[0].message == "Locations are unavailable"


def test_a_list_for_a_post_reads_like_a_redirect() -> None:
    found = explain(answered("POST /users.json", 200, '[{"user":{"id":1}}]'), CREATE_USER)
    assert has(found, "A list came back for a POST")


def test_other_successes_than_the_catalogs_are_told() -> None:
    assert has(explain(answered("PUT /users/17.json", 200, "{}"), EDIT_USER), "The catalog has 204 here")
    assert explain(answered("PUT /users/17.json", 204), EDIT_USER).hints == ()


def test_empty_bodies() -> None:
    assert has(explain(answered("GET /users.json", 200, " "), LIST_USERS), "The body is empty")
    assert has(explain(answered("POST /users.json", 422), CREATE_USER), "The body is empty")
    found = explain(answered("POST /users.json", 422), CREATE_USER)
    assert any("names none" in step for step in found.next_steps)


def test_headers_that_support_asks_for() -> None:
    found = explain(answered("POST /users.json", 500, headers=(("X-Request-Id", "ab-12\x1b"),)), CREATE_USER)
    assert has(found, "ab-12␛")
    assert "Look whether it was carried out before sending it again." in found.next_steps
    waiting = explain(answered("GET /users.json", 503, headers=(("Retry-After", "120"),)), LIST_USERS)
    assert has(waiting, "Retry-After 120")


def test_no_answer_to_a_read_and_to_a_write() -> None:
    read = explain(failed("GET /users.json", FailureKind.TIMEOUT, may_have_arrived=True), LIST_USERS)
    assert (read.title, read.glyph, read.kind) == ("No answer", "×", "none")
    assert read.meaning == "No answer from cp.example.net:443 in 30 s."
    assert read.next_steps == ("Try again.",)
    write = explain(failed("POST /users.json", FailureKind.TIMEOUT, may_have_arrived=True), CREATE_USER)
    assert has(write, "may have arrived")
    assert write.next_steps[-1] == "Look whether it was carried out before sending it again."
    refused = explain(failed("POST /users.json", FailureKind.CONNECT), CREATE_USER)
    assert refused.next_steps == ("Try again.",)


def test_a_cut_answer_tells_how_it_began() -> None:
    part = Response(200, body=Body.of(b"[{"))
    found = explain(failed("GET /users.json", FailureKind.CUT, response=part), LIST_USERS)
    assert found.title == "Answer cut"
    assert has(found, "It began as 200 OK; 2 bytes")


def test_cancelled_and_unknown_outcomes() -> None:
    cancelled = Exchange(request("DELETE /users/1.json"), Outcome.CANCELLED, AT)
    assert "may have been carried out" in explain(cancelled, DELETE_USER).meaning
    assert explain(Exchange(request("GET /users.json"), Outcome.CANCELLED, AT), LIST_USERS).next_steps == ()
    unknown = explain(Exchange(request("POST /users.json"), Outcome.SENDING, AT), CREATE_USER)
    assert unknown.title == "Outcome unknown"
    assert unknown.next_steps == ("Look whether it was carried out before sending it again.",)


def test_secrets_of_the_request_are_masked() -> None:
    secret = "tr0ub4dor"
    body = f'{{"errors":{{"password":["{secret} is too simple"]}}}}'
    exchange = answered(f"POST /users/{secret}.json", 404, body, secrets=frozenset({secret}))
    called = endpoint("Use token", "POST", "/users/:token", answer=Answer(201))
    assert secret not in repr(explain(exchange, called))


@pytest.mark.parametrize(
    ("code", "call", "title", "meaning"),
    [
        (422, CREATE_USER, "422 Unprocessable Entity", "The parameters are erroneous; no user was created."),
        (422, None, "422 Unprocessable Entity", "The parameters are erroneous."),
        (201, START_VS, "201 Created", "Accepted: the work goes on as a transaction."),
        (777, None, "777 Unknown Status", "This is no HTTP status."),
    ],
)
def test_a_status_without_an_exchange(code: int, call: Endpoint | None, title: str, meaning: str) -> None:
    found = explain_status(code, call)
    assert (found.title, found.meaning) == (title, meaning)


def test_a_status_that_the_guide_does_not_list_says_so() -> None:
    assert explain_status(401).hints == ("The API's guide does not list this status.",)
    assert explain_status(404).hints == ()


@settings(deadline=None)
@given(
    st.sampled_from(EVERY),
    st.integers(min_value=100, max_value=599),
    st.sampled_from(
        [b"", b"{}", b"[]", b'{"errors":{"email":["is invalid"]}}', b"<html></html>", b"\xff\x00"]
    ),
    st.sampled_from([JSON, XML, HTML, ()]),
    st.text(max_size=20),
)
def test_every_answer_is_explained_in_whole_sentences(
    call: Endpoint | None,
    status: int,
    body: bytes,
    headers: tuple[tuple[str, str], ...],
    location: str,
) -> None:
    method = call.method if call else "GET"
    exchange = answered(f"{method} /users/1.json", status, body, (*headers, ("Location", location)))
    found = explain(exchange, call)
    assert found.title.startswith(str(status))
    for sentence in (found.meaning, *found.hints, *found.next_steps):
        assert sentence[0].isupper() or sentence[0] in "“_" or sentence.split(" ")[1] == "takes"
        assert sentence.endswith(".")
        assert "!" not in sentence or sentence.startswith("It points to ")
        assert sentence.isprintable()
