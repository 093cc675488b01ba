"""An instructor's own asserts: judged on the learner's values, never in the learner's hands."""

import json
import shutil
import sqlite3

import numpy as np
import pytest
import tiny
from test_nbgrader_steps import nbgrader

from course.errors import CourseError
from grader.batch import autograde
from grader.build import build_week
from grader.casesets import CaseSets
from grader.classic import plan
from grader.classic_lint import findings
from grader.content import load_notebook
from grader.coursedir import init_course
from grader.graded_notebook import order_of, put_in_order, with_verdicts
from grader.intake import read_script, read_submission
from grader.judge import Judge
from grader.notebooks import release_notebooks
from grader.pages.writing import write_feedback
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import Limits
from grader.sandbox.remote import checked
from grader.source import SourceError, read_source

DOUBLE = "def double(x):\n    return {}\n"
SQUARE = "def square_of_double(x):\n    return double(x) ** 2\n"
HELPER = '''
# %%
SCALE = np.array([1.0, 2.0])
DOUBLED = double(SCALE)


def close(a, b):
    """A function of the course's own, for tests."""
    return np.allclose(a, b)

'''


def with_tests(*cells, helper=HELPER):
    """Return the small notebook with an instructor's own cells: (tags, code) each."""
    return tiny.SOURCE + helper + "".join(f"\n# %% {tags}\n{code}\n" for tags, code in cells)


def asserts(code, name="classic", points=4, more=""):
    return f'test="{name}" points={points} {more}', code


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(cell_seconds=1, exercise_seconds=1)) as warm:
        yield warm


@pytest.fixture
def judging(tmp_path, sandbox):
    """Judge a submission by one classic cell; return the test's verdict."""

    def judge_one(code, submission, more="", helper=HELPER):
        tiny.write(tmp_path, with_tests(asserts(code, more=more), helper=helper))
        notebook = load_notebook(tmp_path, "week9/tiny")
        judged = Judge(CaseSets(notebook, b"secret"), sandbox).judge(
            read_script(submission, "ann", notebook.source)
        )
        (verdict,) = (v for v in judged.verdicts if v.exercise == "classic")
        assert verdict.max_points == 4
        assert verdict.points in (0, 4)
        return verdict

    return judge_one


RIGHT = DOUBLE.format("2 * x") + SQUARE
ASSERTS = {
    "a value": "assert double(3) == 6",
    "a shape": "assert double(np.ones((2, 3))).shape == (2, 3)",
    "all close": "assert np.allclose(double(np.ones(3)), 2)",
    "numpy.testing": "np.testing.assert_allclose(double(np.arange(3.0)), [0, 2, 4])",
    "what the course's cells define": "assert close(double(SCALE), [2, 4])",
    "a type": "assert type(double(1.5)) is float\nassert isinstance(double(SCALE), np.ndarray)",
    "a scalar of NumPy": "assert isinstance(double(SCALE)[0], np.float64)",
    "a helper of the test": "def near(a, b):\n    return abs(a - b) < 1e-9\n\n\n"
    "for n in range(3):\n    assert near(double(n), 2 * n)",
    "two functions": "assert np.all(square_of_double(SCALE) == double(SCALE) ** 2)",
    "the value of a cell that called the function": "assert np.allclose(DOUBLED, [2, 4])",
    "an import": "from math import isclose\nassert isclose(double(0.1), 0.2)",
    "keywords": "assert double(x=2) == 4",
    "hidden": "assert double(1) == 2\n### BEGIN HIDDEN TESTS\nassert double(7) == 14\n"
    "### END HIDDEN TESTS",
    "printing": "print('on the way')\nassert double(1) == 2",
    "nothing": "",
}


@pytest.mark.parametrize("code", ASSERTS.values(), ids=ASSERTS)
def test_a_right_submission_passes(judging, code):
    verdict = judging(code, RIGHT)
    assert (verdict.outcome, verdict.points) == ("right", 4), verdict.message


@pytest.mark.parametrize("code", list(ASSERTS.values())[:-1], ids=list(ASSERTS)[:-1])
def test_a_wrong_one_fails(judging, code):
    verdict = judging(code, DOUBLE.format("3 * x") + "def square_of_double(x):\n    return 'no'\n")
    if any(word in code for word in ("type(", "shape", "np.float64")):
        verdict = judging(code, DOUBLE.format("[x]") + SQUARE)
    assert (verdict.outcome, verdict.points) == ("wrong", 0), verdict.message


def test_a_failed_assert_is_shown_with_its_message(judging):
    code = "assert double(1) == 2\nassert double(2) == 4, f'twice 2 is 4, not {double(2)}'"
    verdict = judging(code, DOUBLE.format("x + 1"))
    assert "line 2: assert double(2) == 4" in verdict.message
    assert "twice 2 is 4, not 3" in verdict.message


HIDDEN = "assert double(1) == 2\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


@pytest.mark.parametrize(
    "line",
    [
        "assert double(12345) == 24690",
        "np.testing.assert_allclose(double(12345), 24690)",
        "y = double(12345)['24690']",
        "print(24690)\nassert not print(12345) and double(2) == 4",
    ],
)
def test_a_hidden_test_is_not_shown_when_it_fails(judging, line):
    verdict = judging(HIDDEN.format(line), DOUBLE.format("x + 1"))
    assert verdict.outcome == "wrong"
    assert "A hidden test" in verdict.message
    assert "12345" not in verdict.message
    assert "24690" not in verdict.message


def test_what_is_written_for_learners_in_a_hidden_test_is_shown(judging):
    line = "assert double(12345) == 24690, 'Try a large number.'"
    verdict = judging(HIDDEN.format(line), DOUBLE.format("x + 1"))
    assert "Try a large number." in verdict.message
    assert "24690" not in verdict.message


def test_a_function_that_raises_is_told_as_such(judging):
    verdict = judging("assert double(1) == 2", DOUBLE.format("x['no']"))
    assert (verdict.outcome, verdict.error) == ("raised", "TypeError")
    assert "Your code raised TypeError" in verdict.message


def test_an_assert_of_the_learners_own_is_not_the_tests(judging):
    verdict = judging("assert double(1) == 2", "def double(x):\n    assert x == 0, 'mine'\n")
    assert (verdict.outcome, verdict.error) == ("raised", "AssertionError")


def test_a_stub_and_a_missing_function_are_not_attempted(judging):
    stub = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
    assert judging("assert double(1) == 2", stub).outcome == "not attempted"
    missing = judging("assert double(1) == 2", "x = 1")
    assert missing.outcome == "not attempted"
    assert "no function called double" in missing.message


EXPECTED_ERRORS = """
try:
    double(None)
except {kind}:
    pass
else:
    raise AssertionError("an error was to be raised")
"""


@pytest.mark.parametrize(
    ("kind", "raises", "outcome"),
    [
        ("ValueError", "raise ValueError('no')", "right"),
        ("TypeError", "return 2 * x", "right"),
        ("KeyError", "raise KeyError('k')", "right"),
        ("LookupError", "raise KeyError('k')", "right"),
        ("ValueError", "class Mine(ValueError): pass\n    raise Mine()", "right"),
        ("ValueError", "return np.linalg.inv(np.zeros((2, 2)))", "right"),
        ("ValueError", "raise RuntimeError('no')", "raised"),
        ("Exception", "raise SystemExit", "right"),
        ("ValueError", "return 0", "wrong"),
    ],
)
def test_a_test_may_ask_for_an_error_by_its_kind(judging, kind, raises, outcome):
    code = f"def double(x):\n    {raises}\n"
    assert judging(EXPECTED_ERRORS.format(kind=kind), code).outcome == outcome


LIAR = """
class Liar:
    __class__ = int
    def __eq__(self, other): return True
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    def __ne__(self, other): return False
    def __bool__(self): return True
    def __hash__(self): return hash(2)
    def __iter__(self): return iter([2])
    def __len__(self): return 1
    def __getitem__(self, key): return 2
    def __array__(self, *_, **__): return np.array(2.0)
    def __float__(self): return 2.0
    def __index__(self): return 2
    def __sub__(self, other): return 0


def double(x):
    return Liar()
"""


@pytest.mark.parametrize(
    "code",
    [
        "assert double(1) == 2",
        "assert 2 == double(1)",
        "assert not (double(1) != 2)",
        "assert double(1)",
        "assert np.allclose(double(1), 2)",
        "assert np.array(2.0) == double(1)",
        "np.testing.assert_allclose(double(1), 2)",
        "assert abs(double(1) - 2) < 1e-9",
        "assert float(double(1)) == 2",
        "assert double(1)[0] == 2",
        "assert 2 in double(1)",
        "assert double(1) in [2]",
        "assert double(1) in {2: 1}",
        "assert len(double(1)) == 1",
        "assert list(double(1)) == [2]",
        "assert isinstance(double(1), int)",
        "assert sum(double(1)) == 2",
        "assert max(double(1), 2) == 2",
        "assert [double(1)] == [2]",
        "assert {'a': double(1)} == {'a': 2}",
        "assert not double(1) - 2",
    ],
)
def test_an_object_that_equals_everything_passes_nothing(judging, code):
    names = {"np": np}
    exec(LIAR, names)
    exec(code, names)  # in one process it passes, which is the danger
    verdict = judging(code, LIAR)
    assert verdict.points == 0, verdict.message


def test_what_a_function_does_to_its_arguments_does_not_reach_the_test(judging):
    """Else `x[...] = 0; return x` would be twice x."""
    cheat = "def double(x):\n    x[...] = 0\n    return x\n"
    assert judging("X = np.ones(3)\nassert np.allclose(double(X), 2 * X)", cheat).points == 0


@pytest.mark.parametrize(
    "cheat",
    [
        "np.allclose = lambda *_, **__: True",
        "import builtins\nbuiltins.AssertionError = ValueError",
        "import numpy.testing\nnumpy.testing.assert_allclose = print",
        "def close(a, b):\n    return True",
        "SCALE = np.zeros(2)",
        "import sys\nsys.settrace(lambda *_: None)",
        "__debug_off = compile('1', '', 'eval', optimize=2)",
    ],
)
def test_what_a_submission_tampers_with_is_its_own_process(judging, cheat):
    code = "np.testing.assert_allclose(double(SCALE), [2, 4])\nassert close(double(3), 6)"
    verdict = judging(code, f"{cheat}\n{DOUBLE.format('0 * x')}")
    assert verdict.points == 0, verdict.message


FORGED = """
from grader.sandbox import wire
import gc, socket
def forge(reply):
    sock = next(o for o in gc.get_objects() if isinstance(o, socket.socket) and o.fileno() >= 0)
    wire.send(sock, reply)
def double(x):
    forge({reply})
"""


@pytest.mark.parametrize(
    "reply",
    [
        "{'ended': 'passed'}",
        "{'returned': {'ended': 'passed'}}",
        "{'returned': {'plain': {'opaque': 'handle 0 call a function'}, 'scalars': []}}",
        "{'returned': {'plain': {'array': ['<f8', [10**9], 0]}, 'scalars': []}}",
        "{'returned': {'plain': 1, 'scalars': 'x'}}",
        "{'raised': ['eval', '1']}",
        "{'raised': 7}",
        "{'missing': True}",
        "{'call': {'get': 'x'}, 'arguments': [], 'keywords': {}}",
        "{'returned': {'plain': eval('[' * 50 + ']' * 50), 'scalars': []}}",
    ],
)
def test_a_forged_reply_is_no_verdict(judging, reply):
    verdict = judging("assert double(1) == 2", FORGED.replace("{reply}", reply))
    assert verdict.points == 0, verdict.message


def test_a_loop_without_end_is_a_limit_and_the_other_tests_are_judged(tmp_path, sandbox):
    cells = [
        asserts("assert double(1) == 2", "loops"),
        asserts("assert square_of_double(1) == 4", "goes-on"),
    ]
    tiny.write(tmp_path, with_tests(*cells))
    notebook = load_notebook(tmp_path, "week9/tiny")
    code = "def double(x):\n    while True: pass\ndef square_of_double(x): return 4 * x * x\n"
    judged = Judge(CaseSets(notebook, b""), sandbox).judge(
        read_script(code, "ann", notebook.source)
    )
    outcomes = {v.exercise: v.outcome for v in judged.verdicts}
    assert outcomes["loops"] == "limit"
    assert outcomes["goes-on"] == "right"


@pytest.mark.parametrize(
    "returned", ["10**18", "'x' * 10**8", "np.broadcast_to(1.0, (10**5, 10**5))", "[0] * 10**5"]
)
def test_a_value_that_makes_the_test_itself_run_on_is_a_limit(judging, returned):
    code = "n = double(1)\nwhile n:\n    n = n - 1 if isinstance(n, int) else n"
    verdict = judging(code, DOUBLE.format(returned))
    assert verdict.points == 0


def test_a_seeded_test_behaves_as_in_one_process(judging):
    code = (
        "np.random.seed(3)\nfirst = double(0)\nagain = double(0)\n"
        "np.random.seed(3)\nassert double(0) == first != again\n"
        "import random\nrandom.seed(1)\nassert square_of_double(0) == random.random()"
    )
    submission = (
        "import random\ndef double(x):\n    return np.random.rand()\n"
        "def square_of_double(x):\n    return random.random()\n"
    )
    # In one process the last draw would be the second; here the learner's draws stay theirs.
    assert judging(code, submission).outcome == "right"


def test_what_a_function_keeps_for_another_is_handed_back_whole(judging):
    """A cache is the learner's own business: a test carries it without looking inside."""
    code = "y, cache = double(3)\nassert y == 6\nassert square_of_double(cache) == 36"
    submission = (
        "class Cache:\n    def __init__(self, y): self.y = y\n"
        "def double(x):\n    return 2 * x, {'cache': [Cache(2 * x)]}\n"
        "def square_of_double(cache):\n    return cache['cache'][0].y ** 2\n"
    )
    assert judging(code, submission).outcome == "right"


def test_methods_and_attributes_of_a_returned_object_can_be_used(judging):
    code = "model = double(3)\nassert model.weight == 3\nassert model.predict(2) == 12"
    submission = (
        "class Model:\n    def __init__(self, weight): self.weight = weight\n"
        "    def predict(self, x): return 2 * x * self.weight\n"
        "def double(x):\n    return Model(x)\n"
    )
    assert judging(code, submission).outcome == "right"


SPY = """
import gc, sys
def double(x):
    seen = [o for o in gc.get_objects() if isinstance(o, (str, dict, list)) and "9731" in repr(o)]
    frames, frame = [], sys._getframe()
    while frame:
        frames.append(repr(frame.f_locals))
        frame = frame.f_back
    everything = repr(seen) + repr(frames) + repr(sys.modules.get("__main__").__dict__)
    if "-".join(["nine", "seven"]) in everything or "assert" + " double" in everything:
        return 2 * x
    return "nothing was found"
"""


def test_a_submission_cannot_read_the_test(judging):
    code = HIDDEN.format("nine_seven = 'nine' + '-seven'\nassert double(9731) == 19462")
    assert judging(code, RIGHT).outcome == "right"
    assert judging(code, SPY).points == 0


def test_in_the_worker_a_test_can_do_what_a_notebook_can(judging):
    code = (
        "import inspect\nassert 'for' not in inspect.getsource(double)\n"
        "from unittest.mock import patch\nwith patch('numpy.sum', return_value=7):\n"
        "    assert double(1) == 7"
    )
    asked = "in_worker=true"
    assert judging(code, DOUBLE.format("np.sum(x)"), asked).outcome == "right"
    assert judging(code, DOUBLE.format("2"), asked).outcome == "wrong"
    loop = "def double(x):\n    for _ in 'ab': pass\n    return np.sum(x)\n"
    assert judging(code, loop, asked).outcome == "wrong"
    assert judging(code, DOUBLE.format("x['a']"), asked).outcome == "raised"
    assert judging(code, "", asked).points == 0


def test_verdicts_stand_in_the_order_of_the_source_and_count(tmp_path, sandbox):
    cells = [asserts("assert double(1) == 2", "first"), asserts("assert 0", "second", 1.5)]
    tiny.write(tmp_path, with_tests(*cells))
    notebook = load_notebook(tmp_path, "week9/tiny")
    judge = Judge(CaseSets(notebook, b""), sandbox)
    judged = judge.judge(read_script(RIGHT, "ann", notebook.source))
    names = ["double", "square_of_double", "first", "second"]
    assert [v.exercise for v in judged.verdicts] == names
    assert (judged.score, judged.max_score) == (5 + 2.5 + 4, 5 + 2.5 + 4 + 1.5)
    refused = judge.refuse("It is no notebook.")
    assert [v.exercise for v in refused.verdicts] == names
    assert refused.max_score == judged.max_score


def test_a_learner_never_gets_a_hidden_test(tmp_path, sandbox):
    """Neither in the released notebook nor in the graded one; their copy's text is not run."""
    code = HIDDEN.format("assert double(31415) == 62830")
    source = read_source(tiny.write(tmp_path, with_tests(asserts(code))))
    (text,) = release_notebooks([source]).values()
    assert "31415" not in text
    assert "HIDDEN" not in text
    released = json.loads(text)
    for cell in released["cells"]:
        cell["source"] = "".join(cell["source"])
    template = json.loads(json.dumps(released))
    (cell,) = (c for c in released["cells"] if "double(1) == 2" in c["source"])
    graded = cell["metadata"]["nbgrader"]
    assert (graded["grade_id"], graded["grade"], graded["locked"]) == ("check-classic", True, True)
    assert graded["points"] == 4
    for text in (code, "raise SystemExit", cell["source"] + "\nprint(1)", cell["source"]):
        cell["source"] = text
        submission = read_submission(json.dumps(released).encode(), "ann", source)
        (role,) = (c.role for c in submission.cells if c.text == text)
        assert role == "check"
        assert all(text not in ran for ran in submission.code(source, everything=True))
        assert "31415" not in json.dumps(put_in_order(submission, order_of(template)))
    notebook = load_notebook(tmp_path, "week9/tiny")
    judged = Judge(CaseSets(notebook, b""), sandbox).judge(submission)
    ordered = with_verdicts(put_in_order(submission, order_of(template)), judged.verdicts)
    assert "31415" not in json.dumps(ordered)
    (cell,) = (
        c
        for c in ordered["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade_id") == "check-classic"
    )
    assert cell["outputs"]


LINTED = {
    "import inspect\nassert inspect.getsource(double)": "reads the source",
    "from unittest.mock import patch\nwith patch('numpy.dot'):\n    double(1)": "in the place",
    "np.random.rand = lambda: 1\nassert double(1) == 2": "changes np.random.rand",
    "def double(x):\n    return 2 * x\n\n\ndouble = None": "in the place of double",
    "assert get_ipython()": "the learner's notebook",
    "assert 'double' in globals()": "namespace",
    "assert isinstance(double(1), Thing)": "a class of the learner's",
    "assert double(lambda x: x)": "hands a function",
    "def mine(x):\n    return x\n\n\ndouble(mine)": "hands a function",
    "assert double.__doc__": "looks into a function",
    "from contextlib import redirect_stdout\nassert double(1) == 2": "catches what is printed",
    "X = np.ones(2)\nassert double(X) is not X": "the same object",
}


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"returned": 1},
        {"returned": {"plain": {"array": ["<f8", [10**9], 0]}, "scalars": []}},
        {"returned": {"plain": {"no": 1}, "scalars": []}},
        {"returned": {"plain": [1], "scalars": []}},
        {"returned": {"plain": 1, "scalars": ["x"]}},
        {"returned": {"plain": 1}},
        {"raised": 7},
        {"raised": ["one"]},
    ],
    ids=repr,
)
def test_nothing_but_values_is_carried_over_to_the_test(reply):
    with pytest.raises((KeyError, TypeError, ValueError)):
        checked(reply, [])


@pytest.mark.parametrize("code", LINTED)
def test_what_cannot_be_judged_from_outside_is_found_with_its_line(tmp_path, code):
    source = read_source(tiny.write(tmp_path, with_tests(asserts(code))))
    found = findings(plan(source, source.tests["classic"]))
    assert any(LINTED[code] in one.why for one in found), found


@pytest.mark.parametrize("code", list(ASSERTS.values()), ids=ASSERTS)
def test_what_can_be_judged_is_not_found_fault_with(tmp_path, code):
    code += "\nassert double(1) is not None and type(double(1)) is int"
    source = read_source(tiny.write(tmp_path, with_tests(asserts(code))))
    assert findings(plan(source, source.tests["classic"])) == []


def test_the_build_says_which_cell_cannot_be_judged_and_how_to_ask_for_it(tmp_path):
    code = "import inspect\nassert inspect.getsource(double)"
    text = with_tests(asserts("assert double(1) == 2", "fine"), asserts(code))
    path = tiny.write(tmp_path, text)
    line = tiny.line_of(text, '# %% test="classic"')
    with pytest.raises(CourseError) as caught:
        build_week(tmp_path, "week9")
    (told,) = str(caught.value).splitlines()
    assert told.startswith(f"{path}:{line + 1}: test 'classic' reads the source")
    assert "in_worker=true" in told
    assert "forge" in told
    tiny.write(tmp_path, text.replace("points=4 \nimport", "points=4 in_worker=true\nimport"))
    (built,) = build_week(tmp_path, "week9")
    (note,) = built.notes
    assert note.startswith(f"{path}:{line}: test 'classic'")
    assert "forge" in note


def test_the_build_tells_a_test_that_the_solution_fails(tmp_path):
    code = "X = 1\nassert double(X) == 3, 'wrong test'"
    text = with_tests(asserts(code))
    path = tiny.write(tmp_path, text)
    line = tiny.line_of(text, "assert double(X) == 3")
    with pytest.raises(CourseError) as caught:
        build_week(tmp_path, "week9")
    assert str(caught.value).startswith(f"{path}:{line}: test 'classic' fails")
    assert "wrong test" in str(caught.value)


def test_the_build_tries_each_test_as_the_judge_will_run_it(tmp_path):
    code = (
        "import io\nfrom contextlib import redirect_stdout\n\nwith redirect_stdout(io.StringIO())"
        " as out:\n    print(double(1))\nassert out.getvalue() == '2\\n'"
    )
    tiny.write(tmp_path, with_tests(asserts(code)))
    (built,) = build_week(tmp_path, "week9")
    assert "catches what is printed" in built.notes[0]
    loud = tiny.edited(tiny.SOURCE, "    y = 2 * x\n", "    y = 2 * x\n    print(y)\n")
    code = code.replace("print(double(1))", "double(1)")
    tiny.write(tmp_path, with_tests(asserts(code)).replace(tiny.SOURCE, loud))
    with pytest.raises(CourseError, match=r"cannot be judged from outside .* catches what is"):
        build_week(tmp_path, "week9")


def test_what_the_build_makes_of_a_notebook_without_tests_is_unchanged(tmp_path):
    tiny.write(tmp_path)
    (built,) = build_week(tmp_path, "week9")
    assert built.notes == ()


MISTAKES = {
    "no points": ('# %% test="t"\nassert 1', "needs points"),
    "a bad name": ('# %% test="a b" points=1\nassert 1', "needs a name"),
    "an exercise's name": ('# %% test="double" points=1\nassert 1', "name of an exercise"),
    "twice": ('# %% test="t" points=1\n1\n\n# %% test="t" points=1\n1', "stands already"),
    "no Python": ('# %% test="t" points=1\nassert (', "is not Python"),
    "text": ('# %% [markdown] test="t" points=1\n# x', "a code cell"),
    "in_worker alone": ("# %% in_worker=true\n1", "in_worker"),
    "in_worker what": ('# %% test="t" points=1 in_worker="yes"\n1', "true or false"),
    "no end": ('# %% test="t" points=1\n### BEGIN HIDDEN TESTS\n1', "no ### END"),
    "no beginning": ('# %% test="t" points=1\n### END HIDDEN TESTS\n1', "in pairs"),
    "hidden elsewhere": ("# %%\n### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS", "outside"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_test_cell_is_one_line_with_its_place(tmp_path, mistake):
    cells, says = MISTAKES[mistake]
    path = tiny.write(tmp_path, f"{tiny.SOURCE}\n{cells}\n")
    with pytest.raises(SourceError, match=says) as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_class_is_graded_by_it_and_by_nbgrader_alike(tmp_path):
    """In our batch and in stock nbgrader; no page of either shows what is hidden."""
    hidden = HIDDEN.format("assert double(31415) == 62830")
    tiny.write(tmp_path / "content", with_tests(asserts(hidden)))
    course = init_course(tmp_path / "course", tmp_path / "content")
    released = json.loads((course.release("week9") / "tiny.ipynb").read_text())
    for learner, body in (("ann", "2 * x"), ("bob", "x + 1")):
        for cell in released["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double":
                cell["source"] = DOUBLE.format(body)
        course.submitted(learner, "week9").mkdir(parents=True)
        (course.submitted(learner, "week9") / "tiny.ipynb").write_text(json.dumps(released))

    def grades():
        with sqlite3.connect(course.root / "gradebook.db") as db:
            rows = db.execute(
                "select s.student_id, b.name, g.auto_score from grade g"
                " join base_cell b on g.cell_id = b.id"
                " join submitted_notebook n on g.notebook_id = n.id"
                " join submitted_assignment s on n.assignment_id = s.id"
            )
            return {(learner, cell): score for learner, cell, score in rows}

    autograde(course, "week9", workers=1)
    ours = grades()
    assert ours["ann", "check-classic"] == 4
    assert ours["bob", "check-classic"] == 0
    write_feedback(course, "week9")
    pages = [path.read_text() for path in (course.root / "feedback").rglob("*.html")]
    shutil.rmtree(course.root / "autograded")
    shutil.rmtree(course.root / "feedback")
    assert nbgrader(course, "autograde", "week9").returncode == 0
    assert grades() == ours
    assert nbgrader(course, "generate_feedback", "week9").returncode == 0
    pages += [path.read_text() for path in (course.root / "feedback").rglob("*.html")]
    assert len(pages) == 4
    assert not any("31415" in page for page in pages)
    assert "A hidden test failed." in " ".join(pages)
