"""The card: notation with how it is read aloud, and a glossary, one keystroke away.

``course.card()`` shows it in a notebook: folded, and opened by the key ``?``
wherever that key would not type a question mark.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Symbol:
    """A symbol: as LaTeX, as code, as it is spoken, and what it means."""

    latex: str
    code: str
    aloud: str
    meaning: str


@dataclass(frozen=True)
class Term:
    """A word of the field and what it means."""

    term: str
    meaning: str


@dataclass(frozen=True)
class Card:
    """What is on the card; a notebook shows it as HTML, a terminal as text."""

    notation: tuple[Symbol, ...]
    glossary: tuple[Term, ...]

    def __repr__(self) -> str:
        symbols = [f"{s.code:28} {s.meaning}; read “{s.aloud}”" for s in self.notation]
        terms = [f"{t.term}: {t.meaning}" for t in self.glossary]
        return "\n".join(["Notation", *symbols, "", "Glossary", *terms])

    def _repr_html_(self) -> str:
        symbols = "".join(
            f"<tr><td>${escape(s.latex)}$</td><td><code>{escape(s.code)}</code></td>"
            f"<td>{escape(s.aloud)}</td><td>{escape(s.meaning)}</td></tr>"
            for s in self.notation
        )
        terms = "".join(
            f"<dt><strong>{escape(t.term)}</strong></dt><dd>{escape(t.meaning)}</dd>"
            for t in self.glossary
        )
        page = (_HERE / "card.html").read_text(encoding="utf-8")
        return page.replace("<!-- symbols -->", symbols).replace("<!-- terms -->", terms)


@cache
def card() -> Card:
    """Return the card."""
    with (_HERE / "notation.toml").open("rb") as file:
        content = tomllib.load(file)
    return Card(
        tuple(Symbol(**node) for node in content["notation"]),
        tuple(Term(**node) for node in content["glossary"]),
    )
