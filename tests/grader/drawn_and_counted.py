"""A tiny notebook with a function that draws at random and one that must not loop."""

from pathlib import Path

import tiny

from grader.content import Notebook, load_notebook

SOURCE = '''# %% [markdown]
# # Weights, and their slope

# %% setup=true
import numpy as np

import course

check = course.checks("week9/tiny")


# %% exercise="start" minutes=5 difficulty=1
def start(n_x, n_h):
    """Return weights of shape (n_h, n_x) and biases of shape (n_h, 1)."""
    ### BEGIN SOLUTION
    W = np.random.default_rng().normal(size=(n_h, n_x)) * 0.01
    b = np.zeros((n_h, 1))
    ### END SOLUTION
    return W, b


# %% check="start" points=5
check(start)


# %% exercise="slope" minutes=5 difficulty=2
def slope(w, X, Y):
    """Return the mean slope, of shape (n_x, 1), over the m columns of X."""
    ### BEGIN SOLUTION
    dw = X @ (w.T @ X - Y).T / X.shape[1]
    ### END SOLUTION
    return dw


# %% check="slope" points=5
check(slope)
'''

CHECKS = """from course.cases import call, case
from grader.declare import Exercise, Misconception


def _starts(rng):
    return [case("40 inputs and 30 units", call("start", 40, 30), random=True)]


def _examples(rng, m):
    return rng.normal(size=(3, 1)), rng.normal(size=(3, m)), rng.normal(size=(1, m))


def _slopes(rng):
    sizes = [call("slope", *_examples(rng, m)) for m in (4, 40)]
    return [
        case("five examples", call("slope", *_examples(rng, 5))),
        case("4 and then 40 examples", *sizes, growth=True),
    ]


EXERCISES = (
    Exercise(
        "start",
        _starts,
        (
            Misconception("not small", " * 0.01", "", "Small weights learn faster."),
            Misconception("the same at every call", "rng()", "rng(1)", "Who seeds it?"),
            Misconception("turned round", "(n_h, n_x)", "(n_x, n_h)", "A row for each unit."),
            Misconception("biases of one", "zeros", "ones", "Biases may be 0."),
        ),
        help={},
    ),
    Exercise(
        "slope",
        _slopes,
        (
            Misconception("a sum, not a mean", " / X.shape[1]", "", "How many examples?"),
            Misconception(
                "a loop over the examples",
                "dw = X @ (w.T @ X - Y).T / X.shape[1]",
                "dw = sum(X[:, [i]] * (w.T @ X[:, i] - Y[0, i]) for i in range(X.shape[1]))\\n"
                "    dw = dw / X.shape[1]",
                "One product of matrices does it.",
            ),
        ),
        help={},
    ),
)
"""

VARIANTS = """# %% setup=true
import numpy as np

# %% exercise="start" variant="another generator"
def start(n_x, n_h):
    return np.random.randn(n_h, n_x) / 100, np.zeros((n_h, 1))

# %% exercise="start" variant="biases first, each unit's weights in turn"
def start(n_x, n_h):
    b = np.zeros([n_h, 1])
    return np.array([np.random.normal(0, 1e-2, n_x) for _ in range(n_h)]), b

# %% exercise="slope" variant="NumPy's own mean"
def slope(w, X, Y):
    return np.mean(X * (np.dot(w.T, X) - Y), axis=1, keepdims=True)

# %% exercise="slope" variant="einsum, and a loop over names"
def slope(w, X, Y):
    for name in ("dw", "again"):
        dw = np.einsum("im,jm->ij", X, np.einsum("ij,im->jm", w, X) - Y)
    return dw / Y.size

# %% exercise="slope" mistake="a loop over the examples" variant="a for"
def slope(w, X, Y):
    m, dw = X.shape[1], 0
    for i in range(m):
        dw = dw + X[:, [i]] * (np.dot(w.T, X[:, i]) - Y[0, i])
    return dw / m

# %% exercise="slope" mistake="a loop over the examples" variant="a comprehension"
def slope(w, X, Y):
    error = [float(np.dot(w[:, 0], x)) - y for x, y in zip(X.T, Y[0])]
    return np.dot(X, np.array([error]).T) / X.shape[1]

# %% exercise="slope" mistake="a loop over the examples" variant="np.vectorize"
def slope(w, X, Y):
    error = np.vectorize(lambda activation, y: activation - y)(np.dot(w.T, X), Y)
    return np.dot(X, error.T) / X.shape[1]
"""


def write(root: Path, checks: str = CHECKS) -> Notebook:
    """Write the week with its variants below `root`, and load its notebook."""
    path = tiny.write(root, SOURCE, checks)
    folder = path.parent / "variants"
    folder.mkdir(exist_ok=True)
    (folder / "tiny.py").write_text(VARIANTS, encoding="utf-8")
    return load_notebook(root, "week9/tiny")
