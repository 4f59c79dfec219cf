"""Where a key stands in a TOML file."""

from __future__ import annotations

import pytest

from cloudflow_tui.profiles.places import place_of

TEXT = """\
default = "lab"

[profiles.lab]
url = "cp.example.net"   # url = no
  login = "admin"
secret = { env = "A", file = "b" }

[ profiles . "prod.eu" ]
# read_only = maybe
read_only = 1
"""


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("default", (1, 1)),
        ("profiles.lab", (3, 1)),
        ("profiles.lab.url", (4, 1)),
        ("profiles.lab.login", (5, 3)),
        ("profiles.lab.secret.file", (6, 23)),
        ("profiles.lab.timeout_s", (3, 1)),
        ("profiles.prod.eu.read_only", (10, 1)),
        ("other", (0, 0)),
    ],
)
def test_a_key_is_found(key: str, place: tuple[int, int]) -> None:
    assert place_of(TEXT, key) == place
