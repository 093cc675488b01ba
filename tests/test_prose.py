"""The prose of all notebooks: each formula can be read aloud, and the card is in each."""

import re

import pytest

from grader.content import find_root, load_week, weeks

ROOT = find_root()
NOTEBOOKS = [notebook.source for week in weeks(ROOT) for notebook in load_week(ROOT, week)]
ALOUD = "<details><summary>Read aloud</summary>"


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda source: source.name)
def test_every_formula_can_be_read_aloud(source):
    silent = []
    for cell in source.cells:
        if cell.kind == "markdown":
            for formula, after in re.findall(
                r"\$\$(.*?)\$\$[^\n]*\n?(.*?)(?=\$\$|$)", cell.text, re.S
            ):
                # matrices of numbers are an example, not a rule
                if "pmatrix" not in formula and not after.strip().startswith(ALOUD):
                    silent.append(" ".join(formula.split()))
    assert silent == []


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda source: source.name)
def test_the_card_is_in_every_notebook(source):
    assert any(cell.text.strip() == "course.card()" for cell in source.cells)
