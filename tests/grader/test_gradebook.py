"""The gradebook, in SQLite and on a real PostgreSQL server: the same rows, and none lost."""

import dataclasses
import subprocess
import sys
import time

import postgresql
import pytest
import sqlalchemy as sa
import tinyclass
from tinyclass import WEEK

from course.errors import CourseError
from grader.batch import autograde
from grader.coursedir import init_course, open_course
from grader.database import gradebook_url, open_database, shown, writing
from grader.gradebook import TAKEN, Graded, Recorder, parse_timestamp, recorded, remarks
from grader.pages.writing import write_feedback
from grader.verdicts import Verdict

needs_server = pytest.mark.skipif(bool(postgresql.why_not()), reason=postgresql.why_not())


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course of the tiny week; nobody has handed in yet."""
    return tinyclass.released(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def server():
    with postgresql.Server() as running:
        yield running


@pytest.fixture(scope="module")
def prepared(server, released, tmp_path_factory):
    """A database in which the week is released; tests copy it."""
    url = server.new_database("prepared")
    init_course(tmp_path_factory.mktemp("prepared") / "course", released.content, url)
    return "prepared"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[needs_server])])
def course(request, released, tmp_path):
    """The course with an empty gradebook of each kind."""
    if request.param == "sqlite":
        return tinyclass.copy_of(released, tmp_path / "course")
    server, prepared = map(request.getfixturevalue, ("server", "prepared"))
    url = gradebook_url(server.new_database(f"test{time.monotonic_ns()}", prepared))
    return tinyclass.copy_of(released, tmp_path / "course", url)


def verdict(**values):
    known = {"notebook": f"{WEEK}/tiny", "exercise": "double", "outcome": "wrong", "points": 0.0}
    return Verdict(**(known | {"max_points": 5.0} | values))


def graded(learner, digest="d1", instead_of=None, **values):
    return Graded(learner, WEEK, digest, (verdict(**values),), instead_of=instead_of)


def test_what_is_recorded_is_read_back(course):
    one = graded("ann", misconceptions=("half",), certain=True, message="no", case_set=3)
    with Recorder(course) as recorder:
        assert recorder.record(WEEK, [one]) == {}
    assert recorded(course, WEEK) == [("ann", one.verdicts[0])]


def test_nbgrader_reads_the_scores(course):
    from nbgrader.api import Gradebook

    with Recorder(course) as recorder:
        recorder.record(WEEK, [graded("ann", points=5.0), graded("bob", points=0.1 + 0.2)])
    with Gradebook(course.db_url, course.course_id) as book:
        scores = {s.student.id: s.score for s in book.assignment_submissions(WEEK)}
    assert scores == {"ann": 5.0, "bob": 0.1 + 0.2}  # to the last digit


def test_what_another_grader_has_recorded_meanwhile_stays(course):
    with Recorder(course) as recorder:
        recorder.record(WEEK, [graded("ann", "new", message="of the other")])
        late = [graded("ann", "old", message="too late"), graded("bob", "b")]
        written = []
        assert recorder.record(WEEK, late, written.append) == {"ann": TAKEN}
        assert [one.learner for one in written] == ["bob"]
        assert recorder.record(WEEK, [graded("ann", "newer", instead_of="new")]) == {}
        assert recorder.known(WEEK)["ann"].digest == "newer"


def test_texts_that_a_database_cannot_hold_are_everyones_but_the_batchs_trouble(course):
    odd = graded("odd", message="null \0 and half \ud800", error="E" * 500)
    odd = dataclasses.replace(odd, remarks=("tiny: \0",))
    with Recorder(course) as recorder:
        assert recorder.record(WEEK, [graded("ann"), odd]) == {}
    found = dict(recorded(course, WEEK))
    assert found["odd"].message == "null \N{SYMBOL FOR NULL} and half ?"
    assert found["odd"].error == "E" * 80
    assert remarks(course, WEEK)["odd"] == ["tiny: \N{SYMBOL FOR NULL}"]


@needs_server
def test_a_learner_whom_the_server_does_not_take_is_left_out_alone(
    released, server, prepared, tmp_path
):
    url = gradebook_url(server.new_database(f"test{time.monotonic_ns()}", prepared))
    course = tinyclass.copy_of(released, tmp_path / "course", url)
    with Recorder(course) as recorder:
        left_out = recorder.record(WEEK, [graded("ann"), graded("x" * 200), graded("bob")])
    assert list(left_out) == ["x" * 200]
    assert "does not take it" in left_out["x" * 200]
    assert [who for who, _ in recorded(course, WEEK)] == ["ann", "bob"]


def test_manual_scores_and_comments_are_never_touched(course):
    with Recorder(course) as recorder:
        recorder.record(WEEK, [graded("ann")])
        engine = open_database(course.db_url)
        with engine.begin() as connection:
            connection.execute(sa.text("update grade set manual_score = 3"))
            connection.execute(sa.text("update comment set manual_comment = 'see me'"))
        recorder.record(WEEK, [graded("ann", "d2", "d1", points=5.0)])
        rows = tinyclass.rows(course.db_url)
        engine.dispose()
    assert {row[4] for row in rows["grades"]} == {3.0}
    assert {row[4] for row in rows["comments"]} == {"see me"}


HERE = [path for path in sys.path if path]
WRITER = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from test_gradebook import graded
from tinyclass import WEEK
from grader.coursedir import open_course
from grader.gradebook import Recorder

left_out = 0
with Recorder(open_course(Path({root!r}))) as recorder:
    for start in range(0, 60, 5):
        batch = [graded(f"learner{{n:03}}", message=sys.argv[1]) for n in range(start, start + 5)]
        left_out += len(recorder.record(WEEK, batch))
print(left_out)
"""


def test_graders_writing_at_once_lose_no_row_and_record_each_once(course):
    code = WRITER.format(path=HERE, root=str(course.root))
    writers = [
        subprocess.Popen([sys.executable, "-c", code, name], stdout=subprocess.PIPE, text=True)
        for name in ("one", "two", "three")
    ]
    left_out = [int(writer.communicate(timeout=120)[0]) for writer in writers]
    rows = tinyclass.rows(course.db_url)
    assert len(rows["verdicts"]) == len(rows["submissions"]) == len(rows["students"]) == 60
    assert len(rows["grades"]) == 2 * 60
    assert sum(left_out) == 2 * 60  # of three who tried, one has recorded it


def test_a_batch_that_fails_leaves_nothing_behind(course):
    def disk_full(one):
        raise OSError("disk full")

    with Recorder(course) as recorder:
        before = tinyclass.rows(course.db_url)
        with pytest.raises(OSError, match="disk full"):
            recorder.record(WEEK, [graded("ann")], disk_full)
    assert tinyclass.rows(course.db_url) == before


@needs_server
@pytest.mark.slow
def test_a_class_is_graded_alike_in_sqlite_and_on_a_server(released, server, prepared, tmp_path):
    ours = tinyclass.copy_of(released, tmp_path / "sqlite")
    tinyclass.hand_in_class(ours, 8)
    url = gradebook_url(server.new_database("alike", prepared))
    (ours.root / tinyclass.PRISTINE).write_bytes((ours.root / "gradebook.db").read_bytes())
    theirs = tinyclass.copy_of(ours, tmp_path / "postgresql", url)
    autograde(ours, WEEK, workers=1)
    autograde(theirs, WEEK, workers=2)
    assert tinyclass.rows(theirs.db_url) == tinyclass.rows(ours.db_url)
    assert len(write_feedback(theirs, WEEK).pages) == 8
    assert autograde(theirs, WEEK).graded == []


@needs_server
@pytest.mark.slow
def test_init_again_keeps_the_gradebook_and_a_password_is_its_owners_alone(
    released, server, tmp_path
):
    url = server.new_database("again").replace("grader@", "grader:secret@")
    root = tmp_path / "course"
    init_course(root, released.content, url)
    again = init_course(root, released.content)
    assert again.db_url == url.replace("postgresql:", "postgresql+psycopg:")
    assert open_course(root).db_url == again.db_url
    for name in ("grader.toml", "nbgrader_config.py"):
        assert (root / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://ann:secret@127.0.0.1:9/x", "cannot be"),
        ("postgresql:x", "no database URL"),
        ("nosuchdatabase://ann:secret@h/x", "cannot be opened"),
        ("sqlite:////nowhere/at/all.db", "cannot be"),
    ],
)
def test_a_gradebook_that_cannot_be_opened_is_one_line_without_a_password(tmp_path, url, says):
    with pytest.raises(CourseError, match=says) as caught:
        init_course(tmp_path / "course", db_url=url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_url_is_shown_without_its_password():
    assert shown("postgresql+psycopg://ann:secret@h/x") == "postgresql+psycopg://ann:***@h/x"


def test_nbgraders_timestamps_are_read_as_its_own_parser_reads_them():
    from dateutil.parser import parse

    text = "2026-11-20 10:00:00.000000 UTC"
    assert parse_timestamp(text) == parse(text).replace(tzinfo=None)
    assert parse_timestamp("2026-11-20T12:00:00+02:00") == parse_timestamp(text)
    assert parse_timestamp("yesterday") is None
    assert parse_timestamp("0001-01-01 00:00 +14:00") is None  # before the first moment there is


@needs_server
@pytest.mark.slow
def test_a_server_that_dies_while_writing_is_one_line_and_nothing_is_half_written(
    released, tmp_path
):
    with postgresql.Server() as own:
        url = own.new_database("dies")
        course = init_course(tmp_path / "course", released.content, url)
        with Recorder(course) as recorder:
            recorder.record(WEEK, [graded("ann")])
            before = tinyclass.rows(course.db_url)
            with pytest.raises(CourseError, match="run it again to go on") as caught:
                recorder.record(WEEK, [graded("bob")], lambda one: own.kill())
            assert "\n" not in str(caught.value)
            own.start()
            assert tinyclass.rows(course.db_url) == before
            assert recorder.record(WEEK, [graded("bob")]) == {}


def test_a_lock_held_by_another_program_is_waited_for(course):
    engine = open_database(course.db_url)
    code = WRITER.format(path=HERE, root=str(course.root))
    with writing(engine):
        other = subprocess.Popen([sys.executable, "-c", code, "x"], stdout=subprocess.PIPE)
        time.sleep(3)
        assert other.poll() is None
    assert other.communicate(timeout=60)[0].strip() == b"0"
    engine.dispose()
