"""The `grader` command: what an instructor types.

Each subcommand is a function in `grader/commands/`, light to import; what it
needs is imported when it runs.
"""

from __future__ import annotations

import atexit
import gc
import sys

import typer

from course.errors import CourseError
from grader.commands import (
    audit,
    autograde,
    bench,
    build,
    collect,
    demo,
    doctor,
    feedback,
    init,
    judge,
    report,
    serve,
    tidy,
)

INTERRUPTED = 130  # the shell's exit code of a program that Ctrl-C ended

app = typer.Typer(
    help="Build the course, grade a class, and see what it misunderstood.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(init.init)
app.command()(build.build)
app.command()(collect.collect)
app.command()(autograde.autograde)
app.command()(judge.judge)
app.command()(feedback.feedback)
app.command()(report.report)
app.command()(serve.serve)
app.command()(tidy.tidy)
app.command()(demo.demo)
app.command()(audit.audit)
app.command()(doctor.doctor)
app.command()(bench.bench)


def main() -> None:
    """Run the command line; what the user can mend is one line, and exit code 1."""
    atexit.register(gc.freeze)  # or Python looks through all that is left before it ends
    try:
        app()
    except CourseError as error:
        print(f"grader: {error}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:  # a file, a disk or a network: nothing that a traceback would explain
        where = f"{error.filename}: " if error.filename is not None else ""
        print(f"grader: {where}{error.strerror or error}.", file=sys.stderr)
        sys.exit(1)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:  # typer has caught the Ctrl-C already
            print("grader: interrupted; run it again to go on.", file=sys.stderr)
        raise
