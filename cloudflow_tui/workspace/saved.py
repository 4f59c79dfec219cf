"""Saved requests: drafts under a name, one plain TOML file each, in folders, made to be kept in git.

Never writes a secret: the value of a secret parameter is left out, unless it is a variable such as
`${env:NEW_PASSWORD}`. Sends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.errors import BuildError, ConfigError, UnknownEndpointError, UsageError
from cloudflow_tui.request import stored
from cloudflow_tui.request.names import nearest
from cloudflow_tui.request.secrets import secret_values
from cloudflow_tui.request.shape import PLACES
from cloudflow_tui.workspace.saved_toml import from_toml, to_toml

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.redact import Redactor
    from cloudflow_tui.request import Draft

_PART: Final = re.compile(r"[^\W_][\w .,()+-]*")
_SUFFIX: Final = ".toml"


@dataclass(frozen=True, slots=True)
class SavedRequest:
    """One saved request as lists show it."""

    name: str
    """With its folder: `support/move a server`."""
    endpoint_id: str
    """"" for a call that the catalog does not know, and for a file that cannot be read."""
    call: str
    """`POST /users`."""

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def title(self) -> str:
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A draft read back."""

    draft: Draft
    note: str = ""
    """What the user should know of it, a sentence or two: a vanished endpoint, secrets to fill in."""


class SavedRequests:
    """The saved requests of one folder; nothing is made there before something is saved."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self._catalog = catalog

    def all(self) -> list[SavedRequest]:
        """Every saved request, by name."""
        files = sorted(self.folder.rglob(f"*{_SUFFIX}")) if self.folder.is_dir() else []
        found = []
        for file in files:
            name = file.relative_to(self.folder).with_suffix("").as_posix()
            data = self._read(file, is_tolerant=True)
            call = str(data.get("call", ""))
            found.append(SavedRequest(name, str(data.get("endpoint", "")), call))
        return found

    def has(self, name: str) -> bool:
        return self._file(name).exists()

    def save(self, draft: Draft, name: str, *, is_replacing: bool = False) -> tuple[str, ...]:
        """Write a draft down.

        Args:
            name: Folders are parted by slashes.
            is_replacing: One of that name may be there.

        Returns:
            Names of the secrets that were left out.

        Raises:
            UsageError: No name for a file, or one of that name is there.
            BuildError: A text that no file can hold.
            ConfigError: It cannot be written.
        """
        from cloudflow_tui.profiles.store import write_private

        file = self._file(name)
        if file.exists() and not is_replacing:
            raise UsageError(f"{name!r} is saved already.", advice="Take another name, or replace it.")
        data, left_out = to_saved(draft)
        text = to_toml(data)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise BuildError(
                "The request holds half a character, which no file can.", advice="Take it out."
            ) from error
        write_private(file, text)
        return left_out

    def load(self, name: str) -> Loaded:
        """A draft read back, with a note when its endpoint is gone or secrets must be filled in.

        Raises:
            UsageError: None of that name, with the nearest.
            ConfigError: The file cannot be read.
            BuildError: It holds something of another kind.
        """
        file = self._file(name)
        if not file.exists():
            near = nearest(name, [one.name for one in self.all()])
            advice = f"Nearest: {', '.join(near)}." if near else f"Saved ones lie in {self.folder}."
            raise UsageError(f"No request is saved as {name!r}.", advice=advice)
        return draft_of_saved(self._read(file), self._catalog)

    def remove(self, name: str) -> None:
        """Take one out, and the folders that become empty by it.

        Raises:
            UsageError: None of that name.
            ConfigError: It cannot be taken out.
        """
        file = self._file(name)
        if not file.exists():
            self.load(name)
        try:
            file.unlink()
            for folder in file.parents:
                if folder == self.folder or any(folder.iterdir()):
                    break
                folder.rmdir()
        except OSError as error:
            raise ConfigError(f"{file} cannot be taken out: {error.strerror}.", file=str(file)) from error

    def _file(self, name: str) -> Path:
        parts = name.strip().split("/")
        if not all(_PART.fullmatch(part) and part == part.strip() for part in parts):
            raise UsageError(
                f"{name!r} is no name for a saved request.",
                advice="Letters, digits, blanks and . , - + ( ); folders are parted by /.",
            )
        return self.folder.joinpath(*parts[:-1], parts[-1] + _SUFFIX)

    def _read(self, file: Path, *, is_tolerant: bool = False) -> dict[str, Any]:
        try:
            return from_toml(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            if is_tolerant:
                return {}
            said = error.strerror if isinstance(error, OSError) else str(error)
            raise ConfigError(f"{file} cannot be read: {said}.", file=str(file)) from error


def draft_of_saved(data: Mapping[str, Any], catalog: Catalog) -> Loaded:
    """The draft of such data, with a note when its endpoint is gone or secrets must be filled in.

    Raises:
        UnknownEndpointError: Its endpoint is gone, and it does not say which call it was.
        BuildError: It holds something of another kind.
    """
    from cloudflow_tui.request import Draft
    from cloudflow_tui.request.free_call import endpoint_of_call

    endpoint_id = str(data.get("endpoint", ""))
    method, _, path = str(data.get("call", "")).partition(" ")
    notes = []
    try:
        endpoint = catalog.endpoint(endpoint_id) if endpoint_id else endpoint_of_call(method, path)
    except UnknownEndpointError as error:
        if not path:
            raise
        endpoint = endpoint_of_call(method, path)
        near_one = f" {error.advice}" if error.nearest else ""
        notes.append(f"The catalog has no {endpoint_id} any more; this is {method} {path}.{near_one}")
    left_out = [str(one) for one in data.get("left_out", ())]
    if left_out:
        notes.append(f"Not saved, fill it in: {', '.join(left_out)}.")
    return Loaded(Draft.from_dict(endpoint, from_saved(data)), " ".join(notes))


def to_saved(draft: Draft) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The draft as data for a file, and the names of what was left out."""
    from cloudflow_tui.redact import Redactor
    from cloudflow_tui.redact.names import is_placeholder

    secrets = frozenset(one for one in secret_values(draft) if not is_placeholder(one))
    redactor = Redactor(secrets)
    left_out: list[str] = []

    def cleaned(value: Any, name: str) -> Any:
        if isinstance(value, Mapping):
            inner = {key: cleaned(one, f"{name}.{key}" if name else key) for key, one in value.items()}
            return {key: one for key, one in inner.items() if one is not _GONE}
        if isinstance(value, list):
            return [one for one in (cleaned(one, f"{name}[]") for one in value) if one is not _GONE]
        is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
        if is_plain and value != "" and str(value) in secrets:
            left_out.append(name)
            return _GONE
        return redactor.text(value) if isinstance(value, str) else value

    data = stored.to_dict(draft)
    made: dict[str, Any] = {
        "endpoint": data["endpoint_id"],
        "call": f"{data['method']} {data['path_template']}",
        "format": data["format"],
    }
    made |= draft.unusual_options()
    pairs, hidden = _pairs(draft, redactor)
    made |= pairs
    left_out += hidden
    if draft.raw_body is not None:
        masked = redactor.body(draft.raw_body.encode("utf-8", "surrogatepass"), f"application/{draft.format}")
        made["raw_body"] = masked.decode("utf-8", "surrogatepass")
    if draft.comments:
        made["comments"] = [[path, _masked_comment(redactor, said)] for path, said in draft.comments]
    for place in PLACES:
        values_of_place = cleaned(data[place], "")
        if values_of_place:
            made[place] = values_of_place
    if left_out:
        made = {
            **{key: made.pop(key) for key in ("endpoint", "call", "format")},
            "left_out": left_out,
            **made,
        }
    return made, tuple(left_out)


def _masked_comment(redactor: Redactor, text: str) -> str:
    """A comment without secrets, also where it is a part of the body that was taken out."""
    masked = redactor.body(f"<c>{redactor.text(text)}</c>".encode("utf-8", "replace"), "application/xml")
    return masked.decode("utf-8", "replace").removeprefix("<c>").removesuffix("</c>")


def _pairs(draft: Draft, redactor: Redactor) -> tuple[dict[str, list[list[str]]], list[str]]:
    """Headers and query words by their key, and the names of those that are secret."""
    from cloudflow_tui.redact import is_secret_header, is_secret_name
    from cloudflow_tui.redact.names import is_placeholder

    made: dict[str, list[list[str]]] = {}
    left_out: list[str] = []
    both: tuple[tuple[str, list[tuple[str, str]], Callable[[str], bool]], ...] = (
        ("headers", draft.headers, is_secret_header),
        ("extra_query", draft.extra_query, is_secret_name),
    )
    for key, values, is_secret in both:
        kept = [(name, text) for name, text in values if is_placeholder(text.strip()) or not is_secret(name)]
        left_out += [name for name, text in values if (name, text) not in kept]
        if kept:
            made[key] = [
                [name, text if is_placeholder(text.strip()) else redactor.text(text)] for name, text in kept
            ]
    return made, left_out


_GONE: Final = object()


def from_saved(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a file in the form that drafts are read from."""
    return {key: value for key, value in data.items() if key not in ("endpoint", "call", "left_out")}
