"""A verdict: what the judge says of one exercise of one submission."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from course import feedback
from course.exercises import About
from course.verdict import LIMIT, NOT_ATTEMPTED, RIGHT, Outcome


@dataclass(frozen=True)
class Verdict:
    """What is recorded, shown to the learner and counted in the report.

    Attributes
    ----------
    notebook, exercise : ``week2/cat_classifier`` and ``propagate``.
    outcome : right, wrong, raised, not attempted or limit.
    points, max_points : what is given, out of what could be.
    misconceptions : the names of the mistakes recognised, most likely first.
    certain : True where one mistake explains all that was seen.
    message : the feedback, as text.
    case_set : the number of the case set; -1 where nothing was played.
    error : the kind of exception, such as ``ValueError``, where one was raised.
    stood_in : the exercises that the reference answered for, since they are not right.
    """

    notebook: str
    exercise: str
    outcome: str
    points: float
    max_points: float
    misconceptions: tuple[str, ...] = ()
    certain: bool = False
    message: str = ""
    case_set: int = -1
    error: str = ""
    stood_in: tuple[str, ...] = ()

    @property
    def misconception(self) -> str | None:
        """The mistake's name where it is certain, else None."""
        return self.misconceptions[0] if self.certain else None

    @property
    def recognised(self) -> str:
        """The names of the mistakes where they are certain; a quiz may show several."""
        return "; ".join(self.misconceptions) if self.certain else ""

    def to_json(self) -> dict:
        """Return the verdict as JSON, as `grader judge --json` prints it."""
        node = asdict(self)
        max_points, points = node.pop("max_points"), node.pop("points")
        return node | {"misconception": self.misconception, "points": points, "max": max_points}


def from_outcome(
    notebook: str,
    outcome: Outcome,
    about: About,
    max_points: float,
    case_set: int,
    stood_in: tuple[str, ...] = (),
) -> Verdict:
    """Return the verdict that an outcome leads to: all points, or none."""
    message = feedback.text(outcome, about.returns)
    if outcome.kind in (LIMIT, NOT_ATTEMPTED):
        stood_in = ()
    if stood_in:
        names = ", ".join(stood_in)
        message += "\n" + feedback.wrap(
            f"It was judged with the course's own {names}, so that no mistake is paid for twice."
        )
    raised = outcome.observation and outcome.observation.raised
    return Verdict(
        notebook,
        outcome.exercise,
        outcome.kind,
        max_points if outcome.kind == RIGHT else 0.0,
        max_points,
        outcome.names,
        outcome.certain,
        message,
        case_set,
        raised.error if raised else "",
        stood_in,
    )


def without_points(
    notebook: str, exercise: str, max_points: float, reason: str, outcome: str = NOT_ATTEMPTED
) -> Verdict:
    """Return the verdict on what could not be played, with the reason in a sentence."""
    assert outcome in (NOT_ATTEMPTED, LIMIT)
    return Verdict(notebook, exercise, outcome, 0.0, max_points, message=feedback.wrap(reason))
