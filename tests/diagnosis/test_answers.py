"""What a call may answer."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Answer, Endpoint
from cloudflow_tui.diagnosis import possible_answers
from tests.diagnosis.samples import (
    CREATE_USER,
    DELETE_USER,
    EDIT_USER,
    GET_USER,
    LIST_USERS,
    START_VS,
    endpoint,
    parameter,
)


def rows(call: Endpoint) -> list[tuple[int, str, str]]:
    return [(answer.status, answer.name, answer.when) for answer in possible_answers(call)]


def test_creating_a_user() -> None:
    assert rows(CREATE_USER) == [
        (201, "Created", "the new user comes back"),
        (422, "Unprocessable Entity", "login or e-mail exists"),
        (403, "Forbidden", "a permission is lacking"),
        (500, "Server Error", "contact support"),
    ]


def test_deleting_a_user() -> None:
    assert rows(DELETE_USER) == [
        (204, "No Content", "deleted, nothing comes back"),
        (403, "Forbidden", "a permission is lacking"),
        (404, "Not Found", "there is no such user"),
        (500, "Server Error", "contact support"),
    ]


def test_editing_may_be_refused_for_its_parameters() -> None:
    assert (422, "Unprocessable Entity", "a parameter is erroneous") in rows(EDIT_USER)


def test_lists_are_not_refused_for_paging() -> None:
    assert [status for status, _, _ in rows(LIST_USERS)] == [200, 403, 500]
    assert rows(LIST_USERS)[0][2] == "the list comes back"
    assert rows(GET_USER)[0][2] == "the user comes back"


def test_scheduled_work_says_so() -> None:
    assert rows(START_VS)[0] == (201, "Created", "the work goes on as a transaction")
    assert (422, "Unprocessable Entity", "its state does not allow it") in rows(START_VS)
    assert (404, "Not Found", "there is no such virtual server") in rows(START_VS)


def test_several_ids_in_the_path() -> None:
    call = endpoint(
        "Get disk",
        "GET",
        "/virtual_machines/:virtual_machine_id/disks/:disk_id",
        parameter("virtual_machine_id", "path"),
        parameter("disk_id", "path"),
        answer=Answer(200, "disk"),
        effect="read",
    )
    assert (404, "Not Found", "an id in the path does not exist") in rows(call)


@pytest.mark.parametrize("call", [CREATE_USER, DELETE_USER, EDIT_USER, GET_USER, LIST_USERS, START_VS])
def test_the_success_comes_first_and_kinds_fit(call: Endpoint) -> None:
    answers = possible_answers(call)
    assert answers[0].status == call.answer.status
    assert all(answer.kind[0] == str(answer.status)[0] for answer in answers)
    assert len({answer.status for answer in answers}) == len(answers)
