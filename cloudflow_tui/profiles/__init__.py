"""Which Control Panel, whose credentials, which safety: profiles, their file, and where secrets come from.

Public names resolve on first use: the models alone are imported by nearly everything, the TOML reader and the
secret sources by few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names

if TYPE_CHECKING:
    from cloudflow_tui.profiles.address import check_address, split_credentials
    from cloudflow_tui.profiles.config import get_profile, load_profiles, read_profiles_file
    from cloudflow_tui.profiles.keeping import keep_secret, move_out, open_secrets
    from cloudflow_tui.profiles.keyring_store import keyring_name
    from cloudflow_tui.profiles.models import Colour, Format, LoginKind, Profile, SecretPlace, SecretSource
    from cloudflow_tui.profiles.options import profile_from_options, sandbox_profile
    from cloudflow_tui.profiles.secrets import find_proxy_secret, find_secret, find_secret_and_place
    from cloudflow_tui.profiles.store import remove_profile, save_profile

__all__ = [
    "Colour",
    "Format",
    "LoginKind",
    "Profile",
    "SecretPlace",
    "SecretSource",
    "check_address",
    "find_proxy_secret",
    "find_secret",
    "find_secret_and_place",
    "get_profile",
    "keep_secret",
    "keyring_name",
    "load_profiles",
    "move_out",
    "open_secrets",
    "profile_from_options",
    "read_profiles_file",
    "remove_profile",
    "sandbox_profile",
    "save_profile",
    "split_credentials",
]

_HOMES = {
    "Colour": "models",
    "Format": "models",
    "LoginKind": "models",
    "Profile": "models",
    "SecretPlace": "models",
    "SecretSource": "models",
    "check_address": "address",
    "find_proxy_secret": "secrets",
    "find_secret": "secrets",
    "find_secret_and_place": "secrets",
    "get_profile": "config",
    "keep_secret": "keeping",
    "keyring_name": "keyring_store",
    "load_profiles": "config",
    "move_out": "keeping",
    "open_secrets": "keeping",
    "profile_from_options": "options",
    "read_profiles_file": "config",
    "remove_profile": "store",
    "sandbox_profile": "options",
    "save_profile": "store",
    "split_credentials": "address",
}

__getattr__ = lazy_names(__name__, _HOMES)
