"""What can be learned from the pictures: something from the subject, nothing from the border."""

import measure_cats
import numpy as np
import pytest
from make_cats import read
from measure_cats import MODELS, accuracy, border_columns, flatten, train


def labelled(split, columns):
    pixels, labels = read(split)
    return columns(pixels), labels[None].astype(np.float32)


def test_the_border_alone_betrays_nothing():
    predict = train((), *labelled("train", border_columns))
    assert accuracy(predict, *labelled("test_1000", border_columns)) < 58


def test_more_layers_do_better_on_the_shipped_pictures():
    X, Y = labelled("train", flatten)
    test = labelled("test_1000", flatten)
    logistic, one_hidden, four = (
        np.mean([accuracy(train(hidden, X, Y, seed), *test) for seed in (1, 2, 3)])
        for hidden in MODELS.values()
    )
    assert 66 <= logistic <= 76
    assert one_hidden >= logistic + 3
    assert four >= one_hidden - 1


def test_training_through_products_is_plain_gradient_descent():
    rng = np.random.default_rng(0)
    X = rng.random((30, 12), dtype=np.float32)
    Y = (rng.random((1, 12)) < 0.5).astype(np.float32)
    w, b = np.zeros((30, 1)), 0.0
    for _ in range(50):
        dZ = (1 / (1 + np.exp(-(w.T @ X + b))) - Y) / 12
        w, b = w - 0.3 * X @ dZ.T, b - 0.3 * dZ.sum()
    X_new = rng.random((30, 200), dtype=np.float32)
    predict = train((), X, Y, iterations=50, rate=0.3)
    assert np.array_equal(predict(X_new), w.T @ X_new + b > 0)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_means_over_five_seeds():
    figures = [measure_cats.measure(seed, range(1, 6)) for seed in range(1, 6)]
    border = np.mean([f.border for f in figures])
    logistic, one_hidden, four = (np.mean([f.on_1000[n] for f in figures]) for n in MODELS)
    assert border < 58
    assert 66 <= logistic <= 76
    assert one_hidden >= logistic + 3
    assert four >= one_hidden - 1
