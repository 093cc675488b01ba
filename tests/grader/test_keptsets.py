"""Case sets that were played once are there for the next run, and for nobody else's content."""

import os
import pickle
import shutil

import pytest
import tiny
import tinyclass
from tinyclass import WEEK

from course.errors import CourseError
from grader.batch import autograde, bundle_of, prepare
from grader.casesets import POOL
from grader.content import Item, Notebook
from grader.keptsets import FOLDER, keep, read_kept, sets_folder
from grader.sandbox.limits import Limits
from grader.units import case_sets_of

SECRET = b"of the course"
DRAWN = "rng.normal(size=(1, 3))"


@pytest.fixture
def course(tmp_path):
    return tinyclass.released(tmp_path)


def folder_of(course):
    return sets_folder(course.root, course.content, WEEK)


def test_init_has_played_all_that_a_run_needs(grader, tmp_path, monkeypatch):
    tiny.write(tmp_path / "content")
    root = tmp_path / "course"
    assert grader("init", root, "--content", tmp_path / "content")[0] == 0
    assert len(list((root / FOLDER).glob("*/tiny-*.pickle"))) == POOL + 3
    course = tinyclass.open_course(root)
    (kept,) = (root / FOLDER).iterdir()
    bundle = bundle_of(course, WEEK, Limits())
    assert bundle.sets == kept
    monkeypatch.setattr(Notebook, "observe", None)  # nothing is played any more
    case_sets_of(bundle)[0].play_all()


def test_what_is_read_before_a_fork_is_not_read_again_and_the_rest_is_not_drawn(
    course, monkeypatch
):
    (whole,) = case_sets_of(bundle_of(course, WEEK, Limits()))
    whole.drawn(3)
    exercise = next(iter(whole.notebook.items))
    whole.public(exercise)
    (read,) = case_sets_of(bundle_of(course, WEEK, Limits()))
    monkeypatch.setattr(Item, "cases", None)
    read.read_kept()
    shutil.rmtree(folder_of(course))
    assert repr(read.drawn(3).sets) == repr(whole.drawn(3).sets)
    assert repr(read.public(exercise)) == repr(whole.public(exercise))
    assert read.alike == whole.alike == frozenset(whole.notebook.items)
    with pytest.raises(TypeError):
        read.drawn(4)


def test_a_check_that_does_not_bear_a_set_is_told_at_the_release(grader, tmp_path):
    checks = tiny.edited(tiny.CHECKS, DRAWN, f"{DRAWN}[:, [3]]")
    tiny.write(tmp_path / "content", checks=checks)
    code, _, told = grader("init", tmp_path / "course", "--content", tmp_path / "content")
    assert code == 1
    assert "checks/tiny.py:6: IndexError: index 3 is out of bounds" in told
    assert "Traceback" not in told


def test_a_solution_that_finds_no_memory_is_no_solution_to_judge_by(tmp_path):
    source = tiny.edited(tiny.SOURCE, "y = 2 * x", "y = 2 * x\n    raise MemoryError")
    course = tinyclass.released(tmp_path, source=source)
    with pytest.raises(CourseError, match="not enough memory to play the solution of double"):
        prepare(course, WEEK)
    assert list(folder_of(course).iterdir()) == []
    tinyclass.hand_in_class(course, 1)
    (trouble,) = autograde(course, WEEK, workers=1).set_aside.values()
    assert "not enough memory" in trouble


def test_a_run_plays_what_is_not_there_and_keeps_it(course):
    tinyclass.hand_in_class(course, 3)
    assert list(folder_of(course).iterdir()) == []
    autograde(course, WEEK, workers=1)
    assert list(folder_of(course).glob("tiny-[0-7].pickle"))


def test_what_is_kept_is_its_owners_alone(course):
    prepare(course, WEEK)
    for path in (folder_of(course), *folder_of(course).iterdir()):
        assert path.stat().st_mode & 0o077 == 0


def test_another_check_another_folder(course):
    before = folder_of(course)
    tiny.write(course.content, checks=tiny.CHECKS + "\n# changed\n")
    assert folder_of(course) != before


def test_another_number_of_threads_another_folder(course, monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    before = folder_of(course)
    assert folder_of(course) == before
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert folder_of(course) != before


def test_what_older_content_has_left_is_removed_after_a_day(course):
    old, newer, of_another = (course.root / FOLDER / f"{name}-0" for name in (WEEK, WEEK, "week1"))
    newer = newer.with_name(f"{WEEK}-1")
    for path in (old, newer, of_another):
        path.mkdir(parents=True)
        (path / "tiny-0.pickle").write_bytes(b"")
    for path in (old, of_another):
        os.utime(path, (0, 0))
    assert folder_of(course).is_dir()
    assert [path.exists() for path in (old, newer, of_another)] == [False, True, True]


def test_where_nothing_can_be_written_all_is_graded_all_the_same(course):
    (course.root / FOLDER).write_text("a file")
    assert folder_of(course) is None
    tinyclass.hand_in_class(course, 2)
    assert len(autograde(course, WEEK, workers=1).graded) == 2


class Trap:
    """What runs code when it is unpickled."""

    def __reduce__(self):
        return pytest.fail, ("a stranger's pickle was opened",)


def test_what_was_kept_is_read_and_nothing_else(tmp_path):
    path = tmp_path / "one.pickle"
    assert read_kept(path, SECRET) is None
    keep(path, SECRET, {"a": 1})
    assert read_kept(path, SECRET) == {"a": 1}
    assert read_kept(path, b"another") is None
    whole = path.read_bytes()
    path.with_name("other.pickle").write_bytes(whole)
    assert read_kept(path.with_name("other.pickle"), SECRET) is None
    forged = bytes(32) + pickle.dumps(Trap())
    for data in (b"", whole[:-1], whole[:40], b"\0" * len(whole), forged):
        path.write_bytes(data)
        assert read_kept(path, SECRET) is None


def test_what_cannot_be_written_is_not_kept(tmp_path):
    keep(tmp_path / "nowhere" / "one.pickle", SECRET, 1)
    assert list(tmp_path.iterdir()) == []
