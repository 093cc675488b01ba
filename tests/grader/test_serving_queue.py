"""Who is next: the latest of each, one of a learner at a time, nobody in another's way."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from grader.serving.inbox import Arrival
from grader.serving.queue import (
    FAILED,
    GRADED,
    GRADING,
    HELD,
    LIMITED,
    RELEASED,
    WAITING,
    Queue,
)
from grader.serving.settings import Settings, read_settings

NOON = datetime(2026, 11, 20, 12)


def arrival(learner: str, minute: int = 0, week: str = "week2") -> Arrival:
    submitted = NOON + timedelta(minutes=minute)
    folder = Path(f"{learner}+{week}+{minute}")
    return Arrival(learner, week, submitted, folder, minute * 60.0, "s", 1)


@pytest.fixture
def limits():
    """Whose turn is not yet, and which week's feedback is held."""
    return {}


@pytest.fixture
def queue(limits):
    return Queue(lambda one: limits.get(one.learner), lambda week: limits.get(week))


def states(queue) -> dict[str, str]:
    return {one.arrival.learner: one.state for one in queue.standings()}


def test_first_come_first_served(queue):
    for learner in ("ann", "ben"):
        queue.add(arrival(learner))
    assert [queue.next()[0].learner for _ in range(2)] == ["ann", "ben"]
    assert queue.next() is None
    assert states(queue) == {"ann": GRADING, "ben": GRADING}


def test_the_latest_counts_and_keeps_the_place(queue):
    queue.add(arrival("ann", 5))
    queue.add(arrival("ben"))
    queue.add(arrival("ann", 9))
    queue.add(arrival("ann", 7))  # seen later and handed in earlier
    assert queue.next()[0] == arrival("ann", 9)
    assert queue.next()[0].learner == "ben"
    assert queue.next() is None


def test_one_of_a_learner_at_a_time(queue):
    queue.add(arrival("ann", week="week1"))
    queue.add(arrival("ann", week="week2"))
    queue.add(arrival("ben"))
    first, _ = queue.next()
    assert queue.next()[0].learner == "ben"
    assert queue.next() is None
    queue.ended(first, RELEASED)
    assert queue.next()[0].week == "week2"


def test_what_comes_while_the_one_before_is_graded_is_next(queue):
    queue.add(arrival("ann"))
    first, _ = queue.next()
    queue.add(arrival("ann", 5))
    assert queue.next() is None
    queue.ended(first, RELEASED)
    assert queue.next() == (arrival("ann", 5), WAITING)


def test_who_has_to_wait_is_in_nobodys_way(queue, limits):
    limits["ann"] = NOON
    queue.add(arrival("ann"))
    queue.add(arrival("ben", 1))
    assert queue.next()[0].learner == "ben"
    assert [(one.state, one.until) for one in queue.standings("ann")] == [(LIMITED, NOON)]
    limits.clear()
    assert queue.next()[0].learner == "ann"


def test_whose_gradings_take_long_come_last_and_leave_a_place_to_the_others(queue, monkeypatch):
    monkeypatch.setattr("grader.serving.queue._LONG", -1.0)
    for learner in ("ann", "ben"):  # with an endless loop each
        queue.add(arrival(learner))
        queue.ended(queue.next()[0], RELEASED)
        queue.add(arrival(learner, 5))
    queue.add(arrival("cat", 9))
    assert queue.ahead_of(arrival("ann", 5)) == 1
    assert queue.next()[0].learner == "cat"
    first, _ = queue.next()
    assert first.learner == "ann"
    assert queue.next() is None  # of two places one is for those who are quick
    queue.add(arrival("dan", 9))
    assert queue.next()[0].learner == "dan"
    monkeypatch.setattr("grader.serving.queue._LONG", 60.0)
    queue.ended(first, RELEASED)
    assert queue.next()[0].learner == "ben"
    queue.add(arrival("ann", 7))
    queue.add(arrival("eve", 9))
    assert queue.next()[0].learner == "ann"  # who has mended it has a place as others have


def test_what_was_refused_counts_for_no_grading(queue, monkeypatch):
    monkeypatch.setattr("grader.serving.queue._LONG", -1.0)
    queue.add(arrival("ann"))
    queue.forget(queue.next()[0])
    queue.add(arrival("ann", 1, "week1"), GRADED)  # nothing but its feedback is to be released
    queue.ended(queue.next()[0], RELEASED)
    queue.add(arrival("ann", 5))
    queue.add(arrival("ben", 5))
    assert queue.next()[0].learner == "ann"


def test_where_there_is_one_place_everyone_has_it_in_turn(limits, monkeypatch):
    monkeypatch.setattr("grader.serving.queue._LONG", -1.0)
    queue = Queue(lambda one: None, lambda week: None, 1)
    queue.add(arrival("ann"))
    queue.ended(queue.next()[0], RELEASED)
    queue.add(arrival("ann", 5))
    assert queue.next()[0].learner == "ann"


def test_what_is_held_is_taken_up_when_its_week_is_due(queue, limits):
    limits["week2"] = NOON
    queue.add(arrival("ann"))
    one, _ = queue.next()
    queue.ended(one, GRADED)
    assert states(queue) == {"ann": HELD}
    assert queue.next() is None
    limits.clear()
    assert queue.next() == (one, GRADED)
    queue.ended(one, RELEASED)
    assert queue.next() is None


def test_what_the_machine_could_not_do_is_not_tried_at_once_and_not_forgotten(queue, monkeypatch):
    queue.add(arrival("ann"))
    one, _ = queue.next()
    queue.again(one, "the disk is full")
    assert queue.next() is None
    assert queue.standings()[0].reason == "the disk is full"
    monkeypatch.setattr("grader.serving.queue._AGAIN", 0.0)
    queue.again(one, "the disk is full")
    assert queue.next() == (one, WAITING)


def test_a_failed_one_is_left_until_a_later_one_comes(queue):
    queue.add(arrival("ann"))
    one, _ = queue.next()
    queue.ended(one, FAILED, "it ended the grader")
    assert queue.next() is None
    queue.add(arrival("ann", 5))
    assert queue.next()[0] == arrival("ann", 5)


def test_what_was_done_before_a_restart_is_not_done_again(queue):
    queue.add(arrival("ann"), RELEASED)
    queue.add(arrival("ben"), GRADED)
    assert queue.next() == (arrival("ben"), GRADED)
    assert queue.next() is None


def test_a_learner_is_told_how_many_are_before(queue):
    for number, learner in enumerate(("ann", "ben", "cat")):
        queue.add(arrival(learner, number))
    assert queue.ahead_of(arrival("cat", 2)) == 2
    queue.next()
    assert queue.ahead_of(arrival("cat", 2)) == 1


def test_settings_are_read():
    told = {"serve": {"feedback": "when due", "gradings_an_hour": 3}}
    assert read_settings(told, Path("grader.toml")) == Settings("when due", 3)
    assert read_settings({}, Path("grader.toml")) == Settings()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"feedback": "soon"}, "at once"),
        ({"feedback": 3}, "feedback in .* text"),
        ({"gradings_an_hour": 0}, "at least 1"),
        ({"gradings_an_hour": True}, "whole number"),
        ({"workers": "two"}, "whole number"),
        ({"speed": 3}, "has no speed"),
        (3, "table"),
    ],
)
def test_a_setting_that_is_none_is_said(table, said):
    from course.errors import CourseError

    with pytest.raises(CourseError, match=rf"^grader.toml: .*{said}"):
        read_settings({"serve": table}, Path("grader.toml"))
