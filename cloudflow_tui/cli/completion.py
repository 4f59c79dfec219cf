"""`cloudflow-tui completion`: the script that lets a shell complete this program, and what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import action_parsers, one_of, whole_number

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser

DESCRIPTION = "Print the script that completes endpoints, parameters and options in a shell."
EXAMPLES = """\
examples:
  cloudflow-tui completion bash > ~/.local/share/bash-completion/completions/cloudflow-tui
  cloudflow-tui completion zsh > ~/.zfunc/_cloudflow-tui      (a folder in $fpath)
  cloudflow-tui completion fish > ~/.config/fish/completions/cloudflow-tui.fish"""
MOST_OFFERS = 2000

SCRIPTS = {
    "bash": """\
# Completion of cloudflow-tui for bash. COMP_WORDBREAKS cuts words at = and :; the program takes that back.
_cloudflow_tui() {
    mapfile -t COMPREPLY < <(
        cloudflow-tui completion words --shell bash --cut "${COMP_WORDS[COMP_CWORD]}" \\
            "${COMP_LINE:0:COMP_POINT}" 2>/dev/null
    )
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0
}
complete -F _cloudflow_tui cloudflow-tui
""",
    "zsh": """\
#compdef cloudflow-tui
# Completion of cloudflow-tui for zsh.
_cloudflow_tui() {
    local -a found whole begun
    local one line="${(j: :)${(@q)words[1,CURRENT]}}"
    found=("${(@f)$(cloudflow-tui completion words --shell zsh "$line" 2>/dev/null)}")
    for one in $found; do
        if [[ ${one%%:*} == *= ]]; then begun+=("$one"); else whole+=("$one"); fi
    done
    (( $#whole )) && _describe -t words word whole
    (( $#begun )) && _describe -t parameters parameter begun -S ''
    return 0
}
if [[ ${funcstack[1]} == _cloudflow-tui ]]; then
    _cloudflow_tui "$@"
else
    compdef _cloudflow_tui cloudflow-tui
fi
""",
    "fish": """\
# Completion of cloudflow-tui for fish.
complete -c cloudflow-tui -f -a '(cloudflow-tui completion words --shell fish (commandline -cp) 2>/dev/null)'
""",
}


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    for shell in SCRIPTS:
        add(shell, f"the script for {shell}")
    words = add("words", "what may stand at the end of a line; the scripts ask this")
    words.add_argument("line", help="the command line up to the cursor")
    words.option(
        "--shell", metavar="NAME", type=one_of("shell", tuple(SCRIPTS)), default="fish", help="whose form"
    )
    words.option("--cut", metavar="WORD", default=None, help="bash: its own idea of the last word")
    words.option("--limit", metavar="N", type=whole_number(1), default=MOST_OFFERS, help="most words")


def run(arguments: argparse.Namespace, context: Context) -> int:
    if arguments.action in SCRIPTS:
        context.output.lines(SCRIPTS[arguments.action].rstrip("\n").split("\n"))
        return ExitCode.OK
    from cloudflow_tui.cli.completing import offers, words_of_line

    words = words_of_line(arguments.line)
    found = offers(words, context)[: arguments.limit]
    context.output.lines(_line(word, text, words[-1], arguments) for word, text in found)
    return ExitCode.OK


def _line(word: str, text: str, current: str, arguments: argparse.Namespace) -> str:
    """An offer in the form of a shell."""
    text = " ".join(text.split())
    if arguments.shell == "fish":
        return f"{word}\t{text}" if text else word
    if arguments.shell == "zsh":
        escaped = word.replace("\\", "\\\\").replace(":", "\\:")
        return f"{escaped}:{text}" if text else escaped
    cut = current if arguments.cut is None else arguments.cut
    # What bash takes for the last word may be its end alone; it wants the rest of that.
    if cut in ("=", ":"):
        cut = ""
    return word[len(current) - len(cut) :] if current.endswith(cut) else word
