"""What to try on why_deep_learning_now's exercises, its quizzes, and the usual mistakes."""

from __future__ import annotations

import numpy as np

from course.cases import Case, call, case
from grader.declare import Exercise, Misconception, Quiz
from grader.properties import assert_slope

from .draws import ask, away_from_zero

# the_scale_figure: its answers are what the notebook's own experiment shows, and a test runs it

_HEARD = "what is said of deep learning in general, not what the figure shows"
_LUCK = "an average taken for certain, without its spread"

THE_SCALE_FIGURE = Quiz(
    "the_scale_figure",
    title="Read the figure",
    questions=(
        ask(
            "few_points",
            "Which model is best with 20 points?",
            right="logistic, with skill",
            options={
                "the large network": "With 20 points it is more than 20 points of accuracy behind.",
                "logistic, with skill": "It begins near 90 %: the input does most of the work.",
                "logistic regression": "On the bare coordinates it stays near 65 %.",
            },
            mistakes={"the large network": _HEARD},
        ),
        ask(
            "networks_at_20",
            "In which order do the three networks stand with 20 points?",
            right="one cannot say",
            options={
                "one cannot say": "Their whiskers overlap: other runs may give another order.",
                "small before medium before large": "Neither the averages nor the whiskers say so.",
                "large before medium before small": "At 20 points not even the averages say so.",
            },
            mistakes={
                "small before medium before large": _LUCK,
                "large before medium before small": _HEARD,
            },
        ),
        ask(
            "small_network",
            "What does the small network gain from 200 points to 2,000?",
            right="about nothing",
            options={
                "about nothing": "It has levelled off near 73 %: four units bend no more.",
                "about 10 points of accuracy": "Follow its own line, and look it up in the table.",
                "it becomes as good as the large one": "The two lie some 20 points apart there.",
            },
            mistakes={"it becomes as good as the large one": "more data taken for a cure of all"},
        ),
        ask(
            "networks_at_2000",
            "And in which order do the three networks stand with 2,000 points?",
            right="large before medium before small",
            options={
                "large before medium before small": "And here the whiskers lie apart.",
                "small before medium before large": "The other way round: read off the right end.",
                "one cannot say": "Here the whiskers lie apart: look at the right end once more.",
            },
            mistakes={"one cannot say": "a spread seen where there is none"},
        ),
        ask(
            "levelled_off",
            "Logistic regression is to do better than 65 %. What helps, by the figure?",
            right="another input",
            options={
                "another input": "The same method with the unwound angle is near 90 %.",
                "ten times as many points": "From 200 points to 2,000 it gained next to nothing.",
                "nothing": "Compare the two logistic regressions: only their input differs.",
            },
            mistakes={"ten times as many points": "more data taken for a cure of all"},
        ),
    ),
)


# sigmoid_slope


def _sigmoid_slope_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("z = 0", call("sigmoid_slope", 0)),
        case("one number", call("sigmoid_slope", 0.4 + float(rng.uniform(0.2, 1)))),
        case("an array of both signs", call("sigmoid_slope", away_from_zero(rng, 4))),
        case("a matrix", call("sigmoid_slope", 2 * rng.normal(size=(2, 3)))),
        case("numbers far from 0", call("sigmoid_slope", np.array([-9.0, -5.0, 5.0, 9.0]))),
    ]


def _it_is_the_slope_of_the_sigmoid(functions, rng) -> None:
    z = 2 * rng.normal(size=(2, 3))
    slope = functions["sigmoid_slope"](z)
    assert_slope(lambda v: np.sum(1 / (1 + np.exp(-v))), z, slope)


def _it_is_the_same_on_both_sides(functions, rng) -> None:
    z = 3 * rng.normal(size=5)
    assert np.allclose(functions["sigmoid_slope"](z), functions["sigmoid_slope"](-z))


SIGMOID_SLOPE = Exercise(
    "sigmoid_slope",
    _sigmoid_slope_cases,
    (
        Misconception(
            "the formula applied to z in place of the sigmoid's value",
            "a = sigmoid(z)",
            "a = z",
            "The formula wants the value of the sigmoid, so compute that first.",
        ),
        Misconception(
            "the value in place of the slope",
            "a * (1 - a)",
            "a",
            "At 0 the sigmoid's value is 0.5 and its slope 0.25: return the slope.",
        ),
        Misconception(
            "the sign of the second factor lost",
            "(1 - a)",
            "(1 + a)",
            "The slope is never above 0.25: look at the sign inside the parentheses.",
        ),
        Misconception(
            "the second factor turned round",
            "(1 - a)",
            "(a - 1)",
            "The sigmoid rises everywhere, so its slope is positive.",
        ),
        Misconception(
            "parentheses lost",
            "a * (1 - a)",
            "a * 1 - a",
            "Multiplication binds tighter than subtraction: yours is zero everywhere.",
        ),
        Misconception(
            "one minus the value, the value itself left out",
            "a * (1 - a)",
            "1 - a",
            "Far to the left the curve is flat as well: there are two factors.",
        ),
        Misconception(
            "the slope of tanh",
            "a * (1 - a)",
            "1 - a**2",
            "That formula belongs to tanh, which comes in week 3; at 0 the slope here is 0.25.",
        ),
        Misconception(
            "z in the second factor",
            "(1 - a)",
            "(1 - z)",
            "Both factors are made of the sigmoid's value, and none of z itself.",
        ),
        Misconception(
            "only the exponential, with its sign",
            "a * (1 - a)",
            "np.exp(-z)",
            "The slope at 0 is 0.25: that of the whole sigmoid, and not of its exponential.",
        ),
        Misconception(
            "rise over run with a step of 0.001",
            "a * (1 - a)",
            "(sigmoid(z + 0.001) - a) / 0.001",
            "With a step as long as that only three digits are right: use the formula.",
        ),
    ),
    help={
        "Idea": "First the value of the sigmoid at z; then that value, times what it lacks to 1.",
        "Formula": "σ'(z) = σ(z) · (1 − σ(z))",
        "Worked small case": "At z = 0 the value is 0.5, so the slope is 0.5 · 0.5 = 0.25.",
    },
    keeps=("z",),
    properties=(_it_is_the_slope_of_the_sigmoid, _it_is_the_same_on_both_sides),
)


# relu_slope: no case holds exactly 0, where both 0 and 1 are right, and a case has one answer


def _relu_slope_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("z = 4.5", call("relu_slope", 4.5)),
        case("z = -3", call("relu_slope", -3)),
        case(
            "an array of both signs", call("relu_slope", np.append(away_from_zero(rng, 4), [-7, 9]))
        ),
        case("a matrix", call("relu_slope", away_from_zero(rng, 2, 3))),
        case("numbers near 0", call("relu_slope", np.array([-0.2, -1e-6, 1e-6, 0.2]))),
    ]


def _it_is_the_slope_of_relu(functions, rng) -> None:
    z = away_from_zero(rng, 2, 3)
    assert_slope(lambda v: np.sum(np.maximum(v, 0)), z, functions["relu_slope"](z))


RELU_SLOPE = Exercise(
    "relu_slope",
    _relu_slope_cases,
    (
        Misconception(
            "ReLU itself in place of its slope",
            "np.where(z > 0, 1.0, 0.0)",
            "np.maximum(z, 0)",
            "How steep is the right half: does it become steeper as z grows?",
        ),
        Misconception(
            "the two halves exchanged",
            "z > 0",
            "z < 0",
            "The curve is flat on the left and rises on the right.",
        ),
        Misconception(
            "one everywhere",
            "np.where(z > 0, 1.0, 0.0)",
            "np.ones_like(z, dtype=float)",
            "The left half is flat: there the slope is another one.",
        ),
        Misconception(
            "the sign of z, -1 on the left",
            "np.where(z > 0, 1.0, 0.0)",
            "np.sign(z)",
            "On the left the curve is flat; a slope of -1 would mean that it falls.",
        ),
        Misconception(
            "a small slope left below zero",
            "0.0)",
            "0.01)",
            "That belongs to the leaky ReLU, which comes in week 3.",
        ),
        Misconception(
            "one decision for a whole array (if)",
            "slope = np.where(z > 0, 1.0, 0.0)",
            "slope = 1.0 if z > 0 else 0.0",
            "An if decides once for the whole array: let NumPy compare entry by entry.",
        ),
        Misconception(
            "the slope of the sigmoid",
            "np.where(z > 0, 1.0, 0.0)",
            "sigmoid_slope(z)",
            "ReLU is made of two straight lines, so there are only two slopes.",
        ),
        Misconception(
            "the corner at 1 in place of 0",
            "z > 0",
            "z > 1",
            "The corner is where z is 0.",
        ),
        Misconception(
            "z kept on the right half",
            "np.where(z > 0, 1.0, 0.0)",
            "np.where(z > 0, z, 1.0)",
            "np.where takes what holds on the right first, then what holds on the left.",
        ),
    ),
    help={
        "Idea": "Ask of each entry whether it is above 0, and choose by that.",
        "Formula": "relu'(z) = 1 where z > 0, 0 where z < 0",
        "Worked small case": "Of the array [-2, 0.5, 7] it is [0, 1, 1].",
    },
    keeps=("z",),
    properties=(_it_is_the_slope_of_relu,),
    equivalent={
        "z > 0 -> z >= 0": "at 0 there is no slope, and either answer is right",
        "np.where(z > 0, 1.0, 0.0) -> np.where(1.0, z > 0, 0.0)": "True and False are 1 and 0",
    },
)


# the_loop

THE_LOOP = Quiz(
    "the_loop",
    title="The loop",
    questions=(
        ask(
            "order",
            "What comes after the experiment?",
            right="the next idea",
            options={
                "the next idea": "What came out, above all what went wrong, gives the next idea.",
                "nothing, it is done": "The first try is hardly ever the best one.",
                "the same code with more steps": "Perhaps; but that is an idea already.",
            },
            mistakes={"nothing, it is done": "one experiment taken for the end"},
        ),
        ask(
            "faster",
            "A computer twice as fast trains the same network. What is the main gain?",
            right="twice as many ideas tried",
            options={
                "twice as many ideas tried": "Each round takes half the time.",
                "twice as many right answers": "The same network learns the same, only sooner.",
                "a network that needs no data": "Speed is no substitute for examples.",
            },
            mistakes={"twice as many right answers": "speed taken for accuracy"},
        ),
        ask(
            "bend",
            "Why did ReLU make the loop faster?",
            right="fewer steps to the same cost",
            options={
                "fewer steps to the same cost": "Its slope does not vanish: each step does more.",
                "it needs no examples": "Every network here learned from the same points.",
                "every unit learns at every moment": "A unit that is off learns nothing.",
            },
            mistakes={"every unit learns at every moment": "dead units forgotten"},
        ),
        ask(
            "little_data",
            "You have 50 examples and cannot get more. On what do you spend your time?",
            right="on the input, with what you know",
            options={
                "on the input, with what you know": "With little data skill decides.",
                "on the largest network": "With 20 points its size was of no use.",
                "on waiting": "More steps on 50 examples mostly learn these 50 by heart.",
            },
            mistakes={"on the largest network": "size taken for a cure of little data"},
        ),
        ask(
            "three_reasons",
            "Which is NOT one of the reasons why networks do more today?",
            right="units that work like the brain",
            options={
                "units that work like the brain": "They are as simple as they were decades ago.",
                "more data": "It is one: so much of life now leaves a trace in a computer.",
                "faster computers": "They are one: larger networks, and more rounds of the loop.",
                "better methods": "They are one: the bend was one of many.",
            },
            mistakes={"better methods": "methods not counted among the reasons"},
        ),
    ),
)


EXERCISES = (THE_SCALE_FIGURE, SIGMOID_SLOPE, RELU_SLOPE, THE_LOOP)
