"""What to try on the exercises about slopes and gradients, and the mistakes made in them."""

from __future__ import annotations

import numpy as np

from course.cases import Case, Formula, call, case
from course.compare import Tolerance
from grader.declare import Exercise, Misconception
from grader.properties import assert_slope


def _examples(rng: np.random.Generator, n_x: int, m: int):
    """Draw weights, bias, examples and labels, no activation near 0 or 1, or near one half."""
    w, b = rng.normal(size=(n_x, 1)), float(0.3 + rng.random())
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))
    w *= 2 / max(2, np.max(np.abs(w.T @ X)))
    Y[0, : min(m, 2)] = [0, 1][: min(m, 2)]
    return w, b, X, Y


def _cost(w, b, X, Y) -> float:
    """Return the cross-entropy, by another formula than any solution's."""
    Z = np.dot(np.transpose(w), X) + b
    return float(np.mean(np.logaddexp(0, Z) - Y * Z))


# loss


def _loss_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("y = 1", call("loss", float(rng.uniform(0.2, 0.45)), 1)),
        case("y = 0", call("loss", float(rng.uniform(0.55, 0.9)), 0)),
        case("a right answer, y = 1", call("loss", 0.99, 1)),
        case("a wrong answer, y = 0", call("loss", 0.999, 0)),
    ]


def _loss_is_log_2_for_one_half(functions, rng) -> None:
    for y in (0, 1):
        assert np.isclose(functions["loss"](0.5, y), np.log(2)), "one half does not cost log 2"


LOSS = Exercise(
    "loss",
    _loss_cases,
    (
        Misconception(
            "loss without the minus sign",
            "-(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "y * np.log(a) + (1 - y) * np.log(1 - a)",
            "The logarithm of a probability is negative, and a loss is not.",
        ),
        Misconception(
            "minus for the first half only",
            "-(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "-y * np.log(a) + (1 - y) * np.log(1 - a)",
            "The minus sign belongs to both halves: mind the parentheses.",
        ),
        Misconception(
            "only the first half of the loss",
            "(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "(y * np.log(a))",
            "An example with y = 0 can be wrong too: it brings the second logarithm in.",
        ),
        Misconception(
            "-log a, whatever the label is",
            "-(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "-np.log(a)",
            "For y = 0 a small a is right and must cost little: where does y come in?",
        ),
        Misconception(
            "squared error for the loss",
            "-(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "(a - y) ** 2",
            "Squared error makes the cost non-convex: use the cross-entropy.",
        ),
        Misconception(
            "label and probability exchanged",
            "y * np.log(a) + (1 - y) * np.log(1 - a)",
            "a * np.log(y) + (1 - a) * np.log(1 - y)",
            "A label is 0 or 1, and the logarithm of 0 is infinite: whose logarithm is taken?",
        ),
        Misconception(
            "logarithm to base 10",
            "y * np.log(a) + (1 - y) * np.log(1 - a)",
            "y * np.log10(a) + (1 - y) * np.log10(1 - a)",
            "The logarithm in the loss is the natural one.",
        ),
        Misconception(
            "labels the wrong way round",
            "y * np.log(a) + (1 - y) * np.log(1 - a)",
            "(1 - y) * np.log(a) + y * np.log(1 - a)",
            "Where y = 1, a large a must cost little: which logarithm belongs to it?",
        ),
        Misconception(
            "absolute error for the loss",
            "-(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "abs(a - y)",
            "To be certain and wrong must cost without limit: use the cross-entropy.",
        ),
    ),
    help={
        "Idea": "For y = 1 minus the logarithm of a, for y = 0 minus the logarithm of 1 - a.",
        "Formula": "L = -[y log a + (1 - y) log(1 - a)]",
        "Worked small case": "a = 0.5 and y = 1: -log 0.5 = log 2 = 0.693.",
    },
    properties=(_loss_is_log_2_for_one_half,),
)


# gradient_step


def _gradient_step_cases(rng: np.random.Generator) -> list[Case]:
    def step(n_x: int):
        w, dw = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, 1))
        return w, float(rng.normal()), dw, float(0.5 + rng.random()), float(rng.uniform(0.1, 0.4))

    return [
        case("3 weights", call("gradient_step", *step(3))),
        case("a single weight", call("gradient_step", *step(1))),
        case(
            "a slope of 0",
            call("gradient_step", np.array([[1.0], [2.0]]), 0.5, np.zeros((2, 1)), 0.0, 0.1),
        ),
    ]


def _a_small_step_lowers_the_cost(functions, rng) -> None:
    w, b = rng.normal(size=(3, 1)), 0.4
    new_w, new_b = functions["gradient_step"](w.copy(), b, 2 * w, 2 * b, 0.01)
    before, after = np.sum(w**2) + b**2, np.sum(np.square(new_w)) + np.square(new_b).item()
    assert after < before, "a small step down w² + b² does not get lower"


GRADIENT_STEP = Exercise(
    "gradient_step",
    _gradient_step_cases,
    (
        Misconception(
            "up the slope, not down",
            "w = w - learning_rate * dw\n    b = b - learning_rate * db",
            "w = w + learning_rate * dw\n    b = b + learning_rate * db",
            "The gradient points to where the cost grows: go the other way.",
        ),
        Misconception(
            "the bias goes up, not down",
            "b - learning_rate",
            "b + learning_rate",
            "The bias takes its step against its slope too.",
        ),
        Misconception(
            "learning rate fixed",
            "w = w - learning_rate * dw\n    b = b - learning_rate * db",
            "w = w - 0.01 * dw\n    b = b - 0.01 * db",
            "How far to go is an argument: use it.",
        ),
        Misconception(
            "learning rate left out",
            "w = w - learning_rate * dw\n    b = b - learning_rate * db",
            "w = w - dw\n    b = b - db",
            "The step is the slope times the learning rate.",
        ),
        Misconception(
            "bias left where it was",
            "b = b - learning_rate * db",
            "b = b",
            "There are two parameters to improve, and b is the second.",
        ),
        Misconception(
            "divided by the learning rate",
            "w = w - learning_rate * dw\n    b = b - learning_rate * db",
            "w = w - dw / learning_rate\n    b = b - db / learning_rate",
            "A smaller rate means a smaller step.",
        ),
        Misconception(
            "the parameter multiplied into the step",
            "w = w - learning_rate * dw",
            "w = w - learning_rate * dw * w",
            "How far to go depends on the slope and the rate, not on the weight itself.",
        ),
        Misconception(
            "the step in place of the parameter",
            "w = w - learning_rate * dw\n    b = b - learning_rate * db",
            "w = -learning_rate * dw\n    b = -learning_rate * db",
            "The step starts from where the parameters are.",
        ),
        Misconception(
            "b moved by the slope of w",
            "learning_rate * db",
            "learning_rate * np.sum(dw)",
            "Each parameter has a slope of its own.",
        ),
        Misconception(
            "only w returned",
            "b = b - learning_rate * db",
            "return w",
            "Two values are asked for: w alone comes back, and where is b?",
        ),
    ),
    help={
        "Idea": "From each parameter take a little of its own slope away.",
        "Formula": "w := w - α dw, b := b - α db",
        "Worked small case": "w = 3, dw = -0.4, α = 0.5: 3 + 0.2 = 3.2.",
    },
    properties=(_a_small_step_lowers_the_cost,),
)


# numeric_derivative


def _numeric_derivative_cases(rng: np.random.Generator) -> list[Case]:
    a, c = (float(value) for value in rng.uniform(1, 3, size=2))
    # About a this function is odd, and its secants to a + h, a + h/2 and from a - h have the same
    # slope, c + 1 for h = 0.5: right in every form, and not the slope of a much smaller nudge.
    near = f"(x - {a!r})"
    waves = f"{near} * ({c!r} + np.cos(2 * np.pi * np.log2(abs({near}) + 1e-300)))"
    return [
        case("f(x) = 3x", call("numeric_derivative", Formula("3 * x"), 2.0, 0.001)),
        case("f(x) = x²", call("numeric_derivative", Formula("x**2"), 1 + a, 1e-6)),
        case("f(x) = log x", call("numeric_derivative", Formula("np.log(x)"), a, 1e-6)),
        case("a decreasing function", call("numeric_derivative", Formula("2 - x**3"), a, 1e-6)),
        case("a large h", call("numeric_derivative", Formula(waves), a, 0.5)),
    ]


def _finds_known_derivatives(functions, rng) -> None:
    a = float(rng.uniform(0.5, 2))
    for f, slope in ((np.exp, np.exp(a)), (np.sin, np.cos(a)), (np.log, 1 / a)):
        found = functions["numeric_derivative"](f, a, 1e-6)
        assert np.isclose(found, slope, rtol=1e-4, atol=1e-4), f"not the slope of {f.__name__}"


NUMERIC_DERIVATIVE = Exercise(
    "numeric_derivative",
    _numeric_derivative_cases,
    (
        Misconception(
            "divided by h after nudging to both sides",
            "(2 * h)",
            "h",
            "From a - h to a + h the run is twice h.",
        ),
        Misconception(
            "the rise alone",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "f(a + h) - f(a - h)",
            "A slope is the rise divided by the run.",
        ),
        Misconception(
            "the one-sided rise alone",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "f(a + h) - f(a)",
            "A slope is the rise divided by the run.",
        ),
        Misconception(
            "rise without parentheses",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "f(a + h) - f(a - h) / (2 * h)",
            "Division binds tighter than subtraction: put the whole rise in parentheses.",
        ),
        Misconception(
            "one-sided rise without parentheses",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "f(a + h) - f(a) / h",
            "Division binds tighter than subtraction: put the whole rise in parentheses.",
        ),
        Misconception(
            "times h, not divided by it",
            "/ (2 * h)",
            "/ 2 * h",
            "The rise is divided by the run: what does yours do with h?",
        ),
        Misconception(
            "run over rise",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "(2 * h) / (f(a + h) - f(a - h))",
            "A steep function has a large slope: the rise comes on top.",
        ),
        Misconception(
            "multiplied by h, not nudged by it",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "(f(a * h) - f(a)) / h",
            "The nudged point lies next to a: add h to it.",
        ),
        Misconception(
            "sign turned round",
            "f(a + h) - f(a - h)",
            "f(a - h) - f(a + h)",
            "Where the function grows the slope is positive: what comes first?",
        ),
        Misconception(
            "a nudge of its own, whatever h is",
            "slope = ",
            "h = 1e-6\n    slope = ",
            "The caller says how far to nudge: use h as it is.",
        ),
        Misconception(
            "a nudge of 0.001 to one side, whatever h is",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "(f(a + 0.001) - f(a)) / 0.001",
            "The caller says how far to nudge: use h as it is.",
        ),
        Misconception(
            "a nudge of 0.001 to both sides, whatever h is",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "(f(a + 0.001) - f(a - 0.001)) / 0.002",
            "The caller says how far to nudge: use h as it is.",
        ),
        Misconception(
            "nudged to one side, and divided by 2h",
            "f(a + h) - f(a - h)",
            "f(a + h) - f(a)",
            "From a to a + h the run is h.",
        ),
        Misconception(
            "the value, not the slope",
            "(f(a + h) - f(a - h)) / (2 * h)",
            "f(a)",
            "Asked for is how fast f changes, not how large it is.",
        ),
    ),
    help={
        "Idea": "How much does f change when its argument changes a little?",
        "Formula": "(f(a + h) - f(a)) / h, or (f(a + h) - f(a - h)) / (2h)",
        "Worked small case": "f(x) = x² at 2 with h = 0.1: (4.41 - 4) / 0.1 = 4.1.",
    },
    tolerance=Tolerance(relative=1e-4, absolute=1e-5),
    properties=(_finds_known_derivatives,),
    equivalent={
        "divided by h after nudging to both sides + nudged to one side, and divided by 2h": (
            "together they are the one-sided slope, which is right"
        ),
    },
)


# sigmoid_derivative


def _sigmoid_derivative_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("x = 0", call("sigmoid_derivative", 0)),
        case("one number", call("sigmoid_derivative", 0.5 + float(rng.random()))),
        case("a matrix", call("sigmoid_derivative", 2 * rng.normal(size=(2, 3)))),
        case("numbers far from 0", call("sigmoid_derivative", np.array([[-8.0, -5.0, 5.0, 8.0]]))),
    ]


def _is_the_slope_of_the_sigmoid(functions, rng) -> None:
    for x in rng.normal(size=4):
        slope = functions["sigmoid_derivative"](float(x))
        assert_slope(lambda z: float(1 / (1 + np.exp(-z))), float(x), slope)


SIGMOID_DERIVATIVE = Exercise(
    "sigmoid_derivative",
    _sigmoid_derivative_cases,
    (
        Misconception(
            "the value in place of the slope",
            "ds = s * (1 - s)",
            "ds = s",
            "This is the sigmoid; its slope is largest at 0 and vanishes on both sides.",
        ),
        Misconception(
            "x in the place of s",
            "ds = s * (1 - s)",
            "ds = x * (1 - x)",
            "The slope is expressed by the sigmoid's value, not by x itself.",
        ),
        Misconception(
            "squashed twice",
            "ds = s * (1 - s)",
            "ds = sigmoid(s) * (1 - sigmoid(s))",
            "s is the sigmoid's value already: it goes into the formula as it is.",
        ),
        Misconception(
            "plus in the bracket",
            "(1 - s)",
            "(1 + s)",
            "Far to the right the curve is flat, and s is nearly 1 there.",
        ),
        Misconception(
            "the square missed or misplaced",
            "s * (1 - s)",
            "s * s",
            "At 5 the curve is nearly flat: its slope is not near 1 there.",
        ),
        Misconception(
            "the slope of tanh",
            "s * (1 - s)",
            "1 - s**2",
            "1 - s² is the slope of tanh; for the sigmoid both factors are s and 1 - s.",
        ),
        Misconception(
            "sign turned round",
            "(1 - s)",
            "(s - 1)",
            "The sigmoid grows everywhere: its slope is positive.",
        ),
        Misconception(
            "1 - s alone",
            "ds = s * (1 - s)",
            "ds = 1 - s",
            "Far to the left the curve is flat as well: one factor is missing.",
        ),
    ),
    help={
        "Idea": "First the sigmoid's value, then the slope from that value alone.",
        "Formula": "σ'(x) = s (1 - s), with s = σ(x)",
        "Worked small case": "At x = 0: s = 0.5, and 0.5 · 0.5 = 0.25.",
    },
    keeps=("x",),
    properties=(_is_the_slope_of_the_sigmoid,),
)


# graph_forward


def _graph_cases(name: str):
    def cases(rng: np.random.Generator) -> list[Case]:
        a, b, c = (float(value) for value in rng.uniform(1.5, 5, size=3))
        return [
            case("a, b and c above 0", call(name, a, b, c)),
            case("a negative b", call(name, b, -a, c)),
            case("c = 0", call(name, a, c, 0.0)),
        ]

    return cases


GRAPH_FORWARD = Exercise(
    "graph_forward",
    _graph_cases("graph_forward"),
    (
        Misconception(
            "u adds in place of multiplying",
            "u = b * c",
            "u = b + c",
            "bc is a product.",
        ),
        Misconception(
            "v multiplies in place of adding",
            "v = a + u",
            "v = a * u",
            "The bracket of 3(a + bc) holds a sum.",
        ),
        Misconception(
            "the factor 3 lost",
            "J = 3 * v",
            "J = v",
            "J is three times the bracket.",
        ),
        Misconception(
            "the factor 3 applied to u only",
            "J = 3 * v",
            "J = a + 3 * u",
            "The 3 multiplies the whole bracket, a as well.",
        ),
        Misconception(
            "the factor 3 applied to a only",
            "J = 3 * v",
            "J = 3 * a + u",
            "The 3 multiplies the whole bracket, bc as well.",
        ),
        Misconception(
            "the power in place of the product",
            "J = 3 * v",
            "J = v**3",
            "3v is three times v, not its third power.",
        ),
        Misconception(
            "a multiplied with b, and c added",
            "u = b * c\n    v = a + u",
            "u = a * b\n    v = c + u",
            "Which two of the three are multiplied in a + bc?",
        ),
    ),
    help={
        "Idea": "Three short steps, from the inside to the outside.",
        "Formula": "u = bc, v = a + u, J = 3v",
        "Worked small case": "a = 1, b = 2, c = 4: u = 8, v = 9, J = 27.",
    },
)


# graph_backward


def _slopes_are_those_of_the_forward_pass(functions, rng) -> None:
    at = dict(zip("abc", rng.uniform(1, 4, size=3), strict=True))
    slopes = functions["graph_backward"](**at)
    for name in "abc":

        def forward(value, name=name):
            return functions["graph_forward"](**(at | {name: float(value)}))["J"]

        assert_slope(forward, at[name], slopes[f"d{name}"])


GRAPH_BACKWARD = Exercise(
    "graph_backward",
    _graph_cases("graph_backward"),
    (
        Misconception(
            "db and dc exchanged",
            "db = du * c\n    dc = du * b",
            "db = du * b\n    dc = du * c",
            "Nudge b: u = bc changes by the other factor times as much.",
        ),
        Misconception(
            "the factor 3 lost",
            "dv = 3.0",
            "dv = 1.0",
            "J is three times v: how much does it change when v changes by 1?",
        ),
        Misconception(
            "the local slope alone for b and c",
            "db = du * c\n    dc = du * b",
            "db = c\n    dc = b",
            "These are slopes of u; those of J also need what has arrived at u.",
        ),
        Misconception(
            "the local slope alone for a and u",
            "du = dv\n    da = dv\n",
            "du = 1.0\n    da = 1.0\n",
            "These are slopes of v; those of J also need what has arrived at v.",
        ),
        Misconception(
            "added in place of multiplied",
            "db = du * c\n    dc = du * b",
            "db = du + c\n    dc = du + b",
            "The chain rule multiplies the rates along the way.",
        ),
        Misconception(
            "a multiplied into its own slope",
            "da = dv\n",
            "da = dv * a\n",
            "v = a + u changes as much as a does, whatever a is.",
        ),
        Misconception(
            "the forward values in place of the slopes",
            "dv = 3.0\n    du = dv\n",
            "dv = a + b * c\n    du = b * c\n",
            "These are v and u themselves; asked for is how J changes with them.",
        ),
        Misconception(
            "du taken for u",
            "du = dv\n",
            "du = dv * b * c\n",
            "u enters v by addition: its slope is passed on as it arrives.",
        ),
        Misconception(
            "the factor 3 applied twice",
            "da = dv\n",
            "da = dv * 3\n",
            "The 3 is in dv already: v = a + u passes it on as it is.",
        ),
    ),
    help={
        "Idea": "From right to left: what has arrived, times the slope of the step.",
        "Formula": "dv = 3, du = da = dv, db = du · c, dc = du · b",
        "Worked small case": "b = 2, c = 4: du = 3, so db = 3 · 4 = 12 and dc = 3 · 2 = 6.",
    },
    properties=(_slopes_are_those_of_the_forward_pass,),
    equivalent=dict.fromkeys(
        (
            "da = dv -> da = du",
            "du * c -> dv * c",
            "du * c -> da * c",
            "du * b -> dv * b",
            "du * b -> da * b",
        ),
        "dv, du and da are the same number here",
    ),
)


# one_example_gradients


def _one_example_cases(rng: np.random.Generator) -> list[Case]:
    def one(n_x: int, y: int):
        w, b, x, _ = _examples(rng, n_x, 1)
        return w, b, x, y

    return [
        case("3 features, y = 1", call("one_example_gradients", *one(3, 1))),
        case("4 features, y = 0", call("one_example_gradients", *one(4, 0))),
        case("a single feature", call("one_example_gradients", *one(1, 1))),
    ]


def _one_example_slopes(functions, rng) -> None:
    w, b, x, _ = _examples(rng, 3, 1)
    for y in (0, 1):
        dw, db = functions["one_example_gradients"](w, b, x, y)
        assert_slope(lambda v, y=y: _cost(v, b, x, y), w, dw)
        assert_slope(lambda v, y=y: _cost(w, v, x, y), b, db)


ONE_EXAMPLE_GRADIENTS = Exercise(
    "one_example_gradients",
    _one_example_cases,
    (
        Misconception(
            "sign of the error turned round",
            "dz = a - y",
            "dz = y - a",
            "Where a is too large the loss must grow with z: which of a and y comes first?",
        ),
        Misconception(
            "slope of the sigmoid multiplied in",
            "dz = a - y",
            "dz = (a - y) * a * (1 - a)",
            "With the cross-entropy this factor cancels: a - y is dz already.",
        ),
        Misconception(
            "stopped at da",
            "dz = a - y",
            "dz = -y / a + (1 - y) / (1 - a)",
            "This is da; one more factor, the slope of the sigmoid, leads to dz.",
        ),
        Misconception(
            "bias left out",
            "np.sum(w * x) + b",
            "np.sum(w * x)",
            "The score has two terms: what is added to the weighted sum?",
        ),
        Misconception(
            "sigmoid left out",
            "a = sigmoid(z)",
            "a = z",
            "A score can be any number; a has to lie between 0 and 1.",
        ),
        Misconception(
            "products not added up",
            "np.sum(w * x) + b",
            "w * x + b",
            "One example has one score: the products are added up over the features.",
        ),
        Misconception(
            "a transpose missing, or one too many, in w by x",
            "np.sum(w * x)",
            "np.dot(w, x)",
            "Write the two sizes below each factor: the inner ones of a product must agree.",
        ),
        Misconception(
            "w in the place of x",
            "dw = x * dz",
            "dw = w * dz",
            "How fast z changes with a weight is told by what that weight is multiplied by.",
        ),
        Misconception(
            "x left out of dw",
            "dw = x * dz",
            "dw = np.ones(x.shape) * dz",
            "A weight counts as much as its feature does: multiply by it.",
        ),
        Misconception(
            "db multiplied by b",
            "db = dz",
            "db = b * dz",
            "z changes as much as b does, whatever b is.",
        ),
        Misconception(
            "averaged over the features",
            "dw = x * dz",
            "dw = x * dz / x.shape[0]",
            "There is one example and nothing to average.",
        ),
        Misconception(
            "dw as a row",
            "dw = x * dz",
            "dw = x.T * dz",
            "dw has the shape of w, a column.",
        ),
        Misconception(
            "error of the decision, not of the probability",
            "dz = a - y",
            "dz = (a > 0.5) - y",
            "The gradient uses the probability itself; rounding it has slope zero.",
        ),
    ),
    help={
        "Idea": "Forward to a; then the error a - y, times what each parameter is multiplied by.",
        "Formula": "z = wᵀx + b, a = σ(z), dz = a - y, dw = x dz, db = dz",
        "Worked small case": "x = [[2]], w = [[0]], b = 0, y = 1: a = 0.5, dz = -0.5, dw = [[-1]].",
    },
    keeps=("w", "x"),
    properties=(_one_example_slopes,),
)


# loop_gradients and vectorized_gradients


def _gradients_cases(name: str):
    def cases(rng: np.random.Generator) -> list[Case]:
        return [
            case("3 features and 5 examples", call(name, *_examples(rng, 3, 5))),
            case("4 features and 2 examples", call(name, *_examples(rng, 4, 2))),
            case("a single feature", call(name, *_examples(rng, 1, 4))),
            case("a single example", call(name, *_examples(rng, 3, 1))),
        ]

    return cases


def _slopes_of_the_cost(name: str):
    def are_slopes_of_the_cost(functions, rng) -> None:
        w, b, X, Y = _examples(rng, 3, 5)
        dw, db = functions[name](w, b, X, Y)
        assert_slope(lambda v: _cost(v, b, X, Y), w, dw)
        assert_slope(lambda v: _cost(w, v, X, Y), b, db)

    return are_slopes_of_the_cost


LOOP_GRADIENTS = Exercise(
    "loop_gradients",
    _gradients_cases("loop_gradients"),
    (
        Misconception(
            "averaged inside the loop",
            "        db += dz\n    dw = dw / m\n    db = db / m",
            "        db += dz\n        dw = dw / m\n        db = db / m",
            "Divide once, when all examples are in: the last two lines are indented too far.",
        ),
        Misconception(
            "db not averaged",
            "    db = db / m",
            "    db = db * 1.0",
            "Both derivatives are averages: db too.",
        ),
        Misconception(
            "dw not averaged",
            "    dw = dw / m\n",
            "",
            "Both derivatives are averages: dw too.",
        ),
        Misconception(
            "= in place of +=",
            "dw[j, 0] += X[j, i] * dz\n        db += dz",
            "dw[j, 0] = X[j, i] * dz\n        db = dz",
            "Each example wipes out the one before: add it to what is there.",
        ),
        Misconception(
            "only db added up",
            "dw[j, 0] += X",
            "dw[j, 0] = X",
            "Each example wipes out the dw of the one before: add it to what is there.",
        ),
        Misconception(
            "divided by the number of features",
            "dw = dw / m\n    db = db / m",
            "dw = dw / n_x\n    db = db / n_x",
            "The average is over the examples: which axis of X counts them?",
        ),
        Misconception(
            "the first example left out",
            "for i in range(m)",
            "for i in range(1, m)",
            "Python counts from 0: range(m) visits all of them.",
        ),
        Misconception(
            "loop left after the first example",
            "        db += dz\n",
            "        db += dz\n        break\n",
            "Look at the indentation of return: it stands after the loop, not in it.",
        ),
        Misconception(
            "loop left after the first example, and nothing averaged",
            "        db += dz\n",
            "        db += dz\n        return dw, db\n",
            "Look at the indentation of return: it stands after the loop, not in it.",
        ),
        Misconception(
            "the score not begun anew for each example",
            "    for i in range(m):\n        z = b\n",
            "    z = b\n    for i in range(m):\n",
            "Each example has a score of its own: what is left in z of the one before?",
        ),
        Misconception(
            "the score not begun anew, and b added again each time",
            "    for i in range(m):\n        z = b\n",
            "    z = 0.0\n    for i in range(m):\n        z = z + b\n",
            "Each example has a score of its own: what is left in z of the one before?",
        ),
        Misconception(
            "db added up once for each feature",
            "dw[j, 0] += X[j, i] * dz\n        db += dz",
            "dw[j, 0] += X[j, i] * dz\n            db += dz",
            "An example adds its error to db once: that line belongs outside the inner loop.",
        ),
        Misconception(
            "an example of rank 1, or a row, does not fit the column dw",
            "        for j in range(n_x):\n            dw[j, 0] += X[j, i] * dz\n",
            "        dw += X[:, i] * dz\n",
            "What is added to dw must be a column, as dw is: which shape has your example?",
        ),
        Misconception(
            "an example of rank 1, or a row, stretches dw to a square",
            "        for j in range(n_x):\n            dw[j, 0] += X[j, i] * dz\n",
            "        dw = dw + X[:, i] * dz\n",
            "What is added to dw must be a column, as dw is: which shape has your example?",
        ),
        Misconception(
            "rows and columns of X exchanged",
            "n_x, m = X.shape",
            "m, n_x = X.shape",
            "Examples are columns: the first size of X counts the features.",
        ),
        Misconception(
            "sign of the error turned round",
            "sigmoid(z) - Y[0, i]",
            "Y[0, i] - sigmoid(z)",
            "Where a is too large the cost must grow with z: which of a and y comes first?",
        ),
        Misconception(
            "bias left out",
            "z = b",
            "z = 0.0",
            "The score has two terms: what is added to the weighted sum?",
        ),
        Misconception(
            "sigmoid left out",
            "sigmoid(z) - Y",
            "z - Y",
            "A score can be any number; a has to lie between 0 and 1.",
        ),
        Misconception(
            "slope of the sigmoid multiplied in",
            "dz = sigmoid(z) - Y[0, i]",
            "dz = (sigmoid(z) - Y[0, i]) * sigmoid(z) * (1 - sigmoid(z))",
            "With the cross-entropy this factor cancels: a - y is dz already.",
        ),
        Misconception(
            "dw of rank 1",
            "    dw = dw / m",
            "    dw = dw.reshape(-1) / m",
            "dw has the shape of w, a column with two axes.",
        ),
    ),
    help={
        "Idea": "Add up what every example says, as for one; divide once, at the end.",
        "Formula": "dw_j = (1/m) Σ x_j (a - y), db = (1/m) Σ (a - y)",
        "Worked small case": "w = 0, b = 0, X = [[2, 4]], Y = [[1, 0]]: errors -0.5 and 0.5,"
        " dw = (-1 + 2) / 2 = 0.5, db = 0.",
    },
    keeps=("w", "X", "Y"),
    properties=(_slopes_of_the_cost("loop_gradients"),),
    equivalent={
        "w[j, 0] -> w[j, -1]": "w has one column: the first is the last",
        "dw[j, 0] -> dw[j, -1]": "dw has one column: the first is the last",
        "(0, i) -> (-1, i)": "Y has one row: the first is the last",
    },
)


def _vectorized_cases(rng: np.random.Generator) -> list[Case]:
    few, many = _examples(rng, 3, 4), _examples(rng, 3, 40)
    return [
        *_gradients_cases("vectorized_gradients")(rng),
        case(
            "ten times as many examples",
            call("vectorized_gradients", *few),
            call("vectorized_gradients", *many),
            growth=True,
        ),
    ]


VECTORIZED_GRADIENTS = Exercise(
    "vectorized_gradients",
    _vectorized_cases,
    (
        Misconception(
            "a loop over the examples",
            "dw = np.dot(X, dZ.T) / m",
            "dw = sum(X[:, [i]] * dZ[0, i] for i in range(m)) / m",
            "The values are right, and each example costs its own steps: use one product.",
        ),
        Misconception(
            "elementwise product for dw",
            "np.dot(X, dZ.T) / m",
            "X * dZ / m",
            "dw has the shape of w: the sum over the examples is a matrix product.",
        ),
        Misconception(
            "the errors not transposed",
            "np.dot(X, dZ.T)",
            "np.dot(X, dZ)",
            "(n_x, m) by (1, m) does not fit: the inner sizes must agree.",
        ),
        Misconception(
            "elementwise, with a transpose",
            "np.dot(X, dZ.T) / m",
            "X * dZ.T / m",
            "dw is a product of matrices, not of entries: np.dot or @.",
        ),
        Misconception(
            "dw as a row",
            "np.dot(X, dZ.T)",
            "np.dot(dZ, X.T)",
            "dw has the shape of w, a column: turn the product round.",
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
            "elementwise product of w transposed and X",
            "np.dot(w.T, X)",
            "w.T * X",
            "w.T times X is a product of matrices: np.dot or @, not *.",
        ),
        Misconception(
            "bias left out",
            "np.dot(w.T, X) + b",
            "np.dot(w.T, X)",
            "Z has two terms: what is added to the weighted sum?",
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
            "m counts the features",
            "X.shape[1]",
            "X.shape[0]",
            "Examples are columns: which axis of X counts them?",
        ),
        Misconception(
            "dw not averaged",
            "np.dot(X, dZ.T) / m",
            "np.dot(X, dZ.T)",
            "Both derivatives are averages: dw too.",
        ),
        Misconception(
            "db not averaged",
            "np.sum(dZ) / m",
            "np.sum(dZ)",
            "Both derivatives are averages: db too.",
        ),
        Misconception(
            "db not summed",
            "np.sum(dZ) / m",
            "dZ / m",
            "b is one number, shared by all examples: add their errors up.",
        ),
        Misconception(
            "db summed down the columns, not over all entries",
            "np.sum(dZ) / m",
            "sum(dZ) / m",
            "Python's sum, as axis=0, leaves a row as it is: NumPy's without an axis adds up all.",
        ),
    ),
    help={
        "Idea": "The loop's lines, each for all examples at once: Z, A, dZ are rows.",
        "Formula": "dZ = A - Y, dw = (1/m) X dZᵀ, db = (1/m) Σ dZ",
        "Worked small case": "w = 0, b = 0, X = [[2, 4]], Y = [[1, 0]]: dZ = [[-0.5, 0.5]],"
        " dw = [[0.5]], db = 0.",
    },
    keeps=("w", "X", "Y"),
    properties=(_slopes_of_the_cost("vectorized_gradients"),),
    equivalent={"X.shape -> Y.shape": "X and Y have equally many columns"},
)


EXERCISES = (
    LOSS,
    GRADIENT_STEP,
    NUMERIC_DERIVATIVE,
    SIGMOID_DERIVATIVE,
    GRAPH_FORWARD,
    GRAPH_BACKWARD,
    ONE_EXAMPLE_GRADIENTS,
    LOOP_GRADIENTS,
    VECTORIZED_GRADIENTS,
)
