"""What week 2's checks owe to a learner: quick, fair, helpful, and never the answer."""

import re
import time

import numpy as np
import pytest
from mistakes import outcome_of, retold, titles

from course.cases import Formula, Result
from grader.content import PUBLIC_SEED, find_root, load_notebook, load_week
from grader.variants import read_variants

ROOT = find_root()
NOTEBOOKS = load_week(ROOT, "week2")
ITEMS = [(n, item) for n in NOTEBOOKS for item in n.items.values()]
EACH = pytest.mark.parametrize(
    ("notebook", "item"), ITEMS, ids=[f"{n.source.notebook}/{i.name}" for n, i in ITEMS]
)
NOTEBOOKS_BY_EXERCISE = {item.name: notebook for notebook, item in ITEMS}
RETOLD = retold(*(n.name for n in NOTEBOOKS))
MISTAKES = [(item, one) for _, item in ITEMS for one in item.declared.misconceptions]
EACH_MISTAKE = pytest.mark.parametrize(
    ("item", "one"), MISTAKES, ids=[f"{i.name}: {one.name}" for i, one in MISTAKES]
)


def arrays(case):
    given = [a for c in case.calls for a in (*c.arguments, *c.keywords.values())]
    return [np.asarray(a) for a in given if not isinstance(a, Result | Formula)]


def described(cases):
    return [(c.title, [a.tobytes() for a in arrays(c)]) for c in cases]


def test_all_checks_of_right_solutions_answer_within_a_blink():
    for notebook in NOTEBOOKS:
        names = notebook.namespace()
        cases = {name: item.cases(PUBLIC_SEED) for name, item in notebook.items.items()}

        def seconds(notebook=notebook, names=names, cases=cases):
            start = time.perf_counter()
            for name in notebook.items:
                notebook.observe(name, cases[name], names)
            return time.perf_counter() - start

        assert min(seconds() for _ in range(5)) < 0.1  # some 0.02 on a quiet machine


@EACH
def test_a_seed_draws_the_same_cases_again_and_another_seed_others(notebook, item):
    assert described(item.cases(5)) == described(item.cases(5))
    if len(item.declared.keeps):  # without arrays there may be nothing to draw
        assert described(item.cases(5)) != described(item.cases(6))


@EACH
def test_cases_have_names_of_their_own(notebook, item):
    titles = [case.title for case in item.cases(PUBLIC_SEED)]
    assert len(set(titles)) == len(titles)
    assert all(not title.endswith(".") for title in titles)


@EACH
def test_a_case_that_is_not_large_is_small(notebook, item):
    for case in item.cases(PUBLIC_SEED):
        largest = max((a.size for a in arrays(case)), default=0)
        assert case.large == (largest > 1000), case.title


@EACH
def test_no_matrix_of_a_case_is_square(notebook, item):
    for seed in range(5):
        for case in item.cases(seed):
            for array in arrays(case):
                assert array.ndim != 2 or array.shape[0] != array.shape[1] or array.size == 1


@pytest.mark.parametrize(
    "name",
    [
        *("propagate", "predict", "stable_cost", "flatten_images"),
        *("L1", "loop_gradients", "vectorized_gradients"),
    ],
)
def test_a_single_example_is_among_the_cases(name):
    item = NOTEBOOKS_BY_EXERCISE[name].items[name]
    axis = 0 if name == "flatten_images" else -1
    assert any(a.ndim > 1 and a.shape[axis] == 1 for c in item.cases(1) for a in arrays(c)[-1:])


@EACH
def test_the_hint_ladder_goes_from_idea_to_formula_to_a_worked_case(notebook, item):
    assert list(item.declared.help) == ["Idea", "Formula", "Worked small case"]
    assert all(step.strip() for step in item.declared.help.values())


@EACH_MISTAKE
def test_a_hint_is_one_sentence_and_a_name_is_none(item, one):
    assert one.hint[-1] in ".?"
    assert not re.search(r"[.?!] [A-Z]", one.hint)
    assert len(one.hint) <= 100
    assert not one.name.endswith(".")
    assert len(one.name) <= 80


@EACH_MISTAKE
def test_a_hint_does_not_give_the_answer_away(item, one):
    body = item.solution.code.partition("### BEGIN SOLUTION")[2].partition("### END SOLUTION")[0]
    right = {re.sub(r"\s", "", line.split(" = ")[-1]) for line in body.splitlines()}
    told = re.sub(r"\s", "", one.hint)
    assert not any(line in told for line in right if len(line) > 8)


def test_the_cases_are_the_courses_own_cats_whatever_a_learner_has_chosen(monkeypatch, tmp_path):
    item = NOTEBOOKS_BY_EXERCISE["propagate"].items["propagate"]
    before = described(item.cases(3))
    monkeypatch.setenv("NNDL_CATS", str(tmp_path))
    fresh = load_notebook(ROOT, "week2/cat_classifier")
    assert described(fresh.items["propagate"].cases(3)) == before


@EACH
def test_right_functions_written_in_other_ways_attack_each_check(notebook, item):
    right = [v for v in read_variants(notebook) if v.exercise == item.name and not v.mistake]
    assert len(right) >= 5


def test_who_forgets_both_averages_is_told_of_both():
    notebook = load_notebook(ROOT, "week2/gradient_descent")
    for name in ("loop_gradients", "vectorized_gradients"):
        item = notebook.items[name]
        chosen = [m for m in item.declared.misconceptions if m.name.endswith("not averaged")]
        outcome = outcome_of(notebook.name, name, item.edited(*chosen))
        assert {"dw not averaged", "db not averaged"} <= set(outcome.names)


def test_a_loop_is_told_though_its_values_are_right():
    notebook = load_notebook(ROOT, "week2/gradient_descent")
    looped = next(v for v in read_variants(notebook) if v.mistake == "a loop over the examples")
    outcome = outcome_of(notebook.name, "vectorized_gradients", looped.code)
    assert outcome.names == ("a loop over the examples",)


@pytest.mark.parametrize(("notebook", "variant"), RETOLD, ids=titles(RETOLD))
def test_a_mistake_in_a_learners_words_has_its_name(notebook, variant):
    assert variant.mistake in outcome_of(notebook, variant.exercise, variant.code).names


TAKEN = """
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    for i in range(m):
        dz = sigmoid(np.dot(w.T, X[:, [i]]) + b) - Y[0, i]
        {}
        db += dz
    return dw / m, db / m
"""
SCORE = """
def one_example_gradients(w, b, x, y):
    dz = sigmoid({} + b) - y
    return x * dz, dz
"""
COST = """
def stable_cost(Z, Y):
    A = sigmoid(Z)
    {}
    return -np.mean(Y * np.log(A + small) + (1 - Y) * np.log(1 - A + small))
"""


@pytest.mark.parametrize(
    ("code", "lines", "name"),
    [
        (
            TAKEN,
            ("dw += X[:, i] * dz", "dw += X[:, [i]].T * dz"),
            "an example of rank 1, or a row, does not fit the column dw",
        ),
        (
            TAKEN,
            ("dw = dw + X[:, i] * dz", "dw = dw + X[:, [i]].T * dz"),
            "an example of rank 1, or a row, stretches dw to a square",
        ),
        (
            SCORE,
            ("np.dot(w, x)", "np.dot(x, w)", "w.T @ x.T"),
            "a transpose missing, or one too many, in w by x",
        ),
        (
            COST,
            ("small = 1e-8", "A, small = np.clip(A, 1e-8, 1 - 1e-8), 0"),
            "the logarithms kept from 0 by 1e-8, added or clipped",
        ),
    ],
)
def test_what_looks_alike_has_a_name_that_is_true_of_each(code, lines, name):
    exercise = re.search(r"def (\w+)", code)[1]
    notebook = NOTEBOOKS_BY_EXERCISE[exercise].name
    for line in lines:
        outcome = outcome_of(notebook, exercise, code.format(line))
        assert (outcome.names, outcome.certain) == ((name,), True), line
