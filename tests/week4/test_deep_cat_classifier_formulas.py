"""deep_cat_classifier displays no formula of its own; what its prose says was seen is tried here.

Slow: the notebook is run whole, and on the original photos too where NNDL_CATS names them.
"""

import os

import numpy as np
import pytest
from formulas import Formulas

from course.library import answered_by
from grader.content import find_root, load_notebook

FORMULAS = Formulas("week4/deep_cat_classifier")
PHOTOS = os.environ.get("NNDL_CATS")


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


def blocks(notebook, names):
    found = load_notebook(find_root(), notebook).namespace()
    return [found[name] for name in names]


@pytest.fixture(scope="module")
def seen():
    """What the notebook's names hold once all of its cells have run."""
    with pytest.MonkeyPatch.context() as patch, answered_by(blocks):
        patch.delenv("NNDL_CATS", raising=False)  # the figures are those of the drawn cats
        names = {"__name__": "__main__"}
        for cell in FORMULAS.notebook.source.cells:
            if cell.kind == "code" and "check" not in cell.tags:
                exec(compile(cell.text, f"<line {cell.line}>", "exec"), names)
    return names


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_more_layers_do_better_on_the_drawn_cats(seen):
    one, two, four = seen["on_many"].values()
    assert one < two <= four
    assert two - one == pytest.approx(8, abs=1.5)
    assert 0 <= four - two < 1
    assert min(seen["on_train"].values()) > 98


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_prose_says_what_was_seen_of_the_three_curves(seen):
    one, two, four = seen["curves"].values()
    assert four[-1] < min(one[-1], two[-1])
    assert one[:2] == pytest.approx([0.77, 1.5], abs=0.05)
    assert seen["X_train"].min() >= 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_prose_says_what_other_draws_make_of_the_sweep(seen):
    S_train, S_dev, cats = seen["S_train"], seen["S_dev"], seen["cats"]

    def trained(hidden, rate):
        for seed in range(1, 6):
            np.random.seed(seed)
            yield seen["L_layer_model"](S_train, cats.train_y, [768, *hidden, 1], rate, 1000)[0]

    means, single = [], []
    for hidden in seen["shapes"].values():
        answers = [seen["predict"](S_dev, p) for p in trained(hidden, 0.03)]
        on_dev = [seen["accuracy"](answer, cats.dev_y) for answer in answers]
        means.append(np.mean(on_dev))
        single += on_dev if hidden else []
    assert means == pytest.approx([64, 67, 69, 72], abs=1)
    assert (min(single), max(single)) == pytest.approx((56, 79), abs=1)
    for hidden in ([7], [20, 7, 5]):
        answers = [seen["predict"](S_train, p) for p in trained(hidden, 0.2)]
        first, *others = [seen["accuracy"](answer, cats.train_y) for answer in answers]
        assert first < 55
        assert max(others) > 65


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_most_mistakes_are_others_taken_for_cats(seen):
    wrong = seen["predict"](seen["X_many"], seen["four_layers"]) != seen["Y_many"]
    assert np.mean(seen["Y_many"][wrong] == 0) == pytest.approx(0.75, abs=0.08)
    assert np.mean(seen["Y_many"][:, np.flatnonzero(wrong)[:16]] == 0) > 0.5


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_prose_says_what_was_seen_of_the_sweep(seen):
    low, middle, high = seen["on_dev"].values()
    assert set(high.values()) == {50.0}
    text = FORMULAS.prose()
    shallow, deep = middle["no hidden"], middle["20, 20, 20, 20"]
    assert f"from {shallow:.0f} % without a hidden layer to {deep:.0f} % with four" in text
    assert max(low.values()) < max(middle.values())
    assert np.isnan(seen["sweep"]["rate 1"]["no hidden"][-1])
    for hidden in ("7", "20, 7, 5", "20, 20, 20, 20"):
        assert seen["sweep"]["rate 1"][hidden][-1] == pytest.approx(np.log(2), abs=1e-3)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_model_beats_never_looking_on_the_ten_photos(seen):
    for parameters in seen["models"].values():
        answers = seen["predict"](seen["P"], parameters)
        assert np.sum(answers == seen["Y_photos"]) <= np.sum(seen["Y_photos"] == 0)
    probabilities = seen["probabilities"]
    assert len(set((probabilities[0, :3] > 0.5).tolist())) == 2
    wrong = (probabilities > 0.5) != seen["Y_photos"]
    assert f"A probability of {probabilities[wrong].max():.2f} can stand" in FORMULAS.prose()


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not PHOTOS, reason="NNDL_CATS names no folder with the original photos")
def test_the_original_photos_give_what_the_prose_says(seen):
    cell = next(c for c in FORMULAS.notebook.source.cells if c.text.startswith("photo_folder"))
    names = dict(seen)
    exec(cell.text.replace('photo_folder = ""', f"photo_folder = {PHOTOS!r}"), names)
    theirs, T_test = names["theirs"], names["T_test"]
    found = [
        names["accuracy"](names["predict"](T_test, names[p]), theirs.test_y) for p in ("p2", "p4")
    ]
    assert found == pytest.approx([72, 80], abs=0.5)
    assert names["baseline"](theirs.test_y) == 66
