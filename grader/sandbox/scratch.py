"""Scratch folders on disk, for workers that cannot have one in memory.

The warm process makes one for each worker, measures them all the while, and
removes them. What lies in them was made by strangers: nothing is followed,
nothing is opened but folders, and no depth is too deep.
"""

from __future__ import annotations

import itertools
import os
import secrets
import stat
from pathlib import Path


def make(base: Path, number: int, owner: int | None) -> str:
    """Make a scratch folder below `base` for `owner`, who may be this process's own user."""
    folder = base / str(number)
    folder.mkdir(mode=0o700)
    if owner is not None:
        os.chown(folder, owner, owner)
    return str(folder)


def exceeds(folder: str, most_bytes: int, most_files: int) -> bool:
    """Return True where `folder` holds more than it may, or hides what it holds."""
    size = count = 0
    todo = [folder]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    size += status.st_blocks * 512
                    count += 1
                    if size > most_bytes or count > most_files:
                        return True
                    if stat.S_ISDIR(status.st_mode):
                        todo.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError:  # a folder that may not be read, or a path that is too long
            return True
    return False


def remove(folder: str) -> None:
    """Remove `folder` and all in it; nobody may be writing to it any more.

    Folders are moved up and then removed, so that depth costs neither stack
    nor descriptors.
    """
    base = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    token, numbers = secrets.token_hex(8), itertools.count()
    try:
        while names := os.listdir(base):  # noqa: PTH208
            for name in names:
                if not _is_folder(name, base):
                    os.unlink(name, dir_fd=base)
                    continue
                os.chmod(name, 0o700, dir_fd=base)
                inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=base)
                try:
                    for one in os.listdir(inner):  # noqa: PTH208
                        if _is_folder(one, inner):
                            os.chmod(one, 0o700, dir_fd=inner)
                            new = f"{token}-{next(numbers)}"
                            os.rename(one, new, src_dir_fd=inner, dst_dir_fd=base)
                        else:
                            os.unlink(one, dir_fd=inner)
                finally:
                    os.close(inner)
                os.rmdir(name, dir_fd=base)
    finally:
        os.close(base)
    Path(folder).rmdir()


def _is_folder(name: str, parent: int) -> bool:
    status = os.stat(name, dir_fd=parent, follow_symlinks=False)
    return stat.S_ISDIR(status.st_mode)
