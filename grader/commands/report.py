"""`grader report`: write the page that shows what a class has misunderstood."""

from __future__ import annotations

from pathlib import Path

from grader.commands.arguments import Course, Week


def report(
    week: Week,
    course: Course = Path(),
) -> None:
    """Write report/WEEK.html: exercises, misconceptions and learners of the whole class."""
    from grader.coursedir import open_course
    from grader.pages.report import write_report

    print(write_report(open_course(course), week))
