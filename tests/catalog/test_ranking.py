"""The rank of one term in one endpoint."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.ranking import (
    BEGINNING,
    FIRST,
    INSIDE,
    OTHER_FORM,
    PARAMETER,
    PATH,
    PATH_END,
    SECTION,
    TEXT,
    WHOLE,
    WHOLE_PARAMETER,
    SoughtTerm,
)
from cloudflow_tui.catalog.vocabulary import Term

NAMES = "| create big user | people create |"
CALL = "post /settings/persons\n /settings/persons\n"
KEY = f"{NAMES}\n{CALL}\n|login|time zone|"


@pytest.mark.parametrize(
    ("word", "rank"),
    [
        ("create", FIRST),
        ("people", FIRST),
        ("user", WHOLE),
        ("use", BEGINNING),
        ("ser", INSIDE),
        ("persons", PATH_END),
        ("settings", PATH),
        ("login", WHOLE_PARAMETER),
        ("zone", PARAMETER),
        ("nowhere", TEXT),
    ],
)
def test_where_a_word_stands(word: str, rank: int) -> None:
    assert SoughtTerm(Term(word, (word,)), ["people"]).rank(NAMES, CALL, KEY, "others") == rank


def test_another_form_counts_a_little_less() -> None:
    term = Term("add", ("add", "create"))
    assert SoughtTerm(term, []).rank(NAMES, CALL, KEY, "people") == FIRST + OTHER_FORM


def test_a_term_that_names_the_section_counts_most() -> None:
    term = SoughtTerm(Term("virtual machine", ("virtual machine", "virtual server")), ["virtual servers"])
    assert term.rank(NAMES, CALL, KEY, "virtual servers") == SECTION
    assert term.rank(NAMES, CALL, KEY, "users") == TEXT
