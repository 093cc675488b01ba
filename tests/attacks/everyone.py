"""A Python that every user of the machine can run, with what the grader needs.

Tests that run as an ordinary user need one: an interpreter or a checkout in
root's home cannot be read by anybody else. It is made once and kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

from grader.sandbox.view import private_folder, shown

CHECKOUT = Path(__file__).resolve().parents[2]
ORDINARY_USER = 12_345
_SYSTEM_PYTHON = "/usr/bin/python3"
_NEEDED = ("course", "grader", "datasets", "tests", "week2", "pyproject.toml")
_FOR_TESTS = ["pytest", "pytest-timeout", "hypothesis", "orjson"]  # the last for the sandbox


class NoSuchPython(Exception):
    """There is none, and none can be made here."""


@cache
def python_for_everyone() -> tuple[str, str]:
    """Return an interpreter and a folder to run it in; raises NoSuchPython."""
    if os.geteuid() != 0 or private_folder([*shown(), str(CHECKOUT)]) is None:
        return sys.executable, str(CHECKOUT)
    uv = shutil.which("uv")
    if uv is None or not Path(_SYSTEM_PYTHON).exists():
        raise NoSuchPython(f"it takes uv and {_SYSTEM_PYTHON}")
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    packages = [*project["dependencies"], *_FOR_TESTS]
    digest = hashlib.sha256("\n".join(packages).encode()).hexdigest()[:12]
    home = Path("/var/tmp") / f"nndl-course-tests-{digest}"
    if home.exists() and home.stat().st_uid != os.geteuid():
        raise NoSuchPython(f"{home} belongs to somebody else")
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another run may be making it
        if not (home / "complete").exists():
            _make(uv, home, packages)
        readable = private_folder([str(CHECKOUT)]) is None
        checkout = CHECKOUT if readable else _copied(home / "checkout")
        site = next(home.glob("lib/python3*/site-packages"))
        (site / "checkout.pth").write_text(f"{checkout}\n")
    return str(home / "bin/python"), str(checkout)


def _make(uv: str, home: Path, packages: list[str]) -> None:
    for command in (
        [uv, "venv", "-q", "--clear", "--python", _SYSTEM_PYTHON, str(home)],
        [uv, "pip", "install", "-q", "--python", str(home / "bin/python"), *packages],
    ):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise NoSuchPython(done.stderr.strip()[-300:])
    (home / "complete").touch()


def _copied(target: Path) -> Path:
    """Copy what is needed of a checkout that only its owner can read."""
    shutil.rmtree(target, ignore_errors=True)
    leave = shutil.ignore_patterns("__pycache__", "*_1000.h5")
    for name in _NEEDED:
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, target / name, ignore=leave)
        else:
            shutil.copy(CHECKOUT / name, target / name)
    return target


def as_ordinary_user() -> dict:
    """Return what `subprocess` is to be told to start a process that is not root's."""
    if os.geteuid() != 0:
        return {}
    return {"user": ORDINARY_USER, "group": ORDINARY_USER, "extra_groups": []}


def environment(**more: str) -> dict[str, str]:
    """Return the environment that such a process needs."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }
