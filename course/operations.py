"""Count the Python operations of a call: does the work grow with the number of examples?

A vectorized function hands whole arrays to NumPy, so Python has the same few
things to do for 4 examples and for 40. Loops, comprehensions, `map` and
`np.vectorize` have more to do for more. Counting is exact where a stopwatch
is not: it depends on neither the machine nor what else it does.
"""

from __future__ import annotations

import linecache
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

import numpy as np

from course.loops import Loop, loops

# A branch that only the larger call takes is no loop; 36 more rounds of the shortest loop are 100.
SLACK = 25

_PACKAGE = Path(__file__).resolve().parent
_OURS = (f"{_PACKAGE}/", f"{_PACKAGE.parent / 'grader'}/")
_NUMPY = str(Path(np.__file__).resolve().parent)


class Count:
    """Python operations of a call; use it as ``count(f)``, then read `total` and `lines`.

    Attributes
    ----------
    total : how many operations there were, in NumPy's Python code as in anybody's.
    lines : how many of them there were in each (file, line), NumPy's lines left out.
    """

    def __init__(self) -> None:
        self.total = 0
        self.lines: Counter[tuple[str, int]] = Counter()
        self._aside = 0  # how many calls deep in code that counts for nothing

    def __call__(self, function: Callable[[], object]) -> object:
        """Call `function`, counting; what traced this thread before does so again afterwards."""
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            return function()
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, event: str, argument: object) -> Callable:
        if self._aside or _counts_for_nothing(frame.f_code):
            self._aside += 1
            frame.f_trace_lines = False
            return self._leave
        frame.f_trace_opcodes = True
        self._note(frame)
        return self._step

    def _step(self, frame: FrameType, event: str, argument: object) -> Callable:
        if event in ("opcode", "line"):
            self._note(frame)
        return self._step

    def _leave(self, frame: FrameType, event: str, argument: object) -> Callable:
        if event == "return":
            self._aside -= 1
        return self._leave

    def _note(self, frame: FrameType) -> None:
        self.total += 1
        code = frame.f_code
        if not code.co_filename.startswith(_NUMPY):
            self.lines[code.co_filename, frame.f_lineno or code.co_firstlineno] += 1


def grown(small: int, large: int) -> bool:
    """Return True where the second call had more to do than the first."""
    return large > small + SLACK


def line_of_loop(small: Count, large: Count) -> str:
    """Return the line that is to be looked at: line 3, `for i in range(m):`. Empty if unknown.

    It is that of the first loop that went round more often; of one that is hidden
    in a call, such as `np.vectorize`; or the line that had most to do.
    """
    more = {place: n - small.lines[place] for place, n in large.lines.items()}
    more = {place: n for place, n in more.items() if n > 0}
    busiest = max(more, key=lambda place: (more[place], -place[1]), default=None)
    files = [file for file, _ in large.lines]
    for file in dict.fromkeys([busiest[0], *files] if busiest else files):
        found = loops("".join(linecache.getlines(file)))
        found = [loop for loop in found if _went_on(loop, file, more, large.lines)]
        if found:
            return _said(file, found[0].line)
    return _said(*busiest) if busiest else ""


def _went_on(loop: Loop, file: str, more: dict, lines: dict) -> bool:
    among = lines if loop.hidden else more
    return any((file, line) in among for line in range(loop.line, loop.head_end + 1))


def _said(file: str, line: int) -> str:
    text = linecache.getline(file, line).strip()
    return f"line {line}, `{text[:100]}`" if text else ""


def _counts_for_nothing(code: CodeType) -> bool:
    """Return True for the course's own code, and for showing an array: a print is no loop."""
    name = code.co_filename
    return name.startswith(_OURS) or (name.startswith(_NUMPY) and name.endswith("arrayprint.py"))
