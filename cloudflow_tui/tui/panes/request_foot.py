"""The foot below the form: what the field under the cursor is, where its value goes, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.reactive import reactive

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.form_rows import Row
from cloudflow_tui.tui.widgets.form_texts import all_facts_of, basis_words, page_of, where_it_goes
from cloudflow_tui.tui.widgets.lines import Line, cut

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft

_MOST_LINES = 4
Piece = tuple[str, str]
"""Text and ink; a bold one has `!` before the name of the ink."""


class RequestFoot(Drawn):
    """Five lines with a rule above; two on short screens, none on tiny ones (by classes of the screen)."""

    DEFAULT_CSS = """
    RequestFoot { height: 5; }
    .-short RequestFoot { height: 2; }
    .-tiny RequestFoot { display: none; }
    """

    SCOPED_CSS = False
    """The classes of the screen decide the height."""

    row: reactive[Row | None] = reactive(None)
    draft: reactive[Draft | None] = reactive(None)
    meaning: reactive[str] = reactive("")
    """What the variables of the value stand for now."""

    def draw(self, y: int) -> Line:
        line = self.line()
        has_rule = self.size.height > 2
        if y == 0 and has_rule:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        texts = self._texts()
        at = y - (1 if has_rule else 0)
        if at < len(texts):
            line.at(2)
            for text, ink in texts[at]:
                is_bold = ink.startswith("!")
                line.put(text.replace("≈", self.glyphs.unsure), self.ink(ink.lstrip("!"), bold=is_bold))
        return line

    def _texts(self) -> list[list[Piece]]:
        row, draft = self.row, self.draft
        if row is None or row.field is None or draft is None:
            return []
        field, width = row.field, self.size.width - 4
        parameter = field.parameter
        where, name = where_it_goes(field, draft)
        kind = field.type or "value"
        need = ", required" if field.is_required else ""
        head: list[Piece] = [
            (field.name, "!text-strong"),
            (f"  {kind}{need}, {where} ", "text-muted"),
            (name, "text-strong"),
        ]
        if sum(cell_len(text) for text, _ in head) > width:
            head = [(name, "!text-strong"), (f"  {kind}{need}, {where.removesuffix(' as')}", "text-muted")]
        lines = [head]
        if self.meaning:
            said = cut(self.meaning, width - len("stands for "), self.glyphs.more)
            lines.append([("stands for ", "text-muted"), (said, "text-strong")])
        if row.problem is not None and row.problem.kind != "missing":
            said = f"{row.problem.message} {row.problem.advice}".strip()
            lines += [[(part, "status-4xx")] for part in _wrapped(said, width)[:2]]
        if parameter is not None:
            description = parameter.description
        elif field.section == "by hand":
            description = "Added by hand; the catalog does not know it."
        else:
            description = "Begin it, and each of its values has a row of its own."
        lines += [[(part, "foreground")] for part in _wrapped(description, width)[:2]]
        facts = ", ".join(all_facts_of(parameter)) if parameter is not None else ""
        source: list[Piece] = []
        if parameter is not None:
            source = [
                (basis_words(draft.endpoint), "text-muted"),
                (f"  {page_of(draft.endpoint)}", "text-dim"),
            ]
        room = width - sum(cell_len(text) for text, _ in source) - 3
        if facts and (cell_len(facts) <= room or len(lines) >= _MOST_LINES - 1):
            lines.append([(f"{cut(facts, room, self.glyphs.more)}   ", "text-muted"), *source])
        else:
            lines += [[(part, "text-muted")] for part in _wrapped(facts, width)[:1]]
            lines += [source] if source else []
        return lines[:_MOST_LINES]


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, max(width, 20))
