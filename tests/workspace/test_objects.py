"""Live lists: read page by page, kept a while, known from the history, with the names of ids."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui import Workspace
from cloudflow_tui.catalog.models import Reference
from cloudflow_tui.errors import BuildError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.workspace.objects import KEPT_S, ListPlace, LiveLists
from tests.transport.nasty_server import NastyServer, Reader, Writer, nasty_server, says, whole

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress

USERS = Reference("users.list", "login")
DISKS = Reference("vs_disks.list_by_vs", "label", ("virtual_machine_id",))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def workspace_on(url: str, password: str = "s3cret") -> Workspace:
    profile = Profile("box", url, login="admin", secret=SecretPlace("env", "BOX"))
    return Workspace.open(profile, paths=app_paths(), environ={"BOX": password})


@pytest.fixture
async def on_box(sandbox: SandboxAddress) -> AsyncIterator[Workspace]:
    async with workspace_on(sandbox.url, sandbox.password) as opened:
        yield opened


async def test_a_list_is_read_with_labels_and_telling_columns(on_box: Workspace) -> None:
    draft = on_box.draft("virtual_servers.create")
    parameter = next(one for one in draft.endpoint.parameters if one.name == "template_id")
    assert parameter.reference is not None
    told: list[tuple[int, int | None]] = []
    place = on_box.lists.place_of(draft, parameter.reference)
    found = await on_box.lists.read(place, on_progress=lambda *counts: told.append(counts))
    assert found.origin == "live"
    assert found.objects[0].label == "Debian 12 x64"
    assert found.label_of("1") == "Debian 12 x64"
    assert "operating_system_distro" in found.columns
    assert all(len(one.cells) == len(found.columns) for one in found.objects)
    assert told == [(len(found.objects), len(found.objects))]
    assert [row.endpoint_id for row in on_box.history.rows()] == ["templates.list_all"]


async def test_a_list_is_kept_a_while_and_read_anew_after_a_change(on_box: Workspace) -> None:
    clock = Clock()
    lists = LiveLists(on_box, clock=clock)
    place = ListPlace(USERS)
    assert (await lists.read(place)).origin == "live"
    assert (await lists.read(place)).origin == "kept"
    assert (await lists.read(place, is_fresh=True)).origin == "live"
    clock.now += KEPT_S
    assert (await lists.read(place)).origin == "live"
    lists.forget()
    assert lists.label(on_box.draft("users.get"), USERS, "1") == "admin"
    assert (await lists.read(place)).origin == "live"
    assert on_box.history.count() == 4


async def test_a_change_through_the_workspace_forgets_the_lists(on_box: Workspace) -> None:
    place = ListPlace(Reference("user_groups.list", "label"))
    before = await on_box.lists.read(place)
    exchange = await on_box.send(on_box.draft("user_groups.create", label="made for a picker"), anyway=True)
    assert exchange.status in (200, 201)
    after = await on_box.lists.read(place)
    assert after.origin == "live"
    assert "made for a picker" in {one.label for one in after.objects} - {one.label for one in before.objects}


async def test_a_nested_list_belongs_to_what_was_chosen(on_box: Workspace) -> None:
    draft = on_box.draft("schedules.list_by_vs_disk")
    with pytest.raises(BuildError) as caught:
        on_box.lists.place_of(draft, DISKS)
    assert caught.value.parameter == "virtual_machine_id"
    assert "virtual_machine_id first" in str(caught.value)
    draft.set("virtual_machine_id", 1)
    place = on_box.lists.place_of(draft, DISKS)
    assert place.scope == (("virtual_machine_id", "1"),)
    found = await on_box.lists.read(place)
    assert found.objects
    assert on_box.history.rows(limit=1)[0].path.startswith("/virtual_machines/1/disks.json")


async def test_without_a_connection_the_history_tells(sandbox: SandboxAddress) -> None:
    async with workspace_on(sandbox.url, sandbox.password) as before:
        await before.lists.read(ListPlace(USERS))
    async with workspace_on("http://127.0.0.1:1") as after:
        found = await after.lists.read(ListPlace(USERS))
        assert found.origin == "history"
        assert "As seen in #1" in found.note
        assert found.label_of("1") == "admin"
        nothing = await after.lists.read(ListPlace(Reference("roles.list", "label")))
        assert nothing.objects == ()
        assert nothing.note


async def test_values_sent_before_are_offered() -> None:
    async with workspace_on("http://127.0.0.1:1") as offline:
        assert offline.lists.sent_before(offline.draft("users.get"), "user_id") == ()
        await offline.send(offline.draft("users.get", user_id=17))
        await offline.send(offline.draft("users.get", user_id=3))
        await offline.send(offline.draft("users.get", user_id=17))
        found = offline.lists.sent_before(offline.draft("users.get"), "user_id")
        assert [(one.value, one.label) for one in found] == [("17", "sent in #3"), ("3", "sent in #2")]


def page(number: int, total: int, count: int) -> bytes:
    objects = [{"user": {"id": number * 100 + n, "login": f"u{number}-{n}"}} for n in range(count)]
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Page: {number}\r\nX-Limit: 100"
    body = json.dumps(objects)
    return f"{head}\r\nX-Total: {total}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


async def paged(server: NastyServer, reader: Reader, writer: Writer) -> None:
    is_first = "?page=1&per_page=100 " in server.heads[-1]
    writer.write(page(1, 150, 100) if is_first else page(2, 150, 50))


async def test_pages_are_read_to_the_last_one() -> None:
    async with nasty_server(routes={"/users.json": paged}) as server, workspace_on(server.url) as workspace:
        told: list[tuple[int, int | None]] = []
        found = await workspace.lists.read(ListPlace(USERS), on_progress=lambda *counts: told.append(counts))
        assert told == [(100, 150), (150, 150)]
        assert len(found.objects) == found.total == 150
        assert found.note == ""


async def test_a_refused_list_says_so() -> None:
    routes = {"/roles.json": says(whole(b'{"errors":["no"]}', status="403 Forbidden"))}
    async with nasty_server(routes=routes) as server, workspace_on(server.url) as workspace:
        found = await workspace.lists.read(ListPlace(Reference("roles.list", "label")))
        assert found.origin == "history"
        assert found.note == "The list was answered 403 Forbidden, #1."


async def test_after_a_401_nothing_is_asked_until_the_user_says_so(sandbox: SandboxAddress) -> None:
    async with workspace_on(sandbox.url, "wrong-password") as workspace:
        exchange = await workspace.send(workspace.draft("version.get"))
        assert exchange.status == 401
        found = await workspace.lists.read(ListPlace(USERS))
        assert found.origin == "history"
        assert "Not read: the last answer to box was 401" in found.note
        assert "5 Profiles" in found.note
        assert len(workspace.history.rows()) == 1
        found = await workspace.lists.read(ListPlace(USERS), is_fresh=True)
        assert "answered 401" in found.note
        assert len(workspace.history.rows()) == 2
