"""What the generator promises of every picture, whatever its seed."""

import numpy as np
import pytest
from drawing.animals import FOUR_LEGGED, OTHER_ANIMALS
from drawing.pictures import SPLITS, picture, plan
from drawing.things import PLANTS, THINGS

KINDS = ["cat", *OTHER_ANIMALS, *THINGS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_drawn_and_shows_something(kind):
    for index in range(3):
        drawn = picture(7, "dev", index, kind)
        assert drawn.shape == (64, 64, 3)
        assert drawn.dtype == np.uint8
        middle = drawn[16:48, 16:48]
        assert drawn.mean() > 40
        assert middle.std() > 15


def test_the_same_numbers_give_the_same_picture():
    assert np.array_equal(picture(7, "dev", 3, "cat"), picture(7, "dev", 3, "cat"))


def test_another_seed_split_or_index_gives_another_picture():
    asked = [(7, "dev", 3), (8, "dev", 3), (7, "test", 3), (7, "dev", 4)]
    pictures = [picture(*numbers, "cat") for numbers in asked]
    assert len({p.tobytes() for p in pictures}) == len(asked)


def test_the_subject_alone_tells_a_cat_from_another_kind():
    """Two kinds with the same numbers stand before the same backdrop, in the same light."""
    cat, dog = picture(7, "dev", 3, "cat").astype(int), picture(7, "dev", 3, "dog").astype(int)
    assert np.array_equal(cat[:6, :6], dog[:6, :6])
    assert np.array_equal(cat[:6, -6:], dog[:6, -6:])


@pytest.mark.parametrize("split", SPLITS)
def test_half_of_every_split_is_cats(split):
    planned = plan(3, split)
    cats = sum(p.label for p in planned)
    assert cats == (len(planned) + 1) // 2
    assert all((p.kind == "cat") == (p.label == 1) for p in planned)


def test_no_kind_is_rare():
    kinds = [p.kind for p in plan(3, "train")]
    assert min(kinds.count(kind) for kind in KINDS) >= 2


def test_the_kinds_that_need_care_exist():
    assert set(KINDS) >= FOUR_LEGGED
    assert set(THINGS) >= PLANTS
