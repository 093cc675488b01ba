"""The formulas of a notebook's prose, and the tests that evaluate them.

A displayed formula is claimed by its test with ``@FORMULAS.evaluates``; one without a
test, or a test whose formula has been changed in the prose, is one of its `faults`. Each
notebook has a file of such tests, ``tests/week2/test_NAME_formulas.py``, and one test that
there are no faults.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from types import SimpleNamespace

from grader.content import Notebook, find_root, load_notebook
from grader.variants import read_variants


class Formulas:
    """The displayed formulas of one notebook, ``Formulas("week2/cat_classifier")``."""

    def __init__(self, name: str, notebook: Notebook | None = None) -> None:
        self.notebook = notebook or load_notebook(find_root(), name)
        self.claimed: list[str] = []

    @cached_property
    def functions(self) -> SimpleNamespace:
        """The notebook's solutions and set-up names: ``functions.sigmoid(0)``."""
        return SimpleNamespace(**self.notebook.namespace())

    def evaluates(self, *formulas: str) -> Callable:
        """Claim `formulas`, as the prose has them between ``$$``, for the test below."""

        def claim(test: Callable) -> Callable:
            self.claimed += [_one_line(formula) for formula in formulas]
            return test

        return claim

    def ran(self, words: str, **names: object) -> dict:
        """Return all names once the one cell with `words` has run on the solutions and `names`."""
        (cell,) = (c for c in self.notebook.source.cells if c.kind == "code" and words in c.text)
        known = vars(self.functions) | names
        exec(compile(cell.text, f"<line {cell.line}>", "exec"), known)
        return known

    def variant(self, exercise: str, title: str) -> Callable:
        """Return a function of the notebook's file of variants."""
        wanted = exercise, title
        variants = read_variants(self.notebook)
        (code,) = (v.code for v in variants if (v.exercise, v.title) == wanted)
        return self.notebook.namespace({exercise: code})[exercise]

    def prose(self, cells: Sequence | None = None) -> str:
        """Return the text of the Markdown among `cells`, wherever its lines are broken."""
        chosen = self.notebook.source.cells if cells is None else cells
        return " ".join(_one_line(cell.text) for cell in chosen if cell.kind == "markdown")

    @property
    def displayed(self) -> list[str]:
        """Every formula between ``$$`` in the prose, in order."""
        return [_one_line(text) for text in re.findall(r"\$\$(.*?)\$\$", self.prose(), re.DOTALL)]

    def faults(self) -> list[str]:
        """Return a line for each formula without one test, and each claim of no formula."""
        claimed, displayed = self.claimed, self.displayed
        return [
            *(f"no test evaluates: {one}" for one in displayed if one not in claimed),
            *(f"not in the prose: {one}" for one in claimed if one not in displayed),
            *(f"claimed twice: {one}" for one in sorted({*claimed}) if claimed.count(one) > 1),
            *(
                f"displayed twice: {one}"
                for one in sorted({*displayed})
                if displayed.count(one) > 1
            ),
        ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
