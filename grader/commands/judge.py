"""`grader judge`: judge one file, without a gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.commands.arguments import Content, plain_week


def judge(
    file: Annotated[
        Path, typer.Argument(help="A notebook, or a .py file with any of the exercises.")
    ],
    assignment: Annotated[str, typer.Option(help="The week, such as week2.")],
    notebook: Annotated[str, typer.Option(help="The notebook, such as cat_classifier.")],
    course: Annotated[
        Path | None, typer.Option(help="The course directory, by whose content it is judged.")
    ] = None,
    content: Content = None,
    run: Annotated[
        str, typer.Option(help="'graded': what is graded and the learner's own; 'all': all cells.")
    ] = "graded",
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON.")] = False,
) -> None:
    """Judge one file and print its verdicts; nothing is recorded."""
    import json
    import secrets

    from rich.console import Console
    from rich.table import Table

    from course.errors import CourseError
    from grader.casesets import CaseSets
    from grader.content import find_root, load_notebook
    from grader.coursedir import open_course
    from grader.intake import read_script, read_submission
    from grader.judge import Judge
    from grader.sandbox.client import Sandbox

    if run not in ("graded", "all"):
        raise CourseError(f"--run takes graded or all, not {run}.")
    if course is not None and content is not None:
        raise CourseError("Give --course or --content: a course directory names its own content.")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CourseError(f"{file} cannot be read: {error.strerror}.") from None
    root = find_root(content if course is None else open_course(course).content)
    loaded = load_notebook(root, f"{plain_week(assignment)}/{notebook}")
    if file.suffix == ".py":
        submission = read_script(data.decode("utf-8", "replace"), file.stem, loaded.source)
    else:
        submission = read_submission(data, file.stem, loaded.source)
    with Sandbox() as sandbox:
        # Nothing is recorded, so nothing need be repeatable: the cases are new each time.
        judge = Judge(CaseSets(loaded, secrets.token_bytes(32)), sandbox)
        judged = judge.judge(submission, run == "all")
    if as_json:
        verdicts = [verdict.to_json() for verdict in judged.verdicts]
        node = {"exercises": verdicts, "score": judged.score, "max": judged.max_score}
        print(json.dumps(node, ensure_ascii=False, indent=1))
        return
    table = Table("exercise", "outcome", "points", "what was seen")
    for one in judged.verdicts:
        said = "\n".join(one.message.splitlines()[1:])
        table.add_row(one.exercise, one.outcome, f"{one.points:g} of {one.max_points:g}", said)
    console = Console()
    console.print(table, markup=False)
    console.print(f"{judged.score:g} of {judged.max_score:g} points")
