"""Comments of XML bodies stay with their elements."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.request import Draft, encode_body
from cloudflow_tui.request.comments import comments_of, with_comments
from cloudflow_tui.request.values import Value
from tests.request.examples import CREATE_USER, KEYS, VALUES

TEXT = """<?xml version="1.0"?>
<!-- top --><user><!-- who -->
<login>ann</login>
<role-ids type="array"><!-- first --><role-id type="integer">2</role-id><!--two
lines--><role-id>3</role-id><!-- end of list --></role-ids>
<time_zone>x</time_zone> <!-- last - -->
</user><!-- after -->"""
WRITTEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- top -->
<user>
  <!-- who -->
  <login>ann</login>
  <role_ids type="array">
    <!-- first -->
    <role_id type="integer">2</role_id>
    <!--two
lines-->
    <role_id type="integer">3</role_id>
    <!-- end of list -->
  </role_ids>
  <time_zone>x</time_zone>
  <!-- last - -->
</user>
<!-- after -->"""
SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="-"), max_size=12)


def read(text: str) -> Draft:
    draft = Draft(CREATE_USER, format="xml")
    draft.load_body(text)
    return draft


def without_types(text: str) -> str:
    return text.replace(' type="integer"', "")


def test_comments_are_written_with_their_elements() -> None:
    assert without_types(encode_body(read(TEXT))) == without_types(WRITTEN)
    assert read(encode_body(read(TEXT))) == read(TEXT)


def test_a_changed_field_leaves_them() -> None:
    draft = read(TEXT)
    draft.set("login", "kofi")
    draft.unset("role_ids")
    written = encode_body(draft)
    assert "  <!-- who -->\n  <login>kofi</login>\n" in written
    assert [said for _, said in comments_of(written)] == [
        " top ", " who ", " first ", "two\nlines", " end of list ", " last - ", " after ",
    ]  # fmt: skip


def test_json_has_none_and_xml_has_them_again() -> None:
    draft = read(TEXT)
    draft.format = "json"
    written = encode_body(draft)
    assert "who" not in written
    draft.load_body(written.replace("ann", "kofi"))
    draft.format = "xml"
    assert "  <!-- who -->\n  <login>kofi</login>\n" in encode_body(draft)


def test_comments_are_stored_and_can_be_taken_out() -> None:
    draft = read(TEXT)
    stored = json.loads(json.dumps(draft.to_dict()))
    assert Draft.from_dict(CREATE_USER, stored) == draft
    draft.load_body("<user><login>ann</login></user>")
    assert draft.comments == ()


def test_what_no_comment_can_hold_is_softened() -> None:
    written = with_comments("<a>1</a>", (("a", " x --- \x00y-"), ("gone/b", "z")))
    assert [path for path, _ in comments_of(written)] == ["a", ""]
    assert comments_of(written)[0][1] == " x - - - y- "


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.data())
def test_no_comment_is_lost_and_no_value_changed(values: dict[str, Value], data: st.DataObject) -> None:
    draft = Draft(CREATE_USER, format="xml")
    draft.load_values("body", values)
    plain = read(encode_body(draft))
    elements = ["user", "user/", "user/login", "", *(f"user/{key}" for key in values)]
    comments = data.draw(st.lists(st.tuples(st.sampled_from(elements), SAID), max_size=4))
    draft.comments = tuple(comments)
    again = read(encode_body(draft))
    assert sorted(said for _, said in again.comments) == sorted(said for _, said in comments)
    assert again.values("body") == plain.values("body")
    assert encode_body(read(encode_body(again))) == encode_body(again)
