"""`history case`: tickets with their exchanges, notes and attachments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.history_open import chosen_numbers, opened_history
from cloudflow_tui.cli.parser import one_of
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.history import History
    from cloudflow_tui.history.case_models import Case

VERBS: Final = {
    "list": "[WORD ...]        all cases, open ones first",
    "open": "NAME              a new one, or one that was closed; --title",
    "close": "NAME",
    "show": "NAME              its exchanges, notes and attachments",
    "tag": "NAME N ...        put exchanges into it",
    "untag": "NAME N ...        take exchanges out of it",
    "note": "NAME TEXT         write a note on it; --on N writes it on an exchange",
    "attach": "NAME FILE ...     put files into it",
    "save": "NAME FILE         write one of its files to stdout",
    "delete": "NAME              remove it with its notes and files; its exchanges stay",
}


def add_words(add: Callable[[str, str], Parser]) -> None:
    parser = add("case", "tickets: " + ", ".join(VERBS))
    parser.add_argument("verb", metavar="VERB", type=one_of("verb", tuple(VERBS)), help=", ".join(VERBS))
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="the name of the case, and what belongs to the verb"
    )
    parser.epilog = "verbs:\n" + "\n".join(f"  {name:<7} {text}" for name, text in VERBS.items())
    parser.option("--title", metavar="TEXT", default="", help="with open: what it is about")
    parser.option("--on", metavar="N", type=int, help="with note: the exchange it is written on")
    parser.option("--query", metavar="QUERY", default="", help="with tag, untag: everything that it finds")
    parser.option("--closed", action="store_true", help="with list: only closed ones")
    parser.option("--json", action="store_true", help="print JSON")


def case(arguments: argparse.Namespace, context: Context) -> int:
    """Carry out one verb.

    Raises:
        UsageError: The name or what belongs to the verb is missing.
        HistoryError: No such case, or it cannot be written.
    """
    actions: dict[str, Callable[[argparse.Namespace, Context, History], None]] = {
        "list": _list,
        "open": _open,
        "close": _close,
        "show": _show,
        "tag": _tag,
        "untag": _tag,
        "note": _note,
        "attach": _attach,
        "save": _save,
        "delete": _delete,
    }
    with opened_history(context) as history:
        actions[arguments.verb](arguments, context, history)
    return ExitCode.OK


def _name(arguments: argparse.Namespace) -> str:
    if not arguments.words:
        raise UsageError(f"{arguments.verb} needs the name of a case.", advice="Such as TCK-4471.")
    return str(arguments.words[0])


def _list(arguments: argparse.Namespace, context: Context, history: History) -> None:
    cases = history.cases.all(" ".join(arguments.words), is_open=False if arguments.closed else None)
    if arguments.json:
        context.output.json(cases)
        return
    if not cases:
        context.talk.say("There is no such case.")
    context.output.table([_cells(one) for one in cases])


def _open(arguments: argparse.Namespace, context: Context, history: History) -> None:
    _print(history.cases.open(_name(arguments), arguments.title), arguments, context)


def _close(arguments: argparse.Namespace, context: Context, history: History) -> None:
    _print(history.cases.close(_name(arguments)), arguments, context)


def _show(arguments: argparse.Namespace, context: Context, history: History) -> None:
    found = history.cases.get(_name(arguments))
    notes = history.cases.notes(name=found.name)
    attachments = history.cases.attachments(found.name)
    rows = history.rows(limit=1000, query=f'case:"{found.name}"')
    notes_on = [note for row in rows[::-1] if row.has_note for note in history.cases.notes(number=row.number)]
    if arguments.json:
        context.output.json(
            {
                "case": found,
                "exchanges": rows,
                "notes": [*notes, *notes_on],
                "attachments": attachments,
            }
        )
        return
    context.output.table([_cells(found)])
    for note in (*notes, *notes_on):
        where = f"on {note.number}: " if note.number is not None else ""
        context.output.lines([f"{note.written_at:%Y-%m-%dT%H:%M:%SZ}  {note.author}  {where}{note.text}"])
    context.output.table([(one.name, f"{one.size_bytes:,} bytes", one.content_type) for one in attachments])
    context.output.table(
        [
            (str(row.number), row.method, row.path, str(row.status or "none"), row.what_happened)
            for row in rows[::-1]
        ]
    )


def _tag(arguments: argparse.Namespace, context: Context, history: History) -> None:
    name = _name(arguments)
    numbers = chosen_numbers(history, arguments.words[1:], query=arguments.query)
    is_tag = arguments.verb == "tag"
    count = history.cases.tag(name, numbers) if is_tag else history.cases.untag(name, numbers)
    context.talk.say(f"{count:,} {'put into' if is_tag else 'taken out of'} {name}.")
    if arguments.json:
        context.output.json({"case": name, "tagged" if is_tag else "untagged": count})


def _note(arguments: argparse.Namespace, context: Context, history: History) -> None:
    words = list(arguments.words)
    name = "" if arguments.on is not None and len(words) == 1 else _name(arguments)
    text = " ".join(words if not name else words[1:])
    if not text:
        text = context.stdin.read()
    note = history.cases.add_note(
        text,
        name=name if arguments.on is None else "",
        number=arguments.on,
        author=context.environ.get("USER", ""),
    )
    if name and arguments.on is not None:
        history.cases.tag(name, [arguments.on])
    if arguments.json:
        context.output.json(note)


def _attach(arguments: argparse.Namespace, context: Context, history: History) -> None:
    import mimetypes

    name = _name(arguments)
    if not arguments.words[1:]:
        raise UsageError("attach needs a file.", advice="Such as: history case attach TCK-4471 log.txt")
    all_attached = []
    for word in arguments.words[1:]:
        path = Path(word).expanduser()
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{word} cannot be read: {error.strerror}.", advice="Check the file.") from error
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        attached = history.cases.attach(name, path.name, data, kind)
        all_attached.append(attached)
        context.talk.say(f"{attached.name}, {attached.size_bytes:,} bytes, is in {name}.")
    if arguments.json:
        context.output.json(all_attached)


def _save(arguments: argparse.Namespace, context: Context, history: History) -> None:
    name = _name(arguments)
    if len(arguments.words) != 2:
        raise UsageError(
            "save needs the name of one file.", advice="See: cloudflow-tui history case show NAME"
        )
    context.output.raw(history.cases.attached(name, arguments.words[1]))


def _delete(arguments: argparse.Namespace, context: Context, history: History) -> None:
    name = _name(arguments)
    history.cases.delete(name)
    context.talk.say(f"{name} is gone; its exchanges stay.")
    if arguments.json:
        context.output.json({"case": name, "deleted": True})


def _print(found: Case, arguments: argparse.Namespace, context: Context) -> None:
    if arguments.json:
        context.output.json(found)
    else:
        context.output.table([_cells(found)])


def _cells(found: Case) -> tuple[str, ...]:
    return (
        found.name,
        "open" if found.is_open else "closed",
        found.opened_at.strftime("%Y-%m-%d"),
        _counted(found.exchange_count, "exchange"),
        _counted(found.note_count, "note"),
        _counted(found.attachment_count, "file"),
        found.title,
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
