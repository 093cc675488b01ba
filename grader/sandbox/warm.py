"""A warm process: it holds imports and no secrets, and forks a worker for each submission.

Started by `client.Sandbox` as ``python -I -m grader.sandbox.warm FD`` with an
empty environment: no tests, no reference, no gradebook, no submission has ever
been in its memory. Requests come over the socket FD, each with two descriptors
for the new worker: its connection to the judge and its standard output.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

import h5py  # noqa: F401  (imported once here, so that no submission waits for it)
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import course.data  # noqa: F401
from grader.sandbox.confine import confine
from grader.sandbox.limits import Limits
from grader.sandbox.worker import serve

_MAX_REQUEST = 2**16


def main() -> None:
    """Fork a worker for each request, until the judge closes the connection."""
    control = socket.socket(fileno=int(sys.argv[1]))
    shell = _shell()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended workers need no waiting for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the judge's to handle
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _MAX_REQUEST, 2)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            _become_worker(shell, Limits(**json.loads(message)), *descriptors)
        handle = os.pidfd_open(pid)
        socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [handle])
        for descriptor in (handle, *descriptors):
            os.close(descriptor)


def _become_worker(shell: InteractiveShell, limits: Limits, connection: int, output: int) -> None:
    """Turn the forked child into a worker; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.dup2(connection, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        confine(limits)
        serve(socket.socket(fileno=3), shell)
    except BaseException as error:
        os.write(2, f"worker ended: {type(error).__name__}: {error}\n".encode())
        os._exit(97)
    os._exit(0)


def _shell() -> InteractiveShell:
    """Return an IPython shell that writes no history and no colours."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(config=config)
    shell.run_cell("pass", store_history=False)  # the first cell pays for lazy imports
    return shell


if __name__ == "__main__":
    main()
