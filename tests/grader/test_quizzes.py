"""A quiz goes from its declaration to a learner, and from a submission to a mark, key unseen."""

import json
import re

import nbformat
import pytest
import tiny

from course import checks
from course.checking import CheckFailed
from course.errors import CourseError
from course.verdict import LIMIT, NOT_ATTEMPTED, RIGHT, WRONG
from grader.build import build_week, write
from grader.casesets import CaseSets
from grader.content import load_notebook, load_week
from grader.graded_notebook import order_of, put_in_order, with_verdicts
from grader.intake import read_submission
from grader.judge import Judge
from grader.notebooks import source_notebook
from grader.quizzes import expanded, right_answers, unanswered
from grader.source import SourceError

PATHS = ("week9/notebooks/tiny.ipynb", "course/fixtures/week9/tiny.json")
ANSWERS = {"table": "standard", "photo": "for pictures", "speech": "for texts"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The tiny course with its quiz, built."""
    root = tmp_path_factory.mktemp("content")
    tiny.write_with_quiz(root)
    for built in build_week(root, "week9"):
        write(root, built)
    return root


@pytest.fixture(scope="module")
def quiz_notebook(root):
    return load_notebook(root, "week9/tiny")


@pytest.fixture(scope="module")
def released(root):
    notebook = json.loads((root / PATHS[0]).read_text())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


@pytest.fixture
def judged(quiz_notebook, released, sandbox):
    """Judge the released notebook with some text in the place of its cell of answers."""

    def judged(text, *more):
        handed_in = json.loads(json.dumps(released))
        (cell,) = [c for c in handed_in["cells"] if grade_id(c) == "which_one"]
        cell["source"] = cell["source"] if text is None else text
        handed_in["cells"] += more
        data = json.dumps(handed_in).encode()
        submission = read_submission(data, "ada", quiz_notebook.source)
        verdicts = Judge(CaseSets(quiz_notebook, b"secret"), sandbox).judge(submission).verdicts
        return {v.exercise: v for v in verdicts}["which_one"]

    return judged


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def written(**answers):
    return f"which_one = {ANSWERS | answers!r}"


# What learners get


def test_the_empty_cell_becomes_prose_answers_and_check(released):
    at = next(n for n, c in enumerate(released["cells"]) if grade_id(c) == "which_one")
    prose, answers, check = released["cells"][at - 1 : at + 2]
    title, facts, first, *_ = prose["source"].split("\n\n")
    assert (title, facts) == (
        "## Quiz: Which one is it?",
        "*3 minutes, difficulty 1 of 3, 6 points*",
    )
    assert first == "**table**: A price from a table"
    assert '- `"standard"`\n- `"for pictures"`\n- `"for texts"`' in prose["source"]
    assert answers["source"] == (
        'which_one = {\n    "table": ...,\n    "photo": ...,\n    "speech": ...,\n}'
    )
    assert check["source"] == 'check.quiz("which_one", which_one)'
    grading = check["metadata"]["nbgrader"]
    assert (grading["grade"], grading["points"], grading["locked"]) == (True, 6, True)
    assert answers["metadata"]["nbgrader"]["solution"]


def test_nbgraders_source_holds_the_answers(quiz_notebook):
    cells = source_notebook(quiz_notebook.source).cells
    (answers,) = [c.source for c in cells if grade_id(c) == "which_one"]
    names: dict = {}
    exec(answers, names)
    assert names["which_one"] == ANSWERS == right_answers(quiz_notebook.quizzes["which_one"])


@pytest.mark.parametrize("path", PATHS)
def test_no_key_is_readable_in_what_learners_get(root, path):
    text = (root / path).read_text(encoding="utf-8")
    assert not re.search("neighbours|remembers|taken for", text)
    assert not re.search(r'"(table|photo|speech)\\?": \\?"', text)


def test_an_answer_that_the_prose_gives_away_fails_the_build(tmp_path):
    source = tiny.edited(tiny.SOURCE + tiny.QUIZ, "# The end.", '#     "photo": "for pictures",')
    path = tiny.write_with_quiz(tmp_path, source)
    with pytest.raises(SourceError, match="answer of the quiz 'which_one'") as caught:
        build_week(tmp_path, "week9")
    line = tiny.line_of(source, '#     "photo"') - 1
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_expanding_twice_changes_nothing(quiz_notebook):
    source = quiz_notebook.source
    assert expanded(source, quiz_notebook.quizzes) == source


def test_an_answer_is_blanked_whatever_it_holds():
    assert unanswered('q = {\n    "a": "one, two",\n}') == 'q = {\n    "a": ...,\n}'


# The learner's check


@pytest.fixture
def check(root, monkeypatch):
    monkeypatch.setattr(
        "course.exercises.fixture_file",
        lambda name, suffix: root / "course" / "fixtures" / f"{name}{suffix}",
    )
    return checks("week9/tiny")


def test_the_check_explains_the_options_that_were_chosen(check, capsys):
    check.quiz("which_one", ANSWERS)
    said = capsys.readouterr().out
    assert said.startswith(
        "which_one: right\n3 of 3 answers right.\n✓ table: standard. Each number"
    )
    with pytest.raises(CheckFailed, match="2 of 3 answers right"):
        check.quiz("which_one", ANSWERS | {"photo": "standard"})
    said = capsys.readouterr().out
    assert "✗ photo: standard (a picture taken for a table). It would learn" in said
    assert "no sequence" not in said


def test_the_check_of_an_untouched_quiz_says_so(check, capsys, released):
    names = {}
    exec(next(c["source"] for c in released["cells"] if grade_id(c) == "which_one"), names)
    with pytest.raises(CheckFailed, match="not attempted"):
        check.quiz("which_one", names["which_one"])


def test_a_quiz_that_is_none_is_told_with_those_that_are(check):
    with pytest.raises(CourseError, match=r"has no quiz called which\. Its quizzes: which_one"):
        check.quiz("which", {})


# The judge


def test_right_answers_get_all_points(judged):
    verdict = judged(written())
    assert (verdict.outcome, verdict.points, verdict.max_points) == (RIGHT, 6, 6)


def test_a_wrong_option_costs_its_share_and_is_named(judged):
    verdict = judged(written(photo="standard"))
    assert (verdict.outcome, verdict.points) == (WRONG, 4)
    assert verdict.misconception == "a picture taken for a table"
    verdict = judged(written(photo="for texts", table="for pictures"))
    assert verdict.points == 2
    assert verdict.misconceptions == ("a table taken for a picture", "photo: for texts")


def test_an_untouched_quiz_is_not_attempted(judged):
    assert (judged(None).outcome, judged(None).points) == (NOT_ATTEMPTED, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("which_one = [1, 2]", "is to be a dictionary"),
        (written(photo="for pictuers"), "'for pictuers' is none of its options"),
        (written(photo=object).replace("<class 'object'>", "object()"), "that is none of its"),
    ],
)
def test_a_bad_value_is_one_clear_line(judged, text, words):
    verdict = judged(text)
    assert verdict.outcome == WRONG
    assert any(words in line for line in verdict.message.splitlines())


@pytest.mark.parametrize("text", ["which_one = {", "which_one = {1: nothing}", "del which_one"])
def test_answers_that_cannot_be_read_are_not_attempted(judged, text):
    verdict = judged(text)
    assert (verdict.outcome, verdict.points) == (NOT_ATTEMPTED, 0)
    assert "No answers called which_one were found" in verdict.message


def test_answers_in_a_cell_of_the_learners_own_count(judged):
    own = {"cell_type": "code", "metadata": {}, "outputs": [], "source": written()}
    assert judged(None, own).outcome == RIGHT


def test_an_object_that_equals_everything_earns_nothing(judged):
    verdict = judged(
        "class Any(str):\n"
        "    __eq__ = lambda self, other: True\n"
        "    __hash__ = lambda self: hash('standard')\n"
        "    casefold = split = lambda self: 'standard'\n"
        "which_one = dict.fromkeys(['table', 'photo', 'speech'], Any('nothing'))"
    )
    assert (verdict.outcome, verdict.points) == (WRONG, 0)


def test_answers_without_end_are_a_limit(judged):
    verdict = judged(f"while True:\n    {written()}")
    assert (verdict.outcome, verdict.points) == (LIMIT, 0)


def test_a_part_of_the_points_is_seen_by_nbgrader(judged, quiz_notebook, released):
    from nbgrader.utils import determine_grade

    handed_in = read_submission(json.dumps(released).encode(), "ada", quiz_notebook.source)
    ordered = put_in_order(handed_in, order_of(released))
    for text, points in ((written(), 6), (written(photo="standard"), 4), (None, 0)):
        graded = nbformat.from_dict(with_verdicts(ordered, (judged(text),)))
        (cell,) = [c for c in graded.cells if grade_id(c) == "check-which_one"]
        assert determine_grade(cell) == (points, 6)


# What an instructor can get wrong: (old, new, words)
MISTAKES = {
    "one option": ('"standard": "It forgets.", ', "", "the question 'speech' has 1 option,"),
    "no right option": ('right="standard"', 'right="standart"', "has no option 'standart'"),
    "a mistake of the right option": (
        *('{"standard": "a picture', '{"for pictures": "a picture'),
        "which is no wrong option",
    ),
    "an option twice": ('"for texts": "A photo', '"Standard ": "A photo', "read alike"),
    "no explanation": ('"It forgets."', '""', "does not explain 'standard'"),
    "two questions of a name": ('"speech"', '"photo"', "the question 'photo' comes twice"),
    "a name with a space": ('"speech"', '"the speech"', "needs a name"),
    "a quiz without a place": ('"which_one"', '"which"', "'which' is no quiz of"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_declaration_is_one_line_with_its_place(tmp_path, mistake):
    old, new, words = MISTAKES[mistake]
    path = tiny.write_with_quiz(tmp_path, checks=tiny.edited(tiny.QUIZ_CHECKS, old, new))
    with pytest.raises(SourceError) as caught:
        load_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{path.with_name('checks') / path.name}:")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (" points=6", "", "needs points"),
        (" minutes=3", "", "needs minutes=N"),
        ("difficulty=1\n\n# %% [markdown]\n# The", "difficulty=1\n1 + 1\n\n# %% [markdown]\n# The",
         "is to be an empty cell"),
        ('quiz="which_one"', 'quiz="double"', "has an exercise's name"),
        ('quiz="which_one"', 'quiz="which_two"', "quiz 'which_two' is not declared"),
        ('quiz="which_one"', 'quiz="which one"', "needs a name as Python has them"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_place_is_one_line_with_its_line(tmp_path, old, new, words):
    source = tiny.edited(tiny.SOURCE + tiny.QUIZ, old, new)
    checks = tiny.QUIZ_CHECKS
    if "which_two" in new:
        start = checks.index("    Quiz(")
        checks = checks[:start] + ")\n"
    path = tiny.write_with_quiz(tmp_path, source, checks)
    with pytest.raises(SourceError) as caught:
        load_week(tmp_path, "week9")
    line = tiny.line_of(source, "# %% quiz=")
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


# The audit


def test_the_audit_tries_every_option(grader, root, tmp_path):
    figures = tmp_path / "figures.json"
    code, _, _ = grader(
        "audit", "week9/tiny/which_one", "--content", root, "--seeds", 0, "--json", figures
    )
    assert code == 0
    told = json.loads(figures.read_text())["exercises"]["week9/tiny/which_one"]
    assert (told["misconceptions"], told["caught"], told["named"]) == (4, 4, 4)
    assert told["mutants"] == told["pairs"] == 0


def test_the_audit_notices_options_that_are_marked_wrongly(quiz_notebook, monkeypatch):
    from course import quizzes
    from grader.audit import audit

    right = quizzes.mark

    def lenient(quiz, asked, answers):
        return right(quiz, asked, answers | {"table": "standard"})

    monkeypatch.setattr(quizzes, "mark", lenient)
    (one,) = audit(quiz_notebook, ["which_one"], [0])
    assert one.faults == ["week9/tiny/which_one: 'for pictures' for table is accepted."]
    assert one.figures.caught == 3
