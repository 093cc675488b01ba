"""A grader without protection, as many are: submission and tests in one process.

Here every cheat must succeed; the one that does not is no cheat. Run as a
program, it reads cheats from standard input, a line of JSON each, forks for
each, and writes whether it passed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile

from grader.sandbox import wire

from .attack import Cheat

_SET_UP = "import numpy as np\nx = np.array([[1.0, 2.0], [3.0, 4.0]])\nexpected = 2 * x + 1\n"


class NaiveGrader:
    """Judges cheats in their own process. Use it as a context manager."""

    def __enter__(self) -> NaiveGrader:
        self._home = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self._home.name, "IPYTHONDIR": self._home.name},
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()
        self._home.cleanup()

    def passes(self, cheat: Cheat) -> bool:
        """Return whether it calls `cheat` right."""
        line = json.dumps([cheat.code, cheat.test, cheat.shell])
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def reference(x):
    """Return the right answer; it stands where a grader's own things stand."""
    return 2 * x + 1


def _main() -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while line := sys.stdin.readline():
        ours, theirs = socket.socketpair()
        if os.fork() == 0:
            ours.close()
            os.dup2(theirs.fileno(), 3, inheritable=True)
            return _judge(shell, *json.loads(line))
        theirs.close()
        _, status = os.wait()
        os.write(answers, json.dumps(_passed(ours, status)).encode() + b"\n")
        ours.close()


def _judge(shell, code: str, test: str, in_shell: bool) -> None:
    """Run the cell and its test, send the verdict, and end with its exit code."""
    exec(_SET_UP, shell.user_ns)
    shell.run_cell(code)
    passed = True
    try:
        if in_shell:
            passed = shell.run_cell(test).success
        else:
            exec(test, shell.user_ns)
    except Exception:
        passed = False
    sys.settrace(None)
    sys.setprofile(None)
    wire.send(socket.socket(fileno=3), {"passed": passed})
    sys.exit(0 if passed else 1)


def _passed(sock: socket.socket, status: int) -> bool:
    """Believe what the process has sent, or its exit code where it has sent nothing."""
    try:
        return wire.receive(sock, 0)[0].get("passed") is True
    except wire.WireError:
        return status == 0


if __name__ == "__main__":
    _main()
