"""What the demo prints in a terminal: a row a learner, a row an exercise, and where things are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from course.verdict import LIMIT, NOT_ATTEMPTED, RAISED, RIGHT, WRONG
from grader.demo.run import Demo, Ended
from grader.pages.page import MARKS, amount

_STYLES = {
    RIGHT: "green",
    WRONG: "bold red",
    RAISED: "bold magenta",
    LIMIT: "bold yellow",
    NOT_ATTEMPTED: "dim",
}


def show(demos: Sequence[Demo], seconds: float, console: Console) -> None:
    """Print the whole result, week by week."""
    for demo in demos:
        if len(demos) > 1:
            console.rule(demo.week)
        console.print(learners_table(demo))
        console.print(legend())
        console.print(exercises_table(demo))
    as_planted, count = sum(d.as_planted for d in demos), sum(len(d.ended) for d in demos)
    weeks = f" over {len(demos)} weeks" if len(demos) > 1 else ""
    console.print(
        f"{as_planted} of {count} learners ended as planted{weeks}, in {seconds:.0f} s.",
        highlight=False,
    )
    places = [("gradebook", demos[0].gradebook), ("feedback", demos[0].feedback)]
    places += [("class report", demo.report) for demo in demos]
    for title, path in places:
        console.print(Text.assemble((f"{title:>13}  ", "bold"), str(path)), soft_wrap=True)


def learners_table(demo: Demo) -> Table:
    """Return the table with a row a learner; its columns are numbered as in the other table."""
    table = Table(box=box.SIMPLE_HEAD, padding=0, pad_edge=False)
    table.add_column("learner  ", no_wrap=True)
    for number in range(1, len(demo.labels) + 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column(" points", justify="right", no_wrap=True)
    table.add_column(" ", no_wrap=True)
    table.add_column("mistakes named, and what was planted", ratio=1)
    for one in demo.ended:
        table.add_row(
            one.planted.name,
            *(_mark(one, key) for key in demo.labels),
            f"{amount(one.score)}",
            Text("=", "green") if not one.surprises else Text("≠", "bold red"),
            _told(one),
        )
    return table


def exercises_table(demo: Demo) -> Table:
    """Return the table with a row an exercise."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("exercise", no_wrap=True)
    for outcome in MARKS:
        table.add_column(MARKS[outcome].symbol, style=_STYLES[outcome], justify="right")
    table.add_column(" ")
    table.add_column("mistakes named", ratio=1)
    for number, (key, label) in enumerate(demo.labels.items(), 1):
        verdicts = [one.verdicts[key] for one in demo.ended if key in one.verdicts]
        outcomes = Counter(v.outcome for v in verdicts)
        mistakes = Counter(v.misconception for v in verdicts if v.misconception)
        told = "; ".join(f"{n} × {name}" if n > 1 else name for name, n in mistakes.most_common())
        counts = (str(outcomes[o] or "") for o in MARKS)
        table.add_row(str(number), label, *counts, "", Text(told))
    return table


def legend() -> Text:
    """Return one line that says what the marks mean."""
    line = Text()
    for outcome in MARKS:
        line.append(MARKS[outcome].symbol, _STYLES[outcome])
        line.append(f" {MARKS[outcome].word}   ")
    line.append("=", "green")
    line.append(" as planted")
    return line


def _mark(one: Ended, key: tuple[str, str]) -> Text:
    verdict = one.verdicts.get(key)
    if verdict is None:
        return Text("?", "bold red")
    return Text(MARKS[verdict.outcome].symbol, _STYLES[verdict.outcome])


def _told(one: Ended) -> Text:
    named = [f"“{v.misconception}”" for v in one.verdicts.values() if v.misconception]
    if one.surprises:
        return Text("; ".join(one.surprises), "red")
    return Text(", ".join(named)) if named else Text(one.planted.story, "dim")
