"""A Python that every user of the machine can run, with what the grader needs.

Tests that run as an ordinary user need one: an interpreter or a checkout in
root's home cannot be read by anybody else. It is made once and kept.
"""

from __future__ import annotations

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
_NEEDED = ("course", "grader", "datasets", "tests")


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
    digest = hashlib.sha256("\n".join(project["dependencies"]).encode()).hexdigest()[:12]
    home = Path("/var/tmp") / f"nndl-course-tests-{digest}"
    if home.exists() and home.stat().st_uid != os.geteuid():
        raise NoSuchPython(f"{home} belongs to somebody else")
    python = home / "bin/python"
    if not (home / "complete").exists():
        for command in (
            [uv, "venv", "-q", "--clear", "--python", _SYSTEM_PYTHON, str(home)],
            [uv, "pip", "install", "-q", "--python", str(python), *project["dependencies"]],
        ):
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
            if done.returncode:
                raise NoSuchPython(done.stderr.strip()[-300:])
        (home / "complete").touch()
    checkout = CHECKOUT if private_folder([str(CHECKOUT)]) is None else _copied(home / "checkout")
    site = next(home.glob("lib/python3*/site-packages"))
    (site / "checkout.pth").write_text(f"{checkout}\n")
    return str(python), str(checkout)


def _copied(target: Path) -> Path:
    """Copy what is needed of a checkout that only its owner can read."""
    for name in _NEEDED:
        shutil.rmtree(target / name, ignore_errors=True)
        leave = shutil.ignore_patterns("__pycache__", "*_1000.h5")
        shutil.copytree(CHECKOUT / name, target / name, ignore=leave)
    return target
