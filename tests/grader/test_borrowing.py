"""A notebook may build on an earlier one's functions, and is judged on its own all the same."""

import pytest
import tiny
import two_weeks

from course import library
from course.errors import CourseError
from grader.audit import audit
from grader.casesets import CaseSets
from grader.content import load_notebook
from grader.intake import read_script
from grader.judge import Judge
from grader.lending import lent_files
from grader.source import SourceError, read_source

TOTAL = "import numpy as np\ndef total(x):\n    return float(np.sum(squared(x)[0]))"
TWICE = "def twice_total(x):\n    return double(total(x))"
WRONG_DOUBLE = "def double(x):\n    return 3 * x"


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return two_weeks.second(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def judged(content, sandbox):
    judge = Judge(CaseSets(content, b"s"), sandbox)

    def verdicts(*codes):
        found = judge.judge(read_script("\n\n".join(codes), "ann", content.source))
        return {v.exercise: v for v in found.verdicts}

    return verdicts


def test_a_source_knows_what_it_borrows_and_from_whom(content):
    names = {name: one.full_name for name, one in content.source.borrowed.items()}
    assert names == {"double": "week8/first/double", "squared": "week8/first/square_of_double"}
    assert list(content.source.lenders) == ["week8/first"]


def test_solutions_run_on_the_earlier_solutions(content):
    names = content.namespace()
    assert names["twice_total"](1.0) == 8
    assert names["double"](3) == 6


def test_checks_of_a_notebook_that_borrows_are_sound(content):
    audits = audit(content, ["total", "twice_total"], (0, 1))
    assert [line for one in audits for line in one.faults] == []


def test_the_reference_answers_for_the_earlier_functions(judged):
    found = judged(TOTAL, TWICE)
    assert [v.outcome for v in found.values()] == ["right", "right"]
    assert [v.stood_in for v in found.values()] == [(), ()]


def test_they_may_be_called_while_a_cell_runs(judged):
    found = judged(TOTAL, TWICE, "assert double(2) == 4 and squared(np.ones(2))[0].sum() == 8")
    assert [v.outcome for v in found.values()] == ["right", "right"]


def test_a_wrong_redefinition_costs_nothing_and_is_told(judged):
    found = judged(TOTAL, TWICE, WRONG_DOUBLE)
    assert [v.outcome for v in found.values()] == ["right", "right"]
    assert found["twice_total"].stood_in == ("double",)
    assert "the course's own double" in " ".join(found["twice_total"].message.split())
    assert found["total"].stood_in == ()


def test_a_right_redefinition_is_used_whatever_it_returns_besides(judged):
    own = "def squared(x):\n    return [4 * x**2]"
    found = judged(TOTAL, TWICE, own)
    assert [(v.outcome, v.stood_in) for v in found.values()] == [("right", ())] * 2


def test_a_redefinition_that_never_ends_costs_nothing(judged):
    found = judged(TOTAL, TWICE, "def double(x):\n    while True:\n        pass")
    assert [v.outcome for v in found.values()] == ["right", "right"]


def test_a_mistake_beside_them_is_named(judged):
    found = judged(TOTAL.replace("np.sum", "np.mean"), TWICE)
    assert found["total"].misconception == "a mean"
    assert found["twice_total"].outcome == "right"


@pytest.mark.parametrize("wanted", ["week9/second", "week8/first", "week7/nothing", "../x", ""])
def test_nothing_but_what_the_notebook_borrows_is_lent(judged, wanted):
    name = "square_of_double" if wanted == "week8/first" else "total"
    code = f"import course\ntotal = course.earlier({wanted!r}, {name!r})"
    found = judged(code, TWICE)
    assert found["total"].points == 0
    assert found["twice_total"].outcome == "right"


def test_the_exercise_itself_is_lent_under_no_name(judged):
    tricks = [
        "total = course.library._answers('week9/second', ('total',))[0]",
        "total = course.library._answers('week9/second/total', ('',))[0]",
        "total = course.library._answers('', ('total',))[0]",
        "double.__closure__[1].cell_contents['function'] = 'total'\ntotal = double",
    ]
    for trick in tricks:
        found = judged(f"import course\nimport course.library\n{trick}", TWICE)
        assert found["total"].points == 0, trick


def test_what_is_lent_of_a_notebook_cannot_be_read_where_it_is_graded(tmp_path, sandbox):
    two_weeks.write(tmp_path)
    lender = load_notebook(tmp_path, "week8/first")
    path = tmp_path / "week8" / "lent" / "first.json"
    path.parent.mkdir()
    path.write_text(lent_files(tmp_path, lender.source)["week8/first"], encoding="utf-8")
    attack = f"""
import base64, json, zlib
from pathlib import Path
def stolen():
    return json.loads(Path({str(path)!r}).read_text())["sealed"]
exec(zlib.decompress(base64.b64decode(stolen())))
"""
    exec(attack, here := {})
    assert here["double"](2) == 4  # it would work, where the file can be seen
    lent = f"""
import course.lent, course.resources
from pathlib import Path
course.resources._CHECKOUT = Path({str(tmp_path)!r})
double = course.lent.lent("week8/first")["double"]
"""
    judge = Judge(CaseSets(lender, b"s"), sandbox)
    for code in (attack, lent):
        assert judge.judge(read_script(code, "ann", lender.source)).score == 0


WRONG = {
    "no set-up cell": ("check(total)\n", "check(total)\ndouble = course.earlier('a/b', 'c')\n"),
    "not assigned": ("double, squared = course.earlier", "f = list; course.earlier"),
    "another number": ("double, squared =", "double, squared, more ="),
    "no names": (', "double", "square_of_double")', ")"),
    "an exercise of this notebook": ("double, squared = ", "double, total = "),
    "no such notebook": ("week8/first", "week8/last"),
    "no such exercise": ('"double", "sq', '"treble", "sq'),
    "itself": ("week8/first", "week9/second"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_way_of_borrowing_is_one_line_with_its_place(tmp_path, mistake):
    source = tiny.edited(two_weeks.SECOND, *WRONG[mistake])
    path = two_weeks.write(tmp_path, source) / "week9" / "second.py"
    with pytest.raises(SourceError) as told:
        read_source(path)
    assert str(told.value).startswith(f"{path}:")
    assert "\n" not in str(told.value)


def test_two_notebooks_that_borrow_from_each_other_are_refused(tmp_path):
    path = two_weeks.write(tmp_path) / "week8" / "first.py"
    more = "FACTOR = 2.0\ntotal = course.earlier('week9/second', 'total')\n"
    path.write_text(tiny.edited(two_weeks.FIRST, "FACTOR = 2.0\n", more), encoding="utf-8")
    with pytest.raises(SourceError, match="no earlier notebook"):
        read_source(path)


def test_a_lender_may_have_borrowed_itself(tmp_path):
    third = """# %% setup=true
import course
sum_of = course.earlier("week9/second", "total")
"""
    folder = two_weeks.write(tmp_path) / "week9"
    (folder / "third.py").write_text(third, encoding="utf-8")
    source = read_source(folder / "third.py")
    assert [name for name, *_ in source.all_lenders] == ["week8/first", "week9/second"]
    answers = library.run_lenders(source.all_lenders)
    assert answers("week9/second", ("total",))[0](1.0) == 4
    with pytest.raises(CourseError, match="not lent"):
        answers("week9/second", ("double",))


def test_nothing_is_left_behind_by_running_the_instructors_code(content):
    content.namespace()
    assert library._answers is None
    assert load_notebook(content.source.path.parents[1], "week8/first").source.lenders == {}
