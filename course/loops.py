"""Find the loops that stand in a text of Python, those in disguise among them."""

from __future__ import annotations

import ast
from dataclasses import dataclass

# Calls that run Python code again and again.
_HIDDEN = {"map", "filter", "reduce", "vectorize", "apply_along_axis", "apply_over_axes"}
_HIDDEN |= {"frompyfunc", "fromfunction", "fromiter", "piecewise", "accumulate", "starmap"}


@dataclass(frozen=True)
class Loop:
    """A loop.

    Attributes
    ----------
    node : what it is in the text's tree.
    line : where it begins; `head_end` is the last line of what is done at each round's start.
    hidden : True where it is a call such as `np.vectorize`, that loops inside.
    """

    node: ast.AST
    line: int
    head_end: int
    hidden: bool = False


def loops(text: str | ast.AST) -> list[Loop]:
    """Return the loops of a text of Python, or of a tree, by line; none where it is no Python."""
    if isinstance(text, str):
        try:
            text = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return []
    found = [loop for node in ast.walk(text) if (loop := _loop(node)) is not None]
    return sorted(found, key=lambda loop: (loop.hidden, loop.line))


def _loop(node: ast.AST) -> Loop | None:
    if isinstance(node, ast.For | ast.AsyncFor):
        return Loop(node, node.lineno, node.iter.end_lineno)
    if isinstance(node, ast.While):
        return Loop(node, node.lineno, node.test.end_lineno)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return Loop(node, node.lineno, node.end_lineno)
    if isinstance(node, ast.Call) and _called(node.func) in _HIDDEN:
        return Loop(node, node.lineno, node.end_lineno, hidden=True)
    return None


def _called(function: ast.expr) -> str:
    """Return the name in ``map(...)`` or ``np.vectorize(...)``; ``np.add.reduce`` has none."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
