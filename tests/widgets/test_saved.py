"""Saved, closed and opened again, every widget shows what it showed, before anything has run.

JupyterLab's widget manager asks a kernel what widgets it has before it looks into the notebook, so
it needs one; the new kernel here has run nothing and knows none of them.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from moving import move

from course.widgets import live
from course.widgets.gallery import EXAMPLES

pytestmark = pytest.mark.slow


@dataclass
class Life:
    """What a widget showed at first, when it was saved, and opened again; and what went wrong."""

    first: dict = field(default_factory=dict)
    saved: dict = field(default_factory=dict)
    opened: dict = field(default_factory=dict)
    trouble: str = ""


@pytest.fixture(scope="module")
def lives(gallery, lab, browser):
    """The life of each widget, by name: all are moved, saved, and opened again at once."""
    (page, boxes), (folder, address) = gallery, lab
    page.set_default_timeout(10_000)
    lives = {example.name: Life() for example in EXAMPLES}
    for example in EXAMPLES:
        life, box = lives[example.name], boxes[example.name]
        try:
            life.first = live.seen_at_rest(page, box)
            move(page, box, example)
            life.saved = live.seen_at_rest(page, box)
        except Exception as error:  # what fails for one widget is said by its own test
            life.trouble = str(error)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    (folder / "again.ipynb").write_bytes(
        (folder / Path(__file__).with_suffix(".ipynb").name).read_bytes()
    )
    again = browser.new_page(viewport={"width": 1100, "height": 900})
    live.open_notebook(again, f"{address}/doc/tree/again.ipynb")
    again.locator(".nndl-widget").last.wait_for(timeout=30_000)
    cells = again.locator(".jp-Notebook .jp-Cell")
    for i, life in enumerate(lives.values()):
        box = cells.nth(i).locator(".nndl-widget")
        life.opened = live.seen_at_rest(again, box) if box.count() else {}
    again.close()
    return lives


EACH = pytest.mark.parametrize("name", [example.name for example in EXAMPLES])


@EACH
def test_a_widget_moves(lives, name):
    life = lives[name]
    assert life.trouble == ""
    assert life.saved["words"] != life.first["words"]


@EACH
def test_a_saved_widget_shows_what_it_showed_before_anything_has_run(lives, name):
    assert lives[name].opened == lives[name].saved
