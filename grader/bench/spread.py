"""Grade one class by more and more Dask workers: what each brings, and what the asker pays."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.bench.classes import copy_content, make_class
from grader.bench.contenders import ThisGrader
from grader.bench.run import Step

FEW = 10  # submissions; what they take is start-up


@dataclass(frozen=True)
class Spread:
    """What a class of `size` took on `workers` Dask workers, medians over all rounds.

    `wall` and `own_cpu` are seconds beyond those for the first FEW submissions, so that
    neither counts the start of the cluster; `own_cpu` is that of the process that asks,
    which also holds Dask's scheduler.
    """

    workers: int
    size: int
    wall: float
    own_cpu: float

    @property
    def coordinator_ms(self) -> float:
        """CPU of a submission in the process that asks."""
        return 1000 * self.own_cpu / (self.size - FEW)


def efficiency(one: Spread, least: Spread) -> float:
    """Return the share of what `one`'s workers could bring, measured by those of `least`."""
    return least.wall * least.workers / (one.wall * one.workers)


def measure_spread(
    content: Path,
    notebook: str,
    size: int,
    workers: Sequence[int],
    rounds: int,
    folder: Path,
    step: Step = lambda doing: None,
) -> list[Spread]:
    """Make the class in `folder`, which is new, and grade it by each number of workers in turn."""
    copied = copy_content(content, notebook, folder / "content")
    learners = make_class(copied, size)
    seen: dict[int, list[tuple[float, float]]] = {count: [] for count in workers}
    for number in range(1, rounds + 1):
        for count in workers:
            step(f"round {number} of {rounds}: {count} workers")
            options = ["--cluster", f"local:{count}"]
            few, many = (
                ThisGrader(
                    folder / f"{count}-{number}-{len(some)}",
                    folder / "content",
                    copied,
                    some,
                    options,
                ).grade()
                for some in (learners[:FEW], learners)
            )
            seen[count].append((many.wall - few.wall, many.own_cpu - few.own_cpu))
    return [
        Spread(count, size, *(statistics.median(part) for part in zip(*costs, strict=True)))
        for count, costs in seen.items()
    ]
