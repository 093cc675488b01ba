"""`check` tells a learner what is wrong, and puts it where it is wrong."""

import html
import linecache
import re
import subprocess
import sys
import textwrap

import numpy as np
import pytest

import course.exercises
from course.cases import call, case
from course.checking import CheckFailed, checks
from course.compare import Tolerance
from course.errors import CourseError
from course.exercises import About, Observed, save
from course.observe import play
from course.verdict import NOT_ATTEMPTED, RAISED, RIGHT, WRONG, Known

SOLUTION = """
def shift(x, by):
    return x + by

def scale(x):
    y = shift(x, 1.0)
    return {"y": 2 * y}, float(y.sum())
"""
SHIFT_HELP = {"Idea": "Add.", "Formula": "x + b"}
SCALE_HELP = {"Idea": "Twice."}
SHIFT = About("shift", ("x", "by"), (), (), ("x",), Tolerance(), SHIFT_HELP)
SCALE = About("scale", ("x",), ("d", "total"), ("shift",), ("x",), Tolerance(), SCALE_HELP)
ABOUTS = {"shift": SHIFT, "scale": SCALE}
CASES = {
    "shift": [case("a row", call("shift", np.array([[1.0, 2.0]]), 3))],
    "scale": [case("a pair", call("scale", np.array([1.0, 2.0])))],
}
MISTAKES = {
    "shift": [("minus for plus", "x + by", "x - by", "Is it more or less?")],
    "scale": [("halved", "2 * y", "y / 2", "Twice, not half.")],
}


def notebook(code):
    """Return the namespace of a notebook in which a cell with `code` was run."""
    code = textwrap.dedent(code)
    name = f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"__name__": "__main__", "np": np}
    exec(compile(code, name, "exec"), names)
    return names


@pytest.fixture(autouse=True)
def fixture_of_two_exercises(tmp_path, monkeypatch):
    exercises = {}
    for name, about in ABOUTS.items():

        def observed(code, name=name):
            names = notebook(code)
            return tuple(play(one, names, ABOUTS) for one in CASES[name])

        known = tuple(
            Known(n, hint, observed(SOLUTION.replace(old, new)))
            for n, old, new, hint in MISTAKES[name]
        )
        exercises[name] = about, Observed(tuple(CASES[name]), observed(SOLUTION), known)
    save(tmp_path, "week9/small", exercises)
    monkeypatch.setattr(
        course.exercises, "fixture_file", lambda name, suffix: tmp_path / f"{name}{suffix}"
    )


@pytest.fixture
def check():
    return checks("week9/small")


def failure(check, function):
    with pytest.raises(CheckFailed) as caught:
        check(function)
    return caught.value


def shown(error):
    """Return what a notebook shows of a failed check in place of a traceback."""
    return "\n".join(error._render_traceback_())


def test_a_right_function_is_told_so_and_raises_nothing(check, capsys):
    names = notebook(SOLUTION)
    check(names["shift"])
    check(names["scale"])
    assert capsys.readouterr().out == "shift: right\nscale: right\n"


def test_a_wrong_function_is_told_the_gap_then_the_hint_then_the_way_on(check, capsys):
    names = notebook(SOLUTION.replace("x + by", "x - by"))
    failure(check, names["shift"])
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "shift: wrong (minus for plus)",
        "On a row: the result[0, 0] was to be 4, and is -2.",
        "Is it more or less?",
        'For more help: check.help("shift")',
    ]


def test_the_earliest_wrong_function_is_blamed(check, capsys):
    names = notebook(SOLUTION.replace("x + by", "x - by"))
    error = failure(check, names["scale"])
    out = capsys.readouterr().out
    assert out.startswith("scale calls shift, so mend shift first.\nshift: wrong (minus for plus)")
    assert "halved" not in out
    assert "mend shift first" in shown(error)


def test_a_function_that_calls_itself_without_end_is_told_in_few_lines(check):
    error = failure(check, notebook("def shift(x, by):\n    return shift(x, by)")["shift"])
    lines = shown(error).splitlines()
    assert sum("in shift, line 2" in line for line in lines) == 10
    assert re.fullmatch(r"  \.\.\. \d+ more", lines[5])


def test_what_is_not_called_is_not_blamed(check, capsys):
    code = SOLUTION.replace("return x + by", "raise NotImplementedError")
    code = code.replace("shift(x, 1.0)", "x + 1.0").replace("2 * y", "y / 2")
    failure(check, notebook(code)["scale"])
    assert capsys.readouterr().out.startswith("scale: wrong (halved)")


@pytest.mark.parametrize(
    "called",
    [
        "helper(x)",
        "[shift(row, 1.0) for row in [x]][0]",
        "(lambda row: shift(row, 1.0))(x)",
    ],
)
def test_what_is_called_in_a_helper_is_blamed(check, capsys, called):
    code = SOLUTION.replace("x + by", "x - by")
    helper = "\n\ndef helper(x):\n    return shift(x, 1.0)\n"
    code = code.replace("shift(x, 1.0)", called) + helper
    failure(check, notebook(code)["scale"])
    assert "mend shift first" in capsys.readouterr().out


def test_a_wrong_function_that_calls_right_ones_is_blamed_itself(check, capsys):
    names = notebook(SOLUTION.replace("2 * y", "y / 2"))
    failure(check, names["scale"])
    assert capsys.readouterr().out.startswith('scale: wrong (halved)\nOn a pair: d["y"][1] was')


def test_a_stub_that_is_called_is_what_is_not_attempted(check, capsys):
    code = SOLUTION.replace("return x + by", "raise NotImplementedError")
    failure(check, notebook(code)["scale"])
    assert "shift: not attempted yet" in capsys.readouterr().out


def test_a_stub_is_not_attempted_though_what_it_calls_is_wrong(check, capsys):
    code = SOLUTION.replace("x + by", "x - by").replace(
        "y = shift(x, 1.0)", "raise NotImplementedError"
    )
    failure(check, notebook(code)["scale"])
    assert capsys.readouterr().out.startswith("scale: not attempted yet")


def test_a_right_function_is_right_though_it_calls_nothing(check):
    names = notebook("def scale(x): return {'y': 2 * x + 2}, (x + 1).sum()")
    check(names["scale"])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("return x + by", RIGHT),
        ("return x", WRONG),
        ("return x @ by", RAISED),
        ("raise NotImplementedError", NOT_ATTEMPTED),
        ("pass", NOT_ATTEMPTED),
    ],
)
def test_each_outcome_can_be_asked_without_a_word(check, capsys, body, kind):
    names = notebook(f"def shift(x, by):\n    {body}")
    assert check.outcome(names["shift"]).kind == kind
    assert capsys.readouterr().out == ""


LONG_WORDS = """
    def shift(x, by):
        a_name_that_is_long = x * np.ones((2, 2, 2, 2)) @ np.ones((7, 7)) + x.sum() - x.mean()
        return a_name_that_is_long
"""


def test_a_failure_has_the_learners_own_line_and_no_line_that_validate_would_cut(check):
    error = failure(check, notebook(LONG_WORDS)["shift"])
    lines = shown(error).splitlines()
    assert lines[0].startswith("  in shift, line 3:  a_name_that_is_long = x * np.ones")
    assert "shift: stopped" in lines
    assert any("ValueError" in line for line in lines)
    assert max(map(len, lines)) < 87


def test_a_failure_shows_no_line_of_the_course(check):
    error = failure(check, notebook("def shift(x, by):\n    return nowhere")["shift"])
    lines = [line for line in shown(error).splitlines() if line.startswith("  in ")]
    assert lines == ["  in shift, line 2:  return nowhere"]
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_what_was_printed_is_shown_where_something_is_wrong(check, capsys):
    failure(check, notebook("def shift(x, by):\n    print('now', by)\n    return 0")["shift"])
    assert "It printed: now 3" in capsys.readouterr().out


def test_a_learners_text_is_escaped_in_html(check, monkeypatch):
    seen = []
    monkeypatch.setattr("course.checking._show", seen.append)
    script = "<script>alert(1)</script>"
    code = f"def shift(x, by):\n    print('{script}')\n    raise ValueError('{script}')"
    failure(check, notebook(code)["shift"])
    failure(check, notebook(f"def shift(x, by): return {{'{script}': 1}}")["shift"])
    for message in seen:
        page = message._repr_html_()
        assert "<script" not in page
        assert set(re.findall(r"<(\w+)", page)) <= {"div", "strong", "details", "summary", "pre"}
    assert html.escape(script) in seen[0]._repr_html_()


def test_html_and_text_say_the_same(check, monkeypatch):
    seen = []
    monkeypatch.setattr("course.checking._show", seen.append)
    failure(check, notebook("def shift(x, by): return x - by")["shift"])
    page = html.unescape(re.sub(r"<[^>]+>", "\n", seen[0]._repr_html_()))
    for line in repr(seen[0]).splitlines()[:3]:
        assert line in page


def test_help_says_more_at_each_call(check, capsys):
    check.help("shift")
    first = capsys.readouterr().out
    check.help("shift")
    second = capsys.readouterr().out
    assert "Add." in first
    assert "x + b" not in first
    assert "Add." in second
    assert "x + b" in second


@pytest.mark.parametrize(
    "code",
    [
        "shift = lambda x, by: x + by",
        "def plus(x, by): return x + by\nshift = plus",
        "class Shift:\n    def __call__(self, x, by): return x + by\nshift = Shift()",
        "import functools\nshift = functools.partial(lambda n, x, by: x + by, 0)",
        "import functools\n@functools.lru_cache\ndef one(): return 1\n"
        "@functools.wraps(one)\ndef shift(x, by): return x + by * one()",
        "shift = np.vectorize(lambda x, by: x + by)",
        "shift = np.add",
    ],
)
def test_whatever_is_called_by_the_exercises_name_is_checked(check, code):
    names = notebook(code)
    exec("check(shift)", names | {"check": check})


def test_a_function_decorated_elsewhere_still_finds_the_notebooks_functions(check, capsys):
    elsewhere = notebook("""
        import functools
        def timed(f):
            @functools.wraps(f)
            def wrapper(*args, **kwargs):
                return f(*args, **kwargs)
            return wrapper
    """)
    names = notebook(SOLUTION.replace("2 * y", "y / 2"))
    names["scale"] = elsewhere["timed"](names["scale"])
    failure(check, names["scale"])
    assert capsys.readouterr().out.startswith("scale: wrong (halved)")
    assert "scale" not in elsewhere


def test_the_function_that_is_given_is_checked_whatever_else_has_its_name(check):
    names = notebook(
        "def shift(x, by): return x - by\nold = shift\ndef shift(x, by): return x + by"
    )
    new = names["shift"]
    check(new)
    failure(check, names["old"])
    assert names["shift"] is new


def test_checking_leaves_the_notebooks_names_as_they_were(check):
    names = notebook(SOLUTION)
    before = dict(names)
    check(names["scale"])
    assert names == before


@pytest.mark.parametrize("thing", [3, "shift", None, np.ones(2)])
def test_what_is_no_function_is_refused_in_one_sentence(check, thing):
    with pytest.raises(CourseError, match="check takes a function, and was given"):
        check(thing)


def test_an_unknown_function_is_refused_with_the_names_that_are_known(check):
    with pytest.raises(CourseError, match=r"no exercise called exp\. It has: shift, scale"):
        check(np.exp)
    with pytest.raises(CourseError, match="no exercise called nothing"):
        check.help("nothing")


def test_a_course_error_shows_its_sentence_alone():
    assert CourseError("One sentence.")._render_traceback_() == ["CourseError: One sentence."]


def test_importing_the_course_is_cheap():
    heavy = "{'matplotlib', 'ipywidgets', 'h5py', 'IPython', 'anywidget', 'numpy'}"
    code = f"import course, sys; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_setting_up_check_imports_no_figures_and_no_data():
    heavy = "{'matplotlib', 'ipywidgets', 'h5py', 'anywidget'}"
    code = f"""if True:
        import course, sys
        check = course.checks("week2/cat_classifier")
        def sigmoid(x):
            raise NotImplementedError
        try:
            check(sigmoid)
        except Exception as error:
            print(error)
        print(sorted({heavy} & set(sys.modules)))
    """
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sigmoid: not attempted yet" in run.stdout
    assert run.stdout.splitlines()[-1] == "[]"
