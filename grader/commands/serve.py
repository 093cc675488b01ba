"""`grader serve`: grade each submission as it arrives in nbgrader's exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.blas import use_one_thread
from grader.commands.arguments import Course


def serve(
    course: Course = Path(),
    scheduler: Annotated[
        str | None,
        typer.Option(help="Grade on the workers of this Dask scheduler, tcp://HOST:PORT."),
    ] = None,
) -> None:
    """Grade what arrives in the course's exchange, and release its feedback, until it is stopped.

    A JupyterHub starts it as a service: who may see what is then the hub's to say. Without a hub
    it grades all the same and shows no pages. Stop it at any moment; the next start goes on.
    """
    use_one_thread()  # as its judging processes do: the case sets that are kept for them are meant

    import logging
    import os
    import signal
    import threading

    from course.errors import CourseError
    from grader.coursedir import open_course
    from grader.serving.settings import settings_of

    address = os.environ.get("JUPYTERHUB_SERVICE_URL", "")
    try:
        from grader.serving.service import Service

        if address:
            from grader.serving.web import serve_pages
        if scheduler:
            import distributed  # noqa: F401, is it there?
    except ModuleNotFoundError as error:
        extras = "grader,hub,dask" if scheduler else "grader,hub"
        hint = f"Install it with: pip install 'nndl-course[{extras}]'"
        raise CourseError(f"There is no {error.name} here. {hint}") from None
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("grader.serve").setLevel(logging.INFO)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    opened = open_course(course)
    with Service(opened, settings_of(opened), scheduler) as service:
        print(f"Grading what arrives in {service.exchange.inbound}.", flush=True)
        if address:
            serve_pages(service, address, stopped)
        else:
            print("No JupyterHub has started this: there are no pages to look at.", flush=True)
            stopped.wait()
