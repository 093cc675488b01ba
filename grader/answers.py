"""What the reference has answered: a class of learners asks it the same things.

Where a wrong function is answered by the reference, another learner's right
`optimize` asks for the same hundred gradients, bit by bit. Only answers of
functions that always answer alike are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection

from grader.content import PUBLIC_SEED, Notebook
from grader.sandbox.questions import Answer, Buffers, key_of

_MOST_BYTES = 32 * 2**20  # for each judging process and notebook
_OVERHEAD = 500  # of an answer, besides its arrays


class Answers:
    """Answers of a notebook's functions by their arguments; the longest unused go first.

    `alike` are the functions whose answers may be kept (:func:`answer_alike`).
    """

    def __init__(self, alike: Collection[str]) -> None:
        self.alike = alike
        self._kept: OrderedDict[bytes, Answer] = OrderedDict()
        self._bytes = 0

    def key(self, function: str | None, arguments: dict, buffers: Buffers) -> bytes | None:
        """Return what stands for a question, or None where the answer may not be kept."""
        return key_of(function, arguments, buffers) if function in self.alike else None

    def get(self, key: bytes | None) -> Answer | None:
        """Return the answer that was kept, or None."""
        answer = self._kept.get(key) if key else None
        if answer is not None:
            self._kept.move_to_end(key)
        return answer

    def keep(self, key: bytes | None, answer: Answer) -> None:
        """Keep `answer`, and forget what was not asked for longest."""
        if key is None:
            return
        self._kept[key] = answer
        self._bytes += _size(answer)
        while self._bytes > _MOST_BYTES:
            _, old = self._kept.popitem(last=False)
            self._bytes -= _size(old)


def _size(answer: Answer) -> int:
    return _OVERHEAD + sum(memoryview(buffer).nbytes for buffer in answer.buffers)


def answer_alike(notebook: Notebook) -> frozenset[str]:
    """Return the functions that neither draw at random nor call one that may.

    What a notebook borrows may draw, and is not looked into.
    """
    if notebook.source.borrowed:
        return frozenset()
    drawing = {
        name
        for name, item in notebook.items.items()
        if any(case.random or case.pinned for case in item.cases(PUBLIC_SEED))
    }
    return frozenset(
        name for name in notebook.items if drawing.isdisjoint((name, *notebook.called_by(name)))
    )
