"""What tests of grading share: week 2's notebook, and submissions made from its solutions."""

from __future__ import annotations

import json
from pathlib import Path

from grader.content import Notebook, find_root, load_notebook
from grader.graded_notebook import read_template
from grader.intake import Submission, read_script, read_submission

NAME = "week2/cat_classifier"


def notebook() -> Notebook:
    return load_notebook(find_root(), NAME)


def template() -> dict:
    return read_template(find_root() / "week2/notebooks/cat_classifier.ipynb")


def solutions(of: Notebook, **replaced: str) -> dict[str, str]:
    """Return each exercise's code: the solution, or what replaces it."""
    return {name: item.solution.code for name, item in of.items.items()} | replaced


def script(of: Notebook, learner: str = "ann", **replaced: str) -> Submission:
    return read_script("\n\n".join(solutions(of, **replaced).values()), learner, of.source)


def mistake(of: Notebook, exercise: str, name: str) -> str:
    """Return the code of `exercise` with one misconception in it."""
    item = of.items[exercise]
    (edit,) = (m for m in item.declared.misconceptions if m.name == name)
    return item.edited(edit)


def filled_in(base: dict, codes: dict[str, str]) -> dict:
    """Return a copy of the released notebook with the learner's code in it."""
    filled = json.loads(json.dumps(base))
    for cell in filled["cells"]:
        code = codes.get(grade_id(cell))
        if code is not None:
            cell["source"] = code
    return filled


def grade_id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def take_in(of: Notebook, cells: dict, learner: str = "ann") -> Submission:
    return read_submission(json.dumps(cells).encode(), learner, of.source)


def hand_in(root: Path, learner: str, data: dict | bytes, week: str = "week2") -> Path:
    """Write a submission into a course directory."""
    path = root / "submitted" / learner / week / "cat_classifier.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    (path.parent / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
    return path
