"""Every formula in numpy_basics' prose, evaluated by another route, and what was seen there."""

import math
import operator

import numpy as np
import pytest
from formulas import Formulas

FORMULAS = Formulas("week2/numpy_basics")
evaluates, prose = FORMULAS.evaluates, FORMULAS.prose


@pytest.fixture(scope="module")
def f():
    return FORMULAS.functions


def names_of(*starts):
    """The names that the code cells with these texts define, run in order."""
    names = FORMULAS.notebook.namespace()
    for start in starts:
        cells = FORMULAS.notebook.source.cells
        cell = next(c for c in cells if c.kind == "code" and start in c.text)
        exec(cell.text, names)
    return names


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


@evaluates(r"w^T x = \sum_{j=1}^{n} w_j x_j")
def test_a_score_is_a_sum_of_products(rng):
    dot_by_loop = names_of("def dot_by_loop")["dot_by_loop"]
    w, x = rng.normal(size=7), rng.normal(size=7)
    assert np.dot(w, x) == pytest.approx(math.fsum(w[j] * x[j] for j in range(7)))
    assert dot_by_loop(w, x) == pytest.approx(np.dot(w, x))


@evaluates(r"u = A v, \qquad u_i = \sum_{j} A_{ij} v_j")
def test_a_matrix_times_a_vector_sums_over_the_columns_alone(rng):
    A, v = rng.normal(size=(3, 4)), rng.normal(size=(4, 1))
    u = np.dot(A, v)
    assert u.shape == (3, 1)
    for i in range(3):
        assert u[i, 0] == pytest.approx(sum(A[i, j] * v[j, 0] for j in range(4)))
    A, v = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1], [0], [2]])
    assert np.dot(A, v).ravel().tolist() == [7, 16]
    assert "= 7$ and $u_2 = 4 + 0 + 12 = 16$" in prose()


@evaluates(r"\sigma(x) = \frac{1}{1 + e^{-x}}")
def test_sigmoid_is_a_shifted_tanh(f):
    for x in (-3.0, 0, 0.7, 2):
        assert f.basic_sigmoid(x) == pytest.approx((1 + math.tanh(x / 2)) / 2)
    assert f.basic_sigmoid(2) == pytest.approx(0.881, abs=5e-4)
    assert math.exp(-2) == pytest.approx(0.135, abs=5e-4)


@evaluates(r"L_1(\hat y, y) = \sum_{i=1}^{m} \left| y^{(i)} - \hat y^{(i)} \right|")
def test_sum_of_absolute_errors(f, rng):
    y, yhat = rng.normal(size=(1, 6)), rng.normal(size=(1, 6))
    by_hand = sum(max(a - b, b - a) for a, b in zip(y[0], yhat[0], strict=True))
    assert f.L1(yhat, y) == pytest.approx(by_hand)
    y, yhat = np.array([[1.0, 0.0, 1.0]]), np.array([[0.9, 0.2, 0.4]])
    assert f.L1(yhat, y) == pytest.approx(0.9)
    assert np.sum(y - yhat) == pytest.approx(0.5)
    assert f.L2(yhat, y) == pytest.approx(0.41)


def test_two_points_of_the_unit_interval_are_a_third_apart_on_average(rng):
    assert np.mean(abs(rng.random(10**6) - rng.random(10**6))) == pytest.approx(1 / 3, abs=2e-3)


@evaluates(r"L_2(\hat y, y) = \sum_{i=1}^{m} \left( y^{(i)} - \hat y^{(i)} \right)^2")
def test_sum_of_squared_errors_without_a_root(f, rng):
    y, yhat = rng.normal(size=(1, 6)), rng.normal(size=(1, 6))
    assert f.L2(yhat, y) == pytest.approx(np.linalg.norm(y - yhat) ** 2)
    spread, single = np.full((1, 4), 0.2), np.array([[0.8, 0, 0, 0]])
    truth = np.zeros((1, 4))
    assert f.L1(spread, truth) == pytest.approx(f.L1(single, truth))
    assert f.L2(single, truth) == pytest.approx(4 * f.L2(spread, truth))


@evaluates(
    r"""(m, n) \;\circ\; (1, n) \to (m, n), \qquad (m, n) \;\circ\; (m, 1) \to (m, n), \qquad
    (m, 1) \;\circ\; (1, n) \to (m, n)"""
)
def test_shapes_stretch_as_the_rules_say(rng):
    m, n = 3, 4
    A, row, column = rng.normal(size=(m, n)), rng.normal(size=(1, n)), rng.normal(size=(m, 1))
    for first, second in ((A, row), (A, column), (column, row)):
        for operation in (np.add, np.subtract, np.multiply, np.divide):
            result = operation(first, second)
            assert result.shape == (m, n)
            for i, j in np.ndindex(m, n):
                a, b = (x[min(i, len(x) - 1), min(j, x.shape[1] - 1)] for x in (first, second))
                assert result[i, j] == operation(a, b)
    assert np.array_equal(A + row[0], A + row)
    with pytest.raises(ValueError, match="broadcast"):
        A + column[:, 0]


def test_what_the_prose_says_of_lists_and_of_the_first_number():
    with pytest.raises(TypeError):
        operator.add([1, 2, 3, 4], 100)
    table = np.array([[1, 2, 3], [4, 5, 6]])
    assert np.add(table, [100, 200, 300])[0, 0] == 101
    assert np.add(table, [[100], [200]])[0, 0] == 101
    assert table.sum(axis=0).shape == (3,)


@evaluates(r"P_{ij} = 100 \cdot \frac{A_{ij}}{\sum_{k=1}^{n} A_{kj}}.")
def test_percentages_of_each_column(f, rng):
    A = rng.uniform(1, 9, size=(3, 4))
    P = f.percentages(A)
    for i, j in np.ndindex(3, 4):
        assert P[i, j] == pytest.approx(100 * A[i, j] / sum(A[k, j] for k in range(3)))


@evaluates(
    r"""A = \begin{pmatrix} 1 & 6 \\ 3 & 2 \end{pmatrix}, \quad \text{sums } (4, 8), \quad
    P = \begin{pmatrix} 25 & 75 \\ 75 & 25 \end{pmatrix}."""
)
def test_numbers_of_the_percentages(f):
    A = np.array([[1, 6], [3, 2]])
    assert A.sum(axis=0).tolist() == [4, 8]
    assert f.percentages(A).tolist() == [[25, 75], [75, 25]]


def test_the_prose_says_what_was_seen_of_the_foods(f):
    names = names_of("foods = (")
    shares = dict(zip(names["foods"], f.percentages(names["calories"])[2], strict=True))
    assert max(shares, key=shares.get) == "egg"
    assert f"The egg: {shares['egg']:.1f} %" in prose()
    fat = dict(zip(names["foods"], names["calories"][2], strict=True))
    assert max(fat, key=fat.get) == "beef"
    unit = f.normalize_rows(names["calories"].T)
    alike = np.triu(unit @ unit.T, 1)
    assert np.unravel_index(np.argmax(alike), alike.shape) == (0, 3)
    assert f"Apple and potato, at {alike.max():.3f}" in prose()


@evaluates(
    r"""\lVert x_i \rVert = \sqrt{\sum_{j} x_{ij}^2}, \qquad
    x_{ij} \to \frac{x_{ij}}{\lVert x_i \rVert}"""
)
def test_rows_get_length_1(f, rng):
    x = rng.normal(size=(3, 4))
    unit = f.normalize_rows(x)
    for i in range(3):
        length = math.hypot(*x[i])
        assert unit[i] == pytest.approx(x[i] / length)
        assert math.hypot(*unit[i]) == pytest.approx(1)
    drawn = f.normalize_rows(np.array([[3, 4], [0, -2], [0.6, 0.8]]))
    assert drawn == pytest.approx(np.array([[0.6, 0.8], [0, -1], [0.6, 0.8]]))


def test_norms_without_keepdims_fail_or_divide_the_wrong_way(rng):
    x = rng.normal(size=(3, 2))
    with pytest.raises(ValueError, match="broadcast"):
        x / np.linalg.norm(x, axis=1)
    x = rng.normal(size=(3, 3))
    assert (x / np.linalg.norm(x, axis=1))[0, 1] == x[0, 1] / np.linalg.norm(x[1])


@evaluates(r"\text{softmax}(x)_{ij} = \frac{e^{x_{ij}}}{\sum_{k} e^{x_{ik}}}")
def test_softmax_rows_are_probabilities(f, rng):
    x = rng.normal(size=(3, 4))
    s = f.softmax(x)
    for i in range(3):
        # e^x_j over the sum, written without that quotient
        assert s[i] == pytest.approx([1 / math.fsum(np.exp(x[i] - x_j)) for x_j in x[i]])
    drawn = f.softmax(np.array([[1.0, 2.0, 0.0], [5.0, 5.0, 5.0]]))
    assert drawn[0] == pytest.approx([0.24, 0.67, 0.09], abs=5e-3)
    assert drawn[1] == pytest.approx([1 / 3] * 3)
    assert np.exp([1, 2, 0]) == pytest.approx([2.72, 7.39, 1], abs=5e-3)
    assert [math.exp(1) + math.exp(2) + 1, 3 * math.exp(5)] == pytest.approx([11.1, 445], abs=0.3)
    assert f.softmax(np.array([[0.7, 0.0]]))[0, 0] == pytest.approx(f.basic_sigmoid(0.7))
    assert f.softmax(np.array([[0.0, -1000.0]]))[0] == pytest.approx([1, 0])


def test_the_table_of_products_is_as_the_prose_tells_it(rng):
    a = rng.normal(size=5)
    assert a.T.shape == (5,)
    assert np.ndim(np.dot(a, a.T)) == 0
    column = np.ones((5, 1))
    assert np.dot(column, column.T).shape == (5, 5)
    assert np.dot(column.T, column).shape == (1, 1)
    assert (column * column.T).shape == (5, 5)
    assert (column - np.ones(5)).shape == (5, 5)
    with pytest.raises(TypeError):
        np.random.randn((2, 2))


def test_numbers_of_the_columns(f):
    assert f.as_column(np.array([7, 8, 9])).tolist() == [[7], [8], [9]]
