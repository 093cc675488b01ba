"""Submissions come from learners' folders into the exchange: whole, once, and as whose they are."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grader.gather import Limits, gather, prepare

NAME = "ann+week2+2026-11-25 10:00:00.000000 UTC+YWJj"
NOTEBOOK = b'{"cells": []}'


@pytest.fixture
def exchange(tmp_path):
    prepare(tmp_path, "nndl")
    return tmp_path


@pytest.fixture
def inbound(exchange):
    return exchange / "nndl" / "inbound"


def hand_in(exchange, learner, name=NAME, finished=True, **files):
    """Do what nbgrader's submit does in the learner's own inbound."""
    own = exchange / "learners" / learner / "inbound" / name
    own.mkdir(parents=True)
    for file, content in {"cat.ipynb": NOTEBOOK, **files}.items():
        (own / file).write_bytes(content)
    (own / "timestamp.txt").write_text("2026-11-25 10:00:00.000000 UTC")
    if finished:
        (own / "submission_secret.txt").write_text("0" * 128)
    return own


def test_what_is_complete_is_brought_in_and_removed(exchange, inbound):
    own = hand_in(exchange, "ann")
    assert gather(exchange, "nndl").taken == [NAME]
    assert (inbound / NAME / "cat.ipynb").read_bytes() == NOTEBOOK
    assert not own.exists()
    assert gather(exchange, "nndl").taken == []


def test_what_is_still_being_written_waits(exchange, inbound):
    own = hand_in(exchange, "ann", finished=False)
    assert gather(exchange, "nndl").taken == []
    (own / "submission_secret.txt").write_text("0" * 127)
    assert gather(exchange, "nndl").taken == []
    (own / "submission_secret.txt").write_text("0" * 128)
    assert gather(exchange, "nndl").taken == [NAME]


@pytest.mark.parametrize("name", [NAME, "bob+week2", "+week2+now+x", "a+n+n+ann+x"])
def test_nobody_hands_in_for_somebody_else(exchange, inbound, name):
    hand_in(exchange, "bob", name)
    done = gather(exchange, "nndl")
    assert done.taken == []
    assert list(done.refused) == [f"bob/{name}"]
    assert list(inbound.iterdir()) == []


def test_no_link_is_followed_and_nothing_but_files_is_taken(exchange, inbound, tmp_path_factory):
    secret = tmp_path_factory.mktemp("grader") / "secret"
    secret.write_text("the course's secret")
    own = hand_in(exchange, "ann")
    (own / "linked.txt").symlink_to(secret)
    (own / "linked").symlink_to(secret.parent)
    os.mkfifo(own / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(own)  # a socket's path is short
        listening.bind("socket")
        os.chdir(here)
        assert gather(exchange, "nndl").taken == [NAME]
    brought = {path.name for path in (inbound / NAME).rglob("*")}
    assert brought == {"cat.ipynb", "timestamp.txt", "submission_secret.txt"}


def test_a_link_in_place_of_a_submission_is_not_followed(exchange, inbound, tmp_path):
    bobs = hand_in(exchange, "bob", NAME.replace("ann", "bob"))
    (exchange / "learners/ann/inbound").mkdir(parents=True)
    (exchange / "learners/ann/inbound" / NAME).symlink_to(bobs)
    assert gather(exchange, "nndl").taken == [bobs.name]
    assert [path.name for path in inbound.iterdir()] == [bobs.name]


def test_what_is_too_large_is_refused_and_leaves_nothing(exchange, inbound):
    hand_in(exchange, "ann", data=b"x" * 2000)
    assert "too large" in gather(exchange, "nndl", Limits(bytes=2000)).refused[f"ann/{NAME}"]
    assert list(inbound.iterdir()) == []
    assert gather(exchange, "nndl", Limits(bytes=3000)).taken == [NAME]


def test_a_forest_of_folders_is_refused(exchange, inbound):
    own = hand_in(exchange, "ann")
    for number in range(30):
        (own / "a" / str(number)).mkdir(parents=True)
    assert (
        "files and folders" in gather(exchange, "nndl", Limits(entries=20)).refused[f"ann/{NAME}"]
    )
    assert list(inbound.iterdir()) == []


def test_one_learner_with_many_does_not_keep_the_others_waiting(exchange, monkeypatch):
    monkeypatch.setattr("grader.gather.AT_ONCE", 3)
    for number in range(5):
        hand_in(exchange, "ann", f"ann+week2+{number}+x")
    hand_in(exchange, "bob", "bob+week2+0+x")
    assert len(gather(exchange, "nndl").taken) == 4
    assert len(gather(exchange, "nndl").taken) == 2


def test_what_was_broken_off_often_keeps_no_later_one_away(exchange, monkeypatch):
    monkeypatch.setattr("grader.gather.AT_ONCE", 3)
    for number in range(5):
        hand_in(exchange, "ann", f"ann+week2+{number}+x", finished=False)
    hand_in(exchange, "ann", "ann+week2+9+x")
    assert gather(exchange, "nndl").taken == ["ann+week2+9+x"]


def test_of_a_flooded_folder_a_part_is_looked_at(exchange, monkeypatch):
    monkeypatch.setattr("grader.gather._LOOKED_AT", 5)
    for number in range(30):
        (exchange / "learners" / "eve" / "inbound" / f"else+week2+{number}+x").mkdir(parents=True)
    hand_in(exchange, "zoe", "zoe+week2+0+x")
    done = gather(exchange, "nndl")
    assert done.taken == ["zoe+week2+0+x"]
    assert len(done.refused) == 5


def test_a_name_that_is_no_text_stops_nobody(exchange):
    name = os.fsdecode(b"ann+week2+1+\xff\n")
    hand_in(exchange, "ann", name)
    words = [sys.executable, "-m", "grader.gather", str(exchange), "--once"]
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(words, env=strict, capture_output=True, text=True)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1), done.stderr


def test_a_copy_that_was_cut_short_is_made_anew(exchange, inbound):
    own = hand_in(exchange, "ann")
    part = inbound / f".unfinished+{NAME}"
    part.mkdir()
    (part / "cat.ipynb").write_bytes(b"{")
    assert gather(exchange, "nndl").taken == [NAME]
    assert [path.name for path in inbound.iterdir()] == [NAME]
    assert not own.exists()


def test_one_that_is_in_already_is_not_brought_again(exchange, inbound):
    hand_in(exchange, "ann")
    gather(exchange, "nndl")
    (inbound / NAME / "cat.ipynb").write_bytes(b"graded")
    own = hand_in(exchange, "ann")  # killed between renaming and removing
    assert gather(exchange, "nndl").taken == []
    assert (inbound / NAME / "cat.ipynb").read_bytes() == b"graded"
    assert not own.exists()


def test_feedback_cannot_be_listed_and_the_inbound_not_be_entered(exchange):
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (exchange / "nndl").iterdir()}
    assert modes == {"outbound": 0o755, "feedback": 0o711, "inbound": 0o700}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be the three users of three pods")
def test_as_the_users_of_the_pods_a_learner_hands_in_and_reads_only_what_was_meant(tmp_path):
    """The hub is 1000 and makes the folder, the learner is 1000, the grader is 1001; all in 100."""
    tmp_path.chmod(0o755)
    for folder in (tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    volume = tmp_path / "volume"
    volume.mkdir()
    os.chown(volume, 0, 100)
    volume.chmod(0o2775)
    exchange = volume / "exchange"

    root = Path(__file__).parents[2]
    for python in (sys.executable, "/usr/bin/python3"):  # one in root's home is closed to others
        as_user = ["setpriv", "--regid=100", "--clear-groups", "--reuid=1001", python, "-c"]
        needs = f"import sys; sys.path.insert(0, {str(root)!r}); import grader.gather"
        if not subprocess.run([*as_user, needs], capture_output=True).returncode:
            break
    else:
        pytest.skip("no Python and no checkout here that other users may read")

    def run(user, code):
        told = f"import os, sys; from pathlib import Path; e = Path({str(exchange)!r})\n{code}"
        command = [*as_user[:3], f"--reuid={user}", python, "-c", told]
        return subprocess.run(command, capture_output=True, text=True)

    grader = f"sys.path.insert(0, {str(root)!r}); from grader.gather import gather, prepare\n"
    assert run(1001, grader + "prepare(e, 'nndl')").stderr == ""
    hub = "for f in (e / 'learners/ann', e / 'learners/ann/inbound'): f.mkdir(); f.chmod(0o2770)"
    assert run(1000, hub).stderr == ""
    learner = (
        f"d = e / 'learners/ann/inbound' / {NAME!r}; d.mkdir(0o777)\n"
        "(d / 'cat.ipynb').write_text('{}')\n"
        "(d / 'submission_secret.txt').write_text('0' * 128); d.chmod(0o777)"
    )
    assert run(1000, learner).stderr == ""
    took = run(1001, grader + f"print(gather(e, 'nndl').taken == [{NAME!r}])")
    assert (took.stdout, took.stderr) == ("True\n", "")
    assert list((exchange / "learners/ann/inbound").iterdir()) == []
    assert exchange.stat().st_mode & 0o777 == 0o777  # or nbgrader's release refuses to go on
    for refused in ("os.listdir(e / 'nndl/feedback')", "os.listdir(e / 'nndl/inbound')"):
        assert "PermissionError" in run(1000, refused).stderr


@pytest.mark.slow
def test_nbgraders_own_submit_gather_and_collect(exchange, tmp_path_factory):
    """A learner's server sees of the exchange what it mounts: here, links to the same folders."""
    course = tmp_path_factory.mktemp("course")
    (course / "release" / "week2").mkdir(parents=True)
    notebook = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    (course / "release/week2/cat.ipynb").write_text(notebook)
    seen = tmp_path_factory.mktemp("server") / "exchange"
    (seen / "nndl").mkdir(parents=True)
    (exchange / "learners/ann/inbound").mkdir(parents=True)
    for name, there in (
        ("outbound", "nndl/outbound"),
        ("feedback", "nndl/feedback"),
        ("inbound", "learners/ann/inbound"),
    ):
        (seen / "nndl" / name).symlink_to(exchange / there)

    def nbgrader(folder, root, *words):
        programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # nbgrader calls alembic
        home = {**os.environ, "HOME": str(folder), "PATH": programs, "JUPYTER_NO_CONFIG": "1"}
        run = [sys.executable, "-m", "nbgrader", *words, "--course=nndl", f"--Exchange.root={root}"]
        done = subprocess.run(run, cwd=folder, env=home, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stderr

    nbgrader(course, exchange, "release_assignment", "week2")
    home = tmp_path_factory.mktemp("home")
    nbgrader(home, seen, "fetch_assignment", "week2")
    nbgrader(home, seen, "submit", "week2", "--student=ann")
    (taken,) = gather(exchange, "nndl").taken
    assert taken.startswith("ann+week2+")
    nbgrader(course, exchange, "collect", "week2")
    assert (course / "submitted/ann/week2/cat.ipynb").read_text() == notebook
    secret = (exchange / "nndl/inbound" / taken / "submission_secret.txt").read_text()
    cache = next((home / ".local/share/jupyter/nbgrader_cache/nndl").glob("ann+week2+*"))
    assert (cache / "submission_secret.txt").read_text() == secret
