"""docs/writing-an-exercise.md, followed to the letter."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "writing-an-exercise.md"
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+)| (prints))?\n(.*?)^```$", re.M | re.S)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder after every file was written and every command run, and what was printed."""
    folder, printed = tmp_path_factory.mktemp("course"), []
    for kind, file, prints, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if file:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(body, encoding="utf-8")
        elif kind == "sh":
            for line in body.splitlines():
                ran = run(folder, *shlex.split(line)[1:])
                assert ran.returncode == 0, ran.stderr
                printed.append(ran.stdout)
        elif prints:
            assert body.strip() in printed[-1]
    return folder, printed


def run(folder, *words):
    command = [sys.executable, "-m", "grader", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_learners_notebook_holds_the_exercise_and_no_solution(followed):
    folder, _ = followed
    notebook = (folder / "week5/notebooks/accuracy.ipynb").read_text()
    assert "NotImplementedError" in notebook
    assert "np.mean(Y_prediction" not in notebook


def test_the_audit_finds_nothing_to_mend(followed):
    _, printed = followed
    words = " ".join(printed[-1].split())
    assert "3" in words
    assert "missed" not in words


def test_a_mistake_is_named_in_a_check_of_what_was_built(followed):
    folder, _ = followed
    code = (
        "import numpy as np, course\n"
        "from course import resources\n"
        "from pathlib import Path\n"
        "resources.PACKAGED_FIXTURES = Path('course/fixtures').resolve()\n"
        "check = course.checks('week5/accuracy')\n"
        "def accuracy(p, Y):\n    return np.mean(p == Y)\n"
        "print(check.outcome(accuracy).names)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert "a fraction, not per cent" in ran.stdout, ran.stderr


def test_a_mistake_that_no_case_shows_is_refused(followed):
    folder, _ = followed
    checks = folder / "week5/checks/accuracy.py"
    before = checks.read_text()
    checks.write_text(before.replace('"np.sum",', '"100 * np.nanmean",'))
    ran = run(folder, "build", "week5", "--content", ".")
    checks.write_text(before)
    assert ran.returncode != 0
    assert "counted, not averaged" in ran.stderr
