"""Which rows of the tree are seen: folded, unfolded, filtered."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog import Catalog, search
from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.tui.tree_rows import TreeModel


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load()


@pytest.fixture
def model(catalog: Catalog) -> TreeModel:
    def find(text: str) -> list[EndpointSummary]:
        return search(catalog.endpoints, text, limit=20)

    return TreeModel(catalog.groups, find)


def keys(model: TreeModel) -> list[str]:
    return [row.key for row in model.rows]


def test_at_first_only_groups_are_seen(model: TreeModel, catalog: Catalog) -> None:
    assert keys(model) == [group.title for group in catalog.groups]
    assert sum(row.count for row in model.rows) == model.endpoint_count == len(catalog.endpoints)


def test_unfolding_shows_sections_then_endpoints(model: TreeModel, catalog: Catalog) -> None:
    model.toggle(0)
    sections = [section.id for section in catalog.groups[0].sections]
    assert keys(model)[1 : 1 + len(sections)] == sections
    model.toggle(1)
    assert model.rows[2].endpoint is not None
    assert model.rows[2].endpoint.section == sections[0]
    model.toggle(0)
    assert keys(model) == [group.title for group in catalog.groups]


def test_a_section_stays_unfolded_within_a_folded_group(model: TreeModel) -> None:
    model.toggle(0)
    model.toggle(1)
    before = keys(model)
    model.toggle(0)
    model.toggle(0)
    assert keys(model) == before


def test_toggling_to_what_is_already_so_changes_nothing(model: TreeModel) -> None:
    before = keys(model)
    model.toggle(0, to=False)
    assert keys(model) == before


def test_a_filter_shows_endpoints_best_first(model: TreeModel) -> None:
    model.filter_text = "create user"
    model.refresh()
    assert model.rows[0].key == "users.create"
    assert {row.kind for row in model.rows} == {"endpoint"}
    assert model.found == len(model.rows) == 20


def test_blanks_alone_are_no_filter(model: TreeModel, catalog: Catalog) -> None:
    model.filter_text = "  "
    model.refresh()
    assert len(model.rows) == len(catalog.groups)


def test_revealing_unfolds_as_far_as_needed(model: TreeModel, catalog: Catalog) -> None:
    index = model.reveal(catalog.summary("users.create"))
    assert model.rows[index].key == "users.create"
    assert model.rows[model.parent_of(index)].key == "users"
    group = model.parent_of(model.parent_of(index))
    assert model.rows[group].kind == "group"
    assert model.parent_of(group) == group


def test_folding_all_and_unfolding_a_group(model: TreeModel, catalog: Catalog) -> None:
    index = model.reveal(catalog.summary("users.create"))
    model.unfold_group(index)
    group = next(group for group in catalog.groups if group.title == "Users and access")
    seen = [row for row in model.rows if row.kind == "endpoint"]
    assert len(seen) == group.endpoint_count
    model.fold_all()
    assert len(model.rows) == len(catalog.groups)


def test_an_endpoint_that_is_not_seen_has_no_row(model: TreeModel) -> None:
    assert model.index_of("users.create") == -1


def test_some_endpoints_alone_can_be_shown_and_filtered(model: TreeModel, catalog: Catalog) -> None:
    model.only = catalog.at("5.6").new_endpoints
    model.refresh()
    assert [row.key for row in model.rows] == [row.id for row in model.only]
    model.filter_text = "delete bucket"
    model.refresh()
    assert model.rows[0].key == "buckets.delete"
    assert len(model.rows) < len(model.only)
    model.reveal(catalog.summary("users.create"))
    assert model.only is None
