"""Where configuration, history and cache lie."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.paths import app_paths


def test_one_folder_for_all(tmp_path: Path) -> None:
    paths = app_paths({"CLOUDFLOW_HOME": str(tmp_path)})
    assert paths.profiles_file == tmp_path / "config" / "profiles.toml"
    assert paths.history_file == tmp_path / "data" / "history.sqlite"
    assert paths.spool_folder == tmp_path / "cache" / "bodies"


def test_another_folder_of_configuration(tmp_path: Path) -> None:
    environ = {"CLOUDFLOW_HOME": str(tmp_path), "CLOUDFLOW_CONFIG": str(tmp_path / "team")}
    paths = app_paths(environ)
    assert paths.profiles_file == tmp_path / "team" / "profiles.toml"
    assert paths.catalog_folder == tmp_path / "team" / "catalog"
    assert paths.data == tmp_path / "data"


def test_another_profiles_file(tmp_path: Path) -> None:
    paths = app_paths({"CLOUDFLOW_HOME": str(tmp_path), "CLOUDFLOW_CONFIG": str(tmp_path / "team.toml")})
    assert paths.profiles_file == tmp_path / "team.toml"
    assert paths.config == tmp_path


def test_the_folders_of_the_system() -> None:
    assert app_paths({}).config.name == "cloudflow-tui"
