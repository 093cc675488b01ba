"""Stock nbgrader in a course directory of ours: the same judge, the same grades."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import classroom
import pytest
import tinyclass
from test_batch import course, hand_in_class, scores  # noqa: F401
from test_coursedir import add_notebook

from grader import nbgrader_steps
from grader.batch import autograde
from grader.coursedir import init_course
from grader.gradebook import recorded
from grader.units import WeekJudge

HOSTILE = """a note of mine <script>alert(1)</script> <img src=x onerror="alert(2)">
<svg onload="alert(3)"></svg> [here](javascript:alert(4)) <iframe srcdoc="alert(5)"></iframe>"""


def nbgrader(course_dir, *arguments):
    """Run the real nbgrader, its programs on the path as in an activated environment."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course_dir.root,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=280,
    )


@pytest.mark.slow
def test_nbgrader_autograde_gives_the_grades_of_our_batch(
    course,  # noqa: F811
    hand_in_class,  # noqa: F811
    notebook,
    template,
):
    odd = classroom.filled_in(template, classroom.solutions(notebook))
    odd["cells"] = [c for c in odd["cells"] if classroom.grade_id(c) != "check-sigmoid"]
    odd["cells"] += [c for c in odd["cells"] if classroom.grade_id(c) == "propagate"]
    forged = {"grade_id": "extra", "grade": True, "points": 99, "solution": False}
    odd["cells"].append({"cell_type": "code", "metadata": {"nbgrader": forged}, "source": "99"})
    classroom.hand_in(course.root, "eve", odd)
    hostile = classroom.filled_in(template, classroom.solutions(notebook))
    hostile["cells"] = [
        *({"cell_type": kind, "metadata": {}, "source": HOSTILE} for kind in ("markdown", "raw")),
        *hostile["cells"],
    ]
    classroom.hand_in(course.root, "mal", hostile)
    autograde(course, "week2")
    ours = tinyclass.rows(course.db_url)
    shutil.rmtree(course.root / "autograded")

    done = nbgrader(course, "autograde", "week2")
    assert done.returncode == 0, done.stderr
    assert scores(course) == hand_in_class | {"eve": 100.0, "mal": 100.0}
    assert tinyclass.rows(course.db_url) == ours

    assert nbgrader(course, "generate_feedback", "week2").returncode == 0
    page = (course.feedback("bob", "week2") / "cat_classifier.html").read_text()
    assert "cost without the minus sign" in page
    page = (course.feedback("mal", "week2") / "cat_classifier.html").read_text()
    assert "alert(" not in page
    assert "a note of mine" in page
    assert not re.findall(r"""<\w+[^>]*(?:src|href)=["']https?://""", page)
    assert nbgrader(course, "export").returncode == 0
    assert "bob" in (course.root / "grades.csv").read_text()


@pytest.mark.slow
def test_no_execute_runs_nothing_and_keeps_what_is_recorded(course, hand_in_class):  # noqa: F811
    autograde(course, "week2")
    assert scores(course) == hand_in_class
    shutil.rmtree(course.root / "autograded")
    done = nbgrader(course, "autograde", "week2", "--no-execute")
    assert done.returncode == 0, done.stderr
    assert scores(course) == hand_in_class


def test_a_week_of_several_notebooks_is_judged_once_for_all_of_them(tmp_path, monkeypatch):
    released = tinyclass.released(tmp_path)
    add_notebook(released.content, "two")
    course = init_course(released.root)  # noqa: F811
    first = tinyclass.hand_in(course, "ann", "def double(x):\n    return 2 * x")
    shutil.copy(course.release("week9") / "two.ipynb", first.parent)
    tinyclass.hand_in(course, "bob", "def double(x):\n    return 3 * x")
    monkeypatch.chdir(course.root)
    judged = []
    grade = WeekJudge.grade
    monkeypatch.setattr(
        WeekJudge, "grade", lambda judge, unit: judged.append(unit.learner) or grade(judge, unit)
    )
    nbgrader_steps._week_judge.cache_clear()
    try:
        for learner in ("ann", "bob", "bob"):  # as formgrader's button does a second time
            for name in ("tiny", "two"):
                found = nbgrader_steps._verdicts(learner, "week9", name, True)
                assert {v.notebook for v in found} == {"week9/tiny", "week9/two"}
        assert judged == ["ann", "bob", "bob"]
        shutil.copy(first.with_name("two.ipynb"), course.submitted("bob", "week9"))
        for name in ("tiny", "two"):
            nbgrader_steps._verdicts("bob", "week9", name, True)
        assert judged == ["ann", "bob", "bob", "bob"]
        kept = nbgrader_steps._verdicts("bob", "week9", "tiny", False)
        assert list(kept) == [v for who, v in recorded(course, "week9") if who == "bob"]
    finally:
        nbgrader_steps._week_judge("week9").__exit__()
        nbgrader_steps._week_judge.cache_clear()
