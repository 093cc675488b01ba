"""Bring requirements.lock up to date with pyproject.toml.

    uv run --no-sync python tools/refresh_lock.py             keep the pins that still fit
    uv run --no-sync python tools/refresh_lock.py --upgrade   take the newest of everything

The lock holds every extra and the dev group with their hashes, for every
platform, and names no registry: `uv pip install --require-hashes -r
requirements.lock` takes the files from wherever the reader's own uv looks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--all-extras", "--group", "dev"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-package", "nndl-course", "--quiet"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest of everything")
    extra = ["--upgrade"] if parser.parse_args().upgrade else []
    try:
        done = subprocess.run([*COMPILE, *extra, "--output-file", LOCK.name], cwd=ROOT)
    except FileNotFoundError:
        sys.exit("uv is not installed; install it with: pip install uv")
    if done.returncode:
        sys.exit(done.returncode)
    if "://" in LOCK.read_text(encoding="utf-8"):
        sys.exit(f"{LOCK.name} names a host; find out which dependency is a direct URL.")
    pins = sum("==" in line for line in LOCK.read_text(encoding="utf-8").splitlines())
    print(f"{LOCK.name}: {pins} pinned requirements.")


if __name__ == "__main__":
    main()
