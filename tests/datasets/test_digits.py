"""The handwritten digits: what the file holds, whose they are, and what can be learned."""

import h5py
import make_digits
import measure_digits
import numpy as np
import pytest

import course
from course.errors import DataError


@pytest.fixture(scope="module")
def digits():
    return course.load_digits()


def test_every_split_holds_pictures_digits_and_their_parity(digits):
    for split, m in make_digits.SPLITS.items():
        x, y, digit = (getattr(digits, f"{split}_{k}") for k in ("x", "y", "digit"))
        assert (x.shape, x.dtype) == ((m, 8, 8), np.uint8)
        assert (x.min(), x.max()) == (0, 16)
        assert y.shape == digit.shape == (1, m)
        assert set(digit.ravel()) == set(range(10))
        assert y.tolist() == [[1 if d % 2 == 0 else 0 for d in digit[0]]]
    assert digits.classes == ("odd", "even")


def test_no_picture_is_in_two_splits(digits):
    seen = [p.tobytes() for s in make_digits.SPLITS for p in getattr(digits, f"{s}_x")]
    assert len(seen) == len(set(seen)) == 1797


def test_the_file_itself_credits_its_authors(digits):
    with h5py.File(make_digits.FILE) as file:
        credit = file.attrs["credit"]
    assert credit == digits.source == make_digits.CREDIT
    assert "Alpaydin" in repr(digits)
    readme = (make_digits.HERE / "README.md").read_text(encoding="utf-8")
    licences = (make_digits.HERE.parent / "LICENSES/README.md").read_text(encoding="utf-8")
    for needed in ("Alpaydin", "Kaynak", "https://doi.org/10.24432/C50P49", "CC BY 4.0"):
        assert all(needed in text for text in (credit, readme, licences))


def test_a_damaged_file_is_one_line(monkeypatch, tmp_path):
    damaged = tmp_path / "digits.h5"
    damaged.write_bytes(make_digits.FILE.read_bytes()[:20_000])
    monkeypatch.setattr("course.data.data_file", lambda name: damaged)
    with pytest.raises(DataError) as caught:
        course.load_digits()
    assert "\n" not in str(caught.value)


def test_a_hidden_layer_learns_what_logistic_regression_cannot():
    measured = measure_digits.measure()
    logistic, *_ = (run["test"] for run in measured["logistic regression"])
    hidden = [run["test"] for run in measured["one hidden layer"]]
    assert logistic == pytest.approx(91, abs=2)  # an error of 1.3 points is one standard error
    assert np.mean(hidden) == pytest.approx(97, abs=1)
    assert min(hidden) > logistic + 4


def test_the_readme_prints_what_is_measured():
    readme = (make_digits.HERE / "README.md").read_text(encoding="utf-8")
    for name, runs in measure_digits.measure().items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| digits, {name}"))
        for split in make_digits.SPLITS:
            assert f" {np.mean([run[split] for run in runs]):.1f} " in row
