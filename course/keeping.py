"""Keep a function that passed its check in the learner's own library, ``my_nn/<notebook>.py``.

Kept is its text as the learner wrote it, with the imports, constants and
helpers that it needs. A file is written whole or not at all, and only after
the function has passed its check again on its own, outside the notebook.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import os
import re
import symtable
import sys
import textwrap
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType, ModuleType

import numpy as np

from course.lab import course_folder
from course.lent import MODULE

PACKAGE = "my_nn"
FOLDER_VARIABLE = "NNDL_LIBRARY"  # the folder in which `my_nn` is to be


class CannotKeep(Exception):
    """A function cannot be kept; the text ends the sentence "It is right, and not kept: "."""


@dataclass
class _Parts:
    """The text of a module, in parts: each a dictionary from a name to its text."""

    imports: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, str] = field(default_factory=dict)
    exercises: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def folder() -> Path:
    """Return the learner's course folder: that of `course lab`, or the one around this."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen).expanduser()
    here = Path.cwd()
    if around := course_folder(here):
        return around
    return here.parent if re.fullmatch(r"week\d+|widgets", here.name) else here


def module_file(notebook: str) -> Path:
    """Return where the learner's functions of `notebook` are kept."""
    return folder() / PACKAGE / f"{notebook.rpartition('/')[2]}.py"


def make_importable() -> None:
    """Let ``import my_nn.cat_classifier`` work from the notebook of any week."""
    if str(folder()) not in sys.path:
        sys.path.append(str(folder()))


def keep(
    notebook: str,
    exercises: Collection[str],
    name: str,
    functions: Mapping[str, object],
    passes: Callable[[str, dict], bool],
) -> str:
    """Keep the function `name`; return a line that says so, empty where nothing is new.

    Parameters
    ----------
    notebook, exercises : the full name, and its exercises in their order.
    functions : the learner's namespace.
    passes : says whether an exercise passes its check in a namespace.
    """
    path = module_file(notebook)
    shown = f"{PACKAGE}/{path.name}"
    try:
        before = _text_of(path, shown) if path.is_file() else ""
        parts = _read(before, exercises, shown)
        added = _add(parts, name, functions, exercises)
        after = _written(notebook, parts, exercises)
        if after == before:
            return ""
        own: dict = {"__name__": f"{PACKAGE}.{path.stem}", "__file__": str(path)}
        try:
            exec(compile(after, str(path), "exec"), own)
        except Exception as error:
            raise CannotKeep(f"{shown} would stop with {type(error).__name__}: {error}.") from None
        if not all(passes(one, own) for one in added):
            raise CannotKeep("on its own, outside this notebook, it does not pass its check.")
        _write(path, after)
    except CannotKeep as reason:
        return f"{name} is right, and not kept in {shown}: {reason}"
    except OSError as error:
        why = error.strerror or type(error).__name__
        return f"{name} is right, and not kept in {shown}: it cannot be written: {why}."
    sys.modules.pop(f"{PACKAGE}.{path.stem}", None)  # its next import reads what is new
    if package := sys.modules.get(PACKAGE):
        vars(package).pop(path.stem, None)
    importlib.invalidate_caches()
    return f"Kept in {shown}: {', '.join(added)}."


def _text_of(path: Path, shown: str) -> str:
    """Return what a file says; some editors begin it with a mark of its encoding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CannotKeep(f"{shown} is not in UTF-8: save it so in your editor.") from None


def _add(parts: _Parts, name: str, functions: Mapping, exercises: Collection[str]) -> list[str]:
    """Add a function and what it needs to `parts`; return the exercises that were added."""
    added, todo, seen = [name], [name], set()
    while todo:
        one = todo.pop(0)
        seen.add(one)
        text = _text(functions[one], one)
        (parts.exercises if one in exercises else parts.helpers)[one] = text
        for needed in _taken_by(text):
            if needed in seen or needed not in functions:
                continue
            value = functions[needed]
            if needed in exercises and needed in parts.exercises:
                continue
            written = inspect.isclass(value) or isinstance(value, FunctionType)
            if written and value.__module__ == functions.get("__name__", "__main__"):
                todo.append(needed)
                added += [needed] if needed in exercises else []
            else:
                _add_value(parts, needed, value)
    return list(dict.fromkeys(added))


def _add_value(parts: _Parts, name: str, value: object) -> None:
    """Add what gives `name` its value: an import, or a constant."""
    module, own = getattr(value, "__module__", None), getattr(value, "__name__", None)
    if isinstance(value, ModuleType):
        plain = value.__name__ == name
        parts.imports[name] = f"import {name}" if plain else f"import {value.__name__} as {name}"
    elif isinstance(module, str) and module.startswith(MODULE):
        parts.imports["course"] = "import course"
        lender = module.removeprefix(MODULE)
        parts.constants[name] = f'{name} = course.earlier("{lender}", "{own}")'
    elif isinstance(module, str) and isinstance(own, str) and _gives(module, own, value):
        parts.imports[name] = f"from {module} import {own}" + (f" as {name}" * (own != name))
    elif isinstance(value, np.ndarray) and value.size <= 100 and value.dtype.kind in "biuf":
        parts.imports["np"] = "import numpy as np"
        parts.constants[name] = f"{name} = np.array({value.tolist()!r})"
    elif _is_literal(value):
        parts.constants[name] = f"{name} = {value!r}"
    else:
        kind = type(value).__name__
        raise CannotKeep(f"it uses {name}, a {kind} of this notebook that cannot be written down.")


def _gives(module: str, name: str, value: object) -> bool:
    """Return True where the import of `name` from `module` gives `value`."""
    if module.startswith(f"{PACKAGE}."):
        return True
    return getattr(sys.modules.get(module), name, None) is value


def _is_literal(value: object) -> bool:
    try:
        return len(repr(value)) < 1_000 and ast.literal_eval(repr(value)) == value
    except (ValueError, SyntaxError, TypeError):
        return False


def _text(value: object, name: str) -> str:
    """Return the text of a function or class as it was written."""
    if getattr(value, "__name__", name) == "<lambda>":
        raise CannotKeep(f"{name} is a lambda; write it with def, and it is kept.")
    try:
        text = textwrap.dedent(inspect.getsource(value)).strip()
        (node,) = ast.parse(text).body
    except (OSError, TypeError, SyntaxError, ValueError):
        raise CannotKeep(f"the text of {name} cannot be found.") from None
    if getattr(node, "name", None) != name:
        raise CannotKeep(f"{name} was not written with def {name}.")
    return text


def _taken_by(text: str) -> list[str]:
    """Return the names that a function's text takes from around it."""
    table = symtable.symtable(text, "<kept>", "exec")
    taken: dict[str, None] = {}

    def visit(part: symtable.SymbolTable) -> None:
        for symbol in part.get_symbols():
            if symbol.is_referenced() and (part is table or symbol.is_global()):
                taken[symbol.get_name()] = None
        for child in part.get_children():
            visit(child)

    visit(table)
    return [name for name in taken if not hasattr(builtins, name)]


def _read(text: str, exercises: Collection[str], shown: str) -> _Parts:
    """Return the parts of a module that is kept already."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise CannotKeep(f"{shown} is no Python in line {line}; mend it or delete it.") from None
    parts, lines, last = _Parts(), text.splitlines(), 0
    if ast.get_docstring(ast.Module(body, [])) is not None:
        last = body.pop(0).end_lineno
    for node in body:
        begin = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        while begin - 1 > last and lines[begin - 2].lstrip().startswith("#"):
            begin -= 1  # a comment that the learner has written above it
        segment, last = "\n".join(lines[begin - 1 : node.end_lineno]), node.end_lineno
        if isinstance(node, ast.Import | ast.ImportFrom):
            parts.imports[node.names[0].asname or node.names[0].name] = segment
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            (parts.exercises if node.name in exercises else parts.helpers)[node.name] = segment
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            parts.constants[node.targets[0].id] = segment
        else:
            parts.rest.append(segment)
    return parts


def _written(notebook: str, parts: _Parts, exercises: Collection[str]) -> str:
    """Return the module's text: imports, constants, helpers, then exercises in their order."""
    said = f'"""My own functions from {notebook}: each has passed its check."""'
    ordered = [parts.exercises[name] for name in exercises if name in parts.exercises]
    blocks = ["\n".join(sorted(set(parts.imports.values()))), "\n".join(parts.constants.values())]
    top = "\n\n".join([said, *filter(None, blocks)])
    return "\n\n\n".join([top, *parts.helpers.values(), *ordered, *parts.rest]) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    start = path.with_name("__init__.py")
    if not start.exists():
        start.write_text('"""My own neural network library."""\n', encoding="utf-8")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
