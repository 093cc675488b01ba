"""Bring what learners handed in from folders of their own into the course's exchange.

On Kubernetes all learners' servers are one Unix user, so an inbound that they share could not tell
whose a submission is. Each server mounts a folder of its own as the exchange's inbound
(deploy/kubernetes/learners.py); this program, beside the grader, copies from there to where
nbgrader looks. Whose a submission is, is whose folder it lies in, and never what it says.

    python -m grader.gather EXCHANGE --course nndl --prepare    make the folders, once
    python -m grader.gather EXCHANGE --course nndl              look every two seconds
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import stat
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError

LEARNERS = "learners"
AT_ONCE = 20  # of one learner in one pass, so that nobody keeps the others waiting
_LOOKED_AT = 1_000  # entries of one learner's folder
_LAST_WRITTEN = "submission_secret.txt"  # by nbgrader's submit, after all else
_UNFINISHED = ".unfinished+"


@dataclass(frozen=True)
class Limits:
    """What a submission may be: as large as nbgrader lets it be, and no forest of folders."""

    bytes: int = 100_000_000
    entries: int = 500


LIMITS = Limits()


@dataclass
class Pass:
    """What one look at all folders brought: names taken, and names refused with the reason."""

    taken: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


class Refused(CourseError):
    """A submission that is not taken."""


def prepare(exchange: Path, course: str) -> None:
    """Make `exchange` and its folders, or set their modes right.

    nbgrader's release wants everybody to be able to write in the exchange itself. So that is a
    folder in a volume, and not the volume's own, whose mode is not this user's to change.
    Learners' servers see `outbound` and `feedback`, read-only, and may not list the feedback, whose
    names are secrets. The hub, which shares this process's group, makes a folder for each learner.
    """
    modes = {
        LEARNERS: 0o2770,
        course: 0o755,
        f"{course}/outbound": 0o755,
        f"{course}/feedback": 0o711,
        f"{course}/inbound": 0o700,
    }
    try:
        exchange.mkdir(exist_ok=True)
        exchange.chmod(0o777)
        for name, mode in modes.items():
            (exchange / name).mkdir(exist_ok=True)
            (exchange / name).chmod(mode)
    except OSError as error:
        raise CourseError(
            f"{error.filename} cannot be made: {error.strerror}. The volume has to be"
            f" writable for user {os.getuid()} or one of the groups {os.getgroups()}."
        ) from None


def gather(exchange: Path, course: str, limits: Limits = LIMITS) -> Pass:
    """Take in what is complete in any learner's folder.

    A submission is copied under another name first and then renamed: whoever reads the inbound
    never sees a part of one, and a copy that was cut short is made anew. The learner's own is
    removed when it is in.
    """
    done = Pass()
    inbound = exchange / course / "inbound"
    for learner in sorted(os.listdir(exchange / LEARNERS)):  # noqa: PTH208, only names are wanted
        try:
            own_inbound = exchange / LEARNERS / learner / "inbound"
            waiting = _waiting(own_inbound)
        except OSError:
            continue
        for own in waiting[:AT_ONCE]:
            name = own.name
            try:
                if not (inbound / name).exists():
                    _check_name(name, learner)
                    if not _complete(own):
                        continue
                    _copy_in(own, inbound / name, limits)
                    done.taken.append(name)
                shutil.rmtree(own, ignore_errors=True)
            except (Refused, OSError) as error:
                done.refused[f"{learner}/{name}"] = str(error)
    return done


def _waiting(own_inbound: Path) -> list[Path]:
    """Return what is in a learner's inbound, the newest first: what was broken off stays there.

    Of a folder with more than any learner hands in, a part is looked at, and nobody waits for it.
    """
    with os.scandir(own_inbound) as entries:
        names = [one.name for one in itertools.islice(entries, _LOOKED_AT) if "+" in one.name]
    return [own_inbound / name for name in sorted(names, reverse=True)]


def _check_name(name: str, learner: str) -> None:
    if name.split("+")[0] != learner:
        raise Refused("it claims to be somebody else's")
    if len(name.split("+")) != 4:
        raise Refused("nbgrader calls a submission LEARNER+ASSIGNMENT+TIME+RANDOM")


def _complete(own: Path) -> bool:
    """Whether nbgrader has written all of it: its secret, of 128 characters, comes last."""
    try:
        return (own / _LAST_WRITTEN).lstat().st_size >= 128
    except OSError:
        return False


def _copy_in(own: Path, there: Path, limits: Limits) -> None:
    part = there.with_name(_UNFINISHED + there.name)
    shutil.rmtree(part, ignore_errors=True)
    try:
        _copy(own, part, limits)
        part.rename(there)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _copy(own: Path, part: Path, limits: Limits) -> None:
    """Copy folders and regular files, by descriptor: no link that a learner sets is followed."""
    left, entries = limits.bytes, 0
    top = os.open(own, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for place, folders, files, here in os.fwalk(".", dir_fd=top, follow_symlinks=False):
            entries += len(folders) + len(files)
            if entries > limits.entries:
                raise Refused(f"it has more than {limits.entries} files and folders")
            (part / place).mkdir()
            folders[:] = [
                name for name in folders
                if stat.S_ISDIR(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode)
            ]  # fmt: skip
            for name in files:
                left -= _copy_file(name, here, part / place / name, left)
    finally:
        os.close(top)


def _copy_file(name: str, folder: int, to: Path, most: int) -> int:
    """Copy a regular file of at most `most` bytes, and return its size; leave anything else out."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        if stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise error from None
        return 0  # a link, or a socket
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return 0
        content = file.read(most + 1)
    if len(content) > most:
        raise Refused("it is too large")
    to.write_bytes(content)
    return len(content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("exchange", type=Path)
    parser.add_argument("--course", default="nndl")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks")
    parser.add_argument("--prepare", action="store_true", help="make the folders, and end")
    parser.add_argument("--once", action="store_true", help="look once, and end")
    told = parser.parse_args()
    try:
        prepare(told.exchange, told.course)
        said: dict[str, str] = {}
        while not told.prepare:
            done = gather(told.exchange, told.course)
            for name in done.taken:
                print("taken", ascii(name), flush=True)  # a name need not be text
            for name, reason in done.refused.items():
                if said.get(name) != reason:
                    print("refused", ascii(name), reason, file=sys.stderr, flush=True)
            said = done.refused
            if told.once:
                break
            time.sleep(told.every)
    except (CourseError, OSError) as error:
        sys.exit(f"gather: {error}")


if __name__ == "__main__":
    main()
