"""Drafts that are open: several at once, also of one call, kept over a restart without their secrets.

Kept ones are read when they are asked for. Sends nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.workspace.saved import draft_of_saved, to_saved

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.request import Draft

MOST_KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """One draft, and the name that it is saved under."""

    draft: Draft
    saved_name: str = ""
    is_kept: bool = False
    """It is from an earlier run; its secrets are gone."""


class OpenDrafts:
    """The drafts of one console, the newest last.

    Args:
        file: Where they are kept; made when there is something to keep.
    """

    def __init__(self, file: Path, catalog: Catalog) -> None:
        self._file = file
        self._catalog = catalog
        self._entries: list[OpenDraft] = []
        self._is_loaded = False
        self._kept_text = ""

    def all(self) -> list[OpenDraft]:
        """Every open draft, the one that was shown last first."""
        self._load()
        return list(reversed(self._entries))

    def of_endpoint(self, endpoint_id: str) -> Draft | None:
        """The draft of this call that was shown last."""
        return next((one.draft for one in self.all() if one.draft.endpoint.id == endpoint_id), None)

    def show(self, draft: Draft, saved_name: str = "") -> None:
        """A draft is shown: it is the newest now. An untouched one of the same call gives way to it."""
        self._load()
        known = next((one for one in self._entries if one.draft is draft), OpenDraft(draft, saved_name))
        self._entries = [
            one
            for one in self._entries
            if one.draft is not draft
            and (one.draft.endpoint.id != draft.endpoint.id or _is_touched(one.draft))
        ]
        self._entries.append(OpenDraft(draft, saved_name or known.saved_name, known.is_kept))

    def name_of(self, draft: Draft) -> str:
        """The name that a draft is saved under, "" for none."""
        return next((one.saved_name for one in self._entries if one.draft is draft), "")

    def close(self, draft: Draft) -> None:
        self._entries = [one for one in self._entries if one.draft is not draft]

    def keep(self) -> None:
        """Write down what was touched, secrets left out.

        Raises:
            ConfigError: It cannot be written.
        """
        from cloudflow_tui.profiles.store import write_private

        if not self._is_loaded:
            return
        kept: list[dict[str, Any]] = []
        for one in self._entries[-MOST_KEPT:]:
            if _is_touched(one.draft):
                data, _ = to_saved(one.draft)
                kept.append({**data, "saved_name": one.saved_name})
        text = json.dumps(kept, ensure_ascii=False, default=_decimal)
        if text != self._kept_text and (kept or self._file.exists()):
            write_private(self._file, text.encode("utf-8", "replace").decode() + "\n")
            self._kept_text = text

    def _load(self) -> None:
        if self._is_loaded:
            return
        self._is_loaded = True
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return  # nothing was kept, or it cannot be read; nothing sent depends on it
        for data in found if isinstance(found, list) else ():
            try:
                loaded = draft_of_saved(data, self._catalog)
            except (CloudFlowError, TypeError, AttributeError):
                continue
            self._entries.append(OpenDraft(loaded.draft, str(data.get("saved_name", "")), is_kept=True))


def _is_touched(draft: Draft) -> bool:
    """Whether there is anything in a draft that would be lost."""
    return bool(
        draft.items() or draft.headers or draft.extra_query or draft.raw_body or draft.unusual_options()
    )


def _decimal(value: object) -> object:
    return str(value)
