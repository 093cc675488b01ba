"""A real exchange in a temporary folder: nbgrader's own release, submit and fetch_feedback."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
import tinyclass
from tinyclass import WEEK

from grader.coursedir import CourseDir

PATIENCE = 60.0  # seconds that a test waits for what has to come


@dataclass(frozen=True)
class Place:
    """A course directory, the exchange that it uses, and a home for every learner."""

    course: CourseDir
    root: Path
    homes: Path

    def served(self, *settings: str, check_owner: bool = False) -> Place:
        """Write the ``[serve]`` settings, and whether owners are checked."""
        toml = self.course.root / "grader.toml"
        told = toml.read_text(encoding="utf-8").partition("\n[serve]")[0]
        toml.write_text("\n".join([told, "[serve]", *settings, ""]), encoding="utf-8")
        config = self.course.root / "nbgrader_config.py"
        config.write_text(
            f"c = get_config()\nc.Exchange.root = {str(self.root)!r}\n"
            f"c.ExchangeCollect.check_owner = {check_owner}\n"
        )
        return self

    @property
    def inbound(self) -> Path:
        return self.root / self.course.course_id / "inbound"

    def nbgrader(self, kind: str, learner: str = "", **more: object):
        """Run one of nbgrader's exchange actions as `learner`, or as the instructor."""
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange import default
        from traitlets.config import Config

        config = Config()
        config.Exchange.root = str(self.root)
        config.Exchange.cache = str(self.homes / learner / "cache")
        config.Exchange.assignment_dir = str(self.homes / learner)
        config.CourseDirectory.root = str(self.course.root)
        config.CourseDirectory.course_id = self.course.course_id
        config.CourseDirectory.assignment_id = WEEK
        config.CourseDirectory.student_id = learner or "*"
        (self.homes / learner).mkdir(parents=True, exist_ok=True)
        action = getattr(default, f"Exchange{kind}")(
            coursedir=CourseDirectory(config=config),
            authenticator=Authenticator(),
            config=config,
            **more,
        )
        return action, action.start()

    def submit(self, learner: str, double: str = "def double(x):\n    return 2 * x") -> Path:
        """Hand in the tiny notebook by nbgrader; return its folder in the exchange."""
        folder = self.homes / learner / WEEK
        if not folder.exists():
            folder.mkdir(parents=True)
        work = replace(self.course, root=self.homes / learner / "work")
        path = tinyclass.hand_in(work, learner, double, self.template())
        (folder / "tiny.ipynb").write_bytes(path.read_bytes())
        action, _ = self.nbgrader("Submit", learner)
        return self.inbound / action.assignment_filename

    def fetched(self, learner: str) -> dict[str, str]:
        """Fetch feedback as the learner does; return the pages by the moment of submission."""
        self.nbgrader("FetchFeedback", learner)
        pages = (self.homes / learner / WEEK / "feedback").glob("*/tiny.html")
        return {path.parent.name: path.read_text(encoding="utf-8") for path in pages}

    def offered(self, learner: str) -> list[bool]:
        """Return of each submission whether the Assignment List offers its feedback."""
        _, found = self.nbgrader("List", learner, cached=True)
        return [one["has_exchange_feedback"] for one in found[0]["submissions"]]

    def template(self) -> dict:
        return json.loads((self.course.release(WEEK) / "tiny.ipynb").read_text(encoding="utf-8"))

    def known(self) -> dict[str, tuple[str, object]]:
        """Return learner -> digest and moment of what is recorded."""
        from grader.gradebook import Recorder

        with Recorder(self.course) as recorder:
            return {k: (v.digest, v.submitted) for k, v in recorder.known(WEEK).items()}

    def begun(self) -> int:
        """Return how many gradings were begun."""
        engine = sa.create_engine(self.course.db_url)
        with engine.connect() as connection:
            there = sa.inspect(connection).has_table("nndl_grading")
            count = there and connection.scalar(sa.text("select count(*) from nndl_grading"))
        engine.dispose()
        return count or 0


def place(released: CourseDir, folder: Path, *settings: str) -> Place:
    """Return a copy of the course with an exchange of its own below `folder`, week released."""
    made = Place(
        tinyclass.copy_of(released, folder / "course"), folder / "exchange", folder / "homes"
    )
    made.root.mkdir()
    made.root.chmod(0o777)
    made.nbgrader("ReleaseAssignment")
    return made.served(*settings)


@contextmanager
def serving(where: Place, *options: str):
    """Run `grader serve` as a process of its own; end it as a system does."""
    process = started(where, *options)
    try:
        yield process
        assert process.poll() is None, said(where)
    finally:
        if process.poll() is None:
            process.terminate()
        code = process.wait(30)
    assert code == 0, said(where)


def started(where: Place, *options: str) -> subprocess.Popen:
    """Start `grader serve` where no hub is."""
    serve = ["serve", "--course", str(where.course.root), *options]
    command = [sys.executable, "-m", "grader", *serve]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTERHUB_")}
    with (where.course.root / "serve.log").open("ab") as log:
        return subprocess.Popen(
            command, stdout=log, stderr=log, env=environment, start_new_session=True
        )


def served_by(where: Place) -> list[int]:
    """Return the processes that serve the course."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = command.read_bytes().split(b"\0")
            if b"serve" in words and str(where.course.root).encode() in words:
                found.append(int(command.parent.name))
    return found


def killed(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def said(where: Place) -> str:
    log = where.course.root / "serve.log"
    return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


def until(condition, said=lambda: "", patience: float = PATIENCE):
    """Wait until `condition` returns something true, and return that; `said` explains why not."""
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, f"waited in vain: {said()}"
        time.sleep(0.2)
    return found


def until_released(where: Place, learner: str, count: int = 1) -> dict[str, str]:
    """Wait until nbgrader offers the feedback of `count` submissions; return the pages."""
    waiting = functools.partial(_all_offered, where, learner, count)
    until(waiting, functools.partial(said, where))
    return where.fetched(learner)


def _all_offered(where: Place, learner: str, count: int) -> bool:
    return sum(where.offered(learner)) >= count
