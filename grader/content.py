"""Find and load the instructor's weeks: sources, checks, and the two put together.

A week is a folder with a ``week.toml``, which names its notebooks; a notebook is
``week2/NAME.py`` with ``week2/checks/NAME.py``. This is the one place that imports
checks. The machinery knows no exercise by name; it gets them all from here.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType, ModuleType

import numpy as np

from course.cases import Case
from course.errors import CourseError
from course.exercises import About, called_by
from course.library import Answers, answered_by, run_lenders
from course.observe import Observation, play
from course.verdict import observe
from grader import quizzes
from grader.declare import Exercise, Misconception, Quiz
from grader.instructors import instructors_code
from grader.source import BEGIN, END, Solution, Source, SourceError, read_source, read_text

CHECKOUT = Path(__file__).resolve().parent.parent
PUBLIC_SEED = 0
WEEK_FILE, CHECKS = "week.toml", "checks"
_WEEK_KEYS = ("title", "hours", "notebooks")

# Goes around the playing of a case, and may put other functions into the names meanwhile.
Listen = Callable[[Case, dict], contextlib.AbstractContextManager]


def unheard(case: Case, names: dict) -> contextlib.AbstractContextManager:
    """Listen to nothing."""
    return contextlib.nullcontext()


@dataclass(frozen=True)
class Item:
    """An exercise whole: its solution from the source and its declaration from the checks."""

    solution: Solution
    declared: Exercise
    calls: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.solution.name

    @cached_property
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
    """One notebook's content; `items` and `quizzes` are in the order of the source."""

    source: Source
    items: dict[str, Item]
    quizzes: dict[str, Quiz] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.source.name

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The names of exercises and quizzes, in the order of the source."""
        graded = self.source.solutions | self.source.quizzes
        return tuple(sorted(graded, key=lambda name: graded[name].cell.line))

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
        with answered_by(self._lent):
            _run(self.source.setup_code, names, f"{self.name} set-up")
        for name, item in self.items.items():
            _run(item.solution.code, names, f"{self.name}/{name}")
        for name, code in (replaced or {}).items():
            _run(code, names, f"{self.name}/{name} (edited)")
        return names

    @cached_property
    def _lent(self) -> Answers:
        """Gives the solutions of the earlier notebooks that this one borrows from."""
        return run_lenders(self.source.all_lenders)

    def observe(
        self, exercise: str, cases, names: dict, listen: Listen = unheard
    ) -> tuple[Observation, ...]:
        """Play all `cases` of `exercise` on the functions in `names`; `listen` goes around each."""
        keeps = self.items[exercise].declared.keeps
        seen = []
        for case in cases:
            with listen(case, names):
                seen.append(play(case, names, self.items, keeps))
        return tuple(seen)

    def observe_edited(
        self, exercise: str, cases, expected, code: str, listen: Listen = unheard
    ) -> tuple[Observation, ...]:
        """Play `cases` as :func:`course.verdict.observe` does, with other code for `exercise`."""
        names = self.namespace({exercise: code})
        tolerance = self.items[exercise].declared.tolerance

        def play_group(group: slice) -> tuple[Observation, ...]:
            return self.observe(exercise, cases[group], names, listen)

        return observe(cases, expected, tolerance, play_group)


@dataclass(frozen=True)
class Week:
    """What a ``week.toml`` says: the week's title, its hours, its notebooks in teaching order."""

    name: str
    title: str
    hours: float
    notebooks: tuple[str, ...]


def find_root(start: Path | None = None) -> Path:
    """Return the folder that holds the weeks' sources.

    Raises CourseError where `start`, or this checkout, holds none.
    """
    root = start or CHECKOUT
    if not any(root.glob(f"week*/{WEEK_FILE}")):
        raise CourseError(
            f"{root} holds no week*/{WEEK_FILE}. Solutions and checks are not installed with the"
            " package: give the instructor's checkout with --content PATH."
        )
    return root.resolve()


def weeks(root: Path) -> list[str]:
    """Return the names of the weeks below `root`."""
    return sorted(path.parent.name for path in root.glob(f"week*/{WEEK_FILE}"))


def read_week(root: Path, week: str) -> Week:
    """Return what the ``week.toml`` of `week` says.

    Raises CourseError where there is no such week, SourceError where its file
    does not say what it should.
    """
    path = root / week / WEEK_FILE
    if not path.is_file():
        have = ", ".join(weeks(root)) or "none"
        raise CourseError(f"There is no {week} below {root}; there is: {have}.")
    text = read_text(path)
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: {error}.") from None

    def wrong(key: str, sentence: str) -> SourceError:
        lines = enumerate(text.splitlines(), 1)
        line = next((n for n, one in lines if one.partition("=")[0].strip() == key), 1)
        return SourceError(f"{path}:{line}: {sentence}")

    for key in told:
        if key not in _WEEK_KEYS:
            raise wrong(key, f"unknown key '{key}'; the keys are {', '.join(_WEEK_KEYS)}.")
    title, hours, names = (told.get(key) for key in _WEEK_KEYS)
    if not isinstance(title, str) or not title:
        raise wrong("title", 'it needs a title, such as title = "A single neuron".')
    if type(hours) not in (int, float) or hours <= 0:
        raise wrong("hours", "it needs the hours of work, such as hours = 12.")
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        raise wrong("notebooks", 'it needs notebooks, such as notebooks = ["cat_classifier"].')
    for name in names:
        if not (root / week / f"{name}.py").is_file():
            raise wrong("notebooks", f"it names {name}, but there is no {path.parent / name}.py.")
        if names.count(name) > 1:
            raise wrong("notebooks", f"it names {name} twice.")
    return Week(week, title, hours, tuple(names))


def load_week(
    root: Path,
    week: str,
    sources: dict[str, Source] | None = None,
    only: Sequence[str] | None = None,
) -> list[Notebook]:
    """Return the notebooks of `week`, in teaching order.

    `sources` are the notebooks' sources where they were read already; `only`
    names the notebooks that are wanted, where not all are.
    """
    names = read_week(root, week).notebooks
    for name in only or ():
        if name not in names:
            raise CourseError(f"{week} has no notebook {name}; see {root / week / WEEK_FILE}.")
    wanted = [name for name in names if only is None or name in only]
    with instructors_code(root / week):
        modules = _import_checks(root / week, wanted)
    sources = sources or {name: read_source(root / week / f"{name}.py") for name in wanted}
    return [_notebook(sources[name], modules[name].EXERCISES) for name in wanted]


def load_notebook(root: Path, name: str) -> Notebook:
    """Return one notebook by its full name, ``week2/cat_classifier``."""
    week, _, stem = name.partition("/")
    return load_week(root, week, only=[stem])[0]


def checks_file(source: Source) -> Path:
    """Return the path of the checks that belong to a notebook's source."""
    return source.path.parent / CHECKS / source.path.name


def _notebook(source: Source, declared: tuple[Exercise | Quiz, ...]) -> Notebook:
    path, checks = source.path, checks_file(source)
    by_name: dict[str, Exercise | Quiz] = {}
    for one in declared:
        quoted = f'"{one.name}"'
        where = f"{checks}:{line_of(checks, quoted)}"
        kind, places = ("quiz", source.quizzes) if _is_quiz(one) else ("exercise", source.solutions)
        if one.name in by_name:
            raise SourceError(f"{where}: EXERCISES has '{one.name}' twice.")
        if one.name not in places:
            raise SourceError(f"{where}: '{one.name}' is no {kind} of {path}.")
        if _is_quiz(one) and (faults := quizzes.faults(one)):
            raise SourceError("\n".join(f"{where}: quiz '{one.name}': {f}." for f in faults))
        if not _is_quiz(one) and (fault := _fault(one, source.solutions[one.name])):
            raise SourceError(f"{where}: '{one.name}': {fault}.")
        by_name[one.name] = one
    for kind, places in (("exercise", source.solutions), ("quiz", source.quizzes)):
        for name, place in places.items():
            if name not in by_name:
                raise SourceError(
                    f"{path}:{place.cell.line}: {kind} '{name}' is not declared in {checks}."
                )
    calls = source.calls
    items = {n: Item(s, by_name[n], calls[n]) for n, s in source.solutions.items()}
    asked = {name: by_name[name] for name in source.quizzes}
    return Notebook(quizzes.expanded(source, asked), items, asked)


def _is_quiz(declared: Exercise | Quiz) -> bool:
    return isinstance(declared, Quiz)


def _fault(declared: Exercise, solution: Solution) -> str:
    """Return what is wrong with a declaration and would pass unseen; empty where nothing is."""
    keeps, names = declared.keeps, [one.name for one in declared.misconceptions]
    if not isinstance(keeps, tuple):  # of a mere string the letters would be kept
        return f'keeps is to be a tuple, such as ("X",), not {keeps!r}'
    for name in keeps:
        if name not in solution.parameters:
            return f"keeps names {name}, which is no parameter of it"
    for name in names:
        if names.count(name) > 1:
            return f"the misconception '{name}' comes twice"
    return ""


def line_of(path: Path, text: str) -> int:
    """Return the first line of `path` that has `text` in it; 1 where none has."""
    lines = read_text(path).splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def _import_checks(folder: Path, names: Iterable[str]) -> dict[str, ModuleType]:
    """Import the checks of a week's notebooks from their files, as modules of one package.

    The package is made anew, whatever is called by its name: two folders may
    both hold a week2. So checks may say ``from .draws import ...``.
    """
    package = ModuleType(f"_content_{folder.name}_checks")
    package.__path__ = [str(folder / CHECKS)]
    for name in [n for n in sys.modules if f"{n}.".startswith(f"{package.__name__}.")]:
        del sys.modules[name]
    sys.modules[package.__name__] = package
    importlib.invalidate_caches()
    # Python tells an outdated compiled copy by size and second: a quick edit would not be seen.
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return {name: _import_one(package, folder / CHECKS / f"{name}.py") for name in names}
    finally:
        sys.dont_write_bytecode = before


def _import_one(package: ModuleType, path: Path) -> ModuleType:
    if not path.is_file():
        raise SourceError(f"{path}: it is missing; it declares the notebook's exercises.")
    try:
        module = importlib.import_module(f"{package.__name__}.{path.stem}")
    except SyntaxError as error:
        raise SourceError(f"{error.filename or path}:{error.lineno or 1}: {error.msg}.") from None
    if not isinstance(getattr(module, "EXERCISES", None), tuple):
        raise SourceError(f"{path}:1: it needs EXERCISES, the tuple of what it declares.")
    return module


def _run(code: str, names: dict, where: str) -> None:
    exec(_compiled(code, where), names)


@lru_cache(64)  # each misconception is played among the solutions of all others
def _compiled(code: str, where: str) -> CodeType:
    return compile(code, f"<{where}>", "exec")
