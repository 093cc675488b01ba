"""What this machine offers for running a stranger's code, and what to do about what is missing.

Called by `grader doctor`. It does not predict: it starts a sandbox, lets a
worker try what it must not be able to do, and tells what happened.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from dataclasses import asdict, dataclass

from course.errors import CourseError
from grader.sandbox import cgroup, landlock, seccomp, view
from grader.sandbox.client import Sandbox, Worker
from grader.sandbox.limits import LimitHit
from grader.sandbox.privileges import is_root
from grader.sandbox.protection import CONTAINER, Protection

BENCH_WORKERS = 50

_MEANING = {
    "root": "Each worker is a user that owns nothing, alone in its own namespaces, under"
    " Landlock and seccomp.",
    "user": "Each worker is alone in its own namespaces, in which it is nobody, under Landlock"
    " and seccomp.",
    "no-namespaces": "Each worker is held by Landlock and seccomp, without namespaces of its own.",
}

# What no worker may do; each must end in an error.
_FORBIDDEN = {
    "read a file outside": "open('/etc/passwd').read()",
    "write a file outside": "open('/var/tmp/nndl-doctor', 'w')",
    "start a process": "import os; os.fork() or os._exit(0)",
    "open a socket": "import socket; socket.socket()",
    "signal another process": "import os; os.kill(os.getppid() or 2, 0)",
}
_HONEST = "import numpy, course; course.load_cats(); open('note', 'w').write('x')"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    name : what it is.
    state : good, weaker (it works without), or missing (it does not).
    found : what there is.
    remedy : what to do, where something can be done.
    """

    name: str
    state: str
    found: str
    remedy: str = ""


@dataclass(frozen=True)
class Report:
    """All findings, and what they come to. `safe` tells whether student code can be run."""

    safe: bool
    protection: str
    meaning: str
    findings: tuple[Finding, ...]
    child_ready_ms: float | None = None

    def to_json(self) -> dict:
        """Return the report as JSON."""
        return asdict(self)


def examine(bench: bool = False) -> Report:
    """Look at this machine, and return what was found; never raises for what is missing."""
    findings = [_kernel(), _landlock(), _seccomp()]
    try:
        with Sandbox() as sandbox:
            findings += [
                _namespaces(sandbox),
                _user(sandbox.protection),
                _interpreter(sandbox.protection),
                _memory_cgroup(),
                _held(sandbox),
            ]
            ready = _child_ready_ms(sandbox) if bench else None
            name = sandbox.protection.name
    except CourseError as error:
        findings += [_interpreter(None), Finding("a worker", "missing", str(error), CONTAINER)]
        return Report(False, "none", "Student code is not run on this machine.", tuple(findings))
    safe = all(finding.state != "missing" for finding in findings)
    return Report(safe, name, _MEANING[name], tuple(findings), ready)


def _kernel() -> Finding:
    found = f"{platform.system()} {platform.release()}, {platform.machine()}"
    if platform.system() == "Linux":
        return Finding("kernel", "good", found)
    return Finding("kernel", "missing", found, f"Grade in a container: {CONTAINER}")


def _landlock() -> Finding:
    if platform.system() == "Linux" and (version := landlock.abi()):
        return Finding("Landlock", "good", f"version {version}")
    remedy = (
        "Use Linux 5.13 or newer, with landlock named in /sys/kernel/security/lsm"
        " (boot with lsm=landlock,... where it is not)."
    )
    return Finding("Landlock", "missing", "not in this kernel, or switched off", remedy)


def _seccomp() -> Finding:
    if platform.system() == "Linux" and seccomp.available():
        return Finding("seccomp", "good", "filters are available")
    remedy = "Use a kernel with CONFIG_SECCOMP_FILTER."
    return Finding("seccomp", "missing", "this kernel filters no system calls", remedy)


def _namespaces(sandbox: Sandbox) -> Finding:
    if sandbox.protection.namespaces:
        return Finding("namespaces", "good", "mounts, processes, network, messages, host name")
    remedy = (
        "Landlock and seccomp hold without them. To have them in a container, start it with"
        " --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt"
        " apparmor=unconfined; as an ordinary user on Ubuntu, sysctl"
        " kernel.apparmor_restrict_unprivileged_userns=0; elsewhere, raise"
        " user.max_user_namespaces."
    )
    return Finding("namespaces", "weaker", "; ".join(sandbox.refusals), remedy)


def _user(protection: Protection) -> Finding:
    if protection.own_user_id:
        return Finding("user of its own", "good", "a worker becomes a user that owns nothing")
    if protection.namespaces:
        return Finding("user of its own", "good", "a worker is nobody in a user namespace")
    found = "a worker runs as you; it may start no thread, since none could be counted"
    return Finding("user of its own", "weaker", found, "Run the container as root, or allow"
                   " namespaces, to have workers under a user of their own.")  # fmt: skip


def _interpreter(protection: Protection | None) -> Finding:
    path = view.interpreter()
    folder = view.private_folder(view.shown()) if is_root() else None
    if folder is None:
        return Finding("interpreter", "good", str(path))
    found = f"{path}; other users may not read {folder}"
    if protection is not None and protection.namespaces:
        return Finding("interpreter", "good", f"{found}, workers see it in a root of their own")
    remedy = (
        f"Install Python and nndl-course where every user may read them, not below {folder}:"
        " uv venv --python /usr/bin/python3 /opt/nndl"
    )
    return Finding("interpreter", "missing", found, remedy)


def _memory_cgroup() -> Finding:
    folder = os.environ.get(cgroup.VARIABLE)
    if not folder:
        found = "none handed over; address space and scratch are limited all the same"
    elif problem := cgroup.problem(cgroup.Path(folder)):
        found = f"{folder}: {problem}"
    else:
        return Finding("memory cgroup", "good", folder)
    remedy = f"Delegate a cgroup and name it in {cgroup.VARIABLE}; see docs/security.md."
    return Finding("memory cgroup", "weaker", found, remedy)


def _held(sandbox: Sandbox) -> Finding:
    """Let a worker try what it may do and what it must not."""
    with sandbox.worker() as worker:
        if error := _tried(worker, _HONEST):
            return Finding("a worker", "missing", f"honest code fails: {error}")
        done = [name for name, code in _FORBIDDEN.items() if _tried(worker, code) is None]
    if done:
        return Finding("a worker", "missing", f"it could {', '.join(done)}", CONTAINER)
    tried = ", ".join(_FORBIDDEN)
    return Finding("a worker", "good", f"runs honest code; it tried and failed to {tried}")


def _tried(worker: Worker, code: str) -> str | None:
    try:
        return worker.run(code)
    except LimitHit as hit:
        return str(hit)


def _child_ready_ms(sandbox: Sandbox) -> float:
    """Return the median time from asking for a worker to its first answer, in milliseconds."""
    taken = []
    for _ in range(BENCH_WORKERS):
        start = time.perf_counter()
        with sandbox.worker() as worker:
            worker.run("1 + 1")
            taken.append(time.perf_counter() - start)
        time.sleep(0.05)  # at rest: the last worker's end is not part of the next one's start
    return round(1000 * statistics.median(taken), 1)
