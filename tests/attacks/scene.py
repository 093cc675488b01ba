"""What there is to steal or to harm, and how one sees that it was.

Everything is made open to all users, so that it is the sandbox that protects
it and not a file's mode.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course.resources import data_file
from grader.sandbox.client import Sandbox

from .attack import CHANGED, CONTACT, LOCKED, VICTIM

KEY_VARIABLE = "NNDL_TEST_KEY"  # in the environment of the judge's process from its start


class Scene:
    """A small instructor's machine. Use it as a context manager.

    Attributes
    ----------
    key : the secret that stands in every place that is not the attacker's.
    known : what an attacker might know, by guessing or from the outside.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.key = os.environ[KEY_VARIABLE]
        self._folder = Path(tempfile.mkdtemp(prefix="nndl-attacked-"))
        self._folder.chmod(0o777)
        self._data = data_file("cats.h5")
        self._files = {
            "week2/checks/cat_classifier.py": f"SECRET = {self.key!r}\n",
            "gradebook.db": f"grades, {self.key}\n",
            "submitted/ada/week2/cats.ipynb": f'{{"theirs": "{self.key}"}}\n',
        }
        self._restore()
        self._open = (self._folder / "gradebook.db").open()
        self._memory = ctypes.create_string_buffer(self.key.encode())
        self._sockets = self._listen()
        self._victim = self._new_victim()
        self._neighbour = sandbox.worker()
        self._neighbour.run(f"open('neighbour.txt', 'w').write({self.key!r})")
        self._before = self._look()

    @property
    def known(self) -> dict:
        """What the attacker knows."""
        return {
            "folder": str(self._folder),
            "checks": str(self._folder / "week2/checks/cat_classifier.py"),
            "gradebook": str(self._folder / "gradebook.db"),
            "submission": str(self._folder / "submitted/ada/week2/cats.ipynb"),
            "data": str(self._data),
            "judge": os.getpid(),
            "key": self.key[:4],  # enough to know the secret when it is seen
            "descriptor": self._open.fileno(),
            "address": ctypes.addressof(self._memory),
            "victim": self._victim.pid,
            "tcp": self._sockets[0].getsockname()[1],
            "udp": self._sockets[1].getsockname()[1],
            "unix": self._sockets[2].getsockname(),
            "abstract": self._sockets[3].getsockname()[1:].decode(),
            "datagram": self._sockets[4].getsockname(),
        }

    def __enter__(self) -> Scene:
        return self

    def __exit__(self, *_: object) -> None:
        self._neighbour.close()
        self._victim.kill()
        self._victim.wait()
        self._open.close()
        for one in self._sockets:
            one.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def locked(self) -> set[str]:
        """Return the sign of a lock on the course's data, while the attacker still lives."""
        with self._data.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return {LOCKED}
        return set()

    def signs(self) -> set[str]:
        """Return the signs of harm done since the last time, and mend it."""
        seen = set()
        if self._look() != self._before:
            seen.add(CHANGED)
            self._restore()
            self._before = self._look()
        if self._contacted():
            seen.add(CONTACT)
        if self._suffered():
            seen.add(VICTIM)
            self._victim.kill()
            self._victim.wait()
            self._victim = self._new_victim()
        return seen

    def _restore(self) -> None:
        keep = {"stream", "datagram"}
        for path in list(self._folder.iterdir()):
            if path.name not in keep:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, text in self._files.items():
            path = self._folder / name
            for folder in reversed(path.relative_to(self._folder).parents):
                (self._folder / folder).mkdir(exist_ok=True)
                (self._folder / folder).chmod(0o777)
            path.write_text(text)
            path.chmod(0o666)

    def _look(self) -> dict:
        """Return all that can be told of the scene's files."""
        seen = {}
        for path in sorted(self._folder.rglob("*")):
            status = path.lstat()
            about = (status.st_mode, status.st_uid, status.st_size, status.st_nlink)
            if path.is_file():
                about += (status.st_mtime_ns, tuple(os.listxattr(path)))
            seen[str(path)] = about
        return seen

    def _listen(self) -> list[socket.socket]:
        tcp = socket.create_server(("127.0.0.1", 0))
        udp = socket.socket(type=socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        unix, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        unix.bind(str(self._folder / "stream"))
        abstract.bind(f"\0nndl-{secrets.token_hex(8)}")
        datagram = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        datagram.bind(str(self._folder / "datagram"))
        for one in (unix, abstract):
            one.listen()
        for name in ("stream", "datagram"):
            (self._folder / name).chmod(0o777)
        for one in (tcp, udp, unix, abstract, datagram):
            one.setblocking(False)
        return [tcp, udp, unix, abstract, datagram]

    def _contacted(self) -> bool:
        heard = False
        for one in self._sockets:
            with contextlib.suppress(BlockingIOError):
                if one.type == socket.SOCK_DGRAM:
                    one.recv(100)
                else:
                    one.accept()[0].close()
                heard = True
        return heard

    def _new_victim(self) -> subprocess.Popen:
        sleep = "import time; time.sleep(600)"  # with a secret on its command line
        victim = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", sleep, self.key], stderr=subprocess.DEVNULL
        )
        self._healthy = self._about(victim)
        return victim

    def _about(self, victim: subprocess.Popen) -> tuple:
        pid = victim.pid
        return (
            resource.prlimit(pid, resource.RLIMIT_NOFILE),
            os.getpriority(os.PRIO_PROCESS, pid),
            sorted(os.sched_getaffinity(pid)),
        )

    def _suffered(self) -> bool:
        time.sleep(0.02)  # a signal needs a moment
        return self._victim.poll() is not None or self._about(self._victim) != self._healthy
