"""What README says of profiles is so."""

from __future__ import annotations

import re
from pathlib import Path

from cloudflow_tui.profiles.config import parse_toml, profiles_of
from cloudflow_tui.profiles.models import SecretPlace
from cloudflow_tui.profiles.table import KEYS

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_example_can_be_read() -> None:
    (text,) = re.findall(r"```toml\n(# ~/\.config.*?)```", README, re.DOTALL)
    file = Path("/etc/profiles.toml")
    stored = profiles_of(parse_toml(text, file), file)
    assert stored.default == "lab"
    assert stored.profiles["lab"].secret == SecretPlace(
        "env", "LAB_KEY", (SecretPlace("keyring", "lab"), SecretPlace("prompt"))
    )
    assert stored.profiles["prod"].is_production


def test_every_key_is_named() -> None:
    (text,) = re.findall(r"\nKeys: (.*?)\n\n", README, re.DOTALL)
    named = re.findall(r"`([a-z_]+)`", text)
    assert named == list(KEYS)
