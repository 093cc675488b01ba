"""A course of one small week, for tests that build it or break it."""

from pathlib import Path

SOURCE = '''# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A very small notebook

# %% setup=true
import numpy as np

import course

check = course.checks("week9/tiny")


# %% exercise="double" minutes=5 difficulty=1
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    y = 2 * x
    ### END SOLUTION
    return y


# %% check="double" points=5
check(double)

# %% tags=["demonstration"]
np.arange(3)


# %% exercise="square_of_double" minutes=5 difficulty=2
def square_of_double(x):
    """Return (2 x)^2."""
    ### BEGIN SOLUTION
    y = double(x)
    y = y**2
    ### END SOLUTION
    return y


# %% check="square_of_double" points=2.5
check(square_of_double)
'''

CHECKS = """from course.cases import call, case
from grader.declare import Exercise, Misconception


def _cases(name):
    return lambda rng: [case("a row", call(name, rng.normal(size=(1, 3))))]


EXERCISES = (
    Exercise(
        "double",
        _cases("double"),
        (
            Misconception("three times", "2 * x", "3 * x", "Count again."),
            Misconception("half", "2 * x", "x / 2", "Larger, not smaller."),
        ),
        help={"Idea": "Add x to itself."},
    ),
    Exercise(
        "square_of_double",
        _cases("square_of_double"),
        (Misconception("cubed", "y**2", "y**3", "Two factors."),),
        help={},
    ),
)
"""


# A quiz to go with them: what to add to the source, and the checks that declare it as well.
QUIZ = """

# %% quiz="which_one" points=6 minutes=3 difficulty=1

# %% [markdown]
# The end.
"""
QUIZ_CHECKS = (
    CHECKS.replace(
        "import Exercise, Misconception", "import Exercise, Misconception, Question, Quiz"
    ).removesuffix(")\n")
    + """    Quiz(
        "which_one",
        title="Which one is it?",
        questions=(
            Question(
                "table",
                "A price from a table",
                right="standard",
                options={
                    "standard": "Each number of a row has its own weight.",
                    "for pictures": "A table has no neighbours.",
                },
                mistakes={"for pictures": "a table taken for a picture"},
            ),
            Question(
                "photo",
                "A cat in a photo",
                right="for pictures",
                options={
                    "standard": "It would learn each place on its own.",
                    "for pictures": "It looks for the same thing everywhere.",
                    "for texts": "A photo is no sequence.",
                },
                mistakes={"standard": "a picture taken for a table"},
            ),
            Question(
                "speech",
                "Words from sound <waves>",
                right="for texts",
                options={"standard": "It forgets.", "for texts": "It remembers."},
            ),
        ),
    ),
)
"""
)


WEEK = """title = "A very small week"
hours = 1
notebooks = ["tiny"]
"""


def write(root: Path, source: str = SOURCE, checks: str = CHECKS, week: str = WEEK) -> Path:
    """Write the week below `root`; return the path of its notebook source."""
    folder = root / "week9"
    (folder / "checks").mkdir(parents=True, exist_ok=True)
    (folder / "week.toml").write_text(week, encoding="utf-8")
    (folder / "tiny.py").write_text(source, encoding="utf-8")
    (folder / "checks" / "tiny.py").write_text(checks, encoding="utf-8")
    return folder / "tiny.py"


def write_with_quiz(root: Path, source: str = SOURCE + QUIZ, checks: str = QUIZ_CHECKS) -> Path:
    """Write the week with a quiz at the end of its notebook."""
    return write(root, source, checks)


def edited(text: str, old: str, new: str) -> str:
    """Return `text` with the only `old` made `new`."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, wanted: str) -> int:
    """Return the number of the first line of `text` that begins with `wanted`."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(wanted))
