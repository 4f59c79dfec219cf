"""Trying a profile out: each finding in words."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.probe import Findings, Step, place_words, probe
from tests.transport.nasty_server import nasty_server, says, whole

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CLOSING = "Content-Type: application/json\r\nConnection: close"
ANSWERS = {
    "/version.json": says(whole(b'{"version":"6.7.0-12"}', headers=CLOSING)),
    "/profile.json": says(whole(b'{"user":{"login":"ann"}}', headers=CLOSING)),
}


def words(findings: Findings) -> dict[str, tuple[str, str]]:
    return {step.name: (step.mark, step.words) for step in findings.steps}


async def test_a_sandbox_is_found_good(sandbox: SandboxAddress) -> None:
    profile = Profile("box", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "BOX"))
    told: list[Step] = []
    async with Workspace.open(profile, paths=app_paths(), environ={"BOX": sandbox.password}) as workspace:
        findings = await probe(workspace, on_step=told.append)
    found = words(findings)
    assert list(found) == ["secret", "address", "TLS", "version", "user", "rights"]
    assert found["secret"] == ("good", "from the environment variable BOX")
    assert found["TLS"] == ("good", "none: plain http")
    assert found["version"] == ("good", "CloudFlow 6.7.0-12")
    assert found["user"] == ("good", "admin, with a password")
    assert "0 will likely answer 403" in found["rights"][1]
    assert findings.is_good
    assert tuple(told) == findings.steps
    assert findings.rights.is_known


async def test_tls_with_its_days(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ends = datetime.now(UTC) + timedelta(days=400)
    authority.issue_cert("127.0.0.1", common_name="cp", not_after=ends).configure_cert(context)
    async with nasty_server(context, ANSWERS) as server:
        profile = Profile("lab", server.url, login="ann", ca_file=str(tmp_path / "ca.pem"))
        seen = await found(profile, ends - timedelta(days=30, hours=1))
        soon = await found(profile, ends - timedelta(days=5, hours=1))
        blind = await found(replace(profile, ca_file="", verify_tls=False), NOW)
        strange = await found(replace(profile, ca_file=""), NOW)
    assert seen["TLS"][0] == "good"
    assert seen["TLS"][1].startswith("TLSv1.3, certificate of cp by ")
    assert seen["TLS"][1].endswith(", 30 days left")
    assert (soon["TLS"][0], blind["TLS"][0]) == ("look", "look")
    assert "NOT CHECKED" in blind["TLS"][1]
    assert seen["rights"][0] == "look"
    assert strange["TLS"][0] == "bad"
    assert "ca_file" in strange["TLS"][1]
    assert list(strange) == ["TLS", "seen"]
    assert strange["seen"][1].startswith("it is of cp by ")


@pytest.mark.parametrize(
    ("host", "ends", "why", "told"),
    [
        ("127.0.0.1", timedelta(days=-3), "has expired", "for 127.0.0.1; ended 2"),
        (
            "cp.example.net",
            timedelta(days=9),
            "does not hold this IP address",
            "for cp.example.net; ends 2",
        ),
    ],
)
async def test_which_certificate_it_was(
    tmp_path: Path, host: str, ends: timedelta, why: str, told: str
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    moment = datetime.now(UTC) + ends
    begins = moment - timedelta(days=90)
    authority.issue_cert(host, not_before=begins, not_after=moment).configure_cert(context)
    async with nasty_server(context, ANSWERS) as server:
        profile = Profile("lab", server.url, login="ann", ca_file=str(tmp_path / "ca.pem"))
        seen = await found(profile, datetime.now(UTC))
        assert server.heads == []
    assert why in seen["TLS"][1]
    assert told in seen["seen"][1]


async def test_what_shows_no_certificate_adds_nothing() -> None:
    async with nasty_server() as server:
        profile = Profile("lab", server.url.replace("http:", "https:"), login="ann")
        assert "seen" not in await found(profile, NOW)


async def found(profile: Profile, now: datetime) -> dict[str, tuple[str, str]]:
    async with Workspace(profile, paths=app_paths(), environ={}, secret="s3cret-of-ann") as workspace:
        return words(await probe(workspace, now=now))


@pytest.mark.parametrize(
    ("kind", "told"),
    [("password", "A password was used; nothing"), ("api_key", "An API key was used; nothing")],
)
async def test_wrong_credentials_end_it(kind: str, told: str) -> None:
    refusing = {"/version.json": says(whole(b"", status="401 Unauthorized"))}
    async with nasty_server(routes=refusing) as server:
        seen = await found(Profile("lab", server.url, login="a@b.net", login_kind=kind), NOW)  # type: ignore[arg-type]
        assert len(server.heads) == 1
    assert seen["login"][0] == "bad"
    assert told in seen["login"][1]
    assert "Sent as a@b.net" in seen["login"][1]
    assert "user" not in seen


async def test_a_login_page_instead_of_an_answer() -> None:
    page = b"<html><form><input type=password name=p></form></html>"
    captive = {"/version.json": says(whole(page, headers="Content-Type: text/html"))}
    async with nasty_server(routes=captive) as server:
        seen = await found(Profile("lab", server.url, login="ann"), NOW)
    assert seen["version"][0] == "bad"
    assert "No Control Panel answered" in seen["version"][1]
    assert "user" not in seen


async def test_a_secret_that_is_nowhere() -> None:
    profile = Profile("lab", "https://cp.example.net", login="ann", secret=SecretPlace("env", "NOT_SET"))
    async with Workspace(profile, paths=app_paths(), environ={}) as workspace:
        findings = await probe(workspace)
    assert not findings.is_good
    assert "NOT_SET" in findings.steps[0].words


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (SecretPlace("command", "pass show lab/hunter2"), "from the command pass"),
        (SecretPlace("file", "/keys/lab"), "from the file /keys/lab"),
        (SecretPlace("prompt"), "asked for, kept in memory only"),
    ],
)
def test_where_a_secret_lies(place: SecretPlace, told: str) -> None:
    assert place_words(place) == told
