"""A learner's names, used from another process: plain values as copies, all else by a handle.

An instructor's test runs in a worker of its own. Where it calls the learner's
function, the judge carries the arguments over to the learner's worker and the
value back. `Objects` is the learner's side of this, `Student` and `Remote` are
the test's. Handles are called and asked for attributes, and nothing else: no
comparison, no truth value and no iteration ever asks the learner's process.
"""

from __future__ import annotations

import builtins
import random
import traceback
from collections.abc import Callable

import numpy as np

from course.values import Opaque, decode, encode

_HANDLE = "handle"  # an Opaque that stands for a kept object: "handle 3 call a function"
_CALL = "call"
_TEST = "<the test>"


class Objects:
    """The objects of a learner's process that were handed out, each by a number."""

    def __init__(self) -> None:
        self._kept: list[object] = []

    def answer(self, names: dict, request: dict, buffers: list) -> tuple[dict, list]:
        """Do what a test asks for: get a name, read an attribute, or call a function."""
        out: list = []
        target = request["target"]
        try:
            if "get" in target:
                if target["get"] not in names:
                    return {"missing": True}, []
                return {"returned": pack(names[target["get"]], out, self._keep)}, out
            if "attribute" in target:
                number, name = target["attribute"]
                return {"returned": pack(getattr(self._kept[number], name), out, self._keep)}, out
            return self._call(target, request, buffers, out), out
        except BaseException as error:
            kinds = (c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
            return {"raised": [next(kinds), str(error)[:400]]}, []

    def _call(self, target: dict, request: dict, buffers: list, out: list) -> dict:
        if target["random"] is not None:
            _set_random_state(target["random"])
        arguments = unpack(request["arguments"], buffers, self._at)
        keywords = unpack(request["keywords"], buffers, self._at)
        returned = self._kept[target["call"]](*arguments, **keywords)
        return {"returned": pack(returned, out, self._keep)}

    def _keep(self, value: object) -> str:
        self._kept.append(value)
        can = _CALL if callable(value) else "keep"
        return f"{_HANDLE} {len(self._kept) - 1} {can} a {type(value).__name__}"[:80]

    def _at(self, text: str) -> object:
        return self._kept[int(text.split()[1])]


class Student:
    """The learner's process as a test sees it; `ask` sends a request and returns the reply."""

    def __init__(self, ask: Callable[[dict, list], tuple[dict, list]]) -> None:
        self._ask = ask
        self._random: list | None = _random_state()
        for module in (np.random, random):
            module.seed = self._noticed(module.seed)

    def get(self, name: str, names: dict) -> bool:
        """Put the learner's `name` into `names`; return False where they have none."""
        reply, buffers = self._ask({"call": {"get": name}, "arguments": [], "keywords": {}}, [])
        if "missing" in reply:
            return False
        names[name] = self._value(reply, buffers, name)
        return True

    def attribute(self, number: int, name: str, label: str) -> object:
        target = {"attribute": [number, name]}
        reply, buffers = self._ask({"call": target, "arguments": [], "keywords": {}}, [])
        return self._value(reply, buffers, label)

    def call(self, number: int, arguments: tuple, keywords: dict, label: str) -> object:
        """Call a function of theirs with copies: nothing that it does reaches the test's values.

        Where the test has seeded or drawn, their generators continue from there.
        """
        out: list = []
        state = _random_state()
        seeded = None if state == self._random else state
        self._random = state
        request = {
            "call": {"call": number, "random": seeded},
            "arguments": pack(list(arguments), out, _handle_of),
            "keywords": pack(keywords, out, _handle_of),
        }
        reply, buffers = self._ask(request, out)
        return self._value(reply, buffers, label)

    def _noticed(self, seed: Callable) -> Callable:
        """Return `seed` such that the next call takes the state along, even if it is as it was."""

        def noticed(*arguments, **keywords):
            self._random = None
            return seed(*arguments, **keywords)

        return noticed

    def _value(self, reply: dict, buffers: list, label: str) -> object:
        if "raised" in reply:
            raise _exception(*reply["raised"])
        return unpack(reply["returned"], buffers, self._remote(label))

    def _remote(self, label: str) -> Callable[[str], object]:
        def stand_in(text: str) -> Remote:
            words = text.split(" ", 3)
            if len(words) < 4 or words[0] != _HANDLE or not words[1].isdigit():
                return Remote(self, None, text, label)
            kind = RemoteFunction if words[2] == _CALL else Remote
            return kind(self, int(words[1]), words[3], label)

        return stand_in


def _only_by_handle(name: str) -> Callable:
    def method(self, *_):
        kind = object.__getattribute__(self, "_kind")
        raise TypeError(
            f"{kind} of the learner's process is no plain value, so {name} says nothing"
        )

    return method


class Remote:
    """An object in the learner's process. It can be asked for its attributes."""

    __slots__ = ("_kind", "_label", "_number", "_student")

    def __init__(self, student: Student, number: int | None, kind: str, label: str) -> None:
        self._student, self._number, self._kind, self._label = student, number, kind, label

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(
                f"{self._label} is in the learner's process: it has no {name} here"
            )
        return self._student.attribute(_number(self), name, f"{self._label}.{name}")

    def __repr__(self) -> str:
        return f"<{self._kind} of the learner's process>"


for _name in ("eq", "ne", "lt", "le", "gt", "ge", "bool", "hash", "len", "iter", "contains",
              "getitem", "float", "int", "index", "array"):  # fmt: skip
    setattr(Remote, f"__{_name}__", _only_by_handle(_name))


class RemoteFunction(Remote):
    """One that can be called as well."""

    __slots__ = ()

    def __call__(self, *arguments, **keywords):
        return self._student.call(_number(self), arguments, keywords, self._label)


class Raised(Exception):
    """What the learner's code raised: also of the built-in kind that it was."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind, self.text = kind, text

    def __str__(self) -> str:
        return self.text


def run_test(request: dict, ask: Callable[[dict, list], tuple[dict, list]]) -> dict:
    """Run an instructor's test, and return how it ended; never raises.

    `request` has the test's ``source``, the ``prelude`` of the course's own code
    that it needs, and the ``names`` that are the learner's.
    """
    names: dict = {"__name__": "__main__"}
    missing: list[str] = []
    try:
        student = Student(ask)
        for name in request["names"]:
            if not student.get(name, names):
                missing.append(name)
        exec(compile(request["prelude"], "<the course's own cells>", "exec"), names)
        exec(compile(request["source"], _TEST, "exec"), names)
    except BaseException as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == _TEST]
        told = {"line": lines[-1] if lines else 0, "message": str(error)[:1000]}
        if isinstance(error, Raised):
            return told | {"ended": "raised", "error": error.kind}
        if isinstance(error, NameError) and error.name in missing:
            return told | {"ended": "missing", "error": error.name}
        if isinstance(error, AssertionError):
            return told | {"ended": "assertion", "error": "AssertionError"}
        return told | {"ended": "error", "error": type(error).__name__}
    return {"ended": "passed"}


def checked(reply: dict, buffers: list) -> dict:
    """Return a reply of the learner's process, of which nothing is left but values that are plain.

    Raises NotPlain, KeyError or TypeError where it is none.
    """
    if "raised" in reply:
        kind, text = reply["raised"]
        return {"raised": [str(kind)[:80], str(text)[:400]]}
    if "missing" in reply:
        return {"missing": True}
    plain, scalars = reply["returned"]["plain"], reply["returned"]["scalars"]
    decode(plain, buffers)
    return {"returned": {"plain": plain, "scalars": [int(number) for number in scalars]}}


def pack(value: object, buffers: list, keep: Callable[[object], str]) -> dict:
    """Return `value` as JSON, appending its arrays to `buffers`.

    What is not plain becomes an Opaque with the text that `keep` returns for
    it. NumPy's scalars travel as arrays; which ones they were is noted.
    """
    scalars: list[int] = []
    count = 0

    def plain(part: object, depth: int) -> object:
        nonlocal count
        if isinstance(part, np.ndarray | np.generic) and part.dtype.kind in "biufcUS":
            if isinstance(part, np.generic):
                scalars.append(count)
            count += 1
            return part
        for known in (list, tuple):
            if isinstance(part, known) and depth < 12:
                return known(plain(item, depth + 1) for item in known.__iter__(part))
        if isinstance(part, dict) and depth < 12:
            return {
                key: plain(item, depth + 1)
                for key, item in dict.items(part)
                if key is None or type(key) in (str, int, bool)
            }
        if part is None or type(part) in (bool, int, float, complex, str):
            return part
        return Opaque(keep(part))

    return {"plain": encode(plain(value, 0), buffers), "scalars": scalars}


def unpack(packed: dict, buffers: list, at: Callable[[str], object]) -> object:
    """Return the value that `pack` wrote; `at` returns what stands for an Opaque's text."""
    scalars = set(packed["scalars"])
    count = 0

    def whole(part: object) -> object:
        nonlocal count
        if isinstance(part, np.ndarray):
            count += 1
            return part[()] if count - 1 in scalars and part.shape == () else part
        if type(part) in (list, tuple):
            return type(part)(whole(item) for item in part)
        if type(part) is dict:
            return {key: whole(item) for key, item in part.items()}
        return at(part.kind) if type(part) is Opaque else part

    return whole(decode(packed["plain"], buffers))


def _number(remote: Remote) -> int:
    if remote._number is None:
        raise TypeError(f"{remote._kind} cannot be used in a test")
    return remote._number


def _handle_of(value: object) -> str:
    if type(value) in (Remote, RemoteFunction):
        return f"{_HANDLE} {_number(value)} {_CALL} {value._kind}"
    kind = type(value).__name__
    raise TypeError(f"a {kind} of the test cannot be handed to the learner's process")


def _exception(kind: object, text: object) -> Exception:
    """Return what the learner's process says was raised, as an exception of that built-in kind."""
    kind, text = str(kind)[:80], str(text)[:400]
    found = getattr(builtins, kind, None)
    # A test's own loop would take these for its end.
    ends = (StopIteration, StopAsyncIteration)
    if isinstance(found, type) and issubclass(found, Exception) and not issubclass(found, ends):
        try:
            return type(kind, (Raised, found), {})(kind, text)
        except TypeError:  # one that is made in another way, as UnicodeDecodeError is
            pass
    return Raised(kind, text)


def _random_state() -> list:
    """Return the state of both global generators, as JSON."""
    name, keys, *rest = np.random.get_state()
    version, state, gauss = random.getstate()
    return [[name, keys.tolist(), *rest], [version, list(state), gauss]]


def _set_random_state(state: list) -> None:
    (name, keys, *rest), (version, own, gauss) = state
    np.random.set_state((name, np.array(keys, dtype=np.uint32), *rest))
    random.setstate((version, tuple(own), gauss))
