"""Definition lists that end where another block begins.

The plug-in takes each line above one that begins with a colon for a further term, even the fence of a code
block or the first line of a list, and so tears them apart. Here it is shown the lines up to such a block only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

__all__ = ["definition_lists"]

_STOPPED_BY = ["paragraph", "reference", "blockquote"]


def definition_lists(parser: MarkdownIt) -> None:
    """Let *parser* read definition lists: a term, and below it ``: `` with what is said of it."""
    from mdit_py_plugins.deflist import deflist_plugin

    parser.use(deflist_plugin)
    rules = parser.block.ruler
    rule = next(rule.fn for rule in rules.__rules__ if rule.name == "deflist")

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return rule(state, start, end if silent else _end(state, start, end), silent)

    rules.at("deflist", bounded, {"alt": _STOPPED_BY})


def _end(state: StateBlock, start: int, end: int) -> int:
    """The line at which the definition list that may begin at *start* ends at the latest."""
    if not _is_term(state, start, end):
        return end
    rules = [rule for rule in state.md.block.ruler.getRules("paragraph") if rule.__name__ != "bounded"]
    # Below a paragraph, fewer lists may begin than beside a term.
    parent, state.parentType = state.parentType, "root"
    line = start + 1
    while line < end:
        if _is_beside(state, line, start):
            if state.isEmpty(line - 1) and not _is_term(state, line, end):
                break
            if any(rule(state, line, end, True) for rule in rules):
                break
        line += 1
    state.parentType = parent
    return line


def _is_term(state: StateBlock, line: int, end: int) -> bool:
    """Whether a definition follows on the next line, or behind an empty one."""
    line += 1
    if line < end and state.isEmpty(line):
        line += 1
    return line < end and _is_marker(state, line)


def _is_beside(state: StateBlock, line: int, term: int) -> bool:
    """Whether a line stands as far left as the first term, and begins no definition."""
    return (
        state.blkIndent <= state.sCount[line] < state.sCount[term] + 2
        and not state.isEmpty(line)
        and not _is_marker(state, line)
    )


def _is_marker(state: StateBlock, line: int) -> bool:
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1] in {":", "~"} and state.src[at + 1 : at + 2] in {" ", "\t"}
