"""grader serve with a real exchange: what nbgrader hands in is graded and released to nbgrader."""

import os
import shutil
import signal
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import exchanging
import pytest
import tinyclass
from exchanging import killed, said, served_by, serving, started, until, until_released
from test_killed import descendants
from tinyclass import WEEK

from grader.duedates import record_due
from grader.gradebook import remarks

WRONG = "def double(x):\n    return 3 * x"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return tinyclass.released(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def place(released, tmp_path):
    return exchanging.place(released, tmp_path)


def until_recorded(place, *learners):
    until(lambda: place.known().keys() >= set(learners), lambda: said(place))


def test_feedback_of_what_was_handed_in_is_fetched_by_nbgrader(place):
    place.submit("ann", WRONG)
    with serving(place):
        ((_, page),) = until_released(place, "ann").items()
        assert "three times" in page
        place.submit("ann")
        pages = until_released(place, "ann", count=2)
        assert "three times" in pages[min(pages)]
        assert "three times" not in pages[max(pages)]
    assert place.begun() == 2
    assert place.known().keys() == {"ann"}


def test_what_is_collected_and_released_is_what_nbgrader_itself_would(place, released, tmp_path):
    """The same folders, files, contents and modes as after nbgrader's own commands."""
    place.submit("ann", WRONG)
    (tmp_path / "other").mkdir()
    other = exchanging.place(released, tmp_path / "other")
    shutil.copytree(place.inbound, other.inbound, dirs_exist_ok=True)
    with serving(place):
        until_released(place, "ann")
    other.nbgrader("Collect", check_owner=False)
    assert _files(place.course.root / "submitted") == _files(other.course.root / "submitted")
    shutil.copytree(place.course.root / "feedback", other.course.root / "feedback")
    other.nbgrader("ReleaseFeedback")
    assert _files(place.inbound.parent / "feedback") == _files(other.inbound.parent / "feedback")


def _files(root):
    """Return path -> mode and content of everything below `root`."""
    found = {".": stat.S_IMODE(root.stat().st_mode)}
    for path in root.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0
        found[str(path.relative_to(root))] = (mode, path.read_bytes() if path.is_file() else None)
    return found


def test_of_several_that_wait_the_latest_is_graded_and_no_other(place):
    for body in ("3 * x", "x / 2", "2 * x"):
        place.submit("ann", f"def double(x):\n    return {body}")
    with serving(place):
        until_released(place, "ann")
    assert place.begun() == 1
    assert place.offered("ann").count(True) == 1


def test_killed_at_any_moment_each_is_graded_once_and_none_is_lost(place):
    learners = [f"learner{number:02}" for number in range(24)]
    for learner in learners:
        place.submit(learner, WRONG)
    for recorded in (1, 6, 14):
        process = started(place)
        until(lambda n=recorded: len(place.known()) >= n, lambda: said(place))
        killed(process)
    with serving(place):
        for learner in learners:
            assert len(until_released(place, learner)) == 1
        once = said(place)
    assert place.begun() == len(learners)
    with serving(place):
        place.submit("late")
        until_released(place, "late")
        again = said(place).removeprefix(once)
    assert "learner" not in again, "what was done already was done again"
    assert place.begun() == len(learners) + 1


def test_a_killed_judging_process_costs_nobody_their_grade(place):
    with serving(place) as process:
        place.submit("ann")
        until_released(place, "ann")
        for named in (b"grader.executors.judging", b"grader.sandbox.warm"):
            for pid in descendants(process.pid, named):
                os.kill(pid, signal.SIGKILL)
        place.submit("ben")
        until_released(place, "ben")


def test_over_the_limit_the_newest_waits_and_the_service_goes_on(place):
    place.served("gradings_an_hour = 2")
    with serving(place):
        for count in (1, 2):
            place.submit("ann", f"def double(x):\n    return {count} * x")
            until_released(place, "ann", count)
        place.submit("ann", WRONG)
        place.submit("ann")
        place.submit("ben")
        until_released(place, "ben")
    with serving(place):  # and a restart gives nobody another one
        place.submit("cat")
        until_released(place, "cat")
    assert place.offered("ann").count(True) == 2
    assert place.begun() == 4


def test_what_grader_init_writes_is_taken_up_without_a_restart(place, grader, tmp_path):
    """A new week, and checks that were changed: nobody is judged by what was before."""
    content = tmp_path / "content"
    shutil.copytree(place.course.content, content)
    first = place.submit("ann", WRONG)
    with serving(place):
        until_released(place, "ann")
        checks = content / WEEK / "checks" / "tiny.py"
        checks.write_text(checks.read_text().replace("three times", "thrice"))
        shutil.copytree(content / WEEK, content / "week8")
        early = place.inbound / first.name.replace("ann+week9", "eve+week8")
        shutil.copytree(first, early)
        until(lambda: "says no week of this course" in said(place), lambda: said(place))
        (place.course.root / "nbgrader_config.py").write_text("")
        code, _, err = grader("init", place.course.root, "--content", content)
        assert code == 0, err
        until(lambda: "begun anew" in said(place), lambda: said(place))
        place.submit("ben", WRONG)
        (page,) = until_released(place, "ben").values()
        assert "thrice" in page
        until(lambda: "eve week8 released" in said(place), lambda: said(place))
    assert place.begun() == 3
    assert said(place).count("ann week9") == 1


def test_a_cluster_grades_in_place_of_this_machine_and_is_waited_for(place):
    from test_cluster import scheduler

    with scheduler(workers=1) as (address, _), serving(place, "--scheduler", address):
        place.submit("ann", WRONG)
        (page,) = until_released(place, "ann").values()
        assert "three times" in page
        assert descendants(served_by(place)[0], b"grader.executors.judging") == []
    with scheduler(workers=0) as (address, _), serving(place, "--scheduler", address):
        place.submit("ben", WRONG)
        until(lambda: "ben week9 is tried again" in said(place), lambda: said(place))
        assert place.known().keys() == {"ann"}
    with serving(place):
        until_released(place, "ben")
    assert place.begun() == 2


def test_feedback_is_held_until_the_week_is_due(place):
    place.served('feedback = "when due"')
    place.submit("ann", WRONG)
    with serving(place):
        until_recorded(place, "ann")
        until(lambda: "ann week9 graded" in said(place), lambda: said(place))
        assert place.offered("ann") == [False]
        page = place.course.feedback("ann", WEEK) / "tiny.html"
        assert "three times" in page.read_text()  # for the instructor
    soon = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=12)
    record_due(place.course.db_url, {WEEK: soon})
    with serving(place):
        assert place.offered("ann") == [False]
        until_released(place, "ann")
        assert datetime.now(UTC).replace(tzinfo=None) > soon
        place.submit("ben")  # late, and told at once
        until_released(place, "ben")
    assert place.begun() == 2


def poisoned_place(released, tmp_path, code):
    """A place whose content runs `code` in the grader's own process, for some of a class."""
    course = tinyclass.poisonous(released, tmp_path, code)
    place = exchanging.Place(course, tmp_path / "exchange", tmp_path / "homes")
    place.root.mkdir()
    place.root.chmod(0o777)
    toml = course.root / "grader.toml"
    toml.write_text(toml.read_text().replace(str(released.content), str(course.content)))
    place.nbgrader("ReleaseAssignment")
    return place.served()


def test_a_poison_submission_stops_no_other_and_its_learner_is_told(released, tmp_path):
    place = poisoned_place(released, tmp_path, "os._exit(3)")
    course = place.course
    learners = [f"learner{number:02}" for number in range(12)]
    for learner in learners:
        place.submit(learner, f"def double(x):\n    return 2 * x\n# {learner}")
    with serving(place):
        for learner in learners:
            until_released(place, learner)
    shutil.copytree(course.root / "submitted", course.root / "again")
    struck = tinyclass.struck(course)
    assert 0 < len(struck) < len(learners)
    noted = remarks(course, WEEK)
    assert {name for name in learners if any("Set aside" in one for one in noted[name])} == struck
    for learner in struck:
        (page,) = place.fetched(learner).values()
        assert "through no fault of yours" in page


def test_a_grade_stays_where_the_same_handed_in_again_is_set_aside(released, tmp_path):
    place = poisoned_place(released, tmp_path, "pass")
    course = place.course
    codes = {f"learner{n:02}": f"def double(x):\n    return 2 * x\n# {n}" for n in range(8)}
    for learner, code in codes.items():
        place.submit(learner, code)
    with serving(place):
        for learner in codes:
            until_released(place, learner)
    before, rows = place.known(), tinyclass.rows(course.db_url)
    tinyclass.plant(course, "os._exit(3)")
    learner = min(tinyclass.struck(course))
    place.submit(learner, codes[learner])
    with serving(place):
        pages = until_released(place, learner, count=2)
    assert f"{learner} {WEEK} was set aside: it ended the grader's own process" in said(place)
    assert place.known() == before
    assert tinyclass.rows(course.db_url) == rows
    assert all("through no fault of yours" not in page for page in pages.values())


def test_a_link_in_a_submission_is_never_followed(place):
    secret = place.course.root / ".grader-secret"
    folder = place.submit("ann")
    (folder / "tiny.ipynb").unlink()
    (folder / "tiny.ipynb").symlink_to(secret)
    other = place.submit("ben")
    (other / "data.txt").symlink_to(secret)
    (other / "folder").symlink_to(place.course.root)
    os.mkfifo(other / "pipe")
    (place.inbound / f"cat+{WEEK}+2026-11-20 10:00:00.000000 UTC+x").symlink_to(place.course.root)
    with serving(place):
        until_released(place, "ben")
        until(lambda: "tiny.ipynb: it is a link" in said(place), lambda: said(place))
        until(lambda: "it is a link or a file, not a folder" in said(place))
    collected = {path.name for path in place.course.submitted("ben", WEEK).iterdir()}
    assert collected == {"tiny.ipynb", "timestamp.txt", "submission_secret.txt"}
    assert place.known().keys() == {"ben"}


def test_when_the_latest_cannot_be_taken_the_one_before_it_counts(place):
    place.submit("ann", WRONG)
    bad = place.submit("ann")
    (bad / "tiny.ipynb").unlink()
    (bad / "tiny.ipynb").mkdir()
    with serving(place):
        until_released(place, "ann")
    assert "three times" in (place.course.feedback("ann", WEEK) / "tiny.html").read_text()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
def test_a_submission_in_anothers_name_is_refused(place):
    place.served(check_owner=True)
    place.submit("daemon")  # which root has handed in
    mine = place.submit("games")
    for path in (mine, *mine.iterdir()):
        shutil.chown(path, "games")
    mixed = place.submit("mail")
    for path in (mixed, mixed / "timestamp.txt", mixed / "submission_secret.txt"):
        shutil.chown(path, "mail")  # and its notebook is root's: a hard link, say
    with serving(place):
        until_released(place, "games")
        until(lambda: "it says daemon and belongs to root" in said(place), lambda: said(place))
        until(lambda: "tiny.ipynb: it belongs to root" in said(place), lambda: said(place))
    assert place.known().keys() == {"games"}


def test_a_moment_that_is_told_in_two_ways_is_no_submission(place):
    """Or it would be graded again and again: what is recorded is not what its name says."""
    folder = place.submit("ann")
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00.000000 UTC")
    place.submit("ben")
    with serving(place):
        until_released(place, "ben")
        assert "timestamp.txt says another moment than its name" in said(place)
    assert place.begun() == 1


def test_where_the_exchange_is_not_there_one_line_says_so(place, grader):
    shutil.rmtree(place.root)
    code, _, err = grader("serve", "--course", place.course.root)
    assert code == 1
    assert "nbgrader release_assignment" in err
    assert len(err.splitlines()) == 1


def test_the_settings_are_kept_by_grader_init(place, grader):
    place.served('feedback = "when due"', "gradings_an_hour = 3")
    (place.course.root / "nbgrader_config.py").write_text("")
    assert grader("init", place.course.root, "--content", place.course.content)[0] == 0
    told = Path(place.course.root / "grader.toml").read_text()
    assert 'feedback = "when due"\ngradings_an_hour = 3\n' in told
