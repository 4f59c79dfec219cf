"""The reference in Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.interchange.markdown import plain, to_markdown
from tests.catalog.samples import endpoint, parameter, section, write_section

CATALOG = Catalog.load()
TEXT = to_markdown(CATALOG.at(""))


def test_every_section_and_endpoint_has_a_heading() -> None:
    view = CATALOG.at("")
    assert TEXT.count("\n## ") == len(view.sections)
    assert TEXT.count("\n### ") == len(view.endpoints)
    assert all(f"`{row.id}`" in TEXT for row in view.endpoints)


def test_links_of_the_list_lead_to_headings() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", line[3:].lower()).replace(" ", "-")
        for line in TEXT.splitlines()
        if line.startswith("## ")
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) == heads


def test_rows_of_tables_have_as_many_cells_as_their_heads() -> None:
    wanted = 0
    for line in TEXT.splitlines():
        if not line.startswith("| "):
            wanted = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", line))
        wanted = wanted or cells
        assert cells == wanted, line


def test_a_call() -> None:
    start = TEXT.index("### Create user\n")
    part = TEXT[start : TEXT.index("\n### ", start)]
    assert "`POST /users`" in part
    assert "| `login` \\* | body | string |" in part
    assert "from the guide" in part
    assert "Answers 201: one object under `user`." in part


def test_new_calls_and_successors_are_told() -> None:
    assert "### Migrate VS (5.5 and later) (new)" in to_markdown(CATALOG.at("5.5"))
    assert "Replaced by `virtual_servers.migration`." in to_markdown(CATALOG.at("5.4"))
    assert "virtual_servers.migration`" not in to_markdown(CATALOG.at("2.0")).replace("by `virtual_", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a_b*c", r"a\_b\*c"), ("<b>", r"\<b\>"), ("a | b", r"a \| b"), ("# x\n- y", r"\# x - y"), ("", "")],
)
def test_text_is_no_markup(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_names_of_own_files_do_no_harm(tmp_path: Path) -> None:
    row = endpoint(
        "a", "POST", "/a", parameter("x", enum=["a|b", "c`d"]), title="<script>|", summary="[x](y)"
    )
    write_section(tmp_path, section(row))
    text = to_markdown(Catalog.load(tmp_path).at(""))
    assert r"### \<script\>\|" in text
    assert r"\[x\](y)" in text
    assert "`a&#124;b`, ``c`d``" in text
