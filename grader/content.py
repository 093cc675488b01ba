"""Find and load the instructor's weeks: sources, checks, and the two put together.

This is the one place that imports a week's `checks.py`. The machinery knows no
exercise by name; it gets them all from here.
"""

from __future__ import annotations

import importlib.util
import itertools
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from course.cases import Case
from course.errors import CourseError
from course.exercises import About, called_by
from course.observe import Observation, play
from course.verdict import observe
from grader.declare import Exercise, Misconception
from grader.source import BEGIN, END, Solution, Source, SourceError, read_source

CHECKOUT = Path(__file__).resolve().parent.parent
PUBLIC_SEED = 0


@dataclass(frozen=True)
class Item:
    """An exercise whole: its solution from the source and its declaration from the checks."""

    solution: Solution
    declared: Exercise
    calls: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.solution.name

    @property
    def about(self) -> About:
        return About(
            self.name,
            self.solution.parameters,
            self.solution.returns,
            self.calls,
            self.declared.keeps,
            self.declared.tolerance,
            self.declared.help,
        )

    def cases(self, seed: int) -> tuple[Case, ...]:
        """Return the cases that `seed` draws, the large ones last."""
        drawn = self.declared.cases(np.random.default_rng(seed))
        return tuple(sorted(drawn, key=lambda case: case.large))

    def edited(self, *edits: Misconception) -> str:
        """Return the solution's code with `edits` made; raises SourceError where one does not fit.

        An edit's text is looked for between BEGIN and END SOLUTION as they
        were written, so two edits of one spot do not fit together.
        """
        code = self.solution.code
        begin, end = code.index(BEGIN), code.index(END)
        spans = []
        for edit in edits:
            found = code.count(edit.old, begin, end)
            if found != 1:
                raise SourceError(
                    f"{self.name}: the text of '{edit.name}' is found {found} times"
                    f" in the solution, not once: {edit.old!r}"
                )
            start = code.index(edit.old, begin, end)
            spans.append((start, start + len(edit.old), edit.new))
        spans.sort()
        if any(a[1] > b[0] for a, b in itertools.pairwise(spans)):
            raise SourceError(f"{self.solution.name}: the edits touch the same text")
        for start, end, new in reversed(spans):
            code = code[:start] + new + code[end:]
        return code


@dataclass(frozen=True)
class Notebook:
    """One notebook's content; `items` are in the order of the source."""

    source: Source
    items: dict[str, Item]

    @property
    def name(self) -> str:
        return self.source.name

    @cached_property
    def calls(self) -> dict[str, tuple[str, ...]]:
        return {name: item.calls for name, item in self.items.items()}

    def called_by(self, exercise: str) -> list[str]:
        """Return the exercises that `exercise` calls, directly or not, earliest first."""
        return called_by(exercise, self.calls)

    def namespace(self, replaced: dict[str, str] | None = None) -> dict:
        """Return the names that set-up and solutions define; `replaced` gives other code for some.

        The code is the instructor's own: it runs here, unguarded.
        """
        names: dict = {"__name__": "__main__"}
        _run(self.source.setup_code, names, f"{self.name} set-up")
        for name, item in self.items.items():
            _run(item.solution.code, names, f"{self.name}/{name}")
        for name, code in (replaced or {}).items():
            _run(code, names, f"{self.name}/{name} (edited)")
        return names

    def observe(self, exercise: str, cases, names: dict) -> tuple[Observation, ...]:
        """Play all `cases` of `exercise` on the functions in `names`."""
        keeps = self.items[exercise].declared.keeps
        return tuple(play(case, names, self.items, keeps) for case in cases)

    def observe_edited(self, exercise: str, cases, expected, code: str) -> tuple[Observation, ...]:
        """Play `cases` as :func:`course.verdict.observe` does, with other code for `exercise`."""
        names = self.namespace({exercise: code})
        tolerance = self.items[exercise].declared.tolerance
        return observe(cases, expected, tolerance, lambda c: self.observe(exercise, c, names))


def find_root(start: Path | None = None) -> Path:
    """Return the folder that holds the weeks' sources.

    Raises CourseError where `start`, or this checkout, holds none.
    """
    root = start or CHECKOUT
    if not any(root.glob("week*/checks.py")):
        raise CourseError(
            f"{root} holds no week*/checks.py. Solutions and checks are not installed with the"
            " package: give the instructor's checkout with --content PATH."
        )
    return root.resolve()


def weeks(root: Path) -> list[str]:
    """Return the names of the weeks below `root`."""
    return sorted(path.parent.name for path in root.glob("week*/checks.py"))


def load_week(root: Path, week: str, sources: dict[str, Source] | None = None) -> list[Notebook]:
    """Return the notebooks of `week`, in the order in which its checks declare them.

    `sources` are the notebooks' sources where they were read already.
    """
    path = root / week / "checks.py"
    if not path.is_file():
        have = ", ".join(weeks(root)) or "none"
        raise CourseError(f"There is no {week} below {root}; there is: {have}.")
    declared = _import_checks(root, week).NOTEBOOKS
    sources = sources or {name: _read(root / week / f"{name}.py", path) for name in declared}
    return [_notebook(sources[name], exercises, path) for name, exercises in declared.items()]


def load_notebook(root: Path, name: str) -> Notebook:
    """Return one notebook by its full name, ``week2/cat_classifier``."""
    week, _, stem = name.partition("/")
    for notebook in load_week(root, week):
        if notebook.source.notebook == stem:
            return notebook
    raise CourseError(f"{week} has no notebook {stem}; see NOTEBOOKS in {root / week}/checks.py.")


def _read(path: Path, checks: Path) -> Source:
    if not path.is_file():
        raise SourceError(f"{checks}: NOTEBOOKS names {path.stem}, but there is no {path}.")
    return read_source(path)


def _notebook(source: Source, declared: tuple[Exercise, ...], checks: Path) -> Notebook:
    path = source.path
    by_name: dict[str, Exercise] = {}
    for exercise in declared:
        if exercise.name in by_name:
            raise SourceError(f"{checks}: {path.stem} declares '{exercise.name}' twice.")
        if exercise.name not in source.solutions:
            raise SourceError(f"{checks}: '{exercise.name}' is no exercise of {path}.")
        by_name[exercise.name] = exercise
    for name, solution in source.solutions.items():
        if name not in by_name:
            raise SourceError(
                f"{path}:{solution.cell.line}: exercise '{name}' is not declared in {checks}."
            )
    calls = source.calls
    items = {n: Item(s, by_name[n], calls[n]) for n, s in source.solutions.items()}
    return Notebook(source, items)


def _import_checks(root: Path, week: str):
    """Import a week's checks from its file, whatever else is called by that name."""
    path = root / week / "checks.py"
    spec = importlib.util.spec_from_file_location(f"_content_{week}_checks", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise SourceError(f"{path}:{error.lineno}: {error.msg}.") from None
    if not isinstance(getattr(module, "NOTEBOOKS", None), dict):
        raise SourceError(f"{path}: it needs NOTEBOOKS, notebook name -> tuple of Exercise.")
    return module


def _run(code: str, names: dict, where: str) -> None:
    exec(compile(code, f"<{where}>", "exec"), names)
