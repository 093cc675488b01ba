"""A class hands in within a minute, and the service is killed twice meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import secrets
import signal
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from machine import WEEK
from nbgrader.utils import notebook_hash

from grader.content import find_root, load_notebook

sys.path.append(str(Path(__file__).parents[1] / "grader"))
from classroom import filled_in, solutions

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

COUNT, MINUTE, NOTEBOOK = 200, 60.0, "numpy_basics"
KILLED_AT = (20.0, 45.0)  # seconds after the first submission
AT_MOST = 5.0  # seconds to the median feedback; a hub that misses a service late makes it 8 to 34


@pytest.fixture(scope="module")
def learners(machine):
    """Unix users without a home, all but two of whom hand in; those two have one."""
    names = [machine.name(f"s{number:03}") for number in range(COUNT - 2)]
    for name in names:
        subprocess.run(["useradd", "--no-create-home", name], check=True)
    return names


def hand_in(machine, learner: str, notebook: dict) -> tuple[str, float]:
    """Write into inbound what `nbgrader submit` writes, in its order; return secret and moment."""
    user, secret = pwd.getpwnam(learner), secrets.token_hex(64)
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    inbound = machine.exchange("b") / "inbound"
    folder = inbound / f"{learner}+{WEEK}+{moment}+{secrets.token_urlsafe(9)}"
    folder.mkdir(mode=0o755)
    os.chown(folder, user.pw_uid, -1)
    texts = {
        f"{NOTEBOOK}.ipynb": json.dumps(notebook),
        "timestamp.txt": moment,
        "submission_secret.txt": secret,
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
        os.chown(folder / name, user.pw_uid, -1)
    folder.chmod(0o777)
    return secret, time.time()


def kill_service(machine, killed: list[int]) -> None:
    """End `grader serve` of course B as the kernel would for want of memory; remember which."""
    until = time.monotonic() + 20  # the hub may be about to start it
    while time.monotonic() < until:
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                words = process.cmdline()
                if "serve" in words and str(machine.course_directory("b")) in words:
                    process.send_signal(signal.SIGKILL)
                    killed.append(process.pid)
                    return
        time.sleep(0.2)


def feedback_moments(machine, secrets_of: dict[str, str]) -> dict[str, float]:
    """Return when each learner's feedback page was put where nbgrader finds it."""
    folder, found = machine.exchange("b") / "feedback", {}
    for learner, secret in secrets_of.items():
        with contextlib.suppress(FileNotFoundError):
            page = folder / f"{notebook_hash(secret=secret, notebook_id=NOTEBOOK)}.html"
            found[learner] = page.stat().st_ctime
    return found


def secret_of(machine, short: str) -> tuple[str, float]:
    """Return the secret and the moment of what `short` handed in by nbgrader."""
    inbound = machine.exchange("b") / "inbound"
    (folder,) = inbound.glob(f"{machine.name(short)}+*")
    return (folder / "submission_secret.txt").read_text(), folder.stat().st_ctime


def test_all_of_a_class_is_graded_once_though_the_service_is_killed_twice(
    machine, learners, capsys
):
    content = load_notebook(find_root(), f"{WEEK}/{NOTEBOOK}")
    template = json.loads((machine.exchange("b") / f"outbound/{WEEK}/{NOTEBOOK}.ipynb").read_text())
    secret, handed_in = {}, {}
    for short in ("cleo", "dora"):
        assert machine.nbgrader(short, "fetch_assignment", "b", "--replace").returncode == 0
    killed: list[int] = []
    killers = [threading.Timer(after, kill_service, (machine, killed)) for after in KILLED_AT]
    for killer in killers:
        killer.start()
    started = time.monotonic()
    for number, learner in enumerate(learners):
        codes = solutions(content) | {"L1": f"# {learner}\n{solutions(content)['L1']}"}
        if number % 3 == 0:
            codes["L2"] = "def L2(yhat, y):\n    return 0.0"
        secret[learner], handed_in[learner] = hand_in(machine, learner, filled_in(template, codes))
        due = started + 0.95 * MINUTE * (number + 1) / len(learners)
        time.sleep(max(0.0, due - time.monotonic()))
    lasted = time.monotonic() - started
    for short in ("cleo", "dora"):
        done = machine.nbgrader(short, "submit", "b")
        assert done.returncode == 0, done.stderr
        name = machine.name(short)
        secret[name], handed_in[name] = secret_of(machine, short)
    for killer in killers:
        killer.join()
    assert len(set(killed)) == len(KILLED_AT), machine.last_words()

    deadline = time.monotonic() + 240
    while len(there := feedback_moments(machine, secret)) < COUNT:
        assert time.monotonic() < deadline, f"{len(there)} of {COUNT}\n{machine.last_words()}"
        time.sleep(1)
    took = sorted(there[learner] - handed_in[learner] for learner in there)
    with capsys.disabled():
        print(
            f"\n{COUNT} submissions in {lasted:.0f} s, the service killed {len(killed)} times:"
            f" feedback after {statistics.median(took):.1f} s (median),"
            f" {took[int(0.95 * len(took))]:.1f} s (p95), {took[-1]:.1f} s (last)"
        )
    assert statistics.median(took) < AT_MOST
    check_gradebook(machine, [*learners, machine.name("cleo"), machine.name("dora")])


def check_gradebook(machine, learners: list[str]) -> None:
    """Each learner has one submission, with the score of what they wrote."""
    database = machine.course_directory("b") / "gradebook.db"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        begun = connection.execute("SELECT learner FROM nndl_grading").fetchall()
        rows = connection.execute(
            "SELECT student_id, count(*) FROM submitted_assignment GROUP BY student_id"
        ).fetchall()
        wrong = connection.execute(
            "SELECT learner FROM nndl_verdict WHERE exercise = 'L2' AND outcome = 'wrong'"
        ).fetchall()
    assert sorted(name for (name,) in begun) == sorted(learners)
    assert sorted(rows) == sorted((name, 1) for name in learners)
    assert sorted(name for (name,) in wrong) == sorted(learners[: COUNT - 2 : 3])
