"""The console and the sandbox judge alike: what is required, and what a body says in JSON and in XML.

One table over every endpoint: each required parameter is left out in turn, and both must miss it.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.errors import BuildError
from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import Draft, build, fill_samples, required_values, validate
from cloudflow_tui.sandbox.checking import BLANK, Checked, check
from cloudflow_tui.sandbox.reading import read_given, values_of
from cloudflow_tui.sandbox.schema import Plan, Schema

CATALOG = Catalog.load()
SECTIONS = sorted(CATALOG.sections)


@lru_cache(maxsize=1)
def plans() -> dict[str, Plan]:
    schema = Schema(tuple(CATALOG.endpoint(one.id) for one in CATALOG.endpoints))
    return schema.plans


def drafts(section: str, *, only_required: bool = True) -> list[Draft]:
    found = []
    for summary in CATALOG.sections[section].endpoints:
        draft = Draft(CATALOG.endpoint(summary.id))
        fill_samples(draft, only_required=only_required)
        found.append(draft)
    return found


def judged_by_sandbox(draft: Draft) -> Checked:
    plan = plans()[draft.endpoint.id]
    request = build(draft, "https://cp.example.net")
    given = read_given(urlsplit(request.url).query, request.body, draft.format)
    return check(plan, values_of(plan, given), given.query)


@pytest.mark.parametrize("format", ["json", "xml"])
@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_left_out_is_missed_by_both(section: str, format: Format) -> None:
    table: list[tuple[str, str, bool, bool]] = []
    for whole in drafts(section):
        whole.format = format
        for required in required_values(whole):
            draft = whole.copy()
            draft.unset(required.name, place=required.place)
            still = {one.name for one in required_values(draft)}
            if required.parameter.is_flag or required.name not in still:
                continue  # with its last member a group is not begun any more
            is_missed = required.name in {
                one.parameter for one in validate(draft) if one.kind == "missing" and one.blocks
            }
            table.append((draft.endpoint.id, required.name, is_missed, sandbox_misses(draft, required.place)))
    assert [row for row in table if row[2:] != (True, True)] == []


def sandbox_misses(draft: Draft, place: str) -> bool:
    if place == "path":
        # A path without its id is another path; no such request can be made at all.
        with pytest.raises(BuildError):
            build(draft, "https://cp.example.net")
        return True
    return any(BLANK in said for said in judged_by_sandbox(draft).errors.values())


@pytest.mark.parametrize("section", SECTIONS)
def test_a_whole_draft_is_missed_by_neither_and_reads_the_same_in_both_formats(section: str) -> None:
    for draft in drafts(section, only_required=False):
        in_json = judged_by_sandbox(draft)
        draft.format = "xml"
        in_xml = judged_by_sandbox(draft)
        name = draft.endpoint.id
        assert (name, [said for said in in_json.errors.items() if BLANK in said[1]]) == (name, [])
        assert (name, unwrapped(in_json.values)) == (name, unwrapped(in_xml.values))


def unwrapped(value: object) -> object:
    """The value without the names around the objects of a list, which XML writes once and JSON for each."""
    if isinstance(value, dict):
        return {key: unwrapped(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    is_wrapped = all(
        isinstance(one, dict) and len(one) == 1 and isinstance(next(iter(one.values())), dict)
        for one in value
    )
    return [unwrapped(next(iter(one.values())) if is_wrapped else one) for one in value]


def test_there_is_something_to_judge() -> None:
    assert sum(len(CATALOG.endpoint(one.id).required) for one in CATALOG.endpoints) > 1500
