"""What is often behind a status of certain calls."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import cloudflow_tui.diagnosis
from cloudflow_tui.diagnosis.causes import causes_of
from tests.interchange.corpus.bases import the_catalog


@pytest.mark.parametrize(
    ("endpoint_id", "status", "words"),
    [
        ("users.delete", 404, "erased already"),
        ("users.create", 422, "not erased"),
        ("virtual_servers.startup", 422, "suspended"),
        ("virtual_servers.create", 201, "required_virtual_machine_build"),
        ("vs_ip_addresses.assign", 422, "reserved for another user"),
        ("virtual_servers.reboot", 422, "another transaction"),
    ],
)
def test_causes(endpoint_id: str, status: int, words: str) -> None:
    assert words in " ".join(causes_of(status, the_catalog().endpoint(endpoint_id)))


def test_what_was_sent_counts() -> None:
    create, edit = (
        the_catalog().endpoint("virtual_servers.create"),
        the_catalog().endpoint("virtual_servers.edit"),
    )
    assert causes_of(201, create, b'{"required_virtual_machine_build":1}') == ()
    assert causes_of(204, edit, b"{}") == ()
    assert "rebuild" in causes_of(204, edit, b'{"template_id":8}')[0]


def test_other_calls_have_none() -> None:
    assert causes_of(422, the_catalog().endpoint("version.get")) == ()
    assert causes_of(404, None) == ()


def test_every_row_is_of_some_call() -> None:
    folder = Path(cloudflow_tui.diagnosis.__file__).parent
    rows = json.loads((folder / "data" / "causes.json").read_text(encoding="utf-8"))
    calls = {f"{row.method} {row.path}" for row in the_catalog().endpoints}
    for row in rows:
        assert any(re.fullmatch(row["call"], call) for call in calls), row["call"]
        assert row["cause"].endswith(".")
