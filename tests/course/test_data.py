"""The course's pictures, a learner's own files, and every way in which a file can be wrong."""

import csv
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest
from PIL import Image

import course
from course.data import FOLDER_VARIABLE, load_cats, load_folder, load_many_cats, load_picture
from course.errors import DataError
from course.resources import data_file

ORIGINALS = os.environ.get(FOLDER_VARIABLE)
TRAIN, TEST = "train_catvnoncat.h5", "test_catvnoncat.h5"


@pytest.fixture(autouse=True)
def no_folder_of_ones_own(monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)


def write(path, split, m=4, **changed):
    """Write a file in the original's schema; `changed` replaces or (with None) drops datasets."""
    rng = np.random.default_rng(0)
    content = {
        f"{split}_set_x": rng.integers(0, 256, (m, 64, 64, 3), dtype=np.uint8),
        f"{split}_set_y": np.arange(m) % 2,
        "list_classes": np.array([b"non-cat", b"cat"]),
    }
    content |= {f"{split}_set_{k}" if k in "xy" else k: v for k, v in changed.items()}
    with h5py.File(path, "w") as file:
        for name, values in content.items():
            if values is not None:
                file[name] = values


@pytest.fixture
def folder(tmp_path):
    """A folder with two small, right files."""
    write(tmp_path / TRAIN, "train")
    write(tmp_path / TEST, "test", m=2)
    return tmp_path


def the_line(folder):
    """Return the one line that loading fails with."""
    with pytest.raises(DataError) as caught:
        load_cats(folder)
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 400
    return line


def test_the_courses_own_pictures():
    cats = load_cats()
    assert cats.train_x.shape == (209, 64, 64, 3)
    assert cats.train_x.dtype == np.uint8
    assert cats.train_y.shape == (1, 209)
    assert cats.train_y.dtype == np.int64
    assert cats.dev_x.shape == (100, 64, 64, 3)
    assert cats.test_y.shape == (1, 50)
    assert cats.classes == ("non-cat", "cat")
    assert repr(cats) == "<Cats: 209 train, 100 dev, 50 test; drawn for this course>"


def test_many_cats():
    x, y = load_many_cats()
    assert x.shape == (1000, 64, 64, 3)
    assert y.shape == (1, 1000)
    assert y.sum() == 500


def test_a_folder_of_ones_own(folder):
    cats = load_cats(folder)
    assert cats.train_x.shape == (4, 64, 64, 3)
    assert cats.test_y.tolist() == [[0, 1]]
    assert cats.dev_x is None
    assert cats.dev_y is None


def test_a_folder_named_by_the_environment(folder, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    assert len(load_cats().train_x) == 4


def test_the_argument_goes_before_the_environment(folder, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, "/nowhere")
    assert len(load_cats(folder).train_x) == 4


def test_an_empty_variable_is_none(monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    assert len(load_cats().train_x) == 209


def test_a_missing_folder(tmp_path, monkeypatch):
    assert "is not a folder" in the_line(tmp_path / "nowhere")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "nowhere"))
    assert FOLDER_VARIABLE in the_line(None)


def test_a_missing_file_says_what_is_there(folder):
    (folder / TEST).rename(folder / "test (1).h5")
    line = the_line(folder)
    assert f"no {TEST}" in line
    assert "test (1).h5" in line


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><title>404</title>", b"\0" * 5000])
def test_not_an_hdf5_file(folder, content):
    (folder / TRAIN).write_bytes(content)
    assert "is not an HDF5 file" in the_line(folder)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.999])
def test_a_truncated_file(folder, share):
    whole = (folder / TRAIN).read_bytes()
    (folder / TRAIN).write_bytes(whole[: int(len(whole) * share)])
    assert "cut short" in the_line(folder)


def test_a_damaged_file_never_ends_in_another_error(folder):
    """Wherever sixteen bytes are overwritten, the file loads or one line says why not."""
    rng = np.random.default_rng(1)
    with h5py.File(folder / TRAIN, "w") as file:
        noise = rng.integers(0, 256, (2, 64, 64, 3), dtype=np.uint8)
        file.create_dataset("train_set_x", data=noise, compression="gzip")
        file["train_set_y"] = [0, 1]
        file["list_classes"] = np.array([b"non-cat", b"cat"])
    whole = (folder / TRAIN).read_bytes()
    lines = []
    for start in rng.integers(8, len(whole) - 16, size=150):
        damaged = bytearray(whole)
        damaged[start : start + 16] = rng.bytes(16)
        (folder / TRAIN).write_bytes(damaged)
        try:
            load_cats(folder)
        except DataError as error:
            lines.append(str(error))
    assert lines
    assert not any("\n" in line for line in lines)


def test_the_other_split_under_this_name(folder):
    (folder / TEST).write_bytes((folder / TRAIN).read_bytes())
    line = the_line(folder)
    assert "no dataset test_set_x" in line
    assert "train_set_x" in line


def test_a_group_where_a_dataset_should_be(folder):
    with h5py.File(folder / TRAIN, "w") as file:
        file.create_group("train_set_x")
    assert "no dataset train_set_x" in the_line(folder)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"x": None}, "no dataset train_set_x"),
        ({"y": None}, "no dataset train_set_y"),
        ({"list_classes": None}, "no dataset list_classes"),
        ({"x": np.zeros((4, 32, 32, 3), np.uint8)}, "(4, 32, 32, 3)"),
        ({"x": np.zeros((4, 3, 64, 64), np.uint8)}, "(4, 3, 64, 64)"),
        ({"x": np.zeros((4, 12288), np.uint8)}, "(4, 12288)"),
        ({"x": np.zeros((0, 64, 64, 3), np.uint8)}, "(0, 64, 64, 3)"),
        ({"x": np.zeros((4, 64, 64, 3))}, "float64"),
        ({"x": h5py.Empty("u1")}, "no values"),
        ({"x": "a text"}, "text or ragged arrays"),
        ({"y": np.arange(5) % 2}, "(5,)"),
        ({"y": np.zeros((4, 1), int)}, "(4, 1)"),
        ({"y": np.zeros(4)}, "float64"),
        ({"y": np.array(["a", "b", "c", "d"], dtype=h5py.string_dtype())}, "text or ragged"),
        ({"y": np.array([0, 1, 2, 1])}, "labels from 0 to 2"),
        ({"y": np.array([-1, 1, 1, 1])}, "labels from -1 to 1"),
        ({"list_classes": np.array([b"cat"])}, "list_classes"),
        ({"list_classes": np.array(["no", "cat"], dtype=h5py.string_dtype())}, "list_classes"),
    ],
)
def test_a_wrong_dataset(folder, changed, expected):
    write(folder / TRAIN, "train", **changed)
    line = the_line(folder)
    assert expected in line
    assert str(folder / TRAIN) in line


def test_ragged_pictures(folder):
    write(folder / TRAIN, "train", x=None)
    with h5py.File(folder / TRAIN, "a") as file:
        file.create_dataset("train_set_x", (4,), dtype=h5py.vlen_dtype(np.uint8))
    assert "ragged arrays" in the_line(folder)


def test_labels_may_be_a_row(folder):
    write(folder / TRAIN, "train", y=np.array([[0, 1, 0, 1]]))
    assert load_cats(folder).train_y.tolist() == [[0, 1, 0, 1]]


@pytest.mark.parametrize("options", [{"chunks": (1, 64, 64, 3)}, {"compression": "gzip"}, {}])
def test_a_huge_claim_is_refused_before_it_is_read(folder, options):
    write(folder / TRAIN, "train", x=None)
    with h5py.File(folder / TRAIN, "a") as file:
        file.create_dataset("train_set_x", (10**8, 64, 64, 3), np.uint8, **options)
    assert (folder / TRAIN).stat().st_size < 1e7
    assert "(100000000, 64, 64, 3)" in the_line(folder)


def test_a_huge_chunk_is_refused_before_it_is_read(folder):
    write(folder / TRAIN, "train", x=None)
    with h5py.File(folder / TRAIN, "a") as file:
        shape = {"shape": (4, 64, 64, 3), "maxshape": (None, 64, 64, 3)}
        chunked = {"chunks": (100_000, 64, 64, 3), "compression": "gzip"}
        file.create_dataset("train_set_x", dtype=np.uint8, **shape, **chunked)
    assert "at most 500 MB" in the_line(folder)


def test_two_files_of_different_data_sets(folder):
    write(folder / TEST, "test", list_classes=np.array([b"dog", b"cat"]))
    assert "different classes" in the_line(folder)


def test_importing_is_light():
    heavy = "('h5py', 'PIL', 'matplotlib')"
    code = f"import course.data, sys; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.skipif(not ORIGINALS, reason=f"{FOLDER_VARIABLE} names no folder of originals")
def test_the_reference_model_on_the_original_files():
    cats = load_cats(ORIGINALS)
    X, X_test = (x.reshape(len(x), -1).T / 255 for x in (cats.train_x, cats.test_x))
    w, b, m = np.zeros((X.shape[0], 1)), 0.0, X.shape[1]
    for _ in range(2000):
        dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - cats.train_y
        w, b = w - 0.005 * (X @ dZ.T) / m, b - 0.005 * dZ.sum() / m
    right = [np.mean((w.T @ x + b > 0) == y) for x, y in ((X, cats.train_y), (X_test, cats.test_y))]
    assert right == pytest.approx([207 / 209, 0.70], abs=1e-9)


# A learner's own photos.


def save(path, colour, size=(80, 60), mode="RGB", **options):
    path.parent.mkdir(exist_ok=True)
    Image.new(mode, size, colour).save(path, **options)


@pytest.fixture
def photos(tmp_path):
    """Two folders of photos; some of the files in them are none."""
    save(tmp_path / "cats/b.png", "blue")
    save(tmp_path / "cats/a.jpg", "red")
    save(tmp_path / "others/c.png", "lime", size=(10, 300))
    (tmp_path / "others/notes.txt").write_text("no picture")
    (tmp_path / "others/.DS_Store").write_bytes(b"no picture")
    return tmp_path


def test_a_folder_of_photos(photos):
    with pytest.warns(UserWarning, match=r"left out 1 files .*: notes.txt"):
        x, y = load_folder(photos / "cats", photos / "others")
    assert x.shape == (3, 64, 64, 3)
    assert x.dtype == np.uint8
    assert y.tolist() == [[1, 1, 0]]
    assert x[:, 32, 32].argmax(axis=1).tolist() == [0, 2, 1]


def test_a_folder_without_photos(photos):
    (photos / "empty").mkdir()
    with pytest.raises(DataError, match="holds no picture"):
        load_folder(photos / "cats", photos / "empty")
    with pytest.raises(DataError, match="is not a folder"):
        load_folder(photos / "cats", photos / "nowhere")


def test_a_photo_is_cut_to_its_middle_square(tmp_path):
    wide = np.zeros((64, 192, 3), np.uint8)
    wide[:, 64:128] = 200
    Image.fromarray(wide).save(tmp_path / "wide.png")
    assert (load_picture(tmp_path / "wide.png") == 200).all()
    assert load_picture(tmp_path / "wide.png", size=16).shape == (16, 16, 3)


def test_a_transparent_photo_lies_on_white(tmp_path):
    save(tmp_path / "clear.png", (0, 0, 0, 0), mode="RGBA")
    assert (load_picture(tmp_path / "clear.png") == 255).all()


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16", "LA"])
def test_a_photo_of_another_mode(tmp_path, mode):
    save(tmp_path / "photo.tiff", 0 if mode not in ("CMYK", "LA") else None, mode=mode)
    assert load_picture(tmp_path / "photo.tiff").shape == (64, 64, 3)


def test_a_photo_taken_upright_stays_upright(tmp_path):
    sideways = np.zeros((64, 64, 3), np.uint8)
    sideways[:, :32] = 255  # turned as its note asks, this half is on top
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(sideways).save(tmp_path / "photo.png", exif=exif)
    upright = load_picture(tmp_path / "photo.png")
    assert (upright[:32] == 255).all()
    assert (upright[32:] == 0).all()


def test_a_photo_that_is_none(tmp_path):
    with pytest.raises(DataError, match="There is no file"):
        load_picture(tmp_path / "cat.jpg")
    save(tmp_path / "cat.jpg", "red")
    (tmp_path / "cat.jpg").write_bytes((tmp_path / "cat.jpg").read_bytes()[:300])
    with pytest.raises(DataError, match="cannot be read as a picture"):
        load_picture(tmp_path / "cat.jpg")


def test_an_immense_photo_is_refused(tmp_path):
    save(tmp_path / "immense.png", 0, size=(20_000, 10_000), mode="1")
    with pytest.raises(DataError, match="too large"):
        load_picture(tmp_path / "immense.png")


def test_the_repository_holds_no_original():
    here = Path(__file__).parents[2]
    assert not list((here / "datasets").rglob("*catvnoncat*"))


def test_every_shipped_photo_has_its_free_licence_and_the_pixels_of_its_manifest():
    manifest = data_file("photos/manifest.csv")
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shipped = sorted(p.relative_to(manifest.parent).as_posix() for p in manifest.parent.glob("*/*"))
    assert sorted(row["file"] for row in rows) == shipped
    for row in rows:
        assert "publicdomain/zero" in row["licence"] or "public domain" in row["licence"]
        pixels = course.load_picture(manifest.parent / row["file"])
        assert hashlib.sha256(pixels.tobytes()).hexdigest() == row["sha256_of_pixels"]


def test_photos_come_with_the_cat_first():
    x, y = course.load_photos()
    assert x.shape == (10, 64, 64, 3)
    assert y.tolist() == [[1, 1, 1, 0, 0, 0, 0, 0, 0, 0]]
