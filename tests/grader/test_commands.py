"""What a user did wrong is one clear line, exit code 1, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys

import classroom
import pytest
import tiny
import tinyclass

from grader.commands.demo import _chosen


def judge(grader, path, *more):
    return grader("judge", path, "--assignment", "week2", "--notebook", "cat_classifier", *more)


def test_judging_a_script_prints_json(grader, tmp_path, notebook):
    path = tmp_path / "mine.py"
    wrong = classroom.mistake(notebook, "propagate", "cost not averaged")
    path.write_text("\n\n".join(classroom.solutions(notebook, propagate=wrong).values()))
    code, out, err = judge(grader, path, "--json")
    assert code == 0, err
    printed = json.loads(out)
    assert (printed["score"], printed["max"]) == (80, 100)
    (propagate,) = (e for e in printed["exercises"] if e["exercise"] == "propagate")
    assert propagate["outcome"] == "wrong"
    assert propagate["misconception"] == "cost not averaged"
    assert (propagate["points"], propagate["max"]) == (0, 20)
    assert "was to be" in propagate["message"]


def test_judging_a_notebook_prints_a_table(grader, tmp_path, notebook, template):
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps(classroom.filled_in(template, classroom.solutions(notebook))))
    code, out, _ = judge(grader, path)
    assert code == 0
    assert "100 of 100 points" in out


@pytest.mark.parametrize(
    ("content", "says"),
    [("{no json", "not JSON"), ('{"cells": 1}', "no list of cells"), ("[]", "no list of cells")],
)
def test_judging_what_is_no_notebook_is_one_line(grader, tmp_path, content, says):
    path = tmp_path / "mine.ipynb"
    path.write_text(content)
    code, out, err = judge(grader, path)
    assert code == 1
    assert says in err
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("judge", "nowhere.ipynb", "--assignment", "week2", "--notebook", "cat_classifier"),
        ("judge", __file__, "--assignment", "week99", "--notebook", "cat_classifier"),
        ("judge", __file__, "--assignment", "week2", "--notebook", "nothing"),
        ("judge", __file__, "--assignment", "week2", "--notebook", "cat_classifier", "--run", "x"),
        ("autograde", "week2", "--course", "nowhere"),
        ("init", __file__),
        ("init", "new", "--content", "nowhere"),
        ("init", "new", "--db", "nosuchdatabase://x"),
    ],
    ids=" ".join,
)
def test_a_wrong_argument_is_one_line(grader, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, _, err = grader(*arguments)
    assert code == 1
    assert err.startswith("grader: ")
    assert "Traceback" not in err


def test_grading_before_anything_was_handed_in_is_one_line(grader, released_course):
    code, _, err = grader("autograde", "week2", "--course", released_course.root)
    assert code == 1
    assert "Nothing was handed in" in err


def test_a_damaged_gradebook_is_one_line(grader, released_course, tmp_path, template):
    root = tmp_path / "course"
    shutil.copytree(released_course.root, root)
    settings = root / "grader.toml"
    settings.write_text(settings.read_text().replace(str(released_course.root), str(root)))
    (root / "gradebook.db").write_bytes(b"this is no database" * 100)
    classroom.hand_in(root, "ann", template)
    code, _, err = grader("autograde", "week2", "--course", root)
    assert code == 1
    assert "gradebook" in err
    assert "Traceback" not in err


def test_a_folder_that_cannot_be_written_is_one_line(grader, tmp_path):
    course = tinyclass.released(tmp_path)
    tinyclass.hand_in(course, "ann", "def double(x):\n    return 2 * x")
    (course.root / "autograded").write_text("a file is in the way")
    code, _, err = grader("autograde", "week9", "--course", course.root)
    assert code == 1
    assert err.splitlines()[-1].startswith(f"grader: {course.root / 'autograded'}")
    assert "Traceback" not in err


@pytest.mark.parametrize("line", ["content = 3", "db_url = 7"])
def test_a_setting_that_is_no_text_is_one_line(grader, tmp_path, line):
    course = tinyclass.released(tmp_path)
    settings, key = course.root / "grader.toml", line.split()[0]
    kept = [one for one in settings.read_text().splitlines() if not one.startswith(key)]
    settings.write_text("\n".join([line, *kept, ""]))
    for command in (("report", "week9", "--course"), ("init", "--content", course.content)):
        code, _, err = grader(*command, course.root)
        assert code == 1
        said = f'{key} is to be a text: write it in quotes, {key} = "...".'
        assert err == f"grader: {settings}: {said}\n"


def test_checks_that_raise_are_one_line_of_init_too(grader, tmp_path):
    path = tiny.write(tmp_path, checks=f"nothing\n{tiny.CHECKS}")
    code, _, err = grader("init", tmp_path / "course", "--content", tmp_path)
    checks = path.parent / "checks" / "tiny.py"
    assert (code, err) == (1, f"grader: {checks}:1: NameError: name 'nothing' is not defined.\n")


def test_an_interrupt_is_one_line(released_course, tmp_path):
    """Ctrl-C in the middle says how to go on."""
    import signal
    import time

    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "init", str(tmp_path / "new")],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=os.environ,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    if process.returncode != 0:  # it may have ended before the signal came
        assert process.returncode == 130, err
        assert err.strip() == "grader: interrupted; run it again to go on."


def test_a_week_may_be_named_as_a_shell_completes_it(grader, tmp_path, released_course, template):
    root = tmp_path / "course"
    shutil.copytree(released_course.root, root)
    for name in ("grader.toml", "nbgrader_config.py"):
        text = (root / name).read_text().replace(str(released_course.root), str(root))
        (root / name).write_text(text)
    path = classroom.hand_in(root, "ann", template)
    for command in ("autograde", "feedback", "report"):
        code, out, err = grader(command, "week2/", "--course", root)
        assert code == 0, err
        assert "week2/:" not in out
    assert (root / "report" / "week2.html").is_file()
    told = ("--assignment", "week2/", "--notebook", "cat_classifier", "--json")
    code, _, err = grader("judge", path, *told)
    assert code == 0, err


def test_the_demos_weeks_may_be_named_so_too():
    assert _chosen("week2/, week3,week2", ["week1"]) == ["week2", "week3"]
