"""A draft as text to edit: what is changed counts, what is not shown stays, what cannot be read is told."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.errors import BuildError
from cloudflow_tui.request import Draft, fill_samples
from cloudflow_tui.workspace.draft_text import from_text, to_text

CATALOG = Catalog.load()
SECRET = "hunter2-secret"


def made() -> Draft:
    draft = Draft(CATALOG.endpoint("users.create"))
    fill_samples(draft)
    draft.set("password", SECRET)
    draft.headers.append(("Authorization", f"Bearer {SECRET}-2"))
    return draft


def test_a_draft_comes_back_with_what_was_not_shown() -> None:
    draft = made()
    text = to_text(draft)
    assert SECRET not in text
    assert "kept as they are" in text
    assert from_text(draft, text) == draft


def test_what_is_edited_counts() -> None:
    draft = made()
    draft.set("login", "zaza")
    text = to_text(draft).replace('login = "zaza"', 'login = "kofi"\npassword = "another-one"')
    other = from_text(draft, text)
    assert other.get("login") == "kofi"
    assert other.get("password") == "another-one"
    assert draft.get("login") == "zaza"


@pytest.mark.parametrize("text", ["= 1", "body = 7", 'format = "yaml"'])
def test_what_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(BuildError):
        from_text(made(), text)
