"""A unit of grading work: one learner's notebooks of one week in, verdicts out.

A unit is bytes and a result is bytes and verdicts, so a unit can be graded in
this process, in another one or on another machine, and the result is the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import orjson

from grader.casesets import CaseSets
from grader.content import Notebook, load_week
from grader.graded_notebook import Order, order_of, put_in_order, with_verdicts
from grader.intake import MAX_BYTES, Intake, IntakeError, Submission, refused
from grader.judge import Judge
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import Limits
from grader.source import Source
from grader.verdicts import Verdict


@dataclass(frozen=True)
class Unit:
    """What one learner handed in for one week.

    `files` maps a notebook's name to its bytes; `unreadable` maps it to the
    reason why there are none.
    """

    learner: str
    week: str
    files: dict[str, bytes]
    unreadable: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A digest of all that was handed in, the same wherever it lies."""
        digest = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            digest.update(f"{name} {len(data)}\n".encode() + data)
        for name, reason in sorted(self.unreadable.items()):
            digest.update(f"{name} {reason}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class Result:
    """A graded unit: its verdicts, what is to be remarked, and its notebooks with the verdicts."""

    learner: str
    week: str
    digest: str
    verdicts: tuple[Verdict, ...]
    remarks: tuple[str, ...]
    notebooks: dict[str, bytes]


@dataclass(frozen=True)
class Bundle:
    """What a process needs to judge one week; it can be sent to another machine.

    `sets` is where case sets are kept that were played, for all who judge with this bundle.
    """

    content: Path
    week: str
    secret: bytes
    sources: dict[str, Source]
    templates: dict[str, dict]
    limits: Limits = field(default_factory=Limits)
    run_all: bool = False
    sets: Path | None = None


def case_sets_of(bundle: Bundle) -> list[CaseSets]:
    """Load the week's content, each notebook with its case sets.

    Raises CourseError where it is not in order.
    """
    notebooks = load_week(bundle.content, bundle.week, bundle.sources)
    return [CaseSets(notebook, bundle.secret, bundle.sets) for notebook in notebooks]


class WeekJudge:
    """Judges units of one week. Use it as a context manager: it holds a sandbox.

    `sets` are those of the week's notebooks, where they were loaded before.
    """

    def __init__(
        self,
        bundle: Bundle,
        sandbox: Sandbox | None = None,
        sets: Sequence[CaseSets] | None = None,
    ) -> None:
        self._bundle = bundle
        self._sandbox = sandbox or Sandbox(bundle.limits)
        self._judges = {
            one.notebook.source.notebook: Judge(one, self._sandbox)
            for one in sets or case_sets_of(bundle)
        }
        self._orders = {name: order_of(bundle.templates[name]) for name in self._judges}
        self._intakes = {name: Intake(one.notebook.source) for name, one in self._judges.items()}

    def __enter__(self) -> WeekJudge:
        return self

    def __exit__(self, *_: object) -> None:
        self._sandbox.close()

    @property
    def names(self) -> list[str]:
        """The week's notebooks."""
        return list(self._judges)

    def notebook(self, name: str) -> Notebook:
        """Return the content of the week's notebook `name`."""
        return self._judges[name].notebook

    def order(self, name: str) -> Order:
        """Return the order of the released notebook `name`."""
        return self._orders[name]

    def grade(self, unit: Unit) -> Result:
        """Return the result of `unit`; whatever was handed in, every exercise gets a verdict."""
        verdicts: list[Verdict] = []
        remarks: list[str] = []
        notebooks: dict[str, bytes] = {}
        for name, judge in self._judges.items():
            submission = self.take_in(unit, name)
            if submission.refused:
                judged = judge.refuse(submission.remarks[0])
            else:
                judged = judge.judge(submission, self._bundle.run_all)
            ordered = put_in_order(submission, self.order(name))
            graded = with_verdicts(ordered, judged.verdicts)
            notebooks[name] = orjson.dumps(graded, option=orjson.OPT_APPEND_NEWLINE)
            verdicts += judged.verdicts
            remarks += [f"{name}: {remark}" for remark in submission.remarks]
        return Result(
            unit.learner, unit.week, unit.digest, tuple(verdicts), tuple(remarks), notebooks
        )

    def take_in(self, unit: Unit, name: str) -> Submission:
        """Return one notebook of `unit` as intake understands it; refused where it cannot."""
        source = self._judges[name].notebook.source
        if name in unit.unreadable:
            return refused(unit.unreadable[name], unit.learner, source)
        try:
            return self._intakes[name].read(unit.files[name], unit.learner)
        except IntakeError as error:
            return refused(str(error), unit.learner, source)

    def refuse(self, unit: Unit, reason: str) -> Result:
        """Return the result of a unit that cannot be graded, with the reason for everyone."""
        said = self.grade(Unit(unit.learner, unit.week, {}, dict.fromkeys(self._judges, reason)))
        return replace(said, digest=unit.digest)


def read_unit(folder: Path, learner: str, week: str, names: list[str]) -> Unit:
    """Read what `learner` handed in below `folder`; only plain files of a sane size are opened."""
    files: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    for name in names:
        try:
            files[name] = _read_plain_file(folder / f"{name}.ipynb")
        except FileNotFoundError:
            unreadable[name] = f"No file {name}.ipynb was handed in."
        except (OSError, ValueError) as error:
            unreadable[name] = f"{name}.ipynb cannot be read: {error}."
    return Unit(learner, week, files, unreadable)


def read_beginning(path: Path, size: int) -> bytes | None:
    """Return the first `size` bytes of a small file that came with a submission.

    None where it cannot be read, is no plain file or is not there.
    """
    try:
        with _plain_file(path) as file:
            return file.read(size)
    except (OSError, ValueError):
        return None


def _read_plain_file(path: Path) -> bytes:
    """Return a file's bytes; raises ValueError where it is too large."""
    with _plain_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise ValueError(f"it is larger than {MAX_BYTES // 2**20} MB")
        return file.read(size)  # else room for MAX_BYTES would be made each time


@contextlib.contextmanager
def _plain_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file; a link, a pipe or a device is refused without waiting for it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ValueError("it is a link" if path.is_symlink() else error.strerror) from None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError("it is no plain file")
        yield file
