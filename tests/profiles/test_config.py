"""The profiles file and the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.paths import AppPaths, app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, get_profile, load_profiles, read_profiles_file

WHOLE = """
default = "prod-eu"

[profiles.lab]
url = "cp-lab.example.net"
login = "admin"

[profiles.prod-eu]
url = "https://cp.example.net:8443/cloud/"
login = "support@example.net"
login_kind = "api_key"
secret = { env = "PROD_EU_KEY" }
api_version = "6.6"
format = "xml"
timeout_s = 90
verify_tls = true
ca_file = "ca.pem"
read_only = true
production = true
confirm_destroy = false
confirm_change = true
connect_timeout_s = 5
answer_limit_mb = 64
proxy = "proxy.example.net:3128"
client_cert = "me.pem"
client_key = "/keys/me.key"
colour = "violet"
variables = { zone = "7", size = 4, dry = true }
"""


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths({"CLOUDFLOW_HOME": str(tmp_path)})


def write(paths: AppPaths, text: str) -> Path:
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.profiles_file.write_text(text, encoding="utf-8")
    return paths.profiles_file


def refused(paths: AppPaths, text: str) -> ConfigError:
    file = write(paths, text)
    with pytest.raises(ConfigError) as caught:
        load_profiles(paths, {})
    assert caught.value.file == str(file)
    return caught.value


def test_every_key_reaches_its_attribute(paths: AppPaths) -> None:
    file = write(paths, WHOLE)
    profiles = load_profiles(paths, {})
    assert list(profiles) == ["lab", "prod-eu"]
    assert profiles["lab"] == Profile("lab", "https://cp-lab.example.net", login="admin")
    assert profiles["prod-eu"] == Profile(
        "prod-eu",
        "https://cp.example.net:8443/cloud",
        login="support@example.net",
        login_kind="api_key",
        secret=SecretPlace("env", "PROD_EU_KEY"),
        api_version="6.6",
        format="xml",
        timeout_s=90.0,
        ca_file=str(file.parent / "ca.pem"),
        is_read_only=True,
        is_production=True,
        confirm_destroy=False,
        confirm_change=True,
        connect_timeout_s=5.0,
        answer_limit_mb=64,
        proxy="http://proxy.example.net:3128",
        client_cert=str(file.parent / "me.pem"),
        client_key="/keys/me.key",
        colour="violet",
        variables=(("zone", "7"), ("size", "4"), ("dry", "true")),
    )


def test_a_missing_file_has_no_profiles_and_is_not_made(paths: AppPaths) -> None:
    assert load_profiles(paths, {}) == {}
    assert not paths.config.exists()


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('{ env = "LAB" }', SecretPlace("env", "LAB")),
        ('{ command = "pass show lab" }', SecretPlace("command", "pass show lab")),
        ('{ keyring = "lab entry" }', SecretPlace("keyring", "lab entry")),
        ("{ keyring = true }", SecretPlace("keyring")),
        ("{ prompt = true }", SecretPlace("prompt")),
        ('"prompt"', SecretPlace("prompt")),
        ('"keyring"', SecretPlace("keyring")),
        ('{ file = "/run/keys/lab" }', SecretPlace("file", "/run/keys/lab")),
    ],
)
def test_secret_places(paths: AppPaths, written: str, place: SecretPlace) -> None:
    write(paths, f'[profiles.lab]\nurl = "cp.example.net"\nsecret = {written}\n')
    assert load_profiles(paths, {})["lab"].secret == place


def test_paths_are_taken_from_the_folder_of_the_file(paths: AppPaths) -> None:
    file = write(paths, '[profiles.lab]\nurl = "cp.example.net"\nsecret = { file = "keys/lab" }\n')
    assert load_profiles(paths, {})["lab"].secret.name == str(file.parent / "keys/lab")


@pytest.mark.parametrize(
    "line",
    [
        'secret = "t0p-secret"',
        'password = "t0p-secret"',
        'api_key = "t0p-secret"',
        'Password = "t0p-secret"',
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(paths: AppPaths, line: str) -> None:
    error = refused(paths, f'[profiles.lab]\nurl = "cp.example.net"\n{line}\n')
    assert "in the open" in error.message
    assert "keyring" in error.advice
    assert "t0p-secret" not in f"{error!r} {error} {error.key}"


def test_broken_toml_tells_line_and_column(paths: AppPaths) -> None:
    error = refused(paths, '[profiles.lab]\nurl = "cp.example.net"\nlogin = admin\n')
    assert "line 3, column 9" in error.message


def test_toml_that_ends_too_early(paths: AppPaths) -> None:
    assert "its end" in refused(paths, '[profiles.lab]\nurl = "cp.example').message


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ('[profiles.lab]\nurl = "cp.example.net"\nlogins = "a"\n', "profiles.lab.logins", "login"),
        ('[profiles.lab]\nurl = "cp.example.net"\nreadonly = true\n', "profiles.lab.readonly", "read_only"),
        ('[profile.lab]\nurl = "cp.example.net"\n', "profile", "profiles"),
        (
            '[profiles.lab]\nurl = "cp.example.net"\nsecret = { comand = "x" }\n',
            "profiles.lab.secret.comand",
            "command",
        ),
    ],
)
def test_unknown_keys_name_the_nearest(paths: AppPaths, text: str, key: str, nearest: str) -> None:
    error = refused(paths, text)
    assert error.key == key
    assert f"Nearest: {nearest}" in error.advice


@pytest.mark.parametrize(
    ("line", "wants"),
    [
        ('format = "yaml"', '"json" or "xml"'),
        ('login_kind = "token"', '"password" or "api_key"'),
        ("timeout_s = 0", "seconds, above 0"),
        ("timeout_s = true", "seconds"),
        ("timeout_s = nan", "seconds"),
        ('timeout_s = "30"', "seconds"),
        ('read_only = "yes"', "true or false"),
        ("login = 7", "text in quotes"),
        ("secret = 7", "one or more of"),
        ("secret = {}", "one or more of"),
        ("answer_limit_mb = 0", "whole number of megabytes"),
        ('colour = "pink"', "red"),
        ('variables = "a"', "a table of texts"),
        ('variables = { "a b" = "1" }', "a name of letters"),
        ('secret = { env = "" }', '"LAB_PASSWORD"'),
        ("secret = { prompt = false }", "true"),
    ],
)
def test_values_of_the_wrong_kind_say_what_is_wanted(paths: AppPaths, line: str, wants: str) -> None:
    error = refused(paths, f'[profiles.lab]\nurl = "cp.example.net"\n{line}\n')
    assert wants in error.advice
    assert error.key.startswith("profiles.lab.")


def test_a_profile_without_address(paths: AppPaths) -> None:
    assert "has no url" in refused(paths, '[profiles.lab]\nlogin = "a"\n').message


def test_a_bad_address_names_its_profile(paths: AppPaths) -> None:
    assert refused(paths, '[profiles.lab]\nurl = "cp example"\n').key == "profiles.lab.url"


@pytest.mark.parametrize("text", ["profiles = 7", "[profiles]\nlab = 7", "[profiles]\ndefault = 3"])
def test_tables_that_are_none(paths: AppPaths, text: str) -> None:
    assert "cannot be used" in refused(paths, text).message


@pytest.mark.parametrize("name", ["", " lab", "a\\u0007b", "x" * 65, "environment"])
def test_names_that_cannot_be_typed_or_are_kept(paths: AppPaths, name: str) -> None:
    refused(paths, f'[profiles."{name}"]\nurl = "cp.example.net"\n')


def test_a_file_that_is_not_utf8(paths: AppPaths) -> None:
    file = write(paths, "")
    file.write_bytes(b'[profiles.lab]\nurl = "caf\xe9"\n')
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_profiles(paths, {})


def test_a_folder_in_the_place_of_the_file(paths: AppPaths) -> None:
    paths.profiles_file.mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_profiles(paths, {})


def test_unknown_profile_names_the_nearest(paths: AppPaths) -> None:
    write(paths, WHOLE)
    with pytest.raises(ConfigError) as caught:
        get_profile("prodeu", paths, {})
    assert caught.value.advice == "Nearest: prod-eu."
    with pytest.raises(ConfigError) as caught:
        get_profile("zzz", paths, {})
    assert caught.value.advice == "There are: lab, prod-eu."


def test_unknown_default_is_told(paths: AppPaths) -> None:
    error = refused(paths, 'default = "lap"\n[profiles.lab]\nurl = "cp.example.net"\n')
    assert error.advice == "Nearest: lab."


def test_which_profile_is_taken_without_a_name(paths: AppPaths) -> None:
    write(paths, WHOLE)
    assert get_profile(None, paths, {}).name == "prod-eu"
    assert get_profile(None, paths, {"CLOUDFLOW_PROFILE": "lab"}).name == "lab"
    variables = {"CLOUDFLOW_URL": "cp.example.org"}
    assert get_profile(None, paths, variables).url == "https://cp.example.org"
    assert get_profile("lab", paths, variables).name == "lab"
    assert get_profile("environment", paths, variables).name == "environment"
    assert list(load_profiles(paths, variables)) == ["lab", "prod-eu", "environment"]


def test_the_only_profile_is_taken_and_several_are_not(paths: AppPaths) -> None:
    write(paths, '[profiles.lab]\nurl = "cp.example.net"\n')
    assert get_profile(None, paths, {}).name == "lab"
    write(paths, '[profiles.a]\nurl = "a.example.net"\n[profiles.b]\nurl = "b.example.net"\n')
    with pytest.raises(ConfigError, match="2 profiles are configured") as caught:
        get_profile(None, paths, {})
    assert "a, b" in caught.value.advice


def test_no_profile_at_all_says_how_to_begin(paths: AppPaths) -> None:
    with pytest.raises(ConfigError) as caught:
        get_profile(None, paths, {})
    assert "--demo" in caught.value.advice
    assert str(paths.profiles_file) in caught.value.advice


def test_reading_twice_gives_the_same(paths: AppPaths) -> None:
    file = write(paths, WHOLE)
    assert read_profiles_file(file) == read_profiles_file(file)
    assert read_profiles_file(file).default == "prod-eu"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('logni = "ann"', "(line 3, column 1)"),
        ("  format = true", "(line 3, column 3)"),
        ('secret = { env = "A", fiel = "b" }', "(line 3, column 23)"),
        ('proxy = "http://ann:pw@proxy"', "(line 3, column 1)"),
    ],
)
def test_errors_tell_line_and_column(paths: AppPaths, line: str, place: str) -> None:
    error = refused(paths, f'[profiles.lab]\nurl = "cp.example.net"\n{line}\n')
    assert place in error.message
    assert error.line == 3
    assert "pw" not in str(error)


def test_several_places_of_a_secret_have_one_order(paths: AppPaths) -> None:
    secret = '{ prompt = true, keyring = "lab", env = "LAB" }'
    write(paths, f'[profiles.lab]\nurl = "cp.example.net"\nsecret = {secret}\n')
    then = (SecretPlace("keyring", "lab"), SecretPlace("prompt"))
    assert load_profiles(paths, {})["lab"].secret == SecretPlace("env", "LAB", then)
