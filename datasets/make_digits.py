"""Write the handwritten digits as HDF5, from scikit-learn's copy of the UCI data set.

uv run --with scikit-learn python datasets/make_digits.py          write digits.h5 anew
uv run --with scikit-learn python datasets/make_digits.py --check  does it hold the same numbers?

scikit-learn is needed here and nowhere else: the course reads digits.h5.
"""

import argparse
import sys
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).resolve().parent
FILE = HERE / "digits.h5"
SEED = 0  # of the order in which the pictures are dealt out
SPLITS = {"train": 1000, "dev": 297, "test": 500}
CLASSES = [b"odd", b"even"]
CREDIT = (
    "E. Alpaydin and C. Kaynak: Optical Recognition of Handwritten Digits. UCI Machine Learning "
    "Repository, 1998. https://doi.org/10.24432/C50P49. CC BY 4.0. Of these, the 1,797 pictures "
    "of the test set, as scikit-learn ships them; shuffled and split for this course."
)


def deal():
    """Return each split's pictures (m, 8, 8) uint8 and digits (m,) int64, from scikit-learn."""
    from sklearn.datasets import load_digits

    everything = load_digits()
    order = np.random.default_rng(SEED).permutation(len(everything.target))
    dealt, start = {}, 0
    for name, size in SPLITS.items():
        chosen = order[start : start + size]
        pictures = everything.images[chosen].astype(np.uint8)
        dealt[name] = pictures, everything.target[chosen].astype(np.int64)
        start += size
    return dealt


def write(path=FILE):
    """Write `path` anew."""
    with h5py.File(path, "w") as file:
        file.attrs["credit"] = CREDIT
        file["list_classes"] = np.array(CLASSES)
        for name, (pictures, digits) in deal().items():
            file.create_dataset(f"{name}_set_x", data=pictures, compression="gzip")
            file[f"{name}_set_digit"] = digits


def differing(path=FILE):
    """Return the names of the splits that are not in `path` as they were dealt."""
    with h5py.File(path, "r") as file:
        return [
            name
            for name, (pictures, digits) in deal().items()
            if not np.array_equal(file[f"{name}_set_x"], pictures)
            or not np.array_equal(file[f"{name}_set_digit"], digits)
        ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    if not parser.parse_args().check:
        write()
        return
    if wrong := differing():
        sys.exit(f"{FILE.name}: not as dealt: {', '.join(wrong)}")
    print(f"{FILE.name}: all {sum(SPLITS.values())} pictures are the same")


if __name__ == "__main__":
    main()
