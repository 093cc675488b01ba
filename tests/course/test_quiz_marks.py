"""A quiz is marked question by question, and what is said of an option needs that option."""

import base64
import json

import pytest

from course import feedback
from course.quizzes import Asked, Chosen, html, mark, opened, sealed, text
from course.verdict import NOT_ATTEMPTED, RIGHT, WRONG

KNOWN = {
    "colour": {
        "red": Chosen(True, "It is what the eye sees."),
        "dark blue": Chosen(False, "Look <again>.", "red taken for blue"),
    },
    "size": {
        "large": Chosen(False, "It fits into a hand."),
        "small": Chosen(True, "It fits into a hand, as was to be shown."),
    },
}
ASKED = [Asked(name, tuple(known), known.__getitem__) for name, known in KNOWN.items()]
ALL_RIGHT = {"colour": "red", "size": "small"}


def marks(answers):
    return mark("apple", ASKED, answers)


def test_all_answers_right_is_right():
    assert marks(ALL_RIGHT).kind == RIGHT
    assert marks(ALL_RIGHT).right == 2
    assert marks(ALL_RIGHT).mistakes == ()


def test_one_wrong_answer_is_wrong_and_the_others_count():
    marked = marks(ALL_RIGHT | {"colour": "dark blue"})
    assert marked.kind == WRONG
    assert [one.kind for one in marked.marks] == [WRONG, RIGHT]
    assert marked.mistakes == ("red taken for blue",)


def test_an_option_counts_however_it_is_cased_and_spaced():
    assert marks({"colour": " Red", "size": "SMALL "}).kind == RIGHT
    assert marks({"colour": "Dark  Blue", "size": "small"}).mistakes == ("red taken for blue",)


def test_dots_are_no_attempt():
    assert marks({"colour": ..., "size": ...}).kind == NOT_ATTEMPTED
    assert marks({}).kind == NOT_ATTEMPTED
    partly = marks({"colour": "red", "size": ...})
    assert partly.kind == WRONG
    assert [one.kind for one in partly.marks] == [RIGHT, NOT_ATTEMPTED]


@pytest.mark.parametrize("answer", ["rde", 3, None, ["red"], {"red": 1}, object(), "x" * 900])
def test_what_is_no_option_is_told_with_the_options_in_a_line(answer):
    marked = marks(ALL_RIGHT | {"colour": answer})
    assert marked.kind == WRONG
    assert marked.right == 1
    (wrong, _) = marked.marks
    assert wrong.said.endswith('is none of its options, which are "red", "dark blue".')
    assert "\n" not in wrong.said
    assert len(wrong.said) < 130


@pytest.mark.parametrize("answers", [["red", "small"], "red", None, ..., 7])
def test_what_is_no_dictionary_is_told_in_a_line(answers):
    marked = marks(answers)
    assert marked.kind == WRONG
    assert marked.right == 0
    assert marked.trouble.startswith("apple is to be a dictionary, question -> option, and is of ")


def test_a_question_that_is_not_asked_is_told_with_those_that_are():
    marked = marks({"color": "red", "size": "small"})
    assert marked.kind == WRONG
    assert marked.right == 1
    assert marked.trouble == "apple has no question 'color'; its questions are colour, size."


def test_a_question_too_many_costs_nothing_and_is_told():
    marked = marks(ALL_RIGHT | {"taste": "sweet"})
    assert marked.kind == RIGHT
    assert "apple has no question 'taste'" in text(marked)


def test_the_text_says_each_answer_with_its_sign_and_explanation():
    said = text(marks({"colour": "dark blue", "size": "small"}))
    assert said.splitlines() == [
        "apple: wrong",
        "1 of 2 answers right.",
        "✗ colour: dark blue (red taken for blue). Look <again>.",
        "✓ size: small. It fits into a hand, as was to be shown.",
    ]


def test_no_line_of_the_text_is_too_wide():
    said = text(marks({"colour": "x" * 300, "size": ["small"] * 100}))
    assert max(map(len, said.splitlines())) <= feedback.WIDTH


def test_the_page_escapes_all_that_is_said():
    shown = html(marks({"colour": "dark blue", "size": "<b>"}))
    assert "Look &lt;again&gt;." in shown
    assert "<b>" not in shown
    assert "✗ apple: wrong" in shown


def test_what_is_sealed_is_opened_by_its_option():
    node = json.loads(json.dumps(sealed("week9/fruit", "apple", ASKED)))
    for asked in opened("week9/fruit", "apple", node):
        assert asked.options == tuple(KNOWN[asked.name])
        assert {o: asked.look_up(o) for o in asked.options} == KNOWN[asked.name]


def test_what_is_sealed_shows_nothing_not_even_by_its_length():
    node = sealed("week9/fruit", "apple", ASKED)
    written = json.dumps(node)
    sealed_up = [base64.b64decode(text) for options in node.values() for text in options.values()]
    for word in ("hand", "true", "false", "taken", "eye"):
        assert word not in written
        assert not any(word.encode() in data for data in sealed_up)
    assert len({len(text) for options in node.values() for text in options.values()}) == 1
