"""The demo: every synthetic learner ends as planted, and a surprise is never hidden."""

import dataclasses
import json
import shutil
import subprocess
import sys

import classroom
import pytest
import tiny
from rich.console import Console

from course.errors import CourseError
from course.verdict import LIMIT, NOT_ATTEMPTED, RIGHT, WRONG
from grader.commands.demo import _chosen as chosen_weeks
from grader.commands.demo import demo as demo_command
from grader.content import load_week
from grader.demo import run
from grader.demo.planted import Expected, Planted, planted_class, with_body
from grader.demo.run import play_demo, surprises
from grader.demo.table import exercises_table, learners_table
from grader.verdicts import Verdict

KEY = ("week9/tiny", "double")
OTHER = ("week9/tiny", "square_of_double")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The demo on a week of two exercises."""
    content = tmp_path_factory.mktemp("content")
    tiny.write(content)
    (demo,) = play_demo(tmp_path_factory.mktemp("demo") / "course", content, ["week9"])
    return demo


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The demo on two weeks, one of exercises with a quiz, one of a quiz alone."""
    content = tmp_path_factory.mktemp("content")
    tiny.write_with_quiz(content)
    (content / "week9").rename(content / "week8")
    start, end = (tiny.SOURCE.index(text) for text in ('# %% exercise="double"', "# %% tags"))
    first, last = tiny.QUIZ_CHECKS.split("EXERCISES = (")
    checks = f"{first}EXERCISES = (\n{last[last.index('    Quiz(') :]}"
    rest = tiny.SOURCE[end : tiny.SOURCE.index('# %% exercise="square')]
    tiny.write_with_quiz(content, tiny.SOURCE[:start] + rest + tiny.QUIZ, checks)
    return play_demo(tmp_path_factory.mktemp("demo") / "course", content, ["week8", "week9"])


def outcomes(played, name):
    (one,) = [e for e in played.ended if e.planted.name == name]
    return {key[1]: verdict.outcome for key, verdict in one.verdicts.items()}


def test_every_learner_ends_as_planted(played):
    assert [(e.planted.name, e.surprises) for e in played.ended if e.surprises] == []


def test_no_learner_pays_for_the_endless_loop_or_the_gigabyte_of_another(played):
    assert list(outcomes(played, "endless-loop").values()).count(LIMIT) == 1
    assert list(outcomes(played, "prints-a-gigabyte").values()).count(LIMIT) == 1
    assert set(outcomes(played, "right").values()) == {RIGHT}
    assert set(outcomes(played, "right-and-chatty").values()) == {RIGHT}


def test_json_has_exactly_what_is_promised(played):
    node = json.loads(json.dumps(played.to_json()))
    assert set(node) == {"learners", "as_planted", "total", "gradebook", "feedback", "report"}
    assert node["as_planted"] == node["total"] == len(node["learners"])
    for learner in node["learners"].values():
        assert set(learner) == {"planted", "score", "max", "as_planted", "exercises"}
        assert learner["as_planted"] is True
        assert learner["max"] == 7.5
        assert set(learner["exercises"]) == {"double", "square_of_double"}
        for exercise in learner["exercises"].values():
            assert set(exercise) == {"outcome", "misconception", "points"}
    mistaken = node["learners"]["mistake-1"]["exercises"]["double"]
    assert mistaken == {"outcome": "wrong", "misconception": "three times", "points": 0.0}


def test_gradebook_pages_and_report_are_where_it_says(played):
    assert played.gradebook.is_file()
    assert "three times" in played.report.read_text()
    for one in played.ended:
        assert (played.feedback / one.planted.name / "week9" / "tiny.html").is_file()


def test_tables_fit_a_terminal_of_100_columns_and_name_the_mistakes(played):
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    console.print(learners_table(played), exercises_table(played))
    text = console.export_text()
    assert max(len(line) for line in text.splitlines()) <= 100
    assert "“three times”" in text
    assert "prints-a-gigabyte" in text


# Quizzes, and weeks


def test_every_learner_ends_as_planted_in_every_week(both):
    surprised = [(demo.week, e.planted.name, e.surprises) for demo in both for e in demo.ended]
    assert [one for one in surprised if one[2]] == []
    assert [len(demo.labels) for demo in both] == [3, 1]


def test_a_wrong_option_is_a_mistake_in_the_report_and_on_the_learners_page(both):
    for demo in both:
        assert outcomes(demo, "wrong-option-1")["which_one"] == WRONG
        report = demo.report.read_text()
        assert "<strong>a table taken for a picture</strong>" in report
        assert "A table has no neighbours." in report
        page = (demo.feedback / "wrong-option-1" / demo.week / "tiny.html").read_text()
        assert "2 of 3 answers right." in page
        assert "✗ table: for pictures (a table taken for a picture). A table has no" in page
        assert "&#34;table&#34;" in page.replace("&#39;", "&#34;")  # the answers themselves


def test_a_share_of_the_points_is_recorded_as_nbgrader_reads_it(both):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{both[1].gradebook}") as gradebook:
        submission = gradebook.find_submission("week9", "wrong-option-1")
        assert (submission.score, submission.max_score) == (4, 6)
        assert gradebook.find_assignment("week8").max_score == 13.5


def test_json_of_several_weeks_has_each_ones(both):
    node = json.loads(json.dumps(run.to_json(both)))
    assert set(node) == {"weeks", "as_planted", "total"}
    assert node["weeks"]["week9"] == json.loads(json.dumps(both[1].to_json()))
    assert node["total"] == sum(len(demo.ended) for demo in both)
    assert run.to_json(both[:1]) == both[0].to_json()


@pytest.mark.parametrize(
    ("told", "weeks"),
    [
        (None, ["week1"]),
        ("all", ["week1", "week2", "week3"]),
        ("week3, week2", ["week3", "week2"]),
        ("week2", ["week2"]),
    ],
)
def test_weeks_are_chosen_by_name_or_all_at_once(told, weeks):
    assert chosen_weeks(told, ["week1", "week2", "week3"]) == weeks


def test_a_week_that_does_not_exist_is_told_before_anything_is_made(grader, tmp_path):
    tiny.write(tmp_path)
    out = tmp_path / "demo"
    code, _, err = grader("demo", "--weeks", "week9,week7", "--content", tmp_path, "--out", out)
    assert code == 1
    assert err.startswith(f"grader: There is no week7 below {tmp_path}")
    assert not out.exists()


# What is planted


def test_a_class_has_sixteen_learners_of_every_kind_with_names_and_stories_of_their_own():
    planted = planted_class([classroom.notebook()])
    names = {one.name for one in planted}
    assert len(names) == len(planted) >= 16
    assert len({one.story for one in planted}) >= 16
    kinds = {outcome for one in planted for e in one.expect.values() for outcome in e.outcomes}
    assert kinds == {"wrong", "raised", "limit", "not attempted"}
    named = {e.misconception for one in planted for e in one.expect.values()} - {None}
    assert len(named) >= 8


def test_another_body_takes_the_place_of_the_whole_solution(tmp_path):
    tiny.write(tmp_path)
    item = load_week(tmp_path, "week9")[0].items["square_of_double"]
    code = with_body(item, "return 1\n")
    assert code.splitlines()[-2:] == ["    return 1", "    return y"]
    assert "SOLUTION" not in code
    assert "y = double(x)" not in code


# A surprise is never hidden


def verdict(outcome, misconception=None):
    named = (misconception,) if misconception else ()
    return Verdict(*KEY, outcome, 0.0, 5.0, named, certain=bool(named))


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (Expected((RIGHT,)), verdict(WRONG)),
        (Expected((NOT_ATTEMPTED,)), verdict(RIGHT)),
        (Expected((WRONG,), "half"), verdict(WRONG)),
        (Expected((WRONG,), "half"), verdict(WRONG, "three times")),
        (Expected((WRONG,)), verdict(WRONG, "half")),
    ],
)
def test_an_outcome_that_was_not_planted_is_a_surprise(expected, got):
    assert len(surprises(Planted("ann", "", expect={KEY: expected}), {KEY: got})) == 1


def test_a_missing_verdict_is_a_surprise():
    planted = Planted("ann", "", expect={KEY: Expected((RIGHT,))})
    assert surprises(planted, {}) == ["double has no verdict"]


def test_a_live_script_in_a_learners_page_is_a_surprise(tmp_path, monkeypatch):
    course = type("Course", (), {"feedback": lambda self, learner, week: tmp_path})()
    (tmp_path / "tiny.html").write_text("<p onclick='x'>")
    monkeypatch.setattr(run, "recorded", lambda *_: [("ann", verdict(RIGHT))])
    (ended,) = run._ended(course, "week9", [Planted("ann", "")], {})
    assert ended.surprises == ("its page tiny.html has <p onclick>",)


def test_trouble_of_the_graders_own_is_told_instead_of_what_came_of_it(tmp_path, monkeypatch):
    course = type("Course", (), {"feedback": lambda self, learner, week: tmp_path})()
    monkeypatch.setattr(run, "recorded", lambda *_: [("ann", verdict(NOT_ATTEMPTED))])
    (ended,) = run._ended(course, "week9", [Planted("ann", "")], {"ann": "no sandbox"})
    assert ended.surprises == ("the grader had trouble: no sandbox",)


def test_the_command_fails_with_a_line_for_each_surprise(played, monkeypatch, capsys, tmp_path):
    first = dataclasses.replace(played.ended[0], surprises=("double was to be right",))
    others = [dataclasses.replace(one, surprises=()) for one in played.ended[1:]]
    surprised = dataclasses.replace(played, ended=[first, *others])
    monkeypatch.setattr(run, "play_demo", lambda *_: [surprised])
    with pytest.raises(CourseError, match="1 not as planted:\n  right: double was to be right"):
        demo_command(out=tmp_path, json_file=tmp_path / "demo.json")
    assert f"{len(played.ended) - 1} of {len(played.ended)} learners" in capsys.readouterr().out
    assert json.loads((tmp_path / "demo.json").read_text())["as_planted"] == len(played.ended) - 1


def test_a_directory_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CourseError, match="give the demo a directory of its own"):
        play_demo(tmp_path, tmp_path, ["week9"])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_the_command_plays_the_real_class_as_planted_within_its_bar(tmp_path):
    """The bar is 90 s on a quiet machine; a shared one is given twice that."""
    command = [sys.executable, "-m", "grader", "demo", "--weeks", "week2"]
    command += ["--out", str(tmp_path / "demo"), "--json", str(tmp_path / "demo.json")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    node = json.loads((tmp_path / "demo.json").read_text())
    assert node["as_planted"] == node["total"] >= 16
    shutil.rmtree(tmp_path / "demo")
