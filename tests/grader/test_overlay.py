"""A private folder with changed exercises is built, released, checked and graded by itself."""

import json
import subprocess
import sys

import pytest
import tiny
import two_weeks

from grader.batch import autograde
from grader.coursedir import init_course
from grader.gradebook import recorded


@pytest.fixture(scope="module")
def overlay(tmp_path_factory):
    """The tiny week, in which the changed exercise asks for five times x."""
    root = tmp_path_factory.mktemp("private")
    source = tiny.edited(tiny.SOURCE, "y = 2 * x", "y = 5 * x")
    tiny.write(root, source, tiny.edited(tiny.CHECKS, '"2 * x", "3', '"5 * x", "3').replace(
        '"2 * x", "x / 2"', '"5 * x", "x / 5"'
    ))  # fmt: skip
    return root


@pytest.fixture(scope="module")
def course(overlay, tmp_path_factory):
    build = [sys.executable, "-m", "grader", "build", "--content", str(overlay)]
    subprocess.run(build, check=True, capture_output=True)
    return init_course(tmp_path_factory.mktemp("course"), overlay)


def run_beside_the_notebook(course, code):
    folder = course.release("week9")
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)


def test_the_check_knows_the_changed_exercise_beside_its_notebook(course):
    code = "import course\ndef double(x): return {} * x\ncourse.checks('week9/tiny')(double)"
    assert run_beside_the_notebook(course, code.format(5)).stdout == "double: right\n"
    said = run_beside_the_notebook(course, code.format(3)).stdout
    assert said.startswith("double: wrong (three times)")


def test_it_is_graded_by_the_changed_solution(course):
    released = json.loads((course.release("week9") / "tiny.ipynb").read_text())
    for learner, factor in (("ann", 5), ("bob", 2)):
        for cell in released["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double":
                cell["source"] = f"def double(x):\n    return {factor} * x\n"
        path = course.submitted(learner, "week9") / "tiny.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(released))
    autograde(course, "week9", workers=1)
    told = {n: v.outcome for n, v in recorded(course, "week9") if v.exercise == "double"}
    assert told == {"ann": "right", "bob": "wrong"}


def test_a_second_look_goes_by_the_changed_solution_too(course, grader, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("def double(x):\n    return 5 * x\n")
    words = ("judge", path, "--assignment", "week9", "--notebook", "tiny", "--course", course.root)
    code, out, err = grader(*words, "--json")
    assert code == 0, err
    told = {one["exercise"]: one["outcome"] for one in json.loads(out)["exercises"]}
    assert told["double"] == "right"
    code, _, err = grader(*words, "--content", course.content)
    assert code == 1
    assert err.startswith("grader: Give --course or --content")


def test_what_an_earlier_notebook_lends_is_handed_out_as_the_overlay_has_it(tmp_path, monkeypatch):
    root = two_weeks.write(tmp_path / "private")
    first = root / "week8" / "first.py"
    first.write_text(tiny.edited(first.read_text(), "FACTOR = 2.0", "FACTOR = 5.0"))
    build = [sys.executable, "-m", "grader", "build", "--content", str(root)]
    subprocess.run(build, check=True, capture_output=True)
    course = init_course(tmp_path / "course", root)
    assert not list(course.release("week8").glob("fixtures/*/lent"))
    code = "import course; print(course.earlier('week8/first', 'double')(3))"
    monkeypatch.setenv("NNDL_LIBRARY", str(tmp_path))
    assert run_beside_the_notebook(course, code).stdout.endswith("until yours pass.\n15.0\n")
    (tmp_path / "my_nn").mkdir()
    (tmp_path / "my_nn" / "first.py").write_text("def double(x):\n    return x * 5\n")
    said = run_beside_the_notebook(course, code).stdout
    assert said == "double: your own, from my_nn.\n15\n"


def test_the_packages_own_content_hands_out_no_fixtures(released_course):
    assert not list(released_course.root.glob("release/*/fixtures"))
