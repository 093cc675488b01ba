"""A quiz on the instructor's side: its cells, its sealed form, its marks on a submission.

A source has one empty cell, ``# %% quiz="which_network" points=8 minutes=4 difficulty=1``; the
questions stand in the checks. What a learner has is made of both: :func:`expanded` puts the
questions, a cell for the answers and a check cell in the empty one's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from course import feedback, quizzes
from course.quizzes import Asked, Chosen, Marked
from course.values import Opaque, decode
from course.verdict import NOT_ATTEMPTED, RIGHT, WRONG, Outcome
from grader.declare import Question, Quiz
from grader.sandbox.requests import Get
from grader.source import ANSWERS, Cell, QuizCell, Source
from grader.verdicts import Verdict

_LINE = re.compile(r'^(    "\w+": ).*(,)$', re.MULTILINE)


def faults(quiz: Quiz) -> list[str]:
    """Return a sentence for each thing that is wrong with a declaration."""
    found = [] if quiz.questions else ["it has no questions"]
    names = [one.name for one in quiz.questions]
    found += [f"the question '{n}' comes twice" for n in {*names} if names.count(n) > 1]
    for one in quiz.questions:
        found += [f"the question '{one.name}' {fault}" for fault in _faults(one)]
    if not quiz.name.isidentifier():
        found.append("its name is to be a name in Python: the answers are called so")
    return found


def expanded(source: Source, declared: Mapping[str, Quiz]) -> Source:
    """Return `source` with three cells in the place of each quiz's empty one.

    A source that has been expanded already comes back as it is.
    """
    cells: list[Cell] = []
    found: dict[str, QuizCell] = dict(source.quizzes)
    for cell in source.cells:
        name = cell.tags.get("quiz")
        if name is None:
            cells.append(cell)
            continue
        quiz = declared[name]
        found[name] = own = replace(source.quizzes[name], answers=_answers(quiz))
        cells += [
            Cell("markdown", _prose(quiz, own), {}, cell.line),
            Cell("code", own.answers, {ANSWERS: name}, cell.line),
            Cell("code", f'check.quiz("{name}", {name})', {"check": name}, cell.line),
        ]
    return replace(source, cells=tuple(cells), quizzes=found)


def unanswered(answers: str) -> str:
    """Return a cell of answers as learners get it: `...` in the place of each answer."""
    return _LINE.sub(r"\1...\2", answers)


def sealed(notebook: str, declared: Iterable[Quiz]) -> dict[str, dict]:
    """Return the quizzes of a notebook as its fixture holds them."""
    return {q.name: quizzes.sealed(notebook, q.name, asked(q)) for q in declared}


def asked(quiz: Quiz) -> tuple[Asked, ...]:
    """Return the questions of `quiz`, ready to be marked."""
    return tuple(Asked(q.name, tuple(q.options), _look_up(q)) for q in quiz.questions)


def mistakes(question: Question) -> dict[str, str]:
    """Return the name of the misconception behind each wrong option."""
    wrong = [option for option in question.options if option != question.right]
    return {o: question.mistakes.get(o, f"{question.name}: {o}") for o in wrong}


def hints(quiz: Quiz) -> dict[str, str]:
    """Return the explanation behind each misconception of `quiz`."""
    return {
        name: question.options[option]
        for question in quiz.questions
        for option, name in mistakes(question).items()
    }


def right_answers(quiz: Quiz) -> dict[str, str]:
    """Return the right option of each question."""
    return {question.name: question.right for question in quiz.questions}


def request(name: str) -> Get:
    """Return what is asked of a worker to have the value of a submission's variable."""
    return Get({"get": name}, {"arguments": [], "keywords": {}})


def read(reply: dict, buffers: list) -> object:
    """Return the value that a worker replied, as plain values; Missing where it has none."""
    if "missing" in reply or "raised" in reply:
        return Missing
    return _plain(decode(reply["returned"]["plain"], buffers))


class Missing:
    """Stands for a variable that a submission does not have."""


def verdict_of(notebook: str, quiz: Quiz, value: object, max_points: float) -> Verdict:
    """Return the verdict on a submission's answers: a share of the points for each right one."""
    if value is Missing:
        outcome = Outcome(quiz.name, NOT_ATTEMPTED)
        told = f"No answers called {quiz.name} were found: the cell is missing, or it fails."
        message = "\n".join(map(feedback.wrap, (feedback.headline(outcome), told)))
        return Verdict(notebook, quiz.name, NOT_ATTEMPTED, 0.0, max_points, message=message)
    marked = quizzes.mark(quiz.name, asked(quiz), value)
    return Verdict(
        notebook,
        quiz.name,
        marked.kind,
        earned(marked, max_points),
        max_points,
        marked.mistakes,
        bool(marked.mistakes),
        quizzes.text(marked),
    )


def earned(marked: Marked, max_points: float) -> float:
    """Return the points for the answers that are right; all of them for all, to the last digit."""
    if marked.kind == RIGHT:
        return max_points
    return round(max_points * marked.right / len(marked.marks), 2)


@dataclass(frozen=True)
class Tried:
    """How many options are wrong, how many of them are refused and named, and what must not be."""

    wrong: int
    refused: int
    named: int
    faults: tuple[str, ...]


def audit(quiz: Quiz, opened: Iterable[Asked]) -> Tried:
    """Try every option of `quiz` on the questions as learners have them."""
    opened = tuple(opened)
    right, found = right_answers(quiz), []
    if quizzes.mark(quiz.name, opened, right).kind != RIGHT:
        found.append("the right answers are refused.")
    wrong = refused = named = 0
    for question in quiz.questions:
        for option, name in mistakes(question).items():
            told = f"'{option}' for {question.name}"
            marked = quizzes.mark(quiz.name, opened, right | {question.name: option})
            wrong += 1
            refused += marked.kind == WRONG and marked.right == len(right) - 1
            named += marked.mistakes == (name,)
            if marked.kind != WRONG:
                found.append(f"{told} is accepted.")
            elif marked.mistakes != (name,):
                found.append(f"{told} is called {', '.join(marked.mistakes) or 'nothing'}.")
    return Tried(wrong, refused, named, tuple(found))


def _look_up(question: Question):
    named = mistakes(question)

    def look_up(option: str) -> Chosen:
        right = option == question.right
        return Chosen(right, question.options[option], named.get(option, ""))

    return look_up


def _faults(question: Question) -> Iterable[str]:
    options = [quizzes.normal(option) for option in question.options]
    if not question.name.isidentifier():
        yield "needs a name of letters, digits and _"
    if not 2 <= len(options) <= 4:
        number = f"{len(options)} option{'' if len(options) == 1 else 's'}"
        yield f"has {number}, and is to have 2 to 4"
    if len(set(options)) < len(options):
        yield "has two options that read alike"
    if question.right not in question.options:
        yield f"has no option '{question.right}', which is to be right"
    for option, explanation in question.options.items():
        if not explanation.strip():
            yield f"does not explain '{option}'"
        if '"' in option or "\\" in option or "\n" in option or not option.strip():
            yield f"has an option that cannot stand in quotes: {option!r}"
    for option in question.mistakes:
        if option not in question.options or option == question.right:
            yield f"names a mistake for '{option}', which is no wrong option"


def _prose(quiz: Quiz, own: QuizCell) -> str:
    points = f"{own.points:g} point{'' if own.points == 1 else 's'}"
    minutes = f"{own.minutes} minute{'' if own.minutes == 1 else 's'}"
    parts = [f"## Quiz: {quiz.title}", f"*{minutes}, difficulty {own.difficulty} of 3, {points}*"]
    for question in quiz.questions:
        options = "\n".join(f'- `"{option}"`' for option in question.options)
        parts.append(f"**{question.name}**: {question.text}\n\n{options}")
    parts.append("Put one of its options, in quotes, in the place of each `...`.")
    return "\n\n".join(parts)


def _answers(quiz: Quiz) -> str:
    lines = [f'    "{name}": "{right}",' for name, right in right_answers(quiz).items()]
    return "\n".join([f"{quiz.name} = {{", *lines, "}"])


def _plain(value: object) -> object:
    """Return a value that came from a worker: its `...` came as what is not plain."""
    if type(value) is dict:
        return {key: _plain(item) for key, item in value.items()}
    return ... if type(value) is Opaque and value.kind.endswith(" a ellipsis") else value
