"""Whatever lies below submitted/: it is told, nothing waits for it, and everyone else is graded."""

import os

import pytest
import tinyclass
from tinyclass import WEEK

from grader.batch import autograde
from grader.gradebook import Recorder, recorded
from grader.pages.writing import write_feedback

RIGHT = "def double(x):\n    return 2 * x"


@pytest.fixture
def course(tmp_path):
    return tinyclass.released(tmp_path)


def test_a_folder_whose_name_is_not_utf8_is_told_and_everyone_else_is_graded(course, grader):
    for name in ("ann", "zoe", ".ipynb_checkpoints", os.fsdecode(b"jos\xe9")):
        tinyclass.hand_in(course, name, RIGHT)
    code, out, err = grader("autograde", WEEK, "--workers", 1, "--course", course.root)
    assert code == 1
    assert "2 graded" in out
    assert err.splitlines() == [
        "grader: 1 set aside; run it again to try them:",
        "  jos\\udce9: the name of this folder is not UTF-8; rename it",
    ]
    assert {who for who, _ in recorded(course, WEEK)} == {"ann", "zoe"}


def test_a_timestamp_that_is_no_small_plain_file_is_nobodys_trouble(course):
    """Neither memory nor patience is spent on what a learner may have written there."""
    kinds = ("device", "folder", "huge", "link", "locked", "pipe")
    stamps = {
        name: tinyclass.hand_in(course, name, RIGHT).with_name("timestamp.txt") for name in kinds
    }
    for stamp in stamps.values():
        stamp.unlink()
    stamps["device"].symlink_to("/dev/zero")
    stamps["folder"].mkdir()
    with stamps["huge"].open("wb") as file:
        file.write(b"2026-11-20 10:00:00 UTC" + b" " * 100)
        file.truncate(2**43)  # a hole: it takes no room
    stamps["link"].symlink_to(course.root / ".grader-secret")
    stamps["locked"].write_text("2026-11-20 10:00:00 UTC")
    stamps["locked"].chmod(0)
    os.mkfifo(stamps["pipe"])
    assert autograde(course, WEEK, workers=1).graded == sorted(kinds)
    assert autograde(course, WEEK, workers=1).skipped == sorted(kinds)
    with Recorder(course) as recorder:
        moments = {who: one.submitted for who, one in recorder.known(WEEK).items()}
    assert str(moments["huge"]) == "2026-11-20 10:00:00"
    assert {moments[kind] for kind in ("device", "folder", "link", "pipe")} == {None}
    assert write_feedback(course, WEEK, workers=1).failed == {}
    for kind in ("autograded", "feedback"):
        kept = {
            p.parent.parent.name: p.stat().st_size for p in course.root.glob(f"{kind}/*/*/*.txt")
        }
        assert kept.keys() <= {"huge", "locked"}
        assert max(kept.values()) <= 1000
