"""The class of the benchmark: real submissions, made from the content's own code."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from grader.content import Notebook, load_week
from grader.coursedir import CourseDir, init_course
from grader.demo.planted import filled_in, without_markers
from grader.variants import read_variants

_MISTAKEN, _OTHERWISE = 0.1, 0.3  # of all functions: with a misconception, right in another way
_SEED = 20
_GRADED_TAGS = ("exercise=", "check=", "setup=", "quiz=", "test=")


@dataclass(frozen=True)
class Learner:
    """One synthetic learner: the code of each exercise."""

    name: str
    codes: dict[str, str]


def make_class(notebook: Notebook, size: int) -> list[Learner]:
    """Return `size` learners; the first ones are the same in a class of any size.

    Each function is the solution, the solution as somebody else writes it, or
    one with a misconception, in the proportions of a class that has worked.
    """
    otherwise: dict[str, list[str]] = {}
    for variant in read_variants(notebook):
        if not variant.mistake:
            otherwise.setdefault(variant.exercise, []).append(without_markers(variant.code))
    rng, learners = random.Random(_SEED), []
    for number in range(size):
        name, codes = f"learner-{number:05}", {}
        for exercise, item in notebook.items.items():
            drawn, misconceptions = rng.random(), item.declared.misconceptions
            code = filled_in(item)
            if drawn < _MISTAKEN and misconceptions:
                code = without_markers(item.edited(rng.choice(misconceptions)))
            elif drawn < _MISTAKEN + _OTHERWISE and exercise in otherwise:
                code = rng.choice(otherwise[exercise])
            codes[exercise] = f"# {name}\n{code}"  # so no two notebooks are the same
        learners.append(Learner(name, codes))
    return learners


def hand_in(release: Path, root: Path, week: str, learners: Sequence[Learner]) -> None:
    """Write the learners' notebooks below ``root/submitted``, from the released one."""
    (released,) = release.glob("*.ipynb")
    text = released.read_text(encoding="utf-8")
    data = [path for path in release.iterdir() if path != released and path.is_file()]
    for learner in learners:
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = learner.codes.get(name, cell["source"])
        folder = root / "submitted" / learner.name / week
        folder.mkdir(parents=True, exist_ok=True)
        (folder / released.name).write_text(json.dumps(notebook), encoding="utf-8")
        for path in data:  # as nbgrader's exchange hands them out and in
            shutil.copy(path, folder)


def make_course(root: Path, content: Path, week: str) -> tuple[CourseDir, Notebook]:
    """Return a fresh course directory for this grader, and the week's one benchmarked notebook."""
    course = init_course(root, content)
    return course, the_notebook(content, week)


def the_notebook(content: Path, week: str) -> Notebook:
    """Return the first notebook of `week` that has exercises."""
    for notebook in load_week(content, week):
        if notebook.items:
            return notebook
    raise CourseError(f"{week} has no notebook with exercises to measure.")


def minimal_content(content: Path, week: str, root: Path) -> Path:
    """Copy `week` to `root`, with nothing in its notebooks but what is graded; return `root`."""
    shutil.copytree(content / week, root / week)
    for path in (root / week).glob("*.py"):
        text = path.read_text(encoding="utf-8")
        head, *cells = text.split("\n# %%")
        if cells:
            kept = [c for c in cells if any(tag in c.split("\n")[0] for tag in _GRADED_TAGS)]
            path.write_text("\n# %%".join([head, *kept]).rstrip() + "\n", encoding="utf-8")
    return root
