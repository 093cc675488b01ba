"""The class of the benchmark: real submissions, made from the content's own code."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from grader.content import WEEK_FILE, Notebook, load_notebook, read_week
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


def copy_content(content: Path, name: str, root: Path, minimal: bool = False) -> Notebook:
    """Copy the week of the notebook `name` to `root`, as if it had no other; return the notebook.

    A `minimal` notebook has nothing but what is graded in it.
    """
    week, _, stem = name.partition("/")
    told = read_week(content, week)
    if stem not in told.notebooks:
        raise CourseError(f"{week} has no notebook {stem}; give one as WEEK/NOTEBOOK.")
    leave_out = shutil.ignore_patterns("__pycache__", "notebooks")
    shutil.copytree(content / week, root / week, ignore=leave_out)
    lines = [f"{key} = {json.dumps(getattr(told, key))}\n" for key in ("title", "hours")]
    (root / week / WEEK_FILE).write_text(
        "".join([*lines, f"notebooks = [{json.dumps(stem)}]\n"]), encoding="utf-8"
    )
    if minimal:
        path = root / week / f"{stem}.py"
        head, *cells = path.read_text(encoding="utf-8").split("\n# %%")
        kept = [c for c in cells if any(tag in c.split("\n")[0] for tag in _GRADED_TAGS)]
        path.write_text("\n# %%".join([head, *kept]).rstrip() + "\n", encoding="utf-8")
    notebook = load_notebook(root, name)
    if not notebook.items:
        raise CourseError(f"{name} has no exercises to measure.")
    return notebook
