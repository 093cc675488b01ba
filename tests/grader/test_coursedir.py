"""A course directory is made, and brought up to date, without losing what it was."""

import json

import pytest
import tiny
import tinyclass
from tinyclass import WEEK

from course.errors import CourseError
from grader.coursedir import init_course, open_course


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
