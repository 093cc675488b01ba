"""The course's pictures: drawn cats, handwritten digits, a learner's own HDF5 files and photos.

Pictures are uint8, (m, height, width, 3) or, the digits, (m, 8, 8); labels a row (1, m) int64.
A file is looked at before it is read; whatever is wrong with it is one `DataError` line.
"""

from __future__ import annotations

import math
import os
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course.errors import DataError
from course.resources import data_file

FOLDER_VARIABLE = "NNDL_CATS"
SIDE = 64
MOST_BYTES = 500_000_000  # a file may claim any shape; the original training set is 2.6 MB
_SPLITS = ("train", "dev", "test")
_TRAIN_FILE, _TEST_FILE = "train_catvnoncat.h5", "test_catvnoncat.h5"


@dataclass(frozen=True, eq=False, repr=False)
class Cats:
    """Pictures of cats and of what is not a cat, split for training, choosing and testing.

    Attributes
    ----------
    train_x, dev_x, test_x : numpy.ndarray
        Pictures, (m, 64, 64, 3) uint8. `dev_x` is None where the source has no dev set.
    train_y, dev_y, test_y : numpy.ndarray
        Labels, (1, m) int64: 1 for a cat, 0 for anything else. `dev_y` is None with `dev_x`.
    classes : tuple of str
        What label 0 and label 1 are called.
    source : str
        Where the pictures come from, in a few words.
    """

    train_x: np.ndarray
    train_y: np.ndarray
    dev_x: np.ndarray | None
    dev_y: np.ndarray | None
    test_x: np.ndarray
    test_y: np.ndarray
    classes: tuple[str, str]
    source: str

    def __repr__(self) -> str:
        dev = "no dev set" if self.dev_x is None else f"{len(self.dev_x)} dev"
        return f"<Cats: {len(self.train_x)} train, {dev}, {len(self.test_x)} test; {self.source}>"


def load_cats(folder: str | os.PathLike | None = None) -> Cats:
    """Load the course's cat pictures, or the well-known original files from your own folder.

    Parameters
    ----------
    folder : path, optional
        A folder with your own `train_catvnoncat.h5` and `test_catvnoncat.h5`. Without it the
        environment variable `NNDL_CATS` is asked; where that is empty too, the course's own
        drawn pictures are loaded: 209 to train, 100 dev, 50 to test, half of each split cats.
        The original files have no dev set: `dev_x` and `dev_y` are then None.

    Returns
    -------
    Cats

    Raises
    ------
    DataError
        When the folder or a file is missing, or a file is not what it should be.
    """
    asked = f"the environment variable {FOLDER_VARIABLE}" if folder is None else "`folder`"
    folder = os.environ.get(FOLDER_VARIABLE) if folder is None else folder
    if not folder:
        with _opened(data_file("cats.h5")) as file:
            train, dev, test = (_split(file, name) for name in ("train", "dev", "test"))
            return Cats(*train, *dev, *test, _classes(file), "drawn for this course")

    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise DataError(
            f"{folder} is not a folder; let {asked} name the one that holds your {_TRAIN_FILE} "
            f"and {_TEST_FILE}."
        )
    with _opened(_own(folder, _TRAIN_FILE)) as file:
        train, classes = _split(file, "train"), _classes(file)
    with _opened(_own(folder, _TEST_FILE)) as file:
        test = _split(file, "test")
        if _classes(file) != classes:
            raise DataError(
                f"{_TRAIN_FILE} and {_TEST_FILE} in {folder} name different classes, "
                f"{classes} and {_classes(file)}; take both from the same data set."
            )
    return Cats(*train, None, None, *test, classes, f"from {folder}")


def load_many_cats() -> tuple[np.ndarray, np.ndarray]:
    """Load 1,000 more of the course's drawn pictures, to test on: luck plays less of a part.

    Returns
    -------
    x : numpy.ndarray
        Pictures, (1000, 64, 64, 3) uint8.
    y : numpy.ndarray
        Labels, (1, 1000) int64, half of them 1.

    Raises
    ------
    DataError
        When the shipped file is damaged.
    """
    with _opened(data_file("cats_test_1000.h5")) as file:
        return _split(file, "test")


@dataclass(frozen=True, eq=False, repr=False)
class Digits:
    """Handwritten digits of 8 by 8 pixels, split for training, choosing and testing.

    Attributes
    ----------
    train_x, dev_x, test_x : numpy.ndarray
        Pictures, (m, 8, 8) uint8 from 0 (paper) to 16 (ink all over).
    train_y, dev_y, test_y : numpy.ndarray
        Labels, (1, m) int64: 1 for an even digit, 0 for an odd one.
    train_digit, dev_digit, test_digit : numpy.ndarray
        The digits themselves, (1, m) int64, 0 to 9.
    classes : tuple of str
        What label 0 and label 1 are called.
    source : str
        Whose digits they are, and under which licence.
    """

    train_x: np.ndarray
    train_y: np.ndarray
    train_digit: np.ndarray
    dev_x: np.ndarray
    dev_y: np.ndarray
    dev_digit: np.ndarray
    test_x: np.ndarray
    test_y: np.ndarray
    test_digit: np.ndarray
    classes: tuple[str, str]
    source: str

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(getattr(self, f'{s}_x')):,} {s}" for s in _SPLITS)
        return f"<Digits: {sizes}; {self.source.split(':')[0]}, UCI, CC BY 4.0>"


def load_digits() -> Digits:
    """Load real handwriting: 1,797 digits, 1,000 to train, 297 dev, 500 to test.

    They are the test set of the UCI data set of handwritten digits (E. Alpaydin and C. Kaynak,
    1998, CC BY 4.0, https://doi.org/10.24432/C50P49), shuffled: people whose digits are in one
    split have digits in the others too.

    Returns
    -------
    Digits

    Raises
    ------
    DataError
        When the shipped file is damaged.
    """
    with _opened(data_file("digits.h5")) as file:
        parts = []
        for split in _SPLITS:
            digits = _dataset(file, f"{split}_set_digit")[()].reshape(1, -1)
            parts += [_dataset(file, f"{split}_set_x")[()], (digits + 1) % 2, digits]
        return Digits(*parts, _classes(file), str(file.attrs["credit"]))


def load_photos() -> tuple[np.ndarray, np.ndarray]:
    """Load the few real photos that the course ships: three looks at one cat, and other things.

    All are CC0 or public domain; ``datasets/photos/manifest.csv`` names source and author.

    Returns
    -------
    x : numpy.ndarray
        Pictures, (10, 64, 64, 3) uint8.
    y : numpy.ndarray
        Labels, (1, 10) int64: 1 for the three of the cat.
    """
    folder = data_file("photos/manifest.csv").parent
    return load_folder(folder / "cats", folder / "others")


def load_folder(
    cats: str | os.PathLike, others: str | os.PathLike, size: int = SIDE
) -> tuple[np.ndarray, np.ndarray]:
    """Make a data set of your own photos: a folder of cats and a folder of anything else.

    The folders are read in the order of the files' names, cats first: shuffle before you split.
    A file that is not a picture is left out, and one warning lists all of these.

    Parameters
    ----------
    cats, others : path
        Folders of JPEG, PNG or other pictures that Pillow can read.
    size : int
        Height and width of the pictures that come back.

    Returns
    -------
    x : numpy.ndarray
        The middle square of each photo, (m, size, size, 3) uint8.
    y : numpy.ndarray
        Labels, (1, m) int64.

    Raises
    ------
    DataError
        When a folder is missing or holds no picture that can be read.
    """
    pictures, labels, unreadable = [], [], []
    for label, folder in ((1, Path(cats).expanduser()), (0, Path(others).expanduser())):
        if not folder.is_dir():
            raise DataError(f"{folder} is not a folder; give the folder that holds the photos.")
        before = len(pictures)
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or not path.is_file():
                continue
            try:
                pictures.append(load_picture(path, size))
            except DataError:
                unreadable.append(path.name)
        if len(pictures) == before:
            raise DataError(
                f"{folder} holds no picture that can be read; put JPEG or PNG files into it."
            )
        labels += [label] * (len(pictures) - before)
    if unreadable:
        warnings.warn(
            f"left out {len(unreadable)} files that are not readable pictures: "
            + ", ".join(unreadable),
            stacklevel=2,
        )
    return np.stack(pictures), np.array([labels], dtype=np.int64)


def load_picture(path: str | os.PathLike, size: int = SIDE) -> np.ndarray:
    """Load one photo of your own: its middle square, scaled down to the size the models know.

    Parameters
    ----------
    path : path
        A JPEG, PNG or other file that Pillow can read.
    size : int
        Height and width of the picture that comes back.

    Returns
    -------
    numpy.ndarray
        (size, size, 3) uint8. Where the photo is transparent it is white.

    Raises
    ------
    DataError
        When the file is missing, no picture, damaged or of an unreasonable size.
    """
    from PIL import Image, ImageOps

    path = Path(path).expanduser()
    if not path.is_file():
        raise DataError(f"There is no file {path}; check the name and the folder.")
    try:
        with warnings.catch_warnings():
            # Pillow only warns of pictures from 90 million pixels on; their size is refused here.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as photo:
                photo = ImageOps.exif_transpose(photo)  # telephones store their photos lying
                photo = ImageOps.fit(photo.convert("RGBA"), (size, size), Image.Resampling.BOX)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DataError(f"{path} is too large a picture; save it smaller and try again.") from error
    # Damaged files fail in Pillow's decoders in more ways than it documents.
    except Exception as error:
        raise DataError(
            f"{path} cannot be read as a picture; save it as JPEG or PNG and try again."
        ) from error
    white = Image.new("RGBA", photo.size, "white")
    return np.asarray(Image.alpha_composite(white, photo).convert("RGB")).copy()


def _own(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        there = ", ".join(sorted(p.name for p in folder.glob("*.h5"))[:5]) or "none"
        raise DataError(
            f"There is no {name} in {folder} (HDF5 files there: {there}); "
            "put it there under this name."
        )
    return path


@contextmanager
def _opened(path: Path):
    """Open an HDF5 file; whatever h5py has against it, then or later, is one `DataError`."""
    import h5py

    if not h5py.is_hdf5(path):
        raise DataError(
            f"{path} is not an HDF5 file ({path.stat().st_size:,} bytes); download it again."
        )
    try:
        with h5py.File(path, "r") as file:
            yield file
    except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
        if "truncated" in str(error):
            raise DataError(
                f"{path} is cut short at {path.stat().st_size:,} bytes; download it again."
            ) from error
        raise DataError(f"{path} is damaged and cannot be read; download it again.") from error


def _split(file, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the pictures (m, 64, 64, 3) and labels (1, m) of a split, checked before reading."""
    pictures, labels = _dataset(file, f"{name}_set_x"), _dataset(file, f"{name}_set_y")
    where = f"{pictures.name[1:]} in {file.filename}"
    if pictures.dtype != np.uint8:
        raise DataError(
            f"{where} holds {_kind(pictures)}, not uint8 pixels of 0 to 255; use the original file."
        )
    if pictures.ndim != 4 or pictures.shape[1:] != (SIDE, SIDE, 3) or not len(pictures):
        raise DataError(
            f"{where} has shape {pictures.shape}, not (m, {SIDE}, {SIDE}, 3); "
            "use the original file."
        )
    m = len(pictures)
    if labels.dtype.kind not in "iub" or labels.shape not in ((m,), (1, m)):
        raise DataError(
            f"{labels.name[1:]} in {file.filename} holds {_kind(labels)} of shape {labels.shape}, "
            f"not {m} whole numbers for the {m} pictures; use the original file."
        )
    y = labels[()].reshape(1, m)
    if not np.isin(y, (0, 1)).all():
        raise DataError(
            f"{labels.name[1:]} in {file.filename} holds labels from {y.min()} to {y.max()}, "
            "not only 0 and 1; use the original file."
        )
    return pictures[()], y.astype(np.int64)


def _classes(file) -> tuple[str, str]:
    names = _dataset(file, "list_classes")
    if names.dtype.kind != "S" or names.shape != (2,):
        raise DataError(
            f"list_classes in {file.filename} holds {_kind(names)} of shape {names.shape}, "
            "not two names as bytes; use the original file."
        )
    return tuple(name.decode("utf-8", "replace") for name in names[()].tolist())


def _dataset(file, name: str):
    """Return a dataset that is there, and small enough to be read into memory."""
    import h5py

    dataset = file.get(name)
    if not isinstance(dataset, h5py.Dataset):
        there = ", ".join(sorted(file)[:8]) or "nothing"
        raise DataError(
            f"{file.filename} has no dataset {name} (it holds: {there}); "
            "is it the wrong file under this name?"
        )
    # A few bytes can claim terabytes, in the shape or in one compressed chunk; and a dataset
    # without a shape has no size at all.
    values = 0 if dataset.shape is None else max(dataset.size, math.prod(dataset.chunks or (0,)))
    if dataset.shape is None or values * dataset.dtype.itemsize > MOST_BYTES:
        size = "no values" if dataset.shape is None else f"shape {dataset.shape}"
        raise DataError(
            f"{name} in {file.filename} claims {size} of {_kind(dataset)}, which is not a data set "
            f"of at most {MOST_BYTES // 1_000_000} MB; use the original file."
        )
    return dataset


def _kind(dataset) -> str:
    """Say what a dataset's numbers are; h5py calls text and ragged arrays "object"."""
    return "text or ragged arrays" if dataset.dtype.kind == "O" else str(dataset.dtype)
