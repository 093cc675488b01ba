"""Build what learners get from the instructor's sources: notebooks and fixtures.

Everything built lies below the content's root: ``week2/notebooks/`` and
``course/fixtures/``. Notebooks are compared by bytes, fixtures by value: another
machine's arithmetic may differ in the last digit, and that is no drift.
"""

from __future__ import annotations

import itertools
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from course.compare import Tolerance, compare
from course.draws import is_draws
from course.errors import CourseError
from course.exercises import save, to_files
from course.lent import unseal
from course.operations import grown
from course.values import decode
from grader.content import WEEK_FILE, Notebook, checks_file, line_of, load_week, read_week
from grader.instructors import instructors_code
from grader.lending import lent_files
from grader.quizzes import sealed
from grader.source import SourceError, read_text

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # a fixture's numbers are the same within these


@dataclass(frozen=True)
class Built:
    """What was built of one notebook.

    Attributes
    ----------
    name : its full name, ``week2/cat_classifier``.
    learner : the text of the learner notebook's file.
    fixture : exercise -> what is known and observed of it, as `course.exercises.save` takes it.
    quizzes : quiz -> its questions, sealed.
    notes : a line for each of the instructor's own tests that is to be looked at.
    lent : notebook -> the file of what it lends to later ones; empty text where it lends nothing.
    """

    name: str
    learner: str
    fixture: dict
    quizzes: dict = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    lent: dict[str, str] = field(default_factory=dict)

    @property
    def misconceptions(self) -> int:
        return sum(len(observed.known) for _, observed in self.fixture.values())

    def notebook_path(self, root: Path) -> Path:
        week, stem = self.name.split("/")
        return root / week / "notebooks" / f"{stem}.ipynb"

    def fixture_path(self, root: Path) -> Path:
        return fixtures_folder(root) / f"{self.name}.json"


def fixtures_folder(root: Path) -> Path:
    """Return the folder of the fixtures that belong to the content below `root`."""
    return root / "course" / "fixtures"


def build_week(
    root: Path,
    week: str,
    step: Callable[[str], None] = lambda doing: None,
    only: Sequence[str] | None = None,
) -> list[Built]:
    """Build the notebooks of `week`; nothing is written yet.

    Parameters
    ----------
    root : the folder that holds the weeks.
    week : such as ``week2``.
    step : called with what is being done, for a progress display.
    only : the notebooks that are wanted, where not all are.

    Raises
    ------
    CourseError
        Where a source or its checks are not what they should be, or a
        misconception is not proven, or a test cannot be judged; its text has
        a line for each.
    """
    from grader.classic_proof import prove
    from grader.fixtures import public_fixture, unproven
    from grader.notebooks import release_notebooks

    step(f"{week}: reading the sources")
    notebooks = load_week(root, week, only=only)
    if only is None:
        _check_all_named(root, week)
    fixtures, notes, trouble = {}, {}, []
    for notebook in notebooks:
        step(f"{notebook.name}: proving the misconceptions")
        with instructors_code(root / week, notebooks):
            _check_edits(notebook)
            fixtures[notebook.name] = fixture = public_fixture(notebook)
            trouble += unproven(notebook, fixture)
        notes[notebook.name], unusable = prove(notebook)
        trouble += unusable
    if trouble:
        raise CourseError("\n".join(trouble))
    step(f"{week}: making the learner notebooks")
    learner = release_notebooks(notebook.source for notebook in notebooks)
    return [
        Built(
            n.name,
            learner[n.source.notebook],
            fixtures[n.name],
            sealed(n.name, n.quizzes.values()),
            tuple(notes[n.name]),
            lent_files(root, n.source),
        )
        for n in notebooks
    ]


def write(root: Path, built: Built) -> list[Path]:
    """Write what has drifted; return the paths that were written."""
    written = []
    if notebook_drift(root, built):
        path = built.notebook_path(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(built.learner, encoding="utf-8", newline="\n")
        written.append(path)
    if fixture_drift(root, built):
        save(fixtures_folder(root), built.name, built.fixture, built.quizzes)
        path = built.fixture_path(root)
        written += [path, path.with_suffix(".npz")]
    for path, content in _lent_drift(root, built).items():
        if content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        else:
            path.unlink()
        written.append(path)
    return written


def drift(root: Path, built: Built) -> list[str]:
    """Return a line for each file of `built` that is not what its source makes."""
    notebook, fixture = notebook_drift(root, built), fixture_drift(root, built)
    lines = [f"{_below(root, built.notebook_path(root))}: {notebook}"] if notebook else []
    lines += [f"{_below(root, built.fixture_path(root))}: {fixture}"] if fixture else []
    said = "it is not what later notebooks ask for."
    return lines + [f"{_below(root, path)}: {said}" for path in _lent_drift(root, built)]


def _lent_drift(root: Path, built: Built) -> dict[Path, str]:
    """Return the files of lent functions that are not as they should be, and how they should be."""
    found = {}
    for name, content in built.lent.items():
        path = _lent_path(root, name)
        there = path.read_text(encoding="utf-8") if path.is_file() else ""
        if _unsealed(there) != _unsealed(content):
            found[path] = content
    return found


def _lent_path(root: Path, notebook: str) -> Path:
    week, stem = notebook.split("/")
    return root / week / "lent" / f"{stem}.json"


def _unsealed(content: str) -> object:
    """Return what is lent, by its text: another version of zlib may pack it otherwise."""
    try:
        return unseal(content) if content else None
    except ValueError:
        return content


def stale(root: Path, week: str, built: Iterable[Built]) -> list[str]:
    """Return a line for each built file of `week` that no source makes any more."""
    known = set()
    for one in built:
        fixture = one.fixture_path(root)
        known |= {one.notebook_path(root), fixture, fixture.with_suffix(".npz")}
        known |= {_lent_path(root, name) for name in one.lent}
    found = [
        *(root / week / "notebooks").glob("*.ipynb"),
        *(root / week / "lent").glob("*.json"),
        *(fixtures_folder(root) / week).glob("*.json"),
        *(fixtures_folder(root) / week).glob("*.npz"),
    ]
    return [
        f"{_below(root, path)}: no source makes it; delete it."
        for path in sorted(found)
        if path not in known
    ]


def notebook_drift(root: Path, built: Built) -> str:
    """Return what differs between the learner notebook on disk and `built`; empty if nothing."""
    path = built.notebook_path(root)
    if not path.is_file():
        return "it is missing."
    text = path.read_bytes().decode("utf-8", "replace")
    if text == built.learner:
        return ""
    for number, (old, new) in enumerate(
        itertools.zip_longest(text.splitlines(), built.learner.splitlines()), 1
    ):
        if old != new:
            return f"line {number} is not what the source makes."
    return "its line endings are not what the build writes."


def fixture_drift(root: Path, built: Built) -> str:
    """Return what differs in value between the fixture on disk and `built`; empty if nothing."""
    path = built.fixture_path(root)
    for part in (path, path.with_suffix(".npz")):
        if not part.is_file():
            return f"{part.name} is missing."
    text, arrays = to_files(built.name, built.fixture, built.quizzes)
    try:
        with np.load(path.with_suffix(".npz"), allow_pickle=False) as stored:
            old = _with_arrays(json.loads(path.read_text(encoding="utf-8")), stored)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return "it cannot be read."
    return difference(old, _with_arrays(json.loads(text), arrays))


def difference(old: object, new: object, where: str = "") -> str:
    """Return where two fixtures differ in value, as one sentence; empty if nowhere."""
    if (drawn := [_draws(node) for node in (old, new)]) != [None, None]:
        if None not in drawn and compare(*drawn, Tolerance()) is None:
            return ""  # drawn alike: a generator that is not seeded gives other numbers
        return f"{where} is not drawn as the source draws it."
    if isinstance(old, dict) and isinstance(new, dict):
        if set(old) != set(new):
            names = ", ".join(map(repr, sorted(set(old) ^ set(new))))
            return f"{where or 'the fixture'}: {names} stands on one side only."
        pairs = [(f"{where}/{key}" if where else key, old[key], new[key]) for key in old]
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return f"{where}: {len(old)} entries, and the source makes {len(new)}."
        pairs = [(f"{where}/{i}", a, b) for i, (a, b) in enumerate(zip(old, new, strict=True))]
    else:
        return "" if _close(old, new) else f"{where} is not what the source makes."
    return next((found for w, a, b in pairs if (found := difference(a, b, w))), "")


def _draws(node: object) -> dict | None:
    """Return how an array is drawn, where a fixture's JSON says that; else None."""
    if isinstance(node, dict) and node.keys() == {"dict"} and ["draws of"] in (
        [item[0]] for item in node["dict"] if isinstance(item, list)
    ):  # fmt: skip
        value = decode(node, [])
        return value if is_draws(value) else None
    return None


def _close(old: object, new: object) -> bool:
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape != new.shape or old.dtype != new.dtype:
            return False
        if old.dtype.kind in "fc":
            return np.allclose(old, new, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
        return bool(np.array_equal(old, new))
    if type(old) is float and type(new) is float:
        return bool(np.isclose(old, new, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True))
    return type(old) is type(new) and old == new


def _with_arrays(node: object, arrays) -> object:
    """Return a fixture's JSON with its arrays in their places.

    What is only for a person to read (an error's words, what was printed) is
    left out: NumPy's next release may word it otherwise.
    """
    if isinstance(node, dict):
        if set(node) == {"array"}:
            return np.asarray(arrays[f"a{node['array'][2]}"])
        if "returned" in node:
            node = {key: node[key] for key in node if key not in ("message", "printed")}
            if "operations" in node:  # the number depends on Python's version
                node["operations"] = grown(*node["operations"])
        return {key: _with_arrays(value, arrays) for key, value in node.items()}
    if isinstance(node, list):
        return [_with_arrays(value, arrays) for value in node]
    return node


def _check_all_named(root: Path, week: str) -> None:
    """Raise SourceError for a notebook source that the week does not name."""
    named = read_week(root, week).notebooks
    for path in sorted((root / week).glob("*.py")):
        if path.stem in named:
            continue
        for line, text in enumerate(read_text(path).splitlines(), 1):
            if text.startswith("# %%"):
                raise SourceError(
                    f"{path}:{line}: this notebook is not in notebooks of"
                    f" {root / week / WEEK_FILE}."
                )


def _check_edits(notebook: Notebook) -> None:
    """Raise SourceError, with its line, for a misconception whose edit does not fit."""
    checks = checks_file(notebook.source)
    for item in notebook.items.values():
        for one in item.declared.misconceptions:
            try:
                item.edited(one)
            except SourceError as error:
                raise SourceError(f"{checks}:{line_of(checks, one.name)}: {error}") from None


def _below(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
