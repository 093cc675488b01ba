"""Wrong answers to activations' exercises get the names that are true of them, or none."""

import pytest
from mistakes import Mistakes

MISTAKES = Mistakes("week3/activations")


@pytest.mark.parametrize(
    ("edit", "names"),
    [
        (("np.dot(W2, W1)", "np.dot(W2.T, W1)"), set()),
        (("np.dot(W2, b1) + b2", "np.dot(W2, b2) + b1"), {"biases exchanged"}),
    ],
)
def test_a_product_that_does_not_fit_has_no_other_ones_name(edit, names):
    assert MISTAKES.names("collapse", edit) == names


_WHERE = "np.where(z > 0, z, slope * z)"


@pytest.mark.parametrize(
    ("exercise", "edit", "name"),
    [
        (
            "leaky_relu",
            (_WHERE, "z if z > 0 else slope * z"),
            "an if, or Python's max, on an array",
        ),
        ("leaky_relu", (_WHERE, "z; a[z < 0] = slope * z[z < 0]"), "z changed in place"),
        (
            "relu_derivative",
            ("np.where(z > 0, 1.0, 0.0)", "z; z[z > 0] = 1; z[z <= 0] = 0"),
            "z changed in place",
        ),
        (
            "tanh",
            ("(up - down) / (up + down)", "2 * sigmoid(z) - 1"),
            "sigmoid of z stretched, not of 2z",
        ),
        ("tanh", ("(up - down)", "up - down"), "parentheses around the difference left out"),
        ("tanh", ("(up + down)", "up + down"), "parentheses around the sum left out"),
    ],
)
def test_a_natural_mistake_has_a_name(exercise, edit, name):
    assert MISTAKES.names(exercise, edit) == {name}
