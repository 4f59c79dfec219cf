"""Names that announce a secret, and those that only speak of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.redact import is_secret_header, is_secret_name
from cloudflow_tui.redact import names as rules
from cloudflow_tui.redact.names import holds_secret_key, may_hold_secrets, plain_name, secret_names_in

SECRET = (
    "password user[password] user.password initial_root_password initialRootPassword initial-root-password"
    " initial_root_password_confirmation initial_root_password_encryption_key password_encryption_key"
    " initial_root_password_encryption_key_confirmation admin_pass form_pass.pass[] passwd pwd api_key apiKey"
    " API_KEY api-key user_api_key monitis_apikey yubikey_api_key token unlock_token remember_token secret"
    " dashboard_api_access_token account_attributes.target_secret preshared_cluster_secret private_key"
    " pre_shared_key licence_key license_key licensing_key license network_appliance_license remote_key"
    " url_signing_key token_auth_primary_key token_auth_backup_key encryption_key otp psk user_credentials"
    " sslKey wowza_key connection_options.password password2 passwords authenticity_token csrf-token"
    " logFtpPassword session_id Authorization decrypted_password"
)
PLAIN = (
    "password_minimum_length password_changed_at password_expiry password_on password_history_length"
    " token_auth_on token_auth_secure_paths[] supplier_token_id public_key ssh_key ssh_keys key value"
    " user_name_key proxy_cache_key remove_old_root_passwords allow_initial_root_password_encryption"
    " encrypt_password disable_plain_password_for_api use_yubikey_login totp_enabled software_license_id"
    " windows_license yubi_key_id isolated_license licensing_type form_pass.user[] pass_values"
    " passthrough_disks credentials_type login email remote_access_session_last_port session_timeout author"
    " keyboard compass url_signing_on cookie_name label public_key_hash locale_key monkey"
)


@pytest.mark.parametrize("name", SECRET.split())
def test_a_name_of_a_secret_is_known(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", [*PLAIN.split(), "", "[]", "..", "17"])
def test_a_name_that_only_speaks_of_secrets_is_none(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    "name", ["Authorization", "proxy-authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Auth-Token"]
)
def test_headers_with_credentials_are_known(name: str) -> None:
    assert is_secret_header(name)


@pytest.mark.parametrize("name", ["Content-Type", "ETag", "X-Request-Id", "WWW-Authenticate", "Host"])
def test_other_headers_are_not(name: str) -> None:
    assert not is_secret_header(name)


def test_only_some_objects_make_their_key_a_secret() -> None:
    assert holds_secret_key("user_api_keys")
    assert holds_secret_key("cdn_ssl_certificate")
    assert not holds_secret_key("ssh_key")


def test_a_name_is_judged_by_its_last_part() -> None:
    assert plain_name("user[initialRootPassword][]") == "initial_root_password"
    assert plain_name("sources[1].target-type2") == "target_type"


SECRET_PARTS = sorted(rules._SECRET_WORDS | rules._KEY_KINDS | rules._WHOLE_NAMES | {"key", "keys"})


@given(st.lists(st.sampled_from([*SECRET_PARTS, "user", "name", "_", "-", "A", "1"]), min_size=1, max_size=4))
def test_among_many_names_none_is_missed(parts: list[str]) -> None:
    for name in ("".join(parts), "".join(parts).title(), "_".join(parts).upper()):
        found = secret_names_in(f'{{"{name}": "x"}}')
        assert all(map(is_secret_name, found))
        if is_secret_name(name):
            assert found == {name.lstrip("-1")}
            assert may_hold_secrets(name)
