"""Two tiny weeks, of which the second borrows from the first."""

from pathlib import Path

from grader.content import Notebook, load_notebook

FIRST = '''# %% [markdown]
# # The first week

# %% setup=true
import json

import numpy as np

import course

check = course.checks("week8/first")
FACTOR = 2.0
unused = json.dumps({"what nobody": "needs"})


# %% exercise="double" minutes=5 difficulty=1
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    y = FACTOR * x
    ### END SOLUTION
    return y


# %% check="double" points=5
check(double)


# %% exercise="square_of_double" minutes=5 difficulty=2
def square_of_double(x):
    """Return (2 x)^2 and x."""
    ### BEGIN SOLUTION
    y = np.square(double(x))
    ### END SOLUTION
    return y, x


# %% check="square_of_double" points=5
check(square_of_double)
'''

FIRST_CHECKS = """from course.cases import call, case
from grader.declare import Exercise, Misconception


def _cases(name):
    return lambda rng: [case("a row", call(name, rng.normal(size=(1, 3))))]


EXERCISES = (
    Exercise(
        "double",
        _cases("double"),
        (Misconception("three times", "FACTOR * x", "3 * x", "Count again."),),
        help={},
    ),
    Exercise(
        "square_of_double",
        _cases("square_of_double"),
        (Misconception("not squared", "np.square(double(x))", "double(x)", "Twice?"),),
        help={},
    ),
)
"""

SECOND = '''# %% [markdown]
# # The second week

# %% setup=true
import numpy as np

import course

check = course.checks("week9/second")
double, squared = course.earlier("week8/first", "double", "square_of_double")


# %% exercise="total" minutes=5 difficulty=1
def total(x):
    """Return the sum of (2 x)^2."""
    ### BEGIN SOLUTION
    y, _ = squared(x)
    y = float(np.sum(y))
    ### END SOLUTION
    return y


# %% check="total" points=5
check(total)


# %% exercise="twice_total" minutes=5 difficulty=1
def twice_total(x):
    """Return twice the sum of (2 x)^2."""
    ### BEGIN SOLUTION
    y = double(total(x))
    ### END SOLUTION
    return y


# %% check="twice_total" points=5
check(twice_total)
'''

SECOND_CHECKS = (
    FIRST_CHECKS[: FIRST_CHECKS.index("EXERCISES")]
    + """EXERCISES = (
    Exercise(
        "total",
        _cases("total"),
        (Misconception("a mean", "np.sum", "np.mean", "All of it."),),
        help={},
    ),
    Exercise(
        "twice_total",
        _cases("twice_total"),
        (Misconception("once", "double(total(x))", "total(x)", "Twice."),),
        help={},
    ),
)
"""
)


def write(root: Path, second: str = SECOND) -> Path:
    """Write both weeks below `root`, and return it."""
    for week, name, source, checks in (
        ("week8", "first", FIRST, FIRST_CHECKS),
        ("week9", "second", second, SECOND_CHECKS),
    ):
        folder = root / week
        (folder / "checks").mkdir(parents=True, exist_ok=True)
        told = f'title = "Week"\nhours = 1\nnotebooks = ["{name}"]\n'
        (folder / "week.toml").write_text(told, encoding="utf-8")
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
        (folder / "checks" / f"{name}.py").write_text(checks, encoding="utf-8")
    return root


def second(root: Path) -> Notebook:
    return load_notebook(write(root), "week9/second")
