"""A course directory: what nbgrader understands, and what our judge needs besides.

nbgrader_config.py   hands nbgrader's autograde to our judge
grader.toml          where the instructor's content is, and the gradebook; due dates; how to serve
.grader-secret       from which the cases are drawn; never leaves the instructor
.grader-parsed/      the sources of the weeks, read; made anew where they have changed
.grader-sets/        what the reference has shown; made anew where the content has changed
.grader-init         when `grader init` was last done, for a `grader serve` that runs
source/ release/ submitted/ autograded/ feedback/   nbgrader's own folders
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.resources import HANDED_OUT, PACKAGED_FIXTURES
from grader.content import find_root, load_week, weeks
from grader.source import Source

_SETTINGS, _SECRET, _CONFIG = "grader.toml", ".grader-secret", "nbgrader_config.py"
_DONE = ".grader-init"
_COURSE_ID = "nndl"
_SECRET_BYTES = 32

_CONFIG_TEXT = """\
# Written by `grader init`: nbgrader's autograde, its formgrader button included,
# takes submissions in and judges them as `grader autograde` does.
from grader.nbgrader_release import STEPS
from grader.pages.nbgrader_pages import TEMPLATES

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {db_url!r}
c.GenerateAssignment.preprocessors = STEPS
c.Autograde.exporter_class = "grader.nbgrader_steps.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "grader.nbgrader_steps.JudgeNotebook",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True

# What learners wrote can do nothing in an instructor's browser, and no page fetches anything.
c.HTMLExporter.filters = {{"markdown2html": "grader.pages.sanitise.rendered"}}
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.extra_template_basedirs = TEMPLATES
"""


@dataclass(frozen=True)
class CourseDir:
    """An opened course directory.

    Attributes
    ----------
    root : the directory.
    content : the instructor's checkout, which holds solutions and checks.
    secret : from which case sets are drawn and chosen.
    db_url : the gradebook, as SQLAlchemy names it.
    course_id : nbgrader's name for the course.
    """

    root: Path
    content: Path
    secret: bytes
    db_url: str
    course_id: str

    def source(self, week: str) -> Path:
        return self.root / "source" / week

    def release(self, week: str) -> Path:
        return self.root / "release" / week

    def released(self, week: str) -> list[Path]:
        """Return the notebooks that are released for `week`; raises CourseError where none is."""
        found = sorted(self.release(week).glob("*.ipynb"))
        if not found:
            raise CourseError(f"{week} is not released in {self.root}; run grader init again.")
        return found

    def submitted(self, learner: str, week: str) -> Path:
        return self.root / "submitted" / learner / week

    def autograded(self, learner: str, week: str) -> Path:
        return self.root / "autograded" / learner / week

    def feedback(self, learner: str, week: str) -> Path:
        return self.root / "feedback" / learner / week

    def learners(self, week: str) -> list[str]:
        """Return who has handed in something for `week`; a hidden folder is nobody's."""
        names = (path.parent.name for path in self.root.glob(f"submitted/*/{week}"))
        return sorted(name for name in names if not name.startswith("."))


def init_course(
    root: Path,
    content: Path | None = None,
    db_url: str | None = None,
    course_id: str | None = None,
) -> CourseDir:
    """Make a course directory at `root`, or bring an existing one up to date.

    The secret, the submissions and the gradebook of an existing one are kept, and
    its grader.toml: what is not given here is as that says. The due dates in it are
    written to the gradebook. Raises CourseError where `root` is a file, or an nbgrader
    course of another make, or no gradebook can be opened at `db_url`, or a due date is none.
    """
    from grader.database import check_database, gradebook_url
    from grader.duedates import NO_DUE, read_due, record_due
    from grader.serving.settings import read_settings

    root = root.absolute()
    if root.is_file():
        raise CourseError(f"{root} is a file; give a directory.")
    if (root / _CONFIG).exists() and not (root / _SETTINGS).exists():
        raise CourseError(
            f"{root} is an nbgrader course already. Choose another directory, or move its"
            f" {_CONFIG} away first."
        )
    try:
        known = _known_settings(root)
        content = find_root(content or (Path(known["content"]) if "content" in known else None))
        root.mkdir(parents=True, exist_ok=True)
        due = read_due(known, weeks(content), root / _SETTINGS)
        read_settings(known, root / _SETTINGS)
        db_url = gradebook_url(db_url or known.get("db_url") or _own_gradebook(root))
        check_database(db_url)
        _write_secret(root / _SECRET)
        course_id = course_id or known.get("course_id") or _COURSE_ID
        told = {"content": str(content), "db_url": db_url, "course_id": course_id}
        changed = {key: value for key, value in told.items() if known.get(key) != value}
        settings = _with_settings(_text(root / _SETTINGS) or NO_DUE, changed)
        config = _CONFIG_TEXT.format(course_id=course_id, root=str(root), db_url=db_url)
        for name, text in ((_SETTINGS, settings), (_CONFIG, config)):
            if ":" in db_url.partition("://")[2].partition("@")[0]:  # there may be a password
                (root / name).touch(0o600)
                (root / name).chmod(0o600)
            if _text(root / name) != text:
                (root / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{root} cannot be written: {error.strerror}.") from None
    course = open_course(root)
    for week in weeks(content):
        release_week(course, week)
    record_due(course.db_url, due)
    (root / _DONE).touch()
    return course


def open_course(root: Path) -> CourseDir:
    """Open the course directory at `root`; raises CourseError where it is none."""
    root = root.absolute()
    try:
        settings = tomllib.loads((root / _SETTINGS).read_text(encoding="utf-8"))
        _check_texts(settings, root / _SETTINGS)
        secret = _read_secret(root / _SECRET)
        return CourseDir(
            root, Path(settings["content"]), secret, settings["db_url"], settings["course_id"]
        )
    except FileNotFoundError as error:
        raise CourseError(
            f"{root} is no course directory: {Path(error.filename).name} is missing."
            f" Make one with: grader init {root}"
        ) from None
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(f"{root / _SETTINGS} or {_SECRET} cannot be read: {error}.") from None


def last_init(root: Path) -> int:
    """Return when `grader init` last came to its end here, in nanoseconds; 0 where it never did."""
    try:
        return (root / _DONE).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def release_week(course: CourseDir, week: str) -> None:
    """Write a week's source notebooks, and release them through nbgrader.

    nbgrader releases every file of a week's source, so what an earlier call has left is removed.
    """
    from grader.notebooks import generate_assignment, write_source

    notebooks = load_week(course.content, week)
    for path in course.source(week).glob("*.ipynb"):
        path.unlink()
    shutil.rmtree(course.source(week) / HANDED_OUT, ignore_errors=True)
    for notebook in notebooks:
        write_source(notebook.source, course.root)
        _hand_out(course, notebook.source)
    generate_assignment(course.root, week, course.db_url, course.course_id)


def _hand_out(course: CourseDir, source: Source) -> None:
    """Put what content that is not the package's has built beside the notebook that needs it.

    That is its fixture, and of each notebook that lends to it what it lends, and the fixture by
    which a learner's own version is checked. nbgrader releases every file of a week's folder.
    """
    built = course.content / "course" / "fixtures"
    if built == PACKAGED_FIXTURES:
        return
    lenders = [name for name, *_ in source.all_lenders]
    found = [(built, path) for name in (source.name, *lenders) for path in built.glob(f"{name}.*")]
    for lender in lenders:
        week, _, stem = lender.partition("/")
        lent = course.content.glob(f"{week}/lent/{stem}.json")
        found += [(course.content, path) for path in lent]
    for root, path in found:
        copy = course.source(source.week) / HANDED_OUT / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _own_gradebook(root: Path) -> str:
    return f"sqlite:///{root / 'gradebook.db'}"


def _known_settings(root: Path) -> dict:
    """Return what the grader.toml of an existing course directory says; empty where there is none.

    Raises CourseError where it cannot be read: what an instructor wrote is not written over.
    """
    path = root / _SETTINGS
    try:
        known = tomllib.loads(_text(path))
    except ValueError as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    _check_texts(known, path)
    return known


def _check_texts(settings: dict, path: Path) -> None:
    """Raise CourseError for what is to be text in a grader.toml, and is none."""
    for key in ("content", "db_url", "course_id"):
        if not isinstance(settings.get(key, ""), str):
            raise CourseError(f'{path}: {key} is to be a text: write it in quotes, {key} = "...".')


def _text(path: Path) -> str:
    """Return what a file of the course directory says; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _with_settings(text: str, settings: dict[str, str]) -> str:
    """Return a grader.toml's text with `settings` told in it; the instructor's own lines stay."""
    table = re.search(r"(?m)^[ \t]*\[", text)  # what stands below it is that table's own
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    missing = []
    for key, value in settings.items():
        line = f"{key} = {json.dumps(value)}\n"  # JSON's strings are TOML's basic strings
        top, found = re.subn(rf"(?m)^[ \t]*{key}[ \t]*=.*\n?", lambda _, line=line: line, top)
        missing += [] if found else [line]
    return "".join(missing) + top + rest


def _read_secret(path: Path) -> bytes:
    """Return the secret; raises CourseError where it is no whole one: cases could be foreseen."""
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError:
        secret = b""
    if len(secret) < _SECRET_BYTES:
        raise CourseError(
            f"{path} holds no secret, which is {2 * _SECRET_BYTES} digits from 0 to f. Restore it"
            " from a backup; or remove it and run grader init: a regrade then uses other cases."
        )
    return secret


def _write_secret(path: Path) -> None:
    """Write a new secret that only its owner can read, whole or not at all, unless there is one.

    Unlike what :mod:`grader.files` writes it outlives a power cut: with another all cases change.
    """
    if path.exists():
        _read_secret(path)
        return
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_SECRET_BYTES) + "\n")
            file.flush()
            os.fsync(descriptor)
        Path(temporary).rename(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
