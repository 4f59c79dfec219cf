"""Writing the profiles file: what is saved reads back, the rest stays, nothing is left half done."""

from __future__ import annotations

import stat
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles import Profile, SecretPlace, read_profiles_file, remove_profile, save_profile

LAB = Profile("lab", "https://cp-lab.example.net", login="admin", secret=SecretPlace("keyring", "lab"))
PROD = Profile(
    "prod eu",
    "https://cp.example.net/cloud",
    login="support@example.net",
    login_kind="api_key",
    secret=SecretPlace("command", 'pass show "prod eu"', (SecretPlace("keyring"), SecretPlace("prompt"))),
    api_version="6.6",
    format="xml",
    timeout_s=12.5,
    verify_tls=False,
    ca_file="/etc/ca.pem",
    is_read_only=True,
    is_production=True,
    confirm_destroy=False,
    confirm_change=True,
    connect_timeout_s=3.0,
    answer_limit_mb=8,
    proxy="none",
    client_cert="/etc/me.pem",
    colour="blue",
    variables=(("zone", 'a "b"'), ("n_2", "")),
)


def test_saved_profiles_read_back(tmp_path: Path) -> None:
    file = tmp_path / "config" / "profiles.toml"
    save_profile(file, LAB)
    save_profile(file, PROD, make_default=True)
    stored = read_profiles_file(file)
    assert stored.profiles == {"lab": LAB, "prod eu": PROD}
    assert stored.default == "prod eu"


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "config" / "profiles.toml"
    save_profile(file, LAB)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["profiles.toml"]


def test_comments_and_other_profiles_stay(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text(
        "# my clouds\n\n"
        '[profiles.lab]\nurl = "old.example.net"  # gone\n\n'
        "# careful with this one\n"
        '[profiles.prod]\nurl = "cp.example.net"  # the real one\n'
    )
    save_profile(file, LAB)
    text = file.read_text()
    for kept in ("# my clouds", "# careful with this one\n[profiles.prod]", "# the real one"):
        assert kept in text
    assert "old.example.net" not in text
    assert read_profiles_file(file).profiles["lab"] == LAB


def test_inline_tables_are_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text('profiles = { lab = { url = "old.example.net" }, b = { url = "b.example.net" } }\n')
    save_profile(file, LAB)
    stored = read_profiles_file(file).profiles
    assert stored == {"lab": LAB, "b": Profile("b", "https://b.example.net")}


def test_tables_below_a_profile_are_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text('[profiles.lab]\nurl = "old.example.net"\n[profiles.lab.secret]\nenv = "OLD"\n')
    save_profile(file, LAB)
    assert read_profiles_file(file).profiles == {"lab": LAB}


def test_removing_takes_the_default_along(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    save_profile(file, LAB, make_default=True)
    save_profile(file, PROD)
    remove_profile(file, "lab")
    stored = read_profiles_file(file)
    assert (list(stored.profiles), stored.default) == (["prod eu"], "")
    with pytest.raises(ConfigError, match="lab"):
        remove_profile(file, "lab")


def test_removing_an_unknown_one_names_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    save_profile(file, LAB)
    with pytest.raises(ConfigError) as caught:
        remove_profile(file, "lub")
    assert caught.value.advice == "Nearest: lab."


def test_addresses_and_paths_are_saved_in_one_form(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    save_profile(file, replace(LAB, url="CP.example.net/", secret=SecretPlace("file", "key")))
    saved = read_profiles_file(file).profiles["lab"]
    assert saved.url == "https://cp.example.net"
    assert saved.secret.name == str(Path("key").absolute())


@pytest.mark.parametrize(
    "profile",
    [
        replace(LAB, name="environment"),
        replace(LAB, url="https://ann:pw@cp.example.net"),
        replace(LAB, timeout_s=0.0),
        replace(LAB, secret=SecretPlace("env", "")),
    ],
)
def test_profiles_that_would_not_read_back_are_not_saved(tmp_path: Path, profile: Profile) -> None:
    file = tmp_path / "profiles.toml"
    save_profile(file, PROD)
    before = file.read_bytes()
    with pytest.raises(ConfigError):
        save_profile(file, profile)
    assert file.read_bytes() == before


def test_a_broken_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text("[profiles.lab\n")
    with pytest.raises(ConfigError, match="line 1"):
        save_profile(file, LAB)
    assert file.read_text() == "[profiles.lab\n"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    with pytest.raises(ConfigError, match=r"cannot be (read|written)"):
        save_profile(tmp_path / "config" / "profiles.toml", LAB)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.touch()
    link = tmp_path / "profiles.toml"
    link.symlink_to(target)
    save_profile(link, LAB)
    assert link.is_symlink()
    assert read_profiles_file(target).profiles == {"lab": LAB}


printable = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"), max_size=20
)


@settings(max_examples=60, deadline=None)
@given(
    name=printable.filter(lambda t: t.strip() == t != "" and t.isprintable()),
    login=st.text(max_size=20).filter(lambda t: t.isprintable() or "\n" in t),
    variable=printable.filter(lambda t: t.strip() != ""),
    timeout_s=st.floats(min_value=0.001, max_value=3600),
    is_production=st.booleans(),
)
def test_what_is_saved_reads_back(
    name: str, login: str, variable: str, timeout_s: float, is_production: bool
) -> None:
    profile = Profile(
        name,
        "https://cp.example.net",
        login=login,
        secret=SecretPlace("env", variable),
        timeout_s=timeout_s,
        is_production=is_production,
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "profiles.toml"
        save_profile(file, LAB)
        save_profile(file, profile)
        expected = {"lab": LAB} | {profile.name: profile}
        assert read_profiles_file(file).profiles == expected
