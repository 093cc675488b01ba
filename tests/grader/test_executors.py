"""Whoever grades, and whatever dies meanwhile: everyone is graded once, and to the same."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import tiny
import tinyclass
from tinyclass import WEEK

from grader.batch import autograde, bundle_of
from grader.blas import ONE_THREAD
from grader.executors import Answer
from grader.executors.judging import Judging
from grader.executors.processes import Processes
from grader.gradebook import recorded, remarks
from grader.sandbox.limits import Limits

LIMITS = Limits()


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course of the tiny week; nobody has handed in yet."""
    return tinyclass.released(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def course(released, tmp_path_factory):
    """The same course with eight submissions."""
    root = tmp_path_factory.mktemp("class")
    course = tinyclass.copy_of(released, root / "course")
    tinyclass.hand_in_class(course, 8)
    shutil.copy(released.root / tinyclass.PRISTINE, course.root)
    return course


@pytest.fixture
def fresh(course, tmp_path):
    """The same course and submissions with an empty gradebook."""
    return tinyclass.copy_of(course, tmp_path / "course")


@pytest.fixture(scope="module")
def undisturbed(course):
    """The rows of a run by one process that nothing disturbs."""
    autograde(course, WEEK, workers=1)
    return tinyclass.rows(course.db_url)


CORES = f"""
import os, sys
from pathlib import Path
from grader.batch import bundle_of
from grader.coursedir import open_course
from grader.executors.processes import Processes
from grader.sandbox.limits import Limits

bundle = bundle_of(open_course(Path(sys.argv[1])), "{WEEK}", Limits())
with Processes(bundle, len(os.sched_getaffinity(0)) + int(sys.argv[2])) as processes:
    for judge in processes._judges:
        while not Path(f"/proc/{{judge._process._pid}}/comm").read_text().startswith("grader-"):
            pass
        print(sorted(os.sched_getaffinity(judge._process._pid)))
"""


def judging_processes():
    """The process ids of this process's judging processes."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = int(re.search(r"^PPid:\t(\d+)", status.read_text(), re.MULTILINE)[1])
            command = (status.parent / "comm").read_text()
        except (OSError, TypeError):
            continue
        if parent == os.getpid() and "grader-judging" in command:
            found.append(int(status.parent.name))
    return found


@pytest.mark.parametrize("blas", ["1", "2"])  # copies of this process, and processes of their own
def test_processes_grade_as_one_does(fresh, undisturbed, monkeypatch, blas):
    for name in ONE_THREAD:
        monkeypatch.setenv(name, blas)
    summary = autograde(fresh, WEEK, workers=2)
    assert tinyclass.rows(fresh.db_url) == undisturbed
    assert summary.outcomes.total() == 16
    assert summary.outcomes["right"] == sum(row[5] == "right" for row in undisturbed["verdicts"])


def test_a_killed_judging_process_costs_nobody_a_grade(fresh, undisturbed):
    killed = []

    def kill_one(learner, done, total):
        if done in (2, 5):
            killed.append(judging_processes()[0])
            os.kill(killed[-1], signal.SIGKILL)

    summary = autograde(fresh, WEEK, workers=2, report=kill_one)
    assert len(killed) == 2
    assert summary.set_aside == {}
    assert tinyclass.rows(fresh.db_url) == undisturbed


# A solution in whose midst its judging process is told to end, once.
ENDING = """y = 2 * x
    import os

    told = os.environ.get("TOLD", "")
    if told and str(os.getpid()) != os.environ["ASKER"] and not os.path.exists(told):
        open(told, "x").close()
        os.kill(os.getpid(), 15)"""


@pytest.mark.parametrize("blas", ["1", "2"])  # as above
def test_what_the_end_of_a_judging_process_broke_off_is_not_kept(tmp_path, monkeypatch, blas):
    for name in ONE_THREAD:
        monkeypatch.setenv(name, blas)
    source = tiny.edited(tiny.SOURCE, "y = 2 * x", ENDING)
    course = tinyclass.released(tmp_path / "tiny", source=source)
    tinyclass.hand_in_class(course, 4)
    again = tinyclass.copy_of(course, tmp_path / "again")
    autograde(course, WEEK, workers=1)
    told = tmp_path / "told"
    monkeypatch.setenv("ASKER", str(os.getpid()))
    monkeypatch.setenv("TOLD", str(told))
    assert autograde(again, WEEK, workers=1).set_aside == {}
    assert told.exists()
    assert tinyclass.rows(again.db_url) == tinyclass.rows(course.db_url)


def test_a_judging_process_that_gives_no_answer_is_replaced(course):
    judging = Judging(bundle_of(course, WEEK, LIMITS))
    one, two = list(tinyclass.units_of(course))[:2]
    try:
        wanted = judging.grade(two).result
        stopped = judging._process
        judging.grade(one)
        os.kill(stopped.pid, signal.SIGSTOP)
        judging._patience = 5.0
        assert judging.grade(two) == Answer(wanted)
        assert stopped.returncode == -signal.SIGKILL
    finally:
        judging.close()


def test_a_judging_process_that_does_not_end_is_ended(course, monkeypatch):
    monkeypatch.setattr("grader.executors.judging._ENDING", 0.5)
    one = Judging(bundle_of(course, WEEK, LIMITS))
    one.grade(next(tinyclass.units_of(course)))
    stopped = one._process
    os.kill(stopped.pid, signal.SIGSTOP)
    one.close()
    assert stopped.returncode == -signal.SIGKILL


def test_units_are_read_a_few_ahead_and_not_all_at_once(course):
    taken = []

    def counted():
        for unit in tinyclass.units_of(course):
            taken.append(unit.learner)
            yield unit

    with Processes(bundle_of(course, WEEK, LIMITS), 1) as processes:
        answers = (answer for answer in processes.map(counted()) if answer is not None)
        next(answers)
        assert len(taken) <= 3
        assert len(list(answers)) == 7


def test_no_process_outlives_its_executor(course):
    with Processes(bundle_of(course, WEEK, LIMITS), 2) as processes:
        next(answer for answer in processes.map(tinyclass.units_of(course)) if answer is not None)
        assert judging_processes()
    assert judging_processes() == []


@pytest.mark.parametrize("more", [0, 1])
def test_where_there_is_one_for_each_core_each_has_one(course, more):
    # In a process of its own: one that has threads, as this one may, makes no copies of itself.
    told = subprocess.run(
        [sys.executable, "-c", CORES, str(course.root), str(more)],
        env=os.environ | ONE_THREAD,
        capture_output=True,
        text=True,
    )
    cores = os.sched_getaffinity(0)
    wanted = [cores] * (len(cores) + 1) if more else [{core} for core in sorted(cores)]
    assert told.stdout.split("\n")[:-1] == [str(sorted(one)) for one in wanted], told.stderr


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("os.kill(os.getpid(), 9)", "it ended the grader's own process 2 times (SIGKILL)"),
        ("raise RuntimeError('a bug')", "RuntimeError: a bug"),
    ],
)
def test_a_poison_submission_is_set_aside_and_everyone_else_is_graded(
    released, tmp_path, what, says
):
    course = tinyclass.poisonous(released, tmp_path, what)
    names = tinyclass.hand_in_class(course, 8)
    poison = tinyclass.struck(course)
    assert 0 < len(poison) < 8
    summary = autograde(course, WEEK, workers=2)
    assert summary.set_aside == dict.fromkeys(poison, says)
    assert sorted(summary.graded) == sorted(set(names) - poison)
    assert summary.exercises == 2 * len(summary.graded)
    verdicts = recorded(course, WEEK)
    assert {who for who, v in verdicts if v.points} == {
        name for n, name in enumerate(names) if name not in poison
    }
    assert all(f"Set aside: {says}" in remarks(course, WEEK)[name] for name in poison)
    tinyclass.plant(course, "pass")  # the checks are mended: only those are new
    again = autograde(course, WEEK, workers=2)
    assert set(again.graded) == poison
    assert again.set_aside == {}


def test_a_grade_stays_where_the_same_submission_is_set_aside(released, tmp_path, grader):
    course = tinyclass.poisonous(released, tmp_path, "pass")
    tinyclass.hand_in_class(course, 8)
    autograde(course, WEEK, workers=1)
    before = tinyclass.rows(course.db_url)
    notebooks = {path: path.read_bytes() for path in course.root.glob("autograded/*/*/*")}
    toml = course.root / "grader.toml"
    toml.write_text(toml.read_text().replace(str(released.content), str(course.content)))
    tinyclass.plant(course, "raise RuntimeError('a bug')")
    code, out, err = grader("autograde", WEEK, "--force", "--workers", 1, "--course", course.root)
    poison = sorted(tinyclass.struck(course))
    assert code == 1
    assert f"{WEEK}: {8 - len(poison)} graded, 0 unchanged, in " in out
    assert err.splitlines() == [
        f"grader: {len(poison)} set aside; run it again to try them:",
        *(f"  {who}: RuntimeError: a bug; the grade it has stays" for who in poison),
    ]
    assert tinyclass.rows(course.db_url) == before
    assert {path: path.read_bytes() for path in notebooks} == notebooks
