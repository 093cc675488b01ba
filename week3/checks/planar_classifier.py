"""What to try on the exercises of the network with one hidden layer, and people's mistakes."""

from __future__ import annotations

import numpy as np

from course.cases import Case, Formula, Result, call, case
from course.compare import Tolerance
from grader.declare import Exercise, Misconception
from grader.properties import assert_slope


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def _parameters(rng: np.random.Generator, n_x: int, n_h: int, n_y: int = 1, scale: float = 0.7):
    """Draw parameters with biases that are not zero, so that a lost one is seen."""
    return {
        "W1": scale * rng.normal(size=(n_h, n_x)),
        "b1": scale * rng.normal(size=(n_h, 1)),
        "W2": scale * rng.normal(size=(n_y, n_h)),
        "b2": scale * rng.normal(size=(n_y, 1)),
    }


def _examples(rng: np.random.Generator, n_x: int, m: int, n_y: int = 1):
    """Draw examples and labels, both classes among them where there is room."""
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(n_y, m))
    Y[0, : min(m, 2)] = [0, 1][: min(m, 2)]
    return X, Y


def _cache(X: np.ndarray, parameters: dict) -> dict:
    """Return what a right forward pass keeps; a cache that does not agree would mislead."""
    Z1 = parameters["W1"] @ X + parameters["b1"]
    Z2 = parameters["W2"] @ np.tanh(Z1) + parameters["b2"]
    return {"Z1": Z1, "A1": np.tanh(Z1), "Z2": Z2, "A2": _sigmoid(Z2)}


# layer_sizes


def _layer_sizes_cases(rng: np.random.Generator) -> list[Case]:
    n_h = int(rng.integers(11, 15))
    return [
        case("3 features, 5 examples, 1 output", call("layer_sizes", *_examples(rng, 3, 5))),
        case("another number of hidden units", call("layer_sizes", *_examples(rng, 2, 7), n_h)),
        case("2 outputs", call("layer_sizes", *_examples(rng, 5, 6, n_y=2), n_h=n_h + 1)),
    ]


LAYER_SIZES = Exercise(
    "layer_sizes",
    _layer_sizes_cases,
    (
        Misconception(
            "inputs counted along the examples",
            "X.shape[0]",
            "X.shape[1]",
            "Examples are columns: the features are counted by the first size.",
        ),
        Misconception(
            "outputs counted along the examples",
            "Y.shape[0]",
            "Y.shape[1]",
            "One label for each example is one output unit: which size of Y counts the units?",
        ),
        Misconception(
            "both sizes counted along the examples",
            "X.shape[0]\n    n_y = Y.shape[0]",
            "X.shape[1]\n    n_y = Y.shape[1]",
            "The second size is m, the number of examples, for X and for Y alike.",
        ),
        Misconception(
            "always 4 hidden units",
            "n_y = Y.shape[0]",
            "n_y = Y.shape[0]\n    n_h = 4",
            "The number wanted is an argument; 4 is only what it is when nobody says otherwise.",
        ),
        Misconception(
            "all entries of X counted",
            "X.shape[0]",
            "X.size",
            "One example is one column: how many numbers does it have?",
        ),
        Misconception(
            "always one output",
            "Y.shape[0]",
            "1",
            "How many outputs there are is told by Y.",
        ),
        Misconception(
            "the output taken from X",
            "Y.shape[0]",
            "X.shape[0]",
            "The output layer has as many units as an example has labels.",
        ),
    ),
    help={
        "Idea": "The data fix the first and the last layer; the middle one is an argument.",
        "Formula": "X is (n_x, m), Y is (n_y, m)",
        "Worked small case": "X of shape (3, 5) and Y of shape (1, 5): the sizes are 3, 4, 1.",
    },
    keeps=("X", "Y"),
)


# initialize_parameters


def _initialize_cases(rng: np.random.Generator) -> list[Case]:
    n_x, n_h, n_y = (int(n) for n in rng.permutation([38, 33, 28]))
    return [
        case(
            f"{n_x}, {n_h} and {n_y} units",
            call("initialize_parameters", n_x, n_h, n_y),
            random=True,
        ),
        case("1, 700 and 2 units", call("initialize_parameters", 1, 700, 2), random=True),
    ]


INITIALIZE_PARAMETERS = Exercise(
    "initialize_parameters",
    _initialize_cases,
    (
        Misconception(
            "zeros for the weights",
            "W1 = np.random.randn(n_h, n_x) * 0.01",
            "W1 = np.zeros((n_h, n_x))",
            "Units that start equal stay equal: what tells them apart?",
        ),
        Misconception(
            "zeros for the weights of the output",
            "W2 = np.random.randn(n_y, n_h) * 0.01",
            "W2 = np.zeros((n_y, n_h))",
            "With W2 = 0 nothing comes back to the first layer at the first step.",
        ),
        Misconception(
            "rand in place of randn",
            "W1 = np.random.randn(n_h, n_x) * 0.01",
            "W1 = np.random.rand(n_h, n_x) * 0.01",
            "Weights of both signs are wanted: one letter is missing.",
        ),
        Misconception(
            "rand in place of randn, for both",
            "W1 = np.random.randn(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h)",
            "W1 = np.random.rand(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.rand(n_y, n_h)",
            "Weights of both signs are wanted: one letter is missing, twice.",
        ),
        Misconception(
            "W1 not made small",
            "np.random.randn(n_h, n_x) * 0.01",
            "np.random.randn(n_h, n_x)",
            "Scores far from 0 lie where tanh is flat: make the weights a hundred times smaller.",
        ),
        Misconception(
            "W2 not made small",
            "np.random.randn(n_y, n_h) * 0.01",
            "np.random.randn(n_y, n_h)",
            "The weights of the output start small as well.",
        ),
        Misconception(
            "neither weight made small",
            "W1 = np.random.randn(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h) * 0.01",
            "W1 = np.random.randn(n_h, n_x)\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h)",
            "Normal numbers lie around 1; here they are to be a hundred times smaller.",
        ),
        Misconception(
            "W1 transposed",
            "np.random.randn(n_h, n_x)",
            "np.random.randn(n_x, n_h)",
            "A row for each unit of this layer, a column for each unit of the one before.",
        ),
        Misconception(
            "W2 transposed",
            "np.random.randn(n_y, n_h)",
            "np.random.randn(n_h, n_y)",
            "A row for each output, a column for each hidden unit.",
        ),
        Misconception(
            "b1 drawn at random",
            "b1 = np.zeros((n_h, 1))",
            "b1 = np.random.randn(n_h, 1) * 0.01",
            "The weights tell the units apart already: the biases start at 0.",
        ),
        Misconception(
            "b2 drawn at random",
            "b2 = np.zeros((n_y, 1))",
            "b2 = np.random.randn(n_y, 1) * 0.01",
            "The weights tell the units apart already: the biases start at 0.",
        ),
        Misconception(
            "b1 a flat array",
            "np.zeros((n_h, 1))",
            "np.zeros(n_h)",
            "A bias is a column: a flat array would be stretched along the examples.",
        ),
        Misconception(
            "b2 a flat array",
            "np.zeros((n_y, 1))",
            "np.zeros(n_y)",
            "A bias is a column: a flat array would be stretched along the examples.",
        ),
        Misconception(
            "the same draw at every call",
            "W1 = np.random.randn(n_h, n_x) * 0.01",
            "np.random.seed(1)\n    W1 = np.random.randn(n_h, n_x) * 0.01",
            "A seed inside the function gives every network the same start: seed outside it.",
        ),
        Misconception(
            "b1 a row",
            "np.zeros((n_h, 1))",
            "np.zeros((1, n_h))",
            "There is one bias for each unit, below one another: a column.",
        ),
        Misconception(
            "all units of the hidden layer alike",
            "np.random.randn(n_h, n_x) * 0.01",
            "np.ones((n_h, n_x)) * 0.01",
            "Units that start equal stay equal: what tells them apart?",
        ),
    ),
    help={
        "Idea": "Normal numbers, made small, for the weights; zeros for the biases.",
        "Formula": "W1 (n_h, n_x) and W2 (n_y, n_h): 0.01 · normal; b1 (n_h, 1), b2 (n_y, 1): 0",
        "Worked small case": "2 inputs, 4 hidden, 1 output: W1 (4, 2), b1 (4, 1), W2 (1, 4),"
        " b2 (1, 1).",
    },
)


# forward_propagation


def _forward_cases(rng: np.random.Generator) -> list[Case]:
    def forward(n_x: int, n_h: int, n_y: int, m: int):
        X, _ = _examples(rng, n_x, m)
        return call("forward_propagation", X, _parameters(rng, n_x, n_h, n_y))

    return [
        case("3 features, 4 hidden units, 5 examples", forward(3, 4, 1, 5)),
        case("2 outputs", forward(2, 5, 2, 6)),
        case("a single example", forward(3, 2, 1, 1)),
        # Only here does a wrong matrix fit, and a value tells which one it was.
        case("3 of everything", forward(3, 3, 3, 3)),
    ]


FORWARD_PROPAGATION = Exercise(
    "forward_propagation",
    _forward_cases,
    (
        Misconception(
            "elementwise product of W1 and X",
            "np.dot(W1, X)",
            "W1 * X",
            "A score is a sum of products over the features: that is a product of matrices.",
        ),
        Misconception(
            "W1 transposed",
            "np.dot(W1, X)",
            "np.dot(W1.T, X)",
            "W1 has a row for each unit already: (n_h, n_x) by (n_x, m) fits as it is.",
        ),
        Misconception(
            "W2 transposed",
            "np.dot(W2, A1)",
            "np.dot(W2.T, A1)",
            "W2 has a row for each output already: (n_y, n_h) by (n_h, m) fits as it is.",
        ),
        Misconception(
            "both weights transposed, as in logistic regression",
            "np.dot(W1, X) + b1  # (n_h, m)\n    A1 = np.tanh(Z1)  # (n_h, m)\n"
            "    Z2 = np.dot(W2, A1)",
            "np.dot(W1.T, X) + b1\n    A1 = np.tanh(Z1)\n    Z2 = np.dot(W2.T, A1)",
            "One neuron's weights stood in a column; here each unit has a row: nothing to turn.",
        ),
        Misconception(
            "factors of the first product exchanged",
            "np.dot(W1, X)",
            "np.dot(X, W1)",
            "The inner sizes must agree: (n_h, n_x) by (n_x, m).",
        ),
        Misconception(
            "first bias left out",
            "np.dot(W1, X) + b1",
            "np.dot(W1, X)",
            "Z1 has two terms: what is added to the product?",
        ),
        Misconception(
            "second bias left out",
            "np.dot(W2, A1) + b2",
            "np.dot(W2, A1)",
            "Z2 has two terms: what is added to the product?",
        ),
        Misconception(
            "both biases left out",
            "np.dot(W1, X) + b1  # (n_h, m)\n    A1 = np.tanh(Z1)  # (n_h, m)\n"
            "    Z2 = np.dot(W2, A1) + b2",
            "np.dot(W1, X)\n    A1 = np.tanh(Z1)\n    Z2 = np.dot(W2, A1)",
            "Z1 and Z2 have two terms each: what is added to the product?",
        ),
        Misconception(
            "the data fed to the second layer",
            "np.dot(W2, A1)",
            "np.dot(W2, X)",
            "The second layer looks at what the first one gave.",
        ),
        Misconception(
            "scores in place of values fed to the second layer",
            "np.dot(W2, A1)",
            "np.dot(W2, Z1)",
            "Without the bend the two layers would collapse into one.",
        ),
        Misconception(
            "no activation in the hidden layer",
            "np.tanh(Z1)",
            "Z1",
            "A linear hidden layer can do no more than logistic regression.",
        ),
        Misconception(
            "sigmoid in the hidden layer",
            "np.tanh(Z1)",
            "sigmoid(Z1)",
            "The sigmoid is for the output; which activation has the hidden layer?",
        ),
        Misconception(
            "ReLU in the hidden layer",
            "np.tanh(Z1)",
            "np.maximum(Z1, 0)",
            "ReLU would serve as well, but here the hidden layer has tanh.",
        ),
        Misconception(
            "tanh at the output",
            "sigmoid(Z2)",
            "np.tanh(Z2)",
            "The output is a probability: it lies between 0 and 1.",
        ),
        Misconception(
            "sigmoid at the output left out",
            "sigmoid(Z2)",
            "Z2",
            "Z2 can be any number; A2 is a probability.",
        ),
        Misconception(
            "the bias bent in place of the score",
            "np.tanh(Z1)",
            "np.tanh(b1) + 0 * Z1",
            "The activation is applied to Z1.",
        ),
        Misconception(
            "bias outside the activation",
            "Z1 = np.dot(W1, X) + b1  # (n_h, m)\n    A1 = np.tanh(Z1)",
            "Z1 = np.dot(W1, X)\n    A1 = np.tanh(Z1) + b1",
            "Add the bias to the score, before it is bent.",
        ),
        Misconception(
            "a flat array for A2",
            "sigmoid(Z2)",
            "sigmoid(Z2).reshape(-1)",
            "A2 keeps two axes: a row for each output.",
        ),
    ),
    help={
        "Idea": "Twice the same: a product, a bias, a bend; the second time with A1 for X.",
        "Formula": "Z1 = W1 X + b1, A1 = tanh(Z1), Z2 = W2 A1 + b2, A2 = σ(Z2)",
        "Worked small case": "W1 = [[1, 0], [1, -1]], b1 = [[0], [1]], x = [[1], [2]]:"
        " Z1 = [[1], [0]], A1 = [[0.762], [0]].",
    },
    keeps=("X",),
)


# compute_cost


def _compute_cost_cases(rng: np.random.Generator) -> list[Case]:
    def cost(m: int):
        return call("compute_cost", rng.uniform(0.1, 0.9, size=(1, m)), _examples(rng, 1, m)[1])

    return [case("6 examples", cost(6)), case("a single example", cost(1)), case("9", cost(9))]


COMPUTE_COST = Exercise(
    "compute_cost",
    _compute_cost_cases,
    (
        Misconception(
            "cost without the minus sign",
            "-np.sum",
            "np.sum",
            "The logarithm of a probability is negative, and a cost is not.",
        ),
        Misconception(
            "cost not averaged",
            "np.log(1 - A2)) / m",
            "np.log(1 - A2))",
            "The cost is the average loss: divide by the number of examples, the second size of Y.",
        ),
        Misconception(
            "cost not summed",
            "np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))",
            "(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))",
            "These are the losses of the single examples: the cost is one number.",
        ),
        Misconception(
            "only the first half of the cost",
            " + (1 - Y) * np.log(1 - A2)",
            "",
            "Examples with y = 0 count too.",
        ),
        Misconception(
            "product of two rows",
            "np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))",
            "(np.dot(Y, np.log(A2)) + np.dot(1 - Y, np.log(1 - A2)))",
            "Two rows of m numbers do not fit: transpose the second, or multiply by entry.",
        ),
        Misconception(
            "every label with every probability",
            "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)",
            "Y * np.log(A2).T + (1 - Y) * np.log(1 - A2).T",
            "(1, m) times (m, 1) stretches to (m, m): an elementwise product needs no transpose.",
        ),
        Misconception(
            "labels and probabilities exchanged",
            "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)",
            "A2 * np.log(Y) + (1 - A2) * np.log(1 - Y)",
            "A label is 0 or 1, and the logarithm of 0 is infinite: whose logarithm is taken?",
        ),
        Misconception(
            "minus between the halves of the cost",
            "np.log(A2) + (1 - Y)",
            "np.log(A2) - (1 - Y)",
            "Both halves have the same sign inside the sum.",
        ),
        Misconception(
            "logarithm to base 10",
            "np.log(A2) + (1 - Y) * np.log(1 - A2)",
            "np.log10(A2) + (1 - Y) * np.log10(1 - A2)",
            "The loss takes the natural logarithm.",
        ),
        Misconception(
            "squared error",
            "-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))",
            "np.sum((A2 - Y) ** 2)",
            "The cost of a probability is the cross-entropy, with logarithms.",
        ),
    ),
    help={
        "Idea": "The loss of each example, summed, divided by m.",
        "Formula": "J = -1/m Σ [ y log a + (1 - y) log(1 - a) ]",
        "Worked small case": "A2 = [[0.8, 0.4]], Y = [[1, 0]]: (0.223 + 0.511) / 2 = 0.367.",
    },
    keeps=("A2", "Y"),
    equivalent={"Y.shape -> A2.shape": "A2 and Y have the same shape"},
)


# gradient_check


def _gradient_check_cases(rng: np.random.Generator) -> list[Case]:
    squares, cubes = Formula("np.sum(x**2)"), Formula("np.sum(x**3)")
    column, matrix = rng.uniform(0.5, 2, size=(3, 1)), rng.uniform(0.5, 2, size=(2, 3))
    wrong = rng.uniform(0.3, 0.9, size=(2, 3)) * rng.choice([-1, 1], size=(2, 3))
    flat = rng.uniform(0.5, 2, size=4)
    return [
        case("a right gradient", call("gradient_check", cubes, column, 3 * column**2)),
        case(
            "a gradient that is wrong in a few places",
            call("gradient_check", squares, matrix, 2 * matrix + wrong),
        ),
        case("a gradient of half the size", call("gradient_check", squares, flat, flat)),
        case("a large step", call("gradient_check", cubes, flat, 3 * flat**2 + 1, 0.2)),
        case(
            "a gradient with its sign turned round, and h by name",
            call("gradient_check", squares, column, -2 * column, h=1e-4),
        ),
    ]


def _tells_right_from_wrong(functions, rng) -> None:
    theta = rng.normal(size=(3, 2))
    right = np.cos(theta)
    error = functions["gradient_check"](lambda x: float(np.sum(np.sin(x))), theta, right)
    assert error < 1e-7, f"a right gradient has the error {error:.2g}"
    error = functions["gradient_check"](lambda x: float(np.sum(np.sin(x))), theta, -right)
    assert abs(error - 1) < 1e-7, f"the opposite gradient has the error {error:.2g}, not 1"


_SHAPE = "theta and its gradient have the same shape"

GRADIENT_CHECK = Exercise(
    "gradient_check",
    _gradient_check_cases,
    (
        Misconception(
            "to one side only",
            "(f(theta + nudge) - f(theta - nudge)) / (2 * h)",
            "(f(theta + nudge) - f(theta)) / h",
            "Nudge up and down: the error is then far smaller.",
        ),
        Misconception(
            "divided by h, not by 2h",
            "/ (2 * h)",
            "/ h",
            "From theta - h to theta + h, how long is the run?",
        ),
        Misconception(
            "all entries nudged at once",
            "nudge[index] = h",
            "nudge[:] = h",
            "One entry at a time: the slope for each is asked.",
        ),
        Misconception(
            "nudges pile up",
            "nudge = np.zeros(theta.shape)",
            "nudge = np.zeros(theta.shape) if not np.any(numeric) else nudge",
            "Start each entry with a nudge of zeros, or take the last one back.",
        ),
        Misconception(
            "not relative",
            "np.linalg.norm(numeric - grad) / (np.linalg.norm(numeric) + np.linalg.norm(grad))",
            "np.linalg.norm(numeric - grad)",
            "A gap of 0.001 is much for a small gradient: compare it with the lengths.",
        ),
        Misconception(
            "compared with one of the two lengths only",
            "(np.linalg.norm(numeric) + np.linalg.norm(grad))",
            "np.linalg.norm(numeric)",
            "The denominator is the sum of both lengths.",
        ),
        Misconception(
            "length of the sum in place of the sum of the lengths",
            "(np.linalg.norm(numeric) + np.linalg.norm(grad))",
            "np.linalg.norm(numeric + grad)",
            "Two opposite gradients have a sum of length 0: take each length by itself.",
        ),
        Misconception(
            "lengths without the root",
            "np.linalg.norm(numeric - grad) / (np.linalg.norm(numeric) + np.linalg.norm(grad))",
            "np.sum((numeric - grad) ** 2) / (np.sum(numeric**2) + np.sum(grad**2))",
            "A length is the root of the sum of squares.",
        ),
        Misconception(
            "difference of the lengths",
            "np.linalg.norm(numeric - grad)",
            "abs(np.linalg.norm(numeric) - np.linalg.norm(grad))",
            "Two arrays of equal length can point in different directions.",
        ),
        Misconception(
            "h always 1e-5",
            "nudge[index] = h",
            "h = 1e-5\n        nudge[index] = h",
            "Use the argument; 1e-5 is only what it is when nobody says otherwise.",
        ),
        Misconception(
            "theta left nudged",
            "nudge = np.zeros(theta.shape)\n        nudge[index] = h",
            "nudge = np.zeros(theta.shape)\n        nudge[index] = h\n        theta += 0.1 * nudge",
            "The caller's theta is to be left as it was: work on a copy.",
        ),
        Misconception(
            "theta not put back exactly",
            "numeric[index] = (f(theta + nudge) - f(theta - nudge)) / (2 * h)",
            "theta[index] += h\n        up = f(theta)\n        theta[index] -= 2 * h\n"
            "        numeric[index] = (up - f(theta)) / (2 * h)\n        theta[index] += h",
            "Steps up and down leave some rounding: keep the old value, and put it back.",
        ),
    ),
    help={
        "Idea": "For each entry: nudge it up, nudge it down, take rise over run.",
        "Formula": "n = (f(θ + h e) - f(θ - h e)) / 2h;  error = |n - g| / (|n| + |g|)",
        "Worked small case": "n = (4, 3), g = (4, 2): 1 / (5 + 4.472) = 0.106.",
    },
    keeps=("theta", "grad"),
    # A right gradient leaves rounding, which nobody shares: below 1e-7 all is 0.
    tolerance=Tolerance(relative=1e-5, absolute=1e-7),
    properties=(_tells_right_from_wrong,),
    equivalent={
        "numeric - grad -> grad - numeric": "a length does not see the sign",
        "numeric = np.zeros(theta.shape) -> numeric = np.ones(theta.shape)": "all are set later",
        "numeric = np.zeros(theta.shape) -> numeric = np.zeros(grad.shape)": _SHAPE,
        "np.ndindex(theta.shape) -> np.ndindex(grad.shape)": _SHAPE,
        "nudge = np.zeros(theta.shape) -> nudge = np.zeros(grad.shape)": _SHAPE,
    },
)


# backward_propagation


def _backward_cases(rng: np.random.Generator) -> list[Case]:
    def backward(n_x: int, n_h: int, n_y: int, m: int):
        parameters = _parameters(rng, n_x, n_h, n_y)
        X, Y = _examples(rng, n_x, m, n_y)
        return call("backward_propagation", parameters, _cache(X, parameters), X, Y)

    return [
        case("3 features, 4 hidden units, 6 examples", backward(3, 4, 1, 6)),
        case("2 outputs", backward(4, 5, 2, 7)),
        case("a single example", backward(3, 2, 1, 1)),
        case("2 features, 3 hidden units, 5 examples", backward(2, 3, 1, 5)),
        # Only here does a wrong matrix fit, and a value tells which one it was.
        case("3 of everything", backward(3, 3, 3, 3)),
    ]


def _is_the_slope_of_the_cost(functions, rng) -> None:
    parameters = _parameters(rng, 3, 4)
    X, Y = _examples(rng, 3, 6)
    grads = functions["backward_propagation"](parameters, _cache(X, parameters), X, Y)
    for name, value in parameters.items():

        def cost(moved, name=name):
            A2 = _cache(X, parameters | {name: moved})["A2"]
            return float(-np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)))

        assert_slope(cost, value, grads[f"d{name}"])


BACKWARD_PROPAGATION = Exercise(
    "backward_propagation",
    _backward_cases,
    (
        Misconception(
            "a product of matrices for both products of dZ1",
            "np.dot(W2.T, dZ2) * (1 - A1**2)",
            "np.dot(np.dot(W2.T, dZ2), 1 - A1**2)",
            "The slope of tanh is a factor for each entry: the second product is elementwise.",
        ),
        Misconception(
            "an elementwise product for both products of dZ1",
            "np.dot(W2.T, dZ2) * (1 - A1**2)",
            "(W2.T * np.sum(dZ2, axis=0)) * (1 - A1**2)",
            "Every output sends its slope back through its own weights: a product of matrices.",
        ),
        Misconception(
            "gradient of the weights in place of the weights",
            "np.dot(W2.T, dZ2)",
            "np.dot(dW2.T, dZ2)",
            "The slope comes back by the way the values went: through W2 itself.",
        ),
        Misconception(
            "slope of tanh written with Z1",
            "1 - A1**2",
            '1 - cache["Z1"] ** 2',
            "The formula has the value a = tanh(z) in it, not z.",
        ),
        Misconception(
            "slope of the sigmoid in the hidden layer",
            "1 - A1**2",
            "A1 * (1 - A1)",
            "The hidden layer has tanh; this slope belongs to the sigmoid.",
        ),
        Misconception(
            "slope of tanh left out",
            "np.dot(W2.T, dZ2) * (1 - A1**2)",
            "np.dot(W2.T, dZ2)",
            "On the way back from A1 to Z1 the slope passes the bend.",
        ),
        Misconception(
            "the slope of tanh times Z1",
            "* (1 - A1**2)",
            '* (1 - A1**2) * cache["Z1"]',
            "g'(Z1) is read: the slope at Z1, and not the slope times Z1.",
        ),
        Misconception(
            "square of A1 left out",
            "1 - A1**2",
            "1 - A1",
            "The slope of tanh is the same at z and at -z.",
        ),
        Misconception(
            "divided by m twice",
            "* (1 - A1**2)",
            "* (1 - A1**2) / m",
            "1/m belongs where a sum over the examples is taken, and dZ1 is no such sum.",
        ),
        Misconception(
            "not divided by m in the first layer",
            "dW1 = np.dot(dZ1, X.T) / m",
            "dW1 = np.dot(dZ1, X.T)",
            "The cost is an average, so each of the slopes is one too.",
        ),
        Misconception(
            "not divided by m in the second layer",
            "dW2 = np.dot(dZ2, A1.T) / m",
            "dW2 = np.dot(dZ2, A1.T)",
            "The cost is an average, so each of the slopes is one too.",
        ),
        Misconception(
            "not divided by m in db1",
            "db1 = np.sum(dZ1, axis=1, keepdims=True) / m",
            "db1 = np.sum(dZ1, axis=1, keepdims=True)",
            "The slope of a bias is an average over the examples as well.",
        ),
        Misconception(
            "not divided by m in db2",
            "db2 = np.sum(dZ2, axis=1, keepdims=True) / m",
            "db2 = np.sum(dZ2, axis=1, keepdims=True)",
            "The slope of a bias is an average over the examples as well.",
        ),
        Misconception(
            "sign of the error turned round",
            "A2 - Y",
            "Y - A2",
            "Where A2 is too large the cost must grow with Z2: which of the two comes first?",
        ),
        Misconception(
            "slope of the sigmoid multiplied in",
            "dZ2 = A2 - Y",
            "dZ2 = (A2 - Y) * A2 * (1 - A2)",
            "With the cross-entropy this factor cancels: A2 - Y is dZ2 already.",
        ),
        Misconception(
            "bias slopes summed over the units too",
            "db1 = np.sum(dZ1, axis=1, keepdims=True) / m",
            "db1 = np.sum(dZ1) / m",
            "Each unit has a bias of its own: sum over the examples only.",
        ),
        Misconception(
            "bias slopes flat",
            "np.sum(dZ1, axis=1, keepdims=True)",
            "np.sum(dZ1, axis=1)",
            "db1 has the shape of b1: the sum must keep the column.",
        ),
        Misconception(
            "bias slopes summed over the units",
            "np.sum(dZ1, axis=1, keepdims=True)",
            "np.sum(dZ1, axis=0, keepdims=True)",
            "The examples lie along axis 1.",
        ),
        Misconception(
            "bias slopes of the second layer summed over the units too",
            "db2 = np.sum(dZ2, axis=1, keepdims=True) / m",
            "db2 = np.sum(dZ2) / m",
            "Each output has a bias of its own, in a column: sum over the examples only.",
        ),
        Misconception(
            "bias slopes of the second layer flat",
            "np.sum(dZ2, axis=1, keepdims=True)",
            "np.sum(dZ2, axis=1)",
            "db2 has the shape of b2: the sum must keep the column.",
        ),
        Misconception(
            "bias slopes of the second layer summed over the units",
            "np.sum(dZ2, axis=1, keepdims=True)",
            "np.sum(dZ2, axis=0, keepdims=True)",
            "The examples lie along axis 1.",
        ),
        Misconception(
            "bias slope of the first layer from the second",
            "np.sum(dZ1, axis=1",
            "np.sum(dZ2, axis=1",
            "db1 belongs to Z1.",
        ),
        Misconception(
            "X in place of A1 for the second layer",
            "np.dot(dZ2, A1.T)",
            "np.dot(dZ2, X.T)",
            "The second layer's inputs are A1.",
        ),
        Misconception(
            "dW1 transposed",
            "np.dot(dZ1, X.T)",
            "np.dot(X, dZ1.T)",
            "dW1 has the shape of W1, (n_h, n_x).",
        ),
        Misconception(
            "second factor of dW1 not transposed",
            "np.dot(dZ1, X.T)",
            "np.dot(dZ1, X)",
            "(n_h, m) by (n_x, m) does not fit: the m has to stand in the middle.",
        ),
        Misconception(
            "second factor of dW2 not transposed",
            "np.dot(dZ2, A1.T)",
            "np.dot(dZ2, A1)",
            "(n_y, m) by (n_h, m) does not fit: the m has to stand in the middle.",
        ),
    ),
    help={
        "Idea": "Output first: dZ2, then its weights and biases; then one layer back.",
        "Formula": "dZ2 = A2 - Y;  dW2 = dZ2 A1ᵀ / m;  dZ1 = W2ᵀ dZ2 ∗ (1 - A1²);"
        "  dW1 = dZ1 Xᵀ / m;  db: sum over the examples, / m",
        "Worked small case": "m = 1, dz2 = -0.179, W2 = [[2, -1]], A1 = [[0.762], [0]]:"
        " dZ1 = [[-0.358 · 0.420], [0.179 · 1]] = [[-0.150], [0.179]].",
    },
    keeps=("X", "Y"),
    properties=(_is_the_slope_of_the_cost,),
)


# update_parameters


def _update_cases(rng: np.random.Generator) -> list[Case]:
    def update(n_x: int, n_h: int, n_y: int, **keywords):
        grads = {f"d{n}": v for n, v in _parameters(rng, n_x, n_h, n_y).items()}
        return call("update_parameters", _parameters(rng, n_x, n_h, n_y), grads, **keywords)

    rate = float(rng.uniform(0.1, 0.6))
    return [
        case("the default learning rate", update(2, 4, 1)),
        case("another learning rate", update(3, 2, 1, learning_rate=rate)),
        case("2 outputs", update(2, 5, 2, learning_rate=rate / 2)),
    ]


UPDATE_PARAMETERS = Exercise(
    "update_parameters",
    _update_cases,
    (
        Misconception(
            "W1 steps uphill",
            'parameters["W1"] - learning_rate',
            'parameters["W1"] + learning_rate',
            "The slope points uphill: go against it.",
        ),
        Misconception(
            "all steps uphill",
            'parameters["W1"] - learning_rate * grads["dW1"]\n'
            '    b1 = parameters["b1"] - learning_rate * grads["db1"]\n'
            '    W2 = parameters["W2"] - learning_rate * grads["dW2"]\n'
            '    b2 = parameters["b2"] - learning_rate * grads["db2"]',
            'parameters["W1"] + learning_rate * grads["dW1"]\n'
            '    b1 = parameters["b1"] + learning_rate * grads["db1"]\n'
            '    W2 = parameters["W2"] + learning_rate * grads["dW2"]\n'
            '    b2 = parameters["b2"] + learning_rate * grads["db2"]',
            "The slopes point uphill: go against them.",
        ),
        Misconception(
            "learning rate always 1.2",
            '    W1 = parameters["W1"]',
            '    learning_rate = 1.2\n    W1 = parameters["W1"]',
            "Use the argument; 1.2 is only what it is when nobody says otherwise.",
        ),
        Misconception(
            "learning rate left out",
            '    W1 = parameters["W1"]',
            '    learning_rate = 1\n    W1 = parameters["W1"]',
            "The gradient gives the direction; the learning rate gives the length of the step.",
        ),
        Misconception(
            "b1 never updated",
            'b1 = parameters["b1"] - learning_rate * grads["db1"]',
            'b1 = parameters["b1"]',
            "Biases are learned too.",
        ),
        Misconception(
            "b2 never updated",
            'b2 = parameters["b2"] - learning_rate * grads["db2"]',
            'b2 = parameters["b2"]',
            "Biases are learned too.",
        ),
        Misconception(
            "biases never updated",
            'b1 = parameters["b1"] - learning_rate * grads["db1"]\n'
            '    W2 = parameters["W2"] - learning_rate * grads["dW2"]\n'
            '    b2 = parameters["b2"] - learning_rate * grads["db2"]',
            'b1 = parameters["b1"]\n'
            '    W2 = parameters["W2"] - learning_rate * grads["dW2"]\n'
            '    b2 = parameters["b2"]',
            "Biases are learned too.",
        ),
        Misconception(
            "W2 never updated",
            'W2 = parameters["W2"] - learning_rate * grads["dW2"]',
            'W2 = parameters["W2"]',
            "Each of the four takes a step.",
        ),
        Misconception(
            "second layer never updated",
            'W2 = parameters["W2"] - learning_rate * grads["dW2"]\n'
            '    b2 = parameters["b2"] - learning_rate * grads["db2"]',
            'W2 = parameters["W2"]\n    b2 = parameters["b2"]',
            "Both layers take a step.",
        ),
        Misconception(
            "the gradient in place of the parameter",
            'W1 = parameters["W1"] - learning_rate * grads["dW1"]',
            'W1 = -learning_rate * grads["dW1"]',
            "Step from where the parameter is.",
        ),
        Misconception(
            "slope of the first bias used for the second",
            'grads["db2"]',
            'grads["db1"]',
            "Each parameter has a slope of its own.",
        ),
    ),
    help={
        "Idea": "Four times the same: the parameter less learning rate times slope.",
        "Formula": "θ := θ - α dθ, for W1, b1, W2, b2",
        "Worked small case": "0.5 with slope -0.1 and α = 1.2 becomes 0.5 + 0.12 = 0.62.",
    },
)


# nn_model


def _nn_model_cases(rng: np.random.Generator) -> list[Case]:
    X, Y = _examples(rng, 2, 7)
    many, labels = _examples(rng, 3, 5)
    rate = float(rng.uniform(0.3, 0.7))
    wide = int(rng.integers(6, 10))
    return [
        case(
            "the default learning rate, 6 steps",
            call("nn_model", X, Y, 4, num_iterations=6),
            pinned={"initialize_parameters": _parameters(rng, 2, 4)},
        ),
        case(
            "another learning rate, 9 steps",
            call("nn_model", many, labels, 5, num_iterations=9, learning_rate=rate),
            pinned={"initialize_parameters": _parameters(rng, 3, 5)},
        ),
        # Pinned weights tell nothing of how many were asked for, and drawn ones may be seeded: the
        # sizes of what comes back are what is seen.
        case(
            f"{wide} hidden units, by their number",
            call("nn_model", X, Y, wide, num_iterations=1),
            call("layer_sizes", Result(0, ("W1",)), Result(0, ("W2",))),
        ),
    ]


NN_MODEL = Exercise(
    "nn_model",
    _nn_model_cases,
    (
        Misconception(
            "the learning rate not passed on",
            "grads, learning_rate)",
            "grads)",
            "update_parameters used its own default: hand the learning rate on.",
        ),
        Misconception(
            "gradient computed only once",
            "        grads = backward_propagation(parameters, cache, X, Y)\n",
            "        if i == 0:\n"
            "            grads = backward_propagation(parameters, cache, X, Y)\n",
            "After each step the slope is another one: compute it in every round.",
        ),
        Misconception(
            "forward computed only once",
            "        A2, cache = forward_propagation(X, parameters)\n",
            "        if i == 0:\n            A2, cache = forward_propagation(X, parameters)\n",
            "After each step the values are others: go forward in every round.",
        ),
        Misconception(
            "one step only (started anew in each round, or left after the first)",
            "        A2, cache = forward_propagation(X, parameters)\n",
            "        parameters = initialize_parameters(n_x, n_h, n_y)\n"
            "        A2, cache = forward_propagation(X, parameters)\n",
            "Draw the start before the loop and return after it: each round goes on from the last.",
        ),
        Misconception(
            "what update_parameters returns not kept",
            "parameters = update_parameters(",
            "update_parameters(",
            "The next round must go on from the parameters after the step.",
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
            "always 4 hidden units",
            "layer_sizes(X, Y, n_h)",
            "layer_sizes(X, Y)",
            "Hand the wanted number of hidden units on.",
        ),
        Misconception(
            "number of steps ignored",
            "range(num_iterations)",
            "range(10)",
            "Use the argument num_iterations.",
        ),
    ),
    help={
        "Idea": "Draw the start once; then repeat forward, backward, step.",
        "Formula": "parameters → A2, cache → grads → parameters, num_iterations times",
        "Worked small case": "num_iterations=2: forward, backward, update, and once more"
        " forward, backward, update, from what the first update returned.",
    },
    keeps=("X", "Y"),
    tolerance=Tolerance(relative=1e-5),
)


# predict


def _predict_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("2 features and 9 examples", _predict_call(rng, 2, 9)),
        case("3 features and 8 examples", _predict_call(rng, 3, 8)),
        case("a single example", _predict_call(rng, 3, 1)),
    ]


def _predict_call(rng: np.random.Generator, n_x: int, m: int):
    """Draw examples of both answers, with probabilities on both sides of 1/2 and none near it."""
    parameters = _parameters(rng, n_x, 4, scale=1.0)
    X = rng.normal(size=(n_x, 40 * m))
    hidden = _cache(X, parameters)["Z2"][0] - parameters["b2"][0, 0]
    parameters["b2"][0, 0] = -np.median(hidden)
    scores = hidden - np.median(hidden)
    # A probability between 0.5 and 0.6 is always among them, for those whose threshold is above.
    wanted = rng.permutation(np.linspace(-2, 2, m) + 0.25) if m > 1 else np.array([0.25])
    wanted[np.argmin(np.abs(wanted - 0.25))] = 0.25
    return call("predict", parameters, X[:, [np.argmin(np.abs(scores - z)) for z in wanted]])


PREDICT = Exercise(
    "predict",
    _predict_cases,
    (
        Misconception(
            "probabilities, not decisions",
            "(A2 > 0.5).astype(int)",
            "A2",
            "Decide: 1 where the probability is above one half, else 0.",
        ),
        Misconception(
            "threshold at 0",
            "A2 > 0.5",
            "A2 > 0",
            "A probability is always above 0: the threshold is one half.",
        ),
        Misconception(
            "classes turned round",
            "A2 > 0.5",
            "A2 < 0.5",
            "A2 is the probability of class 1.",
        ),
        Misconception(
            "-1 for the negative class",
            "(A2 > 0.5).astype(int)",
            "np.where(A2 > 0.5, 1, -1)",
            "The labels of this course are 0 and 1.",
        ),
        Misconception(
            "a flat array of predictions",
            "(A2 > 0.5).astype(int)",
            "(A2 > 0.5).astype(int).reshape(-1)",
            "Predictions have the shape of Y, a row with two axes.",
        ),
        Misconception(
            "one answer for all examples",
            "(A2 > 0.5).astype(int)",
            "int(A2.mean() > 0.5)",
            "Each example gets a decision of its own.",
        ),
        Misconception(
            "arguments of forward_propagation exchanged",
            "forward_propagation(X, parameters)",
            "forward_propagation(parameters, X)",
            "predict takes the parameters first, forward_propagation takes X first.",
        ),
        Misconception(
            "the cache in place of A2",
            "A2, _ = forward_propagation",
            "_, A2 = forward_propagation",
            "forward_propagation returns two things: which of them is A2?",
        ),
    ),
    help={
        "Idea": "Go forward, then compare each probability with one half.",
        "Formula": "ŷ = 1 if a > 0.5, else 0",
        "Worked small case": "A2 = [[0.2, 0.9, 0.51]] gives [[0, 1, 1]].",
    },
    keeps=("X",),
    equivalent={
        "A2 > 0.5 -> A2 >= 0.5": "at a tie either answer is right, and no case has one",
        "(A2 > 0.5).astype(int) -> A2 > 0.5": "True and False are right as well",
    },
)


EXERCISES = (
    LAYER_SIZES,
    INITIALIZE_PARAMETERS,
    FORWARD_PROPAGATION,
    COMPUTE_COST,
    GRADIENT_CHECK,
    BACKWARD_PROPAGATION,
    UPDATE_PARAMETERS,
    NN_MODEL,
    PREDICT,
)
