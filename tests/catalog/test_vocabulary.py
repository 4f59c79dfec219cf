"""Words of one meaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.vocabulary import Term, Vocabulary
from cloudflow_tui.errors import CatalogError

WORDS = Vocabulary([["virtual server", "virtual machine", "vm"], ["add", "create"]])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("add virtual machine", ["add", "virtual machine"]),
        ("virtual machines of user", ["virtual machine", "of", "user"]),
        ("virtual machinery", ["virtual", "machinery"]),
        ("my virtual server", ["my", "virtual server"]),
        ("virtual server virtual machine", ["virtual server", "virtual machine"]),
        ("", []),
    ],
)
def test_terms(text: str, typed: list[str]) -> None:
    assert [term.typed for term in WORDS.terms(text)] == typed


def test_forms_stand_for_each_other_the_typed_one_first() -> None:
    assert WORDS.term("vm").forms == ("vm", "virtual server", "virtual machine")
    assert WORDS.term("create").forms == ("create", "add")
    assert WORDS.term("disk").forms == ("disk",)


def test_a_plural_stands_for_its_singular() -> None:
    assert WORDS.term("disks").forms == ("disks", "disk")
    assert WORDS.term("class").forms == ("class",)
    assert WORDS.term("ids").forms == ("ids",)


def test_a_term_of_two_groups_has_the_forms_of_both() -> None:
    both = Vocabulary([["stop", "halt"], ["stop", "end"]])
    assert both.term("stop").forms == ("stop", "halt", "end")


@given(st.text(alphabet="abvm rtuls", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    folded = " ".join(text.split())
    found = " ".join(term.typed for term in WORDS.terms(folded))
    assert found.replace(" ", "") in (
        folded.replace(" ", ""),
        folded.replace("virtual machines", "virtual machine"),
    )


def test_what_ships_is_folded_and_says_each_word_once_a_group() -> None:
    file = Path(__file__).parents[2] / "cloudflow_tui" / "catalog" / "data" / "vocabulary.json"
    for group in json.loads(file.read_text(encoding="utf-8"))["same"]:
        assert len(set(group)) == len(group) > 1
        assert all(term == " ".join(term.lower().replace("_", " ").split()) for term in group)
    assert Vocabulary.read().term("hypervisor") == Term("hypervisor", ("hypervisor", "compute resource"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"same": [[1]]}', '{"same": 7}'])
def test_a_file_that_cannot_be_used(text: str, tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"vocabulary\.json"):
        Vocabulary.read(file)
