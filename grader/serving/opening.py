"""Open what a stranger has written, without being led elsewhere or kept waiting."""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Unfit(Exception):
    """A submission that is not taken; the text says why."""


@contextmanager
def directory(path: Path | str, within: int | None = None) -> Iterator[int]:
    """Open a folder that is none by way of a link."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=within)
    except NotADirectoryError:
        raise Unfit("it is a link or a file, not a folder") from None
    try:
        yield opened
    finally:
        os.close(opened)


@contextmanager
def plain_file(name: str, within: int) -> Iterator[int]:
    """Open a plain file; a link, a pipe or a device is refused without waiting for it."""
    status = os.stat(name, dir_fd=within, follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        raise Unfit("it is a link" if stat.S_ISLNK(status.st_mode) else "it is no plain file")
    opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=within)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise Unfit("it is no plain file")
        yield opened
    finally:
        os.close(opened)


def text_of(folder: int, name: str) -> str:
    """Return what a small file says; empty where there is none."""
    with suppress(FileNotFoundError), plain_file(name, folder) as opened:
        return os.read(opened, 1000).decode("utf-8", "replace")
    return ""


def user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"
