"""Grading a class: everyone gets a verdict, nothing is lost, and a regrade changes nothing."""

import dataclasses
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import classroom
import pytest
from tinyclass import rows

from course.errors import CourseError
from grader import batch
from grader.batch import autograde, bundle_of
from grader.coursedir import init_course, open_course
from grader.executors.processes import Processes
from grader.gradebook import recorded, remarks
from grader.sandbox.limits import Limits
from grader.units import read_unit


@pytest.fixture
def course(released_course, tmp_path):
    """A fresh copy of a released course directory."""
    root = tmp_path / "course"
    shutil.copytree(released_course.root, root)
    for name in ("grader.toml", "nbgrader_config.py"):
        text = (root / name).read_text().replace(str(released_course.root), str(root))
        (root / name).write_text(text)
    return open_course(root)


@pytest.fixture
def hand_in_class(course, notebook, template):
    """Hand in a few notebooks of every kind."""
    solved = classroom.filled_in(template, classroom.solutions(notebook))
    wrong = classroom.mistake(notebook, "propagate", "cost without the minus sign")
    classroom.hand_in(course.root, "ann", solved)
    classroom.hand_in(
        course.root,
        "bob",
        classroom.filled_in(template, classroom.solutions(notebook, propagate=wrong)),
    )
    classroom.hand_in(course.root, "cyd", template)
    classroom.hand_in(course.root, "dan", b"{no notebook")
    return {"ann": 100.0, "bob": 80.0, "cyd": 0.0, "dan": 0.0}


def scores(course):
    """What nbgrader's own gradebook says."""
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as gradebook:
        return {s.student.id: s.score for s in gradebook.assignment_submissions("week2")}


def test_a_class_is_graded_into_nbgraders_own_gradebook(course, hand_in_class):
    summary = autograde(course, "week2", workers=1)
    assert sorted(summary.graded) == sorted(hand_in_class)
    assert scores(course) == hand_in_class
    assert any("not JSON" in line for line in remarks(course, "week2")["dan"])
    named = {(who, v.misconception) for who, v in recorded(course, "week2") if v.misconception}
    assert named == {("bob", "cost without the minus sign")}


def test_what_is_graded_is_left_alone_until_it_changes(course, hand_in_class, notebook, template):
    autograde(course, "week2", workers=1)
    again = autograde(course, "week2", workers=1)
    assert again.graded == []
    classroom.hand_in(
        course.root, "cyd", classroom.filled_in(template, classroom.solutions(notebook))
    )
    assert autograde(course, "week2", workers=1).graded == ["cyd"]
    assert scores(course)["cyd"] == 100


def test_a_regrade_never_touches_manual_scores(course, hand_in_class):
    autograde(course, "week2", workers=1)
    with sqlite3.connect(course.root / "gradebook.db") as db:
        db.execute("update grade set manual_score = 3 where auto_score = 0")
        db.execute("update comment set manual_comment = 'see me'")
    autograde(course, "week2", workers=1, force=True)
    with sqlite3.connect(course.root / "gradebook.db") as db:
        kept = db.execute("select distinct manual_score from grade where auto_score = 0")
        assert kept.fetchall() == [(3.0,)]
        assert db.execute("select distinct manual_comment from comment").fetchall() == [("see me",)]


def test_two_processes_grade_as_one_does(course, hand_in_class):
    autograde(course, "week2", workers=1)
    first = rows(course.db_url)
    autograde(course, "week2", workers=2, force=True)
    assert rows(course.db_url) == first


def test_killed_at_any_moment_it_ends_with_the_same_gradebook(course, hand_in_class):
    autograde(course, "week2", workers=1)
    expected = rows(course.db_url)
    with sqlite3.connect(course.root / "gradebook.db") as db:
        for table in ("nndl_verdict", "nndl_submission", "grade", "comment"):
            db.execute(f"delete from {table}")
        for table in ("submitted_notebook", "submitted_assignment", "student"):
            db.execute(f"delete from {table}")
    shutil.rmtree(course.root / "autograded")
    command = [sys.executable, "-m", "grader", "autograde", "week2", "--course", str(course.root)]
    for seconds in (0.5, 2.5, 4.5):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    autograde(course, "week2", workers=1)
    assert rows(course.db_url) == expected


def test_a_file_that_is_no_plain_file_is_refused(course, template):
    paths = {
        kind: classroom.hand_in(course.root, kind, template)
        for kind in ("link", "pipe", "folder", "missing", "huge")
    }
    for path in paths.values():
        path.unlink()
    paths["link"].symlink_to(course.root / ".grader-secret")
    os.mkfifo(paths["pipe"])
    paths["folder"].mkdir()
    with paths["huge"].open("wb") as file:
        file.truncate(50 * 2**20)
    autograde(course, "week2", workers=1)
    assert scores(course) == dict.fromkeys(paths, 0.0)
    said = remarks(course, "week2")
    for kind, words in {"link": "a link", "pipe": "no plain file", "huge": "larger"}.items():
        assert any(words in line for line in said[kind])
    assert said["folder"]
    assert any("No file cat_classifier.ipynb" in line for line in said["missing"])


@pytest.mark.parametrize(("asked", "started"), [(None, 4), (1, 1), (8, 4)])
def test_there_are_no_more_judging_processes_than_submissions(
    course, hand_in_class, monkeypatch, asked, started
):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: range(16))
    seen = []

    class Spied(Processes):
        def __init__(self, bundle, workers):
            seen.append(workers)
            super().__init__(bundle, workers)

    monkeypatch.setattr(batch, "Processes", Spied)
    assert len(autograde(course, "week2", workers=asked).graded) == 4
    assert seen == [started]


def test_a_judge_that_cannot_start_is_told_and_ends_the_run(course, hand_in_class):
    (course.release("week2") / "cat_classifier.ipynb").rename(course.root / "moved.ipynb")
    with pytest.raises(CourseError, match="grader init"):
        autograde(course, "week2")
    (course.root / "moved.ipynb").rename(course.release("week2") / "cat_classifier.ipynb")
    broken = dataclasses.replace(course, content=course.root)
    bundle = dataclasses.replace(bundle_of(course, "week2", Limits()), content=broken.content)
    units = [read_unit(course.submitted(n, "week2"), n, "week2", ["cat_classifier"]) for n in "ab"]
    with Processes(bundle, 1) as processes, pytest.raises(CourseError, match="no week2"):
        list(processes.map(units))


def test_a_course_directory_is_brought_up_to_date_and_keeps_its_secret(course):
    again = init_course(course.root)
    assert again.secret == course.secret


def test_the_secret_is_its_owners_alone(course):
    assert (course.root / ".grader-secret").stat().st_mode & 0o077 == 0


def test_a_foreign_nbgrader_course_is_not_overwritten(tmp_path):
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()")
    with pytest.raises(CourseError, match="already"):
        init_course(tmp_path)
    assert config.read_text() == "c = get_config()"


def test_a_folder_that_is_no_course_is_told_in_a_line(tmp_path):
    with pytest.raises(CourseError, match="grader init"):
        open_course(tmp_path)
