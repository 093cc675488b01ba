"""What week 1's checks say of mistakes in a learner's own words."""

import pytest
from mistakes import outcome_of, retold, titles

RETOLD = retold("week1/what_is_a_neural_network", "week1/why_deep_learning_now")


@pytest.mark.parametrize(("notebook", "variant"), RETOLD, ids=titles(RETOLD))
def test_a_mistake_in_a_learners_words_has_its_name(notebook, variant):
    assert variant.mistake in outcome_of(notebook, variant.exercise, variant.code).names


@pytest.mark.parametrize(
    ("exercise", "code"),
    [
        ("hidden_features", "W1 @ x.ravel() + b1"),
        ("hidden_features", "x.T @ W1.T + b1"),
        ("hidden_features", "np.sum(W1 * x.T, axis=1) + b1"),
        ("house_price", "hidden_features(x, W1, b1) @ W2 + b2"),
        ("house_price", "W2 * hidden_features(x, W1, b1) + b2"),
    ],
)
def test_what_looks_alike_has_a_name_that_is_true_of_each(exercise, code):
    arguments = {"hidden_features": "x, W1, b1", "house_price": "x, W1, b1, W2, b2"}[exercise]
    code = f"def {exercise}({arguments}):\n    return relu({code})\n"
    outcome = outcome_of("week1/what_is_a_neural_network", exercise, code)
    assert outcome.certain
    assert outcome.names[0] in (
        "a flat array or row, stretched by b1",
        "a column times a row at the output, or * in place of @",
    )
