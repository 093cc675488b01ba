"""A PostgreSQL server of a test's own: in a temporary folder, on loopback, as no root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

_USERS = ("postgres", "nobody")  # a server refuses to run as root
_OWNER = "grader"


def why_not() -> str:
    """Return why no server can be started here; empty where one can."""
    if _programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if os.getuid() == 0 and _user() is None:
        return f"root cannot start a server, and there is none of the users {_USERS}"
    return ""


class Server:
    """A running server with one database. Use it as a context manager."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="nndl-pg-"))
        if os.getuid() == 0:
            shutil.chown(self._folder, _user())
        self._data = self._folder / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "-D", self._data, "-U", _OWNER, "--auth=trust", "--no-sync")
        self.start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server, and wait until it answers; it recovers from what killed it."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self._folder,
            "fsync": "off",  # the machine is not what dies here
        }
        options = [f"--{key}={value}" for key, value in settings.items()]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [_programs() / "postgres", "-D", self._data, *options],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
                **_as_user(),
            )
        until = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                log_text = (self._folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL does not start: {log_text[-2000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End the server as a power cut would: every process of it at once."""
        if self._process.poll() is None:
            # Children of the postmaster have sessions of their own; it takes them with it.
            children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
            pids = [self._process.pid, *map(int, children.read_text().split())]
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            self._process.wait()
            while any(Path(f"/proc/{pid}").exists() and not _is_zombie(pid) for pid in pids):
                time.sleep(0.01)
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def new_database(self, name: str, like: str = "template0") -> str:
        """Make a database, empty or a copy of another that nobody uses now; return its URL."""
        where = ("-h", "127.0.0.1", "-p", self.port, "-U", _OWNER)
        self._run("createdb", *where, "-T", like, name)
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{name}"

    def _answers(self) -> bool:
        asked = ["-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run([_programs() / "pg_isready", *asked]).returncode == 0

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(_programs() / program), *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, **_as_user())


def _programs() -> Path | None:
    """Return the folder of the newest server's programs, which Debian keeps off the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    folders = [folder for folder in folders if (folder / "postgres").exists()]
    if folders:
        return folders[-1]
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def _user() -> str | None:
    for name in _USERS:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def _as_user() -> dict:
    return {"user": _user(), "group": pwd.getpwnam(_user()).pw_gid} if os.getuid() == 0 else {}


def _is_zombie(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True
