"""The template list, by location, in each form."""

from __future__ import annotations

import csv
import io
import json

import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace.template_list import TemplateList, TemplateRow, read_template_list, template_text
from tests.transport.nasty_server import Route, nasty_server, says, whole
from tests.workspace.test_settings_check import on

LISTED = TemplateList(
    (
        TemplateRow("Milan (KVM)", "Debian 12 | x64", "8", "linux", 5, 512),
        TemplateRow("Milan (KVM)", "<b>Windows</b>", "9", "windows", None, None),
        TemplateRow("Turin (KVM)", "=HYPERLINK(1)", "8", "linux", 5, 512),
    )
)


async def test_the_list_of_the_sandbox(sandbox: SandboxAddress) -> None:
    async with on(sandbox.url, sandbox.login, sandbox.password) as workspace:
        listed = await read_template_list(workspace)
    assert listed.locations[:2] == ("Milan (Milan KVM)", "Frankfurt (Frankfurt KVM)")
    milan = {row.system: row.id for row in listed.at("Milan (Milan KVM)")}
    assert milan["Debian 12 x64"] == "1"
    assert "Load balancer image" not in milan
    assert "web-01 golden image" not in milan, "a customer's own template is for nobody else"
    assert listed.note == ""


async def test_an_account_without_zones_gets_one_list() -> None:
    templates = b"""[
        {"image_template":{"id":8,"label":"Debian 12","operating_system":"linux","state":"active"}},
        {"image_template":{"id":9,"label":"half made","state":"being_created"}}]"""
    routes: dict[str, Route] = {
        "/templates/all.json": says(whole(b"", status="404 Not Found")),
        "/templates.json": says(whole(templates)),
        "/settings/hypervisor_zones.json": says(whole(b"", status="403 Forbidden")),
    }
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        listed = await read_template_list(workspace)
    assert listed.rows == (TemplateRow("", "Debian 12", "8", "linux"),)
    assert listed.note.startswith("This account may not read zones")
    assert template_text(listed, "markdown").startswith("| O.S. | Template ID |\n")


async def test_templates_that_cannot_be_read() -> None:
    refused = says(whole(b"", status="401 Unauthorized"))
    async with nasty_server(routes={"/templates/all.json": refused}) as server, on(server.url) as workspace:
        with pytest.raises(ConfigError, match="answered 401"):
            await read_template_list(workspace)
        assert len(server.heads) == 1


def test_markdown() -> None:
    assert template_text(LISTED, "markdown") == (
        "## Milan (KVM)\n\n| O.S. | Template ID Milan (KVM) |\n| --- | ---: |\n"
        "| Debian 12 \\| x64 | 8 |\n| &lt;b>Windows&lt;/b> | 9 |\n\n"
        "## Turin (KVM)\n\n| O.S. | Template ID Turin (KVM) |\n| --- | ---: |\n| =HYPERLINK(1) | 8 |\n"
    )


def test_csv_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(template_text(LISTED, "csv"))))
    assert rows[0][:3] == ["Location", "O.S.", "Template ID"]
    assert rows[1] == ["Milan (KVM)", "Debian 12 | x64", "8", "5", "512"]
    assert rows[3][1] == "'=HYPERLINK(1)"


def test_html_is_escaped() -> None:
    text = template_text(LISTED, "html")
    assert "<td>&lt;b&gt;Windows&lt;/b&gt;</td><td>9</td>" in text
    assert text.count("<table>") == 2


def test_json() -> None:
    assert json.loads(template_text(LISTED, "json"))[1] == {
        "location": "Milan (KVM)", "system": "<b>Windows</b>", "id": "9", "family": "windows",
        "least_disk_gb": None, "least_memory_mb": None,
    }  # fmt: skip
