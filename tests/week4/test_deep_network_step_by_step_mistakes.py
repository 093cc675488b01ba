"""Wrong answers to deep_network_step_by_step's exercises get the names that are true of them."""

import pytest
from mistakes import Mistakes

MISTAKES = Mistakes("week4/deep_network_step_by_step")


@pytest.mark.parametrize(
    ("exercise", "right", "wrong"),
    [
        ("linear_forward", "np.dot(W, A)", "np.dot(A.T, W)"),
        ("linear_backward", "np.dot(dZ, A_prev.T)", "np.dot(dZ.T, A_prev)"),
        ("linear_backward", "np.dot(dZ, A_prev.T)", "np.dot(A_prev.T, dZ)"),
        ("linear_backward", "np.dot(W.T, dZ)", "np.dot(W, dZ.T)"),
        ("linear_backward", "np.dot(W.T, dZ)", "np.dot(dZ, W.T)"),
    ],
)
def test_a_product_that_does_not_fit_has_no_other_products_name(exercise, right, wrong):
    assert MISTAKES.names(exercise, (right, wrong)) == set()


@pytest.mark.parametrize(
    ("exercise", "right", "wrong", "name"),
    [
        ("linear_forward", "np.dot(W, A)", "W.T @ A", "W transposed as in logistic regression"),
        ("linear_backward", "np.dot(dZ, A_prev.T)", "dZ @ A_prev", "A_prev not transposed"),
        ("linear_backward", "np.dot(W.T, dZ)", "W @ dZ", "W not transposed on the way back"),
    ],
)
def test_a_product_that_does_not_fit_has_its_own_name(exercise, right, wrong, name):
    assert MISTAKES.names(exercise, (right, wrong)) == {name}


def test_a_layer_0_drawn_as_well_is_named():
    edit = ("range(1, len(layer_dims))", "range(len(layer_dims))")
    assert MISTAKES.names("initialize_parameters_deep", edit) == {
        "more than a W and a b for each layer (a layer 0, say)"
    }


def test_the_scaffold_s_complaint_is_not_that_of_an_assertion_of_the_learner_s_own():
    edit = ("for l in range", "assert False\n    for l in range")
    assert MISTAKES.names("initialize_parameters_deep", edit) == set()


@pytest.mark.parametrize(
    ("exercise", "edits", "names"),
    [
        (
            "initialize_parameters",
            [("(n_h, 1)", "n_h"), ("(n_y, 1)", "n_y")],
            {"b1 a flat array", "b2 a flat array"},
        ),
        (
            "initialize_parameters",
            [("np.zeros((n_h, 1))", "np.random.randn(n_h, 1) * 0.01"),
             ("np.zeros((n_y, 1))", "np.random.randn(n_y, 1) * 0.01")],
            {"b1 drawn at random", "b2 drawn at random"},
        ),
        ("initialize_parameters_deep", [("(n, 1)", "n")], {"flat biases"}),
        (
            "initialize_parameters_deep",
            [("np.random.randn(n, n_prev)", "np.zeros((n, n_prev))")],
            {"all weights 0"},
        ),
        ("relu_backward", [("dA * (Z > 0)", "dA; dZ[Z <= 0] = 0")], {"dA changed in place"}),
    ],
)  # fmt: skip
def test_a_natural_mistake_has_a_name(exercise, edits, names):
    assert MISTAKES.names(exercise, *edits) == names


def test_a_name_compared_without_quotes_is_told_of_the_quotes():
    edit = ('activation == "sigmoid"', "activation == sigmoid")
    outcome = MISTAKES.outcome("linear_activation_forward", edit)
    assert outcome.names == ("ReLU in every layer",)
    assert "in quotes" in outcome.hints[0]
