"""The demo's class: who hands in what, and what the grader must make of it.

A learner is data: add one by adding a Planted to :func:`planted_class`. The
class is made from the content's own solutions, misconceptions and variants;
nothing here knows an exercise by name.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from course.verdict import LIMIT, NOT_ATTEMPTED, RAISED, RIGHT, WRONG
from grader.audit import read_variants
from grader.content import Item, Notebook
from grader.declare import Misconception
from grader.demo import tampering
from grader.quizzes import mistakes, right_answers
from grader.source import BEGIN, END

Key = tuple[str, str]  # a notebook's full name, an exercise or a quiz

MOST_MISTAKEN = 10  # learners with a misconception of their own
HOW_COMMON = 3  # learners who share the class's common mistake


@dataclass(frozen=True)
class Expected:
    """What the grader must say of an exercise: one of these outcomes, and the mistake's name."""

    outcomes: tuple[str, ...]
    misconception: str | None = None


@dataclass(frozen=True)
class Planted:
    """A synthetic learner.

    Attributes
    ----------
    name : the learner's id.
    story : what this learner did, in a few words.
    edits : (notebook, exercise) -> the code of that cell; None leaves it as it was released.
        Where nothing stands, the cell gets the solution.
    expect : (notebook, exercise) -> what must come of it; all others must come out right.
    hand_in : makes the file of each filled-in notebook.
    """

    name: str
    story: str
    edits: dict[Key, str | None] = field(default_factory=dict)
    expect: dict[Key, Expected] = field(default_factory=dict)
    hand_in: Callable[[dict], bytes] = tampering.as_saved

    def expected(self, key: Key) -> Expected:
        return self.expect.get(key, Expected((RIGHT,)))


def planted_class(notebooks: Sequence[Notebook]) -> list[Planted]:
    """Return the class for one week's notebooks."""
    items = {(n.name, item.name): item for n in notebooks for item in n.items.values()}
    answers = {(n.name, name): code for n in notebooks for name, code in solved(n).items()}
    keys = list(answers)
    return [
        *_right_ones(notebooks, items),
        *_mistaken_ones(items),
        *_wrong_options(notebooks),
        *_unfinished_ones(keys),
        *(_dangerous_ones(items) if items else ()),
        *(_thieves(items) if items else ()),
        Planted(
            "script-in-notes",
            "right; scripts in notes, outputs and comments",
            {key: tampering.commented_with_script(code) for key, code in answers.items()},
            hand_in=tampering.with_scripts,
        ),
        Planted(
            "mangled-cells",
            "right; checks deleted, cells doubled",
            hand_in=tampering.with_mangled_cells,
        ),
        Planted(
            "half-a-file",
            "the upload broke off: no notebook",
            expect=dict.fromkeys(keys, Expected((NOT_ATTEMPTED,))),
            hand_in=tampering.cut_off,
        ),
    ]


def solved(notebook: Notebook) -> dict[str, str]:
    """Return the right text of each cell that a learner changes, in the order of the source."""
    quizzes = notebook.source.quizzes
    return {
        name: quizzes[name].answers if name in quizzes else filled_in(notebook.items[name])
        for name in notebook.asked
    }


def filled_in(item: Item) -> str:
    """Return the solution's code as a learner would have it, without the markers."""
    return without_markers(item.solution.code)


def without_markers(code: str) -> str:
    """Return `code` without the lines that mark its solution."""
    return "\n".join(line for line in code.splitlines() if BEGIN not in line and END not in line)


def with_body(item: Item, body: str) -> str:
    """Return the exercise's code with `body` in place of its solution."""
    lines, inside, placed = [], False, False
    for line in item.solution.code.splitlines():
        if BEGIN in line:
            inside = True
            if not placed:
                indent = line[: len(line) - len(line.lstrip())]
                lines.append(textwrap.indent(textwrap.dedent(body).strip("\n"), indent))
                placed = True
        elif END in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def _right_ones(notebooks: Sequence[Notebook], items: dict[Key, Item]) -> list[Planted]:
    first: dict[Key, str] = {}
    last: dict[Key, str] = {}
    for notebook in notebooks:
        for variant in read_variants(notebook):
            if not variant.mistake:
                code = without_markers(variant.code)
                first.setdefault((notebook.name, variant.exercise), code)
                last[notebook.name, variant.exercise] = code
    chatty = {key: filled_in(item) + _chatty(item.name) for key, item in items.items()}
    found = [Planted("right", "the course's own solutions")]
    if first:
        found += [
            Planted("right-otherwise", "right, written in other ways", first),
            Planted("right-yet-otherwise", "right, in yet other ways", last),
        ]
    return [*found, Planted("right-and-chatty", "right; wraps each function and prints", chatty)]


def _mistaken_ones(items: dict[Key, Item]) -> list[Planted]:
    """Return learners with one misconception each, some with the same one, one with two."""
    named = {key: item for key, item in items.items() if item.declared.misconceptions}
    keys = list(named)
    found = []
    step = max(1, -(-len(keys) // MOST_MISTAKEN))
    for number, key in enumerate(keys[::step]):
        known = named[key].declared.misconceptions
        place = list(items).index(key) + 1
        found.append(_with_mistakes(f"mistake-{place}", named, {key: known[number % len(known)]}))
    worth_most = max(keys, key=lambda key: named[key].solution.points, default=None)
    if worth_most is not None:
        common = named[worth_most].declared.misconceptions[0]
        found += [
            _with_mistakes(f"common-mistake-{number}", named, {worth_most: common})
            for number in range(1, HOW_COMMON + 1)
        ]
    if len(keys) > 1:
        both = {key: named[key].declared.misconceptions[-1] for key in (keys[0], keys[-1])}
        found.append(_with_mistakes("two-mistakes", named, both))
    return found


def _with_mistakes(
    name: str, items: dict[Key, Item], mistakes: dict[Key, Misconception]
) -> Planted:
    return Planted(
        name,
        "; ".join(f"{key[1]}: {one.name}" for key, one in mistakes.items()),
        {key: without_markers(items[key].edited(one)) for key, one in mistakes.items()},
        {key: Expected((WRONG, RAISED), one.name) for key, one in mistakes.items()},
    )


def _wrong_options(notebooks: Sequence[Notebook]) -> list[Planted]:
    """Return a learner for each quiz who chose one wrong option, and one with a misspelt one."""
    found = []
    quizzes = [(n, quiz) for n in notebooks for quiz in n.quizzes.values()]
    for number, (notebook, quiz) in enumerate(quizzes):
        question = quiz.questions[number % len(quiz.questions)]
        option, mistake = next(iter(mistakes(question).items()))
        key, right = (notebook.name, quiz.name), right_answers(quiz)
        code = f"{quiz.name} = {right | {question.name: option}!r}"
        story = f"{quiz.name}: {option} for {question.name}"
        expect = {key: Expected((WRONG,), mistake)}
        found.append(Planted(f"wrong-option-{number + 1}", story, {key: code}, expect))
        if number == 0:
            code = f"{quiz.name} = {right | {question.name: question.right[::-1] + '?'}!r}"
            story = f"{quiz.name}: an answer that is no option"
            expect = {key: Expected((WRONG,))}
            found.append(Planted("misspelt-option", story, {key: code}, expect))
    return found


def _unfinished_ones(keys: list[Key]) -> list[Planted]:
    missing = Expected((NOT_ATTEMPTED,))
    rest = keys[(len(keys) + 1) // 2 :]
    return [
        Planted(
            "half-done",
            "right; the second half not attempted",
            dict.fromkeys(rest),
            dict.fromkeys(rest, missing),
        ),
        Planted(
            "not-attempted",
            "handed in as it was released",
            dict.fromkeys(keys),
            dict.fromkeys(keys, missing),
        ),
    ]


def _dangerous_ones(items: dict[Key, Item]) -> list[Planted]:
    """Return learners whose code, in one exercise each, never ends well."""
    entries = (
        ("raises", "adds a number to a text in {}", 'return 1 + "1"', RAISED),
        ("endless-loop", "{} never ends", "while True:\n    pass", LIMIT),
        ("prints-a-gigabyte", "{} prints a gigabyte", _GIGABYTE, LIMIT),
        ("equals-everything", "{} returns an object that equals everything", _EQUAL, WRONG),
    )
    keys = list(items)
    found = []
    for number, (name, story, body, outcome) in enumerate(entries):
        key = keys[(len(keys) // 2 + number) % len(keys)]
        edits = {key: with_body(items[key], body)}
        expect = {key: Expected((outcome,))}
        found.append(Planted(name, story.format(key[1]), edits, expect))
    return found


def _thieves(items: dict[Key, Item]) -> list[Planted]:
    """Return learners who want more than their own code earns, and must not get it."""
    keys = list(items)
    wanted, missing = keys[len(keys) // 3], keys[-1]
    code = with_body(items[wanted], _read_the_answer(items[wanted]))
    return [
        Planted(
            "reads-the-answers",
            f"{wanted[1]} looks for the answer",
            {wanted: code},
            {wanted: Expected((WRONG, RAISED))},
        ),
        Planted(
            "rewrites-verdicts",
            f"{missing[1]} missing; a cell edits gradebooks",
            {missing: None},
            {missing: Expected((NOT_ATTEMPTED,))},
            hand_in=tampering.with_first_cell(_REACH_THE_GRADEBOOK),
        ),
    ]


def _read_the_answer(item: Item) -> str:
    # By no `exec`: where operations are counted, that alone would cost other exercises' points.
    call = f"{item.name}({', '.join(item.solution.parameters)})"
    return f'''
import glob, os, re, sys, types
import course
package = os.path.dirname(os.path.abspath(course.__file__))
for place in [os.getcwd(), os.path.dirname(package), *sys.path]:
    for path in glob.glob(os.path.join(place, "week*", "*.py")):
        found = re.search(r"^def {item.name}\\(.*?(?=^# %%|\\Z)", open(path).read(), re.S | re.M)
        if found:
            names = dict(globals())
            types.FunctionType(compile(found.group(), path, "exec"), names)()
            return names["{item.name}"]{call.removeprefix(item.name)}
return None
'''


_REACH_THE_GRADEBOOK = """
import contextlib, glob, os, sqlite3, tempfile
places = [tempfile.gettempdir(), "/tmp", os.getcwd(), *glob.glob("/proc/[0-9]*/cwd")]
places += glob.glob("/tmp/*") + glob.glob("/tmp/*/*")
for place in places:
    with contextlib.suppress(Exception):
        path = os.path.join(place, "gradebook.db")
        if os.path.exists(path):
            sqlite3.connect(path).executescript(
                "CREATE TRIGGER mine AFTER INSERT ON nndl_verdict BEGIN"
                " UPDATE nndl_verdict SET outcome = 'right', points = max_points"
                " WHERE learner = 'rewrites-verdicts'; END;"
            )
"""

_GIGABYTE = """
for _ in range(1024):
    print("x" * 2**20)
"""

_EQUAL = """
class Equal:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **keywords):
        return self

return Equal()
"""


def _chatty(name: str) -> str:
    return f"""


def _chatty(function):
    import functools

    @functools.wraps(function)
    def wrapped(*arguments, **keywords):
        print("calling", function.__name__)
        return function(*arguments, **keywords)

    return wrapped


{name} = _chatty({name})
"""
