"""Settings of a billing module against a cloud: the sandbox, and servers that refuse or have very much."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.interchange.settings_reader import read_settings
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.cloud_lists import MOST_PAGES
from cloudflow_tui.workspace.settings_check import SettingsReport, check_settings
from tests.transport.nasty_server import NastyServer, Reader, Route, Writer, nasty_server, says, whole

VERSION = whole(b'{"version":"6.7.0"}')

GOOD = """
template_id: 1
hypervisor zone: Milan KVM
hypervisor: 1
data store zone: 1
data store: 1
network zone: 1
network: 1
role_ids: 2
user group: 1
bucket: 1
ram: 1024
primary disk size: 10
"""


def on(url: str, login: str = "ann", secret: str = "s3cret-of-ann") -> Workspace:
    return Workspace(Profile("box", url, login=login), paths=app_paths(), environ={}, secret=secret)


async def checked(sandbox: SandboxAddress, text: str) -> SettingsReport:
    async with on(sandbox.url, sandbox.login, sandbox.password) as workspace:
        return await check_settings(workspace, read_settings(text))


def messages(report: SettingsReport, verdict: str) -> list[str]:
    return [one.message for one in report.checked if one.verdict == verdict]


async def test_settings_that_fit(sandbox: SandboxAddress) -> None:
    report = await checked(sandbox, GOOD)
    assert messages(report, "wrong") == []
    good = messages(report, "good")
    assert "Template 1 (Debian 12 x64) is there." in good
    assert "Template 1 (Debian 12 x64) runs in hypervisor zone 1 (Milan KVM)." in good
    assert "Data store zone 1 (Milan SSD) is joined to hypervisor zone 1 (Milan KVM)." in good
    assert "Network zone 1 (Milan networks) is joined to hypervisor zone 1 (Milan KVM)." in good
    assert "Hypervisor 1 (kvm-mil-01) belongs to hypervisor zone 1 (Milan KVM)." in good
    assert report.sentence == f"{len(good)} right."
    assert all(one.number for one in report.checked if one.message.endswith("is there."))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("template = 99", "Template 99 is not there, or admin cannot see it; there are 1 (Debian 12 x64)"),
        ("template = Debian 99", "No template is called “Debian 99”; there are"),
        ("template = 4\ndisk = 30", "30 GB is too small: template 4 (Windows Server 2022 STD) needs"),
        ("template = 4\nram = 2048", "2048 MB is too small"),
        ("template = 4\nswap = 2", "takes no swap disk, 2 GB are set"),
        ("hypervisor zone = 1\ndata store zone = 2", "is not joined to hypervisor zone 1 (Milan KVM)"),
        ("hypervisor zone = 1\nnetwork zone = 2", "is not joined to hypervisor zone 1 (Milan KVM)"),
        ("hypervisor zone = 2\nhypervisor = 1", "does not belong to hypervisor zone 2"),
        ("billing plan = 1", "Billing plans are gone since 5.6"),
        ("ram = 2 GB", "“2 GB” is no whole number"),
    ],
)
async def test_what_is_wrong_is_said(sandbox: SandboxAddress, text: str, said: str) -> None:
    assert any(said in message for message in messages(await checked(sandbox, text), "wrong"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ram = 2", "possibly GB are meant: 2048"),
        ("disk = 20480", "possibly MB are meant: 20"),
        ("template = 91\nrole = 92\nbucket = 93", "possibly these settings belong to another cloud"),
        ("hypervisor zone = 1\nram = 9000000", "has 9000000 MB free at the moment"),
    ],
)
async def test_what_is_possible_is_called_so(sandbox: SandboxAddress, text: str, said: str) -> None:
    assert any(said in message for message in messages(await checked(sandbox, text), "possible"))


async def test_a_numbered_option_is_not_guessed(sandbox: SandboxAddress) -> None:
    [one] = (await checked(sandbox, "configoption5 = 7")).checked
    assert one.verdict == "unknown"
    assert "only numbers it" in one.message


async def test_nothing_is_asked_after_a_refused_sign_in() -> None:
    refusal = whole(b'{"errors":["Access denied"]}', status="401 Unauthorized")
    async with nasty_server(routes={"/version.json": says(refusal)}) as server, on(server.url) as workspace:
        report = await check_settings(workspace, read_settings("template=1\nrole=2\nbucket=3"))
        assert len(server.heads) == 1
    assert report.stopped.startswith("The sign-in was refused (401)")
    assert {one.verdict for one in report.checked} == {"unknown"}


async def test_a_list_that_may_not_be_read_stays_unknown() -> None:
    refusal = whole(b'{"errors":["You do not have permissions for this action"]}', status="403 Forbidden")
    routes = {"/version.json": says(VERSION), "/roles.json": says(refusal)}
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        report = await check_settings(workspace, read_settings("role = 2"))
    assert messages(report, "unknown") == ["Role 2: this account may not read the list of roles (403)."]


async def test_the_old_path_of_a_list_is_taken_where_the_new_one_is_refused() -> None:
    zones = whole(b'[{"data_store_group":{"id":3,"label":"SSD"}}]')
    routes = {
        "/version.json": says(VERSION),
        "/settings/data_store_zones.json": says(whole(b"", status="403 Forbidden")),
        "/data_store_zones.json": says(zones),
    }
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        report = await check_settings(workspace, read_settings("data store zone = 3"))
    assert messages(report, "good") == ["Data store zone 3 (SSD) is there."]


async def test_an_object_behind_the_pages_that_are_read_is_looked_up_by_itself() -> None:
    """A cloud with a million roles: MOST_PAGES pages, then the one object."""
    rows = json.dumps([{"role": {"id": n, "label": f"r{n}"}} for n in range(100)]).encode()

    async def page(server: NastyServer, reader: Reader, writer: Writer) -> None:
        number = server.heads[-1].partition("page=")[2].partition("&")[0]
        heads = f"Content-Type: application/json\r\nX-Page: {number}\r\nX-Limit: 100\r\nX-Total: 1000000"
        writer.write(whole(rows, headers=heads))

    routes: dict[str, Route] = {
        "/version.json": says(VERSION),
        "/roles.json": page,
        "/roles/777777.json": says(whole(b'{"role":{"id":777777,"label":"far away"}}')),
    }
    async with nasty_server(routes=routes) as server, on(server.url) as workspace:
        report = await check_settings(workspace, read_settings("role = 777777"))
        assert len(server.heads) == 1 + MOST_PAGES + 1
    assert messages(report, "good") == ["Role 777777 (far away) is there."]
