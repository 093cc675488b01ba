"""Read a notebook's fixture: its exercises, their public cases, and what is observed of each.

`grader build` writes the fixtures with :func:`save`; `check` reads them with
:func:`load`. A fixture is one JSON file and one .npz of its arrays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course.cases import Case, case_from_json, case_to_json
from course.compare import Tolerance
from course.observe import Observation, observation_from_json, observation_to_json
from course.resources import fixture_file
from course.verdict import Known


@dataclass(frozen=True)
class About:
    """What is known of an exercise besides its cases.

    Attributes
    ----------
    name : the function to write.
    parameters : names of its parameters, in order.
    returns : names of what it returns, in order.
    calls : the notebook's other exercises that the solution calls.
    keeps : parameters whose arrays must not be changed.
    tolerance : how far a right value may be off.
    help : the hint ladder, title -> text; each step says more than the last.
    """

    name: str
    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    calls: tuple[str, ...]
    keeps: tuple[str, ...]
    tolerance: Tolerance
    help: dict[str, str]


@dataclass(frozen=True)
class Observed:
    """An exercise's public cases, with what the solution and each misconception show on them."""

    cases: tuple[Case, ...]
    expected: tuple[Observation, ...]
    known: tuple[Known, ...]


class Notebook:
    """The exercises of one notebook, read from its fixture when they are first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        node = json.loads(fixture_file(name, ".json").read_text(encoding="utf-8"))
        self._nodes = node["exercises"]
        self.exercises = {e: _about_from_json(e, n) for e, n in self._nodes.items()}
        self.quizzes: dict[str, dict] = node.get("quizzes", {})  # as course.quizzes.sealed wrote
        self._observed: dict[str, Observed] = {}

    def observed(self, exercise: str) -> Observed:
        """Return the cases of `exercise` and what is observed on them."""
        if exercise not in self._observed:
            with np.load(fixture_file(self.name, ".npz"), allow_pickle=False) as file:
                node = self._nodes[exercise]
                self._observed[exercise] = _observed_from_json(node, _StoredArrays(file))
        return self._observed[exercise]

    def called_by(self, exercise: str) -> list[str]:
        """Return the exercises that `exercise` calls, directly or not, earliest first."""
        return called_by(exercise, {name: about.calls for name, about in self.exercises.items()})


class _StoredArrays(Sequence):
    """The arrays of an .npz file, each read when asked for: an exercise needs a few of many."""

    def __init__(self, file: Mapping) -> None:
        self._file = file

    def __len__(self) -> int:
        return len(self._file)

    def __getitem__(self, index: int) -> np.ndarray:
        return self._file[f"a{index}"]


def called_by(exercise: str, calls: dict[str, tuple[str, ...]]) -> list[str]:
    """Return what `exercise` calls, directly or not, in the order of `calls`' keys."""
    reached: set[str] = set()
    todo = [exercise]
    while todo:
        for name in calls[todo.pop()]:
            if name not in reached:
                reached.add(name)
                todo.append(name)
    return [name for name in calls if name in reached and name != exercise]


def save(
    folder: Path,
    notebook: str,
    exercises: dict[str, tuple[About, Observed]],
    quizzes: Mapping[str, dict] | None = None,
) -> None:
    """Write the fixture of `notebook` below `folder`; `quizzes` are sealed."""
    text, arrays = to_files(notebook, exercises, quizzes)
    path = folder / f"{notebook}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    np.savez_compressed(path.with_suffix(".npz"), **arrays)


def to_files(
    notebook: str,
    exercises: dict[str, tuple[About, Observed]],
    quizzes: Mapping[str, dict] | None = None,
) -> tuple[str, dict]:
    """Return a fixture's JSON text and its arrays; equal arrays are stored once."""
    buffers = _UniqueArrays()
    nodes = {
        name: _to_json(about, observed, buffers) for name, (about, observed) in exercises.items()
    }
    whole = {"notebook": notebook, "exercises": nodes}
    whole |= {"quizzes": dict(quizzes)} if quizzes else {}
    text = json.dumps(whole, indent=1, ensure_ascii=False)
    return text + "\n", {f"a{i}": array for i, array in enumerate(buffers)}


class _UniqueArrays(list):
    """A list of arrays that gives the same place to the same array."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[tuple, int] = {}

    def place(self, array: np.ndarray) -> int:
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._places:
            self._places[key] = len(self)
            self.append(array)
        return self._places[key]


def _share(node: object, buffers: list, unique: _UniqueArrays) -> object:
    """Point every array header of `node` from `buffers` to its place in `unique`."""
    if isinstance(node, dict):
        if set(node) == {"array"}:
            name, shape, index = node["array"]
            return {"array": [name, shape, unique.place(buffers[index])]}
        return {key: _share(value, buffers, unique) for key, value in node.items()}
    if isinstance(node, list):
        return [_share(value, buffers, unique) for value in node]
    return node


def _to_json(about: About, observed: Observed, unique: _UniqueArrays) -> dict:
    def shared(write: Callable, value: object) -> object:
        buffers: list = []
        return _share(write(value, buffers), buffers, unique)

    return {
        "parameters": about.parameters,
        "returns": about.returns,
        "calls": about.calls,
        "keeps": about.keeps,
        "tolerance": [about.tolerance.relative, about.tolerance.absolute],
        "help": about.help,
        "cases": [shared(case_to_json, case) for case in observed.cases],
        "expected": [shared(observation_to_json, seen) for seen in observed.expected],
        "misconceptions": [
            {
                "name": one.name,
                "hint": one.hint,
                "observed": [shared(observation_to_json, seen) for seen in one.observed],
            }
            for one in observed.known
        ],
    }


def _about_from_json(name: str, node: dict) -> About:
    lists = {key: tuple(node[key]) for key in ("parameters", "returns", "calls", "keeps")}
    return About(name, **lists, tolerance=Tolerance(*node["tolerance"]), help=node["help"])


def _observed_from_json(node: dict, buffers: list) -> Observed:
    def seen(nodes: list) -> tuple[Observation, ...]:
        return tuple(observation_from_json(one, buffers) for one in nodes)

    return Observed(
        tuple(case_from_json(one, buffers) for one in node["cases"]),
        seen(node["expected"]),
        tuple(
            Known(one["name"], one["hint"], seen(one["observed"])) for one in node["misconceptions"]
        ),
    )
