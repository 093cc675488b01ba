"""What the course needs for 100, 10,000 and 1,000,000 learners, reckoned from stated assumptions.

    uv run --no-sync python tools/plan_scale.py                          print the tables
    uv run --no-sync python tools/plan_scale.py --set cpu_s=0.2 --set tries=5
    uv run --no-sync python tools/plan_scale.py --write                  into docs/scale-plan.md

Every number that goes in is a field of Assumptions, with where it comes from.
tests/test_scale_plan.py fails when the page says something else.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field, fields, replace
from math import ceil
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scale-plan.md"
BEGIN, END = "<!-- begin {} -->", "<!-- end {} -->"

# learners, and which share of them has a server at the busiest moment
CLASSES = ((100, 0.6), (10_000, 0.2), (1_000_000, 0.03))


def given(value: float, unit: str, what: str, source: str) -> float:
    """Return a field of Assumptions: its default, and what is said of it."""
    return field(default=value, metadata={"unit": unit, "what": what, "source": source})


@dataclass(frozen=True)
class Assumptions:
    """All that the plan is reckoned from."""

    weeks: float = given(4, "", "weeks", "the course")
    notebooks: float = given(2.5, "", "notebooks a week", "10 in 4 weeks")
    exercises: float = given(75, "", "graded cells in all", "the gradebook of all four weeks")
    tries: float = given(3, "", "submissions of a week by one learner", "assumed")
    last_hour: float = given(0.2, "", "share of learners in a deadline's last hour", "assumed")
    cpu_s: float = given(0.0295, "s", "processor time to grade one notebook", "performance.md")
    busy: float = given(0.6, "", "share of a grading core that is planned to be used", "dask.yaml")
    writer_s: float = given(0.0019, "s", "coordinator's time for one submission", "performance.md")
    server_gb: float = given(0.512, "GB", "memory reserved for a learner's server", "values.yaml")
    server_cores: float = given(0.05, "", "core reserved for a learner's server", "values.yaml")
    home_gb: float = given(1, "GB", "disk reserved for a learner's home", "values.yaml")
    node_gb: float = given(58, "GB", "memory for servers on a node of 64 GB", "assumed")
    node_pods: float = given(110, "", "pods on a node", "Kubernetes' recommended limit")
    node_disks: float = given(25, "", "disks that a node can attach", "a cloud's 16 to 128")
    hub_active: float = given(2000, "", "active servers of one hub", "values.yaml; see below")
    starts: float = given(64, "", "servers that a hub starts at a time", "values.yaml")
    start_s: float = given(15, "s", "a server's start, image on the node", "assumed")
    notebook_mb: float = given(1.5, "MB", "one notebook with all its outputs", "measured")
    page_mb: float = given(0.019, "MB", "one feedback page", "measured")
    row_set_kb: float = given(0.77, "KB", "gradebook for one exercise of one learner", "measured")
    listed_ms: float = given(0.2, "ms", "listing one entry on a network disk", "assumed")


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is, and its value for each class as text."""

    what: str
    values: tuple[str, ...]


def plan(a: Assumptions) -> dict[str, list[Row]]:
    """Return the tables by name, each with one value for each of CLASSES."""
    rows: dict[str, dict[str, list[str]]] = {"servers": {}, "grading": {}, "storage": {}}
    for learners, active in CLASSES:
        for table, lines in (
            ("servers", _servers(a, learners, active)),
            ("grading", _grading(a, learners, active)),
            ("storage", _storage(a, learners, active)),
        ):
            for what, value in lines.items():
                rows[table].setdefault(what, []).append(value)
    return {
        table: [Row(what, tuple(values)) for what, values in lines.items()]
        for table, lines in rows.items()
    }


def hubs(a: Assumptions, learners: int, active: float) -> int:
    return ceil(learners * active / a.hub_active)


def _servers(a: Assumptions, learners: int, active: float) -> dict[str, str]:
    servers = learners * active
    number = hubs(a, learners, active)
    nodes = max(ceil(servers / a.node_pods), ceil(servers * a.server_gb / a.node_gb))
    all_started = ceil(servers / number / a.starts) * a.start_s / 60
    return {
        "share with a server at the busiest moment": f"{active:.0%}",
        "servers then": whole(servers),
        "their memory": size(servers * a.server_gb),
        "cores reserved for them": whole(servers * a.server_cores),
        "nodes of 64 GB, homes on a shared volume": whole(nodes),
        "nodes, homes on disks of their own": whole(max(nodes, ceil(servers / a.node_disks))),
        "hubs, each with its proxy and its course": whole(number),
        "minutes until all have started, if all come at once": f"{all_started:.1f}",
    }


def _grading(a: Assumptions, learners: int, active: float) -> dict[str, str]:
    week_s = a.notebooks * a.cpu_s
    a_second = learners * a.last_hour / 3600
    number = hubs(a, learners, active)
    exercises = a.exercises / a.weeks
    rows = 3 * exercises + a.notebooks + 2
    return {
        "submissions a second in the last hour": few(a_second),
        "cores to keep up with them": whole(ceil(a_second * week_s / a.busy)),
        "of these for one hub": whole(ceil(a_second / number * week_s / a.busy)),
        "cores to grade a week again within an hour": whole(
            ceil(learners * week_s / 3600 / a.busy)
        ),
        "core hours for the whole course, all tries": whole(
            ceil(learners * a.weeks * a.tries * week_s / 3600)
        ),
        "rows written a second in the last hour": few(a_second * rows),
        "of what one coordinator can record": f"{a_second / number * a.writer_s:.1%}",
    }


def _storage(a: Assumptions, learners: int, active: float) -> dict[str, str]:
    week_mb = a.notebooks * a.notebook_mb
    handed_in = learners * a.weeks * a.tries
    pages = a.notebooks * a.page_mb
    number = hubs(a, learners, active)
    files = a.notebooks + 3  # timestamp, secret, and the folder
    entries = handed_in / number
    return {
        "exchange: all submissions": size(handed_in * week_mb / 1000),
        "exchange: released feedback": size(handed_in * pages / 1000),
        "course: last submissions, graded ones, feedback": size(
            learners * a.weeks * (2 * week_mb + pages) / 1000
        ),
        "homes: work, and nbgrader's copy of each try": size(
            learners * a.weeks * (1 + a.tries) * week_mb / 1000
        ),
        "homes: reserved": size(learners * a.home_gb),
        "gradebook": size(learners * a.exercises * a.row_set_kb / 1e6),
        "gradebook, rows": whole(
            learners * (3 * a.exercises + a.weeks * (a.notebooks + 2)), digits=2
        ),
        "files in the exchange": whole(handed_in * (files + a.notebooks), digits=2),
        "entries of one course's inbound": whole(entries, digits=2),
        "seconds to list it": few(entries * a.listed_ms / 1000),
        "seconds for one look of grader.gather": few(learners / number * a.listed_ms / 1000),
    }


def whole(number: float, digits: int | None = None) -> str:
    """Return a count, rounded to so many digits where it is no exact one."""
    if digits is not None and number:
        number = float(f"{number:.{digits}g}")
    return f"{round(number):,}"


def few(number: float) -> str:
    """Return a number with as many digits as say something."""
    return f"{number:.2g}" if number < 10 else whole(number)


def size(gigabytes: float) -> str:
    for unit, scale in (("PB", 1e6), ("TB", 1e3), ("GB", 1.0), ("MB", 1e-3)):
        if gigabytes >= scale:
            return f"{few(gigabytes / scale)} {unit}"
    return f"{few(gigabytes * 1e6)} KB"


def as_table(rows: list[Row]) -> str:
    heads = " | ".join(f"{learners:,}" for learners, _ in CLASSES)
    lines = [f"| learners | {heads} |", "| --- |" + " ---: |" * len(CLASSES)]
    return "\n".join([*lines, *(f"| {row.what} | {' | '.join(row.values)} |" for row in rows)])


def assumed(a: Assumptions) -> str:
    lines = ["| name | value | what | source |", "| --- | ---: | --- | --- |"]
    for one in fields(a):
        value = f"{getattr(a, one.name):g} {one.metadata['unit']}".strip()
        lines.append(
            f"| `{one.name}` | {value} | {one.metadata['what']} | {one.metadata['source']} |"
        )
    return "\n".join(lines)


def tables(a: Assumptions) -> dict[str, str]:
    """Return the Markdown of every table, by its name on the page."""
    return {"assumptions": assumed(a)} | {name: as_table(rows) for name, rows in plan(a).items()}


def written(page: str, told: dict[str, str]) -> str:
    """Return the page with its tables replaced; raises ValueError where a mark is missing."""
    for name, table in told.items():
        before, begin, rest = page.partition(BEGIN.format(name))
        _, end, after = rest.partition(END.format(name))
        if not begin or not end:
            raise ValueError(f"{PAGE.name} has no marks for the table '{name}'")
        page = f"{before}{begin}\n{table}\n{end}{after}"
    return page


def changed(a: Assumptions, settings: list[str]) -> Assumptions:
    """Return the assumptions with NAME=VALUE set; raises ValueError for one that is none."""
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in {one.name for one in fields(a)}:
            raise ValueError(f"There is no assumption '{name}'.")
        a = replace(a, **{name: float(value)})
    return a


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--write", action="store_true", help="into docs/scale-plan.md")
    asked = parser.parse_args()
    try:
        told = tables(changed(Assumptions(), asked.set))
        if asked.write:
            PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), told), encoding="utf-8")
        else:
            print("\n\n".join(f"{name}\n{table}" for name, table in told.items()))
    except ValueError as error:
        sys.exit(f"plan_scale: {error}")


if __name__ == "__main__":
    main()
