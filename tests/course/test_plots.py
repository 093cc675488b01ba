"""The figures: what a notebook gets of them, for eyes and for ears."""

import re
import subprocess
import sys
import warnings
from html.parser import HTMLParser

import numpy as np
import pytest

from course import plots

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, size=(5, 8, 8, 3), dtype=np.uint8)
LABELS, PREDICTIONS = np.array([[1, 0, 1, 0, 1]]), np.array([[1, 1, 0, 0, 1]])

DRAWN = {
    "pictures": lambda: plots.show_pictures(
        IMAGES, LABELS, PREDICTIONS, PREDICTIONS * 0.5, title="Five"
    ),
    "unrolled": lambda: plots.show_unrolled(IMAGES[0]),
    "costs": lambda: plots.show_costs({"slow": [3.0, 2.0], "fast": [3.0, 1.0]}),
    "sigmoid": plots.show_sigmoid,
    "losses": plots.show_losses,
    "large scores": plots.show_large_scores,
    "weights": lambda: plots.show_weights(RNG.normal(size=(8 * 8 * 3, 1)), (8, 8, 3)),
    "accuracies": lambda: plots.show_accuracies({"train": 99.5, "test": 70.0}, 50),
    "luck": lambda: plots.show_luck([2.0, 0.0, -4.0, 6.0]),
    "network": lambda: plots.show_network((4, 3, 1)),
}


@pytest.fixture(params=DRAWN, ids=str)
def plot(request):
    return DRAWN[request.param]()


def image_tag(plot):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(plot._repr_html_())
    (tag, attributes), *others = found
    assert tag == "img"
    assert not others
    return attributes


def test_the_image_in_a_notebook_carries_alt_text(plot):
    attributes = image_tag(plot)
    assert attributes["alt"] == plot.alt
    assert len(plot.alt) > 40
    assert attributes["src"].startswith("data:image/png;base64,iVBOR")


def test_a_terminal_shows_the_alt_text(plot):
    assert repr(plot) == f"Figure: {plot.alt}"


def test_every_axis_that_has_ticks_is_named(plot):
    for axes in plot.figure.axes:
        if axes.axison and len(axes.get_xticks()) and axes.get_label() != "<colorbar>":
            assert axes.get_xlabel()
            assert axes.get_title(loc="left")


def test_drawing_warns_of_nothing_and_leaves_the_global_style_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for draw in DRAWN.values():
            draw()._repr_html_()
    assert dict(matplotlib.rcParams) == before


def test_importing_it_does_not_import_matplotlib():
    code = "import sys, course.plots; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lines_differ_in_more_than_colour():
    lines = plots.show_costs({str(k): [k, k + 1] for k in range(7)}).figure.axes[0].lines
    looks = {(str(line._dash_pattern), line.get_marker()) for line in lines}
    assert len(looks) == 7
    assert len({line.get_marker() for line in lines}) == 7


def test_a_wrong_prediction_is_marked_and_said():
    plot = plots.show_pictures(IMAGES, LABELS, PREDICTIONS)
    titles = [axes.get_title() for axes in plot.figure.axes[:5]]
    assert ["✓" in title for title in titles] == [True, False, False, True, True]
    assert plot.alt.count("✗") == 2


def test_the_classes_may_have_other_names():
    assert "dog" in plots.show_pictures(IMAGES, LABELS, classes=("dog", "cat")).alt


def test_a_single_picture_is_not_an_image_set():
    with pytest.raises(ValueError, match="height, width"):
        plots.show_pictures(IMAGES[0])


def test_costs_that_become_nan_are_named_in_the_legend_and_the_alt_text():
    plot = plots.show_costs({"wild": [0.7, float("nan"), float("nan")], "tame": [0.7, 0.6, 0.5]})
    legend = [text.get_text() for text in plot.figure.axes[0].get_legend().get_texts()]
    assert legend == ["wild (nan from 100 on)", "tame"]
    assert "nan from 100 on" in plot.alt


def test_the_alt_text_of_a_line_tells_its_ends_and_extremes():
    alt = plots.show_costs([0.7, 1.5, 0.25, 0.5]).alt
    assert re.search(r"from 0.7 at 0 to 0.5 at 300, lowest 0.25 at 200, highest 1.5 at 100", alt)


def test_the_alt_text_of_accuracies_gives_each_baseline():
    alt = plots.show_accuracies({"dev": 61.0, "test": 70.0}, {"dev": 50, "test": 66}).alt
    assert "dev: 61.0 %, baseline 50.0 %" in alt
    assert "test: 70.0 %, baseline 66.0 %" in alt


def test_luck_counts_who_is_ahead():
    alt = plots.show_luck([2.0, 0.0, -4.0, 6.0], 50, "first", "second").alt
    assert "first is ahead in 50 %, level in 25 %, and second is ahead in 25 %" in alt


def test_what_a_title_says_cannot_become_markup():
    assert "<script>" not in plots.show_costs([1, 2], title="<script>")._repr_html_()


def test_captions_stand_above_the_pictures_and_in_the_alt_text():
    plot = plots.show_pictures(IMAGES[:2], captions=("yours", "scrambled"))
    assert [axes.get_title() for axes in plot.figure.axes] == ["yours", "scrambled"]
    assert "1: yours; 2: scrambled" in plot.alt
