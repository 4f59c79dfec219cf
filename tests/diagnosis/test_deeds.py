"""What calls do, in words."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Answer, Endpoint
from cloudflow_tui.diagnosis.deeds import deed_of, noun_of_id, singular
from tests.diagnosis.samples import (
    CREATE_USER,
    DELETE_USER,
    EDIT_USER,
    GET_USER,
    LIST_USERS,
    START_VS,
    endpoint,
)


def post(title: str, root: str = "thing") -> Endpoint:
    return endpoint(title, "POST", "/things", answer=Answer(201, root))


@pytest.mark.parametrize(
    ("call", "not_done", "done"),
    [
        (CREATE_USER, "no user was created", "Created: the new user comes back."),
        (EDIT_USER, "the user was not changed", "Done: the user was changed."),
        (DELETE_USER, "the user was not deleted", "Done: the user was deleted."),
        (START_VS, "the virtual server was not started", "Done: the virtual server was started."),
        (LIST_USERS, "nothing was read", "Done."),
        (GET_USER, "nothing was read", "Done."),
        (post("Add SSH key"), "no SSH key was added", "Added: the new SSH key comes back."),
        (post("Add domain", ""), "no domain was added", "Added."),
        (
            post("Add autoscaling rules"),
            "no autoscaling rules were added",
            "Added: the new autoscaling rules come back.",
        ),
        (post("Add VS from OVA"), "no virtual server was added", "Added: the new virtual server comes back."),
        (post("Add payment (old form)"), "no payment was added", "Added: the new payment comes back."),
        (post("Assign disk to another VS"), "the disk was not assigned", "Done: the disk was assigned."),
        (
            post("Shut down edge server"),
            "the edge server was not shut down",
            "Done: the edge server was shut down.",
        ),
        (
            post("Build or rebuild smart server"),
            "“Build or rebuild smart server” was not carried out",
            "Done.",
        ),
        (post("Trigger custom event"), "“Trigger custom event” was not carried out", "Done."),
        (post(""), "nothing was done", "Done."),
    ],
)
def test_clauses(call: Endpoint, not_done: str, done: str) -> None:
    deed = deed_of(call)
    assert deed.not_done() == not_done
    assert deed.is_done() == done


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("user_id", "user"),
        ("virtual_machine_id", "virtual server"),
        ("hypervisor_zone_id", "compute zone"),
        ("hypervisor_id", "compute resource"),
        ("iso_id", "ISO"),
        ("cdn_ssl_certificate_id", "CDN SSL certificate"),
    ],
)
def test_what_an_id_stands_for(name: str, noun: str) -> None:
    assert noun_of_id(name) == noun


@pytest.mark.parametrize(
    ("plural", "one"),
    [("users", "user"), ("IP addresses", "IP address"), ("policies", "policy"), ("access", "access")],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
