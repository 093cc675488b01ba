"""What lies in the exchange is a stranger's: names, owners, links and half of a submission."""

import os
import resource
import shutil
import tempfile
from pathlib import Path

import pytest

from grader.serving.exchange import Exchange
from grader.serving.inbox import Inbox
from grader.serving.opening import Unfit
from grader.serving.taking import take

WEEK, MOMENT = "week9", "2026-11-20 10:00:00.000000 UTC"
SECRET = "s" * 128


@pytest.fixture
def exchange(tmp_path):
    (tmp_path / "exchange" / "inbound").mkdir(parents=True)
    return Exchange(tmp_path / "exchange", check_owner=False)


@pytest.fixture
def inbox(exchange):
    return Inbox(exchange, [WEEK, "week2"])


def hand_in(exchange: Exchange, name: str, **files: str) -> Path:
    """Write a folder as `nbgrader submit` leaves it."""
    folder = exchange.inbound / name
    folder.mkdir()
    told = {"timestamp.txt": MOMENT, "submission_secret.txt": SECRET, "tiny.ipynb": "{}"}
    for path, text in (told | files).items():
        (folder / path).write_text(text)
    folder.chmod(0o777)
    return folder


def taken(exchange, arrival, folder) -> set[str]:
    take(arrival, ["tiny"], folder, exchange)
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("learner", ["ann", "a+b", "Änne", "ann@example.org", "a b"])
def test_a_submission_is_whose_name_it_bears(exchange, inbox, learner):
    hand_in(exchange, f"{learner}+{WEEK}+{MOMENT}+Xy_-1")
    ((one),) = inbox.look()
    assert (one.learner, one.week, one.secret) == (learner, WEEK, SECRET)
    assert inbox.look() == []


@pytest.mark.parametrize(
    "name",
    [
        "no plus at all",
        f"..+{WEEK}+{MOMENT}+x",
        f".hidden+{WEEK}+{MOMENT}+x",
        f"+{WEEK}+{MOMENT}+x",
        f"ann+{WEEK}+yesterday+x",
        f"ann+{WEEK}+9999-12-31 23:59 -14:00+x",
        f"ann+{WEEK}+{'9' * 30}h+x",
        f"ann+..\N{FRACTION SLASH}{WEEK}+{MOMENT}+x",
        f"ann+week8+{MOMENT}+x",
        f"a\nb+{WEEK}+{MOMENT}+x",
        f"a\\b+{WEEK}+{MOMENT}+x",
        f"ann\N{RIGHT-TO-LEFT OVERRIDE}+{WEEK}+{MOMENT}+x",
        f"{'a' * 129}+{WEEK}+{MOMENT}+x",
    ],
)
def test_another_name_is_no_submission(exchange, inbox, name):
    hand_in(exchange, name)
    hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x")
    assert [one.learner for one in inbox.look()] == ["ann"]
    assert set(inbox.refused) == ({name} - {one for one in [name] if one.startswith(".")})


def test_what_is_not_whole_yet_is_left_until_it_is(exchange, inbox):
    folder = hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x", **{"submission_secret.txt": SECRET[:60]})
    assert inbox.look() == []
    assert inbox.refused == {}
    (folder / "submission_secret.txt").write_text(SECRET)
    assert [one.secret for one in inbox.look()] == [SECRET]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
def test_while_nbgrader_is_not_done_with_the_modes_it_is_not_read(exchange, inbox):
    folder = hand_in(exchange, f"daemon+{WEEK}+{MOMENT}+x")
    os.chown(folder, 1, 1)
    folder.chmod(0o755)
    assert inbox.look() == []
    folder.chmod(0o777)
    assert [one.learner for one in inbox.look()] == ["daemon"]


def test_only_the_latest_of_each_is_taken_and_the_one_before_where_it_is_unfit(exchange, inbox):
    for hour in (9, 11, 10):
        moment = MOMENT.replace(" 10:", f" {hour:02}:")
        hand_in(exchange, f"ann+{WEEK}+{moment}+x", **{"timestamp.txt": moment})
    hand_in(exchange, f"ann+{WEEK}+2026-11-21 10:00:00.000000 UTC+x")  # tells two moments
    hand_in(exchange, f"ann+week2+{MOMENT}+x")
    first, other = sorted(inbox.look(), key=lambda one: one.submitted, reverse=True)
    assert (first.submitted.hour, other.week) == (11, "week2")
    assert inbox.look() == []
    inbox.refuse(first, "a link")
    ((second),) = inbox.look()
    assert second.submitted.hour == 10
    moment = MOMENT.replace(" 10:", " 08:")
    hand_in(exchange, f"ann+{WEEK}+{moment}+x", **{"timestamp.txt": moment})
    assert inbox.look() == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_what_its_learner_alone_may_read_is_read_when_nbgrader_has_opened_it():
    """nbgrader copies with the learner's umask first, and sets the modes last."""
    with tempfile.TemporaryDirectory() as folder:
        exchange = Exchange(Path(folder), check_owner=False)
        exchange.inbound.mkdir()
        Path(folder).chmod(0o755)
        written = hand_in(exchange, f"root+{WEEK}+{MOMENT}+x")
        for path in (*written.iterdir(), written):
            path.chmod(0o700)
        inbox = Inbox(exchange, [WEEK])
        os.seteuid(1)
        try:
            assert inbox.look() == []
            assert inbox.refused == {}
        finally:
            os.seteuid(0)
        for path in (*written.iterdir(), written):
            path.chmod(0o777)
        os.seteuid(1)
        try:
            assert [one.learner for one in inbox.look()] == ["root"]
        finally:
            os.seteuid(0)


def test_a_link_to_another_folder_is_no_submission(exchange, inbox, tmp_path):
    folder = hand_in(exchange, f"ben+{WEEK}+{MOMENT}+x").rename(tmp_path / "elsewhere")
    (exchange.inbound / f"ann+{WEEK}+{MOMENT}+x").symlink_to(folder)
    assert inbox.look() == []
    (refusal,) = inbox.refused.values()
    assert refusal.reason == "it is a link or a file, not a folder"


def test_two_moments_are_no_submission(exchange, inbox):
    """Or it would be graded for ever: what is recorded is never what its name says."""
    other = {"timestamp.txt": "2026-01-01 10:00:00.000000 UTC"}
    hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x", **other)
    assert inbox.look() == []
    (refusal,) = inbox.refused.values()
    assert "another moment" in refusal.reason
    assert (refusal.learner, refusal.week) == ("ann", WEEK)  # who is told so


def test_what_was_broken_off_is_told_to_its_learner(exchange, inbox, monkeypatch):
    monkeypatch.setattr("grader.serving.inbox._UNTIL", -1.0)
    hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x", **{"submission_secret.txt": ""})
    assert inbox.look() == []
    (refusal,) = inbox.refused.values()
    assert "broken off" in refusal.reason
    assert refusal.learner == "ann"


def test_what_the_instructor_removes_is_forgotten(exchange, inbox):
    folder = hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x")
    hand_in(exchange, "nonsense")
    inbox.look()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    inbox.look()
    assert inbox.arrivals == {}
    assert set(inbox.refused) == {"nonsense"}


def test_only_plain_files_are_taken_and_what_was_there_goes(exchange, inbox, tmp_path):
    folder = hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x", **{"notes.txt": "mine"})
    (tmp_path / "outside").write_text("a secret")
    (folder / "linked.txt").symlink_to(tmp_path / "outside")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()
    (folder / "sub" / "deep.txt").write_text("deep")
    (folder / "sub" / "up").symlink_to("..")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "tiny-checkpoint.ipynb").write_text("{}")
    old = tmp_path / "submitted" / "ann" / WEEK
    old.mkdir(parents=True)
    (old / "old.txt").write_text("of the last time")
    (arrival,) = inbox.look()
    expected = {"tiny.ipynb", "timestamp.txt", "submission_secret.txt", "notes.txt", "sub/deep.txt"}
    assert taken(exchange, arrival, old) == expected
    assert [path.name for path in old.parent.iterdir()] == [WEEK]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "broken link"])
def test_a_notebook_that_is_no_plain_file_is_told(exchange, inbox, tmp_path, kind):
    folder = hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x")
    notebook = folder / "tiny.ipynb"
    notebook.unlink()
    if kind == "pipe":
        os.mkfifo(notebook)
    elif kind == "folder":
        notebook.mkdir()
    else:
        notebook.symlink_to(tmp_path if kind == "link" else tmp_path / "nowhere")
    (arrival,) = inbox.look()
    there = tmp_path / "submitted" / "ann" / WEEK
    there.mkdir(parents=True)
    (there / "old.txt").write_text("stays")
    with pytest.raises(Unfit, match=r"^tiny.ipynb: it is "):
        taken(exchange, arrival, there)
    assert (there / "old.txt").exists()


def test_a_forest_of_folders_is_cut(exchange, inbox, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.serving.taking._MOST_ENTRIES", 8)
    folder = hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x")
    for number in range(20):
        (folder / f"a{number}" / "b").mkdir(parents=True)
    (arrival,) = inbox.look()
    there = tmp_path / "submitted" / "ann" / WEEK
    assert len(taken(exchange, arrival, there)) == 3
    assert len(list(there.rglob("*"))) == 8


def test_a_moment_that_is_changed_after_arrival_is_told(exchange, inbox, tmp_path):
    """Or each start would grade it anew: what is recorded would never be what its name says."""
    folder = hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x")
    (arrival,) = inbox.look()
    there = tmp_path / "submitted" / "ann" / WEEK
    for change in (lambda stamp: stamp.write_text("2026-01-01 10:00 UTC"), Path.unlink):
        change(folder / "timestamp.txt")
        with pytest.raises(Unfit, match="was changed"):
            taken(exchange, arrival, there)
        assert not there.exists()


def test_what_its_learner_removes_is_no_trouble_of_the_machine(exchange, inbox, tmp_path):
    hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x")
    (arrival,) = inbox.look()
    shutil.rmtree(arrival.folder)
    with pytest.raises(Unfit, match="No such file"):
        taken(exchange, arrival, tmp_path / "submitted" / "ann" / WEEK)


def test_a_copy_that_cannot_be_written_is_no_fault_of_the_submission(exchange, inbox, tmp_path):
    """A full disk refuses nothing for good: the error is the machine's, and it is tried again."""
    hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x", **{"tiny.ipynb": "x" * 5000})
    (arrival,) = inbox.look()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            taken(exchange, arrival, tmp_path / "submitted" / "ann" / WEEK)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_forest_of_files_is_cut_and_the_notebook_is_there(exchange, inbox, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.serving.taking._MOST_ENTRIES", 5)
    many = {f"a{number}.txt": "x" for number in range(20)}
    hand_in(exchange, f"ann+{WEEK}+{MOMENT}+x", **many)
    (arrival,) = inbox.look()
    found = taken(exchange, arrival, tmp_path / "submitted" / "ann" / WEEK)
    assert len(found) == 5
    assert {"tiny.ipynb", "timestamp.txt", "submission_secret.txt"} <= found
