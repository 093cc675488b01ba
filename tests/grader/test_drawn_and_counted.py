"""What draws at random, and what must not loop, through build, audit and judge."""

import drawn_and_counted
import pytest
import tiny

from grader import build
from grader.audit import audit
from grader.build import build_week, fixture_drift
from grader.casesets import CaseSets
from grader.content import checks_file
from grader.intake import read_script
from grader.judge import Judge

START = "def start(n_x, n_h):\n    return {}, np.zeros((n_h, 1))"
LOOP = """def slope(w, X, Y):
    m, dw = X.shape[1], 0
    for i in range(m):
        dw = dw + X[:, [i]] * (np.dot(w.T, X[:, i]) - Y[0, i])
    return dw / m
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return drawn_and_counted.write(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def judged(content, sandbox):
    judge = Judge(CaseSets(content, b"s"), sandbox)

    def verdicts(*codes):
        script = "\n\n".join(["import numpy as np", *codes])
        return {
            v.exercise: v for v in judge.judge(read_script(script, "ann", content.source)).verdicts
        }

    return verdicts


def test_checks_of_both_kinds_are_sound(content):
    audits = audit(content, ["start", "slope"], (0, 1))
    assert [line for one in audits for line in one.faults] == []
    assert [one.figures.variants_accepted for one in audits] == [2, 2]
    assert [one.figures.named for one in audits] == [4, 2]


def test_a_reference_that_is_not_seeded_does_not_drift(tmp_path):
    notebook = drawn_and_counted.write(tmp_path)
    (built,) = build_week(tmp_path, "week9")
    build.write(tmp_path, built)
    (again,) = build_week(tmp_path, "week9")
    assert fixture_drift(tmp_path, again) == ""
    for path in (notebook.source.path, checks_file(notebook.source)):
        text = path.read_text(encoding="utf-8")
        path.write_text(tiny.edited(text, "* 0.01", "* 0.02"), encoding="utf-8")
    (other,) = build_week(tmp_path, "week9")
    assert "is not drawn as the source draws it" in fixture_drift(tmp_path, other)


def test_right_functions_get_their_points(judged):
    slope = "def slope(w, X, Y):\n    return np.mean(X * (w.T @ X - Y), 1, keepdims=True)"
    found = judged(START.format("np.random.randn(n_h, n_x) / 100"), slope)
    assert [v.outcome for v in found.values()] == ["right", "right"]


def test_wrong_ones_are_named(judged):
    found = judged(START.format("np.random.randn(n_h, n_x)"), LOOP)
    assert found["start"].misconception == "not small"
    assert "the spread of W was to be about 0.01, and is 1" in " ".join(
        found["start"].message.split()
    )
    assert found["slope"].misconception == "a loop over the examples"
    assert "line 8, `for i in range(m):`." in " ".join(found["slope"].message.split())
