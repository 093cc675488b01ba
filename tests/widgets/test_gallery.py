"""Every widget has an example, and every example shows its widget and the still picture of it."""

import contextlib
import io

import pytest

from course import widgets
from course.widgets.gallery import EXAMPLES

EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def shown_by(example):
    """Run an example's code as a cell; return what its last line shows."""
    names = {}
    *before, last = example.code.splitlines()
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(before), names)
        return eval(last, names)


def test_every_widget_has_one_example():
    assert sorted(example.name for example in EXAMPLES) == sorted(widgets.__all__)


@EACH
def test_an_example_shows_its_widget_and_a_still_picture(example):
    bundle, _ = shown_by(example)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert 'src="data:image/png;base64,' in bundle["text/html"]
    assert bundle["text/plain"].startswith("Figure: ")


@EACH
def test_an_example_says_in_one_sentence_what_to_try(example):
    assert example.try_this.endswith((".", "?"))
    assert len(example.try_this) < 130
