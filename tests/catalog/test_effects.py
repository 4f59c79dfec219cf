"""What a call does against its method: what is unusual has a reason."""

from __future__ import annotations

import json

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.index import DATA_FOLDER

ROWS = Catalog.load().endpoints
REASONS: dict[str, str] = json.loads((DATA_FOLDER / "effects.json").read_text(encoding="utf-8"))["reasons"]


def test_every_get_that_is_not_read_and_every_post_that_is_has_a_reason() -> None:
    unusual = {
        row.id
        for row in ROWS
        if (row.method == "GET" and row.effect != "read") or (row.method == "POST" and row.effect == "read")
    }
    assert unusual == set(REASONS)
    assert all(reason.endswith(".") and len(reason) > 20 for reason in REASONS.values())


def test_what_is_left_of_a_rebuild_is_nothing() -> None:
    """All forms of the calls that lose data say so, whatever the kind of server."""
    for row in ROWS:
        if row.path.endswith("/build") and row.section != "vs_disks":
            assert (row.id, row.effect, row.is_dangerous) == (row.id, "destroy", True)


def test_calls_that_share_their_last_word_do_the_same_to_every_kind_of_server() -> None:
    words = ("startup", "shutdown", "stop", "reboot", "suspend", "unlock", "build", "purge", "purge_all")
    for word in words:
        alike = {
            (row.effect, row.is_dangerous)
            for row in ROWS
            if row.method == "POST" and row.path.endswith(f"_id/{word}") and "server" in row.path + row.title
        }
        assert len(alike) == 1, word
