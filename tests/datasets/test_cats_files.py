"""The committed picture files: what they hold, and that the script draws the same again."""

import hashlib
import zlib

import h5py
import make_cats
import numpy as np
import pytest
from drawing.pictures import SPLITS, picture
from make_cats import HERE, MANIFEST, SEED, read


@pytest.fixture(scope="module")
def manifest():
    rows = make_cats.read_manifest()
    return {split: [row for row in rows if row["split"] == split] for split in SPLITS}


def test_the_schema_is_the_one_that_everyone_knows():
    with h5py.File(HERE / "cats.h5") as file:
        assert file["train_set_x"].shape == (209, 64, 64, 3)
        assert file["train_set_y"].shape == (209,)
        assert file["dev_set_x"].shape == (100, 64, 64, 3)
        assert file["test_set_x"].shape == (50, 64, 64, 3)
        assert file["test_set_y"].shape == (50,)
        assert {file[f"{s}_set_x"].dtype for s in ("train", "dev", "test")} == {np.dtype("uint8")}
        assert file["list_classes"][:].tolist() == [b"non-cat", b"cat"]


def test_the_files_are_small():
    assert sum((HERE / name).stat().st_size for name in (*make_cats.FILES, MANIFEST.name)) < 8e6


@pytest.mark.parametrize("split", SPLITS)
def test_half_of_the_pictures_are_cats(split):
    labels = read(split)[1]
    assert abs(2 * labels.sum() - len(labels)) <= 1


@pytest.mark.parametrize("split", SPLITS)
def test_no_picture_is_empty_or_near_black(split):
    pixels = read(split)[0]
    assert pixels.mean(axis=(1, 2, 3)).min() > 40
    assert pixels.mean(axis=(1, 2, 3)).max() < 225
    assert pixels[:, 16:48, 16:48].std(axis=(1, 2, 3)).min() > 15


@pytest.mark.parametrize("split", SPLITS)
def test_the_manifest_names_every_picture(split, manifest):
    pixels, labels = read(split)
    rows = manifest[split]
    assert [row["sha256"] for row in rows] == [
        hashlib.sha256(p.tobytes()).hexdigest() for p in pixels
    ]
    assert [int(row["label"]) for row in rows] == labels.tolist()
    assert [int(row["index"]) for row in rows] == list(range(len(pixels)))
    assert {row["licence"] for row in rows} == {"CC0-1.0"}


def test_no_picture_is_there_twice(manifest):
    prints = [row["sha256"] for rows in manifest.values() for row in rows]
    assert len(set(prints)) == len(prints) == sum(SPLITS.values())


@pytest.mark.parametrize("split", SPLITS)
def test_a_sample_is_drawn_again_byte_for_byte(split, manifest):
    pixels = read(split)[0]
    for index in range(zlib.crc32(split.encode()) % 7, len(pixels), len(pixels) // 12):
        again = picture(SEED, split, index, manifest[split][index]["kind"])
        assert np.array_equal(again, pixels[index]), f"{split} {index}"


@pytest.mark.slow
@pytest.mark.parametrize("split", SPLITS)
def test_all_are_drawn_again_byte_for_byte(split):
    assert make_cats.differing(split) == []


@pytest.mark.slow
def test_the_script_writes_the_same_manifest(tmp_path):
    make_cats.write(tmp_path)
    assert (tmp_path / MANIFEST.name).read_bytes() == MANIFEST.read_bytes()
