"""Open drafts: several of one call, kept over a restart, never with a secret."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.request import Draft
from cloudflow_tui.workspace.open_drafts import OpenDrafts

CATALOG = Catalog.load()
SECRET = "hunter2-secret"


def draft_of(endpoint_id: str, **values: object) -> Draft:
    draft = Draft(CATALOG.endpoint(endpoint_id))
    for name, value in values.items():
        draft.set(name, value)
    return draft


def test_the_newest_comes_first_and_untouched_ones_give_way(tmp_path: Path) -> None:
    drafts = OpenDrafts(tmp_path / "drafts.json", CATALOG)
    untouched, one, two = draft_of("users.get"), draft_of("users.get", user_id=1), draft_of("users.list")
    drafts.show(untouched)
    drafts.show(one)
    drafts.show(two)
    assert [entry.draft is wanted for entry, wanted in zip(drafts.all(), (two, one), strict=True)] == [
        True
    ] * 2
    drafts.show(one, "mine")
    assert drafts.of_endpoint("users.get") is one
    assert drafts.name_of(one) == "mine"
    other = draft_of("users.get", user_id=2)
    drafts.show(other)
    assert len(drafts.all()) == 3
    drafts.close(other)
    assert drafts.of_endpoint("users.get") is one


def test_they_are_kept_without_secrets(tmp_path: Path) -> None:
    file = tmp_path / "data" / "drafts.json"
    drafts = OpenDrafts(file, CATALOG)
    drafts.show(draft_of("users.list"))
    drafts.keep()
    assert not file.exists()
    draft = draft_of("users.create", login="zaza", password=SECRET)
    draft.add_unknown("price", Decimal("0.1000000000000000000001"))
    draft.raw_body = None
    drafts.show(draft, "support/zaza")
    drafts.keep()
    assert SECRET not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    (again,) = OpenDrafts(file, CATALOG).all()
    draft.unset("password")
    assert again.draft == draft
    assert (again.saved_name, again.is_kept) == ("support/zaza", True)


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    file.write_text(
        '[7, {"endpoint": "no.such"}, {"endpoint": "users.get", "path": {"user_id": 3}}, {"path": 7}]'
    )
    drafts = OpenDrafts(file, CATALOG)
    assert [entry.draft.text("user_id") for entry in drafts.all()] == ["3"]
    file.write_text("{")
    assert OpenDrafts(file, CATALOG).all() == []
