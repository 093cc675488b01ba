"""Wrong answers to deep_cat_classifier's exercises get the names that are true of them."""

import pytest
from mistakes import Mistakes

MISTAKES = Mistakes("week4/deep_cat_classifier")


@pytest.mark.parametrize(
    ("exercise", "edit", "name"),
    [
        (
            "two_layer_model",
            ("if i % 100", "if print_cost and i % 100"),
            "no cost recorded (or only where it is printed)",
        ),
        (
            "L_layer_model",
            ("if i % 100", "if print_cost and i % 100"),
            "no cost recorded (or only where it is printed)",
        ),
        ("two_layer_model", ("-(Y / A2", "(Y / A2"), "dA2 without its minus sign"),
    ],
)
def test_a_natural_mistake_has_a_name(exercise, edit, name):
    assert MISTAKES.names(exercise, edit) == {name}
