"""The words of descriptions and notes, one file for the whole catalog: what searching needs beside the index.

`python -m cloudflow_tui.catalog.index` writes the file anew together with the index. It is read when
something is searched for the first time, not at the start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint

_WORD: Final = re.compile(r"[a-z0-9]{3,}")
_FOLD: Final = str.maketrans("_-.'", "    ")
_EMPTY: Final = re.compile(
    r"the|and|are|for|has|its|not|one|that|this|with|from|can|was|what|when|which|where|will|all|any|but|does"
    r"|each|into|may|more|must|only|other|same|see|than|them|then|they|without"
)


def words_file(folder: Path) -> Path:
    return folder / "words.json"


def words_of_endpoint(endpoint: Endpoint) -> str:
    """The words of summary, notes and descriptions of parameters: each once, sorted, with blanks between."""
    texts = [endpoint.summary, endpoint.notes, *(row.description for row in endpoint.parameters)]
    found = _WORD.findall(" ".join(texts).lower().translate(_FOLD))
    return " ".join(sorted(word for word in set(found) if not _EMPTY.fullmatch(word)))


def words_text(endpoints: Iterable[Endpoint]) -> str:
    """The text of the file: one endpoint a line."""
    rows = (f"{json.dumps(row.id)}: {json.dumps(words_of_endpoint(row))}" for row in endpoints)
    return "{\n" + ",\n".join(rows) + "\n}\n"


def read_words(folder: Path) -> Mapping[str, str]:
    """The words of each endpoint by its id; nothing when the file is missing or no such file."""
    try:
        found = json.loads(words_file(folder).read_bytes())
    except (OSError, ValueError):
        # Without it the search knows names and paths only, which is no reason to refuse.
        return {}
    return found if isinstance(found, dict) else {}
