"""Wrong answers to planar_classifier's exercises get the names that are true of them, or none."""

import pytest
from mistakes import Mistakes

MISTAKES = Mistakes("week3/planar_classifier")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("np.dot(W2.T, dZ2)", "np.dot(W2, dZ2.T)"),
        ("np.dot(W2.T, dZ2)", "np.dot(dZ2, W2.T)"),
        ("np.dot(dZ1, X.T)", "np.dot(X, dZ1)"),
    ],
)
def test_a_product_that_does_not_fit_has_no_other_products_name(right, wrong):
    assert MISTAKES.names("backward_propagation", (right, wrong)) == set()


@pytest.mark.parametrize(
    ("edits", "names"),
    [
        ([("np.dot(dZ2, A1.T)", "np.dot(dZ2, A1)")], {"second factor of dW2 not transposed"}),
        (
            [("np.dot(W2.T, dZ2) * (1", "np.dot(np.dot(W2.T, dZ2), (1"), ("**2)", "**2))")],
            {"a product of matrices for both products of dZ1"},
        ),
    ],
)
def test_a_product_that_does_not_fit_has_its_own_name(edits, names):
    assert MISTAKES.names("backward_propagation", *edits) == names


_LAYER_1 = {"not divided by m in the first layer", "not divided by m in db1"}
_LAYER_2 = {"not divided by m in the second layer", "not divided by m in db2"}


@pytest.mark.parametrize(
    ("edits", "names"),
    [
        ([(" / m", "")], _LAYER_1 | _LAYER_2),
        (
            [("keepdims=True) / m", "keepdims=True)")],
            {"not divided by m in db1", "not divided by m in db2"},
        ),
        (
            [("np.sum(dZ1, axis=1, keepdims=True) / m", "np.sum(dZ1, axis=1, keepdims=True)")],
            {"not divided by m in db1"},
        ),
        (
            [(", keepdims=True", "")],
            {"bias slopes flat", "bias slopes of the second layer flat"},
        ),
        (
            [("axis=1", "axis=0")],
            {
                "bias slopes summed over the units",
                "bias slopes of the second layer summed over the units",
            },
        ),
        (
            [(", axis=1, keepdims=True", "")],
            {
                "bias slopes summed over the units too",
                "bias slopes of the second layer summed over the units too",
            },
        ),
    ],
)
def test_the_same_slip_in_both_layers_has_both_names(edits, names):
    assert MISTAKES.names("backward_propagation", *edits) == names


@pytest.mark.parametrize(
    ("exercise", "edits", "names"),
    [
        ("initialize_parameters", [("(n_h, 1)", "n_h")], {"b1 a flat array"}),
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
        (
            "initialize_parameters",
            [("W1 = np", "np.random.seed(3)\n    W1 = np")],
            {"the same draw at every call"},
        ),
        (
            "forward_propagation",
            [("np.dot(W1, X)", "X @ W1")],
            {"factors of the first product exchanged"},
        ),
        ("forward_propagation", [("np.dot(W2, A1)", "W2.T @ A1")], {"W2 transposed"}),
        (
            "forward_propagation",
            [("W1, X", "W1.T, X"), ("W2, A1", "W2.T, A1")],
            {"both weights transposed, as in logistic regression"},
        ),
        ("forward_propagation", [(" + b1", ""), (" + b2", "")], {"both biases left out"}),
        ("forward_propagation", [("np.dot(W2, A1)", "np.dot(A1.T, W2)")], set()),
        (
            "compute_cost",
            [(" + (1 - Y)", " - (1 - Y)")],
            {"minus between the halves of the cost"},
        ),
        ("compute_cost", [("np.log", "np.log10")], {"logarithm to base 10"}),
        (
            "update_parameters",
            [(' - learning_rate * grads["db1"]', ""), (' - learning_rate * grads["db2"]', "")],
            {"biases never updated"},
        ),
        ("update_parameters", [(' - learning_rate * grads["db2"]', "")], {"b2 never updated"}),
        ("update_parameters", [(' - learning_rate * grads["dW2"]', "")], {"W2 never updated"}),
    ],
)  # fmt: skip
def test_a_natural_mistake_has_a_name(exercise, edits, names):
    assert MISTAKES.names(exercise, *edits) == names


def test_a_theta_put_back_by_steps_is_not_as_it_was():
    right = "(f(theta + nudge) - f(theta - nudge)) / (2 * h)"
    by_steps = "0\n        theta[index] += h\n        high = f(theta)\n"
    by_steps += "        theta[index] -= 2 * h\n        low = f(theta)\n        theta[index] += h\n"
    by_steps += "        numeric[index] = (high - low) / (2 * h)"
    assert MISTAKES.names("gradient_check", (right, by_steps)) == {"theta not put back exactly"}
