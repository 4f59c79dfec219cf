"""Secrets in a body text hidden behind a mask, and put back when the edited text is taken over.

Works on text, not on values, so that a body that is not well formed is masked as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cloudflow_tui.redact.names import is_placeholder, is_secret_name, may_hold_secrets

_JSON = re.compile(
    r'(?P<before>"(?P<key>[^"\\]*+)"\s*+:\s*+)(?P<value>"(?:[^"\\]++|\\.)*+"|-?[0-9][0-9.eE+-]*)', re.DOTALL
)
_XML = re.compile(r"(?P<before><(?P<key>[A-Za-z_][\w.-]*)(?:\s[^<>]*)?>)(?P<value>[^<]+)(?=</)")


@dataclass(slots=True)
class HiddenSecrets:
    """A text with its secrets masked.

    Args:
        text: JSON or XML, well formed or not.
        mask: What stands for a secret.
        names: Names of secrets that do not look like it.
    """

    text: str
    mask: str
    names: frozenset[str] = frozenset()
    shown: str = ""
    """The text with the mask in place of each secret."""
    _kept: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        has_secrets = any(name in self.text for name in self.names) or may_hold_secrets(self.text)
        self.shown = self._replaced(self.text, self._hide) if has_secrets else self.text

    def restored(self, text: str) -> str:
        """An edited text with the secrets in place of their masks, by name and order."""
        if self.mask not in text:
            return text
        waiting = {key: list(values) for key, values in self._kept.items()}

        def put_back(found: re.Match[str]) -> str:
            value = found["value"]
            quoted = f'"{self.mask}"'
            if value not in (self.mask, quoted) or not waiting.get(found["key"]):
                return found[0]
            return found["before"] + waiting[found["key"]].pop(0)

        return self._replaced(text, put_back)

    def _hide(self, found: re.Match[str]) -> str:
        key, value = found["key"], found["value"]
        is_json = found["before"].rstrip().endswith(":")
        is_open = is_placeholder(value.strip('"')) or (is_json and value == '""')
        if is_open or not (is_secret_name(key) or key in self.names):
            return found[0]
        self._kept.setdefault(key, []).append(value)
        return found["before"] + (f'"{self.mask}"' if is_json else self.mask)

    def _replaced(self, text: str, change: object) -> str:
        assert callable(change)
        return _XML.sub(change, text) if text.lstrip().startswith("<") else _JSON.sub(change, text)


def secret_names(names: Iterable[str]) -> frozenset[str]:
    """The last part of each name, as it stands in a body."""
    return frozenset(re.split(r"[.\[\]]+", name.removesuffix("[]"))[-1] for name in names)
