"""Read a delivery of strangers' files: a folder or an archive, archives in archives, and bombs.

Names are data: no path in a delivery ever becomes a path on this disk. Only the
files that are wanted are written, under numbers; of the others the name is kept.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from course.errors import CourseError

MB = 2**20
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".gz")
_UNOPENED = (".7z", ".rar", ".bz2", ".xz", ".zst", ".tbz2", ".txz", ".lz4")
_CHUNK = 2**18
_CLUTTER = re.compile(
    r"(^|/)(__MACOSX|\.ipynb_checkpoints|\.git)/|(^|/)(\._[^/]*|\.DS_Store|Thumbs\.db)$"
)
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, gzip.BadGzipFile,
    struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, IndexError,
    KeyError, MemoryError, OverflowError,
)  # fmt: skip


class DeliveryError(CourseError):
    """What was handed over cannot be read at all."""


@dataclass(frozen=True)
class Bounds:
    """What a delivery may cost; each is generous for honest work.

    Attributes
    ----------
    file_bytes : one file, unpacked.
    archive_bytes : an archive inside another one, and what may come out of any archive ...
    archive_ratio : ... or so many times its own size, where that is more.
    total_bytes : the whole delivery, unpacked.
    entries : files and folders of one archive.
    depth : archives inside archives.
    ratio : how many times larger than packed a file of more than 1 MB may be.
    """

    file_bytes: int = 50 * MB
    archive_bytes: int = 200 * MB
    archive_ratio: int = 50
    total_bytes: int = 20_000 * MB
    entries: int = 200_000
    depth: int = 4
    ratio: int = 500


@dataclass(frozen=True)
class File:
    """A wanted file: its name in the delivery, where its bytes are now, and its date."""

    name: str
    data: Path
    date: float = 0.0


@dataclass
class Delivery:
    """What was in a delivery.

    Attributes
    ----------
    files : what was wanted, in the delivery's order.
    others : names of what was not, and why, where there is a reason.
    refused : sentences about what was not read, each with the name of what it is about.
    clutter : how many files the learner's system or editor had added.
    """

    files: list[File] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    clutter: int = 0


def unpack(
    path: Path, into: Path, wanted: Callable[[str], bool], bounds: Bounds | None = None
) -> Delivery:
    """Read the folder, archive or file at `path`; write what is `wanted` below `into`.

    Raises DeliveryError, in one sentence, where `path` itself cannot be read;
    what is the matter with a part of it stands in the delivery's `refused`.
    """
    reader = _Reader(into, wanted, bounds or Bounds())
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise DeliveryError(f"{path} cannot be read: {error.strerror}.") from None
    if stat.S_ISDIR(mode):
        reader.folder(path)
    elif not stat.S_ISREG(mode):
        raise DeliveryError(f"{path} is neither a folder nor a file.")
    elif kind := archive_kind(path.name):
        try:
            reader.archive(path, kind, "", reader.all, 0)
        except _Refused as error:
            raise DeliveryError(f"{path} {error}.") from None
    else:
        reader.folder_entry(path, path.name)
    return reader.delivery


def archive_kind(name: str) -> str:
    """Return the archive ending of `name`, the longest that fits; empty where it is none."""
    endings = [e for e in ARCHIVES if name.lower().endswith(e) and len(name) > len(e)]
    return max(endings, key=len, default="")


def printable(name: str) -> str:
    """Return `name` such that no character of it can move a terminal's cursor or mislead."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    shown = shown.encode("utf-8", "backslashreplace").decode()
    return shown if len(shown) <= 200 else f"{shown[:120]} ... {shown[-70:]}"


class _Refused(Exception):
    """Its text ends a sentence that begins with the name of what is refused."""


class _TooLarge(_Refused):
    """The archive as a whole is."""


class _Budget:
    """How many bytes may still be written; what is taken is taken from the outer one as well."""

    def __init__(self, size: int, outer: _Budget | None = None) -> None:
        self.left, self._outer = size, outer

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise _TooLarge("holds more than can be sensible: unpacked, it is too large")
        if self._outer is not None:
            self._outer.take(size)

    def state(self) -> list[int]:
        return [self.left, *(self._outer.state() if self._outer is not None else [])]

    def restore(self, state: list[int]) -> None:
        self.left = state[0]
        if self._outer is not None:
            self._outer.restore(state[1:])


@dataclass(frozen=True)
class _Entry:
    """A plain file inside an archive, not opened yet."""

    name: str
    size: int
    packed: int
    date: float
    open: Callable[[], BinaryIO]


class _Reader:
    def __init__(self, into: Path, wanted: Callable[[str], bool], bounds: Bounds) -> None:
        self._into, self._wanted, self._bounds = into, wanted, bounds
        self._written = 0
        self.delivery = Delivery()
        self.all = _Budget(bounds.total_bytes)

    def folder(self, root: Path) -> None:
        """Read all below `root`, in the order of names; no link is followed."""
        for folder, names, files in os.walk(root):
            names.sort()
            for name in [*(n for n in names if (Path(folder) / n).is_symlink()), *sorted(files)]:
                path = Path(folder) / name
                self.folder_entry(path, path.relative_to(root).as_posix())

    def folder_entry(self, path: Path, name: str) -> None:
        try:
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode):
                raise _Refused("is a link, a pipe or a device, and was not opened")
            if kind := self._opens(name):
                self.archive(path, kind, f"{name}/", self.all, 1)
            else:
                entry = _Entry(name, status.st_size, 0, status.st_mtime, lambda: path.open("rb"))
                self._plain(entry, self.all)
        except _Refused as error:
            self._refuse(name, str(error))
        except OSError as error:
            self._refuse(name, f"cannot be read: {error.strerror}")

    def archive(self, path: Path, kind: str, prefix: str, outer: _Budget, depth: int) -> None:
        """Read the archive at `path`; `prefix` stands before the names of what is in it.

        Raises _Refused where it cannot be opened, or is more than can be sensible;
        nothing of it is then left, and it has cost the outer ones nothing.
        """
        size = path.stat().st_size
        bounds = self._bounds
        allowed = max(bounds.archive_bytes, bounds.archive_ratio * size)
        budget = _Budget(allowed, outer) if depth else outer
        before, files, refused = outer.state(), len(self.delivery.files), len(self.delivery.refused)
        try:
            self._read(path, kind, prefix, budget, depth)
        except _Refused:
            for file in self.delivery.files[files:]:
                file.data.unlink()
            del self.delivery.files[files:]
            outer.restore(before)
            raise
        finally:
            self._shorten(refused, prefix)

    def _read(self, path: Path, kind: str, prefix: str, budget: _Budget, depth: int) -> None:
        try:
            with path.open("rb") as file, contextlib.ExitStack() as stack:
                name = Path(prefix.rstrip("/") or path.name).stem  # of the one file in a .gz
                entries = self._entries(file, path, kind, name, budget, stack)
                for count, entry in enumerate(entries):
                    if count >= self._bounds.entries:
                        raise _TooLarge(f"holds more than {self._bounds.entries:,} files")
                    if isinstance(entry, str):
                        self._refuse(prefix, entry)
                    else:
                        self._entry(entry, prefix, budget, depth)
        except _DAMAGED as error:
            said = str(error).splitlines() or [type(error).__name__]
            raise _Refused(f"is damaged, or no {kind} archive ({printable(said[0])})") from None
        except OSError as error:
            raise _Refused(f"cannot be read: {error.strerror or error}") from None

    def _entries(self, file, path: Path, kind: str, name: str, budget, stack) -> Iterator:
        """Yield an archive's entries, and a sentence for each that is no plain file."""
        if kind == ".zip":
            yield from _zip_entries(file)
        elif kind == ".gz":
            size = path.stat().st_size
            yield _Entry(name, 0, size, 0.0, lambda: gzip.GzipFile(fileobj=file))
        elif kind == ".tar":
            yield from _tar_entries(file)
        else:  # a packed tar is unpacked first, so that a bomb is met by the budget
            with gzip.GzipFile(fileobj=file) as packed:
                plain = self._write(packed, budget, budget.left, path.stat().st_size)
            stack.callback(plain.unlink)
            yield from _tar_entries(stack.enter_context(plain.open("rb")))

    def _entry(self, entry: _Entry, prefix: str, budget: _Budget, depth: int) -> None:
        """Take one entry; whatever is the matter with it is its own trouble."""
        shown = prefix + entry.name
        try:
            name = prefix + _safe(entry.name)
            kind = self._opens(name)
            if not kind:
                self._plain(_Entry(name, entry.size, entry.packed, entry.date, entry.open), budget)
                return
            if depth >= self._bounds.depth:
                raise _Refused("lies too deep in archives of archives")
            packed = self._copy(entry, budget, self._bounds.archive_bytes)
            try:
                self._inner(packed, kind, name, budget, depth + 1)
            finally:
                packed.unlink()
        except _TooLarge:
            raise  # it is this archive as a whole that is
        except _Refused as error:
            self._refuse(shown, str(error))
        except _DAMAGED as error:
            self._refuse(shown, _what_is_wrong(error))

    def _inner(self, path: Path, kind: str, name: str, budget: _Budget, depth: int) -> None:
        try:
            self.archive(path, kind, f"{name}/", budget, depth)
        except _TooLarge as error:  # which is no matter of the outer one
            raise _Refused(str(error)) from None

    def _opens(self, name: str) -> str:
        """Return the kind of archive that `name` is, where archives are to be opened."""
        return "" if _CLUTTER.search(name) else archive_kind(name)

    def _plain(self, entry: _Entry, budget: _Budget) -> None:
        if _CLUTTER.search(entry.name):
            self.delivery.clutter += 1
        elif not self._wanted(entry.name):
            unopened = entry.name.lower().endswith(_UNOPENED)
            why = " (an archive of a kind that is not opened; unpack it by hand)" * unopened
            self.delivery.others.append(entry.name + why)
        else:
            data = self._copy(entry, budget, self._bounds.file_bytes)
            self.delivery.files.append(File(entry.name, data, entry.date))

    def _copy(self, entry: _Entry, budget: _Budget, most: int) -> Path:
        if entry.size > most:
            raise _Refused(f"is larger than {most // MB} MB")
        with entry.open() as data:
            return self._write(data, budget, most, entry.packed)

    def _write(self, data: BinaryIO, budget: _Budget, most: int, packed: int) -> Path:
        """Write `data` under a number; what was written of a bomb is taken away again."""
        path = self._into / f"{self._written:06}"
        self._written += 1
        size = 0
        try:
            with path.open("xb") as file:
                while chunk := data.read(_CHUNK):
                    size += len(chunk)
                    if size > most:
                        raise _Refused(f"is larger than {most / MB:.0f} MB, unpacked")
                    if packed and size > MB and size > self._bounds.ratio * packed:
                        raise _Refused(
                            f"unpacks to more than {self._bounds.ratio} times its size,"
                            " as only a bomb does"
                        )
                    budget.take(len(chunk))
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def _refuse(self, name: str, why: str) -> None:
        self.delivery.refused.append(f"{printable(name.rstrip('/')) or 'The archive'} {why}.")

    def _shorten(self, since: int, prefix: str, most: int = 20) -> None:
        """Keep the first sentences about one archive, and say how many more there were."""
        more = len(self.delivery.refused) - since - most
        if more > 0:
            del self.delivery.refused[since + most :]
            self._refuse(prefix, f"holds {more:,} more files that cannot be read")


class _BoundedReads(io.RawIOBase):
    """A file of which nobody may read 32 MB at once, as a forged table of contents would."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        most = 32 * MB
        data = self._file.read(most + 1 if size < 0 else min(size, most + 1))
        if size > most or len(data) > most:
            raise ValueError("its table of contents is too large")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _zip_entries(file: BinaryIO) -> Iterator[_Entry | str]:
    with zipfile.ZipFile(_BoundedReads(file)) as archive:
        for info in archive.infolist():
            name = _zip_name(info)
            mode = info.external_attr >> 16
            if name.endswith(("/", "\\")):
                continue
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield f"holds {printable(name)}, which is a link or no plain file"
                continue
            try:
                date = datetime(*info.date_time).timestamp()
            except (ValueError, OverflowError, OSError):
                date = 0.0
            packed = max(info.compress_size, 1)
            yield _Entry(name, info.file_size, packed, date, lambda i=info: archive.open(i))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; many programs write UTF-8 and forget to say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _tar_entries(file: BinaryIO) -> Iterator[_Entry | str]:
    with tarfile.open(fileobj=_BoundedReads(file), mode="r:") as archive:
        for info in archive:
            if info.size < 0:  # it would lead back to where it stands, for ever
                raise ValueError("a file of negative size")
            if info.isdir():
                continue
            if not info.isreg() or info.issparse():
                yield f"holds {printable(info.name)}, which is a link or no plain file"
                continue
            yield _Entry(info.name, info.size, 0, info.mtime, lambda i=info: archive.extractfile(i))
            archive.members.clear()  # or a long archive is kept in memory


def _what_is_wrong(error: BaseException) -> str:
    if isinstance(error, NotImplementedError):
        return "is packed in a way that is not understood"
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "is encrypted; ask for it without a password"
    return "is damaged"


def _safe(name: str) -> str:
    """Return `name` with single slashes; raises _Refused for one that leads somewhere else."""
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or (parts and re.match(r"[A-Za-z]:", parts[0])):
        raise _Refused("has a name that leads out of the archive")
    if not parts or len(name) > 1_000:
        raise _Refused("has no sensible name")
    return "/".join(parts)
