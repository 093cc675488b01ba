"""Doubt a count of operations that a submission has brought: read its source as well.

Operations are counted in the submission's own process, where its code could
switch the counting off. So where growth is judged, a submission whose cells
touch what counting rests on gets no points for it, and a loop over the examples that plainly
stands in the source is one, whatever was counted. What this cannot hold
stands in docs/security.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from course.cases import Call, Case
from course.loops import loops

# Names by which code reaches the counting, or is run where neither counting nor reading sees it.
_NAMES = {
    *("settrace", "gettrace", "setprofile", "settrace_all_threads", "setprofile_all_threads"),
    *("f_trace", "f_trace_opcodes", "f_trace_lines", "set_trace", "call_tracing", "_getframe"),
    *("exec", "eval", "__import__"),
}
_MODULES = {
    *("ctypes", "threading", "_thread", "multiprocessing", "concurrent", "importlib"),
    *("bdb", "pdb", "trace", "profile", "cProfile", "grader"),
}
_PARTS = {"sys": {"monitoring", "modules"}, "course": {"operations", "observe", "loops"}}
_TEXTS = _NAMES - {"exec", "eval"} | {"monitoring", "ctypes", "threading", "_thread"}
_MAX_PARSED = 200_000  # characters; a longer submission is looked through without being parsed


@dataclass(frozen=True)
class _Growing:
    """A parameter's place, and the axis along which the larger call has more; None for a number."""

    place: int
    axis: int | None


def doubt(code: Sequence[str], function: str, case: Case) -> str:
    """Return why a count of operations is not believed, as a sentence; empty where it is.

    Parameters
    ----------
    code : the submission's cells, as they were run.
    function : the exercise whose growth is judged by `case`.
    """
    if touched := _touched(code):
        return (
            f"Its cells use {touched}, so what Python has to do cannot be counted here."
            " Take that out, and hand it in again."
        )
    if sum(map(len, code)) > _MAX_PARSED:
        return ""
    functions = {node.name: node for tree in _trees(code) for node in _functions(tree)}
    loop = _plain_loop(functions, function, case.calls[-2:])
    return loop and f"A loop over the examples stands in {function}: {loop}."


def _touched(code: Sequence[str]) -> str:
    """Return what in the cells has to do with counting; empty if nothing has."""
    if sum(map(len, code)) > _MAX_PARSED:
        every = "|".join(sorted(_TEXTS | _MODULES))
        found = re.search(rf"\b({every})\b", "\n".join(code))
        return found.group(0) if found else ""
    nodes = (node for tree in _trees(code) for node in ast.walk(tree))
    return next((name for node in nodes if (name := _touched_by(node))), "")


def _touched_by(node: ast.AST) -> str:
    if isinstance(node, ast.Import | ast.ImportFrom):
        within = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
        return next((n.name for n in node.names if _is_module(within + n.name)), "")
    if isinstance(node, ast.Name):
        return node.id if node.id in _NAMES else ""
    if isinstance(node, ast.Attribute):
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        part = node.attr in _PARTS.get(owner, ())
        return f"{owner}.{node.attr}".lstrip(".") if part or node.attr in _NAMES else ""
    text = node.value if isinstance(node, ast.Constant) else None
    return text if isinstance(text, str) and text in _TEXTS else ""


def _is_module(name: str) -> bool:
    first, *rest = name.split(".")
    return first in _MODULES or bool(_PARTS.get(first, set()) & set(rest))


def _trees(code: Sequence[str]) -> Iterator[ast.Module]:
    for text in code:
        try:
            yield ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            plain = [line for line in text.split("\n") if not line.lstrip().startswith(("%", "!"))]
            try:
                yield ast.parse("\n".join(plain))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def _plain_loop(functions: dict, name: str, calls: Sequence[Call]) -> str:
    """Return the line of a loop that goes over the examples and is reached; empty if there is none.

    It goes over the size of a parameter that the larger call has more of.
    """
    function = functions.get(name)
    if function is None:
        return ""
    parameters = [argument.arg for argument in function.args.args]
    sizes = {
        (parameters[one.place], one.axis)
        for one in _growing(*calls)
        if one.place < len(parameters)
    }  # fmt: skip
    counts = {name for name, axis in sizes if axis is None}
    rebound = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and _is_stored(n)}
    sizes = {(name, axis) for name, axis in sizes if name not in rebound and axis is not None}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            counts |= _named_counts(node.targets[0], node.value, sizes)
    for loop in loops(function):
        if not loop.hidden and _over(loop.node, sizes, counts) and _is_reached(function, loop.node):
            return f"line {loop.line}, `{ast.unparse(loop.node).splitlines()[0][:80]}`"
    return ""


def _growing(small: Call, large: Call) -> Iterator[_Growing]:
    for place, (few, many) in enumerate(zip(small.arguments, large.arguments, strict=False)):
        if isinstance(few, int) and isinstance(many, int) and few < many:
            yield _Growing(place, None)
        elif np.ndim(few) == np.ndim(many) and isinstance(few, np.ndarray):
            pairs = enumerate(zip(few.shape, many.shape, strict=True))
            yield from (_Growing(place, axis) for axis, (a, b) in pairs if a < b)


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _named_counts(target: ast.expr, value: ast.expr, sizes: set) -> set[str]:
    """Return the names that an assignment gives to the number of examples."""
    if isinstance(target, ast.Name):
        return {target.id} if _is_count(value, sizes, set()) else set()
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return {name for one, other in pairs for name in _named_counts(one, other, sizes)}
    shape = isinstance(value, ast.Attribute) and value.attr == "shape"
    if shape and isinstance(target, ast.Tuple) and isinstance(value.value, ast.Name):
        return {
            part.id
            for axis, part in enumerate(target.elts)
            if isinstance(part, ast.Name) and (value.value.id, axis) in sizes
        }
    return set()


def _is_count(node: ast.expr, sizes: set, counts: set[str]) -> bool:
    """Return True for ``m``, ``X.shape[1]``, ``len(X.T)``, where these are the examples' number."""
    if isinstance(node, ast.Name):
        return node.id in counts
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute):
        owner, index = node.value.value, node.slice
        if isinstance(index, ast.UnaryOp) and isinstance(index.operand, ast.Constant):
            index = ast.Constant(2 - index.operand.value if index.operand.value == 1 else 0)
        shape = node.value.attr == "shape" and isinstance(owner, ast.Name)
        return shape and isinstance(index, ast.Constant) and (owner.id, index.value) in sizes
    if isinstance(node, ast.Call) and _is_named(node.func, "len") and len(node.args) == 1:
        return _is_examples(node.args[0], sizes)
    return False


def _is_examples(node: ast.expr, sizes: set) -> bool:
    """Return True for ``X.T``, whose rows are the examples, or ``X`` where its own rows are."""
    if isinstance(node, ast.Attribute) and node.attr == "T" and isinstance(node.value, ast.Name):
        return (node.value.id, 1) in sizes
    return isinstance(node, ast.Name) and (node.id, 0) in sizes


def _over(node: ast.AST, sizes: set, counts: set[str]) -> bool:
    if isinstance(node, ast.While):
        parts = [node.test.left, *node.test.comparators] if _is_comparison(node.test) else []
        return any(_is_count(part, sizes, counts) for part in parts)
    iterated = [node.iter] if isinstance(node, ast.For) else []
    iterated += [one.iter for one in getattr(node, "generators", [])]
    return any(_goes_over(one, sizes, counts) for one in iterated)


def _goes_over(node: ast.expr, sizes: set, counts: set[str]) -> bool:
    if isinstance(node, ast.Call):
        if _is_named(node.func, "range", "arange"):
            return any(_is_count(one, sizes, counts) for one in node.args[:2])
        if _is_named(node.func, "zip", "enumerate", "reversed", "list", "tuple"):
            return any(_goes_over(one, sizes, counts) for one in node.args)
        return False
    return _is_examples(node, sizes)


def _is_comparison(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare)


def _is_named(function: ast.expr, *names: str) -> bool:
    return getattr(function, "id", getattr(function, "attr", None)) in names


def _is_reached(function: ast.AST, wanted: ast.AST) -> bool:
    """Return False for what stands after a return, or under ``if False``."""

    def within(body: list[ast.stmt]) -> bool:
        for statement in body:
            if any(node is wanted for node in ast.walk(statement)):
                never = isinstance(statement, ast.If) and isinstance(statement.test, ast.Constant)
                if never and not statement.test.value:
                    return within(statement.orelse)
                blocks = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
                inside = [b for b in blocks if isinstance(b, list) and _holds(b, wanted)]
                return within(inside[0]) if inside else True
            if isinstance(statement, ast.Return | ast.Raise):
                return False
        return False

    return within(function.body)


def _holds(body: list, wanted: ast.AST) -> bool:
    return any(node is wanted for statement in body for node in ast.walk(statement))
