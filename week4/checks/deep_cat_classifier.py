"""What to try on whole networks, and the mistakes that people make in putting them together.

The first weights are pinned, so that a training can be compared with another; it is a tiny one.
"""

from __future__ import annotations

import numpy as np

from course.cases import Case, Result, call, case
from course.compare import Tolerance
from grader.declare import Exercise, Misconception, Question, Quiz

from .draws import forward, network

_TRAINED = Tolerance(relative=1e-5)
_SHOWN = "what is shown depends on it, and never what is returned"


def _begun_with(function: str, rng: np.random.Generator, sizes, bias: str) -> Case:
    """Train without pinned weights and without moving: what is begun with has the right shapes.

    Of the draw only a bias is looked at, which is 0 whatever was drawn; the block it is handed
    to returns it in its cache.
    """
    _, X, Y = network(rng, list(sizes), 5)
    nothing = np.zeros((1, 2)), np.zeros((1, 1))
    return case(
        f"one step of length 0: the shape of {bias}",
        call(function, X, Y, sizes, learning_rate=0.0, num_iterations=1),
        call("linear_activation_forward", *nothing, Result(0, (0, bias)), "relu"),
        large=True,  # it draws at random, so it is for those only who are right where nothing does
    )


# two_layer_model


def _two_layer_model_cases(rng: np.random.Generator) -> list[Case]:
    def one(title: str, sizes: list[int], m: int, rate: float, steps: int) -> Case:
        parameters, X, Y = network(rng, sizes, m)
        return case(
            title,
            call("two_layer_model", X, Y, tuple(sizes), learning_rate=rate, num_iterations=steps),
            pinned={"initialize_parameters": parameters},
        )

    parameters, X, Y = network(rng, [3, 4, 1], 7)
    default = call("two_layer_model", X, Y, (3, 4, 1), num_iterations=4)
    return [
        one("3 inputs, 4 hidden units, 12 steps", [3, 4, 1], 6, 0.2, 12),
        one("5 inputs, 2 hidden units, 1 step", [5, 2, 1], 4, 0.3, 1),
        one("202 steps", [2, 3, 1], 5, 0.02, 202),
        case("the default learning rate, 4 steps", default,
             pinned={"initialize_parameters": parameters}),
        _begun_with("two_layer_model", rng, (3, 4, 1), "b1"),
        _begun_with("two_layer_model", rng, (5, 2, 1), "b2"),
    ]  # fmt: skip


TWO_LAYER_MODEL = Exercise(
    "two_layer_model",
    _two_layer_model_cases,
    (
        Misconception(
            "activations of the two layers exchanged",
            'parameters["b1"], "relu")\n'
            "        A2, cache2 = linear_activation_forward("
            'A1, parameters["W2"], parameters["b2"], "sigmoid")',
            'parameters["b1"], "sigmoid")\n'
            "        A2, cache2 = linear_activation_forward("
            'A1, parameters["W2"], parameters["b2"], "relu")',
            "The hidden layer has ReLU, and the answer is a probability.",
        ),
        Misconception(
            "X fed to the second layer",
            'linear_activation_forward(A1, parameters["W2"]',
            'linear_activation_forward(X, parameters["W2"]',
            "The second layer looks at what the first one gave.",
        ),
        Misconception(
            "plus in the bracket of dA2",
            "Y / A2 - (1 - Y)",
            "Y / A2 + (1 - Y)",
            "The cases y = 1 and y = 0 pull in opposite directions.",
        ),
        Misconception(
            "dA2 without its minus sign",
            "-(Y / A2 - (1 - Y) / (1 - A2))",
            "(Y / A2 - (1 - Y) / (1 - A2))",
            "Where y = 1, a larger answer lowers the loss: its slope is negative.",
        ),
        Misconception(
            "the error taken for dA2",
            "dA2 = -(Y / A2 - (1 - Y) / (1 - A2))",
            "dA2 = A2 - Y",
            "A2 - Y is the slope for the score; the block goes through the sigmoid once more.",
        ),
        Misconception(
            "caches exchanged",
            'linear_activation_backward(dA2, cache2, "sigmoid")\n'
            "        dA0, dW1, db1 = linear_activation_backward(dA1, cache1,",
            'linear_activation_backward(dA2, cache1, "sigmoid")\n'
            "        dA0, dW1, db1 = linear_activation_backward(dA1, cache2,",
            "Each block goes back with its own cache.",
        ),
        Misconception(
            "dA2 handed to the first layer",
            "linear_activation_backward(dA1, cache1",
            "linear_activation_backward(dA2, cache1",
            "The first layer needs what came out of the second on the way back.",
        ),
        Misconception(
            "always back through the sigmoid",
            'linear_activation_backward(dA1, cache1, "relu")',
            'linear_activation_backward(dA1, cache1, "sigmoid")',
            "The hidden layer went forward through ReLU.",
        ),
        Misconception(
            "slopes of the two layers exchanged",
            '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}',
            '{"dW1": dW2, "db1": db2, "dW2": dW1, "db2": db1}',
            "A slope bears the number of its own layer.",
        ),
        Misconception(
            "parameters not kept",
            "parameters = update_parameters(parameters, grads, learning_rate)",
            "update_parameters(parameters, grads, learning_rate)",
            "update_parameters returns the new parameters: give them their name.",
        ),
        Misconception(
            "learning rate fixed",
            "grads, learning_rate)",
            "grads, 0.0075)",
            "Use the argument learning_rate, not the number that is its default.",
        ),
        Misconception(
            "number of steps fixed",
            "course.watch(num_iterations, costs)",
            "course.watch(100, costs)",
            "Use the argument num_iterations, and no number of your own.",
        ),
        Misconception(
            "every cost recorded",
            "if i % 100 == 0:",
            "if True:",
            "Record the cost of every 100th step only.",
        ),
        Misconception(
            "no cost recorded (or only where it is printed)",
            "if i % 100 == 0:",
            "if print_cost and i % 100 == 0:",
            "print_cost decides what is printed; the costs are recorded either way.",
        ),
        Misconception(
            "cost recorded at steps 99 and 199",
            "i % 100 == 0",
            "i % 100 == 99",
            "The first cost to record is that of step 0.",
        ),
        Misconception(
            "weights drawn anew at each step",
            "for i in course.watch(num_iterations, costs):",
            "for i in course.watch(num_iterations, costs):\n"
            "        parameters = initialize_parameters(n_x, n_h, n_y)",
            "The weights are drawn once, before the loop.",
        ),
    ),
    help={
        "Idea": "Draw the weights once; then forward, cost, backward, update, again and again.",
        "Formula": "relu block, sigmoid block; dA2 = -(Y/A2 - (1 - Y)/(1 - A2)); back; update",
        "Worked small case": "250 steps: costs of steps 0, 100 and 200.",
    },
    keeps=("X", "Y"),
    tolerance=_TRAINED,
    equivalent={
        "course.watch(num_iterations, costs) -> course.watch(num_iterations, parameters)": _SHOWN,
        "course.watch(num_iterations, costs) -> course.watch(num_iterations, n_x)": _SHOWN,
        "course.watch(num_iterations, costs) -> course.watch(num_iterations, n_h)": _SHOWN,
        "course.watch(num_iterations, costs) -> course.watch(num_iterations, n_y)": _SHOWN,
        "i % 100 == 0 -> i % 100 <= 0": "what is left of a division is never negative",
    },
)


# L_layer_model


def _L_layer_model_cases(rng: np.random.Generator) -> list[Case]:
    def one(title: str, sizes: list[int], m: int, rate: float, steps: int) -> Case:
        parameters, X, Y = network(rng, sizes, m)
        return case(
            title,
            call("L_layer_model", X, Y, sizes, learning_rate=rate, num_iterations=steps),
            pinned={"initialize_parameters_deep": parameters},
        )

    parameters, X, Y = network(rng, [4, 2, 1], 5)
    default = call("L_layer_model", X, Y, [4, 2, 1], num_iterations=4)
    return [
        one("three layers, 12 steps", [3, 5, 4, 1], 6, 0.1, 12),
        one("four layers, 1 step", [4, 3, 5, 2, 1], 6, 0.2, 1),
        one("a logistic regression, 202 steps", [3, 1], 5, 0.02, 202),
        case("the default learning rate, 4 steps", default,
             pinned={"initialize_parameters_deep": parameters}),
        _begun_with("L_layer_model", rng, [3, 4, 2, 1], "b2"),
    ]  # fmt: skip


L_LAYER_MODEL = Exercise(
    "L_layer_model",
    _L_layer_model_cases,
    (
        Misconception(
            "labels and answers exchanged on the way back",
            "L_model_backward(AL, Y, caches)",
            "L_model_backward(Y, AL, caches)",
            "Look at the order of the arguments of L_model_backward.",
        ),
        Misconception(
            "labels and answers exchanged in the cost",
            "compute_cost(AL, Y)",
            "compute_cost(Y, AL)",
            "Look at the order of the arguments of compute_cost.",
        ),
        Misconception(
            "parameters not kept",
            "parameters = update_parameters(parameters, grads, learning_rate)",
            "update_parameters(parameters, grads, learning_rate)",
            "update_parameters returns the new parameters: give them their name.",
        ),
        Misconception(
            "learning rate fixed",
            "grads, learning_rate)",
            "grads, 0.0075)",
            "Use the argument learning_rate, not the number that is its default.",
        ),
        Misconception(
            "number of steps fixed",
            "course.watch(num_iterations, costs)",
            "course.watch(100, costs)",
            "Use the argument num_iterations, and no number of your own.",
        ),
        Misconception(
            "one step too many",
            "course.watch(num_iterations, costs)",
            "course.watch(num_iterations + 1, costs)",
            "There are num_iterations steps, counted from 0.",
        ),
        Misconception(
            "weights drawn anew at each step",
            "for i in course.watch(num_iterations, costs):",
            "for i in course.watch(num_iterations, costs):\n"
            "        parameters = initialize_parameters_deep(layers_dims)",
            "The weights are drawn once, before the loop.",
        ),
        Misconception(
            "every cost recorded",
            "if i % 100 == 0:",
            "if True:",
            "Record the cost of every 100th step only.",
        ),
        Misconception(
            "no cost recorded (or only where it is printed)",
            "if i % 100 == 0:",
            "if print_cost and i % 100 == 0:",
            "print_cost decides what is printed; the costs are recorded either way.",
        ),
        Misconception(
            "cost recorded at steps 99 and 199",
            "i % 100 == 0",
            "i % 100 == 99",
            "The first cost to record is that of step 0.",
        ),
        Misconception(
            "a step only when a cost is recorded",
            "        grads = L_model_backward(AL, Y, caches)\n"
            "        parameters = update_parameters(parameters, grads, learning_rate)",
            "        if i % 100 == 0:\n"
            "            grads = L_model_backward(AL, Y, caches)\n"
            "            parameters = update_parameters(parameters, grads, learning_rate)",
            "Look at the indentation: the update belongs to every step.",
        ),
        Misconception(
            "a step uphill",
            "grads, learning_rate)",
            "grads, -learning_rate)",
            "update_parameters steps against the slope already.",
        ),
    ),
    help={
        "Idea": "Draw the weights once; then forward, cost, backward, update, again and again.",
        "Formula": "L_model_forward → compute_cost → L_model_backward → update_parameters",
        "Worked small case": "250 steps: costs of steps 0, 100 and 200.",
    },
    keeps=("X", "Y"),
    tolerance=_TRAINED,
    equivalent={
        "course.watch(num_iterations, costs) -> course.watch(num_iterations, parameters)": _SHOWN,
        "i % 100 == 0 -> i % 100 <= 0": "what is left of a division is never negative",
    },
)


# predict


def _predict_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("three layers, 9 examples", _predict_call(rng, [4, 3, 5, 1], 9)),
        case("one layer, 8 examples", _predict_call(rng, [3, 1], 8)),
        case("a single example", _predict_call(rng, [3, 4, 1], 1)),
    ]


def _predict_call(rng: np.random.Generator, sizes: list[int], m: int):
    """Draw a network whose answers lie on both sides of one half, and none near it."""
    while True:
        parameters, X, _ = network(rng, sizes, m)
        AL, _ = forward(X, parameters)
        both = m == 1 or ((AL > 0.6).sum() >= 2 and (AL < 0.4).sum() >= 2)
        if both and np.min(np.abs(AL - 0.5)) > 0.01:
            return call("predict", X, parameters)


PREDICT = Exercise(
    "predict",
    _predict_cases,
    (
        Misconception(
            "probabilities, not decisions",
            "(AL > 0.5).astype(int)",
            "AL",
            "Decide: 1 where the probability is above one half, else 0.",
        ),
        Misconception(
            "threshold at 0",
            "AL > 0.5",
            "AL > 0",
            "A probability is always above 0: the threshold is one half.",
        ),
        Misconception(
            "classes turned round",
            "AL > 0.5",
            "AL < 0.5",
            "The answer is the probability of a cat, and a cat is 1.",
        ),
        Misconception(
            "-1 for the negative class",
            "(AL > 0.5).astype(int)",
            "np.where(AL > 0.5, 1, -1)",
            "The labels of this course are 0 and 1.",
        ),
        Misconception(
            "a flat array of predictions",
            "(AL > 0.5).astype(int)",
            "(AL > 0.5).astype(int).reshape(-1)",
            "Predictions have the shape of Y, a row with two axes.",
        ),
        Misconception(
            "one answer for all examples",
            "(AL > 0.5).astype(int)",
            "int(AL.mean() > 0.5)",
            "Each example gets a decision of its own.",
        ),
        Misconception(
            "the caches compared with one half",
            "(AL > 0.5)",
            "(caches[-1][1] > 0.5)",
            "The cache holds scores: one half is the threshold for the probability.",
        ),
    ),
    help={
        "Idea": "One forward pass, then a comparison.",
        "Formula": "ŷ = 1 if a_L > 0.5, else 0",
        "Worked small case": "AL = [[0.30, 0.92]] gives [[0, 1]].",
    },
    keeps=("X",),
    equivalent={
        "AL > 0.5 -> AL >= 0.5": "at a tie either answer is right, and no case has one",
        "(AL > 0.5).astype(int) -> AL > 0.5": "True and False are right as well",
    },
)


HYPERPARAMETERS = Quiz(
    "hyperparameters",
    title="Parameter or hyperparameter?",
    questions=(
        Question(
            "bias",
            "The bias of the third hidden unit.",
            right="parameter",
            options={
                "parameter": "Yes: training moves it at every step, like the weights.",
                "hyperparameter": "Training finds it: it has its own slope, db.",
            },
            mistakes={"hyperparameter": "a bias taken for a choice"},
        ),
        Question(
            "rate",
            "The learning rate.",
            right="hyperparameter",
            options={
                "parameter": "No slope is computed for it: you set it before training begins.",
                "hyperparameter": "Yes: it decides how training goes, and you choose it.",
            },
            mistakes={"parameter": "the learning rate taken for learned"},
        ),
        Question(
            "units",
            "The number of units in a hidden layer.",
            right="hyperparameter",
            options={
                "parameter": "It fixes the shapes of W, and training cannot change a shape.",
                "hyperparameter": "Yes: it says how many parameters there are to be found.",
            },
            mistakes={"parameter": "the shape taken for learned"},
        ),
        Question(
            "set",
            "On which set do you choose among twelve settings?",
            right="dev",
            options={
                "training": "There the largest network with the most steps nearly always wins.",
                "dev": "Yes: pictures that no parameter was fitted to, and that are not the test.",
                "test": "Then its accuracy is too high: you picked the setting it was kindest to.",
            },
            mistakes={
                "training": "chosen on the training set",
                "test": "chosen on the test set",
            },
        ),
        Question(
            "best",
            "The best of the twelve has 74 % on 100 dev pictures. On new pictures you expect",
            right="rather less",
            options={
                "exactly 74 %": "An accuracy on 100 pictures is off by some four points by chance.",
                "rather less": "Yes: the best of many was partly the luckiest.",
                "rather more": "Nothing was learned between the two: there is no reason for more.",
            },
            mistakes={
                "exactly 74 %": "a measured accuracy taken for exact",
                "rather more": "luck taken for skill",
            },
        ),
    ),
)


EXERCISES = (TWO_LAYER_MODEL, L_LAYER_MODEL, PREDICT, HYPERPARAMETERS)
