"""What an instructor tells `grader serve`: the ``[serve]`` table of a course's grader.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from course.errors import CourseError

if TYPE_CHECKING:  # which reads these settings to keep them
    from grader.coursedir import CourseDir

AT_ONCE, WHEN_DUE = "at once", "when due"


@dataclass(frozen=True)
class Settings:
    """How a course is served.

    Attributes
    ----------
    feedback : "at once", or "when due": held until the week's due date has passed.
    gradings_an_hour : how often one learner is graded within an hour; a later one waits.
    workers : submissions judged at a time; 0 for one for each core, or 32 on a cluster.
    """

    feedback: str = AT_ONCE
    gradings_an_hour: int = 20
    workers: int = 0


def read_settings(told: Mapping, path: Path) -> Settings:
    """Return the settings of a grader.toml, read from `path`; CourseError where one is none."""
    table = told.get("serve", {})
    known = {field.name: type(field.default) for field in fields(Settings)}
    if not isinstance(table, dict):
        raise CourseError(f"{path}: serve is to be a table: [serve], and its settings below it.")
    for key, value in table.items():
        if key not in known:
            raise CourseError(f"{path}: [serve] has no {key}; it has {', '.join(known)}.")
        if type(value) is not known[key]:
            raise CourseError(f"{path}: {key} in [serve] is to be a {_KINDS[known[key]]}.")
    settings = Settings(**table)
    if settings.feedback not in (AT_ONCE, WHEN_DUE):
        raise CourseError(f'{path}: feedback in [serve] is "{AT_ONCE}" or "{WHEN_DUE}".')
    if settings.gradings_an_hour < 1 or settings.workers < 0:
        raise CourseError(f"{path}: gradings_an_hour in [serve] is at least 1, workers at least 0.")
    return settings


def settings_of(course: CourseDir) -> Settings:
    """Return the settings of an opened course."""
    path = course.root / "grader.toml"
    return read_settings(tomllib.loads(path.read_text(encoding="utf-8")), path)


_KINDS = {str: "text", int: "whole number"}
