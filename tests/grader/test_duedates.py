"""A due date goes from grader.toml to nbgrader's gradebook, and stays."""

from datetime import datetime

import pytest
import tinyclass
from nbgrader.api import Gradebook

from course.errors import CourseError
from grader.coursedir import init_course


@pytest.fixture
def course(tmp_path):
    return tinyclass.released(tmp_path)


def tell(course, line):
    path = course.root / "grader.toml"
    path.write_text(path.read_text() + line + "\n")


def again(course):
    return init_course(course.root, course.content)


def due(course):
    with Gradebook(course.db_url) as gradebook:
        return gradebook.find_assignment("week9").duedate


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2026-03-01T23:59:00", datetime(2026, 3, 1, 23, 59)),
        ("2026-03-01 23:59:00+01:00", datetime(2026, 3, 1, 22, 59)),
    ],
)
def test_a_due_date_reaches_nbgraders_assignment_and_stays(course, told, kept):
    assert due(course) is None
    tell(course, f"week9 = {told}")
    again(course)
    assert due(course) == kept
    again(course)
    assert due(course) == kept
    assert (course.root / "grader.toml").read_text().count("week9 =") == 1


def test_a_due_date_that_was_set_in_nbgrader_is_left_alone(course):
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_assignment("week9", duedate="2026-04-01 12:00:00")
    again(course)
    assert due(course) == datetime(2026, 4, 1, 12)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('week9 = "next Monday"', "week9 in [due] is no moment: write week9 = 2026-"),
        ("week9 = 2026-03-01", "week9 in [due] is no moment"),
        ("week7 = 2026-03-01T23:59:00", "[due] names week7; the weeks are week9."),
        ("week9 = soon", "cannot be read"),
        ("week9 = 0001-01-01T00:00:00+01:00", "outside the years 1 to 9999"),
    ],
)
def test_a_wrong_due_date_is_one_line_and_nothing_is_lost(course, line, words):
    tell(course, line)
    before = (course.root / "grader.toml").read_text()
    with pytest.raises(CourseError) as caught:
        again(course)
    assert str(caught.value).startswith(f"{course.root / 'grader.toml'}")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (course.root / "grader.toml").read_text() == before
