"""The words in which a notebook's checks speak of its exercises.

The solution stands in the notebook source and nowhere else. Here stands what
the solution alone cannot say: which inputs to try, what must be left alone,
how exact is exact enough, which mistakes people make and what to tell them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from course.cases import Case
from course.compare import Tolerance

Cases = Callable[[np.random.Generator], list[Case]]
Property = Callable[[Mapping[str, Callable], np.random.Generator], None]


@dataclass(frozen=True)
class Misconception:
    """A mistake that people make, as an edit of the solution.

    Attributes
    ----------
    name : what it is called, to a learner: ``"cost without the minus sign"``.
    old, new : this text of the solution, found once, becomes that text.
    hint : one sentence that helps and does not give the answer away.
    """

    name: str
    old: str
    new: str
    hint: str


@dataclass(frozen=True)
class Question:
    """A question of a quiz.

    Attributes
    ----------
    name : its key in the learner's answers; a name as Python has them.
    text : what is asked.
    right : the right one of `options`.
    options : 2 to 4 short words or phrases -> what is said once it was chosen.
    mistakes : wrong option -> the name of the misconception behind it, where it has one.
    """

    name: str
    text: str
    right: str
    options: dict[str, str]
    mistakes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Quiz:
    """What is declared of a quiz; the name is that of the learner's dictionary of answers."""

    name: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Exercise:
    """What is declared of an exercise; the name is that of its function.

    Attributes
    ----------
    name : the function's name.
    cases : draws the cases from a generator; the same seed gives the same cases.
    misconceptions : the known mistakes; the build proves each of them caught and told apart.
    help : the hint ladder, title -> text, each step saying more than the last.
    keeps : parameters whose arrays the function must leave as they were.
    tolerance : how far a right value may be off.
    properties : what mathematics says of the solution and of every right variant;
        each raises AssertionError where it does not hold.
    equivalent : mutants that change nothing that can be seen: ``"old -> new"`` -> the reason.
    """

    name: str
    cases: Cases
    misconceptions: tuple[Misconception, ...]
    help: dict[str, str]
    keeps: tuple[str, ...] = ()
    tolerance: Tolerance = field(default_factory=Tolerance)
    properties: tuple[Property, ...] = ()
    equivalent: dict[str, str] = field(default_factory=dict)
