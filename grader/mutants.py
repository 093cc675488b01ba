"""Small mistakes made by machine: each mutant is a solution with one thing changed.

`grader audit` plays them to see whether an exercise's cases notice. Only what
stands between BEGIN and END SOLUTION is changed. A change that cannot matter
by construction (the order of a product's factors, the words of a printed
message) is not made; one that happens not to matter is made, and the
exercise's declaration says why nothing can be seen of it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.source import BEGIN, END, Solution


@dataclass(frozen=True)
class Mutant:
    """A changed solution; `description` is ``"old -> new"``, unique within its exercise."""

    description: str
    code: str


@dataclass(frozen=True)
class _Place:
    """Where a node hangs: in `field` of `parent`, at `index` where that is a list."""

    parent: ast.AST
    field: str
    index: int | None

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@dataclass
class _Change:
    """A mutant in the making: its code, and its description told ever more widely."""

    code: str
    told: list[str]

    @property
    def description(self) -> str:
        return self.told[0]


def mutants(solution: Solution) -> list[Mutant]:
    """Return the mutants of `solution`, no two of the same code."""
    tree = ast.parse(solution.code)
    maker = _Maker(tree, *_region(solution.code))
    original = ast.unparse(tree)
    changes: dict[str, _Change] = {}
    for node, new in maker.replacements():
        change = maker.make(node, new)
        if change.code != original and _compiles(change.code):
            changes.setdefault(change.code, change)
    _tell_apart(list(changes.values()))
    return [Mutant(change.description, change.code) for change in changes.values()]


def _region(code: str) -> tuple[int, int]:
    """Return the line numbers of the markers that enclose the solution."""
    begin, end = (code[: code.index(marker)].count("\n") + 1 for marker in (BEGIN, END))
    return begin, end


def _compiles(code: str) -> bool:
    try:
        compile(code, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


def _tell_apart(changes: list[_Change]) -> None:
    """Widen the descriptions that several changes share, until each is one change's own."""
    while True:
        counts = Counter(change.description for change in changes)
        shared = [c for c in changes if counts[c.description] > 1 and len(c.told) > 1]
        if not shared:
            break
        for change in shared:
            change.told.pop(0)
    seen: Counter[str] = Counter()
    for change in changes:  # one line may hold the same text twice
        seen[change.description] += 1
        if seen[change.description] > 1:
            change.told = [f"{change.description} (number {seen[change.description]})"]


class _Maker:
    """Makes the changes of one parsed solution, in place and undone again."""

    def __init__(self, tree: ast.Module, begin: int, end: int) -> None:
        self._tree, self._begin = tree, begin
        self._places: dict[ast.AST, _Place] = {}
        self._nodes: list[ast.AST] = []
        for function in tree.body:
            if isinstance(function, ast.FunctionDef):
                self._note(function)
                for number, statement in enumerate(function.body):
                    if begin < statement.lineno < end:
                        self._visit(statement, _Place(function, "body", number))
        self._strings = sorted(
            {
                n.slice.value
                for n in self._nodes
                if isinstance(n, ast.Subscript) and _is_constant(n.slice, str)
            }
        )

    def _note(self, function: ast.FunctionDef) -> None:
        """Note the names that may stand for one another, and the line that first sets each.

        A parameter is mistaken for a parameter, a name of the body for another
        of these; any name for any other would only add mutants that cannot run.
        """
        arguments = function.args
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        self._parameters = {argument.arg: 0 for argument in every}
        self._locals: dict[str, int] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self._locals.setdefault(node.id, node.lineno)

    def _visit(self, node: ast.AST, place: _Place) -> None:
        if isinstance(node, ast.JoinedStr) or _only_prints(node):
            return  # what is printed is for people, and never compared
        self._places[node] = place
        self._nodes.append(node)
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                for number, child in enumerate(value):
                    if isinstance(child, ast.AST):
                        self._visit(child, _Place(node, field, number))
            elif isinstance(value, ast.AST):
                self._visit(value, _Place(node, field, None))

    def make(self, node: ast.AST, new: ast.AST) -> _Change:
        """Put `new` in the place of `node`, read what the code then says, and put `node` back."""
        around = self._around(node)
        before = [_text(one) for one in around]
        self._places[node].put(new)
        after = [_text(new if one is node else one) for one in around]
        code = ast.unparse(ast.fix_missing_locations(self._tree))
        self._places[node].put(node)
        told = [f"{b} -> {a}" for b, a in zip(before, after, strict=True)]
        line = node.lineno - self._begin
        return _Change(code, [*told, f"{told[-1]} (line {line})"])

    def _around(self, node: ast.AST) -> list[ast.AST]:
        """Return `node` and what it is part of, up to its statement; a mere atom is left out."""
        around = [node]
        while not isinstance(around[-1], ast.stmt):
            parent = self._places[around[-1]].parent
            if isinstance(parent, ast.stmt) and hasattr(parent, "body"):
                break  # a whole loop is too long to be named
            around.append(parent)
        around = [n for n in around if isinstance(n, ast.expr | ast.stmt)]
        while len(around) > 1 and _is_atom(around[0]):
            around.pop(0)
        return around

    def replacements(self) -> Iterator[tuple[ast.AST, ast.AST]]:
        """Yield each node with each node that is tried in its place."""
        kinds = {
            ast.BinOp: _binary,
            ast.AugAssign: _augmented,
            ast.UnaryOp: _unary,
            ast.Compare: _comparison,
            ast.If: _condition,
            ast.Constant: self._constant,
            ast.Attribute: _attribute,
            ast.Call: self._call,
            ast.Name: self._name,
        }
        for node in self._nodes:
            if isinstance(node, ast.stmt):
                yield node, ast.Pass()
            if type(node) in kinds:
                for new in kinds[type(node)](node):
                    yield node, new

    def _constant(self, node: ast.Constant) -> Iterable[ast.expr]:
        value, place = node.value, self._places[node]
        if isinstance(value, bool):
            return [ast.Constant(not value)]
        if isinstance(value, int):
            if _is_axis(place):
                return [ast.Constant(1 - value)] if value in (0, 1) else []
            return [ast.Constant(value + 1), ast.Constant(value - 1)]
        if isinstance(value, float):
            return [ast.Constant(round(value + 0.1, 12)), ast.Constant(2 * value)]
        if isinstance(value, str) and isinstance(place.parent, ast.Subscript):
            return [ast.Constant(other) for other in self._strings if other != value]
        return []

    def _name(self, node: ast.Name) -> Iterable[ast.expr]:
        place = self._places[node]
        alike = self._parameters if node.id in self._parameters else self._locals
        if not isinstance(node.ctx, ast.Load) or node.id not in alike:
            return
        for other, line in alike.items():
            if other != node.id and line < node.lineno:  # else it only raises a NameError
                yield ast.Name(other, ast.Load())
        operand = isinstance(place.parent, ast.BinOp) or _is_call(place.parent, "dot", "matmul")
        if operand and node.id != node.id.lower():  # a capital letter stands for a matrix
            yield ast.Attribute(node, "T", ast.Load())

    def _call(self, node: ast.Call) -> Iterable[ast.expr]:
        first, *rest = node.args or [None]
        statement = isinstance(self._places[node].parent, ast.Expr)
        method = isinstance(node.func, ast.Attribute) and not _is_name(node.func.value, "np")
        if method and not statement:
            yield node.func.value
        elif not rest and first is not None and not statement and not _is_call(node, "range"):
            yield first
        if _is_call(node, "range"):
            if len(node.args) == 1:
                yield _with(node, args=[ast.Constant(1), first])
                yield _with(node, args=[ast.BinOp(first, ast.Add(), ast.Constant(1))])
            return
        if isinstance(node.func, ast.Attribute) and node.func.attr in _TWINS:
            for twin in _TWINS[node.func.attr]:
                yield _with(node, func=_with(node.func, attr=twin))
        if not _is_call(node, *_COMMUTATIVE):
            for i in range(len(node.args) - 1):
                args = list(node.args)
                args[i], args[i + 1] = args[i + 1], args[i]
                yield _with(node, args=args)
        for i in range(len(node.keywords)):
            yield _with(node, keywords=node.keywords[:i] + node.keywords[i + 1 :])


_OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.MatMult),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv, ast.Mult),
}
_COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
_COMMUTATIVE = ("maximum", "minimum", "multiply", "add", "logaddexp")
_TWINS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "dot": ("multiply",),
    "matmul": ("multiply",),
    "multiply": ("dot",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "max": ("min",),
    "min": ("max",),
    "log": ("log10", "log1p"),
    "log1p": ("log",),
    "exp": ("expm1", "exp2"),
    "randn": ("rand",),
    "tanh": ("sin",),
}


def _binary(node: ast.BinOp) -> Iterator[ast.expr]:
    for operator in _OPERATORS.get(type(node.op), ()):
        yield _with(node, op=operator())
    if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield ast.BinOp(node.right, node.op, node.left)


def _augmented(node: ast.AugAssign) -> Iterator[ast.stmt]:
    for operator in _OPERATORS.get(type(node.op), ()):
        yield _with(node, op=operator())
    yield ast.Assign([node.target], node.value)


def _unary(node: ast.UnaryOp) -> Iterator[ast.expr]:
    yield node.operand


def _comparison(node: ast.Compare) -> Iterator[ast.expr]:
    for operator in _COMPARISONS:
        if len(node.ops) == 1 and not isinstance(node.ops[0], operator):
            yield _with(node, ops=[operator()])


def _condition(node: ast.If) -> Iterator[ast.stmt]:
    yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _attribute(node: ast.Attribute) -> Iterator[ast.expr]:
    if node.attr == "T":
        yield node.value


def _with(node: ast.AST, **fields) -> ast.AST:
    """Return a copy of `node` with other `fields`."""
    return ast.copy_location(type(node)(**(dict(ast.iter_fields(node)) | fields)), node)


def _text(node: ast.AST) -> str:
    """Return a node's code; of a statement with a body, its first line."""
    text = ast.unparse(ast.fix_missing_locations(node))
    return text.splitlines()[0] + " ..." if hasattr(node, "body") and "\n" in text else text


def _is_constant(node: ast.AST, kind: type) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is kind


def _is_atom(node: ast.AST) -> bool:
    """Return True for a name, a number, or a number with its sign: too short to be recognised."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant | ast.Name)


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_call(node: ast.AST, *names: str) -> bool:
    """Return True for a call of one of `names`, with or without ``np.`` before it."""
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", None)) in names


def _is_axis(place: _Place) -> bool:
    """Return True for the number of an axis: ``axis=1``, or the 1 of ``X.shape[1]``."""
    parent = place.parent
    of_shape = isinstance(parent, ast.Subscript) and getattr(parent.value, "attr", "") == "shape"
    return of_shape or (isinstance(parent, ast.keyword) and parent.arg == "axis")


def _only_prints(node: ast.AST) -> bool:
    """Return True for a print, and for an if that does nothing else."""
    if isinstance(node, ast.If):
        return not node.orelse and all(_only_prints(one) for one in node.body)
    return isinstance(node, ast.Expr) and _is_call(node.value, "print")
