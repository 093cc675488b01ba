"""Grade one class with all graders, in rounds one after the other, and compare."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from grader.bench.classes import copy_content, make_class
from grader.bench.contenders import Bare, Nbgrader, Otter, ThisGrader
from grader.bench.measure import Cost

SAMPLE = 20  # of a larger class, so many are graded by those that take many seconds for each

Step = Callable[[str], None]


@dataclass(frozen=True)
class Figures:
    """What a class of `size` cost, for each grader the medians over all rounds.

    Attributes
    ----------
    size : how many submissions there are.
    graded : how many of them each grader graded; where it is a part, its `costs` are what
        the whole class would take: the start, and so many times one submission.
    costs : for the whole class.
    rounds : how often everything was graded.
    """

    size: int
    graded: dict[str, int]
    costs: dict[str, Cost]
    rounds: int

    def each(self, grader: str, what: str) -> float:
        """Return the cost of one submission."""
        return getattr(self.costs[grader], what) / self.size

    @property
    def ratios(self) -> dict[str, float]:
        """How many times the CPU of one is the other's, where both were measured."""
        pairs = (("nbgrader", "grader"), ("otter", "grader"), ("grader", "bare"))
        return {
            f"{a}/{b}": self.costs[a].cpu / self.costs[b].cpu
            for a, b in pairs
            if a in self.costs and b in self.costs
        }

    @property
    def overhead_ms(self) -> float:
        """CPU of a submission beyond the bare limit, in milliseconds."""
        return 1000 * (self.each("grader", "cpu") - self.each("bare", "cpu"))

    @property
    def coordinator_ms(self) -> float:
        """CPU of a submission in this grader's first process, start-up included."""
        return 1000 * self.each("grader", "own_cpu")

    def to_json(self) -> dict:
        """Return the figures as `grader bench --json` writes them."""
        own = self.costs["grader"]
        return {
            "submissions": self.size,
            "cpu_s_per_submission": {n: self.each(n, "cpu") for n in self.costs},
            "wall_s_per_submission": {n: self.each(n, "wall") for n in self.costs},
            "peak_mb": {
                **{name: cost.peak_mb for name, cost in self.costs.items()},
                "grader's coordinator": own.own_peak_mb,
                "grader's largest worker": own.largest_mb,
            },
            "ratio": self.ratios,
            "overhead_ms": self.overhead_ms,
            "coordinator_ms": self.coordinator_ms,
            "graded": self.graded,
            "rounds": self.rounds,
        }


@dataclass(frozen=True)
class Plan:
    """What is to be measured; `otter` is its program, where it is installed."""

    content: Path
    notebook: str
    size: int
    rounds: int
    otter: str | None = None
    workers: int | None = None
    minimal: bool = False
    rivals: bool = True
    sample: int = SAMPLE


def measure(plan: Plan, folder: Path, step: Step = lambda doing: None) -> Figures:
    """Make the class in `folder`, which is new, and return what grading it costs."""
    content = folder / "content"
    notebook = copy_content(plan.content, plan.notebook, content, plan.minimal)
    learners = make_class(notebook, plan.size)
    step(f"making {plan.size} submissions")
    options = ["--workers", str(plan.workers)] if plan.workers else []
    ours = ThisGrader(folder / "ours", content, notebook, learners, options)
    bare = Bare(folder / "ours", notebook)
    sample = learners[: plan.sample]
    rivals: list[Nbgrader | Otter] = []
    if plan.rivals:
        rivals.append(Nbgrader(folder / "nbgrader", notebook, sample))
    if plan.rivals and plan.otter:
        rivals.append(Otter(folder / "otter", plan.otter, notebook, sample))
    seen: dict[str, list[Cost]] = {}
    for number in range(1, plan.rounds + 1):
        for one in (bare, ours, *rivals):
            step(f"round {number} of {plan.rounds}: {one.name}")
            part = isinstance(one, Nbgrader | Otter) and one.size < plan.size
            cost = _of_class(one, plan.size) if part else one.grade()
            seen.setdefault(one.name, []).append(cost)
    graded = {bare.name: plan.size, ours.name: plan.size, **{r.name: r.size for r in rivals}}
    return Figures(plan.size, graded, {n: _median(costs) for n, costs in seen.items()}, plan.rounds)


def _of_class(rival: Nbgrader | Otter, size: int) -> Cost:
    """Return what the whole class would take, from one submission and from a sample."""
    one, some = rival.grade(1), rival.grade()

    def whole(key: str) -> float:
        first, all_of_them = getattr(one, key), getattr(some, key)
        each = (all_of_them - first) / (rival.size - 1)
        return all_of_them + (size - rival.size) * each

    most = (some.peak_mb, some.own_peak_mb, some.largest_mb)
    return Cost(whole("cpu"), whole("own_cpu"), whole("wall"), *most)


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(c, f.name) for c in costs) for f in fields(Cost)))
