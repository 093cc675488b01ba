"""How each grader is called on the same class; each is made ready first, which is not measured."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from course.errors import CourseError
from grader.bench.asserts import DATA, HELPERS, Asserts
from grader.bench.classes import Learner, hand_in
from grader.bench.measure import Cost, measured
from grader.content import CHECKOUT, Notebook
from grader.coursedir import open_course
from grader.source import CHECK


class ThisGrader:
    """`grader autograde`, the whole command; `options` are more of its own."""

    name = "grader"

    def __init__(
        self,
        root: Path,
        content: Path,
        notebook: Notebook,
        learners: Sequence[Learner],
        options: Sequence[str] = (),
    ) -> None:
        self._root, self._week = root, notebook.source.week
        command = [sys.executable, "-m", "grader", "init", str(root), "--content", str(content)]
        measured(command, content, _PATH)
        course = open_course(root)
        shutil.copy(root / "gradebook.db", root / "gradebook-before.db")
        hand_in(course.release(self._week), root, self._week, learners)
        self._size, self._options = len(learners), options

    def grade(self) -> Cost:
        """Grade the class from nothing; raises CourseError where a submission got no grade."""
        shutil.copy(self._root / "gradebook-before.db", self._root / "gradebook.db")
        command = [sys.executable, "-m", "grader", "autograde", self._week, *self._options]
        cost, _ = measured([*command, "--course", str(self._root)], self._root, _PATH)
        _all_graded(self._root, self._week, self._size)
        put_aside(self._root / "autograded")
        return cost


class Bare:
    """The limit: the class's own functions on the judged inputs, in one warm process."""

    name = "bare"

    def __init__(self, root: Path, notebook: Notebook) -> None:
        self._root = root
        self._week, self._notebook = notebook.source.week, notebook.source.notebook

    def grade(self) -> Cost:
        """Play the class, which stands in a course directory of this grader."""
        command = [sys.executable, "-m", "grader.bench.bare", str(self._root), self._week]
        cost, said = measured([*command, self._notebook], self._root, _PATH)
        bare = json.loads(said.splitlines()[-1])
        return Cost(bare["cpu"], bare["cpu"], bare["wall"], cost.peak_mb, cost.own_peak_mb, 0.0)


class Nbgrader:
    """Stock `nbgrader autograde` on the same notebook, its checks written as cells of asserts."""

    name = "nbgrader"

    def __init__(self, root: Path, notebook: Notebook, learners: Sequence[Learner]) -> None:
        from grader.notebooks import generate_assignment

        week = notebook.source.week
        self._root, self._week = root, week
        self._db = f"sqlite:///{root / 'gradebook.db'}"
        source = root / "source" / week
        source.mkdir(parents=True)
        _write_classic(notebook, source)
        generate_assignment(root, week, self._db)
        shutil.copy(root / "gradebook.db", root / "gradebook-before.db")
        self._learners = list(learners)

    @property
    def size(self) -> int:
        return len(self._learners)

    def grade(self, size: int | None = None) -> Cost:
        """Grade the first `size` of the class from nothing."""
        size = self.size if size is None else size
        for folder in ("submitted", "autograded"):
            put_aside(self._root / folder)
        shutil.copy(self._root / "gradebook-before.db", self._root / "gradebook.db")
        release = self._root / "release" / self._week
        hand_in(release, self._root, self._week, self._learners[:size])
        command = [sys.executable, "-m", "nbgrader", "autograde", self._week]
        options = [f"--course-dir={self._root}", f"--CourseDirectory.db_url={self._db}"]
        cost, _ = measured([*command, *options], self._root, _PATH)
        _all_graded(self._root, self._week, size)
        return cost


class Otter:
    """`otter run`, once for each submission, on the same notebook and the same asserts."""

    name = "otter"

    def __init__(
        self, root: Path, program: str, notebook: Notebook, learners: Sequence[Learner]
    ) -> None:
        self._root, self._program, self._week = root, program, notebook.source.week
        self._learners = list(learners)
        (root / "tests").mkdir(parents=True)
        asserts = Asserts(notebook)
        for name, item in notebook.items.items():
            text = _otter_test(name, item.solution.points, asserts.cell(name), notebook)
            (root / "tests" / f"{name}.py").write_text(text, encoding="utf-8")
        np.savez(root / DATA, **asserts.arrays)
        command = [program, "generate", "-t", "tests", "-o", "autograder.zip", DATA]
        done = subprocess.run(command, cwd=root, env=self._environment, capture_output=True)
        if done.returncode:
            raise CourseError(f"otter generate failed: {_last_line(done.stderr)}")
        release = root / "release"
        release.mkdir()
        _write_unchecked(notebook, release / f"{notebook.source.notebook}.ipynb")
        hand_in(release, root, self._week, self._learners)

    @property
    def size(self) -> int:
        return len(self._learners)

    @property
    def _environment(self) -> dict[str, str]:
        # Otter has an environment of its own: the course comes to it as it stands here.
        bin_folder = str(Path(self._program).parent)
        path = os.pathsep.join([bin_folder, os.environ.get("PATH", "")])
        return {**os.environ, "PATH": path, "PYTHONPATH": str(CHECKOUT)}

    def grade(self, size: int | None = None) -> Cost:
        """Grade the first `size` of the class, one after the other."""
        costs = []
        for learner in self._learners[:size]:
            (handed_in,) = (self._root / "submitted" / learner.name / self._week).glob("*.ipynb")
            command = [self._program, "run", str(handed_in), "-a", "autograder.zip", "--no-logo"]
            costs.append(measured(command, self._root, self._environment)[0])
            if not (self._root / "results.json").is_file():
                raise CourseError(f"otter run gave no results for {learner.name}.")
            (self._root / "results.json").unlink()
        sums = (sum(getattr(c, key) for c in costs) for key in ("cpu", "own_cpu", "wall"))
        most = (max(getattr(c, k) for c in costs) for k in ("peak_mb", "own_peak_mb", "largest_mb"))
        return Cost(*sums, *most)


def find_otter(given: Path | None) -> str | None:
    """Return the program `otter`: the one given, or the one beside this Python or on PATH."""
    if given is not None and not given.is_file():
        raise CourseError(f"There is no program {given}.")
    beside = Path(sys.executable).parent / "otter"
    return str(given) if given else str(beside) if beside.is_file() else shutil.which("otter")


# nbgrader looks for a program on PATH that stands beside Python.
_PATH = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}


def _write_classic(notebook: Notebook, folder: Path) -> None:
    """Write nbgrader's source notebook with asserts for checks, and their data, into `folder`."""
    import nbformat

    from grader.notebooks import source_notebook

    asserts, helpers = Asserts(notebook), HELPERS
    node = source_notebook(notebook.source)
    for cell in node.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix(CHECK)
        if name in notebook.items and cell.metadata["nbgrader"]["grade"]:
            cell.source, helpers = helpers + asserts.cell(name), ""
    nbformat.write(node, folder / f"{notebook.source.notebook}.ipynb")
    np.savez(folder / DATA, **asserts.arrays)


def _write_unchecked(notebook: Notebook, path: Path) -> None:
    """Write the notebook without its checks: otter runs its tests at the end, by itself."""
    import nbformat

    from grader.notebooks import source_notebook

    node = source_notebook(notebook.source)
    node.cells = [c for c in node.cells if not c.metadata.get("nbgrader", {}).get("grade")]
    nbformat.write(node, path)


def _otter_test(name: str, points: float, lines: str, notebook: Notebook) -> str:
    """Return otter's file for one test, which runs the same asserts."""
    used = [one for one in notebook.items if f"{one}(" in lines]
    return (
        f'OK_FORMAT = False\n\nfrom otter.test_files import test_case\n\nname = "{name}"\n'
        f"points = {points}\n\n{HELPERS}\n\n@test_case()\ndef test_{name}({', '.join(used)}):\n"
        + textwrap.indent(lines, "    ")
        + "\n"
    )


def put_aside(folder: Path) -> None:
    """Make room for another round.

    Nothing is removed before the end: for some minutes after many files were, ext4 takes a
    multiple of the time to make a new one, and the next round would pay for it.
    """
    if folder.exists():
        folder.rename(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))


def _all_graded(root: Path, week: str, size: int) -> None:
    found = len(list(root.glob(f"autograded/*/{week}/*.ipynb")))
    if found != size:
        raise CourseError(f"{root.name}: only {found} of {size} submissions were graded.")


def _last_line(said: bytes) -> str:
    return next(reversed(said.decode(errors="replace").strip().splitlines()), "it said nothing")
