"""A course directory is made, and brought up to date, without losing what it was."""

import errno
import json
import os
import shutil

import pytest
import tiny
import tinyclass
from nbgrader.api import Gradebook
from tinyclass import WEEK

from course.errors import CourseError
from grader.batch import autograde
from grader.coursedir import init_course, open_course
from grader.pages.writing import write_feedback


@pytest.fixture
def course(tmp_path):
    return tinyclass.released(tmp_path)


def told(course):
    return (course.root / "grader.toml").read_text()


def test_init_again_keeps_content_course_and_every_line_of_the_instructors(course, tmp_path):
    init_course(course.root, course_id='machine "learning"')
    before = told(course) + f"{WEEK} = 2026-03-01T23:59:00  # a Sunday\n\n[mine]\ncontent = 1\n"
    (course.root / "grader.toml").write_text("# our own\n" + before)
    again = init_course(course.root)
    assert (again.content, again.course_id) == (course.content, 'machine "learning"')
    assert told(course) == "# our own\n" + before
    config = (course.root / "nbgrader_config.py").read_text()
    assert "course_id = 'machine \"learning\"'" in config
    tiny.write(tmp_path / "other")
    moved = init_course(course.root, tmp_path / "other")
    assert moved.content == tmp_path / "other"
    assert told(course) == "# our own\n" + before.replace(
        json.dumps(str(course.content)), json.dumps(str(tmp_path / "other"))
    )


def test_settings_may_be_written_before_the_course_is_made(tmp_path):
    tiny.write(tmp_path / "content")
    settings = "# ours\n[due]\n" + f"{WEEK} = 2026-03-01T23:59:00\n"
    root = tmp_path / "course"
    root.mkdir()
    (root / "grader.toml").write_text(settings)
    init_course(root, tmp_path / "content", course_id="ml")
    assert (root / "grader.toml").read_text().endswith(settings)
    assert open_course(root).course_id == "ml"


def test_content_that_is_gone_is_told_in_a_line(course):
    course.content.rename(course.root / "elsewhere")
    before = told(course)
    with pytest.raises(CourseError, match="--content"):
        init_course(course.root)
    assert told(course) == before


@pytest.mark.parametrize("key", ["content", "db_url", "course_id"])
def test_a_setting_that_is_no_text_is_told_in_a_line(course, key):
    lines = [line for line in told(course).splitlines() if not line.startswith(key)]
    (course.root / "grader.toml").write_text("\n".join([f"{key} = 3", *lines]))
    with pytest.raises(CourseError, match=f"{key} is to be a text"):
        init_course(course.root)


@pytest.mark.parametrize("damaged", ["", "\n", "00" * 31, "no secret"])
def test_a_secret_that_is_none_is_told_in_a_line_and_nothing_is_graded(course, damaged):
    tinyclass.hand_in(course, "ann", "def double(x):\n    return 2 * x")
    secret = course.root / ".grader-secret"
    secret.write_text(damaged)
    for command in (open_course, init_course):
        with pytest.raises(CourseError, match=r"\.grader-secret holds no secret") as caught:
            command(course.root)
        assert "\n" not in str(caught.value)
    assert secret.read_text() == damaged
    secret.unlink()
    again = init_course(course.root)
    assert len(again.secret) == 32
    assert secret.stat().st_mode & 0o777 == 0o600


def test_a_secret_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    def disk_full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    tiny.write(tmp_path / "content")
    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(CourseError, match="cannot be written: No space left"):
        init_course(tmp_path / "course", tmp_path / "content")
    assert list((tmp_path / "course").glob(".grader-secret*")) == []


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def add_notebook(content, name):
    """Put a copy of the tiny notebook beside it, and into the week."""
    for folder in (content / WEEK, content / WEEK / "checks"):
        text = (folder / "tiny.py").read_text()
        (folder / f"{name}.py").write_text(text.replace("week9/tiny", f"week9/{name}"))
    week = content / WEEK / "week.toml"
    week.write_text(week.read_text().replace('["tiny"', f'["tiny", "{name}"'))


def add_exercise(content):
    """Put another exercise into the tiny notebook."""
    source, checks = content / WEEK / "tiny.py", content / WEEK / "checks" / "tiny.py"
    more = tiny.SOURCE[tiny.SOURCE.index('# %% exercise="square') :]
    source.write_text(tiny.SOURCE + "\n\n" + more.replace("square_of_double", "another"))
    declared = 'EXERCISES += (Exercise("another", _cases("another"), (), help={}),)\n'
    checks.write_text(tiny.CHECKS + declared)


@pytest.mark.parametrize("change", [add_exercise, lambda content: add_notebook(content, "two")])
def test_a_release_that_fails_leaves_the_one_before_and_can_be_undone(course, change):
    tinyclass.hand_in(course, "ann", "def double(x):\n    return 2 * x")
    assert autograde(course, WEEK, workers=1).graded == ["ann"]
    before = files(course.root / "release")
    pristine = files(course.content)
    change(course.content)
    with pytest.raises(CourseError, match=r"submissions associated .*: undo this") as caught:
        init_course(course.root)
    assert "\n" not in str(caught.value)
    assert files(course.root / "release") == before
    for path in course.content.rglob("*.py"):
        path.unlink()
    for name, data in pristine.items():
        (course.content / name).write_bytes(data)
    init_course(course.root)
    assert files(course.root / "release").keys() == before.keys()
    assert autograde(course, WEEK, workers=1).skipped == ["ann"]


def test_a_damaged_gradebook_is_told_in_a_line_and_the_release_stays(course):
    before = files(course.root / "release")
    (course.root / "gradebook.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(CourseError, match=r"gradebook .* cannot be .*: file is not a database\.$"):
        init_course(course.root)
    assert files(course.root / "release") == before


def test_a_notebook_that_was_renamed_is_not_released_any_more(course):
    add_notebook(course.content, "two")
    init_course(course.root)
    week = course.content / WEEK / "week.toml"
    week.write_text(week.read_text().replace('"tiny", ', ""))
    with pytest.raises(CourseError, match="released with tiny; run grader init"):
        autograde(course, WEEK)
    init_course(course.root)
    assert [path.name for path in course.release(WEEK).glob("*.ipynb")] == ["two.ipynb"]
    assert [path.name for path in course.source(WEEK).glob("*.ipynb")] == ["two.ipynb"]
    with Gradebook(course.db_url) as gradebook:
        assert gradebook.find_assignment(WEEK).max_score == 7.5


def test_fixtures_of_a_notebook_that_is_gone_are_handed_out_no_more(course):
    fixtures = course.content / "course" / "fixtures" / WEEK
    fixtures.mkdir(parents=True)
    (fixtures / "tiny.json").write_text("{}")
    init_course(course.root)
    handed_out = course.release(WEEK) / "fixtures" / WEEK / "tiny.json"
    assert handed_out.is_file()
    (fixtures / "tiny.json").unlink()
    init_course(course.root)
    assert not handed_out.exists()


def test_pages_of_a_week_that_is_not_released_are_told_so(course):
    tinyclass.hand_in(course, "ann", "def double(x):\n    return 2 * x")
    autograde(course, WEEK, workers=1)
    shutil.rmtree(course.release(WEEK))
    with pytest.raises(CourseError, match="not released"):
        write_feedback(course, WEEK)


@pytest.mark.parametrize(
    "change",
    [
        add_exercise,
        lambda content: tiny.write(content, tiny.edited(tiny.SOURCE, "points=5", "points=6")),
    ],
)
def test_nothing_is_graded_by_a_source_that_is_newer_than_its_release(course, change):
    tinyclass.hand_in(course, "ann", "def double(x):\n    return 2 * x")
    change(course.content)
    with pytest.raises(CourseError, match=r"week9/tiny was released with other .* grader init"):
        autograde(course, WEEK)
    init_course(course.root)
    assert autograde(course, WEEK, workers=1).graded == ["ann"]
