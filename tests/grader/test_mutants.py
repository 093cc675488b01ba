"""Mutants are small, different, told apart, and made in the solution alone."""

import ast
import textwrap
from dataclasses import replace

import pytest

from grader.content import find_root, load_notebook
from grader.mutants import mutants
from grader.source import Cell, Solution


def solution(lines, head="f(w, b, X)"):
    body = textwrap.indent(textwrap.dedent(lines).strip(), "    ")
    code = (
        f"def {head}:\n    '''Words: 1 + 1.'''\n    before = 1 + 2\n    ### BEGIN SOLUTION\n"
        f"{body}\n    ### END SOLUTION\n    return {{'y': y, 'n': 3 - 4}}\n"
    )
    return Solution("f", code, 1.0, 1, 1, Cell("code", code, {}, 1))


def described(lines, **more):
    return {mutant.description for mutant in mutants(solution(lines, **more))}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("y = w + X", {"w + X -> w - X", "w + X -> w * X", "y = w + X -> pass"}),
        ("y = w - X", {"w - X -> w + X", "w - X -> X - w"}),
        ("y = w * X", {"w * X -> w / X", "w * X -> w + X", "w * X -> w @ X"}),
        ("y = w / X", {"w / X -> w * X", "w / X -> w // X", "w / X -> X / w"}),
        ("y = w @ X", {"w @ X -> w * X", "w @ X -> X @ w", "w @ X -> w @ X.T"}),
        ("y = w ** 2", {"w ** 2 -> w * 2", "w ** 2 -> w ** 3"}),
        ("y = -w + X", {"-w + X -> w + X"}),
        ("y = w > 0", {"w > 0 -> w >= 0", "w > 0 -> w < 0", "w > 0 -> w == 0"}),
        ("y = w > 0.5", {"w > 0.5 -> w > 0.6"}),
        ("y = w + 0", {"w + 0 -> w + 1"}),
        ("y = w + b", {"w + b -> w + X", "w + b -> b + b"}),
        ("y = w.T", {"w.T -> w"}),
        ("y = np.dot(w, X)", {"np.dot(w, X) -> np.multiply(w, X)", "np.dot(w, X) -> np.dot(X, w)"}),
        ("y = np.sum(w)", {"np.sum(w) -> np.mean(w)", "np.sum(w) -> w"}),
        (
            "y = np.sum(w, axis=0, keepdims=True)",
            {
                "np.sum(w, axis=0, keepdims=True) -> np.sum(w, axis=1, keepdims=True)",
                "np.sum(w, axis=0, keepdims=True) -> np.sum(w, keepdims=True)",
                "np.sum(w, axis=0, keepdims=True) -> np.sum(w, axis=0, keepdims=False)",
                "np.sum(w, axis=0, keepdims=True) -> np.sum(w, axis=0)",
            },
        ),
        ("y = X.shape[0]", {"X.shape[0] -> X.shape[1]"}),
        ("y = w.reshape(-1, 1)", {"w.reshape(-1, 1) -> w", "w.reshape(-1, 1) -> w.reshape(1, 1)"}),
        ("y = w['a'] + w['b']", {"w['a'] -> w['b']", "w['b'] -> w['a']"}),
        ("y = 0\nfor i in range(b):\n    y += w", {"y += w -> y -= w", "y += w -> y = w"}),
        ("y = 0\nfor i in range(b):\n    y += w", {"range(b) -> range(1, b)"}),
        ("if b:\n    y = w", {"if b: ... -> if not b: ..."}),
    ],
)
def test_each_kind_of_small_mistake_is_made(lines, expected):
    assert expected <= described(lines)


def test_no_two_mutants_are_alike_and_none_is_the_solution():
    one = solution("y = np.dot(w.T, X) + b\ny = y - y\ny = y - 1\ny = y - 1")
    made = mutants(one)
    codes = [mutant.code for mutant in made]
    assert len(set(codes)) == len(codes)
    assert len({mutant.description for mutant in made}) == len(made)
    assert ast.unparse(ast.parse(one.code)) not in codes


def test_the_same_text_in_two_lines_is_told_apart_by_the_line():
    made = described("y = w - 1\nfor i in range(3):\n    y = w - 1")
    assert "y = w - 1 -> y = w - 2 (line 1)" in made
    assert "y = w - 1 -> y = w - 2 (line 3)" in made


def test_a_marker_may_have_words_after_it():
    plain = solution("y = w + 1")
    told = replace(plain, code=plain.code.replace("BEGIN SOLUTION", "BEGIN SOLUTION (one line)"))
    assert [one.code for one in mutants(told)] == [one.code for one in mutants(plain)]


def test_only_what_stands_between_the_markers_is_changed():
    for mutant in mutants(solution("y = w + 1")):
        (function,) = ast.parse(mutant.code).body
        kept = [ast.unparse(one) for one in function.body]
        assert kept[:2] == ["'Words: 1 + 1.'", "before = 1 + 2"]
        assert kept[-1] == "return {'y': y, 'n': 3 - 4}"


def test_every_mutant_is_python():
    for mutant in mutants(solution("y = [w for w in X if w > 0]\ny = y[-1] if y else None")):
        compile(mutant.code, "mutant", "exec")


def test_what_is_only_printed_is_left_alone():
    assert not described("if b > 0:\n    print(f'{w + 1}')") - {"if b > 0: ... -> pass"}
    assert described("y = f'{w + 1}'") == {"y = f'{w + 1}' -> pass"}


def test_a_product_without_order_is_not_turned_round():
    assert "np.maximum(w, X) -> np.maximum(X, w)" not in described("y = np.maximum(w, X)")


def test_a_name_is_not_used_before_it_is_set():
    assert "np.sum(y) -> np.sum(z)" not in described("y = w\nx = np.sum(y)\nz = y")
    assert "np.sum(y) -> np.sum(z)" in described("y = w\nz = y\nx = np.sum(y)")


def test_mutants_are_the_same_each_time():
    one = solution("y = np.dot(w.T, X) + b")
    assert mutants(one) == mutants(one)


def test_a_real_solution_has_many_mutants():
    items = load_notebook(find_root(), "week2/cat_classifier").items
    assert len(mutants(items["propagate"].solution)) > 80
