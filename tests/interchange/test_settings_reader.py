"""Settings of a billing module, read from what people paste."""

from __future__ import annotations

import pytest

from cloudflow_tui.interchange.settings_reader import Setting, kind_of, read_settings

PRINTED = """Array
(
    [template_id] => 8
    [role_ids] => Array
        (
            [0] => 2
            [1] => 3
        )

    [hypervisor_group_id] => 1
    [label] => web-1
)
"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("template_id", "template"),
        ("Templates", "template"),
        ("Operating system", "template"),
        ("hypervisor_group_id", "hypervisor_zone"),
        ("Compute zone", "hypervisor_zone"),
        ("Hypervisors", "hypervisor"),
        ("data_store_group_primary_id", "data_store_zone"),
        ("Data Store Zone", "data_store_zone"),
        ("data_store_id", "data_store"),
        ("primary_network_group_id", "network_zone"),
        ("Primary networks", "network"),
        ("role_ids", "role"),
        ("User group", "user_group"),
        ("billing_plan_id", "billing_plan"),
        ("Bucket ID", "bucket"),
        ("RAM", "memory"),
        ("Primary disk size (GB)", "disk"),
        ("swap_disk_size", "swap"),
        ("CPU Cores", "cpus"),
        ("time_zone", ""),
        ("label", ""),
    ],
)
def test_what_a_setting_is_about(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("template_id = 8", "template", ("8",)),
        ("Template: 8|Debian 12", "template", ("8",)),
        ("| Network zone | 3 |", "network_zone", ("3",)),
        ("RAM\t2048", "memory", ("2048",)),
        ("'role_ids' => [1, 2],", "role", ("1", "2")),
        ("Billing Plan,4", "billing_plan", ("4",)),
        ("Data store zone  Milan SSD", "data_store_zone", ("Milan SSD",)),
        ('{"product":{"role_ids":[2,3]}}', "role", ("2", "3")),
        ("\ufeffbucket=7", "bucket", ("7",)),
    ],
)
def test_the_forms_of_a_line(text: str, kind: str, values: tuple[str, ...]) -> None:
    [setting] = read_settings(text)
    assert (setting.kind, setting.values) == (kind, values)


def test_print_r() -> None:
    assert [(one.kind, one.values) for one in read_settings(PRINTED)] == [
        ("template", ("8",)), ("role", ("2", "3")), ("hypervisor_zone", ("1",)),
    ]  # fmt: skip


def test_a_numbered_option_is_kept_and_said_to_be_one() -> None:
    [setting] = read_settings("configoption5 = 7")
    assert setting == Setting("configoption5", "", ("7",))
    assert setting.is_numbered


@pytest.mark.parametrize(
    "text", ["", "Dear support, it does not work.", "{", "template_id = ", "swap = 0", "[" * 5000]
)
def test_a_text_without_settings(text: str) -> None:
    assert read_settings(text) == ()


def test_a_long_word_takes_no_time() -> None:
    assert read_settings("curl '" + "a" * 1_000_000) == ()


def test_a_long_text_is_cut_short() -> None:
    assert len(read_settings("".join(f"template_{n} = {n}\ntemplate = {n}\n" for n in range(1, 3000)))) == 500
