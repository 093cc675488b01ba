"""An exercise's public cases as a cell of asserts: what graders of classic notebooks run.

The same inputs that the course's own public cases hold, the expected values
from the solution, and a comparison with `np.allclose`: as an instructor would
write it by hand. Long arrays stand in a data file beside the notebook.
"""

from __future__ import annotations

import numpy as np

from course.cases import Case, Formula, Result
from course.observe import formula_function
from grader.content import PUBLIC_SEED, Notebook

DATA = "cases.npz"
_LITERAL = 200  # entries; a longer array goes to the data file

# Of what a cell of asserts needs; it stands in the first of them.
HELPERS = f'''\
import numpy as np
from numpy import inf, nan

given = np.load("{DATA}")


def same(got, expected):
    if isinstance(expected, dict):
        return all(same(got[key], value) for key, value in expected.items())
    if isinstance(expected, (list, tuple)):
        return len(got) == len(expected) and all(map(same, got, expected))
    got = np.asarray(got)
    return got.shape == np.shape(expected) and np.allclose(got, expected, rtol=1e-4)
'''


class Asserts:
    """Writes cells of asserts for one notebook, and gathers the arrays of their data file."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._names = notebook.namespace()
        self.arrays: dict[str, np.ndarray] = {}

    def cell(self, exercise: str) -> str:
        """Return the asserts for `exercise`."""
        cases = self._notebook.items[exercise].cases(PUBLIC_SEED)
        return "\n".join(line for case in cases for line in self._lines(case))

    def _lines(self, case: Case) -> list[str]:
        """Return one case: each call, and an assert on what the last one gives."""
        results: list = []
        lines = [f"# {case.title}"]
        for number, one in enumerate(case.calls):
            texts = [self._text(a) for a in one.arguments]
            texts += [f"{key}={self._text(a)}" for key, a in one.keywords.items()]
            lines.append(f"got_{number} = {one.function}({', '.join(texts)})")
            arguments = [self._value(a, results) for a in one.arguments]
            keywords = {key: self._value(a, results) for key, a in one.keywords.items()}
            results.append(self._names[one.function](*arguments, **keywords))
        lines.append(f"assert same(got_{len(case.calls) - 1}, {self._text(results[-1])})")
        return lines

    def _value(self, argument: object, results: list) -> object:
        if isinstance(argument, Result):
            value = results[argument.call]
            for step in argument.path:
                value = value[step]
            return value
        if isinstance(argument, Formula):
            return formula_function(argument)
        return argument.copy() if isinstance(argument, np.ndarray) else argument

    def _text(self, value: object) -> str:
        """Return `value` as Python."""
        if isinstance(value, Result):
            return f"got_{value.call}" + "".join(f"[{step!r}]" for step in value.path)
        if isinstance(value, Formula):
            return f"(lambda x: {value.text})"
        if isinstance(value, np.ndarray) and value.size > _LITERAL:
            name = f"a{len(self.arrays)}"
            self.arrays[name] = value
            return f'given["{name}"]'
        if isinstance(value, np.ndarray):
            return f"np.array({value.tolist()!r}, dtype={value.dtype.str!r})"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{k!r}: {self._text(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list | tuple):
            inner = "".join(f"{self._text(v)}, " for v in value)
            return f"[{inner}]" if isinstance(value, list) else f"({inner})"
        return repr(value.item() if isinstance(value, np.generic) else value)
