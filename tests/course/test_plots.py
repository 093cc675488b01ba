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

PRODUCT_GRAPH = {"u": ("b · c", ("b", "c")), "v": ("a + u", ("a", "u")), "J": ("3 v", ("v",))}

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
    "surfaces": lambda: plots.show_surfaces(
        {"bowl": lambda w, b: w * w + b * b, "dish": lambda w, b: w * w + 2 * b * b},
        [-1, 0, 1],
        [-2, 0, 2],
        {"bowl": {"down": [(1, 1), (0.5, 0.5)], "lowest": [(0, 0)]}},
    ),
    "descents": lambda: plots.show_descents(np.square, {"tame": [2, 1], "wild": [2, -9]}, -3, 3),
    "secants": lambda: plots.show_secants(np.square, 2, (1, 0.5)),
    "probabilities": lambda: plots.show_probabilities(
        {"one": ([[1], [2]], 0.5)}, RNG.normal(size=(2, 5)), LABELS
    ),
    "graph": lambda: plots.show_graph(PRODUCT_GRAPH, {"b": 3, "c": 2, "u": 6}, {"b": 6, "u": 3}),
    "broadcast": lambda: plots.show_broadcast([[1, 2, 3], [4, 5, 6]], [[100], [200]]),
    "refused broadcast": lambda: plots.show_broadcast(np.ones((3, 4)), np.ones(3)),
    "matrices": lambda: plots.show_matrices([3, 4, 1], m=5),
    "blocks": lambda: plots.show_blocks(3),
    "sweep": lambda: plots.show_sweep(
        {"rate 1": {"a": [0.7, 0.5], "b": [0.7, np.nan]}}, {"rate 1": {"a": 70.0, "b": 50.0}}, 50
    ),
    "XOR tree": lambda: plots.show_xor_tree([1, 0, 1, 1, 0]),
    "units": lambda: plots.show_units(RNG.normal(size=(3, 8 * 8 * 3)), (8, 8, 3)),
    "growth": lambda: plots.show_growth([1, 2, 4, 8]),
    "network": lambda: plots.show_network((4, 3, 1)),
    "bent lines": lambda: plots.show_bent_lines([1, 2, 4], [0, 1, 3], [(1, -1), (2, 0)], "x", "y"),
    "learning curves": lambda: plots.show_learning_curves(
        (20, 60), {"small": [[60.0, 70.0], [64.0, 72.0]], "large": [[55.0, 90.0], [75.0, 96.0]]}, 50
    ),
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


def test_a_sweep_says_in_its_panel_where_a_cost_is_lost():
    plot = DRAWN["sweep"]()
    assert "b: cost nan from step 100, 50 %" in plot.alt
    kept, lost = (axes.texts[0].get_text() for axes in plot.figure.axes)
    assert (kept, lost) == ("", "cost nan from step 100")
    costs, accuracy = {"a": [0.7, np.inf, np.nan]}, {"a": 50.0}
    assert "a: cost inf from step 100" in plots.show_sweep({"r": costs}, {"r": accuracy}, 50).alt


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


def test_a_map_tells_where_it_is_lowest_and_where_paths_begin_and_end():
    alt = DRAWN["surfaces"]().alt
    assert "bowl: from 0, lowest near (0, 0), to 5" in alt
    assert "down goes from (1, 1) to (0.5, 0.5); lowest at (0, 0)" in alt


def test_a_step_beyond_the_curve_is_told():
    assert "wild: 1 step from 2 to -9, 1 of them outside" in DRAWN["descents"]().alt


def test_a_secant_tells_its_slope():
    assert "h = 1: rise 5, slope 5; h = 0.5: rise 2.25, slope 4.5" in DRAWN["secants"]().alt


def test_shaded_probabilities_count_who_stands_on_their_side_of_the_line():
    X = np.array([[2.0, 1.0, -1.0], [0.0, 0.0, 0.0]])
    alt = plots.show_probabilities({"right half": ([[1], [0]], 0)}, X, [[1, 0, 0]]).alt
    assert "w = (1, 0), b = 0, 2 of 3 on their side" in alt


def test_a_graph_tells_each_value_and_each_derivative():
    alt = DRAWN["graph"]().alt
    assert "input b, value 3, derivative db = 6" in alt
    assert "u = b · c, value 6, derivative du = 3; " in alt


def test_no_two_boxes_of_a_graph_stand_in_one_place():
    texts = [text for text in DRAWN["graph"]().figure.axes[0].texts if text.get_bbox_patch()]
    boxes = [text for text in texts if text.get_text().split(" = ")[0] in "abcuvJ"]
    assert len({text.get_position() for text in boxes}) == 6


def test_what_is_broadcast_is_said_with_its_result_and_its_copies():
    alt = DRAWN["broadcast"]().alt
    assert "(2, 1) stretched to (2, 3), copies hatched" in alt
    assert "[101., 102., 103.]" in alt
    hatched = [
        p for axes in DRAWN["broadcast"]().figure.axes for p in axes.patches if p.get_hatch()
    ]
    assert len(hatched) == 4


def test_shapes_that_do_not_fit_are_refused_with_the_sizes_to_blame():
    assert "(3, 4) and (3,) do not fit (columns: 4 and 3; neither is 1)" in (
        DRAWN["refused broadcast"]().alt
    )


def test_a_broadcast_of_three_axes_or_of_another_operation_is_refused():
    with pytest.raises(ValueError, match="two axes"):
        plots.show_broadcast(np.ones((2, 2, 2)), 1)
    with pytest.raises(ValueError, match="operation"):
        plots.show_broadcast([1], [2], "^")


def test_learning_curves_tell_the_average_and_the_spread():
    plot = DRAWN["learning curves"]()
    assert "small: 62.0 (60.0 to 64.0) at 20, 71.0 (70.0 to 72.0) at 60" in plot.alt
    assert "baseline 50.0" in plot.alt


def test_learning_curves_want_a_result_for_each_amount():
    with pytest.raises(ValueError, match="small: 1 results for 2 amounts"):
        plots.show_learning_curves((20, 60), {"small": [[60.0], [61.0]]}, 50)


def test_the_xor_tree_counts_a_gate_for_each_join_and_gives_the_parity():
    plot = plots.show_xor_tree([1, 0, 1, 1, 0, 1, 1])
    assert "6 XOR gates in 3 layers" in plot.alt
    assert plot.alt.endswith("the answer is 1.")


def test_the_shapes_told_are_those_of_the_matrices():
    assert (
        "layer 2: W2 (2, 4), b2 (2, 1), Z2 and A2 (2, 6)" in plots.show_matrices([3, 4, 2], 6).alt
    )


@pytest.mark.parametrize("wrong", [[3], [3, 0], []])
def test_a_network_without_layers_or_units_has_no_shapes(wrong):
    with pytest.raises(ValueError, match="layer_dims"):
        plots.show_matrices(wrong)


@pytest.mark.parametrize("wrong", [[1], [1, 2], [0] * 33])
def test_what_is_no_row_of_bits_has_no_tree(wrong):
    with pytest.raises(ValueError, match="bits"):
        plots.show_xor_tree(wrong)


def test_a_cost_of_shape_1_1_is_a_cost():
    costs = [np.array([[0.7]]), np.array([[0.25]])]
    assert plots.show_costs(costs).alt == plots.show_costs([0.7, 0.25]).alt
