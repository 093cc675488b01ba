"""`grader feedback`: write the learners' feedback pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def feedback(
    week: Annotated[str, typer.Argument(help="The assignment, such as week2.")],
    course: Annotated[Path, typer.Option(help="The course directory.")] = Path(),
) -> None:
    """Write feedback/LEARNER/WEEK/NOTEBOOK.html for everyone who is graded."""
    from grader.coursedir import open_course
    from grader.pages.feedback import write_feedback

    opened = open_course(course)
    written = write_feedback(opened, week)
    learners = len({path.parent for path in written})
    where = opened.root / "feedback"
    print(f"{week}: {len(written)} feedback pages for {learners} learners in {where}")
