"""What to try on what_is_a_neural_network's exercises, its quizzes, and the usual mistakes."""

from __future__ import annotations

import numpy as np

from course.cases import Case, call, case
from grader.declare import Exercise, Misconception, Question, Quiz

from .draws import ask, away_from_zero, layer

# relu


def _relu_cases(rng: np.random.Generator) -> list[Case]:
    return [
        case("z = 5", call("relu", 5)),
        case("z = -2.5", call("relu", -2.5)),
        case("z = 0", call("relu", 0)),
        case("an array of both signs", call("relu", np.append(away_from_zero(rng, 4), [-1.5, 2]))),
        case("a matrix", call("relu", away_from_zero(rng, 2, 3))),
    ]


def _relu_and_its_mirror_image_make_the_line(functions, rng) -> None:
    z = 3 * rng.normal(size=(2, 5))
    relu = functions["relu"]
    assert np.allclose(relu(z) - relu(-z), z), "relu(z) - relu(-z) is not z"
    assert np.allclose(relu(2 * z), 2 * relu(z)), "relu(2 z) is not 2 relu(z)"


RELU = Exercise(
    "relu",
    _relu_cases,
    (
        Misconception(
            "the smaller one in place of the larger",
            "np.maximum(z, 0)",
            "np.minimum(z, 0)",
            "Numbers above zero pass, numbers below become zero: yours are the other way round.",
        ),
        Misconception(
            "the sign dropped (absolute value)",
            "np.maximum(z, 0)",
            "np.abs(z)",
            "A negative number becomes zero; it is not made positive.",
        ),
        Misconception(
            "one in place of the number (a step)",
            "np.maximum(z, 0)",
            "np.where(np.asarray(z) > 0, 1.0, 0.0)",
            "What is above zero passes as it is: 5 stays 5.",
        ),
        Misconception(
            "cut off at 1 as well",
            "np.maximum(z, 0)",
            "np.clip(z, 0, 1)",
            "There is only one bend, at zero; large numbers stay as large as they are.",
        ),
        Misconception(
            "cut off at 1 in place of 0",
            "np.maximum(z, 0)",
            "np.maximum(z, 1)",
            "The bend is at zero: look at what you compare z with.",
        ),
        Misconception(
            "one decision for a whole array (Python's max, or if)",
            "np.maximum(z, 0)",
            "max(z, 0)",
            "Python's max and if decide once; NumPy has a function that compares entry by entry.",
        ),
        Misconception(
            "negative numbers taken out, not made zero",
            "np.maximum(z, 0)",
            "np.atleast_1d(z)[np.atleast_1d(z) > 0]",
            "The result has as many entries as z: a zero stands where the negative number was.",
        ),
        Misconception(
            "the largest of all entries",
            "np.maximum(z, 0)",
            "np.max(z)",
            "Each entry is compared with 0 for itself; np.max goes through the whole array.",
        ),
        Misconception(
            "the largest along axis 0, as in np.max(z, 0)",
            "np.maximum(z, 0)",
            "np.max(z, 0)",
            "np.max compares the entries of z with one another; NumPy has a function for z and 0.",
        ),
        Misconception(
            "z taken for an axis, as in np.max(0, z)",
            "np.maximum(z, 0)",
            "np.max(0, z)",
            "Such a function takes one array and an axis; NumPy has one that compares two arrays.",
        ),
        Misconception(
            "a small slope left below zero",
            "np.maximum(z, 0)",
            "np.maximum(z, 0.01 * z)",
            "That is the leaky ReLU, which comes in week 3; here nothing below zero passes.",
        ),
        Misconception(
            "the sigmoid in place of ReLU",
            "np.maximum(z, 0)",
            "1 / (1 + np.exp(-np.asarray(z)))",
            "ReLU is made of two straight lines and needs no exponential.",
        ),
        Misconception(
            "z itself overwritten",
            "a = np.maximum(z, 0)",
            "a = np.asarray(z)\n    a[a < 0] = 0",
            "Whoever gave you z still needs it: make a new array.",
        ),
    ),
    help={
        "Idea": "Compare each number with zero and keep the larger of the two.",
        "Formula": "relu(z) = max(0, z), entry by entry",
        "Worked small case": "Of the array [-2, 0, 5] it is [0, 0, 5].",
    },
    keeps=("z",),
    properties=(_relu_and_its_mirror_image_make_the_line,),
)


# price_neuron


def _price_neuron_cases(rng: np.random.Generator) -> list[Case]:
    w, b = float(rng.uniform(1.2, 3)), -float(rng.uniform(60, 90))
    sizes = np.round(rng.uniform(90, 160, size=4))
    return [
        case("a large house", call("price_neuron", 100, 2, -80)),
        case("a house so small that the line is below zero", call("price_neuron", 20, w, b)),
        case("five sizes", call("price_neuron", np.append(sizes, 15.0), w, b)),
        case("a positive bias", call("price_neuron", np.array([10.0, 45.0]), w, 0.5)),
        case("a negative weight", call("price_neuron", np.array([20.0, 90.0, 200.0]), -w, 150)),
    ]


def _a_price_goes_up_by_w_where_it_is_not_zero(functions, rng) -> None:
    w, b = float(rng.uniform(1, 3)), float(rng.normal())
    price = functions["price_neuron"]
    assert np.isclose(price(101, w, b) - price(100, w, b), w)
    assert np.isclose(price(100, -w, b), 0)


PRICE_NEURON = Exercise(
    "price_neuron",
    _price_neuron_cases,
    (
        Misconception(
            "the bend forgotten",
            "relu(z)",
            "z",
            "A straight line alone gives some houses a negative price: one step is missing.",
        ),
        Misconception(
            "the bias added after the bend",
            "z = w * size + b\n    price = relu(z)",
            "z = w * size\n    price = relu(z) + b",
            "First multiply, then add, then bend: the bias belongs inside.",
        ),
        Misconception(
            "the bias forgotten",
            "w * size + b",
            "w * size",
            "The line starts at zero now: something is to be added before the bend.",
        ),
        Misconception(
            "the bias subtracted",
            "w * size + b",
            "w * size - b",
            "The bias is added with the sign that it has.",
        ),
        Misconception(
            "the bias multiplied by the weight as well",
            "w * size + b",
            "w * (size + b)",
            "The weight multiplies the size alone: look at the parentheses.",
        ),
        Misconception(
            "weight and size added",
            "w * size + b",
            "w + size + b",
            "The weight says how much each square metre adds: it multiplies.",
        ),
        Misconception(
            "weight and bias exchanged",
            "w * size + b",
            "b * size + w",
            "One of the two multiplies and the other is added: see which is which.",
        ),
        Misconception(
            "each part bent for itself",
            "z = w * size + b\n    price = relu(z)",
            "price = relu(w * size) + relu(b)",
            "The bend comes once, after everything has been added up.",
        ),
        Misconception(
            "one decision for a whole array (Python's max, or if)",
            "relu(z)",
            "max(z, 0)",
            "Python's max and if decide once; your relu compares entry by entry.",
        ),
    ),
    help={
        "Idea": "A straight line in the size, then your relu.",
        "Formula": "price = relu(w · size + b)",
        "Worked small case": "w = 2, b = -80: size 100 gives 120; size 30 gives -20, and so 0.",
    },
    keeps=("size",),
    properties=(_a_price_goes_up_by_w_where_it_is_not_zero,),
)


# hidden_features


def _hidden_features_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for n_h, n_x in ((3, 4), (5, 2), (1, 3), (4, 1)):
        x = rng.uniform(0.5, 3, size=(n_x, 1))
        W1, b1 = layer(rng, n_h, n_x, x)
        units = "1 hidden unit" if n_h == 1 else f"{n_h} hidden units"
        features = "1 feature" if n_x == 1 else f"{n_x} features"
        cases.append(case(f"{features} and {units}", call("hidden_features", x, W1, b1)))
    return cases


def _each_hidden_unit_is_a_neuron_of_its_own(functions, rng) -> None:
    x = rng.normal(size=(4, 1))
    W1, b1 = layer(rng, 3, 4, x)
    h = functions["hidden_features"](x, W1, b1)
    for i in range(3):
        alone = functions["hidden_features"](x, W1[i : i + 1], b1[i : i + 1])
        assert np.allclose(h[i], alone), "a unit depends on the weights of another"


HIDDEN_FEATURES = Exercise(
    "hidden_features",
    _hidden_features_cases,
    (
        Misconception(
            "the bend forgotten in the hidden layer",
            "relu(z)",
            "z",
            "A hidden unit is a neuron too: nothing below zero passes.",
        ),
        Misconception(
            "the bias forgotten in the hidden layer",
            "W1 @ x + b1",
            "W1 @ x",
            "Each hidden unit has a bias of its own, added before the bend.",
        ),
        Misconception(
            "the bias added after the bend in the hidden layer",
            "z = W1 @ x + b1\n    h = relu(z)",
            "z = W1 @ x\n    h = relu(z) + b1",
            "First multiply, then add, then bend: the biases belong inside.",
        ),
        Misconception(
            "the bias subtracted in the hidden layer",
            "W1 @ x + b1",
            "W1 @ x - b1",
            "The biases are added with the signs that they have.",
        ),
        Misconception(
            "multiplied entry by entry (* in place of @)",
            "W1 @ x + b1",
            "W1 * x + b1",
            "The sign * multiplies and adds nothing up; the product of table and column does both.",
        ),
        Misconception(
            "products not added up",
            "W1 @ x + b1",
            "W1 * x.T + b1",
            "Each unit has one number: the products along its row are still to be added.",
        ),
        Misconception(
            "the factors in the wrong order",
            "W1 @ x + b1",
            "x @ W1 + b1",
            "A row of the first factor meets a column of the second: the table stands first.",
        ),
        Misconception(
            "the table of weights turned over",
            "W1 @ x + b1",
            "W1.T @ x + b1",
            "The table has a row for each hidden unit already: leave it as it is.",
        ),
        Misconception(
            "a flat array, not a column",
            "h = relu(z)",
            "h = relu(z).ravel()",
            "The shape is to be (n_h, 1), a column as x is.",
        ),
        Misconception(
            "a flat array or row, stretched by b1",
            "W1 @ x + b1",
            "np.sum(W1 * x.T, axis=1) + b1",
            "The sums must stand in a column, as b1 does, before the two are added.",
        ),
        Misconception(
            "the biases laid in a row",
            "W1 @ x + b1",
            "W1 @ x + b1.T",
            "A column and a row stretch to a square: b1 has the right shape already.",
        ),
        Misconception(
            "all hidden units added up",
            "h = relu(z)",
            "h = np.sum(relu(z))",
            "Each hidden unit keeps a number of its own: the result is a column.",
        ),
    ),
    help={
        "Idea": "One product gives the sums of all units; then the biases, then the bend.",
        "Formula": "h = relu(W1 x + b1), where W1 x is written with @",
        "Worked small case": "W1 = [[1, 2]], x = [[3], [4]], b1 = [[-5]]: 1·3 + 2·4 - 5 = 6.",
    },
    keeps=("x", "W1", "b1"),
    properties=(_each_hidden_unit_is_a_neuron_of_its_own,),
)


# house_price


def _house_price_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for title, n_h, n_x, sign in (
        ("3 hidden units", 3, 4, 1),
        ("5 hidden units", 5, 2, 1),
        ("a house that is worth nothing", 3, 4, -1),
        ("2 hidden units and 3 features", 2, 3, 1),
    ):
        x = rng.uniform(0.5, 3, size=(n_x, 1))
        W1, b1 = layer(rng, n_h, n_x, x)
        h = np.maximum(W1 @ x + b1, 0)
        W2 = away_from_zero(rng, 1, n_h)
        b2 = sign * rng.uniform(0.5, 3, size=(1, 1)) - W2 @ h
        cases.append(case(title, call("house_price", x, W1, b1, W2, b2)))
    return cases


def _a_hidden_unit_with_weight_zero_does_not_matter(functions, rng) -> None:
    x = rng.normal(size=(4, 1))
    W1, b1 = layer(rng, 3, 4, x)
    W2, b2 = np.array([[0.0, 1.5, 2.0]]), np.array([[1.0]])
    price = functions["house_price"]
    b1_other = b1 + np.array([[3.0], [0.0], [0.0]])
    assert np.allclose(price(x, W1, b1, W2, b2), price(x, W1, b1_other, W2, b2))


HOUSE_PRICE = Exercise(
    "house_price",
    _house_price_cases,
    (
        Misconception(
            "the bend forgotten at the output",
            "relu(W2 @ h + b2)",
            "W2 @ h + b2",
            "The output is a neuron too: a price is never below zero.",
        ),
        Misconception(
            "the hidden layer left linear",
            "h = hidden_features(x, W1, b1)",
            "h = W1 @ x + b1",
            "The hidden units are bent as well: exercise 3 has done it for you.",
        ),
        Misconception(
            "the bias of the output forgotten",
            "W2 @ h + b2",
            "W2 @ h",
            "The output unit has a bias as well, added before the bend.",
        ),
        Misconception(
            "the bias of the output added after the bend",
            "relu(W2 @ h + b2)",
            "relu(W2 @ h) + b2",
            "First multiply, then add, then bend: the bias belongs inside.",
        ),
        Misconception(
            "the features fed to the output",
            "W2 @ h",
            "W2 @ x",
            "The output unit gets what the hidden units say, and not the features.",
        ),
        Misconception(
            "a column times a row at the output, or * in place of @",
            "W2 @ h",
            "W2 * h",
            "A row by a column, in that order and with @, adds up; h @ W2 and W2 * h do not.",
        ),
        Misconception(
            "the hidden units added up without their weights",
            "W2 @ h",
            "np.sum(h)",
            "Each hidden unit counts with a weight of its own.",
        ),
        Misconception(
            "the bias of the hidden layer used at the output",
            "W2 @ h + b2",
            "W2 @ h + b1",
            "Each layer has its own bias, and the output has only one.",
        ),
        Misconception(
            "a bare number, not an array of shape (1, 1)",
            "price = relu(W2 @ h + b2)",
            "price = relu(W2 @ h + b2).item()",
            "Leave the result as the product gives it: one row and one column.",
        ),
        Misconception(
            "what the hidden units say, not the price",
            "price = relu(W2 @ h + b2)",
            "price = h",
            "One neuron is still to come: it makes one price of the hidden units.",
        ),
    ),
    help={
        "Idea": "Ask hidden_features first; then one more neuron, fed with its answer.",
        "Formula": "price = relu(W2 h + b2), with h = relu(W1 x + b1)",
        "Worked small case": "h = [[3], [4]], W2 = [[2, 5]], b2 = [[-6]]: 2·3 + 5·4 - 6 = 20.",
    },
    keeps=("x", "W1", "b1", "W2", "b2"),
    properties=(_a_hidden_unit_with_weight_zero_does_not_matter,),
)


# input_and_output

_AGAIN = "the answer taken for the input"
_OTHER = "the input taken for the answer"
_MEANS = "the purpose taken for the answer"

INPUT_AND_OUTPUT = Quiz(
    "input_and_output",
    title="What goes in, what comes out",
    questions=(
        ask(
            "house_input",
            "A house's price: what goes in?",
            right="its features",
            options={
                "its features": "Size, bedrooms and the rest are known before a sale.",
                "its price": "The price is what we want to know; it is in the examples as y.",
                "a photo of its owner": "It is no feature of the house, and no example has it.",
            },
            mistakes={"its price": _AGAIN},
        ),
        ask(
            "house_output",
            "A house's price: what comes out?",
            right="an amount of money",
            options={
                "an amount of money": "One number, as in this notebook.",
                "the number of bedrooms": "That is one of the features, and known already.",
                "more sales": "That may be what it is good for; the network answers with a price.",
            },
            mistakes={"the number of bedrooms": _OTHER, "more sales": _MEANS},
        ),
        ask(
            "advert_input",
            "Online advertising: what goes in?",
            right="the advertisement and facts about the user",
            options={
                "the advertisement and facts about the user": "Both are known before it is shown.",
                "whether the user clicks": "That is known only afterwards: it is the answer y.",
            },
            mistakes={"whether the user clicks": _AGAIN},
        ),
        ask(
            "advert_output",
            "Online advertising: what comes out?",
            right="the probability of a click",
            options={
                "the probability of a click": "Examples: displays with a click and without one.",
                "the income of the company": "That is what it is good for; no example has it as y.",
                "the age of the user": "That is one of the facts that go in.",
            },
            mistakes={"the income of the company": _MEANS, "the age of the user": _OTHER},
        ),
        ask(
            "photo_input",
            "Naming what is in a photo: what goes in?",
            right="pixels",
            options={
                "pixels": "A picture is nothing but the numbers of its pixels.",
                "names of things": "They come out; in the examples people have written them down.",
            },
            mistakes={"names of things": _AGAIN},
        ),
        ask(
            "photo_output",
            "Naming what is in a photo: what comes out?",
            right="one of 1,000 names",
            options={
                "one of 1,000 names": "A label for each picture, as people have given it.",
                "the same photo, sharper": "Another task: its y would be sharp photos.",
                "the size of the photo": "It is known when the photo goes in.",
            },
            mistakes={"the size of the photo": _OTHER},
        ),
        ask(
            "speech_input",
            "Writing down what is said: what goes in?",
            right="sound over time",
            options={
                "sound over time": "Thousands of numbers for each second, one after another.",
                "text": "The text is what is to come out.",
            },
            mistakes={"text": _AGAIN},
        ),
        ask(
            "speech_output",
            "Writing down what is said: what comes out?",
            right="text",
            options={
                "text": "Examples are recordings that somebody has written down.",
                "sound over time": "That goes in; for reading aloud it would be right.",
            },
            mistakes={"sound over time": _OTHER},
        ),
        ask(
            "translation_input",
            "Translating English to Chinese: what goes in?",
            right="an English sentence",
            options={
                "an English sentence": "It goes in word after word.",
                "a Chinese sentence": "That is the answer in the examples, and what comes out.",
                "a dictionary": "The examples are sentences with their translations.",
            },
            mistakes={"a Chinese sentence": _AGAIN},
        ),
        ask(
            "translation_output",
            "Translating English to Chinese: what comes out?",
            right="a Chinese sentence",
            options={
                "a Chinese sentence": "An answer can be a whole sequence, not only a number.",
                "an English sentence": "That is what goes in.",
                "one Chinese word": "A sentence has as many words as it needs.",
            },
            mistakes={"an English sentence": _OTHER},
        ),
        ask(
            "driving_input",
            "A car that sees other cars: what goes in?",
            right="pictures and radar",
            options={
                "pictures and radar": "Two kinds of input, and both are needed.",
                "places of the other cars": "They are to be found: in the examples they are y.",
            },
            mistakes={"places of the other cars": _AGAIN},
        ),
        ask(
            "driving_output",
            "A car that sees other cars: what comes out?",
            right="places of the other cars",
            options={
                "places of the other cars": "In examples people have marked them in the pictures.",
                "a safe journey": "That is what it is good for; the network answers with places.",
                "pictures and radar": "They go in.",
            },
            mistakes={"a safe journey": _MEANS, "pictures and radar": _OTHER},
        ),
        ask(
            "review_input",
            "Is a film review kind or unkind: what goes in?",
            right="the words of the review",
            options={
                "the words of the review": "They go in one after another.",
                "the number of stars": "The stars serve as y in the examples.",
            },
            mistakes={"the number of stars": _AGAIN},
        ),
        ask(
            "review_output",
            "Is a film review kind or unkind: what comes out?",
            right="the probability that it is kind",
            options={
                "the probability that it is kind": "One number between 0 and 1.",
                "a better film": "Nice, but the network answers with a probability.",
                "the words of the review": "They go in.",
            },
            mistakes={"a better film": _MEANS, "the words of the review": _OTHER},
        ),
        ask(
            "loan_input",
            "Will a loan be paid back: what goes in?",
            right="income, debts and the like",
            options={
                "income, debts and the like": "A table with a row for each loan.",
                "whether it was paid back": "It is known only years later: that is the answer y.",
            },
            mistakes={"whether it was paid back": _AGAIN},
        ),
        ask(
            "loan_output",
            "Will a loan be paid back: what comes out?",
            right="the probability that it is paid back",
            options={
                "the probability that it is paid back": "Loans of the past are the examples.",
                "the income": "That goes in.",
                "fewer lost loans": "That is what it is good for; no single example has it as y.",
            },
            mistakes={"the income": _OTHER, "fewer lost loans": _MEANS},
        ),
    ),
)


# which_network

_STANDARD = "Fully connected networks suit a table, where each column has a meaning of its own."
_PICTURE = "Convolutional networks suit pictures, where neighbouring pixels belong together."
_SEQUENCE = "Recurrent networks suit sequences, where one thing comes after another."
_SEVERAL = "A custom network joins several kinds of input; here there is only one kind."


def _kind(name: str, text: str, right: str, because: str) -> Question:
    """Make a question for the kind of network; `because` explains the right answer."""
    told = {
        "standard": f"{_STANDARD} Is this a table?",
        "convolutional": f"{_PICTURE} Is this a picture, and nothing else?",
        "recurrent": f"{_SEQUENCE} Is this a sequence, and nothing else?",
        "custom": _SEVERAL,
    }
    names = {
        "house": "a table", "advert": "a table", "loan": "a table", "photo": "a picture",
        "speech": "a sequence", "translation": "a sequence", "review": "a sequence",
        "driving": "several kinds of input",
    }  # fmt: skip
    taken = {
        "standard": "a table",
        "convolutional": "a picture",
        "recurrent": "a sequence",
        "custom": "several kinds of input",
    }
    return Question(
        name,
        text,
        right=right,
        options=told | {right: because},
        mistakes={
            kind: f"{names[name]} taken for {what}" for kind, what in taken.items() if kind != right
        },
    )


WHICH_NETWORK = Quiz(
    "which_network",
    title="Which kind of network",
    questions=(
        _kind("house", "A house's price from its features", "standard", _STANDARD),
        _kind(
            "advert",
            "A click on an advertisement, from facts about user and advertisement",
            "standard",
            "Facts about user and advertisement are a table: a column for each.",
        ),
        _kind("photo", "The name of what is in a photo", "convolutional", _PICTURE),
        _kind(
            "speech",
            "The text of what was said, from the sound",
            "recurrent",
            "Sound is a sequence: what comes next depends on what came before.",
        ),
        _kind(
            "translation",
            "A Chinese sentence from an English one",
            "recurrent",
            "A sentence is a sequence of words.",
        ),
        _kind(
            "driving",
            "The places of other cars, from pictures and radar together",
            "custom",
            "The picture wants a convolutional part, the radar another; they are joined.",
        ),
        _kind(
            "review",
            "Whether a film review is kind, from its words",
            "recurrent",
            "The order matters: “not good, bad” and “not bad, good” have the same words.",
        ),
        _kind(
            "loan",
            "Whether a loan is paid back, from income, debts and age",
            "standard",
            "Income, debts and age are columns of a table.",
        ),
    ),
)


# structured_or_not


def _data(name: str, text: str, right: str, structured: str, unstructured: str) -> Question:
    wrong = "unstructured" if right == "structured" else "structured"
    mistake = {
        "structured": "unstructured data taken for structured",
        "unstructured": "structured data taken for unstructured",
    }
    return Question(
        name,
        text,
        right=right,
        options={"structured": structured, "unstructured": unstructured},
        mistakes={wrong: mistake[wrong]},
    )


STRUCTURED_OR_NOT = Quiz(
    "structured_or_not",
    title="Structured or unstructured",
    questions=(
        _data(
            "sales",
            "What a shop sold: article, price, day, number",
            "structured",
            "Each column has a name and a meaning of its own.",
            "Ask whether a single entry means something: a price does.",
        ),
        _data(
            "recording",
            "A recording of a conversation",
            "unstructured",
            "Ask whether a single number of it means something: one moment of sound does not.",
            "Sound: only many numbers together mean something.",
        ),
        _data(
            "emails",
            "The texts of letters to a newspaper",
            "unstructured",
            "Text stands in no columns: the tenth word means nothing alone.",
            "Text: what it says is in the words together, and in their order.",
        ),
        _data(
            "patients",
            "Age, blood pressure and temperature of patients",
            "structured",
            "Three columns, each with a meaning and a unit.",
            "Each of the three numbers means something alone.",
        ),
        _data(
            "scans",
            "X-ray pictures",
            "unstructured",
            "A file of pictures may be well sorted; each pixel still means nothing alone.",
            "Pictures: a pixel means nothing alone.",
        ),
        _data(
            "clicks",
            "For each user: age, country, pages seen, seconds stayed",
            "structured",
            "A table: each column has a meaning of its own.",
            "There may be millions of rows, but each number means something alone.",
        ),
    ),
)


EXERCISES = (
    RELU,
    PRICE_NEURON,
    HIDDEN_FEATURES,
    HOUSE_PRICE,
    INPUT_AND_OUTPUT,
    WHICH_NETWORK,
    STRUCTURED_OR_NOT,
)
