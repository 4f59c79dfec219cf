"""Where configuration, history and cache lie. Names folders only; nothing is made here.

`CLOUDFLOW_HOME` puts all three under one folder (tests, portable use); otherwise the
folders of the system are taken.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "cloudflow-tui"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The three folders of this program; each is made by whoever first writes there."""

    config: Path
    """Profiles, settings, own catalog files."""
    data: Path
    """History database."""
    cache: Path
    """Spooled bodies and what can be made again."""

    @property
    def profiles_file(self) -> Path:
        return self.config / "profiles.toml"

    @property
    def catalog_folder(self) -> Path:
        return self.config / "catalog"

    @property
    def history_file(self) -> Path:
        return self.data / "history.sqlite"

    @property
    def spool_folder(self) -> Path:
        return self.cache / "bodies"


def app_paths(environ: Mapping[str, str] | None = None) -> AppPaths:
    """The folders for this environment.

    Args:
        environ: Environment variables; the process's own when None. `CLOUDFLOW_HOME` is honoured.
    """
    variables = os.environ if environ is None else environ
    home = variables.get("CLOUDFLOW_HOME")
    if home:
        root = Path(home).expanduser()
        return AppPaths(root / "config", root / "data", root / "cache")
    # Costs a few milliseconds; a set CLOUDFLOW_HOME does without it.
    import platformdirs

    return AppPaths(
        Path(platformdirs.user_config_dir(APP_NAME)),
        Path(platformdirs.user_data_dir(APP_NAME)),
        Path(platformdirs.user_cache_dir(APP_NAME)),
    )
