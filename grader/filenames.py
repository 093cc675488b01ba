"""Tell from a file's name in a delivery whose it is, and which notebook.

Moodle and Canvas name files in forms of their own, which stand in FORMS;
learners name theirs as they like. Nothing here opens a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from grader.unpack import File, archive_kind, printable


@dataclass(frozen=True)
class Form:
    """How a platform names a part of a path.

    `name` is a regular expression with the named groups of nbgrader's
    zip_collect: `student_id` and, where the part is a file, `file_id`; further
    `number`, the platform's own number of the learner, `upload`, which grows
    with each upload, and `late`.
    """

    platform: str
    name: re.Pattern
    folders: bool  # True where a plain folder may be named so, not only a file or an archive


FORMS = (
    # Ann Smith_1234567_assignsubmission_file_/..., and the same before a file's name
    Form(
        "Moodle",
        re.compile(
            r"(?P<student_id>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_"
            r"(?P<file_id>.*)"
        ),
        folders=True,
    ),
    # smithann_LATE_123_456789_cat_classifier-1.ipynb
    Form(
        "Canvas",
        re.compile(
            r"(?P<student_id>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_(?P<upload>\d+)_"
            r"(?P<file_id>.+)"
        ),
        folders=False,
    ),
)
_AGAIN = re.compile(r"(?:[ _-]?\((\d{1,3})\)|-(\d{1,2}))$")  # "-1" by Canvas, " (1)" by browsers
_ASIDE = re.compile(r"final|finished|done|solved|solutions?|submission|copy\d*|new|v?\d{1,2}", re.I)


@dataclass(frozen=True)
class Person:
    """Who handed in, as the delivery names them."""

    platform: str
    name: str
    number: str = ""

    def __str__(self) -> str:
        number = f", {self.platform} {self.number}" if self.number else ""
        return printable(f"{self.name}{number}")


@dataclass(frozen=True)
class Found:
    """A notebook that was recognised; of several, the one of the highest rank counts.

    `within` says where in a learner's own folder it lay and what else its name
    said: of one learner's work both are the same.
    """

    person: Person
    notebook: str
    rank: tuple
    file: File
    late: bool = False
    within: tuple[str, str] = ("", "")


@dataclass
class Recognised:
    """Notebooks whose owner is known; names of the others, and sentences about what is in doubt."""

    found: list[Found] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def recognise(files: list[File], notebooks: list[str], week: str) -> Recognised:
    """Return whose notebooks `files` are.

    Parameters
    ----------
    files : what a delivery holds, with the names it has there.
    notebooks : the names of the notebooks of `week`.
    """
    recognised = Recognised()
    found: list[Found] = []
    own: list[tuple[list[str], File]] = []
    for file in files:
        parts = [p for p in file.name.split("/") if p != week and p not in notebooks]
        read = _by_platform(parts, file, notebooks)
        if read is None:
            own.append((parts, file))
        elif read.notebook:
            found.append(read)
        else:
            recognised.others.append(printable(file.name))
    by_learners = _by_learners(own, notebooks, week)
    known = {one.file.name for one in by_learners}
    recognised.others += [printable(file.name) for _, file in own if file.name not in known]
    recognised.found = found + _of_one_person_each(by_learners, recognised)
    return recognised


def _by_platform(parts: list[str], file: File, notebooks: list[str]) -> Found | None:
    """Read a path of which a part is named by a platform: the outermost part decides.

    What lies deeper was named by the learner, who cannot hand in for others.
    Returns None where no part is; the notebook is empty where it is none of the week's.
    """
    for depth, part in enumerate(parts):
        last = depth == len(parts) - 1
        for form in FORMS:
            match = form.name.fullmatch(part)
            if match is None or not (form.folders or last or archive_kind(part)):
                continue
            groups = match.groupdict()
            name = " ".join(groups["student_id"].replace("_", " ").split())
            person = Person(form.platform, unicodedata.normalize("NFC", name), groups["number"])
            notebook, exact, again, _ = _notebook(
                groups["file_id"] if last else parts[-1], notebooks
            )
            rank = (int(groups.get("upload") or 0), exact, again, -len(parts))
            return Found(person, notebook, rank, file, bool(groups.get("late")))
    return None


def _by_learners(
    paths: list[tuple[list[str], File]], notebooks: list[str], week: str
) -> list[Found]:
    """Read paths that learners named: ``ann/cat_classifier.ipynb``, ``ann_cat_classifier.ipynb``.

    A folder around everything is not a learner, if two or more are found in it.
    """
    if len({parts[0] for parts, _ in paths}) == 1 and all(len(parts) > 1 for parts, _ in paths):
        below = _by_learners([(parts[1:], file) for parts, file in paths], notebooks, week)
        if len({one.person for one in below}) > 1:
            return below
    read = (_by_learner(parts, file, notebooks, week) for parts, file in paths)
    return [one for one in read if one is not None]


def _by_learner(parts: list[str], file: File, notebooks: list[str], week: str) -> Found | None:
    notebook, exact, again, learner = _notebook(parts[-1], notebooks, week)
    within = ("", "")
    if len(parts) > 1:
        within = (parts[1] if len(parts) > 2 else "", learner)
        kind = archive_kind(parts[0])
        learner = _notebook(parts[0][: len(parts[0]) - len(kind)], notebooks, week)[3]
    if not notebook or not learner:
        return None
    person = Person("", unicodedata.normalize("NFC", learner))
    return Found(person, notebook, (0, exact, again, -len(parts)), file, within=within)


def _of_one_person_each(found: list[Found], recognised: Recognised) -> list[Found]:
    """Leave out the folders that seem to hold several people's work, and say so."""
    by_person: dict[Person, list[Found]] = defaultdict(list)
    for one in found:
        by_person[one.person].append(one)
    kept = []
    for person, theirs in by_person.items():
        folders = {one.within[0] for one in theirs} - {""}
        names = {folded(one.within[1]) for one in theirs} - {"", folded(person.name)}
        if len(folders) <= 1 and len(names) <= 1:
            kept += theirs
            continue
        seen = ", ".join(printable(name) for name in sorted(folders or names)[:5])
        recognised.doubts.append(
            f"{person} seems to hold the work of several people ({seen}). None of it was taken:"
            " collect this folder by itself, or give each of them a folder."
        )
        recognised.others += [printable(one.file.name) for one in theirs]
    return kept


def _notebook(file_name: str, notebooks: list[str], week: str = "") -> tuple[str, int, int, str]:
    """Return which notebook a file's name means, and what else stands in the name.

    Returns (notebook, how exactly it is named, number of the upload, the rest).
    The notebook is empty where it is none; the rest then is the whole name.
    """
    stem = re.sub(r"\.ipynb$", "", file_name, flags=re.IGNORECASE)
    for name in sorted(notebooks, key=len, reverse=True):
        if stem == name:
            return name, 2, 0, ""
    again = _AGAIN.search(stem)
    if again is not None:
        stem, number = stem[: again.start()], int(again[1] or again[2])
    else:
        number = 0
    for name in sorted(notebooks, key=len, reverse=True):
        words = r"[\W_]*".join(map(re.escape, re.split(r"[\W_]+", name)))
        match = re.fullmatch(rf"(?:(.*?)[\W_]+)?{words}(?:[\W_]+(.*))?", stem, re.IGNORECASE)
        if match is None:
            continue
        beside = [text for text in match.groups() if text and not _is_aside(text, week)]
        if len(beside) > 1:
            continue
        aside = any(match.groups()) and not beside
        return name, (2 if stem == name else 0 if aside else 1), number, "".join(beside)
    return "", 0, 0, file_name if again is None else stem + again[0]


def _is_aside(text: str, week: str) -> bool:
    """Return True for what learners write beside a name that is not theirs: ``final``, ``v2``."""
    words = [word for word in re.split(r"[\W_]+", text) if word]
    return all(word == week or _ASIDE.fullmatch(word) for word in words)


def folded(name: str) -> str:
    """Return what two names have in common that some file systems take for one."""
    return unicodedata.normalize("NFKC", name).casefold()
