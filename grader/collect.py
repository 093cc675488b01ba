"""Collect what a learning platform hands out into `submitted/LEARNER/WEEK/`.

`unpack` reads the delivery, `filenames` says whose a notebook is; what was
recognised is handed to nbgrader's own zip_collect. Nothing that was there is
lost: what an update replaces is kept below `downloaded/WEEK/replaced/`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
import unicodedata
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from course.errors import CourseError
from grader.coursedir import CourseDir
from grader.filenames import Found, Person, folded, recognise
from grader.files import write_atomically
from grader.unpack import Bounds, printable, unpack

_ANONYMOUS = "participant"  # Moodle's name of everybody, where names are hidden
_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,62}[A-Za-z0-9])?")


@dataclass
class Collected:
    """What a run did; each text is one line for the instructor.

    Attributes
    ----------
    collected, updated, unchanged, differing : (learner, notebook); what differs was left alone.
    late : learners whose work the platform marks as late.
    remarks : people kept apart, and notebooks of which there were several.
    not_recognised, refused : what no learner gets, by name, and why.
    clutter : files of the learners' systems and editors, which nobody misses.
    """

    week: str
    collected: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    differing: list[tuple[str, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    not_recognised: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    clutter: int = 0


def collect(
    course: CourseDir,
    path: Path,
    week: str,
    *,
    update: bool = False,
    bounds: Bounds | None = None,
) -> Collected:
    """Collect the delivery at `path` as submissions of `week`.

    Parameters
    ----------
    path : a folder, an archive or a single notebook.
    update : put what differs in the place of what was collected before.
    bounds : what the delivery may cost.

    Raises
    ------
    CourseError
        Where `path` cannot be read or `week` is not released. A bad part of a
        delivery never raises.
    """
    notebooks = [path.stem for path in course.released(week)]
    folder = course.root / "downloaded" / week
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".collecting-", dir=folder) as scratch:
            unpacked, chosen = Path(scratch, "unpacked"), Path(scratch, "chosen")
            unpacked.mkdir()
            delivery = unpack(path, unpacked, lambda n: n.lower().endswith(".ipynb"), bounds)
            done = Collected(week, refused=delivery.refused, clutter=delivery.clutter)
            recognised = recognise(delivery.files, notebooks, week)
            done.not_recognised = [*map(printable, delivery.others), *recognised.others]
            done.refused += recognised.doubts
            best = _best(recognised.found, done)
            ids = _Ids(course, folder / "learners.json")
            named = ids.of(sorted({f.person for f in best}, key=str), done)
            for found in best:
                learner = named[found.person]
                _choose(course, week, learner, found, chosen, update, done)
                if found.late and learner not in done.late:
                    done.late.append(learner)
            _zip_collect(course, week, chosen)
            ids.write()
    except OSError as error:
        raise CourseError(f"{error.filename or folder}: {error.strerror or error}.") from None
    return done


def _best(found: list[Found], done: Collected) -> list[Found]:
    """Return for each person and notebook the file that counts: the latest, the best named."""
    by_key: dict[tuple[Person, str], list[Found]] = defaultdict(list)
    for one in found:
        by_key[one.person, one.notebook].append(one)
    best = []
    for (person, notebook), several in by_key.items():
        several.sort(key=lambda one: (one.rank, one.file.date), reverse=True)
        first, *others = several
        others = [one for one in others if not _same(one.file.data, first.file.data)]
        names = ", ".join(printable(one.file.name) for one in others[:5])
        names += f" and {len(others) - 5} more" if len(others) > 5 else ""
        if any((o.rank, o.file.date) == (first.rank, first.file.date) for o in others):
            done.refused.append(
                f"{person}: which {notebook} counts cannot be told:"
                f" {printable(first.file.name)}, {names}. None was taken."
            )
            continue
        if others:
            done.remarks.append(
                f"{person}: of {len(others) + 1} different {notebook},"
                f" {printable(first.file.name)} was taken; left: {names}."
            )
        best.append(first)
    return best


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


class _Ids:
    """Which learner's id stands for which person, kept from one delivery to the next."""

    def __init__(self, course: CourseDir, path: Path) -> None:
        self._path = path
        self._people: dict[str, Person] = {}
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            self._people = {learner: Person(**node) for learner, node in known.items()}
        except FileNotFoundError:
            pass
        except (ValueError, TypeError, AttributeError):
            raise CourseError(
                f"{path} is damaged. It says who is who; move it away to begin anew."
            ) from None
        self._shared = {folded(_id(person)) for person in self._people.values()}
        # On some file systems Ann's folder is ann's as well.
        self._spelled = {folded(p.name): p.name for p in (course.root / "submitted").glob("*/")}
        self._spelled |= {folded(learner): learner for learner in self._people}

    def of(self, people: list[Person], done: Collected) -> dict[Person, str]:
        """Return an id for each of `people`; those who would share one are kept apart, and told."""
        ids = {person: learner for learner, person in self._people.items()}
        new = [person for person in people if person not in ids]
        wanted = Counter(folded(_id(person)) for person in new)
        apart: dict[str, list[str]] = defaultdict(list)
        for person in new:
            if not person.platform and person.name in self._people:
                ids[person] = person.name  # a folder that bears a known id means its owner
                continue
            learner = _id(person)
            key = folded(learner)
            named_so = person.name == learner and not person.number
            if (
                key in self._shared
                or self._spelled.get(key, learner) != learner
                or (wanted[key] > 1 and not named_so)
            ):
                learner = f"{learner}-{person.number or _mark(person.name)}"
                while folded(learner) in self._spelled:
                    learner = f"{learner}-{_mark(str(person))}"
            if wanted[key] > 1 or learner != _id(person):
                apart[key].append(f"{person} as {learner}")
            ids[person] = learner
            self._people[learner] = person
            self._shared.add(key)
            self._spelled[folded(learner)] = learner
        for key, told in apart.items():
            others = [i for i, p in self._people.items() if folded(_id(p)) == key and p not in new]
            others = others or ([self._spelled[key]] if len(told) == 1 else [])
            known = f" ({', '.join(others)} was there before)" if others else ""
            done.remarks.append(
                f"Kept apart, since the names are nearly the same: {'; '.join(told)}{known}. To"
                " join two that are one person, name a folder with the id and collect it."
            )
        return ids

    def write(self) -> None:
        known = {learner: asdict(person) for learner, person in sorted(self._people.items())}
        text = json.dumps(known, indent=1, ensure_ascii=False) + "\n"
        write_atomically(self._path, text.encode("utf-8", "backslashreplace"))


def _id(person: Person) -> str:
    """Return a name for a directory that a person is known by.

    Moodle's number is another one for each assignment, so it is no part of the
    id; Canvas's is the learner's own for good, so it is.
    """
    lasting = person.platform == "Canvas" or person.name.casefold() == _ANONYMOUS
    suffix = f"-{person.number}" if lasting and person.number else ""
    if _PLAIN_ID.fullmatch(person.name):
        return person.name + suffix
    text = unicodedata.normalize("NFC", re.sub("['’`´]", "", person.name)).lower()
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in text)
    kept = re.sub("-+", "-", kept).strip("-")
    if len(kept) > 48 or len(kept.encode("utf-8", "replace")) > 120:
        short = kept[:40].encode("utf-8", "replace")[:100].decode("utf-8", "ignore")
        kept = f"{short.strip('-')}-{_mark(person.name)}"
    return (kept or f"learner-{_mark(person.name)}") + suffix


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _choose(
    course: CourseDir,
    week: str,
    learner: str,
    found: Found,
    chosen: Path,
    update: bool,
    done: Collected,
) -> None:
    """Lay a notebook out for zip_collect, unless what is there already stays."""
    key = (learner, found.notebook)
    there = course.submitted(learner, week) / f"{found.notebook}.ipynb"
    if os.path.lexists(there):
        plain = there.is_file() and not there.is_symlink()
        if plain and _same(there, found.file.data):
            done.unchanged.append(key)
            return
        if not update:
            done.differing.append(key)
            return
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
        kept = course.root / "downloaded" / week / "replaced" / learner / stamp
        kept.mkdir(parents=True)
        there.rename(kept / there.name)
        when = there.with_name("timestamp.txt")
        if when.is_file():  # it is the date of what was replaced
            when.rename(kept / when.name)
        done.updated.append(key)
    else:
        done.collected.append(key)
    place = chosen / learner / f"{found.notebook}.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(found.file.data, place)


def _zip_collect(course: CourseDir, week: str, chosen: Path) -> None:
    """Let nbgrader's zip_collect take what was chosen, LEARNER/NOTEBOOK.ipynb each."""
    if not chosen.is_dir():
        return
    from nbgrader.apps.zipcollectapp import ZipCollectApp
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    class Collector(ZipCollectApp):
        def _clear_existing_files(self, path: str) -> None:
            """Leave a learner's other notebooks; what is replaced has been moved away."""

    words: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: words.append(record.getMessage())
    log = logging.Logger("grader.zip_collect")
    log.addHandler(handler)
    config = Config()
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.assignment_id = week
    config.FileNameCollectorPlugin.named_regexp = (
        r".*[\\/](?P<student_id>[^\\/]+)[\\/](?P<file_id>[^\\/]+\.ipynb)$"
    )
    config.ZipCollectApp.strict = True
    above = str(chosen.parent).replace("{", "{{").replace("}", "}}")
    config.ZipCollectApp.collect_directory_structure = above + "/{collect_step}"
    config.ZipCollectApp.extracted_directory = chosen.name
    app = Collector(config=config, log=log)
    app.coursedir = CourseDirectory(config=config, log=log)
    try:
        app.init_plugins()
        app.process_extracted_files()
    except SystemExit:
        said = words[-1].splitlines()[0] if words else "it does not say why"
        raise CourseError(f"nbgrader zip_collect failed: {said}.") from None
