"""The sources and the checks of a week fit together, or one line says what does not."""

import pytest
import tiny

from course.errors import CourseError
from grader.content import find_root, load_notebook, load_week, weeks
from grader.declare import Misconception
from grader.source import SourceError


@pytest.fixture
def notebook(tmp_path):
    tiny.write(tmp_path)
    return load_notebook(tmp_path, "week9/tiny")


def test_the_solutions_run_in_a_namespace_of_their_own(notebook):
    assert notebook.namespace()["square_of_double"](3) == 36
    assert notebook.namespace({"double": "def double(x): return 5"})["square_of_double"](3) == 25
    assert notebook.namespace()["square_of_double"](3) == 36


def test_the_same_seed_draws_the_same_cases(notebook):
    item = notebook.items["double"]
    assert repr(item.cases(7)) == repr(item.cases(7))
    assert repr(item.cases(7)) != repr(item.cases(8))


def test_edits_are_made_in_the_solution_alone(notebook):
    edit = Misconception("", "x", "z", "")
    assert notebook.items["double"].edited(edit).count("z") == 1


@pytest.mark.parametrize(("old", "times"), [("absent", 0), ("y", 3)])
def test_an_edit_whose_text_is_not_found_once_is_refused(notebook, old, times):
    with pytest.raises(SourceError, match=f"found {times} times"):
        notebook.items["square_of_double"].edited(Misconception("m", old, "z", ""))


def test_two_edits_of_one_spot_are_refused(notebook):
    edits = notebook.items["double"].declared.misconceptions
    with pytest.raises(SourceError, match="touch the same text"):
        notebook.items["double"].edited(*edits)


def test_an_exercise_that_the_checks_do_not_declare_is_named_with_its_line(tmp_path):
    start = tiny.CHECKS.index('    Exercise(\n        "square_of_double"')
    path = tiny.write(tmp_path, checks=tiny.CHECKS[:start] + ")\n")
    line = tiny.line_of(tiny.SOURCE, '# %% exercise="square_of_double"')
    with pytest.raises(SourceError) as caught:
        load_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{path}:{line}: exercise 'square_of_double' is not")


BROKEN_CHECKS = {
    "declared without an exercise": (
        '        "double",',
        '        "triple",',
        ":11: 'triple' is no",
    ),
    "declared twice": (
        '"square_of_double",\n        _c',
        '"double",\n        _c',
        "'double' twice",
    ),
    "what is kept is no tuple": (
        'help={"Idea"',
        'keeps=("x"), help={"Idea"',
        """:11: 'double': keeps is to be a tuple, such as ("X",), not 'x'.""",
    ),
    "what is kept is no parameter": (
        'help={"Idea"',
        'keeps=("x", "Z"), help={"Idea"',
        ":11: 'double': keeps names Z, which is no parameter of it.",
    ),
    "two misconceptions of one name": (
        'Misconception("half"',
        'Misconception("three times"',
        ":11: 'double': the misconception 'three times' comes twice.",
    ),
    "no EXERCISES": ("EXERCISES = (", "OTHERS = (", ":1: it needs EXERCISES"),
    "a syntax error": ("EXERCISES = (", "EXERCISES = = (", ":9: invalid syntax"),
}


@pytest.mark.parametrize("mistake", BROKEN_CHECKS)
def test_a_mistake_in_the_checks_is_one_line_with_its_file(tmp_path, mistake):
    old, new, words = BROKEN_CHECKS[mistake]
    tiny.write(tmp_path, checks=tiny.edited(tiny.CHECKS, old, new))
    with pytest.raises(SourceError) as caught:
        load_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{tmp_path / 'week9' / 'checks' / 'tiny.py'}:")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_week_is_told_with_the_weeks_that_there_are(tmp_path):
    tiny.write(tmp_path)
    with pytest.raises(CourseError, match=r"There is no week3 .* there is: week9"):
        load_week(tmp_path, "week3")


def test_a_folder_without_content_says_what_to_give_instead(tmp_path):
    with pytest.raises(CourseError, match="--content PATH"):
        find_root(tmp_path / "nowhere")


# What can be wrong with a week.toml: (old, new, the line that is named, words)
BROKEN_WEEKS = {
    "no title": ('title = "A very small week"', "", 1, "needs a title"),
    "hours in words": ("hours = 1", 'hours = "one"', 2, "needs the hours"),
    "no list of notebooks": ('["tiny"]', '"tiny"', 3, "needs notebooks"),
    "a notebook that is not there": ('["tiny"]', '["tiny", "huge"]', 3, "there is no"),
    "a notebook twice": ('["tiny"]', '["tiny", "tiny"]', 3, "tiny twice"),
    "an unknown key": ("hours =", "houres = 1\nhours =", 2, "unknown key 'houres'"),
}


@pytest.mark.parametrize("mistake", BROKEN_WEEKS)
def test_a_mistake_in_a_week_file_is_one_line_with_file_and_line(tmp_path, mistake):
    old, new, line, words = BROKEN_WEEKS[mistake]
    tiny.write(tmp_path, week=tiny.edited(tiny.WEEK, old, new))
    with pytest.raises(SourceError) as caught:
        load_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{tmp_path / 'week9' / 'week.toml'}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_week_file_that_is_not_toml_is_one_line(tmp_path):
    path = tiny.write(tmp_path, week="title = =\n").with_name("week.toml")
    with pytest.raises(SourceError) as caught:
        load_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{path}: ")
    assert "line 1" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_notebook_without_checks_is_told_with_the_file_that_is_missing(tmp_path):
    checks = tiny.write(tmp_path).with_name("checks") / "tiny.py"
    checks.unlink()
    with pytest.raises(SourceError, match="it is missing") as caught:
        load_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{checks}: ")


def test_the_checks_of_two_folders_are_kept_apart_and_may_share_draws(tmp_path):
    for number in (1, 2):
        checks = tiny.edited(tiny.CHECKS, "size=(1, 3)", "size=draws.SIZE")
        path = tiny.write(tmp_path / str(number), checks=f"from . import draws\n{checks}")
        (path.parent / "checks" / "draws.py").write_text(f"SIZE = (1, {number})\n")
    for number in (1, 2):
        item = load_notebook(tmp_path / str(number), "week9/tiny").items["double"]
        ((argument,),) = [one.arguments for one in item.cases(0)[0].calls]
        assert argument.shape == (1, number)


def test_one_notebook_is_loaded_though_another_is_broken(tmp_path):
    path = tiny.write(tmp_path, week=tiny.edited(tiny.WEEK, '["tiny"]', '["broken", "tiny"]'))
    path.with_name("broken.py").write_text("# %% nothing=\n")
    assert load_notebook(tmp_path, "week9/tiny").name == "week9/tiny"
    with pytest.raises(SourceError, match="broken"):
        load_week(tmp_path, "week9")
    with pytest.raises(CourseError, match="week9 has no notebook huge"):
        load_notebook(tmp_path, "week9/huge")


def test_weeks_are_those_that_have_a_week_file(tmp_path):
    tiny.write(tmp_path)
    (tmp_path / "week8").mkdir()
    assert weeks(tmp_path) == ["week9"]
