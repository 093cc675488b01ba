"""Every widget once, at work: the gallery notebook, the documentation and the tests read this list.

It is plain data. What stands for the learner's own functions is the learner's own, where it passes
its checks, and else lent by the course, so an example holds no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

_MINE = """\
names = ("initialize_parameters_deep", "L_model_forward", "L_model_backward", "update_parameters")
mine = dict(zip(names, course.earlier("week4/deep_network_step_by_step", *names), strict=True))
"""
_JUDGED = """

def forward_propagation(X, parameters):
    AL, caches = mine["L_model_forward"](X, parameters)
    return AL, {"A2": AL, "caches": caches}


def backward_propagation(parameters, cache, X, Y):
    return mine["L_model_backward"](cache["A2"], Y, cache["caches"])
"""
_SWEPT = """

def L_layer_model(X, Y, layers_dims, learning_rate, num_iterations):
    begin, forward, backward, update = mine.values()
    parameters, costs = begin(layers_dims), []
    for i in range(num_iterations):
        AL, caches = forward(X, parameters)
        if i % 100 == 0:
            costs.append(-np.mean(np.log(np.where(Y == 1, AL, 1 - AL))))
        parameters = update(parameters, backward(AL, Y, caches), learning_rate)
    return parameters, costs


def answer(X, parameters):
    return (mine["L_model_forward"](X, parameters)[0] > 0.5).astype(int)


swept = {"L_layer_model": L_layer_model, "predict": answer}
moons, others = course.planar("moons", m=200, seed=1), course.planar("moons", m=100, seed=2)
"""
_READER = """\
digits = course.load_digits()
X, Y = digits.train_x.reshape(-1, 64).T / 16, digits.train_y
begin, forward, backward, update = mine.values()
np.random.seed(1)
reader = begin([64, 8, 1])
for _ in range(300):
    AL, caches = forward(X, reader)
    reader = update(reader, backward(AL, Y, caches), 0.5)
"""
_CATS = """\
from course.ready_made import cost_and_gradients


def initialize_with_zeros(dim):
    return np.zeros((dim, 1)), 0.0


def propagate(w, b, X, Y):
    cost, (dw, db) = cost_and_gradients([w.T], [np.array([[b]])], "relu", X, Y)
    return {"dw": dw.T, "db": db.item()}, cost


def optimize(w, b, X, Y, num_iterations, learning_rate):
    for _ in range(num_iterations):
        grads, _ = propagate(w, b, X, Y)
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, []


def predict(w, b, X):
    return (w.T @ X + b > 0).astype(int)


cats = course.load_cats()
sets = ((cats.train_x, cats.train_y), (cats.dev_x, cats.dev_y), (cats.test_x, cats.test_y))
train, dev, test = ((x.reshape(len(x), -1).T / 255, y) for x, y in sets)
"""


@dataclass(frozen=True)
class Example:
    """A widget at work.

    Attributes
    ----------
    name : in ``course.widgets``.
    title : what it is about, in a few words.
    try_this : one sentence: what to do and what to look for.
    call : its arguments, as they are written.
    before : the lines that the call needs.
    press : the buttons that make something happen, for who moves every widget alike.
    """

    name: str
    title: str
    try_this: str
    call: str
    before: str = ""
    press: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The cell that shows it; it runs by itself."""
        parts = ["import course\n"]
        if "np." in self.before:
            parts.insert(0, "import numpy as np\n")
        parts += [self.before] if self.before else []
        return "\n".join([*parts, f"course.widgets.{self.name}{self.call}"])


EXAMPLES = (
    Example(
        "neuron",
        "One neuron",
        "Drag the two handles until it misses by as little as you can; then take its bend away.",
        "([25, 45, 60, 88, 110, 138], [0, 10, 45, 135, 170, 225])",
    ),
    Example(
        "network",
        "The network drawing",
        "Choose a unit, by a click or by the arrow keys, and say the shape of its W before you read"
        " it.",
        "((3, 4, 2, 1), m=5)",
        press=("Play: do the shapes fit?",),
    ),
    Example(
        "broadcasting",
        "Two shapes, and whether they fit",
        "Type (2, 1) for A and (4,) for B: what is stretched, and which way?",
        "((2, 3), (3,))",
        press=("Play: will it fit?",),
    ),
    Example(
        "scale",
        "More data, or a larger network",
        "Predict, then train: which curves level off, and where do the whiskers overlap?",
        '({"small": (4,), "large": (32, 32)}, noise=0.12)',
        press=("only with 2,000",),
    ),
    Example(
        "two_bends",
        "A sigmoid and ReLU learn the same",
        "Predict, then train; then start at −6, where one of the two will never move.",
        "(start=6.0, right=0.2)",
        press=("ReLU", "100 steps"),
    ),
    Example(
        "unroll",
        "A picture and its column",
        "Choose a pixel and say its row; then make one matrix of all pictures in the wrong way.",
        "(course.load_cats().train_x[:3, 4::8, 4::8])",
    ),
    Example(
        "rank_one",
        "Neither a row nor a column",
        "Say each shape before you uncover it: what is the transpose of an array of shape (3,)?",
        "(3)",
        press=("Show all",),
    ),
    Example(
        "secant",
        "A slope, measured",
        "Make the step smaller: the secant becomes the tangent, and from some step on the error"
        " grows again.",
        '("a²", at=2.0, h=0.5)',
    ),
    Example(
        "timing",
        "A loop against NumPy, measured here",
        "Predict, then measure: where is the second curve flat, and how steep is the first?",
        "()",
        press=("about 30 times", "Measure"),
    ),
    Example(
        "computation_graph",
        "A computation graph",
        "Step forward to J and back again; then type an expression in which one name occurs twice.",
        '("3 * (a + b * c)", a=5, b=3, c=2)',
        press=("Step",),
    ),
    Example(
        "boundary",
        "Logistic regression with two features",
        "Drag the tip of the arrow out: the line stays, and the model becomes surer.",
        "(b=1.0)",
        press=("10 steps downhill",),
    ),
    Example(
        "valley",
        "Gradient descent on one variable",
        "Slide the learning rate up: from which rate on does a step land higher than before?",
        '("w²", start=3.0, learning_rate=0.3)',
        press=("Step",),
    ),
    Example(
        "descent",
        "Gradient descent on two costs",
        "Descend on both, click another start, descend again: who ends in the same place?",
        '("both, side by side", start=(-1.5, 2.0), learning_rate=1.0)',
        press=("20 steps",),
    ),
    Example(
        "activation",
        "An activation and its slope",
        "Move the point into the grey: there the slope is almost gone, and so is the learning.",
        '("sigmoid", at=1.0)',
    ),
    Example(
        "passes",
        "Forward and back, with every shape",
        "Step forward and back: which cache is taken first, and which shape has each derivative?",
        "((3, 4, 2, 1), m=5, stack=True)",
        press=("caches[2]", "Step"),
    ),
    Example(
        "symmetry",
        "How a network begins",
        "Predict, then train from several first weights: which hidden units stay equal?",
        '(start="all equal", factor=0.5)',
        press=("100 steps",),
    ),
    Example(
        "playground",
        "A network learns, by your own functions",
        "Train; then let your own functions train, and see whether nudging agrees with their"
        " gradient.",
        '(mine, dataset="circles", hidden=(4,), learning_rate=0.3)',
        before=_MINE,
        press=("10 steps",),
    ),
    Example(
        "training",
        "Your own functions train on the cats",
        "Predict, then train: where do the accuracies on train and dev part? Then sweep the rates.",
        "(globals(), train=train, dev=dev, test=test, learning_rate=0.005, steps=300)",
        before=_CATS,
        press=("not the first ones",),
    ),
    Example(
        "parity",
        "Parity, by depth and by width",
        "Count the gates of the tree; then see how many units each of the two single layers needs.",
        "((1, 0, 1, 1, 0, 1, 0, 0))",
        press=("7 gates, 3 layers", "Step"),
    ),
    Example(
        "mismatch",
        "One shape is wrong",
        "Say the right shape of each before you press: which of the five cannot be?",
        "((6, 4, 3, 1), m=10)",
    ),
    Example(
        "gradient_judge",
        "A judge of gradients",
        "Which step is best, and what shape has the curve of a derivative that is wrong?",
        "(globals())",
        before=_MINE + _JUDGED,
        press=("1e−5",),
    ),
    Example(
        "sweep",
        "A sweep over hyperparameters",
        "Train the grid: which rate is too small for these steps, and which cell is best on dev?",
        "(swept, moons, others, hidden=((), (5,)), rates=(0.01, 0.5), steps=150)",
        before=_MINE + _SWEPT,
        press=("0.5",),
    ),
    Example(
        "digit_pad",
        "Draw a digit, and your network answers",
        "Draw a 4, then close it at the top: when does the network change its mind?",
        "(lambda x: forward(x, reader)[0], classes=digits.classes)",
        before=_MINE + _READER,
    ),
)
