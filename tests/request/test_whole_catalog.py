"""Every call of the catalog: filled, checked, built, and its body read back."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import FORMATS, Draft, build, decode_body, fill_samples, validate
from cloudflow_tui.request.values import is_same

CATALOG = Catalog.load()
SECTIONS = sorted(CATALOG.sections)


def drafts(section: str, format: Format, *, only_required: bool) -> list[Draft]:
    found = []
    for summary in CATALOG.sections[section].endpoints:
        draft = Draft(CATALOG.endpoint(summary.id), format=format)
        fill_samples(draft, only_required=only_required)
        found.append(draft)
    return found


def test_there_is_something_to_look_at() -> None:
    assert len(CATALOG.endpoints) > 1200


@pytest.mark.parametrize("only_required", [True, False], ids=["required", "all"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("section", SECTIONS)
def test_section(section: str, format: Format, only_required: bool) -> None:
    for draft in drafts(section, format, only_required=only_required):
        name = draft.endpoint.id
        assert (name, [one for one in validate(draft) if one.blocks]) == (name, [])
        request = build(draft, "https://cp.example.com")
        assert ":" not in request.url.removeprefix("https://").partition("?")[0], name
        decoded = decode_body(draft.endpoint, request.body.decode(), format)
        assert is_same(decoded.values, draft.values("body")), name
        assert (decoded.notes, decoded.unknown) == ((), ()), name
        assert Draft.from_dict(draft.endpoint, draft.to_dict()) == draft, name


@pytest.mark.parametrize("section", SECTIONS)
def test_names_and_texts_lead_back(section: str) -> None:
    for draft in drafts(section, "json", only_required=False):
        other = Draft(draft.endpoint)
        for parameter in draft.endpoint.parameters:
            text = draft.text(parameter.name, place=parameter.place)
            if draft.is_set(parameter.name, place=parameter.place):
                other.set_text(parameter.name, "1" if parameter.is_flag else text, place=parameter.place)
        assert other == draft


@pytest.mark.parametrize("section", SECTIONS)
def test_an_empty_draft_misses_what_is_required(section: str) -> None:
    for summary in CATALOG.sections[section].endpoints:
        endpoint = CATALOG.endpoint(summary.id)
        missing = Draft(endpoint).missing()
        named = [one.name for one in endpoint.required if not one.is_read_only]
        assert set(missing) <= set(named), endpoint.id
        assert {name for name in named if "." not in name and "[" not in name} <= set(missing), endpoint.id
