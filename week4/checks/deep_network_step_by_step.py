"""What to try on the parts of a deep network, and the mistakes that people make in them."""

from __future__ import annotations

import numpy as np

from course.cases import Case, call, case
from grader.declare import Exercise, Misconception
from grader.properties import assert_slope

from .draws import forward, labels, network, weights

# initialize_parameters


def _initialize_parameters_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("40 inputs, 30 hidden units, 20 outputs", call("initialize_parameters", 40, 30, 20),
             random=True),
        case("90 inputs, 50 hidden units, 13 outputs", call("initialize_parameters", 90, 50, 13),
             random=True),
    ]  # fmt: skip


INITIALIZE_PARAMETERS = Exercise(
    "initialize_parameters",
    _initialize_parameters_cases,
    (
        Misconception(
            "weights with inputs as rows",
            "np.random.randn(n_h, n_x)",
            "np.random.randn(n_x, n_h)",
            "A row of W1 belongs to a unit: units come first in the shape.",
        ),
        Misconception(
            "W2 with hidden units as rows",
            "np.random.randn(n_y, n_h)",
            "np.random.randn(n_h, n_y)",
            "A row of W2 belongs to an output, and its columns to the hidden units.",
        ),
        Misconception(
            "rand in place of randn",
            "W1 = np.random.randn(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h) * 0.01",
            "W1 = np.random.rand(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.rand(n_y, n_h) * 0.01",
            "rand draws from 0 to 1, so no weight is negative; a normal draw has both signs.",
        ),
        Misconception(
            "weights not made small",
            "W1 = np.random.randn(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h) * 0.01",
            "W1 = np.random.randn(n_h, n_x)\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h)",
            "The draws are to be a hundred times smaller than randn gives them.",
        ),
        Misconception(
            "all weights 0",
            "W1 = np.random.randn(n_h, n_x) * 0.01\n    b1 = np.zeros((n_h, 1))\n"
            "    W2 = np.random.randn(n_y, n_h) * 0.01",
            "W1 = np.zeros((n_h, n_x))\n    b1 = np.zeros((n_h, 1))\n    W2 = np.zeros((n_y, n_h))",
            "From equal weights the units of a layer stay equal for ever: draw them at random.",
        ),
        Misconception(
            "b1 drawn at random",
            "b1 = np.zeros((n_h, 1))",
            "b1 = np.random.randn(n_h, 1) * 0.01",
            "The weights break the tie already; biases begin at 0.",
        ),
        Misconception(
            "b2 drawn at random",
            "b2 = np.zeros((n_y, 1))",
            "b2 = np.random.randn(n_y, 1) * 0.01",
            "The weights break the tie already; biases begin at 0.",
        ),
        Misconception(
            "b1 a flat array",
            "b1 = np.zeros((n_h, 1))",
            "b1 = np.zeros(n_h)",
            "A bias vector is a column with two axes.",
        ),
        Misconception(
            "b2 a flat array",
            "b2 = np.zeros((n_y, 1))",
            "b2 = np.zeros(n_y)",
            "A bias vector is a column with two axes.",
        ),
        Misconception(
            "the same draw at every call",
            "W1 = np.random.randn(n_h, n_x) * 0.01",
            "np.random.seed(1)\n    W1 = np.random.randn(n_h, n_x) * 0.01",
            "A seed inside the function gives every network the same start: seed outside it.",
        ),
    ),
    help={
        "Idea": "Normal draws made small for the weights, zeros for the biases.",
        "Formula": "W = 0.01 · N(0, 1), b = 0",
        "Worked small case": "n_x = 3, n_h = 2, n_y = 1: W1 (2, 3), b1 (2, 1),"
        " W2 (1, 2), b2 (1, 1).",
    },
)


# initialize_parameters_deep


def _initialize_parameters_deep_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("3 layers of 25, 40 and 16 units",
             call("initialize_parameters_deep", [60, 25, 40, 16]), random=True),
        case("1 layer of 20 units", call("initialize_parameters_deep", [45, 20]), random=True),
        case("4 layers of units in fewer and fewer numbers",
             call("initialize_parameters_deep", [90, 50, 33, 21, 30]), random=True),
    ]  # fmt: skip


INITIALIZE_PARAMETERS_DEEP = Exercise(
    "initialize_parameters_deep",
    _initialize_parameters_deep_cases,
    (
        Misconception(
            "0.01 in a deep network",
            "/ np.sqrt(n_prev)",
            "* 0.01",
            "0.01 is the trap: in each layer the signal shrinks, and the network never learns.",
        ),
        Misconception(
            "divided by n, not by its root",
            "np.sqrt(n_prev)",
            "n_prev",
            "A sum of n terms spreads with the root of n.",
        ),
        Misconception(
            "multiplied by the root",
            "/ np.sqrt(n_prev)",
            "* np.sqrt(n_prev)",
            "The more units a sum has, the smaller each of its weights must be.",
        ),
        Misconception(
            "scaled by the layer's own size",
            "np.sqrt(n_prev)",
            "np.sqrt(n)",
            "What counts is how many terms a unit adds up: the units of the layer before.",
        ),
        Misconception(
            "twice the variance (He's scale)",
            "/ np.sqrt(n_prev)",
            "* np.sqrt(2 / n_prev)",
            "That is a good scale for ReLU, and another than the one asked for here.",
        ),
        Misconception(
            "rand in place of randn",
            "np.random.randn",
            "np.random.rand",
            "rand draws from 0 to 1, so no weight is negative; a normal draw has both signs.",
        ),
        Misconception(
            "not scaled at all",
            " / np.sqrt(n_prev)",
            "",
            "With spread 1 the signal grows in every layer.",
        ),
        Misconception(
            "weights with inputs as rows",
            "randn(n, n_prev)",
            "randn(n_prev, n)",
            "A row of W belongs to a unit of its own layer: (n, n_prev).",
        ),
        Misconception(
            "the last layer forgotten",
            "range(1, len(layer_dims))",
            "range(1, len(layer_dims) - 1)",
            "range stops one before its end already.",
        ),
        Misconception(
            "layers counted from 0",
            'parameters[f"W{l}"] = np.random.randn(n, n_prev) / np.sqrt(n_prev)\n'
            '        parameters[f"b{l}"]',
            'parameters[f"W{l - 1}"] = np.random.randn(n, n_prev) / np.sqrt(n_prev)\n'
            '        parameters[f"b{l - 1}"]',
            "The first layer with weights is layer 1, and its weights are W1.",
        ),
        Misconception(
            "random biases",
            "np.zeros((n, 1))",
            "np.random.randn(n, 1)",
            "The weights break the tie already; biases begin at 0.",
        ),
        Misconception(
            "flat biases",
            "np.zeros((n, 1))",
            "np.zeros(n)",
            "A bias vector is a column with two axes.",
        ),
        Misconception(
            "all weights 0",
            "np.random.randn(n, n_prev) / np.sqrt(n_prev)",
            "np.zeros((n, n_prev))",
            "From equal weights the units of a layer stay equal for ever: draw them at random.",
        ),
        Misconception(
            "more than a W and a b for each layer (a layer 0, say)",
            "range(1, len(layer_dims))",
            "range(len(layer_dims))",
            "The inputs are no layer with weights, and later the layers are counted by the keys.",
        ),
        Misconception(
            "the same draw at every call",
            "for l in range",
            "np.random.seed(3)\n    for l in range",
            "A seed inside the function gives every network the same start: seed outside it.",
        ),
    ),
    help={
        "Idea": "A loop over the layers; layer l looks at the units of layer l - 1.",
        "Formula": "W_l = N(0, 1) / √n_prev, of shape (n_l, n_prev); b_l = 0",
        "Worked small case": "[16, 4, 1]: W1 (4, 16) with spread 0.25, W2 (1, 4) with spread 0.5.",
    },
)


# layer_shapes


def _layer_shapes_cases(rng: np.random.Generator) -> list[Case]:
    sizes = [int(n) for n in rng.permutation(np.arange(2, 11))[:5]]
    return [
        case("layers of 3, 4 and 2 units", call("layer_shapes", [5, 3, 4, 2], 7)),
        case("a single layer", call("layer_shapes", [4, 1], 3)),
        case("a single example", call("layer_shapes", [6, 2, 3, 1], 1)),
        case("four layers of other sizes", call("layer_shapes", sizes, int(rng.integers(12, 40)))),
    ]


LAYER_SHAPES = Exercise(
    "layer_shapes",
    _layer_shapes_cases,
    (
        Misconception(
            "W turned round",
            "(n, n_prev)",
            "(n_prev, n)",
            "W times what comes in must give one row for each unit: units come first.",
        ),
        Misconception(
            "a bias for each example",
            '(n, 1)\n        shapes[f"Z{l}"]',
            '(n, m)\n        shapes[f"Z{l}"]',
            "A bias belongs to a unit; NumPy stretches the column over the examples.",
        ),
        Misconception(
            "A of the layer before",
            'shapes[f"A{l}"] = (n, m)',
            'shapes[f"A{l}"] = (n_prev, m)',
            "A comes from Z entry by entry, so it has the shape of Z.",
        ),
        Misconception(
            "examples as rows",
            'shapes[f"Z{l}"] = (n, m)\n        shapes[f"A{l}"] = (n, m)',
            'shapes[f"Z{l}"] = (m, n)\n        shapes[f"A{l}"] = (m, n)',
            "Examples stand side by side as columns.",
        ),
        Misconception(
            "Z for one example only",
            'shapes[f"Z{l}"] = (n, m)\n        shapes[f"A{l}"] = (n, m)',
            'shapes[f"Z{l}"] = (n, 1)\n        shapes[f"A{l}"] = (n, 1)',
            "There are m examples, and a column for each.",
        ),
        Misconception(
            "the last layer forgotten",
            "range(1, len(layer_dims))",
            "range(1, len(layer_dims) - 1)",
            "range stops one before its end already.",
        ),
        Misconception(
            "flat biases",
            '(n, 1)\n        shapes[f"Z{l}"]',
            '(n,)\n        shapes[f"Z{l}"]',
            "A bias vector is a column: its shape is a pair.",
        ),
        Misconception(
            "all weights look at the input",
            'shapes[f"W{l}"] = (n, n_prev)',
            'shapes[f"W{l}"] = (n, layer_dims[0])',
            "Only layer 1 looks at the input; each other layer looks at the one before.",
        ),
    ),
    help={
        "Idea": "Ask of each matrix: what are its rows, what are its columns?",
        "Formula": "W_l (n_l, n_prev), b_l (n_l, 1), Z_l and A_l (n_l, m)",
        "Worked small case": "[3, 2], m = 7: W1 (2, 3), b1 (2, 1), Z1 (2, 7), A1 (2, 7).",
    },
    equivalent={
        "range(1, len(layer_dims)) -> range(0, len(layer_dims))": "further keys are let be"
    },
)


# linear_forward


def _layer(rng: np.random.Generator, n_prev: int, n: int, m: int):
    """Draw what goes into one layer; all is of different sizes."""
    W, b = rng.normal(size=(n, n_prev)), rng.normal(size=(n, 1))
    return rng.normal(size=(n_prev, m)), W, b


def _linear_forward_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("3 inputs, 2 units, 5 examples", call("linear_forward", *_layer(rng, 3, 2, 5))),
        case("2 inputs, 4 units, 3 examples", call("linear_forward", *_layer(rng, 2, 4, 3))),
        case("a single example", call("linear_forward", *_layer(rng, 3, 2, 1))),
        # Only here does a wrong matrix fit, and a value tells which one it was.
        case("3 of each", call("linear_forward", *_layer(rng, 3, 3, 3))),
    ]


LINEAR_FORWARD = Exercise(
    "linear_forward",
    _linear_forward_cases,
    (
        Misconception(
            "elementwise product for Z",
            "np.dot(W, A)",
            "W * A",
            "Each unit adds up its products: that is a product of matrices.",
        ),
        Misconception(
            "factors exchanged",
            "np.dot(W, A)",
            "np.dot(A, W)",
            "The inner sizes must agree: (n, n_prev) by (n_prev, m).",
        ),
        Misconception(
            "bias left out",
            "np.dot(W, A) + b",
            "np.dot(W, A)",
            "Each unit has a bias, added to all of its scores.",
        ),
        Misconception(
            "W transposed as in logistic regression",
            "np.dot(W, A)",
            "np.dot(W.T, A)",
            "A row of W is a unit already: there is nothing to turn.",
        ),
        Misconception(
            "Z kept in place of A",
            "cache = (A, W, b)",
            "cache = (Z, W, b)",
            "The way back needs what came into the layer.",
        ),
        Misconception(
            "cache in another order",
            "cache = (A, W, b)",
            "cache = (W, A, b)",
            "The order of the cache is agreed: what came in, then W, then b.",
        ),
        Misconception(
            "bias subtracted",
            "np.dot(W, A) + b",
            "np.dot(W, A) - b",
            "Look at the sign before the bias.",
        ),
    ),
    help={
        "Idea": "One product of matrices serves all units and all examples.",
        "Formula": "Z = W A + b; cache (A, W, b)",
        "Worked small case": "W = [[2, -1]], A = [[1], [3]], b = [[10]]:"
        " Z = [[2 - 3 + 10]] = [[9]].",
    },
    keeps=("A", "W", "b"),
)


# linear_activation_forward


def _linear_activation_forward_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("ReLU", call("linear_activation_forward", *_both_signs(rng, 3, 2, 5), "relu")),
        case("the sigmoid", call("linear_activation_forward", *_layer(rng, 4, 1, 3), "sigmoid")),
        case("ReLU, a single example",
             call("linear_activation_forward", *_both_signs(rng, 2, 4, 1), "relu")),
    ]  # fmt: skip


def _both_signs(rng: np.random.Generator, n_prev: int, n: int, m: int):
    """Draw a layer with scores above 0 and below."""
    while True:
        A, W, b = _layer(rng, n_prev, n, m)
        Z = W @ A + b
        if Z.min() < -0.3 and Z.max() > 0.3:
            return A, W, b


LINEAR_ACTIVATION_FORWARD = Exercise(
    "linear_activation_forward",
    _linear_activation_forward_cases,
    (
        Misconception(
            "activations exchanged",
            "A = sigmoid(Z)\n    else:\n        A = relu(Z)",
            "A = relu(Z)\n    else:\n        A = sigmoid(Z)",
            "Look at which branch belongs to which name.",
        ),
        Misconception(
            "the sigmoid in every layer",
            "A = relu(Z)",
            "A = sigmoid(Z)",
            "The argument `activation` says which function it is.",
        ),
        Misconception(
            "ReLU in every layer",
            "A = sigmoid(Z)",
            "A = relu(Z)",
            "The argument `activation` says which function it is; it is a text, in quotes.",
        ),
        Misconception(
            "A kept in place of Z",
            "cache = (linear_cache, Z)",
            "cache = (linear_cache, A)",
            "The activation cache holds the score that went into the activation.",
        ),
        Misconception(
            "only the linear cache kept",
            "cache = (linear_cache, Z)",
            "cache = linear_cache",
            "The way back needs the scores too: the cache is a pair.",
        ),
        Misconception(
            "caches exchanged",
            "(linear_cache, Z)",
            "(Z, linear_cache)",
            "The linear cache comes first in the pair.",
        ),
        Misconception(
            "no activation for ReLU layers",
            "A = relu(Z)",
            "A = Z",
            "Without ReLU the layer stays linear: cut the negative scores off.",
        ),
    ),
    help={
        "Idea": "First linear_forward, then the activation that the argument names.",
        "Formula": "A = g(Z); cache ((A_prev, W, b), Z)",
        "Worked small case": "Z = [[9, -6]]: ReLU gives [[9, 0]], the sigmoid [[0.9999, 0.0025]].",
    },
    equivalent={"activation == 'sigmoid' -> activation >= 'sigmoid'": "there are two names only"},
    keeps=("A_prev", "W", "b"),
)


# L_model_forward


def _L_model_forward_cases(rng: np.random.Generator) -> list[Case]:
    def one(sizes: list[int], m: int):
        parameters, X, _ = network(rng, sizes, m)
        return call("L_model_forward", X, parameters)

    return [
        case("three layers", one([5, 4, 3, 1], 6)),
        case("a single layer", one([3, 1], 4)),
        case("four layers, two outputs", one([3, 5, 4, 6, 2], 7)),
        case("two layers", one([4, 3, 1], 5)),
    ]


_LAST_STEPS = (
    '        A, cache = linear_activation_forward({}, parameters[f"W{{l}}"], parameters[f"b{{l}}"],'
    ' "relu")\n        caches.append(cache)\n    AL, cache = linear_activation_forward({},'
)

L_MODEL_FORWARD = Exercise(
    "L_model_forward",
    _L_model_forward_cases,
    (
        Misconception(
            "X fed to every layer",
            'linear_activation_forward(A, parameters[f"W{l}"]',
            'linear_activation_forward(X, parameters[f"W{l}"]',
            "Only layer 1 looks at X; each other layer looks at the activations before it.",
        ),
        Misconception(
            "X fed to the last layer",
            'linear_activation_forward(A, parameters[f"W{L}"]',
            'linear_activation_forward(X, parameters[f"W{L}"]',
            "The last layer looks at the activations of the last hidden one.",
        ),
        Misconception(
            "input of the last layer is stale",
            _LAST_STEPS.format("A", "A"),
            "        A_prev = A\n" + _LAST_STEPS.format("A_prev", "A_prev"),
            "The last layer needs the newest activations, not those before the last step.",
        ),
        Misconception(
            "ReLU in the last layer",
            '"sigmoid"',
            '"relu"',
            "The answer is a probability: the last layer has the sigmoid.",
        ),
        Misconception(
            "the sigmoid in the hidden layers",
            '"relu"',
            '"sigmoid"',
            "The hidden layers have ReLU.",
        ),
        Misconception(
            "one hidden layer left out",
            "range(1, L)",
            "range(1, L - 1)",
            "range stops one before its end already.",
        ),
        Misconception(
            "the last layer passed twice",
            "range(1, L)",
            "range(1, L + 1)",
            "The last layer comes after the loop, with its own activation.",
        ),
        Misconception(
            "the last cache not kept",
            '"sigmoid")\n    caches.append(cache)',
            '"sigmoid")',
            "There are as many caches as layers.",
        ),
        Misconception(
            "caches of the hidden layers not kept",
            '"relu")\n        caches.append(cache)',
            '"relu")',
            "Append a cache in every turn of the loop.",
        ),
        Misconception(
            "newest cache first",
            '"sigmoid")\n    caches.append(cache)',
            '"sigmoid")\n    caches.append(cache)\n    caches.reverse()',
            "The cache of layer 1 comes first in the list.",
        ),
    ),
    help={
        "Idea": "Let one name, A, hold what comes out of each layer and goes into the next.",
        "Formula": "A_0 = X; A_l = relu(W_l A_(l-1) + b_l); A_L = sigmoid(...)",
        "Worked small case": "Six parameters are three layers: ReLU, ReLU, sigmoid; three caches.",
    },
    keeps=("X",),
)


# compute_cost


def _compute_cost_cases(rng: np.random.Generator) -> list[Case]:
    def one(m: int):
        return call("compute_cost", rng.uniform(0.05, 0.95, size=(1, m)), labels(rng, m))

    return [
        case("5 examples", one(5)),
        case("a single example", one(1)),
        case("8 examples", one(8)),
        case("3 examples with y = 0", call("compute_cost", rng.uniform(0.1, 0.9, size=(1, 3)),
                                           np.zeros((1, 3), dtype=int))),
    ]  # fmt: skip


COMPUTE_COST = Exercise(
    "compute_cost",
    _compute_cost_cases,
    (
        Misconception(
            "cost without the minus sign",
            "cost = -np.sum",
            "cost = np.sum",
            "The logarithm of a probability is negative, and a cost is not.",
        ),
        Misconception(
            "cost not averaged",
            "np.log(1 - AL)) / m",
            "np.log(1 - AL))",
            "The cost is the average loss.",
        ),
        Misconception(
            "cost not summed",
            "-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            "-(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            "These are the losses of the single examples: the cost is one number.",
        ),
        Misconception(
            "only the examples with y = 1",
            "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
            "Y * np.log(AL)",
            "Examples with y = 0 count too.",
        ),
        Misconception(
            "minus between the halves of the cost",
            "np.log(AL) + (1 - Y)",
            "np.log(AL) - (1 - Y)",
            "Both halves have the same sign inside the sum.",
        ),
        Misconception(
            "a product of two rows",
            "np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            "(np.dot(Y, np.log(AL)) + np.dot(1 - Y, np.log(1 - AL)))",
            "Two rows of m numbers do not meet: transpose the second, or multiply elementwise.",
        ),
        Misconception(
            "every label with every activation",
            "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
            "Y * np.log(AL).T + (1 - Y) * np.log(1 - AL).T",
            "(1, m) times (m, 1) stretches to (m, m): no transpose in an elementwise product.",
        ),
        Misconception(
            "logarithm to base 10",
            "np.log(AL) + (1 - Y) * np.log(1 - AL)",
            "np.log10(AL) + (1 - Y) * np.log10(1 - AL)",
            "The loss takes the natural logarithm.",
        ),
    ),
    help={
        "Idea": "The average over the examples of a loss that is small where the answer was right.",
        "Formula": "J = -1/m Σ [y log a + (1 - y) log(1 - a)]",
        "Worked small case": "Y = [[1, 0]], AL = [[0.8, 0.4]]: (0.223 + 0.511) / 2 = 0.367.",
    },
    keeps=("AL", "Y"),
)


# sigmoid_backward


def _scores(rng: np.random.Generator, n: int, m: int) -> np.ndarray:
    """Draw scores, none of them near 0."""
    return rng.choice([-1, 1], size=(n, m)) * rng.uniform(0.2, 2.5, size=(n, m))


def _sigmoid_backward_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case(f"{n} by {m} scores",
             call("sigmoid_backward", rng.normal(size=(n, m)), _scores(rng, n, m)))
        for n, m in ((2, 3), (1, 5), (4, 1))
    ]  # fmt: skip


def _sigmoid_backward_is_the_chain_rule(functions, rng) -> None:
    dA, Z = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    dZ = functions["sigmoid_backward"](dA, Z)
    assert_slope(lambda z: np.sum(dA * functions["sigmoid"](z)), Z, dZ)


SIGMOID_BACKWARD = Exercise(
    "sigmoid_backward",
    _sigmoid_backward_cases,
    (
        Misconception(
            "the sigmoid in place of its slope",
            "dA * s * (1 - s)",
            "dA * s",
            "The slope of the sigmoid has two factors.",
        ),
        Misconception(
            "slope written with Z",
            "s * (1 - s)",
            "Z * (1 - Z)",
            "The slope is written with the sigmoid of Z.",
        ),
        Misconception(
            "dA left out",
            "dA * s * (1 - s)",
            "s * (1 - s)",
            "The chain rule multiplies: what came from above belongs to it.",
        ),
        Misconception(
            "a product of matrices for dA and the slope",
            "dA * s * (1 - s)",
            "np.dot(dA, s * (1 - s))",
            "Each activation comes from one score: multiply entry by entry.",
        ),
        Misconception(
            "plus in the slope",
            "(1 - s)",
            "(1 + s)",
            "The slope is largest where s is one half, and vanishes at 0 and 1.",
        ),
        Misconception(
            "slope of tanh",
            "s * (1 - s)",
            "(1 - s**2)",
            "1 - a² is the slope of tanh; the sigmoid has another.",
        ),
    ),
    help={
        "Idea": "Times the slope of the sigmoid at Z, entry by entry.",
        "Formula": "dZ = dA · s (1 - s), s = sigmoid(Z)",
        "Worked small case": "Z = 0: s = 0.5, slope 0.25; dA = 4 gives dZ = 1.",
    },
    keeps=("dA", "cache"),
    properties=(_sigmoid_backward_is_the_chain_rule,),
)


# relu_backward


def _relu_backward_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case(f"{n} by {m} scores",
             call("relu_backward", rng.normal(size=(n, m)), _mixed(rng, n, m)))
        for n, m in ((2, 3), (3, 4), (4, 1))
    ]  # fmt: skip


def _mixed(rng: np.random.Generator, n: int, m: int) -> np.ndarray:
    """Draw scores of both signs, none of them near 0."""
    Z = np.abs(_scores(rng, n, m))
    Z.flat[rng.permutation(Z.size)[: Z.size // 2]] *= -1
    return Z


def _relu_backward_is_the_chain_rule(functions, rng) -> None:
    dA, Z = rng.normal(size=(2, 3)), _mixed(rng, 2, 3)
    dZ = functions["relu_backward"](dA, Z)
    assert_slope(lambda z: np.sum(dA * functions["relu"](z)), Z, dZ)


RELU_BACKWARD = Exercise(
    "relu_backward",
    _relu_backward_cases,
    (
        Misconception(
            "a mask that is always true",
            "(Z > 0)",
            "(relu(Z) >= 0)",
            "After ReLU nothing is below 0: compare Z itself, or ask for more than 0.",
        ),
        Misconception(
            "mask turned round",
            "Z > 0",
            "Z < 0",
            "Where the score was above 0, the slope goes through.",
        ),
        Misconception(
            "mask by the sign of dA",
            "(Z > 0)",
            "(dA > 0)",
            "It is the score that decides, not the slope that comes back.",
        ),
        Misconception(
            "the mask alone",
            "dA * (Z > 0)",
            "(Z > 0)",
            "The chain rule multiplies: what came from above belongs to it.",
        ),
        Misconception(
            "times ReLU in place of its slope",
            "(Z > 0)",
            "relu(Z)",
            "The slope of ReLU is 1 or 0, and not its value.",
        ),
        Misconception(
            "dA changed in place",
            "dZ = dA * (Z > 0)",
            "dZ = dA\n    dZ[Z <= 0] = 0",
            "A second name for an array is no second array: work on a copy.",
        ),
    ),
    help={
        "Idea": "Let the slope through where the score was above 0, and nowhere else.",
        "Formula": "dZ = dA where Z > 0, else 0",
        "Worked small case": "Z = [[3, -2]], dA = [[7, 7]]: dZ = [[7, 0]].",
    },
    keeps=("dA", "cache"),
    properties=(_relu_backward_is_the_chain_rule,),
    equivalent={"Z > 0 -> Z >= 0": "at exactly 0 either slope is right, and no case has one"},
)


# linear_backward


def _linear_backward_cases(rng: np.random.Generator) -> list[Case]:
    def backward(n_prev: int, n: int, m: int):
        return call("linear_backward", rng.normal(size=(n, m)), _layer(rng, n_prev, n, m))

    return [
        case("3 inputs, 2 units, 5 examples", backward(3, 2, 5)),
        case("2 inputs, 4 units, 3 examples", backward(2, 4, 3)),
        case("a single example", backward(3, 2, 1)),
        # Only here does a wrong matrix fit, and a value tells which one it was.
        case("3 of each", backward(3, 3, 3)),
    ]


def _linear_backward_is_the_chain_rule(functions, rng) -> None:
    (A, W, b), dZ = _layer(rng, 3, 2, 5), rng.normal(size=(2, 5))
    dA_prev, dW, db = functions["linear_backward"](dZ, (A, W, b))
    assert_slope(lambda v: np.sum(dZ * (v @ A + b)) / 5, W, dW)
    assert_slope(lambda v: np.sum(dZ * (W @ A + v)) / 5, b, db)
    assert_slope(lambda v: np.sum(dZ * (W @ v + b)), A, dA_prev)


_THREE_SLOPES = (
    "dW = np.dot(dZ, A_prev.T) / m\n    db = np.sum(dZ, axis=1, keepdims=True) / m\n"
    "    dA_prev = np.dot({}.T, dZ)"
)

LINEAR_BACKWARD = Exercise(
    "linear_backward",
    _linear_backward_cases,
    (
        Misconception(
            "elementwise product for dW",
            "np.dot(dZ, A_prev.T)",
            "np.multiply(A_prev, dZ)",
            "The slopes of the examples add up: that is a product of matrices.",
        ),
        Misconception(
            "dW turned round",
            "np.dot(dZ, A_prev.T)",
            "np.dot(A_prev, dZ.T)",
            "dW has the shape of W: units first.",
        ),
        Misconception(
            "A_prev not transposed",
            "np.dot(dZ, A_prev.T)",
            "np.dot(dZ, A_prev)",
            "The examples must meet in the product: (n, m) by (m, n_prev).",
        ),
        Misconception(
            "1/m lost in dW",
            "np.dot(dZ, A_prev.T) / m",
            "np.dot(dZ, A_prev.T)",
            "The cost is an average over the examples, and so is its slope.",
        ),
        Misconception(
            "1/m lost in db",
            "keepdims=True) / m",
            "keepdims=True)",
            "The cost is an average over the examples, and so is its slope.",
        ),
        Misconception(
            "1/m in dA_prev as well",
            "np.dot(W.T, dZ)",
            "np.dot(W.T, dZ) / m",
            "The average is taken where examples meet; here none do.",
        ),
        Misconception(
            "db without keepdims",
            ", keepdims=True",
            "",
            "db has the shape of b, a column: keep the axis that is summed over.",
        ),
        Misconception(
            "db summed over the units",
            "axis=1, keepdims=True",
            "axis=0, keepdims=True",
            "Each unit has a bias of its own: sum over the examples.",
        ),
        Misconception(
            "db summed over everything",
            "np.sum(dZ, axis=1, keepdims=True)",
            "np.sum(dZ)",
            "Each unit has a bias of its own: sum over the examples only.",
        ),
        Misconception(
            "W not transposed on the way back",
            "np.dot(W.T, dZ)",
            "np.dot(W, dZ)",
            "On the way back units become columns: (n_prev, n) by (n, m).",
        ),
        Misconception(
            "slope of the weights in place of the weights",
            _THREE_SLOPES.format("W"),
            _THREE_SLOPES.format("dW"),
            "What an activation did to the scores was said by the weights themselves.",
        ),
        Misconception(
            "averaged over the features",
            "np.dot(dZ, A_prev.T) / m",
            "np.dot(dZ, A_prev.T) / A_prev.shape[0]",
            "m is the number of examples, and examples are columns.",
        ),
    ),
    help={
        "Idea": "Let the shapes say how to multiply: each slope has the shape of its own matrix.",
        "Formula": "dW = dZ A_prevᵀ / m; db = Σ dZ / m over the examples; dA_prev = Wᵀ dZ",
        "Worked small case": "dZ = [[1, 3]], W = [[5, -1]]: db = [[2]],"
        " dA_prev = [[5, 15], [-1, -3]].",
    },
    keeps=("dZ",),
    properties=(_linear_backward_is_the_chain_rule,),
)


# linear_activation_backward


def _linear_activation_backward_cases(rng: np.random.Generator) -> list[Case]:
    def one(n_prev: int, n: int, m: int, activation: str):
        A, W, b = _both_signs(rng, n_prev, n, m)
        dA = rng.normal(size=(n, m))
        return call("linear_activation_backward", dA, ((A, W, b), W @ A + b), activation)

    return [
        case("ReLU", one(3, 2, 5, "relu")),
        case("the sigmoid", one(4, 2, 3, "sigmoid")),
        case("ReLU, a single example", one(2, 4, 1, "relu")),
    ]


def _the_backward_block_is_the_chain_rule(functions, rng) -> None:
    A, W, b = _both_signs(rng, 3, 2, 5)
    dA = rng.normal(size=(2, 5))
    for activation in ("relu", "sigmoid"):
        cache = ((A, W, b), W @ A + b)
        dA_prev, dW, db = functions["linear_activation_backward"](dA, cache, activation)
        g = functions[activation]
        assert_slope(lambda v, g=g: np.sum(dA * g(v @ A + b)) / 5, W, dW)
        assert_slope(lambda v, g=g: np.sum(dA * g(W @ A + v)) / 5, b, db)
        assert_slope(lambda v, g=g: np.sum(dA * g(W @ v + b)), A, dA_prev)


_BRANCHES = (
    "dZ = {}_backward(dA, activation_cache)\n    else:\n"
    "        dZ = {}_backward(dA, activation_cache)"
)

LINEAR_ACTIVATION_BACKWARD = Exercise(
    "linear_activation_backward",
    _linear_activation_backward_cases,
    (
        Misconception(
            "activations exchanged",
            _BRANCHES.format("sigmoid", "relu"),
            _BRANCHES.format("relu", "sigmoid"),
            "Look at which branch belongs to which name.",
        ),
        Misconception(
            "always back through ReLU",
            "dZ = sigmoid_backward(dA, activation_cache)",
            "dZ = relu_backward(dA, activation_cache)",
            "The argument `activation` says which function it is; it is a text, in quotes.",
        ),
        Misconception(
            "always back through the sigmoid",
            "dZ = relu_backward(dA, activation_cache)",
            "dZ = sigmoid_backward(dA, activation_cache)",
            "The argument `activation` says which function it is.",
        ),
        Misconception(
            "the activation left out on the way back",
            "linear_backward(dZ, linear_cache)",
            "linear_backward(dA, linear_cache)",
            "The linear step needs the slope for its scores, and not for the activations.",
        ),
        Misconception(
            "results in another order",
            "dA_prev, dW, db = linear_backward(dZ, linear_cache)",
            "dW, db, dA_prev = linear_backward(dZ, linear_cache)",
            "Look at the order in which linear_backward returns its three results.",
        ),
        Misconception(
            "the whole cache handed on",
            "linear_backward(dZ, linear_cache)",
            "linear_backward(dZ, cache)",
            "Each step takes its own half of the cache.",
        ),
    ),
    help={
        "Idea": "First back through the activation, then back through the linear step.",
        "Formula": "dZ = dA · g'(Z); then linear_backward",
        "Worked small case": "A ReLU unit with Z = -2: dZ = 0, whatever dA is.",
    },
    equivalent={"activation == 'sigmoid' -> activation >= 'sigmoid'": "there are two names only"},
    keeps=("dA",),
    properties=(_the_backward_block_is_the_chain_rule,),
)


# L_model_backward


def _L_model_backward_cases(rng: np.random.Generator) -> list[Case]:
    def one(sizes: list[int], m: int):
        parameters, X, Y = network(rng, sizes, m)
        AL, caches = forward(X, parameters)
        return call("L_model_backward", AL, Y, caches)

    return [
        case("three layers", one([5, 4, 3, 1], 6)),
        case("a single layer", one([3, 1], 4)),
        case("four layers", one([3, 5, 4, 6, 1], 7)),
        case("layers of equal size", one([4, 4, 4, 1], 6)),
        case("two layers", one([4, 3, 1], 5)),
    ]


def _grads_are_slopes_of_the_cost(functions, rng) -> None:
    parameters, X, Y = network(rng, [3, 4, 2, 1], 5)
    AL, caches = functions["L_model_forward"](X, parameters)
    grads = functions["L_model_backward"](AL, Y, caches)

    def cost(name, value):
        AL, _ = functions["L_model_forward"](X, parameters | {name: value})
        return float(np.squeeze(functions["compute_cost"](AL, Y)))

    for name, value in parameters.items():
        assert_slope(lambda v, name=name: cost(name, v), value, grads[f"d{name}"], h=1e-7)


L_MODEL_BACKWARD = Exercise(
    "L_model_backward",
    _L_model_backward_cases,
    (
        Misconception(
            "plus in the bracket of dAL",
            "Y / AL - (1 - Y)",
            "Y / AL + (1 - Y)",
            "The cases y = 1 and y = 0 pull in opposite directions: look inside the bracket.",
        ),
        Misconception(
            "dAL without its minus sign",
            "-(Y / AL - (1 - Y) / (1 - AL))",
            "(Y / AL - (1 - Y) / (1 - AL))",
            "Where y = 1, a larger answer lowers the loss: its slope is negative.",
        ),
        Misconception(
            "the error taken for dAL",
            "dA = -(Y / AL - (1 - Y) / (1 - AL))",
            "dA = AL - Y",
            "AL - Y is the slope for the score; the block goes through the sigmoid once more.",
        ),
        Misconception(
            "ReLU on the way back through the last layer",
            'caches[L - 1], "sigmoid")',
            'caches[L - 1], "relu")',
            "The last layer went forward through the sigmoid.",
        ),
        Misconception(
            "the sigmoid on the way back through hidden layers",
            'caches[l - 1], "relu")',
            'caches[l - 1], "sigmoid")',
            "The hidden layers went forward through ReLU.",
        ),
        Misconception(
            "caches walked in the wrong order",
            "caches[l - 1]",
            "caches[L - 1 - l]",
            "The loop counts down already: layer l has its cache one place before l.",
        ),
        Misconception(
            "the cache of the next layer",
            "caches[l - 1]",
            "caches[l]",
            "Layers count from 1, places in a list from 0.",
        ),
        Misconception(
            "layer 1 forgotten",
            "range(1, L)",
            "range(2, L)",
            "The first layer has weights too, and they are learned.",
        ),
        Misconception(
            "layers walked forward",
            "reversed(range(1, L))",
            "range(1, L)",
            "The slope comes from the end: go down from the last hidden layer to the first.",
        ),
        Misconception(
            "dA not handed on",
            "dA, dW, db = linear_activation_backward(dA, caches[l - 1]",
            "_, dW, db = linear_activation_backward(dA, caches[l - 1]",
            "What comes out of one block goes into the next one down.",
        ),
        Misconception(
            "dW and db exchanged",
            'grads[f"dW{l}"], grads[f"db{l}"] = dW, db',
            'grads[f"dW{l}"], grads[f"db{l}"] = db, dW',
            "Look at which slope stands under which key.",
        ),
        Misconception(
            "keys of the hidden layers counted from 0",
            'grads[f"dW{l}"], grads[f"db{l}"] = dW, db',
            'grads[f"dW{l - 1}"], grads[f"db{l - 1}"] = dW, db',
            "A slope bears the number of its layer, and layers count from 1.",
        ),
    ),
    help={
        "Idea": "Begin with the slope of the loss, and hand dA down from block to block.",
        "Formula": "dA_L = -(Y / A_L - (1 - Y) / (1 - A_L)); then layer L, L - 1, ..., 1",
        "Worked small case": "y = 1, a = 0.8: dA = -1.25; through the sigmoid dZ = -0.2 = a - y.",
    },
    keeps=("AL", "Y"),
    properties=(_grads_are_slopes_of_the_cost,),
)


# update_parameters


def _update_parameters_cases(rng: np.random.Generator) -> list[Case]:
    def one(sizes: list[int]):
        parameters = weights(rng, sizes)
        grads = {f"d{k}": rng.normal(size=v.shape) for k, v in parameters.items()}
        return call("update_parameters", parameters, grads, float(rng.uniform(0.05, 0.6)))

    return [
        case("two layers", one([3, 4, 1])),
        case("a single layer", one([3, 2])),
        case("four layers", one([2, 3, 5, 4, 1])),
    ]


_STEP_W = 'updated[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]'
_STEP_B = 'updated[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]'

UPDATE_PARAMETERS = Exercise(
    "update_parameters",
    _update_parameters_cases,
    (
        Misconception(
            "a step uphill",
            f"{_STEP_W}\n        {_STEP_B}",
            f"{_STEP_W}\n        {_STEP_B}".replace(" - ", " + "),
            "The slope points to where the cost grows: step the other way.",
        ),
        Misconception(
            "learning rate left out",
            f"{_STEP_W}\n        {_STEP_B}",
            f"{_STEP_W}\n        {_STEP_B}".replace("learning_rate * ", ""),
            "The slope gives the direction; the learning rate gives the length of the step.",
        ),
        Misconception(
            "biases never updated",
            _STEP_B,
            'updated[f"b{l}"] = parameters[f"b{l}"]',
            "The biases are learned too.",
        ),
        Misconception(
            "weights never updated",
            _STEP_W,
            'updated[f"W{l}"] = parameters[f"W{l}"]',
            "The weights need their own step.",
        ),
        Misconception(
            "only the last layer updated",
            "range(1, L + 1)",
            "range(L, L + 1)",
            "Every layer takes its step.",
        ),
        Misconception(
            "the last layer forgotten",
            "    updated = {}\n    for l in range(1, L + 1)",
            "    updated = dict(parameters)\n    for l in range(1, L)",
            "range(1, L) stops at L - 1; the last layer has number L.",
        ),
        Misconception(
            "the slope of the bias used for the weights",
            'learning_rate * grads[f"dW{l}"]',
            'learning_rate * grads[f"db{l}"]',
            "Each parameter steps along its own slope.",
        ),
        Misconception(
            "learning rate fixed",
            f"{_STEP_W}\n        {_STEP_B}",
            f"{_STEP_W}\n        {_STEP_B}".replace("learning_rate", "0.0075"),
            "Use the argument learning_rate, and no number of your own.",
        ),
    ),
    help={
        "Idea": "Each parameter minus the learning rate times its own slope.",
        "Formula": "W_l := W_l - α dW_l, b_l := b_l - α db_l, l = 1 ... L",
        "Worked small case": "2 with slope -0.5 and α = 0.1 becomes 2.05.",
    },
    equivalent={"len(parameters) -> len(grads)": "each parameter has one slope"},
)


EXERCISES = (
    INITIALIZE_PARAMETERS,
    INITIALIZE_PARAMETERS_DEEP,
    LAYER_SHAPES,
    LINEAR_FORWARD,
    LINEAR_ACTIVATION_FORWARD,
    L_MODEL_FORWARD,
    COMPUTE_COST,
    SIGMOID_BACKWARD,
    RELU_BACKWARD,
    LINEAR_BACKWARD,
    LINEAR_ACTIVATION_BACKWARD,
    L_MODEL_BACKWARD,
    UPDATE_PARAMETERS,
)
