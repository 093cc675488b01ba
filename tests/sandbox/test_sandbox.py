"""Workers are held to their limits, run honest code, and leave nothing behind."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from course.cases import call, case
from course.errors import CourseError
from grader.content import find_root
from grader.sandbox import client, protection, view
from grader.sandbox.asking import Worker, process_id
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import MB, LimitHit, Limits

LIMITS = Limits(
    cell_seconds=5,
    exercise_seconds=1,
    memory_bytes=700 * MB,
    output_bytes=100_000,
    reply_bytes=MB,
    calls=5,
)
CHECKOUT = Path(client.__file__).parents[2]


def situations() -> list[protection.Protection]:
    """What this user can try here; without namespaces, root's interpreter must be readable."""
    some = list(protection.candidates())
    if some[-1].own_user_id and view.private_folder(view.shown()) is not None:
        some.pop()
    return some


@pytest.fixture(scope="module", params=situations(), ids=lambda p: p.name)
def sandbox(request):
    with Sandbox(LIMITS, request.param) as warm:
        yield warm


def limit_of(sandbox: Sandbox, code: str, **limits) -> LimitHit:
    before = sandbox.limits
    sandbox.limits = replace(before, **limits)
    try:
        with sandbox.worker() as worker:
            try:
                worker.run(code)
                worker.play([case("it", call("f", 1.0))], ["f"], [])
            except LimitHit as hit:
                return hit
        raise AssertionError("no limit was hit")
    finally:
        sandbox.limits = before


def test_the_limit_that_was_hit_is_named(sandbox):
    loop = "while True: pass"
    assert limit_of(sandbox, loop, cell_seconds=0.5).limit == "time"
    assert "0.5 seconds" in str(limit_of(sandbox, loop, cell_seconds=0.5))
    assert limit_of(sandbox, "def f(x):\n    while True: pass").limit == "time"
    submission = limit_of(sandbox, loop, submission_seconds=0.5)
    assert submission.limit == "time"
    assert "submission" in str(submission)
    assert limit_of(sandbox, loop, exercise_cpu_seconds=0.3).limit == "cpu"
    assert limit_of(sandbox, loop, cpu_seconds=1).limit == "cpu"
    assert limit_of(sandbox, "print('x' * 10**6)").limit == "output"
    big = "import numpy as np\ndef f(x): return [np.ones(1000) for _ in range(1000)]"
    assert limit_of(sandbox, big).limit == "reply"
    assert limit_of(sandbox, "import os; os._exit(3)").limit == "exit"
    crash = limit_of(sandbox, "import ctypes; ctypes.string_at(8)")
    assert crash.limit == "exit"
    assert "SIGSEGV" in str(crash)


def test_memory_ends_in_an_exception_that_says_so(sandbox):
    with sandbox.worker() as worker:
        assert worker.run("block = bytearray(2**30)").startswith("MemoryError")
        assert worker.run("1 + 1") is None


def test_calling_back_too_often_is_a_limit(sandbox):
    with sandbox.worker() as worker:
        worker.run("def f(x):\n    for _ in range(9): g(x)")
        answer = {"returned": None}
        with pytest.raises(LimitHit) as hit:
            worker.play([case("it", call("f", 1.0))], ["f"], [], ["g"], lambda *_: (answer, []))
    assert hit.value.limit == "calls"


def test_honest_code_runs(sandbox):
    cells = (
        "import numpy as np, course; cats = course.load_cats()",
        "import decimal, sqlite3, xml.dom.minidom, numpy.polynomial",
        "np.savez('weights.npz', w=np.ones(3)); assert np.load('weights.npz')['w'].sum() == 3",
        "import tempfile\nwith tempfile.TemporaryDirectory() as d: open(d + '/x', 'w').write('x')",
        "import os; os.makedirs('a/b'); import shutil; shutil.copy('weights.npz', 'a/b/w.npz')",
        "import asyncio\nawait asyncio.sleep(0.01)",
        "import h5py\nwith h5py.File('own.h5', 'w') as f: f['x'] = np.ones(3)",
        "print('hello')",
        "import random, time; random.seed(1); time.time(); np.random.default_rng().normal()",
        "from matplotlib.figure import Figure; Figure().savefig('figure.png')",
    )
    with sandbox.worker() as worker:
        assert {cell: error for cell in cells if (error := worker.run(cell))} == {}
        assert "hello" in worker.printed


@pytest.mark.skipif(
    not protection.candidates()[0].counts_threads, reason="threads are counted in namespaces"
)
def test_a_few_threads_are_allowed():
    with Sandbox(LIMITS) as sandbox, sandbox.worker() as worker:
        code = "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        code += "with Pool(4) as pool: assert sum(pool.map(abs, [-1, -2])) == 3"
        if sandbox.protection.counts_threads:
            assert worker.run(code) is None


def test_a_worker_is_its_own_main_thread_and_draws_what_no_other_does(sandbox):
    told = (
        "import random, threading, numpy as np\n"
        "main, this = threading.main_thread(), threading.current_thread()\n"
        "print(threading.active_count(), this is main, this.ident == threading.get_ident())\n"
        "print(random.random(), np.random.default_rng().normal())"
    )
    printed = []
    for _ in range(2):
        with sandbox.worker() as worker:
            assert worker.run(told) is None
            printed.append(worker.printed.splitlines())
    assert printed[0][0] == printed[1][0] == "1 True True"
    assert not {*printed[0][1].split()} & {*printed[1][1].split()}


def test_workers_share_nothing(sandbox):
    with sandbox.worker() as one, sandbox.worker() as other:
        one.run("import course; course.mark = 1; open('mine', 'w').write('x')")
        assert one.run("assert course.mark == 1") is None
        assert "AttributeError" in other.run("import course; course.mark")
        assert "FileNotFoundError" in other.run("open('mine')")


def status_of(worker: Worker) -> dict[str, str]:
    text = Path(f"/proc/{process_id(worker._handle)}/status").read_text()
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def test_a_worker_holds_no_power(sandbox):
    with sandbox.worker() as worker:
        status = status_of(worker)
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    for kind in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[kind], 16) == 0, kind
    if os.geteuid() == 0:
        assert int(status["CapBnd"], 16) == 0
        assert {int(n) for n in status["Uid"].split()}.isdisjoint(range(60_000))
        assert status["Groups"].strip() in ("", status["Gid"].split()[0])


def test_workers_have_namespaces_of_their_own(sandbox):
    if not sandbox.protection.namespaces:
        pytest.skip("there are none here")
    kinds = ["mnt", "pid", "ipc", "uts"]
    kinds += [] if sandbox.protection.own_user_id else ["user"]
    code = f"import os\nfor k in {kinds}: print(os.readlink('/proc/self/ns/' + k))"
    with sandbox.worker() as one, sandbox.worker() as other:
        assert (one.run(code), other.run(code)) == (None, None)
        names = [*one.printed.split(), *other.printed.split()]
    names += [str(Path(f"/proc/self/ns/{kind}").readlink()) for kind in kinds]
    assert len(set(names)) == 3 * len(kinds)


def test_the_network_of_workers_is_not_the_machines(sandbox):
    if not sandbox.protection.namespaces:
        pytest.skip("there are none here")
    with sandbox.worker() as worker:
        assert worker.run("import os\nprint(os.readlink('/proc/self/ns/net'))") is None
        assert worker.printed.strip() != str(Path("/proc/self/ns/net").readlink())


def test_what_is_printed_cannot_command_a_terminal(sandbox):
    with sandbox.worker() as worker:
        error = worker.run("print('\\x1b[2Jred\\x07'); raise ValueError('\\x1b[2J\\x9bm')")
        assert error == "ValueError: [2Jm"
        assert worker.printed.startswith("[2Jred")


def open_descriptors() -> int:
    gc.collect()  # what an earlier test has left must not be closed in the middle of this one
    return len(list(Path("/proc/self/fd").iterdir()))


def children() -> list[int]:
    """All processes that descend from this one."""
    found, todo = [], [os.getpid()]
    while todo:
        for path in Path("/proc", str(todo.pop()), "task").glob("*/children"):
            with contextlib.suppress(OSError):
                pids = [int(pid) for pid in path.read_text().split()]
                found += pids
                todo += pids
    return found


def test_two_hundred_workers_leave_nothing_behind(sandbox):
    sandbox.worker().close()
    time.sleep(0.3)
    descriptors, processes = open_descriptors(), len(children())
    for number in range(200):
        with sandbox.worker() as worker:
            if number % 20 == 0:
                worker.run("open('x', 'w').write('x')")
    assert open_descriptors() == descriptors
    end = time.monotonic() + 10
    while len(children()) > processes and time.monotonic() < end:
        time.sleep(0.05)
    assert len(children()) == processes


def test_a_worker_that_ends_by_itself_leaves_nothing_behind(sandbox):
    sandbox.worker().close()
    time.sleep(0.3)
    descriptors, processes = open_descriptors(), len(children())
    for _ in range(5):
        with sandbox.worker() as worker, pytest.raises(LimitHit):
            worker.run("import os; os._exit(0)")
    assert (open_descriptors(), len(children())) == (descriptors, processes)


@pytest.mark.parametrize("chosen", situations(), ids=lambda p: p.name)
def test_a_closed_sandbox_leaves_nothing_behind(chosen):
    descriptors, processes = open_descriptors(), len(children())
    with Sandbox(LIMITS, chosen) as sandbox:
        base = sandbox._base
        deep = "import os\nfor _ in range(200):\n    os.mkdir('d'); os.chdir('d')\n"
        dark = "os.mkdir('x', 0o300); open('x/y', 'w').write('z')"
        with contextlib.suppress(LimitHit):  # where a measuring finds the dark folder in time
            sandbox.worker().run(deep + dark)
        sandbox.worker()
    assert base is None or not Path(base).exists()
    assert (open_descriptors(), len(children())) == (descriptors, processes)


_JUDGE = """
import sys, time
from grader.sandbox import protection
from grader.sandbox.asking import Worker, process_id
from grader.sandbox.client import Sandbox
sandbox = Sandbox(protection=getattr(protection, sys.argv[1]))
idle, busy = sandbox.worker(), sandbox.worker()
idle.run("import signal\\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)")
import threading
threading.Thread(target=busy.run, args=("while True: pass",), daemon=True).start()
print(sandbox._base, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("chosen", situations(), ids=lambda p: p.name)
def test_workers_die_with_a_killed_judge(chosen):
    name = next(n for n, value in vars(protection).items() if value is chosen)
    command = [sys.executable, "-c", _JUDGE, name]
    before = set(children())
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=CHECKOUT, text=True) as judge:
        base = judge.stdout.readline().strip()
        ours = set(children()) - before - {judge.pid}
        assert len(ours) >= 3
        judge.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in ours) and time.monotonic() < end:
        time.sleep(0.05)
    assert [pid for pid in ours if Path(f"/proc/{pid}").exists()] == []
    assert base == "None" or not Path(base).exists()


def gone(pid: int) -> bool:
    """Wait a while for a process to end."""
    end = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("chosen", situations(), ids=lambda p: p.name)
def test_another_sandbox_of_a_warm_process_is_closed_by_itself(chosen):
    with Sandbox(LIMITS, chosen) as sandbox, sandbox.worker() as mine:
        processes = len(children())
        with sandbox.another() as other, sandbox.another() as third:
            workers = [other.worker(), third.worker()]
            assert [worker.run("x = 1") for worker in workers] == [None, None]
            assert len(children()) == processes + 2
            other.close()
            assert workers[1].run("x") is None
            theirs = process_id(workers[1]._handle)
        assert gone(theirs)
        assert mine.run("y = 1") is None


def test_workers_run_on_the_core_that_they_are_given():
    core = max(os.sched_getaffinity(0))
    where = f"import os; assert os.sched_getaffinity(0) == {{{core}}}"
    with Sandbox(LIMITS) as sandbox, sandbox.another(core) as other, other.worker() as worker:
        assert worker.run(where) is None
    with Sandbox(LIMITS) as sandbox, sandbox.another(10**6) as other, other.worker() as worker:
        assert worker.run("import os; assert os.sched_getaffinity(0)") is None


@pytest.mark.parametrize("chosen", situations(), ids=lambda p: p.name)
def test_workers_of_a_killed_judge_die_and_those_of_others_live(chosen):
    with Sandbox(LIMITS, chosen) as sandbox, sandbox.worker() as mine:
        other = sandbox.another()
        reading, writing = os.pipe()
        judge = os.fork()
        if judge == 0:
            worker = other.worker()
            worker.run("import signal\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)")
            os.write(writing, str(process_id(worker._handle)).encode())
            worker.run("while True: pass")
            os._exit(0)
        other.close()
        os.close(writing)
        with os.fdopen(reading) as told:
            theirs = int(os.read(told.fileno(), 20))
        os.kill(judge, signal.SIGKILL)
        os.waitpid(judge, 0)
        assert gone(theirs)
        assert mine.run("y = 1") is None
        with sandbox.worker() as later:
            assert later.run("z = 1") is None


def test_time_in_which_the_machine_stood_still_is_not_the_workers():
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    with Sandbox(Limits(cell_seconds=1)) as sandbox:
        other = sandbox.another()
        reading, writing = os.pipe()
        judge = os.fork()
        if judge == 0:
            worker = other.worker()
            os.write(writing, f"{process_id(worker._handle)}\n".encode())
            try:
                ended = worker.run(busy)
            except LimitHit as hit:
                ended = str(hit)
            os.write(writing, f"{ended}, {worker._waited:.1f} s".encode())
            os._exit(0)
        other.close()
        worker = int(os.read(reading, 100))
        time.sleep(0.1)
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in (worker, judge):
                os.kill(pid, number)
            time.sleep(1.5)
        ended, waited = os.read(reading, 100).decode().split(", ")
        assert ended == "None"
        assert 0.2 < float(waited.removesuffix(" s")) < 1.2
        os.waitpid(judge, 0)
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize("chosen", situations(), ids=lambda p: p.name)
def test_a_warm_process_that_dies_is_said_plainly(chosen):
    with Sandbox(LIMITS, chosen) as sandbox:
        with sandbox.worker() as worker:
            sandbox._process.kill()
            with pytest.raises(LimitHit):
                worker.run("import time; time.sleep(5)")
        with pytest.raises(CourseError, match="warm process"):
            sandbox.worker()


def test_no_week_is_shown():
    shown = [Path(path) for path in view.shown()]
    root = find_root()
    secret = [*root.glob("week*/**/*.py"), root / "tests", root / ".git", Path.home() / ".ssh"]
    assert len(secret) > 4
    for path in secret:
        assert not any(path.is_relative_to(one) for one in shown), path
    assert not any(list(one.rglob("week*/checks")) for one in shown if root in one.parents)


def test_without_landlock_nothing_is_run(monkeypatch):
    monkeypatch.setattr("grader.sandbox.landlock.abi", lambda: 0)
    with pytest.raises(CourseError, match=r"Landlock.*docker run"):
        Sandbox()


def test_on_another_system_nothing_is_run(monkeypatch):
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    with pytest.raises(CourseError, match=r"Darwin.*docker run"):
        Sandbox()


def test_a_warm_process_that_cannot_start_says_why(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(CourseError, match="ended at once"):
        Sandbox()


def test_where_no_protection_can_be_had_nothing_is_run(monkeypatch):
    monkeypatch.setattr(Sandbox, "_start", lambda self, shown: "it is forbidden here")
    with pytest.raises(CourseError, match=r"it is forbidden here.*docker run"):
        Sandbox()


def test_a_worker_that_cannot_be_confined_runs_nothing(sandbox):
    """Where a step fails, it is the machine's fault and said so; the next worker may succeed."""
    sandbox.limits = replace(LIMITS, open_files=-7)
    try:
        with pytest.raises(CourseError, match="could not be confined"):
            sandbox.worker()
    finally:
        sandbox.limits = LIMITS
    with sandbox.worker() as worker:
        assert worker.run("1 + 1") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root can become another user")
def test_a_user_that_cannot_be_become_is_said_plainly():
    impossible = protection.NO_NAMESPACES_ROOT
    with Sandbox(LIMITS, impossible) as sandbox:
        for _ in range(2):
            with pytest.raises(CourseError, match="could not be confined"):
                sandbox.worker()


def test_the_default_is_protected():
    with Sandbox() as sandbox:
        assert sandbox.protection.filters


def test_an_unreadable_interpreter_is_refused_without_namespaces(monkeypatch):
    monkeypatch.setattr(view, "private_folder", lambda paths: Path("/root"))
    with pytest.raises(CourseError, match="/root"):
        Sandbox(protection=protection.NO_NAMESPACES_ROOT)


def memory_cgroups() -> Path | None:
    for folder in (os.environ.get("NNDL_CGROUP"), "/sys/fs/cgroup/memory"):
        if folder and os.access(folder, os.W_OK):
            return Path(folder)
    return None


@pytest.mark.slow
@pytest.mark.skipif(memory_cgroups() is None, reason="no cgroup is handed over here")
def test_a_cgroup_counts_what_address_space_does_not(monkeypatch):
    parent = memory_cgroups() / f"nndl-test-{os.getpid()}"
    parent.mkdir()
    monkeypatch.setenv("NNDL_CGROUP", str(parent))
    try:
        limits = Limits(memory_bytes=500 * MB, scratch_bytes=800 * MB, file_bytes=800 * MB)
        with Sandbox(limits) as sandbox:
            if not sandbox.protection.namespaces:
                pytest.skip("scratch is on disk")
            code = "with open('x', 'wb') as f:\n    for _ in range(700): f.write(bytes(2**20))"
            with sandbox.worker() as worker, pytest.raises(LimitHit) as hit:
                worker.run(code)
            assert hit.value.limit == "memory"
            with sandbox.worker() as worker:
                assert worker.run("1 + 1") is None
        assert [p for p in parent.iterdir() if p.is_dir()] == []
    finally:
        parent.rmdir()


def test_large_values_cross(sandbox):
    value = np.arange(50_000.0)
    with sandbox.worker() as worker:
        worker.run("def f(x): return float(x.sum())")
        (seen,) = worker.play([case("it", call("f", value))], ["f"], [])
    assert seen.returned == value.sum()
