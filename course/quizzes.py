"""Mark a quiz: each question right or not, with the explanation of the option that was chosen.

A learner's package holds a quiz sealed: what is to be said of an option is read
with that option and not without it, so no list of answers can be read in it.
The judge marks with the same code, from the declaration.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from course import feedback
from course.verdict import NOT_ATTEMPTED, RIGHT, WRONG, Outcome

_LONGEST = 60  # characters of a wrong value that are repeated


@dataclass(frozen=True)
class Chosen:
    """What is known of an option: whether it is right, why, and its misconception's name."""

    right: bool
    explanation: str
    mistake: str = ""


@dataclass(frozen=True)
class Asked:
    """A question: its name, its options as a learner reads them, and what is known of each."""

    name: str
    options: tuple[str, ...]
    look_up: Callable[[str], Chosen]


@dataclass(frozen=True)
class Mark:
    """The mark on one question: right, wrong or not attempted, and what is said of it."""

    question: str
    kind: str
    option: str = ""
    said: str = ""
    mistake: str = ""


@dataclass(frozen=True)
class Marked:
    """A marked quiz, as :func:`mark` makes it of whatever was handed over.

    `trouble` is a line about what was handed over, where it is no set of answers.
    """

    quiz: str
    marks: tuple[Mark, ...]
    trouble: str = ""

    @property
    def kind(self) -> str:
        """The outcome of the whole quiz."""
        kinds = {mark.kind for mark in self.marks}
        if kinds == {RIGHT}:
            return RIGHT
        return NOT_ATTEMPTED if kinds == {NOT_ATTEMPTED} and not self.trouble else WRONG

    @property
    def right(self) -> int:
        """How many questions are answered right."""
        return sum(mark.kind == RIGHT for mark in self.marks)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The names of the misconceptions, each one once."""
        return tuple(dict.fromkeys(mark.mistake for mark in self.marks if mark.mistake))

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.quiz, self.kind)


def mark(quiz: str, asked: Iterable[Asked], answers: object) -> Marked:
    """Return the marks on `answers`, which is to be a dict: question -> option.

    An option counts however its letters are cased and its words are spaced.
    """
    asked = tuple(asked)
    if not isinstance(answers, dict):
        kind = type(answers).__name__
        trouble = f"{quiz} is to be a dictionary, question -> option, and is of type {kind}."
        return Marked(quiz, tuple(Mark(one.name, NOT_ATTEMPTED) for one in asked), trouble)
    names = [one.name for one in asked]
    strange = [repr(key)[:_LONGEST] for key in answers if key not in names]
    trouble = ""
    if strange:
        trouble = f"{quiz} has no question {strange[0]}; its questions are {', '.join(names)}."
    return Marked(quiz, tuple(_mark(one, answers.get(one.name, ...)) for one in asked), trouble)


def text(marked: Marked) -> str:
    """Return the whole message as plain text, no line longer than feedback.WIDTH."""
    lines = [feedback.headline(marked.outcome), *_summary(marked)]
    lines += [_line(one) for one in marked.marks]
    return "\n".join(feedback.wrap(line) for line in lines if line)


def short(marked: Marked) -> str:
    """Return the headline, and how many answers are right or what the trouble is."""
    return "\n".join(map(feedback.wrap, [feedback.headline(marked.outcome), *_summary(marked)]))


def html(marked: Marked) -> str:
    """Return the whole message as HTML."""
    rows = "".join(f"<li>{escape(_line(one))}</li>" for one in marked.marks)
    body = [escape(line) for line in _summary(marked)]
    listed = f"<ul style='list-style: none; margin: 0; padding: 0'>{rows}</ul>"
    return feedback.framed(marked.outcome, [*(f"<div>{line}</div>" for line in body), listed])


def sealed(notebook: str, quiz: str, asked: Iterable[Asked]) -> dict:
    """Return a quiz as JSON, in which an option's explanation is read only with the option.

    All that is sealed of a quiz has the same length: no option stands out.
    """
    asked = tuple(asked)
    told = {
        (one.name, option): json.dumps(_told(one.look_up(option))).encode()
        for one in asked
        for option in one.options
    }
    longest = max(map(len, told.values()))

    def seal(question: str, option: str) -> str:
        data = told[question, option].ljust(longest)
        return base64.b64encode(_mixed(data, notebook, quiz, question, option)).decode()

    return {one.name: {option: seal(one.name, option) for option in one.options} for one in asked}


def opened(notebook: str, quiz: str, node: Mapping) -> tuple[Asked, ...]:
    """Return the questions of a quiz that :func:`sealed` wrote; options are opened when chosen."""

    def look_up(question: str, options: Mapping) -> Callable[[str], Chosen]:
        def open_one(option: str) -> Chosen:
            data = base64.b64decode(options[option])
            return Chosen(*json.loads(_mixed(data, notebook, quiz, question, option)))

        return open_one

    return tuple(
        Asked(name, tuple(options), look_up(name, options)) for name, options in node.items()
    )


def normal(option: str) -> str:
    """Return what an option is compared by."""
    return " ".join(option.split()).casefold()


def _mark(asked: Asked, answer: object) -> Mark:
    if answer is ...:
        return Mark(asked.name, NOT_ATTEMPTED)
    options = {normal(option): option for option in asked.options}
    option = options.get(normal(answer)) if isinstance(answer, str) else None
    if option is None:
        listed = ", ".join(f'"{one}"' for one in asked.options)
        got = repr(answer) if isinstance(answer, str | int | float | None) else "that"
        said = f"{got[:_LONGEST]} is none of its options, which are {listed}."
        return Mark(asked.name, WRONG, said=said)
    known = asked.look_up(option)
    kind = RIGHT if known.right else WRONG
    return Mark(asked.name, kind, option, known.explanation, known.mistake)


def _summary(marked: Marked) -> list[str]:
    if marked.trouble:
        return [marked.trouble]
    if marked.kind == NOT_ATTEMPTED:
        return ["Put one of the options, in quotes, in the place of each `...`."]
    return [f"{marked.right} of {len(marked.marks)} answers right."]


def _line(one: Mark) -> str:
    sign = feedback.mark(one.kind)
    if one.kind == NOT_ATTEMPTED:
        return f"{sign} {one.question}: not attempted yet"
    if not one.option:
        return f"{sign} {one.question}: {one.said}"
    named = f" ({one.mistake})" if one.mistake else ""
    return f"{sign} {one.question}: {one.option}{named}. {one.said}"


def _told(known: Chosen) -> list:
    return [known.right, known.explanation, known.mistake]


def _mixed(data: bytes, *key: str) -> bytes:
    """Return `data` with a stream of bytes added that `key` makes; done twice, it is undone."""
    stream = hashlib.shake_256(json.dumps(key).encode()).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))
