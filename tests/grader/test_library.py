"""A learner's functions are kept as they pass, and later notebooks take them from there."""

import linecache
import sys

import numpy as np
import pytest
import two_weeks

import course
import course.lent
import course.resources
from course.checking import CheckFailed, checks
from course.errors import CourseError
from course.lab import RECORD
from grader.build import build_week, write

OWN = """
import math

FACTOR = 2.0

def helper(x):
    return FACTOR * x


def double(x):
    # twice, my way
    return helper(x) * math.sqrt(1)


def square_of_double(x):
    return np.power(double(x), 2), x
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Both tiny weeks, built."""
    root = two_weeks.write(tmp_path_factory.mktemp("built"))
    for week in ("week8", "week9"):
        for one in build_week(root, week):
            write(root, one)
    return root


@pytest.fixture(autouse=True)
def learner(built, tmp_path, monkeypatch):
    """A learner's folder, with the course as it is built."""
    monkeypatch.setattr(course.resources, "PACKAGED_FIXTURES", built / "course" / "fixtures")
    monkeypatch.setattr(course.resources, "_CHECKOUT", built)
    monkeypatch.setattr(sys, "path", list(sys.path))
    folder = tmp_path / "my course"
    (folder / "week8").mkdir(parents=True)
    monkeypatch.chdir(folder / "week8")
    monkeypatch.setenv("NNDL_LIBRARY", str(folder))
    course.lent.lent.cache_clear()
    yield folder
    for name in [n for n in sys.modules if n.split(".")[0] == "my_nn"]:
        del sys.modules[name]


def cell(code, names=None):
    """Run a cell of a notebook, as IPython does: its text can be read later."""
    name = f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"__name__": "__main__", "np": np} if names is None else names
    exec(compile(code, name, "exec"), names)
    return names


def check(names, *exercises):
    for exercise in exercises:
        checks("week8/first")(names[exercise])


def test_what_passes_is_kept_with_what_it_needs_and_can_be_imported(learner, capsys):
    check(cell(OWN), "double", "square_of_double")
    text = (learner / "my_nn" / "first.py").read_text()
    assert text.startswith('"""My own functions from week8/first')
    assert text.index("import math") < text.index("FACTOR = 2.0") < text.index("def helper")
    assert text.index("def helper") < text.index("def double") < text.index("def square_of")
    assert "# twice, my way" in text
    assert "Kept in my_nn/first.py: double." in capsys.readouterr().out
    import my_nn.first

    assert my_nn.first.square_of_double(np.ones(2))[0].tolist() == [4, 4]


def test_a_function_that_fails_overwrites_nothing(learner):
    check(cell(OWN), "double")
    before = (learner / "my_nn" / "first.py").read_text()
    with pytest.raises(CheckFailed):
        check(cell("def double(x):\n    return 3 * x"), "double")
    assert (learner / "my_nn" / "first.py").read_text() == before


def test_a_better_version_takes_the_place_of_the_older_and_others_stay(learner):
    check(cell(OWN), "double", "square_of_double")
    import my_nn.first as older

    check(cell("def double(x):\n    return x + x"), "double")
    import my_nn.first as newer

    assert newer.double is not older.double
    text = (learner / "my_nn" / "first.py").read_text()
    assert "return x + x" in text
    assert "twice, my way" not in text
    assert "np.power" in text


def test_an_exercise_that_is_called_is_kept_along(learner):
    check(cell(OWN), "square_of_double")
    assert "def double" in (learner / "my_nn" / "first.py").read_text()


def test_the_folder_is_the_one_around_the_weeks(learner, monkeypatch):
    monkeypatch.delenv("NNDL_LIBRARY")
    assert course.keeping.folder() == learner
    monkeypatch.chdir(learner)
    assert course.keeping.folder() == learner
    (learner / "widgets").mkdir()
    monkeypatch.chdir(learner / "widgets")
    assert course.keeping.folder() == learner


@pytest.mark.parametrize("room", ["week8", "of my own", "."])
def test_the_folder_is_the_one_that_course_lab_filled(learner, monkeypatch, room):
    monkeypatch.delenv("NNDL_LIBRARY")
    (learner / RECORD).write_text("{}")
    (learner / room).mkdir(exist_ok=True)
    monkeypatch.chdir(learner / room)
    assert course.keeping.folder() == learner


@pytest.mark.parametrize(
    ("notebook", "said"),
    [
        ("week9/second", "week9/second lends nothing; finish it there"),
        ("week8/fourth", "There is no notebook week8/fourth; there is: week8/first, week9/second."),
    ],
)
def test_where_nothing_is_lent_it_is_said_why(learner, notebook, said):
    with pytest.raises(CourseError, match=said):
        course.earlier(notebook, "double")


def test_outside_a_notebook_nothing_is_written(learner, monkeypatch):
    monkeypatch.delenv("NNDL_LIBRARY")
    check(cell(OWN), "double")
    assert not (learner / "my_nn").exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("double = lambda x: 2 * x", "is a lambda; write it with def"),
        ("exec('def double(x):\\n    return 2 * x')", "the text of double cannot be found"),
        ("thing = object()\ndef double(x):\n    thing\n    return 2 * x", "uses thing, a object"),
        ("import sys\ndef double(x):\n    return 2 * x if 'np' in globals() else 0", "on its own"),
        ("def other(x):\n    return 2 * x\ndouble = other", "was not written with def double"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_line(learner, capsys, code, said):
    check(cell(code), "double")
    assert f"{said}" in " ".join(capsys.readouterr().out.split())
    assert not (learner / "my_nn" / "first.py").exists()


def test_a_file_that_is_no_python_is_left_alone(learner, capsys):
    path = learner / "my_nn" / "first.py"
    path.parent.mkdir()
    path.write_text("def double(:\n")
    check(cell(OWN), "double")
    assert "no Python in line 1; mend it or delete it" in " ".join(capsys.readouterr().out.split())
    assert path.read_text() == "def double(:\n"


def test_a_file_in_another_encoding_is_left_alone_and_a_mark_of_utf_8_is_no_matter(learner, capsys):
    path = learner / "my_nn" / "first.py"
    path.parent.mkdir()
    path.write_bytes("# Größe\n".encode("latin-1"))
    check(cell(OWN), "double")
    assert "not in UTF-8: save it so in your editor" in " ".join(capsys.readouterr().out.split())
    path.write_text("# Größe\n", encoding="utf-8-sig")
    check(cell(OWN), "double")
    assert "def double" in path.read_text(encoding="utf-8")


def test_what_is_kept_later_is_there_at_the_next_import(learner):
    check(cell(OWN), "double")
    from my_nn import first

    assert not hasattr(first, "square_of_double")
    check(cell(OWN), "square_of_double")
    from my_nn import first

    assert hasattr(first, "square_of_double")


def test_a_folder_that_cannot_be_written_is_said_in_a_line(learner, capsys):
    (learner / "my_nn").write_text("a file")
    check(cell(OWN), "double")
    assert "cannot be written" in " ".join(capsys.readouterr().out.split())


def test_what_the_learner_added_to_the_file_stays(learner):
    check(cell(OWN), "double")
    path = learner / "my_nn" / "first.py"
    path.write_text(path.read_text() + "\n\n# mine\ndef more():\n    return FACTOR\n")
    check(cell(OWN), "double", "square_of_double")
    assert "# mine\ndef more():\n    return FACTOR" in path.read_text()


def test_earlier_gives_the_learners_own_and_lends_the_rest(learner, capsys):
    check(cell(OWN), "double")
    capsys.readouterr()
    double, squared = course.earlier("week8/first", "double", "square_of_double")
    assert double.__module__ == "my_nn.first"
    assert squared(np.ones(2))[0].tolist() == [4, 4]
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert said.startswith("double: your own, from my_nn. square_of_double: lent by the course")


def test_earlier_does_not_trust_what_fails_its_check(learner, capsys):
    check(cell(OWN), "double")
    path = learner / "my_nn" / "first.py"
    path.write_text(path.read_text().replace("FACTOR = 2.0", "FACTOR = 3.0"))
    capsys.readouterr()
    assert course.earlier("week8/first", "double")(1) == 2
    assert "(yours fail their checks: double)" in capsys.readouterr().out
    path.write_text("1 / 0")
    assert course.earlier("week8/first", "double")(1) == 2
    assert "stops with ZeroDivisionError" in capsys.readouterr().out


def test_a_function_that_builds_on_earlier_ones_is_kept_with_them(learner, capsys):
    check(cell(OWN), "double")
    names = {"__name__": "__main__", "np": np, "course": course}
    names["double"], names["squared"] = course.earlier("week8/first", "double", "square_of_double")
    cell("def total(x):\n    return float(np.sum(squared(x)[0]))", names)
    cell("def twice_total(x):\n    return double(total(x))", names)
    checks("week9/second")(names["twice_total"])
    text = (learner / "my_nn" / "second.py").read_text()
    assert "from my_nn.first import double" in text
    assert 'squared = course.earlier("week8/first", "square_of_double")' in text
    import my_nn.second

    assert my_nn.second.twice_total(np.ones(1)) == 8


def test_only_what_a_later_notebook_asks_for_is_lent(built):
    with pytest.raises(CourseError, match="lends nothing"):
        course.earlier("week9/second", "total")
    with pytest.raises(CourseError, match="lends no nothing"):
        course.earlier("week8/first", "nothing")
    names, text = course.lent.unseal((built / "week8/lent/first.json").read_text())
    assert names == ["double", "square_of_double"]
    assert "json" not in text
    assert "check" not in text
    assert not (built / "week9/lent").exists()


def test_no_solution_can_be_read_in_what_is_lent(built):
    content = (built / "week8/lent/first.json").read_text()
    assert "return" not in content
    assert "FACTOR" not in content


def test_a_lent_file_that_drifts_is_built_anew(built):
    from grader.build import drift

    path = built / "week8" / "lent" / "first.json"
    whole = path.read_text()
    try:
        for content in (whole.replace("sealed", "other"), "{}"):
            path.write_text(content)
            (one,) = build_week(built, "week8")
            assert "week8/lent/first.json" in " ".join(drift(built, one))
            assert write(built, one) == [path]
            assert path.read_text() == whole
    finally:
        path.write_text(whole)


def test_no_part_of_a_file_is_left_by_writing(learner):
    check(cell(OWN), "double")
    assert sorted(path.name for path in (learner / "my_nn").iterdir()) == [
        "__init__.py",
        "first.py",
    ]
