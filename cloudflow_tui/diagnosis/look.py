"""What every check of lint looks at: the pasted request, its call, and its body read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.drafting import FoundCall, draft_of_pasted, find_call
from cloudflow_tui.diagnosis.findings import Finding
from cloudflow_tui.diagnosis.pasted import PastedRequest, Spot
from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.json_body import read_json

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.request import Draft

Findings = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Look:
    """One request under judgement."""

    pasted: PastedRequest
    call: FoundCall
    catalog: Catalog
    version: str
    """Of the cloud, "" when it is not known."""
    draft: Draft | None
    """None when the catalog does not know the call."""
    data: object = None
    """The JSON body as data, None when it is none or cannot be read."""
    broken: BodySyntaxError | None = None
    """Why the body cannot be read."""

    @property
    def endpoint(self) -> Endpoint | None:
        return self.call.endpoint

    @property
    def is_body_readable(self) -> bool:
        return self.pasted.body_kind == "text" and self.broken is None and bool(self.pasted.body.strip())

    def spot_of(self, name: str) -> Spot:
        """Where a parameter stands: in the body, else in the address, else where the request begins."""
        keys = [key for key in re.split(r"[.\[\]]+", name) if key and not key.isdigit()]
        pasted = self.pasted
        at = 0
        for key in keys:
            found = _key_pattern(key).search(pasted.body, at)
            if found is None:
                break
            at = found.start("key")
        else:
            if keys and pasted.body:
                return pasted.places.of_body(at)
        where = pasted.url.find(keys[0]) if keys else -1
        return pasted.places.of_url(where) if where >= 0 else pasted.places.of_url()


def _key_pattern(key: str) -> re.Pattern[str]:
    word = re.escape(key).replace("_", "[_-]")
    return re.compile(rf"(?:^|[\"'\[<{{,\s&“‘\\])(?P<key>{word})(?=[\"'”’\\\]>\s=:/\[])")


def look_at(pasted: PastedRequest, catalog: Catalog, version: str) -> Look:
    """The look at one request; never raises on any content."""
    call = find_call(pasted, catalog)
    data: object = None
    broken: BodySyntaxError | None = None
    if pasted.body_kind == "text" and pasted.body.strip():
        try:
            if pasted.form == "json":
                data, _ = read_json(pasted.body)
            elif pasted.form == "xml":
                from cloudflow_tui.request.xml_reader import read_xml

                read_xml(pasted.body)
        except BodySyntaxError as error:
            broken = error
    draft = draft_of_pasted(pasted, catalog, call).draft if call.endpoint is not None else None
    return Look(pasted, call, catalog, version, draft, data, broken)
