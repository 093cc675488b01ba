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


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def anchors(page):
    """The names by which a page's headings can be linked to."""
    headings = re.findall(r"^#+ +(.*)$", page.read_text(encoding="utf-8"), re.M)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def links(text):
    """The targets of the links in a Markdown text, those in code and formulas left out."""
    text = re.sub(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$]*\$", "", text, flags=re.S)
    return re.findall(r"\]\(([^)\s]+)", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    broken = []
    for target in links(page.read_text(encoding="utf-8")):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda source: source.name)
def test_every_link_of_a_notebook_leads_to_a_notebook_of_the_course(source):
    known = {f"{other.name.split('/')[1]}.ipynb" for other in NOTEBOOKS}
    texts = [cell.text for cell in source.cells if cell.kind == "markdown"]
    targets = [t for text in texts for t in links(text) if not t.startswith(("http", "#"))]
    assert [t for t in targets if t.rsplit("/", 1)[-1] not in known] == []
