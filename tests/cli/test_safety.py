"""What the command line asks before it sends: names on production, plain http, several profiles, retries."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, save_profile
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def box() -> Iterator[SandboxAddress]:
    """A sandbox of its own: things are destroyed here."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CLOUDFLOW_")}
    process = SandboxProcess.spawn(seed=1, environ=environ)
    yield process.wait_ready(timeout_s=60)
    process.stop()


@pytest.fixture(autouse=True)
def _profiles(box: SandboxAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOX", box.password)
    secret = SecretPlace("env", "BOX")
    file = app_paths().profiles_file
    save_profile(file, Profile("lab", box.url, login=box.login, secret=secret))
    save_profile(file, Profile("prod", box.url, login=box.login, secret=secret, is_production=True))
    save_profile(file, Profile("lost", box.url, login=box.login, secret=SecretPlace("env", "NOT_SET")))
    save_profile(file, Profile("old", "http://cp.example.invalid", login="ann", secret=secret, timeout_s=5.0))


def test_production_wants_the_name_of_what_goes(capsys: Capture) -> None:
    delete = ["send", "users.delete", "user_id=2", "--profile", "prod"]
    assert main(delete) == 2
    assert "--yes" in capsys.readouterr().err
    assert main([*delete, "--yes"]) == 2
    said = capsys.readouterr().err
    assert "PRODUCTION" in said
    assert "the login of what goes must be given: --name" in said
    name = said.rpartition("--name ")[2].split("'")[1]
    assert main([*delete, "--yes", "--name", "somebody"]) == 2
    assert f"the login is '{name}', not 'somebody'" in capsys.readouterr().err
    assert main(["send", "users.get", "user_id=2", "--profile", "lab", "--filter", "user.status"]) == 0
    assert "active" in capsys.readouterr().out
    assert main([*delete, "--yes", "--name", name]) == 0
    capsys.readouterr()
    main(["send", "users.get", "user_id=2", "--profile", "lab", "--filter", "user.status"])
    assert "deleted" in capsys.readouterr().out


def test_sending_again_on_production_wants_the_name_too(capsys: Capture) -> None:
    assert main(["send", "users.delete", "user_id=4", "--profile", "lab", "--yes", "--output", "none"]) == 0
    capsys.readouterr()
    main(["history", "list", "--numbers"])
    number = capsys.readouterr().out.split()[0]
    again = ["history", "replay", number, "--profile", "prod", "--yes"]
    assert main(again) == 2
    assert "the name of what goes was not given" in capsys.readouterr().err
    assert main([*again, "--name", "somebody"]) == 2
    said = capsys.readouterr().err
    assert "not 'somebody'" in said
    name = said.partition("the login is ")[2].split("'")[1]
    main([*again, "--name", name])
    assert "DELETE /users/:user_id  was 204  #" in capsys.readouterr().out.replace("    ", "  ")


def test_plain_http_must_be_agreed_to_once(capsys: Capture) -> None:
    call = ["send", "users.list", "--profile", "old"]
    assert main(call) == 2
    assert "--plain-http" in capsys.readouterr().err
    assert main([*call, "--plain-http"]) == 6
    assert main(call) == 6


def test_one_read_to_several_profiles(capsys: Capture) -> None:
    words = ["send", "version.get", "--profile", "lab", "--profile", "prod", "--profile", "lost"]
    assert main(words) == 2
    captured = capsys.readouterr()
    rows = [line.split() for line in captured.err.splitlines()]
    assert rows[0][:2] == ["lab", "200"]
    assert rows[1][:2] == ["prod", "200"]
    assert rows[1][-4:] == ["same", "as", "the", "first"]
    assert rows[2][:3] == ["lost", "not", "sent:"]
    assert captured.out.startswith("== lab\n{")
    assert "== prod\n" in captured.out
    assert main([*words[:6], "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["profile"] for one in found] == ["lab", "prod"]
    assert [one["is_like_first"] for one in found] == [True, True]


def test_several_profiles_take_nothing_but_reads(capsys: Capture) -> None:
    words = ["send", "users.delete", "user_id=3", "--yes", "--profile", "lab", "--profile", "prod"]
    assert main(words) == 2
    assert "only reads go to several" in capsys.readouterr().err
    assert main(["send", "users.list", "--profile", "lab", "--profile", "prod", "--dry-run"]) == 2


def test_retries_are_for_reads(capsys: Capture) -> None:
    assert main(["send", "users.delete", "user_id=3", "--profile", "lab", "--yes", "--retry", "2"]) == 2
    assert "never sent twice" in capsys.readouterr().err
    assert main(["send", "users.list", "--profile", "lab", "--retry", "2", "--output", "none"]) == 0
