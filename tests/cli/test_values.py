"""The words `name=value`, and the draft they make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.cli.values import Given, numbered, put_into, read_given
from cloudflow_tui.errors import UnknownParameterError, UsageError
from cloudflow_tui.request import Draft
from cloudflow_tui.request.values import Value
from tests.factories import make_endpoint
from tests.request.examples import BARE_DELETE, CREATE_USER, EDIT_RULE, LIST_USERS

FILES = {"note.txt": "line one\nline two\n", "roles.json": "[1, 2]\n", "-": "from stdin", "dos.txt": "a\r\n"}


def read(*words: str) -> list[Given]:
    return read_given(words, FILES.__getitem__)


def drafted(*words: str, draft: Draft | None = None, is_anyway: bool = False) -> Draft:
    made = draft or Draft(CREATE_USER)
    put_into(made, read(*words), is_anyway=is_anyway)
    return made


@pytest.mark.parametrize(
    ("word", "name", "text", "value"),
    [
        ("login=ann", "login", "ann", UNSET),
        ("note=a=b", "note", "a=b", UNSET),
        ("note=", "note", "", UNSET),
        ("age:=7", "age", "7", 7),
        ("note:=null", "note", "null", None),
        ('limits:={"limit_cpu": 1}', "limits", '{"limit_cpu": 1}', {"limit_cpu": 1}),
        ("note=@note.txt", "note", "line one\nline two", UNSET),
        ("note=@dos.txt", "note", "a", UNSET),
        ("note=@-", "note", "from stdin", UNSET),
        ("note=@", "note", "@", UNSET),
        ("role_ids:=@roles.json", "role_ids", "[1, 2]\n", [1, 2]),
        ("period[startdate]=a:=b", "period[startdate]", "a:=b", UNSET),
    ],
)
def test_read(word: str, name: str, text: str, value: object) -> None:
    assert read(word) == [Given(name, text, value)]


@pytest.mark.parametrize("word", ["login", "", "=ann", ":=1"])
def test_no_word(word: str) -> None:
    with pytest.raises(UsageError, match="is not name=value"):
        read(word)


@pytest.mark.parametrize("word", ["age:=x", "age:=", "age:={", "age:=@note.txt"])
def test_no_json(word: str) -> None:
    with pytest.raises(UsageError, match=r"'age' is no JSON \(line 1, column [0-9]+\)\. For text write age="):
        read(word)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_text_arrives_as_it_is(text: str) -> None:
    if text.startswith("@"):
        return
    assert drafted(f"login={text}").get("login") == text


def test_types() -> None:
    draft = drafted("login=7", "age=7", "vip=no", "role_ids=1,2", "limits.limit_cpu=3")
    values: dict[str, Value] = {
        "login": "7",
        "age": 7,
        "vip": False,
        "role_ids": [1, 2],
        "limits": {"limit_cpu": 3},
    }
    assert draft.values("body") == values


def test_typed_values_stay_typed() -> None:
    assert drafted("login:=7").get("login") == 7
    assert drafted("note:=null").get("note") is None
    assert drafted('age:="x"').get("age") == "x"


def test_lists_element_by_element() -> None:
    assert drafted("role_ids[]=1", "login=ann", "role_ids[]=2").get("role_ids") == [1, 2]
    assert drafted("role_ids[]=1").get("role_ids") == [1]
    assert drafted("aliases[]=a,b", "aliases[]=c").get("aliases") == ["a,b", "c"]


def test_objects_of_a_list() -> None:
    words = ("sources[].target_type=a", "sources[].target_id=1", "sources[].target_type=b")
    draft = drafted(*words, draft=Draft(EDIT_RULE))
    assert draft.get("sources") == [{"target_type": "a", "target_id": 1}, {"target_type": "b"}]
    assert [one.name for one in numbered(read(*words))] == [
        "sources[0].target_type",
        "sources[0].target_id",
        "sources[1].target_type",
    ]


def test_twice_is_once_too_often() -> None:
    with pytest.raises(UsageError, match="'login' is given 2 times"):
        drafted("login=a", "login=b")


def test_unknown_names() -> None:
    with pytest.raises(UnknownParameterError, match="Nearest: login"):
        drafted("logn=ann")
    draft = Draft(CREATE_USER)
    assert put_into(draft, read("logn=ann", "x[]=1", "x[]=2", "n:=1"), is_anyway=True) == ["logn", "x[]", "n"]
    assert draft.values("body") == {"logn": "ann", "x": ["1", "2"], "n": 1}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_names_of_a_call_without_body_go_into_the_query(method: str) -> None:
    draft = Draft(make_endpoint("", method, "/things"))
    assert put_into(draft, read("q=ann"), is_anyway=False) == ["q"]
    assert draft.values("query") == {"q": "ann"}


def test_unknown_names_go_where_the_call_has_its_values() -> None:
    deletion = drafted("colour=red", draft=Draft(BARE_DELETE), is_anyway=True)
    assert deletion.values("body") == {"colour": "red"}
    listing = drafted("q=ann", draft=Draft(LIST_USERS), is_anyway=True)
    assert listing.values("query") == {"q": "ann"}
