"""The scenes of which pictures are taken: fixed clock, names and answers, and no network.

Each scene is made of the real app on a profile that nothing is sent to; answers are handed to it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from cloudflow_tui.diagnosis import explain, what_happened
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Response, Timing
from cloudflow_tui.history import History
from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.app import ConsoleApp
from cloudflow_tui.tui.messages import ExchangeFinished
from cloudflow_tui.workspace import Workspace

NOW = datetime(2026, 3, 2, 10, 42, 7, tzinfo=UTC)
URL = "https://cp-lab.example.net"
JSON_TYPE = "application/json; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"

Scene = Callable[[Pilot[int]], Awaitable[None]]


def make_app(home: Path, theme: str, *, profile: Profile | None = None) -> ConsoleApp:
    """The console on a profile of the laboratory, with a history of its own."""
    environ = {"CLOUDFLOW_HOME": str(home), "LAB_SECRET": "not-a-real-secret"}
    lab = profile or Profile(
        "lab", URL, login="admin", secret=SecretPlace("env", "LAB_SECRET"), api_version="6.7", is_sandbox=True
    )
    return ConsoleApp(Workspace.open(lab, environ=environ), theme_name=theme, environ={})


def draft_of(workspace: Workspace, endpoint_id: str, values: Mapping[str, object]) -> Draft:
    """A draft with these values."""
    draft = workspace.draft(endpoint_id)
    for name, value in values.items():
        draft.set(name, value)
    return draft


def draft_of_user(workspace: Workspace, **more: object) -> Draft:
    """A new user, half filled."""
    names = {"login": "zaza", "first_name": "Zaza", "last_name": "Marchetti"}
    return draft_of(workspace, "users.create", {**names, **more})


def answer(
    workspace: Workspace,
    draft: Draft,
    status: int,
    body: bytes,
    *,
    number: int = 0,
    content_type: str = JSON_TYPE,
    after_s: float = 0.0,
    took_ms: float = 38.0,
) -> Exchange:
    """An answered exchange of a draft."""
    names = {200: "OK", 201: "Created", 204: "No Content", 404: "Not Found", 422: "Unprocessable Entity"}
    headers = (
        ("Content-Type", content_type),
        ("Cache-Control", "no-cache"),
        ("X-Request-Id", "7d1c2f5e"),
        ("X-Runtime", "0.031"),
    )
    return Exchange(
        workspace.build(draft),
        Outcome.ANSWERED,
        Timing(NOW + timedelta(seconds=after_s), 4.1, 11.6, 0.4, took_ms - 18, 1.9, took_ms),
        Response(status, names[status], headers, Body.of(body)),
        profile_name=workspace.profile.name,
        login=workspace.profile.login,
        number=number,
    )


async def show(pilot: Pilot[int], draft: Draft, exchange: Exchange) -> None:
    """Let the explorer show a draft and the answer to it."""
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    app.explorer.open_draft(draft)
    await pilot.pause()
    app.explorer.action_go_pane("request")
    await pilot.pause()
    app.explorer.post_message(ExchangeFinished(draft, exchange, explain(exchange, draft.endpoint)))
    await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    """Wait for workers and for the screen."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def workspace_of(pilot: Pilot[int]) -> Workspace:
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    return app.workspace


async def start(pilot: Pilot[int]) -> None:
    """The first picture: the tree, nothing open."""
    await settle(pilot)


async def builder(pilot: Pilot[int]) -> None:
    """A call with two required parameters missing."""
    await settle(pilot)
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    app.explorer.open_draft(draft_of_user(app.workspace))
    await settle(pilot)
    app.explorer.action_go_pane("request")
    await settle(pilot)
    await pilot.press("down")
    await settle(pilot)


async def after_422(pilot: Pilot[int]) -> None:
    """The server refused two parameters; an earlier answer shows who has the e-mail."""
    await settle(pilot)
    workspace = workspace_of(pilot)
    listed = draft_of(workspace, "users.list", {})
    rows = [{"user": {"id": 17, "login": "zaza.m", "email": "zaza@example.net"}}]
    seen = answer(workspace, listed, 200, json.dumps(rows).encode(), after_s=-120)
    write(workspace.history, workspace, listed, seen)
    draft = draft_of_user(workspace, email="zaza@example.net", password="abcdefgh")
    errors = {"email": ["has already been taken"], "password": ["is too short (minimum is 12 characters)"]}
    body = json.dumps({"errors": errors}).encode()
    await show(pilot, draft, answer(workspace, draft, 422, body, number=131))


async def table(pilot: Pilot[int]) -> None:
    """A list of servers as a table."""
    await settle(pilot)
    workspace = workspace_of(pilot)
    draft = workspace.draft("virtual_servers.list")
    body = json.dumps([{"virtual_machine": server} for server in listed_servers()]).encode()
    await show(pilot, draft, answer(workspace, draft, 200, body, number=124, took_ms=84.0))


async def xml_body(pilot: Pilot[int]) -> None:
    """One server in XML."""
    await settle(pilot)
    workspace = workspace_of(pilot)
    draft = workspace.draft("virtual_servers.get", format="xml", virtual_machine_id=1043)
    body = _xml_server().encode()
    await show(pilot, draft, answer(workspace, draft, 200, body, content_type=XML_TYPE, number=125))


async def no_answer(pilot: Pilot[int]) -> None:
    """The server did not answer in time."""
    await settle(pilot)
    workspace = workspace_of(pilot)
    draft = draft_of_user(workspace, email="zaza@example.net", password="abcdefgh")
    failure = Failure(
        FailureKind.TIMEOUT,
        "No answer from cp-lab.example.net:443 in 30 s.",
        "Look before sending again.",
        may_have_arrived=True,
    )
    exchange = Exchange(
        workspace.build(draft),
        Outcome.FAILED,
        Timing(NOW, 4.1, 11.6, 0.4, total_ms=30_016.0),
        failure=failure,
        profile_name="lab",
        login="admin",
        number=121,
    )
    await show(pilot, draft, exchange)


async def history(pilot: Pilot[int]) -> None:
    """The history of a morning."""
    await settle(pilot)
    workspace = workspace_of(pilot)
    fill_history(workspace)
    await pilot.press("4")
    await settle(pilot)
    await pilot.press("down")
    await settle(pilot)


async def confirm(pilot: Pilot[int]) -> None:
    """A call that destroys asks for the name of what it destroys."""
    from cloudflow_tui.tui.screens.confirm import ConfirmScreen
    from cloudflow_tui.workspace.naming import ObjectName

    await builder(pilot)
    workspace = workspace_of(pilot)
    draft = workspace.draft("users.delete", user_id=17)
    name = ObjectName("/users/17", "zaza.m", "login", " 17, zaza.m", "#130 login of 17 is zaza.m")
    pilot.app.push_screen(ConfirmScreen(workspace, draft, name))
    await settle(pilot)
    await pilot.press(*"zaza")
    await settle(pilot)


async def palette(pilot: Pilot[int]) -> None:
    """The palette finds endpoints and commands."""
    await settle(pilot)
    await pilot.press("ctrl+p")
    await pilot.press(*"reboot")
    await settle(pilot)


async def help_screen(pilot: Pilot[int]) -> None:
    """Every key and what it does."""
    await settle(pilot)
    await pilot.press("f1")
    await settle(pilot)


async def followed(pilot: Pilot[int]) -> None:
    """Three calls scheduled work: one runs, one waits, one is done."""
    from cloudflow_tui.tui.panes.followed_work import Work
    from cloudflow_tui.workspace.follow import ChainState, Step

    await table(pilot)
    app = pilot.app
    assert isinstance(app, ConsoleApp)

    def one(key: int, title: str, name: str, step: Step, elapsed_s: float) -> Work:
        end = "complete" if step.status == "complete" else ""
        state = ChainState((step,), end, elapsed_s)  # type: ignore[arg-type]  # one of the ends
        return Work(key, title, name, "10:41:55", state=state, usual={"startup_virtual_machine": 17.0})

    works = (
        one(1, "Reboot VS", "vpn", Step(88209, "reboot_virtual_machine", "complete", elapsed_s=41), 44),
        one(2, "Add disk", "db-replica", Step(88214, "create_disk", "pending"), 6),
        one(3, "Start up VS", "web-03", Step(88213, "startup_virtual_machine", "running", elapsed_s=12), 13),
    )
    app.explorer.followed.clock = lambda: 0.0
    app.explorer.followed.show_works(works, is_moving=False)
    await settle(pilot)


async def watching(pilot: Pilot[int]) -> None:
    """A server is watched while it starts."""
    from cloudflow_tui.document.compare_models import Change
    from cloudflow_tui.tui.screens.watch import WatchScreen
    from cloudflow_tui.workspace.watch import Look

    await settle(pilot)
    workspace = workspace_of(pilot)
    draft = draft_of(workspace, "virtual_servers.get", {"virtual_machine_id": 31})
    exchange = answer(workspace, draft, 200, b"{}")
    screen = WatchScreen(workspace, draft, "/virtual_machines/31.json")
    await pilot.app.push_screen(screen)
    screen.workers.cancel_group(screen, "watch")
    await settle(pilot)
    usage, at = [3, 9, 22, 41, 38, 52, 61, 57, 70, 64, 58, 44], exchange.timing.started_at
    for count, (old, new) in enumerate(itertools.pairwise(usage), 2):
        changes = [Change("virtual_machine.cpu_usage", "changed", old, new)]
        if count == 5:
            changes.append(Change("virtual_machine.booted", "changed", False, True))
        look = Look(count, at + timedelta(seconds=5 * count), 200, tuple(changes), exchange=exchange)
        screen.rows.watched.take(look)
    screen.head.look = look
    screen.head.trouble = ""
    screen.footer.note = ""
    screen.head.refresh()
    screen.rows.show()
    await settle(pilot)


PASTED = (
    "curl –u user:userpass -X POST http://onapp.test/users.json "
    '-H \'Content-Type: application/json\' -d \'{"user":{"login":"zaza","emial":"zaza@example.net"}}\''
)
"""A line as the guide has it, with a misspelt parameter."""


async def findings(pilot: Pilot[int]) -> None:
    """A curl line was pasted."""
    from textual import events

    await settle(pilot)
    pilot.app.post_message(events.Paste(PASTED))
    await settle(pilot)
    await settle(pilot)


SCENES: dict[str, Scene] = {
    "start": start,
    "builder": builder,
    "after-422": after_422,
    "table": table,
    "xml": xml_body,
    "no-answer": no_answer,
    "history": history,
    "confirm": confirm,
    "palette": palette,
    "followed": followed,
    "findings": findings,
    "watching": watching,
    "help": help_screen,
}


def fill_history(workspace: Workspace) -> None:
    """A morning of support work, written as the console writes it."""
    history = workspace.history
    for at, (endpoint_id, values, status, body) in enumerate(_morning()):
        draft = draft_of(workspace, endpoint_id, values)
        exchange = answer(workspace, draft, status, body, after_s=at * 71 - 900, took_ms=22.0 + at * 3)
        write(history, workspace, draft, exchange)


def write(history: History, workspace: Workspace, draft: Draft, exchange: Exchange) -> None:
    from dataclasses import replace

    number = history.begin(
        exchange.request,
        profile_name="lab",
        login="admin",
        started_at=exchange.timing.started_at,
        draft_json=json.dumps(draft.to_dict()),
    )
    endpoint = workspace.catalog.endpoint(draft.endpoint.id)
    history.finish(replace(exchange, number=number), what_happened(exchange, endpoint))


def _morning() -> list[tuple[str, dict[str, object], int, bytes]]:
    user = {"user": {"id": 17, "login": "zaza.m", "email": "zaza.m@example.net", "status": "active"}}
    taken = {"errors": {"email": ["has already been taken"]}}
    servers = [{"virtual_machine": server} for server in listed_servers()]
    return [
        ("version.get", {}, 200, b'{"version":"6.7.0-12"}'),
        ("virtual_servers.list", {}, 200, json.dumps(servers).encode()),
        ("users.delete", {"user_id": 23}, 404, b'{"errors":["User not found"]}'),
        ("virtual_servers.startup", {"virtual_machine_id": 1043}, 201, json.dumps(servers[2]).encode()),
        ("users.get", {"user_id": 17}, 200, json.dumps(user).encode()),
        ("users.create", {"login": "zaza", "email": "zaza.m@example.net"}, 422, json.dumps(taken).encode()),
        ("user_groups.list", {}, 200, b'[{"user_group":{"id":1,"label":"Customers"}}]'),
        ("users.update", {"user_id": 17, "email": "zaza@example.net"}, 204, b""),
    ]


def listed_servers() -> list[dict[str, object]]:
    rows = [
        (1036, "win-legacy", False, 2, 4096, 120, "203.0.113.90"),
        (1041, "web-01", True, 4, 8192, 60, "203.0.113.21"),
        (1043, "web-03", True, 4, 8192, 60, "203.0.113.23"),
        (1044, "vpn", True, 1, 1024, 10, "203.0.113.7"),
        (1051, "db-primary", True, 8, 32768, 500, "203.0.113.32"),
        (1052, "db-replica", False, 8, 32768, 500, "203.0.113.33"),
        (1060, "build-runner", True, 8, 16384, 200, "203.0.113.61"),
    ]
    return [
        {
            "id": number,
            "label": label,
            "hostname": f"{label}.example.net",
            "booted": booted,
            "cpus": cpus,
            "memory": memory,
            "total_disk_size": disk,
            "hypervisor_id": 3,
            "user_id": 17,
            "ip_addresses": [{"ip_address": {"address": address}}],
            "created_at": "2025-11-02T08:15:00.000+00:00",
            "note": None,
        }
        for number, label, booted, cpus, memory, disk, address in rows
    ]


def _xml_server() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><virtual_machine>'
        '<id type="integer">1043</id><label>web-03</label>'
        '<hostname>web-03.example.net</hostname><booted type="boolean">true</booted><note nil="true"/>'
        '<cpus type="integer">4</cpus><memory type="integer">8192</memory>'
        '<ip_addresses type="array"><ip_address><address>203.0.113.23</address>'
        "<netmask>255.255.255.0</netmask></ip_address></ip_addresses>"
        '<created_at type="dateTime">2025-11-02T08:15:00+00:00</created_at></virtual_machine>'
    )
