"""Give a learner their own copies of the notebooks, and open JupyterLab on them.

A learner's work is never overwritten: a notebook is brought up to date only
while it is, byte for byte, what an earlier `course lab` put there. Everything
happens in this process, so it works alike on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.resources import learner_notebooks

RECORD = ".nndl-course.json"  # notebook -> sha256 of the copy that was put there last
# No question about announcements before the first lesson. There is an option for it, news_url=None,
# and JupyterLab 4.6 asks all the same.
QUIET = Path(__file__).with_name("jupyter")


@dataclass(frozen=True)
class Copies:
    """What :func:`copy_notebooks` did; each is a list of ``week2/cat_classifier.ipynb``.

    Attributes
    ----------
    new : notebooks that were not there.
    updated : untouched ones that were replaced by the course's newer copy.
    kept : ones that the learner has worked in, of which the course has a newer copy.
    """

    new: tuple[str, ...]
    updated: tuple[str, ...]
    kept: tuple[str, ...]


def course_folder(here: Path) -> Path | None:
    """Return the folder that an earlier `course lab` filled, if `here` is it or one in it."""
    return next((f for f in (here, here.parent) if (f / RECORD).is_file()), None)


def copy_notebooks(folder: Path) -> Copies:
    """Copy the course's notebooks into `folder`, leaving a learner's work as it is.

    Raises CourseError where `folder` is a file or cannot be written, or where
    this installation carries no notebooks.
    """
    shipped = learner_notebooks()
    if not shipped:
        raise CourseError(
            "This installation carries no notebooks; reinstall nndl-course, or run grader build."
        )
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file; name a folder for the notebooks.")
    done: dict[str, list[str]] = {"new": [], "updated": [], "kept": []}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = _read_record(folder)
        for week, notebooks in shipped.items():
            (folder / week).mkdir(exist_ok=True)
            for notebook in notebooks:
                name = f"{week}/{notebook.name}"
                outcome = _copy(notebook, folder / week / notebook.name, name, record)
                if outcome:
                    done[outcome].append(name)
        _write(folder / RECORD, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CourseError(
            f"The notebooks cannot be written: {error.filename or folder}: {reason}."
            " Name another folder: course lab DIR."
        ) from error
    return Copies(*(tuple(done[key]) for key in ("new", "updated", "kept")))


def open_lab(
    folder: Path,
    first: str = "",
    browser: bool = True,
    port: int | None = None,
    allow_root: bool = False,
) -> None:
    """Run JupyterLab in `folder`, in this process, until it is stopped.

    `first` is the notebook to open, relative to `folder`. Raises CourseError
    where JupyterLab is not installed.
    """
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        raise CourseError(
            'JupyterLab is not installed here; install it with: pip install "nndl-course[lab]"'
        ) from None
    above = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [above, str(QUIET)]))
    argv = [
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--ServerApp.open_browser={browser}",
    ]
    argv += [f"--LabApp.default_url=/lab/tree/{first}"] if first else []
    argv += [f"--ServerApp.port={port}"] if port is not None else []
    argv += ["--ServerApp.allow_root=True"] if allow_root else []
    LabApp.launch_instance(argv=argv)


def _copy(source: Path, target: Path, name: str, record: dict[str, str]) -> str:
    """Copy one notebook where that harms no work; return what was done of it."""
    content = source.read_bytes()
    shipped = _digest(content)
    if not target.exists():
        _write(target, content)
        record[name] = shipped
        return "new"
    there = _digest(target.read_bytes())
    if there == shipped:
        record[name] = shipped
        return ""
    if there == record.get(name):
        _write(target, content)
        record[name] = shipped
        return "updated"
    return "" if record.get(name) == shipped else "kept"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(folder: Path) -> dict[str, str]:
    """Return the record; an unreadable one counts as none, and so nothing as untouched."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: half a notebook would pass for a learner's work."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
