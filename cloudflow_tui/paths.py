"""Where configuration, history and cache lie. Names folders only; nothing is made here.

`CLOUDFLOW_HOME` puts all three under one folder (tests, portable use); otherwise the
folders of the system are taken. `CLOUDFLOW_CONFIG` names another configuration: its folder, or
its profiles file (a name that ends in `.toml`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

APP_NAME = "cloudflow-tui"
CONFIG_VARIABLE = "CLOUDFLOW_CONFIG"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The three folders of this program; each is made by whoever first writes there."""

    config: Path
    """Profiles, settings, own catalog files."""
    data: Path
    """History database."""
    cache: Path
    """Spooled bodies and what can be made again."""
    own_profiles_file: Path | None = None
    """Profiles file that was named apart from the folder."""

    @property
    def profiles_file(self) -> Path:
        return self.own_profiles_file or self.config / "profiles.toml"

    @property
    def catalog_folder(self) -> Path:
        return self.config / "catalog"

    @property
    def requests_folder(self) -> Path:
        """Saved requests."""
        return self.config / "requests"

    @property
    def drafts_file(self) -> Path:
        """Drafts that were open when the console was left."""
        return self.data / "drafts.json"

    @property
    def history_file(self) -> Path:
        return self.data / "history.sqlite"

    @property
    def spool_folder(self) -> Path:
        return self.cache / "bodies"


def app_paths(environ: Mapping[str, str] | None = None) -> AppPaths:
    """The folders for this environment.

    Args:
        environ: Environment variables; the process's own when None. `CLOUDFLOW_HOME` and `CLOUDFLOW_CONFIG`
            are honoured.
    """
    variables = os.environ if environ is None else environ
    paths = _usual_paths(variables)
    own = variables.get(CONFIG_VARIABLE)
    if not own:
        return paths
    named = Path(own).expanduser().absolute()
    if named.suffix == ".toml":
        return replace(paths, config=named.parent, own_profiles_file=named)
    return replace(paths, config=named)


def _usual_paths(variables: Mapping[str, str]) -> AppPaths:
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
