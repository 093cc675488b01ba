"""Saved, closed and opened again, every widget shows what it showed, before anything has run.

JupyterLab's widget manager asks a kernel what widgets it has before it looks into the notebook, so
it needs one; the new kernel here has run nothing and knows none of them.
"""

import re
from dataclasses import dataclass, field

import pytest

from course.widgets import live
from course.widgets.gallery import EXAMPLES

pytestmark = pytest.mark.slow

# All that a reader sees: the words, where each control stands, and the pictures, dot by dot.
_SEEN = """async box => {
    const of = (what, read) => [...box.querySelectorAll(what)].map(read);
    const digest = async (text) => {
        const bytes = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
        return [...new Uint8Array(bytes)].map((b) => b.toString(16)).join("");
    };
    return {
        words: of(".nndl-state, .nndl-note, output, table, legend, button", (n) => n.innerText),
        controls: of("input, select", (n) => (n.type === "checkbox" ? n.checked : n.value)),
        pictures: await Promise.all(of("canvas", (n) => digest(n.toDataURL()))),
    };
}"""


def move(page, box, example):
    """Move all that can be moved: predict, choose, slide, draw and press."""
    guesses = box.locator(".nndl-predict button").all_inner_texts()
    if guesses:
        guess = next((name for name in example.press if name in guesses), guesses[0])
        box.get_by_role("button", name=guess, exact=True).click()
    for select in box.locator("select:visible").all():
        select.select_option(index=select.locator("option").count() - 1)
    for slider in box.locator("input[type=range]:visible").all():
        slider.press("ArrowRight")
    for canvas in box.locator("canvas[tabindex='0']").all():
        for key in (" ", "ArrowRight", "ArrowDown", "ArrowDown"):
            canvas.press(key)
    for name in [name for name in example.press if name not in guesses]:
        box.get_by_role("button", name=name, exact=True).click()
    page.evaluate("document.activeElement.blur()")


def seen_at_rest(page, box):
    """What is seen once nothing goes on, and nothing has changed for half a second."""
    before, going = None, box.get_by_role("button", name=re.compile("Stop|Pause"))
    for _ in range(40):
        now = box.evaluate(_SEEN)
        if now == before and not going.count():
            return now
        before = now
        page.wait_for_timeout(500)
    raise AssertionError("the widget does not come to rest")


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
            life.first = seen_at_rest(page, box)
            move(page, box, example)
            life.saved = seen_at_rest(page, box)
        except Exception as error:  # what fails for one widget is said by its own test
            life.trouble = str(error)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    (folder / "again.ipynb").write_bytes((folder / "gallery.ipynb").read_bytes())
    again = browser.new_page(viewport={"width": 1100, "height": 900})
    live.open_notebook(again, f"{address}/doc/tree/again.ipynb")
    again.locator(".nndl-widget").last.wait_for(timeout=30_000)
    cells = again.locator(".jp-Notebook .jp-Cell")
    for i, life in enumerate(lives.values()):
        box = cells.nth(i).locator(".nndl-widget")
        life.opened = seen_at_rest(again, box) if box.count() else {}
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
