"""Play a case on somebody's functions, and note what can be seen from outside.

Used alike for the solution, for its misconceptions, for a learner's functions
in the notebook and for a submission inside the sandbox. It never decides
whether anything is right.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import functools
import inspect
import io
import math
import re
import traceback
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import TextIO

import numpy as np

from course import draws, operations
from course.cases import Call, Case, Formula, Result
from course.values import NotPlain, decode, encode_plain, plain

# A longer array is observed at a few hundred places, with its norm: a gradient
# of 12,288 weights need not be stored or sent entry by entry to be known wrong.
SKETCH_ABOVE = 1_000
_SKETCH_POINTS = 256


@dataclass(frozen=True)
class Raised:
    """An exception, known by where it happened and of what kind, not by its words.

    Attributes
    ----------
    function : the exercise whose own code raised it, or the one that was called.
    error : the name of the built-in exception class.
    detail : what went wrong in numbers or names: sizes or types that do not fit, a missing key.
        Where it is empty, this may be one mistake or any other that ends in such an exception.
    """

    function: str
    error: str
    detail: tuple = ()


@dataclass(frozen=True)
class Observation:
    """What is seen of a call.

    Attributes
    ----------
    returned : the plain value that came back, large arrays sketched; of a
        random case, how its arrays are drawn.
    changed : names of the arguments that should have been left alone and were not.
    raised : the exception that ended the call, if one did.
    attempted : False where the function is still the stub.
    operations : of a growth case, how much Python had to do for each of the two calls.
    message, printed : for a person to read; never compared.
    error : the exception itself, in the process where it was raised; never sent.
    """

    returned: object = None
    changed: tuple[str, ...] = ()
    raised: Raised | None = None
    attempted: bool = True
    message: str = ""
    printed: str = ""
    error: BaseException | None = field(default=None, compare=False, repr=False)
    operations: tuple[int, ...] = field(default=(), compare=False)

    @property
    def grows(self) -> bool:
        """True where Python had more to do for the larger call."""
        return len(self.operations) == 2 and operations.grown(*self.operations)


class CannotPlay(Exception):
    """The call could not be made: the function is missing, or takes other arguments."""


def play(
    case: Case,
    functions: dict[str, object],
    exercises: Collection[str],
    keeps: tuple[str, ...] = (),
    function_of: Callable[[Formula], Callable] | None = None,
    printed: TextIO | None = None,
) -> Observation:
    """Play `case` on `functions` and return what was observed.

    Parameters
    ----------
    case : what to call. Its arrays are copied first, so a case can be played again.
    functions : the learner's namespace, name -> function.
    exercises : names of the notebook's exercises; an exception is placed in one of these.
    keeps : parameter names of the last call whose arrays must not be changed.
    function_of : makes a callable of a :class:`Formula`; by default, evaluates its text.
    printed : where prints go; by default the beginning of them is kept in the observation.
    """
    results: list[object] = []
    operations_seen, where = (), ""
    printed = printed or _Beginning()
    try:
        with _pinned(case, functions), _quiet(printed):
            if case.random:
                plays = []
                with draws.own_generators(functions):
                    for _ in range(draws.PLAYS):
                        changed = _make_calls(case, functions, keeps, function_of, results)
                        plays.append(plain(results[-1]))
                returned = draws.summary(plays)
            elif case.growth:
                operations_seen, where = _count(case, functions, function_of, results)
                returned, changed = None, ()
            else:
                changed = _make_calls(case, functions, keeps, function_of, results)
                returned = sketch(plain(results[-1]))
        attempted = not (returned is None and is_stub(functions[case.calls[-1].function]))
        return Observation(
            returned, changed, None, attempted, where, _kept(printed), operations=operations_seen
        )
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except CannotPlay as error:
        name = case.calls[len(results)].function
        missing = name not in functions and name == case.calls[-1].function
        raised = Raised(name, "cannot be called")
        return Observation(raised=raised, attempted=not missing, message=str(error), error=error)
    except BaseException as error:
        one = case.calls[min(len(results), len(case.calls) - 1)]
        raised = _describe(error, one, {n: functions.get(n) for n in exercises})
        text = f"{type(error).__name__}: {error}"[:400]
        stub = raised.error == "NotImplementedError" and raised.function == case.calls[-1].function
        return Observation(None, (), raised, not stub, text, _kept(printed), error)


def sketch(value: object) -> object:
    """Return `value` with every long array replaced by a dictionary that stands for it."""
    if isinstance(value, np.ndarray) and value.size > SKETCH_ABOVE and value.dtype.kind in "biuf":
        flat = value.reshape(-1)
        numbers = flat.astype(float, copy=False)
        return {"sketch of": list(value.shape), "dtype": value.dtype.kind,
                "values": flat[_points(flat.size)].astype(float),
                "norm": math.sqrt(np.dot(numbers, numbers))}  # fmt: skip
    if isinstance(value, list | tuple):
        return type(value)(sketch(v) for v in value)
    if isinstance(value, dict):
        return {k: sketch(v) for k, v in value.items()}
    return value


@functools.lru_cache(64)
def _points(size: int) -> np.ndarray:
    return np.linspace(0, size - 1, _SKETCH_POINTS).astype(int)


def is_stub(function: object) -> bool:
    """Return True for a function whose body is empty: a docstring, `pass` or `...`."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    harmless = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}
    return {i.opname for i in dis.get_instructions(code)} <= harmless


def formula_function(formula: Formula) -> Callable:
    """Return `formula` as a function of x; its text comes from the course, never from a learner."""
    return eval(f"lambda x: {formula.text}", {"np": np})


def observation_to_json(seen: Observation, buffers: list) -> dict:
    """Return `seen` as JSON, appending its arrays to `buffers`."""
    raised = seen.raised and [seen.raised.function, seen.raised.error, list(seen.raised.detail)]
    node = {"returned": encode_plain(seen.returned, buffers)}
    optional = {"changed": list(seen.changed), "raised": raised, "message": seen.message}
    node |= {key: value for key, value in optional.items() if value}
    if seen.operations:
        node["operations"] = list(seen.operations)
    if not seen.attempted:
        node["attempted"] = False
    if seen.printed:
        node["printed"] = seen.printed
    return node


def observation_from_json(node: dict, buffers: list) -> Observation:
    """Return the observation that `observation_to_json` wrote.

    Raises NotPlain, KeyError or TypeError where `node` is not one.
    """
    raised = node.get("raised")
    if raised is not None:
        if type(raised) is not list or len(raised) != 3:
            raise NotPlain("not an exception's description")
        function, error, detail = raised
        raised = Raised(str(function)[:80], str(error)[:80], tuple(str(d)[:80] for d in detail))
    counted = node.get("operations", [])
    if type(counted) is not list or any(type(n) is not int for n in counted) or len(counted) > 2:
        raise NotPlain("no numbers of operations")
    return Observation(
        decode(node["returned"], buffers),
        tuple(str(name)[:80] for name in node.get("changed", ())),
        raised,
        node.get("attempted", True) is True,
        str(node.get("message", ""))[:2000],
        str(node.get("printed", ""))[:2000],
        operations=tuple(counted),
    )


def _make_calls(
    case: Case,
    functions: Mapping[str, object],
    keeps: tuple[str, ...],
    function_of: Callable | None,
    results: list,
) -> tuple[str, ...]:
    """Make the calls of `case`, their values into `results`; return what the last one changed."""
    results.clear()
    for number, one in enumerate(case.calls):
        function, arguments, keywords, bound = _prepared(one, functions, function_of, results)
        before = {}
        if number == len(case.calls) - 1:
            given = (*one.arguments, *one.keywords.values())
            copies = zip(given, (*arguments, *keywords.values()), strict=True)
            before = _before({k: bound[k] for k in keeps if k in bound}, copies)
        results.append(function(*arguments, **keywords))
    return tuple(k for k, old in before.items() if not _same(old, bound[k]))


def _count(
    case: Case, functions: Mapping[str, object], function_of: Callable | None, results: list
) -> tuple[tuple[int, ...], str]:
    """Make the calls of `case`; return the operations of the last two, and the line to look at.

    They are made once before, uncounted: what is done once and for all, such as an
    import, is neither call's own.
    """
    _make_calls(case, functions, (), function_of, results)
    results.clear()
    counts = [operations.Count() for _ in case.calls]
    for one, count in zip(case.calls, counts, strict=True):
        function, arguments, keywords, _ = _prepared(one, functions, function_of, results)
        results.append(count(functools.partial(function, *arguments, **keywords)))
    small, large = counts[-2:]
    grows = operations.grown(small.total, large.total)
    where = operations.line_of_loop(small, large) if grows else ""
    return (small.total, large.total), where


def _prepared(one: Call, functions: Mapping, function_of: Callable | None, results: list):
    """Return a call's function, arguments and keywords, and the arguments by parameter name."""
    function = _find(one.function, functions)
    arguments = [_resolve(a, results, function_of) for a in one.arguments]
    keywords = {k: _resolve(a, results, function_of) for k, a in one.keywords.items()}
    return function, arguments, keywords, _bind(one, function, arguments, keywords)


def _before(kept: dict[str, object], copies: Iterable[tuple[object, object]]) -> dict[str, object]:
    """Return `kept` as it is before the call: of a copy, that is what it is a copy of."""
    own = {id(passed): value for value, passed in copies if not isinstance(value, Result | Formula)}
    return {k: own[id(v)] if id(v) in own else copy.deepcopy(v) for k, v in kept.items()}


def _resolve(argument: object, results: list, function_of: Callable | None) -> object:
    if isinstance(argument, Result):
        value = results[argument.call]
        for step in argument.path:
            value = value[step]
        return value
    if isinstance(argument, Formula):
        return (function_of or formula_function)(argument)
    if type(argument) is np.ndarray:  # as most are: what `deepcopy` would do, and faster
        return argument.copy(order="K")
    return copy.deepcopy(argument)


def _find(name: str, functions: Mapping[str, object]) -> Callable:
    if name not in functions:
        raise CannotPlay(f"There is no function called {name}.")
    function = functions[name]
    if not callable(function):
        raise CannotPlay(f"{name} is a {type(function).__name__}, not a function.")
    return function


def _bind(one: Call, function: Callable, arguments: list, keywords: dict) -> dict[str, object]:
    """Return the arguments by parameter name; say so where they do not fit."""
    if (bound := _bind_plain(function, arguments, keywords)) is not None:
        return bound
    try:
        told = inspect.signature(function)
        own = inspect.signature(function, follow_wrapped=False)  # a decorator may take others
    except (TypeError, ValueError):  # a built-in without a signature: let the call decide
        return {}
    for signature in (told, own):
        with contextlib.suppress(TypeError):
            return dict(signature.bind(*arguments, **keywords).arguments)
    shown = [*(["..."] * len(one.arguments)), *(f"{k}=..." for k in one.keywords)]
    raise CannotPlay(
        f"{one.function} is called as {one.function}({', '.join(shown)}),"
        f" but it is defined as {one.function}{told}."
    )


def _bind_plain(function: Callable, arguments: list, keywords: dict) -> dict[str, object] | None:
    """Return what `inspect` would, at a small part of the cost, where all is plain.

    None where something may be: only `inspect` knows then.
    """
    if type(function) is not FunctionType or function.__dict__:  # there a decorator leaves notes
        return None
    code, defaults = function.__code__, function.__defaults__ or ()
    stars = code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
    if stars or code.co_posonlyargcount or code.co_kwonlyargcount:
        return None
    names = code.co_varnames[: code.co_argcount]
    if len(arguments) + len(keywords) > len(names):
        return None
    bound = dict(zip(names, arguments, strict=False)) | keywords
    required = set(names[: len(names) - len(defaults)])
    fits = len(bound) == len(arguments) + len(keywords) and required <= bound.keys() <= set(names)
    return bound if fits else None


@contextlib.contextmanager
def _pinned(case: Case, functions: dict[str, object]):
    """Make the pinned functions return their values while the case is played."""
    saved = {name: functions[name] for name in case.pinned if name in functions}
    try:
        for name, value in case.pinned.items():
            functions[name] = lambda *_, value=value, **__: copy.deepcopy(value)
        yield
    finally:
        for name in case.pinned:
            functions.pop(name, None)
        functions.update(saved)


@contextlib.contextmanager
def _quiet(printed: TextIO):
    """Keep prints and warnings of the played functions out of the notebook."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(printed):
            yield


class _Beginning(io.StringIO):
    """Keeps the beginning of what is printed, so that a print in a loop costs no memory."""

    def write(self, text: str) -> int:
        if self.tell() < 2_000:
            super().write(text[:2_000])
        return len(text)


def _kept(printed: TextIO) -> str:
    return printed.getvalue() if isinstance(printed, _Beginning) else ""


def _same(old: object, new: object) -> bool:
    try:
        if type(old) is type(new) is np.ndarray and old.shape == new.shape:
            return bool((old == new).all())  # what `array_equal` would say, and faster
        return bool(np.array_equal(old, new))
    except Exception:
        return False


def _describe(error: BaseException, one: Call, functions: Mapping[str, object]) -> Raised:
    owners = {getattr(f, "__code__", None): name for name, f in functions.items() if callable(f)}
    owners.pop(None, None)
    where = one.function
    for frame, _ in traceback.walk_tb(error.__traceback__):
        name = owners.get(frame.f_code)
        if name is not None:
            where = name
    kind = next(
        (c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins"), "Exception"
    )
    return Raised(where, kind, _detail(error))


def _detail(error: BaseException) -> tuple[str, ...]:
    """Return the sizes, types or name in an error, the same for `np.dot` and for `@`."""
    text = str(error)[:2000]
    if isinstance(error, KeyError | AttributeError | NameError):
        return (str(getattr(error, "name", None) or text),)
    if isinstance(error, ValueError):
        if match := re.search(
            r"shapes \((.*?)\) and \((.*?)\) not aligned: (\d+).*?!= (\d+)", text
        ):
            return ("product", *sorted(match.groups()[2:]))
        if match := re.search(r"size (\d+) is different from (\d+)", text):
            return ("product", *sorted(match.groups()))
        if "broadcast" in text:
            return ("broadcast", *sorted(re.findall(r"\([\d,]*\)", text)))
        if match := re.search(r"reshape array of size (\d+) into shape (\(.*?\))", text):
            return ("reshape", *match.groups())
        if match := re.search(r"values to unpack \(expected (\d+)", text):
            return ("unpack", *match.groups())
        if "truth value of an array" in text:
            return ("truth value",)
    if isinstance(error, IndexError):
        if match := re.search(r"axis (\d+) with size (\d+)", text):
            return ("axis", *match.groups())
        if text.startswith("only integers, slices"):
            return ("no number",)
    if isinstance(error, TypeError):
        if "arrays can be converted" in text:
            return ("one number",)
        return tuple(re.findall(r"'([\w.]+)'", text))
    return ()
