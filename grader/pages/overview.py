"""Count what a class has understood: by exercise, by misconception, by learner. No HTML here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from course.verdict import LIMIT, RIGHT
from grader.pages.byhand import NOTHING, ByHand, Key, points
from grader.verdicts import Verdict

BINS = 10


@dataclass
class Exercise:
    """One exercise and what became of it; `label` is its name, with the notebook's if needed."""

    notebook: str
    name: str
    label: str
    max_points: float
    outcomes: Counter = field(default_factory=Counter)
    points: float = 0.0


@dataclass
class Mistake:
    """A misconception and whose it was: for certain, or as one of several likely ones."""

    exercise: Exercise
    name: str
    hint: str
    learners: list[str] = field(default_factory=list)
    likely: list[str] = field(default_factory=list)


@dataclass
class Learner:
    """One learner's line: the verdict on each exercise, in the overview's order."""

    name: str
    verdicts: list[Verdict | None]
    score: float = 0.0
    remarks: list[str] = field(default_factory=list)

    @property
    def limits(self) -> list[Verdict]:
        return [v for v in self.verdicts if v is not None and v.outcome == LIMIT]


@dataclass
class Overview:
    """A week of a class."""

    week: str
    exercises: list[Exercise]
    mistakes: list[Mistake]
    learners: list[Learner]
    max_score: float

    @property
    def bins(self) -> list[int]:
        """How many learners reach each tenth of the points; full marks are in the last."""
        counts = [0] * BINS
        for learner in self.learners:
            share = learner.score / self.max_score if self.max_score else 0.0
            counts[min(max(int(share * BINS), 0), BINS - 1)] += 1
        return counts

    @property
    def median(self) -> float:
        scores = sorted(learner.score for learner in self.learners)
        middle = len(scores) // 2
        if len(scores) % 2:
            return scores[middle]
        return (scores[middle - 1] + scores[middle]) / 2


def overview(
    week: str,
    verdicts: Mapping[str, list[Verdict]],
    hints: Mapping[tuple[str, str, str], str],
    graded_by_hand: Mapping[Key, ByHand] | None = None,
    remarks: Mapping[str, list[str]] | None = None,
) -> Overview:
    """Return the overview of `week`.

    Parameters
    ----------
    verdicts : learner -> verdicts, in the source's order.
    hints : (notebook, exercise, misconception) -> hint.
    graded_by_hand, remarks : what a person added, and what intake remarked.
    """
    exercises = _exercises(v for own in verdicts.values() for v in own)
    mistakes: dict[tuple[str, str, str], Mistake] = {}
    learners = []
    for name, own in verdicts.items():
        by_key = {(v.notebook, v.exercise): v for v in own}
        line = Learner(name, [by_key.get(key) for key in exercises], 0.0)
        line.remarks = list((remarks or {}).get(name, []))
        for verdict in own:
            exercise = exercises[verdict.notebook, verdict.exercise]
            person = (graded_by_hand or {}).get((name, verdict.notebook, verdict.exercise), NOTHING)
            counted = points(verdict, person)
            line.score += counted
            exercise.points += counted
            exercise.outcomes[verdict.outcome] += 1
            for mistake in verdict.misconceptions if verdict.outcome != RIGHT else ():
                key = (verdict.notebook, verdict.exercise, mistake)
                found = mistakes.setdefault(key, Mistake(exercise, mistake, hints.get(key, "")))
                (found.learners if verdict.certain else found.likely).append(name)
        learners.append(line)
    ranked = sorted(mistakes.values(), key=lambda m: (-len(m.learners), -len(m.likely)))
    total = sum(exercise.max_points for exercise in exercises.values())
    return Overview(week, list(exercises.values()), ranked, learners, total)


def labels(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return a short name for each (notebook, exercise); a name that recurs has its notebook's."""
    keys = list(keys)
    times = Counter(name for _, name in keys)
    return {
        (notebook, name): name if times[name] == 1 else f"{notebook.partition('/')[2]}/{name}"
        for notebook, name in keys
    }


def _exercises(verdicts: Iterable[Verdict]) -> dict[tuple[str, str], Exercise]:
    found = {(v.notebook, v.exercise): v.max_points for v in verdicts}
    short = labels(found)
    return {key: Exercise(*key, short[key], worth) for key, worth in found.items()}
