"""Find what a notebook takes from earlier ones: its calls of `course.earlier`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

_MAX_PARSED = 100_000  # characters; longer ones are looked through


@dataclass(frozen=True)
class Borrowed:
    """A function that a notebook takes from an earlier one.

    Attributes
    ----------
    name : what it is called here.
    notebook, exercise : ``week3/activations`` and its name there.
    line : the line of the source where it is taken.
    """

    name: str
    notebook: str
    exercise: str
    line: int

    @property
    def full_name(self) -> str:
        return f"{self.notebook}/{self.exercise}"


def find_borrowed(
    cells: Collection, own: Collection[str], wrong: Callable[[int, str], Exception]
) -> dict[str, Borrowed]:
    """Return by its name here each function that the set-up cells take by `course.earlier`.

    `own` are the notebook's exercises, which it can never borrow. Raises what
    `wrong` makes of a line and a sentence where a call is not as it should be.
    """
    found: dict[str, Borrowed] = {}
    for cell in cells:
        if cell.kind != "code" or "course.earlier(" not in cell.text:
            continue
        if not cell.tags.get("setup"):
            raise wrong(cell.line, "course.earlier is for a set-up cell.")
        try:
            tree = ast.parse(cell.text)
        except SyntaxError:  # it is told where it is run
            continue
        taken, calls = list(_assignments(tree)), sum(map(_is_call, ast.walk(tree)))
        if len(taken) != calls:
            example = 'sigmoid, relu = course.earlier("week3/activations", "sigmoid", "relu")'
            raise wrong(cell.line, f"course.earlier is written as {example}.")
        for target, call in taken:
            line = cell.line + call.lineno
            for one in _borrowed(target, call, line, wrong):
                if one.name in own:
                    told = f"'{one.name}' is an exercise of this notebook"
                    raise wrong(line, f"{told}, so it cannot be borrowed.")
                found[one.name] = one
    return found


def asked_for(text: str) -> set[tuple[str, str]]:
    """Return the (notebook, exercise) pairs that a source's text asks for, as far as it is Python.

    It is quick: a source that is being written, or that is not read for itself, is looked through.
    """
    if "course.earlier(" not in text:
        return set()
    try:
        nodes = [node for node in ast.walk(ast.parse(text)) if _is_call(node)]
    except (SyntaxError, ValueError):
        return set()
    words = [[a.value for a in n.args if isinstance(a, ast.Constant)] for n in nodes]
    return {(notebook, name) for notebook, *names in filter(None, words) for name in names}


def defined_in(text: str) -> set[str]:
    """Return the names that a cell gives a meaning to, wherever in it."""
    try:
        nodes = list(ast.walk(ast.parse(text))) if len(text) < _MAX_PARSED else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        nodes = []
    if not nodes:
        return set(re.findall(r"^[ \t]*(?:async[ \t]+)?(?:def[ \t]+)?(\w+)[ \t]*[(=]", text, re.M))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = {n.name for n in nodes if isinstance(n, kinds)}
    found |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return found | {n.asname or n.name for n in nodes if isinstance(n, ast.alias)}


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "course.earlier"


def _assignments(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.Call]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and _is_call(node.value):
            yield node.targets[0], node.value


def _borrowed(target: ast.expr, call: ast.Call, line: int, wrong: Callable) -> Iterator[Borrowed]:
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    words = [a.value if isinstance(a, ast.Constant) else None for a in call.args]
    plain = all(isinstance(n, ast.Name) for n in names) and all(isinstance(w, str) for w in words)
    if not plain or call.keywords or len(words) < 2 or "/" not in words[0]:
        raise wrong(line, "course.earlier takes a notebook, as week3/activations, and names.")
    if len(names) != len(words) - 1:
        raise wrong(line, f"course.earlier gives {len(words) - 1}, and {len(names)} are taken.")
    for name, exercise in zip(names, words[1:], strict=True):
        yield Borrowed(name.id, words[0], exercise, line)
