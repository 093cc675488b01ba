"""Find in an instructor's test what cannot be judged from outside the learner's process.

`grader build` prints what is found. A finding that is `certain` means that the
test would fail the right solution, or pass a wrong one; any other, that it may.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from grader.classic import Plan

IN_WORKER = (
    "Write it otherwise, or mark the cell in_worker=true: it is then run in the learner's own"
    " process, where a submission can read it and forge what it answers."
)
_MODULES = {
    "inspect": "reads the source or the signature of a function",
    "dis": "reads the code of a function",
    "mock": "puts something in the place of what a function calls",
    "unittest": "puts something in the place of what a function calls",
    "pytest_mock": "puts something in the place of what a function calls",
    "IPython": "looks into the learner's notebook",
    "gc": "looks into the learner's memory",
    "ctypes": "looks into the learner's memory",
}
_NAMES = {
    "monkeypatch": "puts something in the place of what a function calls",
    "capsys": "catches what is printed",
    "capfd": "catches what is printed",
    "get_ipython": "looks into the learner's notebook",
    "In": "looks into the learner's notebook",
    "Out": "looks into the learner's notebook",
    "globals": "looks into the learner's namespace",
    "locals": "looks into the learner's namespace",
    "vars": "looks into the learner's namespace",
}
_REDIRECTS = {"redirect_stdout", "redirect_stderr"}


@dataclass(frozen=True)
class Finding:
    """What a line of a test does, as the rest of a sentence: "line 3 reads ..."."""

    line: int
    why: str
    certain: bool = True


def findings(plan: Plan) -> list[Finding]:
    """Return what `plan`'s test does that cannot be done from outside, the certain ones first."""
    tree = ast.parse(plan.test.code)
    own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    found: dict[int, Finding] = {}
    for one in _found(tree, set(plan.names), own, plan.exercises):
        found.setdefault(one.line, one)
    return sorted(found.values(), key=lambda one: (not one.certain, one.line))


def _found(tree: ast.AST, theirs: set[str], own: set[str], exercises: Collection) -> Iterator:
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            for name in [module, *(alias.name for alias in node.names)]:
                if why := _MODULES.get(name.split(".")[0]):
                    yield Finding(line, f"{why} ({name})")
                elif name in _REDIRECTS:
                    yield Finding(line, f"catches what is printed ({name})", certain=False)
        elif isinstance(node, ast.FunctionDef) and node.name in exercises:
            yield Finding(line, _replaces(node.name))
        elif isinstance(node, ast.Name):
            yield from _found_name(node, exercises)
        elif isinstance(node, ast.Attribute):
            yield from _found_attribute(node, theirs)
        elif isinstance(node, ast.Call):
            yield from _found_call(node, theirs, own)
        elif isinstance(node, ast.Compare):
            yield from _found_identity(node)


def _found_name(node: ast.Name, exercises: Collection) -> Iterator[Finding]:
    if isinstance(node.ctx, ast.Load):
        if why := _NAMES.get(node.id) or _MODULES.get(node.id):
            yield Finding(node.lineno, f"{why} ({node.id})")
    elif node.id in exercises:
        yield Finding(node.lineno, _replaces(node.id))


def _replaces(name: str) -> str:
    return f"puts something in the place of {name}, which the learner's functions go on calling"


def _found_attribute(node: ast.Attribute, theirs: set[str]) -> Iterator[Finding]:
    base = ast.unparse(node.value)
    if isinstance(node.ctx, ast.Store | ast.Del) and _is_module(node.value):
        yield Finding(node.lineno, f"changes {base}.{node.attr}, in another process than theirs")
    elif base == "sys" and node.attr in ("stdout", "stderr", "modules"):
        yield Finding(node.lineno, f"uses sys.{node.attr}, which is another one", certain=False)
    elif node.attr in _REDIRECTS:
        yield Finding(node.lineno, f"catches what is printed ({node.attr})", certain=False)
    elif node.attr.startswith("__") and base in theirs:
        yield Finding(node.lineno, f"looks into a function of the learner's ({base}.{node.attr})")


def _found_call(node: ast.Call, theirs: set[str], own: set[str]) -> Iterator[Finding]:
    called = ast.unparse(node.func)
    if called in ("isinstance", "issubclass") and len(node.args) == 2:
        kinds = {n.id for n in ast.walk(node.args[1]) if isinstance(n, ast.Name)} & theirs
        if kinds:
            yield Finding(node.lineno, f"asks for a class of the learner's ({', '.join(kinds)})")
    if called in theirs:
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        for value in values:
            if isinstance(value, ast.Lambda) or (isinstance(value, ast.Name) and value.id in own):
                yield Finding(node.lineno, f"hands a function of the test to {called}")


def _found_identity(node: ast.Compare) -> Iterator[Finding]:
    sides = [node.left, *node.comparators]
    for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
        if not isinstance(operator, ast.Is | ast.IsNot):
            continue
        if any(isinstance(side, ast.Constant) or _is_type(side) for side in (left, right)):
            continue
        yield Finding(
            node.lineno, "asks whether two values are the same object; they are copies", False
        )


def _is_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "type"


def _is_module(node: ast.expr) -> bool:
    """Return True for what looks like a module or a part of one: ``np``, ``np.random``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "math", "random", "course")
