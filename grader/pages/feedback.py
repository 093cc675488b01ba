"""Write a learner's feedback page from the graded notebook and the recorded verdicts.

No kernel and no nbconvert. What the learner's code showed on a screen of theirs
is left out: outputs in a submission prove nothing, and can hold anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from course import feedback
from course.errors import CourseError
from course.verdict import RIGHT, Outcome
from grader import quizzes
from grader.content import Notebook, load_week
from grader.coursedir import CourseDir
from grader.gradebook import recorded
from grader.graded_notebook import grade_id_of
from grader.pages.byhand import NOTHING, ByHand, Key, points
from grader.pages.page import fill_in
from grader.pages.sanitise import rendered
from grader.parsed import parsed_sources
from grader.verdicts import Verdict

LONGEST_CODE = 20_000  # characters of one cell that are shown
MOST_NOTES = 100_000  # characters of all the learner's own cells that are shown
_STOOD_IN = "It was judged with the course's own"

Hints = Mapping[tuple[str, str, str], str]  # notebook, exercise, misconception -> hint


@dataclass(frozen=True)
class Told:
    """One exercise on the page: the verdict, taken apart, and the code that it is about."""

    verdict: Verdict
    points: float
    comment: str
    gap: str
    hint: str
    printed: str
    code: str
    kind = "exercise"


@dataclass(frozen=True)
class Own:
    """A cell that the learner added: a note, or code that is not graded."""

    kind: str
    text: str | Markup


def feedback_page(
    learner: str,
    graded: dict,
    template: dict,
    verdicts: list[Verdict],
    graded_by_hand: Mapping[Key, ByHand],
    hints: Hints,
    noticed: Iterable[str] = (),
    made_from: str = "",
) -> str:
    """Return one notebook's feedback page.

    Parameters
    ----------
    graded, template : the graded notebook and the released one, as JSON.
    verdicts : the notebook's, in the source's order.
    graded_by_hand, hints : as :func:`by_hand` and :func:`hints_of` return them.
    noticed : what intake remarked on this notebook.
    made_from : a digest of all that the page is made from, which it then carries.
    """
    codes = {grade_id_of(c): _text(c) for c in graded["cells"] if grade_id_of(c)}
    told = {}
    for verdict in verdicts:
        person = graded_by_hand.get((learner, verdict.notebook, verdict.exercise), NOTHING)
        code = _shortened(codes.get(verdict.exercise, ""), LONGEST_CODE)
        told[verdict.exercise] = _told(verdict, person, hints, code)
    notebook = verdicts[0].notebook if verdicts else ""
    return fill_in(
        "feedback.html.j2",
        made_from=made_from,
        learner=learner,
        notebook=notebook,
        title=notebook.partition("/")[2].replace("_", " "),
        told=list(told.values()),
        right=sum(v.outcome == RIGHT for v in verdicts),
        score=sum(one.points for one in told.values()),
        max_score=sum(v.max_points for v in verdicts),
        noticed=[remark.partition(": ")[2] for remark in noticed],
        cells=_in_order(graded, template, told),
    )


def hints_of(course: CourseDir, week: str) -> Hints:
    """Return the hint of every misconception that the week's checks declare."""
    return {
        (notebook.name, item.name, one.name): one.hint
        for notebook in _notebooks(course, week)
        for item in notebook.items.values()
        for one in item.declared.misconceptions
    }


def quiz_hints_of(course: CourseDir, week: str) -> Hints:
    """Return what is said of each wrong option of the week's quizzes."""
    return {
        (notebook.name, quiz.name, mistake): said
        for notebook in _notebooks(course, week)
        for quiz in notebook.quizzes.values()
        for mistake, said in quizzes.hints(quiz).items()
    }


def read_notebook(path: Path, data: bytes | None = None) -> dict:
    """Return the notebook at `path`, of which `data` was read already, as JSON.

    Raises CourseError where it is none.
    """
    try:
        return json.loads(path.read_bytes() if data is None else data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise CourseError(
            f"{path} cannot be read: {reason}. Run grader autograde again to write it anew."
        ) from None


def verdicts_by_learner(course: CourseDir, week: str, only: str = "") -> dict[str, list[Verdict]]:
    """Return the recorded verdicts of `week`, all or one learner's; CourseError without any."""
    found: dict[str, list[Verdict]] = {}
    for learner, verdict in recorded(course, week, only):
        found.setdefault(learner, []).append(verdict)
    if not found:
        raise CourseError(
            f"Nothing of {week} is graded in {course.root}."
            f" Grade it first: grader autograde {week} --course {course.root}"
        )
    return found


def taken_apart(verdict: Verdict, hints: Hints) -> tuple[str, str, str]:
    """Return the gap, the hint and what was printed, out of the verdict's one message."""
    own = [(n, hints.get((verdict.notebook, verdict.exercise, n))) for n in verdict.misconceptions]
    known = [(name, text) for name, text in own if text]
    outcome = Outcome(
        verdict.exercise,
        verdict.outcome,
        names=tuple(name for name, _ in known),
        hints=tuple(text for _, text in known),
        certain=verdict.certain and bool(known),
    )
    message = verdict.message.rpartition(f"\n{_STOOD_IN}")[0] or verdict.message
    message = message.removeprefix(feedback.wrap(feedback.headline(outcome))).strip("\n")
    hint = feedback.wrap(feedback.hint(outcome))
    if hint and hint in message:
        gap, _, printed = message.partition(hint)
    else:
        hint = ""
        gap, _, printed = message.partition("\nIt printed: ")
    return _unwrapped(gap), _unwrapped(hint), _unwrapped(printed.removeprefix("It printed: "))


def _notebooks(course: CourseDir, week: str) -> list[Notebook]:
    """Return the week's notebooks, by what was read of their sources when it was graded."""
    sources = parsed_sources(course.content, week, course.root)
    return load_week(course.content, week, sources)


def _told(verdict: Verdict, person: ByHand, hints: Hints, code: str) -> Told:
    gap, hint, printed = taken_apart(verdict, hints)
    return Told(verdict, points(verdict, person), person.comment, gap, hint, printed, code)


def _in_order(graded: dict, template: dict, told: Mapping[str, Told]) -> list[Told | Own]:
    """Return exercises and the learner's own cells as the notebook has them; not the course's."""
    given = {_text(cell).strip() for cell in template["cells"]}
    found: list[Told | Own] = []
    left = MOST_NOTES
    for cell in graded["cells"]:
        text = _text(cell)
        if grade_id_of(cell) in told:
            found.append(told[grade_id_of(cell)])
        elif not grade_id_of(cell) and text.strip() and text.strip() not in given and left > 0:
            left -= len(text)
            if cell["cell_type"] == "markdown":
                note = rendered(text)
                found += [Own("note", note)] if note.striptags() or "<img" in note else []
            else:
                found.append(Own("code", _shortened(text, LONGEST_CODE)))
    shown = {id(one) for one in found}
    return found + [one for one in told.values() if id(one) not in shown]


def _unwrapped(text: str) -> str:
    """Undo :func:`course.feedback.wrap`: join two lines where the next word would not have fit."""
    paragraphs: list[str] = []
    before = ""
    for line in text.strip().splitlines():
        word = line.split(" ", 1)[0]
        if paragraphs and len(before) + 1 + len(word) > feedback.WIDTH:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        before = line
    return "\n".join(paragraphs)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n[... {len(text):,} characters]"


def _text(cell: dict) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
