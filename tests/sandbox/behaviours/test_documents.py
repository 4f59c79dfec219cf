"""Version, settings and licence."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def test_the_version_is_bare(cloud: CloudForTests) -> None:
    assert cloud.call("GET", "/version.json") == (200, {"version": "6.7.0-12"})
    assert "<hash>\n  <version>6.7.0-12</version>" in cloud.call("GET", "/version.xml")[1]


def test_settings_are_sensible_and_can_be_altered(cloud: CloudForTests) -> None:
    settings = cloud.call("GET", "/settings/configuration.json")[1]["settings"]
    assert (settings["app_name"], settings["password_minimum_length"]) == ("CloudFlow", 6)
    assert len(settings) > 200
    assert cloud.call("PUT", "/settings.json", {"configuration": {"app_name": "Mine"}})[0] == 204
    after = cloud.call("GET", "/settings/configuration.json")[1]["settings"]
    assert after == {**settings, "app_name": "Mine"}


def test_altering_first_keeps_the_rest(cloud: CloudForTests) -> None:
    cloud.call("PUT", "/settings.json", {"configuration": {"app_name": "Mine"}})
    settings = cloud.call("GET", "/settings/configuration.json")[1]["settings"]
    assert (settings["app_name"], settings["smtp_port"]) == ("Mine", 25)


def test_no_setting_shows_a_secret(cloud: CloudForTests) -> None:
    settings = cloud.call("GET", "/settings/configuration.json")[1]["settings"]
    secret = [name for name in settings if name.endswith(("_password", "_apikey", "_api_key", "_token"))]
    assert secret
    assert all(settings[name] is None for name in secret)


def test_the_licence_is_valid(cloud: CloudForTests) -> None:
    assert cloud.call("GET", "/settings/license.json")[1]["license"]["valid"] is True
