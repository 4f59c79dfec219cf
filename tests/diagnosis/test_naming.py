"""The names that servers use, tied to parameters."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Answer
from cloudflow_tui.diagnosis import FieldError
from cloudflow_tui.diagnosis.naming import match_errors, parameter_of_class, parameter_of_field
from tests.diagnosis.samples import CREATE_CDN, CREATE_USER, START_VS, endpoint, parameter

NESTED = endpoint(
    "Add thing",
    "POST",
    "/servers/:server_id/things",
    parameter("server_id", "path"),
    parameter("limits.limit_cpu"),
    parameter("limits.limit_memory"),
    parameter("sources[].target_type"),
    parameter("sources[].target_id"),
    parameter("disks[].size"),
    parameter("other.size"),
    parameter("period[startdate]", "query"),
    answer=Answer(201, "thing"),
    root="thing",
)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("email", "email"),
        ("user.email", "email"),
        ("user[email]", "email"),
        ("Email", "email"),
        ("role_ids", "role_ids[]"),
        ("role-ids", "role_ids[]"),
        ("roles", "role_ids[]"),
        ("role", "role_ids[]"),
        ("user-group-id", "user_group_id"),
        ("user_group", "user_group_id"),
        ("bucket", "bucket_id"),
        ("additional_fields.additional_field.name", "additional_fields[].additional_field.name"),
        ("additional_fields[0].additional_field.value", "additional_fields[].additional_field.value"),
        ("time_machine", None),
        ("", None),
        ("7", None),
    ],
)
def test_fields_of_a_user(field: str, name: str | None) -> None:
    found = parameter_of_field(field, CREATE_USER)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("limits.limit_cpu", "limits.limit_cpu"),
        ("thing.limits.limit_cpu", "limits.limit_cpu"),
        ("limit_cpu", "limits.limit_cpu"),
        ("sources.target_type", "sources[].target_type"),
        ("disks.size", "disks[].size"),
        ("size", None),
        ("period.startdate", "period[startdate]"),
        ("server", "server_id"),
    ],
)
def test_nested_fields_and_ambiguous_ones(field: str, name: str | None) -> None:
    found = parameter_of_field(field, NESTED)
    assert (found.name if found else None) == name


def test_the_index_that_the_server_named_stays() -> None:
    (error,) = match_errors([FieldError("thing[sources][1][target_type]", "is invalid")], NESTED)
    assert (error.field, error.parameter) == ("sources[1].target_type", "sources[].target_type")
    (error,) = match_errors([FieldError("role_ids[0]", "is invalid")], CREATE_USER)
    assert (error.field, error.parameter) == ("role_ids[]", "role_ids[]")


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("CDN hostname can't be blank", "cdn_hostname"),
        ("Edge groups can't be blank", "edge_group_ids[]"),
        ("EdgeGroup not found", "edge_group_ids[]"),
        ("Edge Group not found", "edge_group_ids[]"),
        ("Origins can't be blank", ""),
        ("Resource not found", ""),
        ("CDN hostname, of all things", ""),
    ],
)
def test_messages_that_name_a_parameter(message: str, name: str) -> None:
    (error,) = match_errors([FieldError("", message)], CREATE_CDN)
    assert (error.field, error.parameter, error.message) == (name, name, message)


def test_a_class_in_the_path() -> None:
    found = parameter_of_class("VirtualMachine not found", START_VS)
    assert found is not None
    assert found.name == "virtual_machine_id"


def test_unmatched_fields_stay_as_the_server_wrote_them() -> None:
    errors = (FieldError("shoe_size", "is invalid"), FieldError("", "is locked"))
    assert match_errors(errors, CREATE_USER) == errors
    assert match_errors(errors, None) == errors
