"""What to try on the exercises about arrays, and the mistakes that people make in them."""

from __future__ import annotations

import numpy as np

from course.cases import Case, call, case
from grader.declare import Exercise, Misconception, Question, Quiz

# basic_sigmoid


def _basic_sigmoid_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("x = 0", call("basic_sigmoid", 0)),
        case("a positive number", call("basic_sigmoid", 0.3 + 2 * float(rng.random()))),
        case("a negative number", call("basic_sigmoid", -0.3 - 2 * float(rng.random()))),
        case("a number far from 0", call("basic_sigmoid", 30.0)),
    ]


def _basic_sigmoid_is_point_symmetric(functions, rng) -> None:
    x = float(rng.normal())
    total = functions["basic_sigmoid"](x) + functions["basic_sigmoid"](-x)
    assert np.isclose(total, 1), "basic_sigmoid(x) + basic_sigmoid(-x) is not 1"


BASIC_SIGMOID = Exercise(
    "basic_sigmoid",
    _basic_sigmoid_cases,
    (
        Misconception(
            "denominator without parentheses",
            "1 / (1 + math.exp(-x))",
            "1 / 1 + math.exp(-x)",
            "Division binds tighter than addition: put the whole denominator in parentheses.",
        ),
        Misconception(
            "sign of the exponent lost",
            "math.exp(-x)",
            "math.exp(x)",
            "A large x must give nearly 1: look at the sign in the exponent.",
        ),
        Misconception(
            "minus in the denominator",
            "1 + math.exp(-x)",
            "1 - math.exp(-x)",
            "At x = 0 the denominator must be 2: one of its signs is wrong.",
        ),
        Misconception(
            "the 1 in the denominator lost",
            "(1 + math.exp(-x))",
            "math.exp(-x)",
            "The value may never exceed 1, so the denominator may never be below 1.",
        ),
        Misconception(
            "-x in place of e to the power of -x",
            "math.exp(-x)",
            "(-x)",
            "The exponential is a function of x: what is added to 1 is always positive.",
        ),
        Misconception(
            "rounded to a whole number",
            "1 / (1 + math.exp(-x))",
            "round(1 / (1 + math.exp(-x)))",
            "A probability lies between 0 and 1: leave it as it is.",
        ),
    ),
    help={
        "Idea": "One division: the 1 above, and below it 1 plus an exponential.",
        "Formula": "σ(x) = 1 / (1 + e^(-x))",
        "Worked small case": "At x = 0: e^0 = 1, so σ(0) = 1 / (1 + 1) = 0.5.",
    },
    properties=(_basic_sigmoid_is_point_symmetric,),
)


# L1


def _errors(rng: np.random.Generator, *shape: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw predictions and true values, some errors above 0 and some below, none of size 1."""
    y = rng.normal(size=shape)
    errors = rng.uniform(0.2, 0.8, size=shape) + rng.integers(0, 2, size=shape)
    errors.flat[1::2] *= -1
    return y + errors, y


def _loss_cases(name: str):
    def cases(rng: np.random.Generator) -> list[Case]:
        return [
            case("a row of 5", call(name, *_errors(rng, 1, 5))),
            case("a column of 4", call(name, *_errors(rng, 4, 1))),
            case("a single prediction", call(name, *_errors(rng, 1, 1))),
        ]

    return cases


def _is_never_negative_and_symmetric(name: str):
    def symmetric(functions, rng) -> None:
        yhat, y = _errors(rng, 1, 6)
        one, other = (float(np.squeeze(functions[name](*p))) for p in ((yhat, y), (y, yhat)))
        assert one > 0, f"{name} is not above 0 where there are errors"
        assert np.isclose(one, other), f"{name} changes where yhat and y change places"
        assert np.isclose(functions[name](y, y), 0), f"{name} is not 0 where there is no error"

    return symmetric


L1 = Exercise(
    "L1",
    _loss_cases("L1"),
    (
        Misconception(
            "sums only y",
            "np.abs(y - yhat)",
            "y",
            "The error is a difference: yhat has to come in.",
        ),
        Misconception(
            "absolute value left out",
            "np.abs(y - yhat)",
            "(y - yhat)",
            "Errors of opposite sign cancel: drop the sign of each one before you add.",
        ),
        Misconception(
            "absolute value of the sum",
            "np.sum(np.abs(y - yhat))",
            "np.abs(np.sum(y - yhat))",
            "Errors have cancelled by then: take absolute values first, then add.",
        ),
        Misconception(
            "averaged", "np.sum", "np.mean", "L1 is the sum of the errors, however many there are."
        ),
        Misconception(
            "squares in place of absolute values",
            "np.abs(y - yhat)",
            "(y - yhat) ** 2",
            "Squared errors are L2; here only the signs are dropped.",
        ),
        Misconception(
            "difference of the absolute values",
            "np.abs(y - yhat)",
            "(np.abs(y) - np.abs(yhat))",
            "First the difference, then its absolute value.",
        ),
        Misconception(
            "not summed",
            "np.sum(np.abs(y - yhat))",
            "np.abs(y - yhat)",
            "These are the single errors; the loss is one number.",
        ),
        Misconception(
            "summed down the columns, not over all entries",
            "np.sum(",
            "sum(",
            "Python's sum, as axis=0, leaves a row as it is: NumPy's without an axis adds up all.",
        ),
        Misconception(
            "plus in place of minus",
            "y - yhat",
            "y + yhat",
            "How far two numbers are apart is told by their difference.",
        ),
    ),
    help={
        "Idea": "Three steps on whole arrays: difference, absolute value, sum.",
        "Formula": "L1 = Σ |y - yhat|",
        "Worked small case": "y = (1, 0), yhat = (0.8, 0.3): 0.2 + 0.3 = 0.5.",
    },
    keeps=("yhat", "y"),
    properties=(_is_never_negative_and_symmetric("L1"),),
    equivalent={"y - yhat -> yhat - y": "the sign is dropped"},
)


L2 = Exercise(
    "L2",
    _loss_cases("L2"),
    (
        Misconception(
            "a root taken",
            "np.sum((y - yhat) ** 2)",
            "np.sqrt(np.sum((y - yhat) ** 2))",
            "L2 is here the plain sum of the squares, without a root.",
        ),
        Misconception(
            "square of the sum",
            "np.sum((y - yhat) ** 2)",
            "np.sum(y - yhat) ** 2",
            "Errors have cancelled by then: square each of them first, then add.",
        ),
        Misconception("averaged", "np.sum", "np.mean", "L2 is the sum, however many there are."),
        Misconception(
            "absolute values in place of squares",
            "(y - yhat) ** 2",
            "np.abs(y - yhat)",
            "Absolute errors are L1; here each error is squared.",
        ),
        Misconception(
            "difference of the squares",
            "(y - yhat) ** 2",
            "y**2 - yhat**2",
            "First the difference, then its square.",
        ),
        Misconception(
            "not summed",
            "np.sum((y - yhat) ** 2)",
            "(y - yhat) ** 2",
            "These are the single squares; the loss is one number.",
        ),
        Misconception(
            "summed down the columns, not over all entries",
            "np.sum(",
            "sum(",
            "Python's sum, as axis=0, leaves a row as it is: NumPy's without an axis adds up all.",
        ),
        Misconception(
            "doubled, not squared",
            "** 2",
            "* 2",
            "Two stars make a power; one multiplies.",
        ),
        Misconception(
            "a dot product of two rows",
            "np.sum((y - yhat) ** 2)",
            "np.dot(y - yhat, y - yhat)",
            "With both axes kept, a row meets a row: square each entry, then add up.",
        ),
        Misconception(
            "a dot product with its own transpose, right for rows only",
            "np.sum((y - yhat) ** 2)",
            "np.dot(y - yhat, (y - yhat).T)",
            "A column by a row is a square matrix: square each entry, then add up.",
        ),
        Misconception(
            "a dot product with its own transpose, right for columns only",
            "np.sum((y - yhat) ** 2)",
            "np.dot((y - yhat).T, y - yhat)",
            "A column by a row is a square matrix: square each entry, then add up.",
        ),
    ),
    help={
        "Idea": "Three steps on whole arrays: difference, square, sum.",
        "Formula": "L2 = Σ (y - yhat)²",
        "Worked small case": "y = (1, 0), yhat = (0.8, 0.3): 0.04 + 0.09 = 0.13.",
    },
    keeps=("yhat", "y"),
    properties=(_is_never_negative_and_symmetric("L2"),),
    equivalent={"y - yhat -> yhat - y": "the sign is dropped"},
)


# percentages


def _percentages_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("3 rows and 4 columns", call("percentages", rng.uniform(1, 100, size=(3, 4)))),
        case("4 rows and 2 columns", call("percentages", rng.uniform(1, 100, size=(4, 2)))),
        case("whole numbers", call("percentages", rng.integers(1, 60, size=(2, 3)))),
        case("a single column", call("percentages", rng.uniform(1, 9, size=(3, 1)))),
    ]


def _columns_add_up_to_100(functions, rng) -> None:
    P = functions["percentages"](rng.uniform(1, 9, size=(4, 5)))
    assert np.allclose(np.sum(P, axis=0), 100), "a column does not add up to 100"


PERCENTAGES = Exercise(
    "percentages",
    _percentages_cases,
    (
        Misconception(
            "rows in per cent of their sums",
            "axis=0",
            "axis=1",
            "It is each column that must add up to 100: along which axis is the sum?",
        ),
        Misconception(
            "row sums, and no axis kept",
            "A.sum(axis=0, keepdims=True)",
            "A.sum(axis=1)",
            "One sum for each column is needed: as many as A has columns.",
        ),
        Misconception(
            "everything in per cent of the whole table",
            "A.sum(axis=0, keepdims=True)",
            "A.sum()",
            "Each column has a sum of its own: name the axis.",
        ),
        Misconception(
            "shares, not per cent",
            "100 * A",
            "A",
            "A share of one half is 50 per cent.",
        ),
        Misconception(
            "the sums turned into a column",
            "A.sum(axis=0, keepdims=True)",
            "A.sum(axis=0).reshape(-1, 1)",
            "A column of sums is copied across; these must be copied down.",
        ),
        Misconception(
            "divided by the largest of the column",
            "A.sum(",
            "A.max(",
            "Per cent of the total: the whole is the sum of the column.",
        ),
        Misconception(
            "divided by the average of the column",
            "A.sum(",
            "A.mean(",
            "Per cent of the total: the whole is the sum of the column.",
        ),
        Misconception(
            "divided in whole numbers",
            "100 * A / A",
            "100 * A // A",
            "Two slashes drop the fraction; use one.",
        ),
    ),
    help={
        "Idea": "One sum for each column, then one division; broadcasting copies the sums down.",
        "Formula": "P = 100 · A / (column sums), (n, m) by (1, m)",
        "Worked small case": "The column (1, 3) has the sum 4 and becomes (25, 75).",
    },
    keeps=("A",),
    properties=(_columns_add_up_to_100,),
    equivalent=dict.fromkeys(
        (
            "A.sum(axis=0, keepdims=True) -> A.sum(axis=0)",
            "A.sum(axis=0, keepdims=True) -> A.sum(axis=0, keepdims=False)",
        ),
        "(m,) is stretched as (1, m) is",
    ),
)


# normalize_rows


def _normalize_rows_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("2 rows of 3", call("normalize_rows", 3 * rng.normal(size=(2, 3)))),
        case("4 rows of 2", call("normalize_rows", 3 * rng.normal(size=(4, 2)))),
        case("whole numbers", call("normalize_rows", rng.integers(1, 9, size=(3, 4)))),
        case("a single row", call("normalize_rows", 3 * rng.normal(size=(1, 4)))),
    ]


def _rows_have_length_1_and_their_direction(functions, rng) -> None:
    x = 3 * rng.normal(size=(4, 5))
    unit = np.asarray(functions["normalize_rows"](x.copy()))
    assert np.allclose(np.sum(unit * unit, axis=1), 1), "a row has not length 1"
    assert np.allclose(np.sum(unit * x, axis=1) ** 2, np.sum(x * x, axis=1)), "a row is turned"


NORMALIZE_ROWS = Exercise(
    "normalize_rows",
    _normalize_rows_cases,
    (
        Misconception(
            "norms without keepdims",
            ", keepdims=True",
            "",
            "Norms of shape (n,) count as a row; to be copied across they must be a column.",
        ),
        Misconception(
            "columns normalised, not rows",
            "axis=1",
            "axis=0",
            "Along which axis do you add up the squares of one row?",
        ),
        Misconception(
            "one norm for the whole matrix",
            "np.linalg.norm(x, axis=1, keepdims=True)",
            "np.linalg.norm(x)",
            "Each row has a length of its own: name the axis.",
        ),
        Misconception(
            "divided by the sum of the row",
            "np.linalg.norm(x, axis=1, keepdims=True)",
            "np.sum(x, axis=1, keepdims=True)",
            "The length is the root of the sum of the squares.",
        ),
        Misconception(
            "divided by the sum of the absolute values",
            "np.linalg.norm(x, axis=1, keepdims=True)",
            "np.sum(np.abs(x), axis=1, keepdims=True)",
            "The length is the root of the sum of the squares.",
        ),
        Misconception(
            "divided by the squared length",
            "np.linalg.norm(x, axis=1, keepdims=True)",
            "np.sum(x**2, axis=1, keepdims=True)",
            "A root is missing: the row (3, 4) has length 5, not 25.",
        ),
        Misconception(
            "divided by the largest entry of the row",
            "np.linalg.norm(x, axis=1, keepdims=True)",
            "np.max(np.abs(x), axis=1, keepdims=True)",
            "The length is the root of the sum of the squares.",
        ),
        Misconception(
            "lengths returned, not the rows",
            "x = x / lengths",
            "x = lengths",
            "The lengths are what to divide by; return the rows.",
        ),
    ),
    help={
        "Idea": "The length of each row as a column, then one division.",
        "Formula": "x / ‖x‖ row by row: (n, m) by (n, 1)",
        "Worked small case": "The row (3, 4) has length 5 and becomes (0.6, 0.8).",
    },
    keeps=("x",),
    properties=(_rows_have_length_1_and_their_direction,),
)


# softmax


def _softmax_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("2 rows of 3", call("softmax", 2 * rng.normal(size=(2, 3)))),
        case("4 rows of 2", call("softmax", 2 * rng.normal(size=(4, 2)))),
        case("whole numbers", call("softmax", rng.integers(-3, 4, size=(3, 5)))),
        case("a single row", call("softmax", 2 * rng.normal(size=(1, 4)))),
    ]


def _rows_are_probabilities_whatever_is_added_to_them(functions, rng) -> None:
    x = 2 * rng.normal(size=(3, 4))
    s, moved = functions["softmax"](x), functions["softmax"](x + np.array([[1.0], [-2.0], [3.0]]))
    assert np.allclose(np.sum(s, axis=1), 1), "a row does not add up to 1"
    assert np.all(np.asarray(s) > 0), "an entry is not positive"
    assert np.allclose(s, moved), "a constant added to a row changes it"


SOFTMAX = Exercise(
    "softmax",
    _softmax_cases,
    (
        Misconception(
            "sums without keepdims",
            ", keepdims=True",
            "",
            "Sums of shape (n,) count as a row; to be copied across they must be a column.",
        ),
        Misconception(
            "columns add up to 1, not rows",
            "axis=1",
            "axis=0",
            "Each row is a set of probabilities: add up along the row.",
        ),
        Misconception(
            "divided by the sum of the whole matrix",
            "np.sum(powers, axis=1, keepdims=True)",
            "np.sum(powers)",
            "Each row has a sum of its own: name the axis.",
        ),
        Misconception(
            "exponential left out",
            "np.exp(x)",
            "x",
            "Scores can be negative, probabilities cannot: what makes them positive?",
        ),
        Misconception(
            "exponential in the numerator only",
            "np.sum(powers, axis=1, keepdims=True)",
            "np.sum(x, axis=1, keepdims=True)",
            "What is added up below is what stands above: the exponentials.",
        ),
        Misconception(
            "divided by the largest of the row",
            "np.sum(powers, axis=1, keepdims=True)",
            "np.max(powers, axis=1, keepdims=True)",
            "A row must add up to 1: divide by its sum.",
        ),
        Misconception(
            "powers of 2, not of e",
            "np.exp(x)",
            "2.0**x",
            "The base is e: NumPy has a function for it.",
        ),
        Misconception(
            "exponentials not divided",
            "powers / np.sum(powers, axis=1, keepdims=True)",
            "powers",
            "They are positive, but they do not add up to 1 yet.",
        ),
        Misconception(
            "the larger the score, the smaller the share",
            "np.exp(x)",
            "np.exp(-x)",
            "The largest score is to have the largest share.",
        ),
    ),
    help={
        "Idea": "Exponentials of all scores, then each row divided by its own sum.",
        "Formula": "e^x_ij / Σ_k e^x_ik",
        "Worked small case": "The row (0, 0) becomes (0.5, 0.5).",
    },
    keeps=("x",),
    properties=(_rows_are_probabilities_whatever_is_added_to_them,),
)


# which_shape

WHICH_SHAPE = Quiz(
    "which_shape",
    title="which shape?",
    questions=(
        Question(
            "transpose",
            "`a = np.random.randn(5)`. What is the shape of `a.T`?",
            right="(5,)",
            options={
                "(5, 1)": "A transpose swaps axes, and `a` has one; it makes no new axis.",
                "(5,)": "There is only one axis, so there is nothing to turn round.",
                "(1, 5)": "A transpose swaps axes, and `a` has one; it makes no new axis.",
            },
            mistakes={
                "(1, 5)": "an array of rank 1 taken for a column",
                "(5, 1)": "an array of rank 1 taken for a row",
            },
        ),
        Question(
            "outer",
            "`c = np.random.randn(5, 1)`. What is `np.dot(c, c.T)`?",
            right="a (5, 5) matrix",
            options={
                "a (5, 5) matrix": "(5, 1) by (1, 5): the inner sizes agree, the outer ones stay.",
                "one number": "That is `np.dot(c.T, c)`, or the product of two arrays of rank 1.",
                "an error": "The inner sizes are 1 and 1, so the product exists.",
            },
            mistakes={
                "one number": "outer product taken for the inner one",
                "an error": "outer sizes compared, not inner ones",
            },
        ),
        Question(
            "difference",
            "`c` has shape (5, 1) and `a` has shape (5,). What is the shape of `c - a`?",
            right="(5, 5)",
            options={
                "(5, 1)": "That is what is usually meant. But (5,) counts as (1, 5).",
                "(5,)": "The result has as many axes as the array with more of them.",
                "(5, 5)": "`a` counts as (1, 5), and both are stretched.",
            },
            mistakes={
                "(5, 1)": "an array of rank 1 taken for a column",
                "(5,)": "the column taken for an array of rank 1",
            },
        ),
        Question(
            "sums",
            "`A` has shape (3, 4). What is the shape of `A.sum(axis=0)`?",
            right="(4,)",
            options={
                "(1, 4)": "Nearly: but for that you need `keepdims=True`.",
                "(4,)": "Axis 0 disappears; one sum for each of the 4 columns is left.",
                "(3,)": "The axis that is named disappears: 3 belongs to axis 0.",
            },
            mistakes={
                "(3,)": "sums along the other axis",
                "(1, 4)": "a sum believed to keep its axis",
            },
        ),
        Question(
            "division",
            "`A` has shape (3, 4). What does `A / A.sum(axis=1)` give?",
            right="an error",
            options={
                "rows that add up to 1": "For that the sums must be a column: `keepdims=True`.",
                "columns that add up to 1": "The sums of axis 1 belong to the rows.",
                "an error": "The sums are (3,), that is (1, 3), and 3 does not fit 4.",
            },
            mistakes={
                "rows that add up to 1": "an array of rank 1 taken for a column",
                "columns that add up to 1": "sums along the other axis",
            },
        ),
    ),
)


# as_column


def _as_column_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("5 numbers", call("as_column", rng.normal(size=5))),
        case("3 whole numbers", call("as_column", rng.integers(1, 9, size=3))),
        case("a single number", call("as_column", rng.normal(size=1))),
    ]


AS_COLUMN = Exercise(
    "as_column",
    _as_column_cases,
    (
        Misconception(
            "transposed, and still of rank 1",
            "v.reshape(-1, 1)",
            "v.T",
            "A transpose swaps axes, and there is only one: make a second.",
        ),
        Misconception(
            "a row, not a column",
            "reshape(-1, 1)",
            "reshape(1, -1)",
            "The numbers go down: the axis of length 1 comes second.",
        ),
        Misconception(
            "a fixed length",
            "reshape(-1, 1)",
            "reshape(5, 1)",
            "The function must serve arrays of every length.",
        ),
        Misconception(
            "three axes",
            "v.reshape(-1, 1)",
            "v.reshape(-1, 1, 1)",
            "A column has two axes.",
        ),
        Misconception(
            "the argument itself reshaped",
            "column = v.reshape(-1, 1)",
            "v.shape = (v.size, 1)\n    column = v",
            "The caller's array has changed too: give a new array its second axis.",
        ),
        Misconception(
            "stretched to a matrix",
            "v.reshape(-1, 1)",
            "v + np.zeros((v.size, 1))",
            "(n, 1) and (n,) stretch to (n, n): reshape, and add nothing.",
        ),
        Misconception(
            "turned upside down",
            "v.reshape(-1, 1)",
            "v[::-1].reshape(-1, 1)",
            "The numbers keep their order, top to bottom.",
        ),
    ),
    help={
        "Idea": "The numbers stay; only the shape changes.",
        "Formula": "(n,) → (n, 1)",
        "Worked small case": "[7, 8] becomes [[7], [8]].",
    },
    keeps=("v",),
    equivalent={
        "v.reshape(-1, 1) -> v.reshape(-2, 1)": "any negative size means: what is left",
    },
)


EXERCISES = (
    BASIC_SIGMOID,
    L1,
    L2,
    PERCENTAGES,
    NORMALIZE_ROWS,
    SOFTMAX,
    WHICH_SHAPE,
    AS_COLUMN,
)
