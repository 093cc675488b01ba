"""Fill in a page: the templates, the style, the policy, and the marks of the five outcomes."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import jinja2

from course.verdict import LIMIT, NOT_ATTEMPTED, RAISED, RIGHT, WRONG


@dataclass(frozen=True)
class Mark:
    """How an outcome is shown: a symbol and a word, and never a colour alone."""

    symbol: str
    word: str
    key: str


MARKS = {
    RIGHT: Mark("✓", "right", "right"),
    WRONG: Mark("✗", "wrong", "wrong"),
    RAISED: Mark("!", "stopped with an error", "raised"),
    LIMIT: Mark("⊘", "stopped at a limit", "limit"),
    NOT_ATTEMPTED: Mark("○", "not attempted", "missing"),
}


def fill_in(template: str, **values: object) -> str:
    """Return the page that `template` makes of `values`; all of them are escaped."""
    return _templates().get_template(template).render(values)


def policy() -> str:
    """Return the Content-Security-Policy that every page carries, for a server to send as well."""
    return _templates().globals["policy"]


def amount(points: float) -> str:
    """Write points as a person would: ``7``, ``2.5``."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: ``1 learner``, ``3 learners``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def week_title(week: str) -> str:
    """Write a week's name as a person would: ``week 2`` for ``week2``."""
    return re.sub(r"(?<=[a-z])(?=\d)", " ", week)


def notebook_title(name: str) -> str:
    """Write a notebook's name as a person would: ``Cat classifier`` for ``cat_classifier``."""
    return name.replace("_", " ").capitalize()


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("grader.pages") / "templates" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {
        "marks": MARKS,
        "style": style,
        # The page's own style is known by its digest; no other style, script or fetch is allowed.
        "policy": f"default-src 'none'; img-src data:; style-src 'sha256-{digest}';"
        " base-uri 'none'; form-action 'none'",
    }
    environment.filters |= {
        "amount": amount,
        "notebook": notebook_title,
        "plural": plural,
        "week": week_title,
    }
    return environment
