"""Singular, plural and class names as the API spells them."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.words import class_name, kind_of_class, plural, singular, spoken


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("user", "users"),
        ("ip_address", "ip_addresses"),
        ("currency", "currencies"),
        ("vcloud_media", "vcloud_media"),
        ("virtual_machine", "virtual_machines"),
        ("key", "keys"),
        ("box", "boxes"),
    ],
)
def test_number(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one


@pytest.mark.parametrize("word", ["status", "dns", "user", "address"])
def test_singular_stays(word: str) -> None:
    assert singular(word) == word


def test_class_names() -> None:
    assert class_name("virtual_machine") == "VirtualMachine"
    assert kind_of_class("VirtualMachine") == "virtual_machine"
    assert spoken("virtual_machine") == "Virtual machine"
