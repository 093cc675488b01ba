"""Kill -9 in the middle of 200 submissions, run again: the same gradebook, row by row."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import classroom
import postgresql
import pytest
import sqlalchemy as sa
import tinyclass
from tinyclass import WEEK

from grader.batch import autograde
from grader.coursedir import init_course
from grader.database import gradebook_url
from grader.demo.planted import planted_class
from grader.demo.run import hand_in
from grader.sandbox.limits import Limits

pytestmark = pytest.mark.slow
needs_server = pytest.mark.skipif(bool(postgresql.why_not()), reason=postgresql.why_not())
CLASS = 200


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of the tiny week with 200 submissions."""
    course = tinyclass.released(tmp_path_factory.mktemp("tiny"))
    tinyclass.hand_in_class(course, CLASS)
    return course


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory):
    """The rows of a run that nothing disturbs."""
    copy = tinyclass.copy_of(course, tmp_path_factory.mktemp("undisturbed") / "course")
    autograde(copy, WEEK)
    return tinyclass.rows(copy.db_url)


def started(course, *options, week=WEEK):
    command = [sys.executable, "-m", "grader", "autograde", week, "--course", str(course.root)]
    return subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until_recorded(course, count, process):
    """Wait until `count` submissions are recorded; the run must not have ended by then."""
    engine = sa.create_engine(course.db_url)
    for _ in range(1200):
        with engine.connect() as connection:
            if sa.inspect(connection).has_table("nndl_submission"):
                found = connection.scalar(sa.text("select count(*) from nndl_submission"))
                if found >= count:
                    break
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    engine.dispose()
    assert process.poll() is None


def run(course, *options, week=WEEK):
    """Run to the end; return what was said."""
    out, err = started(course, *options, week=week).communicate(timeout=240)
    assert err == ""
    return out


def descendants(pid, named):
    """The processes below `pid` whose name or command line holds `named`."""
    parents, commands = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = re.search(r"^PPid:\t(\d+)", status.read_text(), re.MULTILINE)[1]
            told = [(status.parent / name).read_bytes() for name in ("comm", "cmdline")]
            commands[int(status.parent.name)] = b" ".join(told)
        except (OSError, TypeError):
            continue
        parents[int(status.parent.name)] = int(parent)
    below = {pid}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return sorted(one for one in below if named in commands.get(one, b""))


@pytest.mark.parametrize("named", [b"grader-judging", b"grader.sandbox.warm"])
def test_a_killed_worker(course, undisturbed, tmp_path, named):
    copy = tinyclass.copy_of(course, tmp_path / "course")
    process = started(copy)
    for recorded in (20, 80):
        wait_until_recorded(copy, recorded, process)
        os.kill(descendants(process.pid, named)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert (process.returncode, err) == (0, "")
    assert f"{CLASS} graded" in out
    assert tinyclass.rows(copy.db_url) == undisturbed


def test_a_killed_coordinator(course, undisturbed, tmp_path):
    copy = tinyclass.copy_of(course, tmp_path / "course")
    for recorded in (1, 60, 140):
        process = started(copy)
        wait_until_recorded(copy, recorded, process)
        judging = descendants(process.pid, b"grader-judging")
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        until = time.monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in judging):
            assert time.monotonic() < until, "judging processes outlive the one who asked them"
            time.sleep(0.05)
    assert f"{CLASS} graded" not in run(copy)
    assert tinyclass.rows(copy.db_url) == undisturbed
    assert f"0 graded, {CLASS} unchanged" in run(copy)


@needs_server
def test_a_killed_database_server(course, undisturbed, tmp_path):
    with postgresql.Server() as server:
        url = server.new_database("killed")
        init_course(tmp_path / "first", course.content, url)
        copy = tinyclass.copy_of(course, tmp_path / "course", gradebook_url(url))
        for recorded in (20, 100):
            process = started(copy)
            wait_until_recorded(copy, recorded, process)
            server.kill()
            _, err = process.communicate(timeout=240)
            assert process.returncode == 1
            assert "run it again to go on" in err
            assert len(err.splitlines()) == 1
            server.start()
        run(copy)
        assert tinyclass.rows(copy.db_url) == undisturbed


@needs_server
def test_two_coordinators_at_once_one_of_them_killed(course, undisturbed, tmp_path):
    with postgresql.Server() as server:
        url = server.new_database("both")
        init_course(tmp_path / "first", course.content, url)
        copy = tinyclass.copy_of(course, tmp_path / "course", gradebook_url(url))
        one, other = started(copy), started(copy)
        wait_until_recorded(copy, 60, one)
        os.kill(one.pid, signal.SIGKILL)
        one.communicate()
        _, err = other.communicate(timeout=240)
        assert (other.returncode, err) == (0, "")
        assert tinyclass.rows(copy.db_url) == undisturbed


def test_week_2_killed_and_graded_by_one_by_two_and_by_dask(tmp_path):
    """The real notebook, with the demo's class: some right, most not, one endless."""
    course = init_course(tmp_path / "first")
    (course.root / tinyclass.PRISTINE).write_bytes((course.root / "gradebook.db").read_bytes())
    notebooks = [classroom.notebook()]
    for planted in planted_class(notebooks)[:12]:
        hand_in(course, planted, notebooks)
    limits = ("--exercise-seconds", "5", "--cell-seconds", "5")
    autograde(course, "week2", workers=1, limits=Limits(exercise_seconds=5, cell_seconds=5))
    expected = tinyclass.rows(course.db_url)
    copy = tinyclass.copy_of(course, tmp_path / "killed")
    process = started(copy, *limits, week="week2")
    wait_until_recorded(copy, 2, process)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    run(copy, *limits, week="week2")
    assert tinyclass.rows(copy.db_url) == expected
    dask = tinyclass.copy_of(course, tmp_path / "dask")
    assert "12 graded" in run(dask, *limits, "--cluster", "local:2", week="week2")
    assert tinyclass.rows(dask.db_url) == expected
