"""What to try on the exercises about activations, and the mistakes that people make in them.

No case holds a 0 where a slope is asked for and there is none: either answer is right.
"""

from __future__ import annotations

import numpy as np

from course.cases import Case, call, case
from grader.declare import Exercise, Misconception
from grader.properties import assert_slope


def _scores(rng: np.random.Generator, *shape: int, spread: float = 2.0) -> np.ndarray:
    """Draw scores of both signs, none of them near 0 or at 1."""
    size = rng.uniform(0.15, 0.85, size=shape) * spread
    signs = rng.permutation(np.resize([-1, 1], size.size)).reshape(shape)
    return size * signs


def _cases_of(name: str):
    """Return the cases that serve a function of z alone: a number, a matrix, far from 0."""

    def cases(rng: np.random.Generator) -> list[Case]:
        return [
            case("a positive number", call(name, float(rng.uniform(0.3, 0.8)))),
            case("a negative number", call(name, -float(rng.uniform(1.2, 1.8)))),
            case("a matrix", call(name, _scores(rng, 2, 3))),
            case("scores farther from 0", call(name, _scores(rng, 1, 4, spread=8.0))),
        ]

    return cases


def _leaky_cases_of(name: str):
    """Return the cases for a function of z and a slope, the default and others."""

    def cases(rng: np.random.Generator) -> list[Case]:
        slopes = rng.uniform(0.1, 0.4, size=2)
        return [
            case("a positive number", call(name, float(rng.uniform(0.3, 0.8)))),
            case("a negative number", call(name, -float(rng.uniform(1.2, 1.8)))),
            case("a matrix", call(name, _scores(rng, 2, 3))),
            case("a matrix and another slope", call(name, _scores(rng, 3, 2), float(slopes[0]))),
            case(
                "a slope given by name", call(name, _scores(rng, 1, 4), slope=float(slopes[1]))
            ),
        ]  # fmt: skip

    return cases


def _slope_of(value: str, derivative: str):
    """Return the property that one function's values are the other's slopes."""

    def holds(functions, rng) -> None:
        z = _scores(rng, 3, 2)
        assert_slope(
            lambda z: float(np.sum(functions[value](z))), z, functions[derivative](z), 1e-5
        )

    return holds


# tanh


def _tanh_is_a_stretched_sigmoid(functions, rng) -> None:
    z = _scores(rng, 2, 4)
    by_the_sigmoid = 2 / (1 + np.exp(-2 * z)) - 1
    assert np.allclose(functions["tanh"](z), by_the_sigmoid), "tanh(z) is not 2 sigmoid(2z) - 1"
    assert np.allclose(functions["tanh"](-z), -functions["tanh"](z)), "tanh is not odd"


def _tanh_cases(rng: np.random.Generator) -> list[Case]:
    return [case("z = 0", call("tanh", 0)), *_cases_of("tanh")(rng)]


TANH = Exercise(
    "tanh",
    _tanh_cases,
    (
        Misconception(
            "parentheses left out",
            "(up - down) / (up + down)",
            "up - down / up + down",
            "Division binds tighter than addition: both halves of the fraction need parentheses.",
        ),
        Misconception(
            "parentheses around the sum left out",
            "(up + down)",
            "up + down",
            "Division binds tighter than addition: what is below the line needs parentheses too.",
        ),
        Misconception(
            "parentheses around the difference left out",
            "(up - down)",
            "up - down",
            "Division binds tighter than subtraction: above the line parentheses are needed too.",
        ),
        Misconception(
            "fraction upside down",
            "(up - down) / (up + down)",
            "(up + down) / (up - down)",
            "At z = 0 the value is 0: the difference belongs above the line.",
        ),
        Misconception(
            "half the difference (the hyperbolic sine)",
            "(up - down) / (up + down)",
            "(up - down) / 2",
            "The values must stay between -1 and 1: what is the difference divided by?",
        ),
        Misconception(
            "sign turned round",
            "(up - down) / (up + down)",
            "(down - up) / (up + down)",
            "A positive score must give a positive value: which exponential comes first?",
        ),
        Misconception(
            "sigmoid in place of tanh",
            "(up - down) / (up + down)",
            "1 / (1 + down)",
            "The sigmoid runs from 0 to 1; tanh runs from -1 to 1.",
        ),
        Misconception(
            "sigmoid of 2z, not stretched",
            "(up - down) / (up + down)",
            "up / (up + down)",
            "A sigmoid of 2z lies between 0 and 1: it must still be stretched and moved.",
        ),
        Misconception(
            "sigmoid of z stretched, not of 2z",
            "(up - down) / (up + down)",
            "2 / (1 + down) - 1",
            "The range is right, but the curve is half as steep: what goes into the sigmoid?",
        ),
        Misconception(
            "the slope in place of the value",
            "a = (up - down) / (up + down)",
            "a = 1 - ((up - down) / (up + down)) ** 2",
            "Return the value of tanh itself; its slope has an exercise of its own.",
        ),
        Misconception(
            "math.exp on an array",
            "np.exp(z), np.exp(-z)",
            "__import__('math').exp(z), __import__('math').exp(-z)",
            "math works on single numbers; NumPy has a function of the same name for arrays.",
        ),
    ),
    help={
        "Idea": "Compute e^z and e^(-z) once each; tanh is their difference by their sum.",
        "Formula": "tanh(z) = (e^z - e^(-z)) / (e^z + e^(-z))",
        "Worked small case": "z = 1: e = 2.718 and 1/e = 0.368;"
        " the difference is 2.350, the sum 3.086, the quotient 0.762.",
    },
    keeps=("z",),
    properties=(_tanh_is_a_stretched_sigmoid,),
)


# leaky_relu


LEAKY_RELU = Exercise(
    "leaky_relu",
    _leaky_cases_of("leaky_relu"),
    (
        Misconception(
            "the leak left out (ReLU)",
            "np.where(z > 0, z, slope * z)",
            "np.maximum(z, 0) * 1.0",
            "A negative score must let a little through: slope times itself.",
        ),
        Misconception(
            "slope always 0.01",
            "slope * z",
            "0.01 * z",
            "Use the argument; 0.01 is only what it is when nobody says otherwise.",
        ),
        Misconception(
            "the two sides exchanged",
            "z > 0",
            "z < 0",
            "Positive scores stay as they are; the small slope is for the negative ones.",
        ),
        Misconception(
            "the slope itself on the negative side",
            "slope * z)",
            "slope)",
            "Left of 0 the line falls as z falls: the slope is a factor.",
        ),
        Misconception(
            "negative scores made positive",
            "slope * z",
            "-slope * z",
            "A negative score keeps its sign; it becomes smaller, not positive.",
        ),
        Misconception(
            "slope on both sides",
            "np.where(z > 0, z, slope * z)",
            "slope * z",
            "Where z is positive, nothing is changed.",
        ),
        Misconception(
            "the slope of the function in place of its value",
            "np.where(z > 0, z, slope * z)",
            "np.where(z > 0, 1, slope)",
            "This is how steep it is; how high it is has z in it.",
        ),
        Misconception(
            "an if, or Python's max, on an array",
            "np.where(z > 0, z, slope * z)",
            "max(slope * z, z)",
            "if and max decide once, and not for each entry; NumPy has functions that do.",
        ),
        Misconception(
            "z changed in place",
            "a = np.where(z > 0, z, slope * z)",
            "a = z\n    a[z < 0] *= slope",
            "The array is the caller's: make a new one. And z may be a single number.",
        ),
    ),
    help={
        "Idea": "Two cases, entry by entry: np.where chooses between them.",
        "Formula": "g(z) = z if z > 0, else slope · z",
        "Worked small case": "slope 0.01: z = 3 gives 3, z = -3 gives -0.03.",
    },
    keeps=("z",),
    equivalent={"z > 0 -> z >= 0": "at 0 both pieces are 0"},
)


# sigmoid_derivative


def _by_rise_over_run_of_the_sigmoid(functions, rng) -> None:
    z = _scores(rng, 3, 2)

    def total(z):
        return float(np.sum(1 / (1 + np.exp(-z))))

    assert_slope(total, z, functions["sigmoid_derivative"](z), 1e-5)


SIGMOID_DERIVATIVE = Exercise(
    "sigmoid_derivative",
    _cases_of("sigmoid_derivative"),
    (
        Misconception(
            "the score taken for the value",
            "a = sigmoid(z)",
            "a = z",
            "The argument is z: first compute a from it.",
        ),
        Misconception(
            "the value in place of the slope",
            "a * (1 - a)",
            "a",
            "This is how high the curve is; how steep it is, is asked.",
        ),
        Misconception(
            "factor a lost",
            "a * (1 - a)",
            "1 - a",
            "At a very negative z the curve is flat, and this is nearly 1 there.",
        ),
        Misconception(
            "plus in place of minus",
            "a * (1 - a)",
            "a * (1 + a)",
            "The curve is flat where a is near 1: which sign makes the factor vanish there?",
        ),
        Misconception(
            "slope of tanh",
            "a * (1 - a)",
            "1 - a**2",
            "That belongs to tanh; the sigmoid's slope is a quarter at its middle.",
        ),
        Misconception(
            "inner derivative forgotten: minus sign",
            "a * (1 - a)",
            "-a * (1 - a)",
            "The curve rises everywhere, so its slope is positive.",
        ),
        Misconception(
            "sigmoid applied twice",
            "a = sigmoid(z)",
            "a = sigmoid(sigmoid(z))",
            "z is the score as it came: one sigmoid is enough.",
        ),
        Misconception(
            "a squared",
            "a * (1 - a)",
            "a**2 * (1 - a)",
            "Count the powers of 1 + e^(-z) in the denominator: two in all.",
        ),
    ),
    help={
        "Idea": "Compute the value a first; the slope is made of a alone.",
        "Formula": "σ'(z) = a (1 - a), with a = σ(z)",
        "Worked small case": "z = 0: a = 0.5, and the slope is 0.5 · 0.5 = 0.25.",
    },
    keeps=("z",),
    properties=(_by_rise_over_run_of_the_sigmoid,),
)


# tanh_derivative


TANH_DERIVATIVE = Exercise(
    "tanh_derivative",
    _cases_of("tanh_derivative"),
    (
        Misconception(
            "the score in place of the value",
            "a = tanh(z)",
            "a = z",
            "The argument is z: the formula has a = tanh(z) in it.",
        ),
        Misconception(
            "square left out",
            "1 - a**2",
            "1 - a",
            "The slope is the same at z and at -z: which power of a does not see the sign?",
        ),
        Misconception(
            "slope of the sigmoid",
            "1 - a**2",
            "a * (1 - a)",
            "That belongs to the sigmoid; tanh has slope 1 at its middle.",
        ),
        Misconception(
            "plus in place of minus",
            "1 - a**2",
            "1 + a**2",
            "Far from 0 the curve is flat, and a squared is nearly 1 there.",
        ),
        Misconception(
            "sign turned round",
            "1 - a**2",
            "a**2 - 1",
            "The curve rises everywhere, so its slope is positive.",
        ),
        Misconception(
            "the value in place of the slope",
            "1 - a**2",
            "a",
            "This is how high the curve is; how steep it is, is asked.",
        ),
        Misconception(
            "the difference squared",
            "1 - a**2",
            "(1 - a) ** 2",
            "Only a is squared, not the whole difference.",
        ),
        Misconception(
            "tanh applied twice",
            "a = tanh(z)",
            "a = tanh(tanh(z))",
            "z is the score as it came: one tanh is enough.",
        ),
    ),
    help={
        "Idea": "Compute the value a = tanh(z) first; the slope is made of a alone.",
        "Formula": "tanh'(z) = 1 - a²",
        "Worked small case": "z = 1: a = 0.762, and the slope is 1 - 0.580 = 0.420.",
    },
    keeps=("z",),
    properties=(_slope_of("tanh", "tanh_derivative"),),
)


# relu_derivative


def _by_rise_over_run_of_relu(functions, rng) -> None:
    z = _scores(rng, 3, 2)
    assert_slope(
        lambda z: float(np.sum(np.maximum(z, 0))), z, functions["relu_derivative"](z), 1e-5
    )


RELU_DERIVATIVE = Exercise(
    "relu_derivative",
    _cases_of("relu_derivative"),
    (
        Misconception(
            "the value in place of the slope",
            "np.where(z > 0, 1.0, 0.0)",
            "np.maximum(z, 0)",
            "This is ReLU itself; right of 0 it climbs by 1 on 1, wherever you are.",
        ),
        Misconception(
            "1 everywhere (ReLU of z is never below 0)",
            "z > 0",
            "np.maximum(z, 0) >= 0",
            "Which scores shut the gate: is there any for which your condition is false?",
        ),
        Misconception(
            "the two sides exchanged",
            "z > 0",
            "z < 0",
            "The gradient gets through where the score is positive.",
        ),
        Misconception(
            "-1 on the negative side",
            "np.where(z > 0, 1.0, 0.0)",
            "np.sign(z)",
            "That is the slope of |z|; ReLU is flat left of 0.",
        ),
        Misconception(
            "a slope left of 0 (leaky ReLU's)",
            "1.0, 0.0",
            "1.0, 0.01",
            "ReLU is 0 for every negative score, and a constant has slope 0.",
        ),
        Misconception(
            "open only from 1 on",
            "z > 0",
            "z > 1",
            "The corner is at 0.",
        ),
        Misconception(
            "one answer for all entries",
            "np.where(z > 0, 1.0, 0.0)",
            "1.0 if np.all(z > 0) else 0.0",
            "Each entry has a slope of its own: the answer has the shape of z.",
        ),
        Misconception(
            "an if on an array",
            "np.where(z > 0, 1.0, 0.0)",
            "1.0 if z > 0 else 0.0",
            "An if decides once; np.where decides for each entry.",
        ),
        Misconception(
            "z changed in place",
            "g = np.where(z > 0, 1.0, 0.0)",
            "g = z\n    g[z <= 0] = 0\n    g[z > 0] = 1",
            "The array is the caller's: make a new one. And z may be a single number.",
        ),
    ),
    help={
        "Idea": "A gate: open for positive scores, shut for negative ones.",
        "Formula": "g'(z) = 1 if z > 0, 0 if z < 0",
        "Worked small case": "z = [-2, 0.5, 3] gives [0, 1, 1].",
    },
    keeps=("z",),
    properties=(_by_rise_over_run_of_relu,),
    equivalent={
        "z > 0 -> z >= 0": "at 0 there is no slope, and either answer is right",
        "np.where(z > 0, 1.0, 0.0) -> np.where(1.0, z > 0, 0.0)": "True and False are right too",
    },
)


# leaky_relu_derivative


def _by_rise_over_run_of_leaky_relu(functions, rng) -> None:
    z = _scores(rng, 3, 2)
    for slope in (0.01, 0.3):
        assert_slope(
            lambda z, slope=slope: float(np.sum(functions["leaky_relu"](z, slope))),
            z,
            functions["leaky_relu_derivative"](z, slope),
            1e-5,
        )


LEAKY_RELU_DERIVATIVE = Exercise(
    "leaky_relu_derivative",
    _leaky_cases_of("leaky_relu_derivative"),
    (
        Misconception(
            "0 on the negative side (ReLU's slope)",
            "1.0, slope",
            "1.0, 0.0",
            "The gate never shuts completely: what is the slope of slope times z?",
        ),
        Misconception(
            "slope always 0.01",
            "1.0, slope",
            "1.0, 0.01",
            "Use the argument; 0.01 is only what it is when nobody says otherwise.",
        ),
        Misconception(
            "the value in place of the slope",
            "1.0, slope",
            "z, slope * z",
            "This is how high it is; how steep it is has no z in it.",
        ),
        Misconception(
            "z left in on the negative side",
            "1.0, slope",
            "1.0, slope * z",
            "The derivative of slope times z, by z, has no z in it.",
        ),
        Misconception(
            "the two sides exchanged",
            "z > 0",
            "z < 0",
            "The whole gradient gets through where the score is positive.",
        ),
        Misconception(
            "sign of the small slope turned round",
            "1.0, slope",
            "1.0, -slope",
            "Leaky ReLU rises everywhere, on the left as well.",
        ),
        Misconception(
            "1 on both sides",
            "1.0, slope",
            "1.0, 1.0",
            "Left of 0 it rises much more slowly.",
        ),
        Misconception(
            "z changed in place",
            "g = np.where(z > 0, 1.0, slope)",
            "g = z\n    g[z > 0] = 1\n    g[z < 0] = slope",
            "The array is the caller's: make a new one. And z may be a single number.",
        ),
    ),
    help={
        "Idea": "The gate of ReLU, but with a small slope where that has none.",
        "Formula": "g'(z) = 1 if z > 0, slope if z < 0",
        "Worked small case": "slope 0.01: z = [-2, 0.5, 3] gives [0.01, 1, 1].",
    },
    keeps=("z",),
    properties=(_by_rise_over_run_of_leaky_relu,),
    equivalent={"z > 0 -> z >= 0": "at 0 there is no slope, and either answer is right"},
)


# collapse


def _layers(rng: np.random.Generator, n_0: int, n_1: int, n_2: int) -> tuple[np.ndarray, ...]:
    return (
        rng.normal(size=(n_1, n_0)),
        rng.normal(size=(n_1, 1)),
        rng.normal(size=(n_2, n_1)),
        rng.normal(size=(n_2, 1)),
    )


def _collapse_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("3 inputs, 5 units, 2 outputs", call("collapse", *_layers(rng, 3, 5, 2))),
        case("2 inputs, 4 units, 1 output", call("collapse", *_layers(rng, 2, 4, 1))),
        case("4 inputs, 1 unit, 3 outputs", call("collapse", *_layers(rng, 4, 1, 3))),
        # Only here does a wrong matrix fit, and a value tells which one it was.
        case("3 of each", call("collapse", *_layers(rng, 3, 3, 3))),
    ]


def _one_layer_does_what_two_did(functions, rng) -> None:
    W1, b1, W2, b2 = _layers(rng, 4, 6, 3)
    x = rng.normal(size=(4, 5))
    W, b = functions["collapse"](W1, b1, W2, b2)
    gap = np.abs(W @ x + b - (W2 @ (W1 @ x + b1) + b2)).max()
    assert gap < 1e-10, f"one layer and two differ by {gap:.2g}"


COLLAPSE = Exercise(
    "collapse",
    _collapse_cases,
    (
        Misconception(
            "matrices in the wrong order",
            "np.dot(W2, W1)",
            "np.dot(W1, W2)",
            "The first layer acts first, so it stands next to x: W2 (W1 x).",
        ),
        Misconception(
            "elementwise product of the matrices",
            "np.dot(W2, W1)",
            "W2 * W1",
            "One layer after the other is a product of matrices.",
        ),
        Misconception(
            "first bias lost",
            "np.dot(W2, b1) + b2",
            "b2",
            "Set x to 0: what does the first layer hand on?",
        ),
        Misconception(
            "first bias not passed through the second layer",
            "np.dot(W2, b1) + b2",
            "b1 + b2",
            "Everything that leaves the first layer meets W2, its bias as well.",
        ),
        Misconception(
            "second bias lost",
            "np.dot(W2, b1) + b2",
            "np.dot(W2, b1)",
            "The second layer adds a bias of its own.",
        ),
        Misconception(
            "second bias passed through the second layer as well",
            "np.dot(W2, b1) + b2",
            "np.dot(W2, b1 + b2)",
            "b2 is added after W2 has acted.",
        ),
        Misconception(
            "biases exchanged",
            "np.dot(W2, b1) + b2",
            "np.dot(W2, b2) + b1",
            "Which of the two biases is there before W2 acts?",
        ),
        Misconception(
            "the product transposed",
            "np.dot(W2, W1)",
            "np.dot(W2, W1).T",
            "The one matrix takes n_0 numbers and gives n_2: its shape is (n_2, n_0).",
        ),
    ),
    help={
        "Idea": "Write W2 (W1 x + b1) + b2 and multiply out.",
        "Formula": "W = W2 W1;  b = W2 b1 + b2",
        "Worked small case": "W2 = [[3, 1]], b1 = [[1], [-1]], b2 = [[5]]: b = 3 - 1 + 5 = 7.",
    },
    keeps=("W1", "b1", "W2", "b2"),
    properties=(_one_layer_does_what_two_did,),
)


EXERCISES = (
    TANH,
    LEAKY_RELU,
    SIGMOID_DERIVATIVE,
    TANH_DERIVATIVE,
    RELU_DERIVATIVE,
    LEAKY_RELU_DERIVATIVE,
    COLLAPSE,
)
