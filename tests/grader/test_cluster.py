"""Grading on Dask workers: bytes only, the same grades, and nothing lost with a worker."""

import contextlib
import dataclasses
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tinyclass
from tinyclass import WEEK, answers_of, poisonous, struck

from course.errors import CourseError
from grader.batch import autograde, bundle_of
from grader.executors.packing import pack, unpack
from grader.executors.processes import Processes
from grader.fingerprint import fingerprint
from grader.sandbox.limits import Limits

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return tinyclass.released(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def course(released, tmp_path):
    course = tinyclass.copy_of(released, tmp_path / "course")
    shutil.copy(course.root / "gradebook.db", course.root / tinyclass.PRISTINE)
    tinyclass.hand_in_class(course, 16)
    return course


@pytest.fixture
def undisturbed(course, tmp_path):
    """The rows of a run by one process of this machine."""
    other = tinyclass.copy_of(course, tmp_path / "undisturbed")
    autograde(other, WEEK, workers=1)
    return tinyclass.rows(other.db_url)


def test_what_is_packed_is_enough_to_judge_with(course, released, tmp_path):
    content = shutil.copytree(released.content, tmp_path / "content")
    bundle = bundle_of(dataclasses.replace(course, content=content), WEEK, Limits())
    packed = pack(bundle)
    shutil.rmtree(content)
    (tmp_path / "elsewhere").mkdir()
    units = list(tinyclass.units_of(course))[:3]
    with Processes(unpack(packed, tmp_path / "elsewhere"), 1) as there:
        theirs = answers_of(there, units)
    with Processes(bundle_of(course, WEEK, Limits()), 1) as here:
        assert answers_of(here, units) == theirs


def test_other_code_has_another_fingerprint(tmp_path):
    assert fingerprint() == asked_elsewhere({})
    changed = changed_copy(tmp_path)
    assert fingerprint() != asked_elsewhere({"PYTHONPATH": str(changed)})


def changed_copy(folder):
    """Copy the packages, with a comment more in one file; return what PYTHONPATH needs."""
    folder = folder / "changed"
    for name in ("course", "grader"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "course" / "compare.py").open("a") as file:
        file.write("# changed\n")
    (folder / "datasets").symlink_to(ROOT / "datasets")
    return folder


def asked_elsewhere(environment):
    code = "import pickle, sys; from grader.fingerprint import fingerprint;"
    code += "sys.stdout.buffer.write(pickle.dumps(fingerprint()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        cwd="/",
        stdout=subprocess.PIPE,
        check=True,
    )
    return pickle.loads(done.stdout)


@pytest.mark.slow
def test_dask_grades_as_one_process_does(course, undisturbed):
    from grader.executors.cluster import LocalWorkers

    summary = autograde(course, WEEK, start=lambda bundle: LocalWorkers(bundle, 2))
    assert summary.set_aside == {}
    assert tinyclass.rows(course.db_url) == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [60.0, 0.0])
def test_many_units_go_in_few_tasks_unless_they_take_long(
    course, undisturbed, monkeypatch, seconds
):
    from distributed import LocalCluster

    from grader.executors import cluster

    submit, submitted = cluster.Cluster._submit, []

    def counted(self, batch, *trouble):
        submitted.append(len(batch))
        return submit(self, batch, *trouble)

    monkeypatch.setattr(cluster.Cluster, "_submit", counted)
    monkeypatch.setattr(cluster, "_BATCH_SECONDS", seconds)
    options = {"processes": False, "protocol": "tcp", "n_workers": 1, "threads_per_worker": 1}
    with LocalCluster(**options, host="127.0.0.1", dashboard_address=None) as here:
        autograde(course, WEEK, start=lambda b: cluster.Cluster(b, here.scheduler_address))
    assert tinyclass.rows(course.db_url) == undisturbed
    assert submitted[:2] == [1, 1]
    assert (len(submitted) == 16) if seconds == 0 else (max(submitted) > 2)


@pytest.mark.slow
def test_a_killed_dask_worker_costs_nobody_a_grade(course, undisturbed):
    from grader.executors.cluster import LocalWorkers

    started = []

    def start(bundle):
        started.append(LocalWorkers(bundle, 2))
        return started[0]

    def kill_one(learner, done, total):
        if done == 3:
            os.kill(next(iter(started[0].workers.workers.values())).pid, signal.SIGKILL)

    summary = autograde(course, WEEK, start=start, report=kill_one)
    assert summary.set_aside == {}
    assert tinyclass.rows(course.db_url) == undisturbed


@pytest.mark.slow
def test_a_submission_that_ends_dask_workers_is_set_aside_alone(released, tmp_path):
    from grader.executors.cluster import LocalWorkers

    course = poisonous(released, tmp_path, "os.kill(os.getppid(), 9)")
    names = tinyclass.hand_in_class(course, 8)
    poison = struck(course)
    assert 0 < len(poison) < 8
    summary = autograde(course, WEEK, start=lambda bundle: LocalWorkers(bundle, 2))
    assert set(summary.set_aside) == poison
    assert all("ended a Dask worker" in told for told in summary.set_aside.values())
    assert sorted(summary.graded) == sorted(set(names) - poison)


@contextlib.contextmanager
def scheduler(workers=0, environment=None):
    """Run a Dask scheduler and workers as programs of their own; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    host, port = address.split(":")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    options = ["--host", host, "--port", port, "--no-dashboard"]
    processes = [subprocess.Popen([*command, *options], **quiet)]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://{address}"]
    options = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", host]
    for _ in range(workers):
        with_env = quiet | {"env": os.environ | (environment or {})}
        processes.append(subprocess.Popen([*command, *options], **with_env))
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
                break
            time.sleep(0.1)
        yield f"tcp://{address}", processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_scheduler_and_workers_elsewhere_grade_as_one_process_does(grader, course, undisturbed):
    with scheduler(workers=2) as (address, _):
        code, out, err = grader("autograde", WEEK, "--course", course.root, "--scheduler", address)
    assert (code, err) == (0, "")
    assert "16 graded" in out
    assert tinyclass.rows(course.db_url) == undisturbed


@pytest.mark.slow
def test_workers_with_other_code_are_refused_in_one_line(grader, course, tmp_path):
    changed = changed_copy(tmp_path)
    with scheduler(1, {"PYTHONPATH": str(changed)}) as (address, _):
        code, _, err = grader("autograde", WEEK, "--course", course.root, "--scheduler", address)
    assert code == 1
    assert "would not grade as this machine does" in err
    assert len(err.splitlines()) == 1
    assert tinyclass.rows(course.db_url)["verdicts"] == []


@pytest.mark.slow
def test_a_cluster_without_workers_is_one_line(course):
    from grader.executors.cluster import Cluster

    with scheduler() as (address, _), pytest.raises(CourseError, match="no worker for 1 seconds"):
        autograde(course, WEEK, start=lambda bundle: Cluster(bundle, address, 1))


@pytest.mark.slow
def test_a_scheduler_that_dies_is_one_line_and_the_next_run_goes_on(course, undisturbed):
    from grader.executors.cluster import Cluster

    with scheduler(workers=1) as (address, processes):

        def end_it(learner, done, total):
            if done == 4:
                processes[0].kill()

        with pytest.raises(CourseError, match="run it again to go on"):
            autograde(course, WEEK, start=lambda b: Cluster(b, address, 1), report=end_it)
    autograde(course, WEEK, workers=1)
    assert tinyclass.rows(course.db_url) == undisturbed


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--scheduler", "tcp://127.0.0.1:9"), "cannot be reached"),
        (("--scheduler", "no address"), "cannot be reached"),
        (("--scheduler", "tcp://h:1", "--cluster", "local"), "not both"),
        (("--cluster", "local:0"), "local or local:N"),
        (("--cluster", "elsewhere"), "local or local:N"),
        (("--cluster", "local", "--workers", "2"), "--workers"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_cluster_is_one_line(grader, course, monkeypatch, options, says):
    code, _, err = grader("autograde", WEEK, "--course", course.root, *options)
    assert code == 1
    assert says in err
    assert len(err.splitlines()) == 1
