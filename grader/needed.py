"""Which of the course's own cells a submission stands on, where a name is missing.

Only what is graded runs at first. Where a name is then missing, those cells run
as well that give it, and those that give what these need, and so on: training
for a minute tells nothing about a name that no cell gives.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from dataclasses import dataclass

from grader.intake import MAX_PARSED, Submission
from grader.source import Source

_INDIRECT = {"globals", "locals", "vars", "eval", "exec", "get_ipython", "__import__"}
_ALWAYS = {*dir(builtins), "__name__"} - _INDIRECT


@dataclass(frozen=True)
class _Names:
    """What a cell gives to the others, and what it takes from them."""

    gives: frozenset[str]
    takes: frozenset[str]


def needed_code(submission: Submission, source: Source) -> list[str] | None:
    """Return the cells to run where a name is missing; None where no cell gives it."""
    everything = submission.code(source, everything=True)
    if sum(map(len, everything)) > MAX_PARSED:  # to parse it takes gigabytes: run it all
        return everything
    own = _names("\n\n".join(submission.code(source)))
    given = {
        cell.text: _names(cell.text)
        for cell in submission.cells
        if cell.kind == "code" and cell.role == "given"
    }
    if own is None or own.takes & _INDIRECT:
        return everything if given else None
    wanted, needed = own.takes - own.gives - _ALWAYS, set()
    while True:
        found = {
            text
            for text, names in given.items()
            if text not in needed and (names is None or names.gives & wanted)
        }
        if not found:
            break
        needed |= found
        wanted = wanted.union(*(given[text].takes for text in found if given[text]))
    if all(given[text] is None for text in needed):  # nothing but IPython's own syntax
        return None
    return [text for text in everything if text not in given or text in needed]


def _names(code: str) -> _Names | None:
    """Return the names that `code` gives and takes; None where it is not plain Python."""
    try:
        tree, table = ast.parse(code), symtable.symtable(code, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    gives, takes = set(), set()
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            gives.add(symbol.get_name())
        if symbol.is_referenced():
            takes.add(symbol.get_name())
    _inner(table, gives, takes)
    return _Names(frozenset(gives | _changed(tree)), frozenset(takes))


def _inner(table: symtable.SymbolTable, gives: set[str], takes: set[str]) -> None:
    """Add the module's names that functions and classes use, or set with `global`."""
    todo = list(table.get_children())
    while todo:
        one = todo.pop()
        todo += one.get_children()
        for symbol in one.get_symbols():
            if symbol.is_global():
                takes.add(symbol.get_name())
                if symbol.is_assigned():
                    gives.add(symbol.get_name())


def _changed(tree: ast.Module) -> set[str]:
    """Return the names of which a cell sets an entry or an attribute."""
    return {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript | ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
    }
