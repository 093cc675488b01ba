"""A real hub on this machine, as deploy/single-machine/install makes it, with people of its own.

All names begin with a tag of this run, so that nothing of the machine's own is touched, and
everything that was made is removed at the end.
"""

from __future__ import annotations

import contextlib
import grp
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).parents[2]
INSTALL = ROOT / "deploy" / "single-machine" / "install"
PASSWORD = secrets.token_hex(8)
WEEK = "week2"

LOCAL = f"""\
# For tests alone: one password for everyone, in place of PAM.
from members import CourseMembers

c = get_config()  # noqa: F821


class SharedPassword(CourseMembers):
    async def authenticate(self, handler, data):
        return data["username"] if data["password"] == {PASSWORD!r} else None


c.JupyterHub.authenticator_class = SharedPassword
"""


@dataclass
class Machine:
    """A hub with courses A and B.

    Attributes
    ----------
    tag : what the names of users and courses begin with.
    prefix : where it is installed.
    port : of the proxy, on the loopback.
    """

    tag: str
    prefix: Path
    port: int
    hub: subprocess.Popen | None = None
    sessions: dict[str, requests.Session] = field(default_factory=dict)

    # ---- names and places

    def name(self, short: str) -> str:
        return f"{self.tag}-{short}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> Path:
        return self.prefix.parent / "hub.toml"

    @property
    def log(self) -> Path:
        return self.prefix.parent / "hub.log"

    def course_directory(self, course: str) -> Path:
        return self.prefix / "courses" / self.name(course) / "course"

    def exchange(self, course: str) -> Path:
        return self.prefix / "exchange" / self.name(course)

    def home(self, short: str) -> Path:
        return Path(pwd.getpwnam(self.name(short)).pw_dir)

    # ---- installing, starting, stopping

    def write_settings(self) -> None:
        names = {short: self.name(short) for short in ("ines", "ann", "ben", "ivo", "cleo", "dora")}
        content = self.prefix.parent / "content"
        if not content.exists():
            shutil.copytree(ROOT / WEEK, content / WEEK)
        self.settings.write_text(
            f'prefix = "{self.prefix}"\nport = {self.port}\n'
            f"[courses.{self.name('a')}]\n"
            f'instructors = ["{names["ines"]}"]\n'
            f"students = {json.dumps([names['ann'], names['ben']])}\n"
            f'content = "{content}"\n'
            f"[courses.{self.name('b')}]\n"
            f'instructors = ["{names["ivo"]}"]\n'
            f"students = {json.dumps([names['cleo'], names['dora']])}\n"
            f'content = "{content}"\n'
        )

    def install(self) -> str:
        done = subprocess.run([INSTALL, self.settings], capture_output=True, text=True, timeout=280)
        assert done.returncode == 0, done.stdout + done.stderr
        (self.prefix / "etc" / "local.py").write_text(LOCAL)
        return done.stdout

    def start(self) -> None:
        """Start the hub by the command that the installer names; wait until all answers."""
        with self.log.open("ab") as log:
            self.hub = subprocess.Popen(
                [self.prefix / "hub" / "start"], stdout=log, stderr=log, start_new_session=True
            )
        for course in ("a", "b"):
            self.wait_healthy(course)

    def wait_healthy(self, course: str, seconds: float = 120) -> None:
        address = f"{self.url}/services/{self.name(course)}-results/health"
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(requests.RequestException):
                if requests.get(address, timeout=5).status_code == 200:
                    return
            assert self.hub.poll() is None, self.last_words()
            assert time.monotonic() < end, f"{address} is silent:\n{self.last_words()}"
            time.sleep(1)

    def stop(self) -> None:
        """End the hub as systemd does, and with it services, servers and proxy."""
        if self.hub is not None:
            self.hub.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.hub.wait(20)
            self.hub.kill()
            self.hub = None
        self.sessions.clear()

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]

    def remove(self) -> None:
        """Take back everything that was made: processes, accounts, groups, files."""
        self.stop()
        made = [user for user in pwd.getpwall() if self.tag in user.pw_name.split("-")]
        uids = {user.pw_uid for user in made}
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.uids().real in uids or str(self.prefix) in " ".join(process.cmdline()):
                    process.kill()
        for user in made:
            subprocess.run(["userdel", "--remove", user.pw_name], capture_output=True)
        for group in grp.getgrall():
            if self.tag in group.gr_name.split("-"):
                subprocess.run(["groupdel", group.gr_name], capture_output=True)
        shutil.rmtree(self.prefix.parent, ignore_errors=True)

    # ---- people at work

    def run_as(self, user: str, *words: str, cwd: Path | None = None, **env: str):
        """Run a command as a Unix user, with nothing of ours in its environment."""
        path = f"{self.prefix}/venv/bin:/usr/bin:/bin"
        home = pwd.getpwnam(user).pw_dir
        told = {"PATH": path, "HOME": home, "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", **env}
        return subprocess.run(
            [shutil.which("runuser"), "-u", user, "--", *map(str, words)],
            cwd=cwd or (home if Path(home).is_dir() else "/"),
            env=told,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def release(self, course: str) -> None:
        """Release the week as the instructor's formgrader does."""
        done = self.run_as(
            f"grader-{self.name(course)}",
            *("nbgrader", "release_assignment", WEEK, "--force"),
            cwd=self.course_directory(course),
            JUPYTERHUB_SERVICE_NAME=self.name(course),
        )
        assert done.returncode == 0, done.stderr

    def session(self, short: str) -> requests.Session:
        """Return a logged-in browser's cookies, as it were; logs in once."""
        if short not in self.sessions:
            session = requests.Session()
            session.get(f"{self.url}/hub/login", timeout=30)
            form = {
                "username": self.name(short),
                "password": PASSWORD,
                "_xsrf": session.cookies.get("_xsrf", path="/hub/"),
            }
            answer = session.post(f"{self.url}/hub/login?next=/hub/token", data=form, timeout=30)
            assert answer.ok, answer.text
            self.sessions[short] = session
        return self.sessions[short]

    def token(self, short: str) -> str:
        """Return a token that `short` asked the hub for, with all their own rights."""
        session = self.session(short)
        answer = session.post(
            f"{self.url}/hub/api/users/{self.name(short)}/tokens",
            json={"note": "a test"},
            headers={"X-XSRFToken": session.cookies.get("_xsrf", path="/hub/")},
            timeout=30,
        )
        assert answer.ok, answer.text
        return answer.json()["token"]

    def nbgrader(self, short: str, action: str, course: str, *more: str):
        """Run one of nbgrader's commands as a student in a terminal of their server."""
        return self.run_as(
            self.name(short),
            *("nbgrader", action, WEEK, "--course", self.name(course), *more),
            JUPYTERHUB_USER=self.name(short),
            JUPYTERHUB_API_TOKEN=self.token(short),
            JUPYTERHUB_API_URL=f"http://127.0.0.1:{self.port + 1}/hub/api",
        )

    def graded(self, course: str) -> set[str]:
        """Return who has a grade in a course."""
        database = self.course_directory(course) / "gradebook.db"
        with contextlib.closing(sqlite3.connect(database)) as connection:
            return {name for (name,) in connection.execute("SELECT learner FROM nndl_submission")}

    def wait_for(self, condition) -> None:
        end = time.monotonic() + 90
        while not condition():
            assert time.monotonic() < end, self.last_words()
            time.sleep(1)

    def hand_in(self, short: str, course: str) -> None:
        """Fetch the week, where that was not done, hand it in and wait for the grade."""
        if not (self.home(short) / self.name(course) / WEEK).exists():
            assert self.nbgrader(short, "fetch_assignment", course).returncode == 0
        done = self.nbgrader(short, "submit", course)
        assert done.returncode == 0, done.stderr
        self.wait_for(lambda: self.name(short) in self.graded(course))


def make_machine() -> Machine:
    """Install a hub, start it, and release the week in both courses."""
    tag = "t" + secrets.token_hex(2)
    folder = Path(tempfile.mkdtemp(prefix=f"nndl-hub-{tag}-"))
    folder.chmod(0o755)  # its users' servers run from here
    machine = Machine(tag, folder / "nndl", free_port())
    try:
        machine.write_settings()
        machine.install()
        machine.start()
        for course in ("a", "b"):
            machine.release(course)
    except BaseException:
        machine.remove()
        raise
    return machine


def free_port() -> int:
    """Return the first of a row of ports that nobody listens on: the hub takes some twenty."""
    while True:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            first = free.getsockname()[1]
        if first > 60000:
            continue
        with contextlib.ExitStack() as taken, contextlib.suppress(OSError):
            for port in range(first, first + 20):
                taken.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first


def missing() -> str | None:
    """Return what this machine lacks for a hub of its own, or None."""
    if os.geteuid() != 0:
        return "needs root, who makes Unix users"
    if not Path("/usr/bin/python3").exists():
        return "needs Debian's python3, which other users can read"
    for program in ("uv", "npm", "useradd", "runuser"):
        if shutil.which(program) is None:
            return f"needs {program}"
    return None
