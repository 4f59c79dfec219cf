"""Saved requests: they come back as they were, hold no secret, and tell of vanished endpoints."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.errors import ConfigError, UsageError
from cloudflow_tui.request import Draft, encode_body, fill_samples
from cloudflow_tui.workspace.saved import SavedRequest, SavedRequests
from cloudflow_tui.workspace.saved_toml import from_toml, to_toml

CATALOG = Catalog.load()
SECRET = "hunter2-secret"


@pytest.fixture
def saved(tmp_path: Path) -> SavedRequests:
    return SavedRequests(tmp_path / "requests", CATALOG)


def test_a_draft_comes_back(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("virtual_servers.create"), format="xml")
    fill_samples(draft)
    for name, _ in draft.items():
        if "password" in name or "key" in name:
            draft.unset(name)
    draft.set("admin_note", None)
    draft.set("note", 'two\nlines "quoted" \\ \t é')
    draft.add_unknown("price", Decimal("0.1000000000000000000001"))
    draft.headers.append(("X-Mine", "1"))
    draft.extra_query.append(("word", ""))
    draft.timeout_s = 5
    assert saved.save(draft, "support/make a server") == ()
    loaded = saved.load("support/make a server")
    assert loaded.draft == draft
    assert loaded.note == ""
    assert saved.all() == [
        SavedRequest("support/make a server", "virtual_servers.create", "POST /virtual_machines")
    ]
    assert (saved.all()[0].folder, saved.all()[0].title) == ("support", "make a server")


def test_a_file_reads_well(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.create"))
    draft.set("login", "zaza")
    draft.set("role_ids", ["2"])
    saved.save(draft, "zaza")
    text = (saved.folder / "zaza.toml").read_text()
    assert text.startswith('endpoint = "users.create"\ncall = "POST /users"\nformat = "json"\n\n[body]\n')
    assert 'login = "zaza"\nrole_ids = ["2"]\n' in text


def test_no_secret_is_written(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.create"))
    draft.set("login", "zaza")
    draft.set("password", SECRET)
    draft.set("first_name", f"x {SECRET} y")
    draft.headers.append(("Authorization", f"Bearer {SECRET}-2"))
    draft.extra_query.append(("api_key", f"{SECRET}-3"))
    assert set(saved.save(draft, "one")) == {"password", "Authorization", "api_key"}
    assert SECRET not in (saved.folder / "one.toml").read_text()
    loaded = saved.load("one")
    assert not loaded.draft.is_set("password")
    assert "fill it in" in loaded.note
    assert "password" in loaded.note
    draft.set("password", "${env:NEW_PASSWORD}")
    draft.unset("first_name")
    saved.save(draft, "one", is_replacing=True)
    assert saved.load("one").draft.text("password") == "${env:NEW_PASSWORD}"
    draft.raw_body = f'{{"user": {{"password": "{SECRET}-4"}}}}'
    saved.save(draft, "one", is_replacing=True)
    assert SECRET not in (saved.folder / "one.toml").read_text()


def test_a_vanished_endpoint_opens_with_a_note(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.get"))
    draft.set("user_id", 17)
    saved.save(draft, "old")
    file = saved.folder / "old.toml"
    file.write_text(file.read_text().replace("users.get", "users.gets"))
    loaded = saved.load("old")
    assert loaded.draft.endpoint.path == "/users/:user_id"
    assert loaded.draft.text("user_id") == "17"
    assert "no users.gets any more; this is GET /users/:user_id. Nearest: users.get" in loaded.note


def test_names(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.list"))
    for name in ("", "..", "../x", "a//b", "/a", ".x", "a/ b", "a\nb"):
        with pytest.raises(UsageError, match="no name"):
            saved.save(draft, name)
    saved.save(draft, "a")
    with pytest.raises(UsageError, match="saved already"):
        saved.save(draft, "a")
    with pytest.raises(UsageError, match=r"Nearest: list of users\.|Saved ones lie"):
        saved.load("lists")
    saved.save(draft, "deep/er/b")
    saved.remove("deep/er/b")
    assert [one.name for one in saved.all()] == ["a"]
    assert not (saved.folder / "deep").exists()
    with pytest.raises(UsageError):
        saved.remove("b")


def test_a_broken_file_is_told_and_does_not_hide_the_others(saved: SavedRequests) -> None:
    saved.save(Draft(CATALOG.endpoint("users.list")), "a")
    (saved.folder / "b.toml").write_text("= 1")
    assert [(one.name, one.endpoint_id) for one in saved.all()] == [("a", "users.list"), ("b", "")]
    with pytest.raises(ConfigError, match="line 1, column 1"):
        saved.load("b")


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda key: not key.startswith("$")), VALUES, max_size=4))
def test_toml_comes_back(data: dict[str, object]) -> None:
    assert from_toml(to_toml(data)) == data


def test_options_come_back(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.list"))
    draft.follow_redirects, draft.body_encoding, draft.has_suffix = True, "iso-8859-1", False
    saved.save(draft, "odd")
    text = (saved.folder / "odd.toml").read_text()
    assert 'has_suffix = false\nfollow_redirects = true\nbody_encoding = "iso-8859-1"\n' in text
    assert saved.load("odd").draft == draft


def test_comments_are_saved_without_secrets(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.create"), format="xml")
    text = "<user><!-- asked by Kofi --><login>zaza</login><!-- <password>hunter22</password> --></user>"
    draft.load_body(text)
    saved.save(draft, "zaza")
    written = (saved.folder / "zaza.toml").read_text()
    assert "asked by Kofi" in written
    assert "hunter22" not in written
    assert "asked by Kofi" in encode_body(saved.load("zaza").draft)


def test_a_variable_in_the_place_of_a_secret_is_saved(saved: SavedRequests) -> None:
    draft = Draft(CATALOG.endpoint("users.create"))
    draft.set("password", "${new_password}")
    draft.headers.append(("Authorization", "Bearer ${env:TOKEN}"))
    draft.extra_query.append(("api_key", "${key}"))
    assert saved.save(draft, "one") == ()
    assert saved.load("one").draft == draft
    draft.raw_body = '{"user": {"password": "${new_password}", "api_key": "hunter22"}}'
    saved.save(draft, "one", is_replacing=True)
    loaded = saved.load("one").draft
    assert "${new_password}" in (loaded.raw_body or "")
    assert "hunter22" not in (loaded.raw_body or "")
