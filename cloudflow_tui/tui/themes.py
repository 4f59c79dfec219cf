"""The colour themes: TOML files that ship with the program, and those of the user's own.

A theme file holds the fields of `textual.theme.Theme` and a table of variables. In an installed package the
files lie in `tui/themes`, in a checkout in `themes/` beside the package.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from textual.theme import Theme

from cloudflow_tui.errors import ConfigError

DEFAULT_THEME = "cloudflow-dark"
_INSTALLED = Path(__file__).parent / "themes"
_CHECKOUT = Path(__file__).parent.parent.parent / "themes"
_FIELDS = {field.name for field in fields(Theme)}


def shipped_folder() -> Path:
    """Where the themes of the program lie."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def load_themes(own_folder: Path | None = None) -> dict[str, Theme]:
    """Themes by name, the shipped ones first; an own one of the same name replaces a shipped one.

    Raises:
        ConfigError: A file that is no theme, with the file and what is wrong.
    """
    themes = {theme.name: theme for theme in map(read_theme, _files([shipped_folder(), own_folder]))}
    if DEFAULT_THEME not in themes:
        raise ConfigError(
            f"The theme {DEFAULT_THEME} is not in {shipped_folder()}.", advice="Install the program again."
        )
    return themes


def _files(folders: Iterable[Path | None]) -> Iterator[Path]:
    for folder in folders:
        if folder is not None and folder.is_dir():
            yield from sorted(folder.glob("*.toml"))


def read_theme(file: Path) -> Theme:
    """The theme of a TOML file.

    Raises:
        ConfigError: It cannot be read, lacks `name` or `primary`, or has a key that no theme has.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"The theme {file} cannot be read: {error}.",
            advice="Mend the file, or remove it.",
            file=str(file),
        ) from error
    unknown = sorted(data.keys() - _FIELDS)
    if unknown:
        raise ConfigError(
            f"The theme {file} has {unknown[0]!r}, which no theme has.",
            advice="Colours of your own go below [variables].",
            file=str(file),
            key=unknown[0],
        )
    for name in ("name", "primary"):
        if not isinstance(data.get(name), str):
            raise ConfigError(
                f"The theme {file} has no {name}.", advice=f'Add: {name} = "…"', file=str(file), key=name
            )
    if "boost" in data:
        # Textual makes this one transparent, whatever the theme says; a variable of the name wins.
        data["variables"] = {"boost": data["boost"], **data.get("variables", {})}
    return Theme(**data)
