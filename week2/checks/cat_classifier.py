"""What to try on cat_classifier's exercises, and the mistakes that people make in them."""

from __future__ import annotations

import functools

import numpy as np

from course.cases import Case, call, case
from course.compare import Tolerance
from course.resources import data_file
from grader.declare import Exercise, Misconception, Question, Quiz
from grader.properties import assert_slope


def _examples(rng: np.random.Generator, n_x: int, m: int):
    """Draw weights, bias, examples and labels of both classes, no activation near 0 or 1."""
    w, b = rng.normal(size=(n_x, 1)), float(rng.normal())
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))
    w *= 2 / max(2, np.max(np.abs(w.T @ X)))
    Y[0, : min(m, 2)] = [0, 1][: min(m, 2)]
    return w, b, X, Y


def _cats(rng: np.random.Generator, m: int):
    """Draw cat pictures of the training set, as columns scaled to 0 ... 1, with small weights."""
    pictures, labels = _drawn_cats()
    chosen = rng.choice(pictures.shape[0], size=m, replace=False)
    X, Y = pictures[chosen].reshape(m, -1).T / 255, labels[:, chosen]
    return rng.normal(size=(X.shape[0], 1)) * 0.005, float(rng.normal() * 0.1), X, Y


@functools.cache
def _drawn_cats() -> tuple[np.ndarray, np.ndarray]:
    """Return the course's own pictures and labels; `load_cats` may give somebody's others."""
    import h5py  # a class is graded without it, once the case sets are kept

    with h5py.File(data_file("cats.h5")) as file:
        return file["train_set_x"][()], file["train_set_y"][()].reshape(1, -1)


def _picture(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.integers(0, 256, size=shape, dtype=np.uint8)


# image2vector


def _image2vector_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("a picture of 2 by 3 pixels", call("image2vector", rng.normal(size=(2, 3, 3)))),
        case("a picture of 3 by 2 with 4 channels", call("image2vector", _picture(rng, 3, 2, 4))),
        case("a single pixel", call("image2vector", _picture(rng, 1, 1, 3))),
    ]


IMAGE2VECTOR = Exercise(
    "image2vector",
    _image2vector_cases,
    (
        Misconception(
            "a flat array, not a column",
            "reshape(-1, 1)",
            "reshape(-1)",
            "A column has two axes: ask for a second axis of length 1.",
        ),
        Misconception(
            "a row, not a column",
            "reshape(-1, 1)",
            "reshape(1, -1)",
            "The numbers go down, not across: the long axis comes first in the shape.",
        ),
        Misconception(
            "channels unrolled one after another",
            "image.reshape(-1, 1)",
            "image.transpose(2, 0, 1).reshape(-1, 1)",
            "All red, then all green is how lectures draw it; here leave the order to NumPy.",
        ),
        Misconception(
            "columns before rows (Fortran order)",
            "reshape(-1, 1)",
            'reshape(-1, 1, order="F")',
            "Leave the axes as they are, with neither .T nor order='F', and reshape once.",
        ),
        Misconception(
            "the picture scaled as well",
            "image.reshape(-1, 1)",
            "image.reshape(-1, 1) / 255",
            "This function only rearranges the numbers; scaling is the next exercise.",
        ),
        Misconception(
            "a column for each channel",
            "reshape(-1, 1)",
            "reshape(-1, image.shape[2])",
            "All the numbers go into one column, the channels as well.",
        ),
        Misconception(
            "one channel only",
            "image.reshape(-1, 1)",
            "image[:, :, 0].reshape(-1, 1)",
            "The picture has h·w·c numbers, and each of them belongs into the column.",
        ),
    ),
    help={
        "Idea": "Read the picture's numbers in the order in which they lie in memory.",
        "Formula": "shape (h, w, c) becomes shape (h·w·c, 1)",
        "Worked small case": "[[[1, 2]], [[3, 4]]] has shape (2, 1, 2); its column is 1, 2, 3, 4.",
    },
    keeps=("image",),
    equivalent={
        "image.reshape(-1, 1) -> image.reshape(-2, 1)": "any negative size means: what is left",
    },
)


# flatten_images


def _flatten_images_cases(rng: np.random.Generator) -> list[Case]:
    cats, _ = _drawn_cats()
    chosen = rng.choice(cats.shape[0], size=2, replace=False)
    return [
        case("5 pictures of 2 by 3 pixels", call("flatten_images", _picture(rng, 5, 2, 3, 3))),
        case("a single, dark picture", call("flatten_images", _picture(rng, 1, 3, 2, 3) // 2)),
        case("2 of the cat pictures", call("flatten_images", cats[chosen]), large=True),
    ]


FLATTEN_IMAGES = Exercise(
    "flatten_images",
    _flatten_images_cases,
    (
        Misconception(
            "pictures scrambled by reshape(-1, m)",
            "images.reshape(m, -1).T",
            "images.reshape(-1, m)",
            "The shape is right and every column mixes all pictures: keep m first, then transpose.",
        ),
        Misconception(
            "one picture a row",
            "images.reshape(m, -1).T",
            "images.reshape(m, -1)",
            "Examples stand side by side as columns in this course: transpose.",
        ),
        Misconception(
            "not scaled", " / 255", " * 1.0", "Pixels go from 0 to 255; bring them to 0 ... 1."
        ),
        Misconception(
            "scaled by 256",
            "/ 255",
            "/ 256",
            "The largest value of a byte is one less than the number of its values.",
        ),
        Misconception(
            "divided in whole numbers",
            "/ 255",
            "// 255",
            "Two slashes drop the fraction, so nearly every pixel becomes 0; use one.",
        ),
        Misconception(
            "scaled by the brightest pixel",
            "/ 255",
            "/ images.max()",
            "The scale may not depend on the pictures: a test picture must be scaled alike.",
        ),
        Misconception(
            "channels unrolled one after another",
            "images.reshape(m, -1)",
            "images.transpose(0, 3, 1, 2).reshape(m, -1)",
            "Leave the order of the axes as it is, and reshape.",
        ),
        Misconception(
            "axes turned round before unrolling",
            "images.reshape(m, -1).T",
            "images.T.reshape(-1, m)",
            "Transposing four axes turns each picture over too: unroll first.",
        ),
        Misconception(
            "all pictures in one column",
            "images.reshape(m, -1).T",
            "images.reshape(-1, 1)",
            "Each picture needs a column of its own: m columns in all.",
        ),
    ),
    help={
        "Idea": "First give each picture a row of its own, then turn rows into columns.",
        "Formula": "(m, h, w, c) → (m, h·w·c) → (h·w·c, m), divided by 255",
        "Worked small case": "Two pictures of one pixel, [10, 20, 30] and [40, 50, 60]:"
        " column 0 is 10/255, 20/255, 30/255.",
    },
    keeps=("images",),
    equivalent={
        "images.reshape(m, -1) -> images.reshape(m, -2)": "any negative size means: what is left",
    },
)


# sigmoid


def _sigmoid_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("x = 0", call("sigmoid", 0)),
        case("one number", call("sigmoid", float(rng.normal()) + 0.3)),
        case("a matrix", call("sigmoid", 3 * rng.normal(size=(2, 3)))),
        case("numbers far from 0", call("sigmoid", np.array([[-30.0, -5.0, 5.0, 30.0]]))),
    ]


def _sigmoid_is_point_symmetric(functions, rng) -> None:
    x = 4 * rng.normal(size=(3, 2))
    total = functions["sigmoid"](x) + functions["sigmoid"](-x)
    assert np.allclose(total, 1), "sigmoid(x) + sigmoid(-x) is not 1"


SIGMOID = Exercise(
    "sigmoid",
    _sigmoid_cases,
    (
        Misconception(
            "denominator without parentheses",
            "1 / (1 + np.exp(-x))",
            "1 / 1 + np.exp(-x)",
            "Division binds tighter than addition: put the whole denominator in parentheses.",
        ),
        Misconception(
            "sign of the exponent lost",
            "np.exp(-x)",
            "np.exp(x)",
            "A large x must give nearly 1: look at the sign in the exponent.",
        ),
        Misconception(
            "minus in the denominator",
            "1 + np.exp(-x)",
            "1 - np.exp(-x)",
            "At x = 0 the denominator must be 2: one of its signs is wrong.",
        ),
        Misconception(
            "the 1 in the denominator lost",
            "(1 + np.exp(-x))",
            "np.exp(-x)",
            "The value may never exceed 1, so the denominator may never be below 1.",
        ),
        Misconception(
            "the slope in place of the value",
            "s = 1 / (1 + np.exp(-x))",
            "s = 1 / (1 + np.exp(-x))\n    s = s * (1 - s)",
            "s(1 - s) is the derivative; return s itself.",
        ),
        Misconception(
            "tanh in place of the sigmoid",
            "1 / (1 + np.exp(-x))",
            "np.tanh(x)",
            "tanh runs from -1 to 1; the sigmoid runs from 0 to 1.",
        ),
        Misconception(
            "math.exp on an array",
            "s = 1 / (1 + np.exp(-x))",
            "import math\n    s = 1 / (1 + math.exp(-x))",
            "math works on single numbers; NumPy has a function of the same name for arrays.",
        ),
    ),
    help={
        "Idea": "One expression serves numbers and arrays alike, if NumPy takes the exponential.",
        "Formula": "σ(x) = 1 / (1 + e^(-x))",
        "Worked small case": "At x = 0: e^0 = 1, so σ(0) = 1 / (1 + 1) = 0.5.",
    },
    keeps=("x",),
    properties=(_sigmoid_is_point_symmetric,),
)


# initialize_with_zeros


def _initialize_with_zeros_cases(rng: np.random.Generator) -> list[Case]:
    n_x = int(rng.integers(3, 9))
    return [
        case("2 features", call("initialize_with_zeros", 2)),
        case(f"{n_x} features", call("initialize_with_zeros", n_x)),
    ]


INITIALIZE_WITH_ZEROS = Exercise(
    "initialize_with_zeros",
    _initialize_with_zeros_cases,
    (
        Misconception(
            "a flat array for w",
            "np.zeros((dim, 1))",
            "np.zeros(dim)",
            "w is a column with two axes: its shape is a pair of numbers.",
        ),
        Misconception(
            "w as a row",
            "(dim, 1)",
            "(1, dim)",
            "Features go down the rows: the number of features comes first.",
        ),
        Misconception(
            "the shape not given as a pair",
            "np.zeros((dim, 1))",
            "np.zeros(dim, 1)",
            "The second argument of np.zeros is the dtype: the shape needs its own parentheses.",
        ),
        Misconception(
            "a square matrix for w",
            "(dim, 1)",
            "(dim, dim)",
            "There is one unit, so there is one column of weights.",
        ),
        Misconception(
            "a single number for w",
            "np.zeros((dim, 1))",
            "0.0",
            "Each feature has a weight of its own: w is an array.",
        ),
        Misconception(
            "one weight too many",
            "(dim, 1)",
            "(dim + 1, 1)",
            "The bias has a name of its own here, b, and no place in w.",
        ),
        Misconception(
            "ones in place of zeros", "np.zeros", "np.ones", "Start from weights that are all 0."
        ),
        Misconception(
            "one bias per feature",
            "b = 0.0",
            "b = np.zeros((dim, 1))",
            "The unit has one bias, whatever the number of features.",
        ),
        Misconception(
            "only w returned",
            "b = 0.0",
            "return w",
            "Two values are asked for: w alone comes back, and where is b?",
        ),
    ),
    help={
        "Idea": "One weight for each feature, in a column, and one bias.",
        "Formula": "w ∈ ℝ^(n_x × 1), w = 0, b = 0",
        "Worked small case": "dim = 2 gives w = [[0.], [0.]] and b = 0.0.",
    },
)


# propagate


def _propagate_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("4 features and 3 examples", call("propagate", *_examples(rng, 4, 3))),
        case("2 features and 7 examples", call("propagate", *_examples(rng, 2, 7))),
        case("a single example", call("propagate", *_examples(rng, 3, 1))),
        case("2 of the cat pictures", call("propagate", *_cats(rng, 2)), large=True),
    ]


def _dw_and_db_are_slopes_of_the_cost(functions, rng) -> None:
    w, b, X, Y = _examples(rng, 3, 5)
    propagate = functions["propagate"]
    grads, _ = propagate(w, b, X, Y)
    assert_slope(lambda v: np.squeeze(propagate(v, b, X, Y)[1]), w, grads["dw"])
    assert_slope(lambda v: np.squeeze(propagate(w, v, X, Y)[1]), b, grads["db"])


PROPAGATE = Exercise(
    "propagate",
    _propagate_cases,
    (
        Misconception(
            "cost without the minus sign",
            "cost = -np.sum",
            "cost = np.sum",
            "The logarithm of a probability is negative, and a cost is not.",
        ),
        Misconception(
            "cost not averaged",
            "np.log(1 - A)) / m",
            "np.log(1 - A))",
            "The cost is the average loss: divide the sum by the number of examples.",
        ),
        Misconception(
            "cost not summed",
            "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
            "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
            "These are the losses of the single examples: the cost is one number.",
        ),
        Misconception(
            "cost summed down the columns, not over all entries",
            "np.sum(Y * np.log(A)",
            "sum(Y * np.log(A)",
            "Python's sum, as axis=0, leaves a row as it is: NumPy's without an axis adds up all.",
        ),
        Misconception(
            "only the first half of the cost",
            "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
            "Y * np.log(A)",
            "Examples with y = 0 count too: they bring the second logarithm in.",
        ),
        Misconception(
            "minus between the halves of the cost",
            "np.log(A) + (1 - Y)",
            "np.log(A) - (1 - Y)",
            "Both halves have the same sign inside the sum.",
        ),
        Misconception(
            "only the first half of the cost averaged",
            "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m",
            "-1 / m * np.sum(Y * np.log(A)) - np.sum((1 - Y) * np.log(1 - A))",
            "The factor 1/m belongs to both sums.",
        ),
        Misconception(
            # The same is seen of np.dot(X, dZ): sizes m and 1 do not fit, in `propagate`. Together
            # with w * X they would be m and n_x, so the edit reaches up to that line.
            "second factor not transposed",
            "X) + b)  # (1, m)\n    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
            "X) + b)  # (1, m)\n    cost = -(np.dot(Y, np.log(A)) + np.dot(1 - Y, np.log(1 - A)))",
            "Rows of m numbers meet: transpose the second, or, for the cost, multiply elementwise.",
        ),
        Misconception(
            "every label with every activation (a transpose in an elementwise product)",
            "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
            "Y * np.log(A).T + (1 - Y) * np.log(1 - A).T",
            "(1, m) times (m, 1) stretches to (m, m): an elementwise product needs no transpose.",
        ),
        Misconception(
            "every label with every activation in the first half of the cost",
            "Y * np.log(A) +",
            "Y * np.log(A).T +",
            "(1, m) times (m, 1) stretches to (m, m): an elementwise product needs no transpose.",
        ),
        Misconception(
            "every label with every activation in the second half of the cost",
            "(1 - Y) * np.log(1 - A)",
            "(1 - Y) * np.log(1 - A).T",
            "(1, m) times (m, 1) stretches to (m, m): an elementwise product needs no transpose.",
        ),
        Misconception(
            "labels and activations exchanged in the cost",
            "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
            "A * np.log(Y) + (1 - A) * np.log(1 - Y)",
            "A label is 0 or 1, and the logarithm of 0 is infinite: whose logarithm is taken?",
        ),
        Misconception(
            "cost divided by 2m",
            "np.log(1 - A)) / m",
            "np.log(1 - A)) / (2 * m)",
            "The factor one half belongs to squared errors; the cross-entropy has none.",
        ),
        Misconception(
            "squared error for the cost",
            "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
            "np.sum((A - Y) ** 2)",
            "Squared error is not convex here: use the cross-entropy.",
        ),
        Misconception(
            "logarithm to base 10",
            "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
            "Y * np.log10(A) + (1 - Y) * np.log10(1 - A)",
            "The logarithm in the loss is the natural one.",
        ),
        Misconception(
            "m counts the features",
            "X.shape[1]",
            "X.shape[0]",
            "Examples are columns: which axis of X counts them?",
        ),
        Misconception(
            "nothing averaged (no 1/m, or m is 1)",
            "X.shape[1]",
            "Y.shape[0]",
            "Cost, dw and db are averages: divide by the number of columns of X.",
        ),
        Misconception(
            "w not transposed",
            "np.dot(w.T, X)",
            "np.dot(w, X)",
            "(n_x, 1) by (n_x, m) does not fit: the inner sizes must agree.",
        ),
        Misconception(
            "elementwise product of w and X",
            "np.dot(w.T, X)",
            "w * X",
            "Z is one number per example: the products must be summed over the features.",
        ),
        Misconception(
            "elementwise product of w and X, with a transpose",
            "np.dot(w.T, X)",
            "w.T * X",
            "Z is a product of matrices, not of entries: np.dot or @.",
        ),
        Misconception(
            "bias left out",
            "np.dot(w.T, X) + b",
            "np.dot(w.T, X)",
            "Z has two terms: what is added to the weighted sum?",
        ),
        Misconception(
            "bias outside the sigmoid",
            "sigmoid(np.dot(w.T, X) + b)",
            "sigmoid(np.dot(w.T, X)) + b",
            "Add b before squashing, or A is no probability.",
        ),
        Misconception(
            "bias in the denominator of the sigmoid",
            "sigmoid(np.dot(w.T, X) + b)",
            "1 / (1 + np.exp(-np.dot(w.T, X)) + b)",
            "b belongs to Z, so the minus sign and the exponential apply to it too.",
        ),
        Misconception(
            "sigmoid left out",
            "sigmoid(np.dot(w.T, X) + b)",
            "np.dot(w.T, X) + b",
            "Z can be any number; A has to lie between 0 and 1.",
        ),
        Misconception(
            "sign of the error turned round",
            "dZ = A - Y",
            "dZ = Y - A",
            "Where A is too large the cost must grow with Z: which of A and Y comes first?",
        ),
        Misconception(
            "slope of the sigmoid multiplied in",
            "dZ = A - Y",
            "dZ = (A - Y) * A * (1 - A)",
            "With the cross-entropy this factor cancels: A - Y is dZ already.",
        ),
        Misconception(
            "error of the decision, not of the probability",
            "dZ = A - Y",
            "dZ = (A > 0.5) - Y",
            "The gradient uses the probability itself; rounding it has slope zero.",
        ),
        Misconception(
            "elementwise product for dw",
            "np.dot(X, dZ.T) / m",
            "X * dZ / m",
            "dw has the shape of w: the sum over the examples is a matrix product.",
        ),
        Misconception(
            "elementwise product for dw, with a transpose",
            "np.dot(X, dZ.T) / m",
            "X * dZ.T / m",
            "dw is a product of matrices, not of entries: np.dot or @.",
        ),
        Misconception(
            # The same is seen of np.dot(X.T, dZ.T): sizes n_x and m do not fit.
            "n_x and m meet in a matrix product",
            "np.dot(X, dZ.T)",
            "np.dot(dZ, X)",
            "Write the two sizes below each factor: the inner ones of a product must agree.",
        ),
        Misconception(
            "dw as a row",
            "np.dot(X, dZ.T)",
            "np.dot(dZ, X.T)",
            "dw has the shape of w, a column: turn the product round.",
        ),
        Misconception(
            "a flat array for dw",
            "np.dot(X, dZ.T) / m",
            "np.sum(X * dZ, axis=1) / m",
            "np.sum drops the axis that it sums over: keep it, for dw is a column like w.",
        ),
        Misconception(
            "one number for dw",
            "np.dot(X, dZ.T) / m",
            "np.sum(X * dZ) / m",
            "Each weight has a slope of its own: sum over the examples only.",
        ),
        Misconception(
            "dw not averaged",
            "np.dot(X, dZ.T) / m",
            "np.dot(X, dZ.T)",
            "dw is the average over the examples, as the cost is.",
        ),
        Misconception(
            "db not averaged",
            "np.sum(dZ) / m",
            "np.sum(dZ)",
            "db is the average over the examples, as the cost is.",
        ),
        Misconception(
            "one db per example",
            "db = np.sum(dZ) / m",
            "db = dZ / m",
            "There is one bias, so its slope is one number: sum over the examples.",
        ),
        Misconception(
            "db summed down the columns, not over all entries",
            "np.sum(dZ) / m",
            "sum(dZ) / m",
            "Python's sum, as axis=0, leaves a row as it is: NumPy's without an axis adds up all.",
        ),
        Misconception(
            "db summed from dw",
            "np.sum(dZ) / m",
            "np.sum(dw)",
            "b adds to every Z alike: its slope comes from dZ, without X.",
        ),
    ),
    help={
        "Idea": "Forward: from X to A to the cost. Backward: the error A - Y, averaged once against"
        " the inputs (dw) and once alone (db).",
        "Formula": "A = σ(wᵀX + b);  J = -(1/m) Σ [y log a + (1 - y) log(1 - a)]\n"
        "∂J/∂w = (1/m) X (A - Y)ᵀ;  ∂J/∂b = (1/m) Σ (a - y)",
        "Worked small case": "w = [[0]], b = 0, X = [[2, 4]], Y = [[1, 0]]: A = [[0.5, 0.5]],"
        " J = log 2 = 0.693, A - Y = [[-0.5, 0.5]],"
        " dw = (2·(-0.5) + 4·0.5)/2 = 0.5, db = 0.",
    },
    keeps=("w", "X", "Y"),
    tolerance=Tolerance(relative=1e-5),  # np.log(A + 1e-8) guards against log(0), and is right
    properties=(_dw_and_db_are_slopes_of_the_cost,),
    equivalent={"X.shape -> Y.shape": "X and Y have a column for each example alike"},
)


# optimize


def _optimize_cases(rng: np.random.Generator) -> list[Case]:
    rate = float(rng.uniform(0.05, 0.2))
    return [
        case(
            "3 steps",
            call("optimize", *_examples(rng, 3, 4), num_iterations=3, learning_rate=rate),
        ),
        case(
            "105 steps",
            call("optimize", *_examples(rng, 2, 3), num_iterations=105, learning_rate=rate),
        ),
        case(
            "the default learning rate, 2 steps",
            call("optimize", *_examples(rng, 2, 5), num_iterations=2),
        ),
        case(
            "2 of the cat pictures, 3 steps",
            call("optimize", *_cats(rng, 2), num_iterations=3, learning_rate=0.005),
            large=True,
        ),
    ]


OPTIMIZE = Exercise(
    "optimize",
    _optimize_cases,
    (
        Misconception(
            "up the slope, not down",
            'w = w - learning_rate * grads["dw"]\n        b = b - learning_rate * grads["db"]',
            'w = w + learning_rate * grads["dw"]\n        b = b + learning_rate * grads["db"]',
            "The gradient points to where the cost grows: step the other way.",
        ),
        Misconception(
            "learning rate fixed at 0.009",
            'w = w - learning_rate * grads["dw"]\n        b = b - learning_rate * grads["db"]',
            'w = w - 0.009 * grads["dw"]\n        b = b - 0.009 * grads["db"]',
            "Use the argument learning_rate, not the number that is its default.",
        ),
        Misconception(
            "step without the learning rate",
            'w = w - learning_rate * grads["dw"]\n        b = b - learning_rate * grads["db"]',
            'w = w - grads["dw"]\n        b = b - grads["db"]',
            "The gradient gives the direction; the learning rate gives the length of the step.",
        ),
        Misconception(
            "b never updated",
            'w = w - learning_rate * grads["dw"]\n        b = b - learning_rate * grads["db"]',
            'w = w - learning_rate * grads["dw"]',
            "The bias is learned too: it needs its own step.",
        ),
        Misconception(
            "w never updated",
            'w = w - learning_rate * grads["dw"]',
            "w = w",
            "The weights need their own step in each iteration.",
        ),
        Misconception(
            "no step taken: w and b stay as they were",
            'w = w - learning_rate * grads["dw"]\n        b = b - learning_rate * grads["db"]',
            "w, b = w, b",
            "What a step computes must get the names w and b, or it is lost.",
        ),
        Misconception(
            "every step taken from where the first one began",
            "for i in range(num_iterations):\n"
            "        grads, cost = propagate(w, b, X, Y)\n"
            '        w = w - learning_rate * grads["dw"]\n'
            '        b = b - learning_rate * grads["db"]\n'
            "        if i % 100 == 0:\n"
            "            costs.append(cost)\n"
            "            if print_cost:\n"
            '                print(f"cost after step {i}: {cost:.6f}")',
            "for i in range(num_iterations):\n"
            "        grads, cost = propagate(w, b, X, Y)\n"
            '        new_w = w - learning_rate * grads["dw"]\n'
            '        new_b = b - learning_rate * grads["db"]\n'
            "        if i % 100 == 0:\n"
            "            costs.append(cost)\n"
            "    w, b = new_w, new_b",
            "A step must begin where the last one ended: which w and b does the next one get?",
        ),
        Misconception(
            "dw used for b as well",
            'b - learning_rate * grads["db"]',
            'b - learning_rate * grads["dw"]',
            "Each parameter steps along its own slope: b's is db.",
        ),
        Misconception(
            "gradient computed only once",
            "grads, cost = propagate(w, b, X, Y)",
            "if i == 0:\n            grads, cost = propagate(w, b, X, Y)",
            "After each step the slope is another one: compute it inside the loop.",
        ),
        Misconception(
            "a step only when a cost is recorded",
            'w = w - learning_rate * grads["dw"]\n        b = b - learning_rate * grads["db"]',
            "if i % 100 == 0:\n"
            '            w = w - learning_rate * grads["dw"]\n'
            '            b = b - learning_rate * grads["db"]',
            "Look at the indentation: the update belongs to every step, the record to each 100th.",
        ),
        Misconception(
            "loop left after the first step",
            'print(f"cost after step {i}: {cost:.6f}")',
            'print(f"cost after step {i}: {cost:.6f}")\n        break',
            "Look at the indentation of return: it stands after the loop, not in it.",
        ),
        Misconception(
            "gradient computed once more at the end",
            'print(f"cost after step {i}: {cost:.6f}")',
            'print(f"cost after step {i}: {cost:.6f}")\n    grads, cost = propagate(w, b, X, Y)',
            "grads belong to the last step taken, and not to a step that is yet to come.",
        ),
        Misconception(
            "every cost recorded",
            "if i % 100 == 0:",
            "if True:",
            "Record the cost of every 100th step only.",
        ),
        Misconception(
            "no cost recorded, or only where it is printed",
            "if i % 100 == 0:",
            "if print_cost and i % 100 == 0:",
            "The list gets the cost of every 100th step, whether or not that is printed.",
        ),
        Misconception(
            "cost recorded at steps 99 and 199",
            "i % 100 == 0",
            "i % 100 == 99",
            "The first cost to record is that of step 0.",
        ),
        Misconception(
            "cost recorded after the update",
            "costs.append(cost)",
            "costs.append(propagate(w, b, X, Y)[1])",
            "Record the cost that belongs to the parameters before this step.",
        ),
        Misconception(
            "cost recorded at step 0 only",
            "i % 100 == 0",
            "i / 100 == 0",
            "The test must hold at step 100 too: % gives the remainder, / the quotient.",
        ),
        Misconception(
            "only the last cost kept",
            "costs.append(cost)",
            "costs = [cost]",
            "Append to the list; do not make a new one.",
        ),
        Misconception(
            "one step too many",
            "range(num_iterations)",
            "range(num_iterations + 1)",
            "range(n) counts n times already, from 0 to n - 1.",
        ),
        Misconception(
            "one step too few",
            "range(num_iterations)",
            "range(1, num_iterations)",
            "The first step is step 0.",
        ),
        Misconception(
            "always 100 steps",
            "range(num_iterations)",
            "range(100)",
            "Use the argument num_iterations, not the number that is its default.",
        ),
    ),
    help={
        "Idea": "Repeat: ask propagate for the slope, step a little way down it.",
        "Formula": "w := w - α ∂J/∂w;  b := b - α ∂J/∂b",
        "Worked small case": "w = 1, dw = 0.5, α = 0.1: the new w is 1 - 0.1·0.5 = 0.95.",
    },
    keeps=("X", "Y"),
    tolerance=Tolerance(relative=1e-5),
    equivalent={"i % 100 == 0 -> i % 100 <= 0": "what is left of a division is never negative"},
)


# predict


def _predict_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("3 features and 9 examples", _predict_call(rng, 3, 9)),
        case("2 features and 8 examples", _predict_call(rng, 2, 8)),
        case("a single example", _predict_call(rng, 4, 1)),
        case("2 of the cat pictures", call("predict", *_cats(rng, 2)[:3]), large=True),
    ]


def _predict_call(rng: np.random.Generator, n_x: int, m: int):
    """Draw examples on both sides of the boundary, between 0 and 0.5 as well, none near a tie."""
    w, b, X, _ = _examples(rng, n_x, m)
    b = -1.2 if b < 0 else 1.2
    Z = np.linspace(-2, 2, m) + 0.17 * (1 if b > 0 else -1) if m > 1 else np.array([0.3])
    X -= w * (w.T @ X + b - rng.permutation(Z)) / (w.T @ w)
    return call("predict", w, b, X)


PREDICT = Exercise(
    "predict",
    _predict_cases,
    (
        Misconception(
            "probabilities, not decisions",
            "(A > 0.5).astype(int)",
            "A",
            "Decide: 1 where the probability is above one half, else 0.",
        ),
        Misconception(
            "threshold at 0",
            "A > 0.5",
            "A > 0",
            "A probability is always above 0: the threshold is one half.",
        ),
        Misconception(
            "bias left out",
            "np.dot(w.T, X) + b",
            "np.dot(w.T, X)",
            "The bias was learned: it belongs to the prediction too.",
        ),
        Misconception(
            "w not transposed",
            "np.dot(w.T, X)",
            "np.dot(w, X)",
            "(n_x, 1) by (n_x, m) does not fit: the inner sizes must agree.",
        ),
        Misconception(
            "elementwise product of w and X",
            "np.dot(w.T, X)",
            "w * X",
            "Z is one number per example: the products must be summed over the features.",
        ),
        Misconception(
            "sigmoid left out",
            "sigmoid(np.dot(w.T, X) + b)",
            "np.dot(w.T, X) + b",
            "One half is the threshold for the probability: squash Z first.",
        ),
        Misconception(
            "classes turned round",
            "A > 0.5",
            "A < 0.5",
            "A is the probability of a cat, and a cat is 1.",
        ),
        Misconception(
            "-1 for the negative class",
            "(A > 0.5).astype(int)",
            "np.where(A > 0.5, 1, -1)",
            "The labels of this course are 0 and 1.",
        ),
        Misconception(
            "a flat array of predictions",
            "(A > 0.5).astype(int)",
            "(A > 0.5).astype(int).reshape(-1)",
            "Predictions have the shape of Y, a row with two axes.",
        ),
        Misconception(
            "one answer for all examples",
            "(A > 0.5).astype(int)",
            "int(A.mean() > 0.5)",
            "Each example gets a decision of its own.",
        ),
    ),
    help={
        "Idea": "Compute the probability as in propagate, then compare it with one half.",
        "Formula": "ŷ = 1 if σ(wᵀx + b) > 0.5, else 0",
        "Worked small case": "Z = [[-1, 2]] gives A = [[0.27, 0.88]], and the answer [[0, 1]].",
    },
    keeps=("w", "X"),
    equivalent={
        "A > 0.5 -> A >= 0.5": "at a tie either answer is right, and no case has one",
        "(A > 0.5).astype(int) -> A > 0.5": "True and False are right as well",
        "threshold at 0 + sigmoid left out": "Z exceeds 0 where its sigmoid exceeds one half",
    },
)


# model


def _model_cases(rng: np.random.Generator) -> list[Case]:
    rate = float(rng.uniform(0.2, 0.4))
    _, _, X, Y = _examples(rng, 3, 7)
    _, _, X_test, _ = _examples(rng, 3, 4)
    Y_test = 1 - (X_test[:1] > 0)
    # Two to test on: the score of a single picture is a dot product, whose last digit depends on
    # the number of threads.
    _, _, X_cats, Y_cats = _cats(rng, 4)
    return [
        case(
            "3 features, 12 steps",
            call("model", X, Y, X_test, Y_test, num_iterations=12, learning_rate=rate),
        ),
        case(
            "the default learning rate, 5 steps",
            call("model", X[:2], Y, X_test[:2], Y_test, num_iterations=5),
        ),
        case(
            "4 of the cat pictures, 3 steps",
            call(
                "model", X_cats[:, :2], Y_cats[:, :2], X_cats[:, 2:], Y_cats[:, 2:],
                num_iterations=3, learning_rate=0.005,
            ),
            large=True,
        ),
    ]  # fmt: skip


_TRAINED = "optimize(w, b, X_train, Y_train, num_iterations, learning_rate, {})"
_PRINTED = "only what is printed depends on it"

MODEL = Exercise(
    "model",
    _model_cases,
    (
        Misconception(
            "trained on the test set",
            "w, b, X_train, Y_train, num_iterations",
            "w, b, X_test, Y_test, num_iterations",
            "The test set may only be predicted: whatever is learned comes from the training set.",
        ),
        Misconception(
            "trained on a global X and Y",
            "w, b, X_train, Y_train, num_iterations",
            "w, b, X, Y, num_iterations",
            "Inside a function use its arguments: a name from outside may be another's.",
        ),
        Misconception(
            "predictions of the two sets exchanged",
            "Y_prediction_train = predict(w, b, X_train)\n"
            "    Y_prediction_test = predict(w, b, X_test)",
            "Y_prediction_train = predict(w, b, X_test)\n"
            "    Y_prediction_test = predict(w, b, X_train)",
            "Look at which examples each prediction belongs to.",
        ),
        Misconception(
            "test predictions made from the training set",
            "Y_prediction_test = predict(w, b, X_test)",
            "Y_prediction_test = predict(w, b, X_train)",
            "Y_prediction_test needs one entry per test example.",
        ),
        Misconception(
            "learning rate not passed on",
            "num_iterations, learning_rate, print_cost\n",
            "num_iterations, print_cost=print_cost\n",
            "optimize used its own default: hand the learning rate on.",
        ),
        Misconception(
            "number of steps not passed on",
            "num_iterations, learning_rate, print_cost\n",
            "learning_rate=learning_rate, print_cost=print_cost\n",
            "optimize used its own default: hand num_iterations on.",
        ),
        Misconception(
            "neither the number of steps nor the learning rate passed on",
            "num_iterations, learning_rate, print_cost\n",
            "print_cost=print_cost\n",
            "optimize used its own defaults: hand both on.",
        ),
        Misconception(
            "one weight per example",
            "X_train.shape[0]",
            "X_train.shape[1]",
            "There is one weight per feature: which axis of X_train counts the features?",
        ),
        Misconception(
            "features counted as rows times columns",
            "X_train.shape[0]",
            "X_train.shape[0] * X_train.shape[1]",
            "X is flat already: its rows are the features.",
        ),
        Misconception(
            "predicted with the starting weights",
            '    w, b = params["w"], params["b"]\n',
            "",
            "optimize returns the learned parameters: take them out of params before predicting.",
        ),
    ),
    help={
        "Idea": "Put your functions together: start at zero, optimize on the training set,"
        " predict on both sets.",
        "Formula": "initialize_with_zeros → optimize → predict, predict",
        "Worked small case": "X_train of shape (3, 7) needs w of shape (3, 1); Y_prediction_train"
        " has shape (1, 7).",
    },
    keeps=("X_train", "Y_train", "X_test", "Y_test"),
    tolerance=Tolerance(relative=1e-5),
    equivalent={
        "X_train.shape -> X_test.shape": "both sets have the same features",
        f"{_TRAINED.format('print_cost')} -> {_TRAINED.format('num_iterations')}": _PRINTED,
        f"{_TRAINED.format('print_cost')} -> {_TRAINED.format('learning_rate')}": _PRINTED,
    },
)


# what_numbers_say

WHAT_NUMBERS_SAY = Quiz(
    "what_numbers_say",
    title="what your numbers say",
    questions=(
        Question(
            "overfitting",
            "After 2,000 steps you have four accuracies: the baseline, and those on the training,"
            " the dev and the test set. Which gap shows the overfitting?",
            right="from training to test",
            options={
                "from dev to test": "Neither was learned from: what parts them is mostly luck.",
                "from training to test": "What holds for the 209 and for no others is overfitted.",
                "from test to baseline": "That gap shows what has been learned about pictures.",
            },
            mistakes={
                "from test to baseline": "what was learned taken for overfitting",
                "from dev to test": "luck taken for overfitting",
            },
        ),
        Question(
            "baseline",
            "Someone's model gets 66 % on the test set in which 33 of the 50 pictures are cats."
            " Yours gets 70 % where half are cats. Which has learned more?",
            right="mine",
            options={
                "mine": "Theirs is level with always saying “cat”; yours is 20 points above.",
                "theirs": "An accuracy counts from its baseline, and theirs is 66 %.",
                "both alike": "70 and 66 look alike, but their baselines are 50 and 66.",
            },
            mistakes={
                "theirs": "accuracy read without its baseline",
                "both alike": "accuracy read without its baseline",
            },
        ),
        Question(
            "choosing",
            "You tried five learning rates. By the accuracy on which set do you choose one?",
            right="dev",
            options={
                "training": "On it the model that remembers best would win.",
                "test": "Then it has had a say, and its accuracy is no longer an honest report.",
                "dev": "That is what it is there for: it took no part in learning the weights.",
            },
            mistakes={
                "training": "the best memory chosen",
                "test": "the test set used to choose",
            },
        ),
        Question(
            "luck",
            "On your 50 test pictures one model is ahead of another by 2 points. What follows?",
            right="hardly anything",
            options={
                "it overfits less": "Nothing is said here about their accuracies in training.",
                "hardly anything": "2 points are one picture, and the standard error is near 7.",
                "it is better": "One picture of 50 decides that; draw 50 others and look again.",
            },
            mistakes={
                "it is better": "a difference within the luck of a small test set believed",
                "it overfits less": "luck taken for overfitting",
            },
        ),
        Question(
            "remedy",
            "Which of these would narrow the gap between training and test most surely?",
            right="more training pictures",
            options={
                "more steps": "It fits the 209 ever better, and the other pictures no better.",
                "a larger test set": "It measures the gap more exactly, and leaves it as it is.",
                "more training pictures": "What holds for them all is less often an accident.",
            },
            mistakes={
                "more steps": "more training taken for a remedy against overfitting",
                "a larger test set": "a better measurement taken for a better model",
            },
        ),
    ),
)


# stable_cost


def _stable_cost_cases(rng: np.random.Generator) -> list[Case]:
    Z, Y = 2 * rng.normal(size=(1, 5)), np.array([[0, 1, 1, 0, 1]])
    large = np.array([[-1000.0, 1000.0, 800.0, -3.0]]) * rng.uniform(0.9, 1.1)
    return [
        case("5 examples", call("stable_cost", Z, Y)),
        case("Z as large as 1000", call("stable_cost", large, np.array([[1, 0, 1, 0]]))),
        case("a single example", call("stable_cost", Z[:, :1], Y[:, :1])),
    ]


def _agrees_with_propagate(functions, rng) -> None:
    w, b, X, Y = _examples(rng, 3, 6)
    _, cost = functions["propagate"](w, b, X, Y)
    stable = functions["stable_cost"](w.T @ X + b, Y)
    assert np.allclose(cost, stable), "stable_cost differs from the cost of propagate"


STABLE_COST = Exercise(
    "stable_cost",
    _stable_cost_cases,
    (
        Misconception(
            "logarithm of a sigmoid that is 0 or 1",
            "losses = np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))",
            "A = sigmoid(Z)\n    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
            "For large Z the sigmoid is exactly 0 or 1, and log(0) is infinite: start from Z.",
        ),
        Misconception(
            "probabilities clipped",
            "losses = np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))",
            "A = np.clip(sigmoid(Z), 1e-12, 1 - 1e-12)\n"
            "    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
            "Clipping hides how wrong a confident mistake is: its loss grows with Z, without end.",
        ),
        Misconception(
            "the logarithms kept from 0 by 1e-8, added or clipped",
            "losses = np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))",
            "A = sigmoid(Z)\n    losses = -(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))",
            "That ends every loss at 18, and it grows with Z, without end: start from Z.",
        ),
        Misconception(
            "the positive part of Z left out",
            "np.maximum(Z, 0) - Y * Z",
            "-Y * Z",
            "Where y = 0 the loss of a large z is nearly z: which of the terms says so?",
        ),
        Misconception(
            "e to the power of a large number",
            "np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))",
            "np.log1p(np.exp(Z)) - Y * Z",
            "e^1000 overflows: rearrange so that every exponent is 0 or less.",
        ),
        Misconception(
            "cost not averaged",
            "np.sum(losses) / m",
            "np.sum(losses)",
            "The cost is the average over the examples.",
        ),
        Misconception(
            "sign of Y Z turned round",
            "- Y * Z",
            "+ Y * Z",
            "A large Z is right where y = 1, so there it must lower the loss.",
        ),
        Misconception(
            "absolute value for the positive part",
            "np.maximum(Z, 0)",
            "np.abs(Z)",
            "For negative Z this term is 0.",
        ),
        Misconception(
            "exponent above 0",
            "np.exp(-np.abs(Z))",
            "np.exp(np.abs(Z))",
            "With the largest part taken out, what remains in the exponent is 0 or less.",
        ),
    ),
    help={
        "Idea": "log(1 + e^z) is nearly z for large z: take z out of the logarithm.",
        "Formula": "loss = max(z, 0) - y z + log(1 + e^(-|z|))",
        "Worked small case": "z = 1000, y = 0: max(z, 0) = 1000, the logarithm is 0;"
        " the loss is 1000, and not infinite.",
    },
    keeps=("Z", "Y"),
    properties=(_agrees_with_propagate,),
    equivalent={"Z.shape -> Y.shape": "Z and Y have the same shape"},
)


EXERCISES = (
    IMAGE2VECTOR,
    FLATTEN_IMAGES,
    SIGMOID,
    INITIALIZE_WITH_ZEROS,
    PROPAGATE,
    OPTIMIZE,
    PREDICT,
    MODEL,
    WHAT_NUMBERS_SAY,
    STABLE_COST,
)
