"""`grader doctor`: can this machine run a stranger's code, and how well is it held?"""

from __future__ import annotations

import json
from typing import Annotated

import typer


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    bench: Annotated[
        bool, typer.Option("--bench", help="Measure how fast a confined worker is ready.")
    ] = False,
) -> None:
    """Say what this machine offers for running student code, and how to mend what is missing.

    Exits with 1 where student code cannot be run safely.
    """
    from grader.doctor import BENCH_WORKERS, examine

    report = examine(bench)
    if as_json:
        print(json.dumps(report.to_json(), indent=2))
        raise typer.Exit(0 if report.safe else 1)

    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    marks = {
        "good": "[green]ok[/]     ",
        "weaker": "[yellow]weaker[/] ",
        "missing": "[red]MISSING[/]",
    }
    for finding in report.findings:
        console.print(f"{marks[finding.state]} [bold]{finding.name}[/]: ", end="")
        console.print(finding.found, markup=False)
        if finding.remedy and finding.state != "good":
            console.print(f"          {finding.remedy}", markup=False)
    if report.child_ready_ms is not None:
        console.print(
            f"A worker is confined and answers after {report.child_ready_ms} ms"
            f" (median of {BENCH_WORKERS})."
        )
    console.print(f"\n[bold]Protection: {report.protection}.[/] {report.meaning}")
    raise typer.Exit(0 if report.safe else 1)
