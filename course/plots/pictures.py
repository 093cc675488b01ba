"""Figures made of pictures: as they are, unrolled, and the weights that look at them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, Plot, drawing, new_figure

CLASSES = ("not a cat", "cat")
_RIGHT, _WRONG = COLOURS[2], COLOURS[1]


@drawing
def show_pictures(
    images,
    labels=None,
    predictions=None,
    probabilities=None,
    captions: Sequence[str] | None = None,
    title: str = "",
    columns: int = 8,
    classes: Sequence[str] = CLASSES,
) -> Plot:
    """Show pictures side by side, with what they are and what a model says.

    Parameters
    ----------
    images : array
        Pictures, (m, height, width, 3), uint8 or floats of 0 ... 1; or (m, height, width), where
        0 is paper and the largest value ink.
    labels, predictions : array, optional
        0 or 1 for each picture, (1, m) or (m,). With both, each picture bears ✓ or ✗.
    probabilities : array, optional
        The model's probability of a cat for each picture, (1, m) or (m,).
    captions : sequence of str, optional
        A line of your own above each picture.
    title : str
    columns : int
        How many pictures stand in a row.
    classes : sequence of str
        What label 0 and label 1 are called.

    Returns
    -------
    Plot

    Raises
    ------
    ValueError
        When there is no picture, or `images` has neither three nor four axes.
    """
    images = np.asarray(images)
    colour_alone = images.ndim == 3 and images.shape[-1] == 3  # a single picture, (h, w, 3)
    if images.ndim not in (3, 4) or colour_alone or not len(images):
        raise ValueError(
            f"images is to be (m, height, width, 3) or (m, height, width), and is {images.shape}."
        )
    grey = {"cmap": "gray_r", "vmin": 0, "vmax": images.max()} if images.ndim == 3 else {}
    labels, predictions, probabilities = map(_flat, (labels, predictions, probabilities))
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    lines = sum(told is not None for told in (captions, labels, predictions, probabilities))
    figure = new_figure(
        max(1.15 * columns, 4), rows * (1.15 + 0.17 * lines) + (0.4 if title else 0)
    )
    said = []
    for k, axes in enumerate(figure.subplots(rows, columns, squeeze=False).flat):
        axes.set(xticks=[], yticks=[])
        if k >= len(images):
            axes.set_axis_off()
            continue
        axes.imshow(images[k], **grey)
        axes.grid(False)
        caption, right = _caption(k, labels, predictions, probabilities, classes)
        caption = [*([captions[k]] if captions is not None else []), *caption]
        axes.set_title("\n".join(caption), loc="center", fontsize=8.5)
        for spine in axes.spines.values():
            spine.set(visible=right is not None, color=_RIGHT if right else _WRONG, linewidth=2)
        said.append(", ".join(caption))
    figure.suptitle(title, x=0.01, ha="left")
    alt = f"{title or 'Pictures'}: {_count(len(images), 'picture')}"
    if any(said):
        alt += ". " + "; ".join(f"{k}: {text}" for k, text in enumerate(said, 1))
    return Plot(figure, alt + ".")


def _caption(k, labels, predictions, probabilities, classes) -> tuple[list[str], bool | None]:
    """Return the lines above picture `k`, and whether the prediction is right, if that is known."""
    caption, right = [], None
    if labels is not None:
        caption.append(classes[int(labels[k])])
    if predictions is not None:
        mark = ""
        if labels is not None:
            right = int(predictions[k]) == int(labels[k])
            mark = " ✓" if right else " ✗"
        caption.append(f"says {classes[int(predictions[k])]}{mark}")
    if probabilities is not None:
        caption.append(f"a = {probabilities[k]:.2f}")
    return caption, right


@drawing
def show_unrolled(image) -> Plot:
    """Show a picture beside the first numbers of the column that it becomes.

    Parameters
    ----------
    image : array, (height, width, 3)

    Returns
    -------
    Plot
    """
    from matplotlib.patches import Rectangle

    pixels, channels, names = 4, 3, "RGB"
    figure = new_figure(7.2, 3.4)
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    left.imshow(image)
    left.grid(False)
    left.add_patch(Rectangle((-0.5, -0.5), pixels, 1, fill=False, color=COLOURS[1], linewidth=2))
    left.set(title=f"image, shape {image.shape}", xlabel="column", ylabel="row")
    left.spines[:].set_visible(False)
    first = image[0, :pixels].ravel()
    for k, value in enumerate(first):
        pixel, channel = divmod(k, channels)
        right.add_patch(
            Rectangle((pixel * 1.1, -channel - 1), 1, 1, facecolor="white", edgecolor=GREY)
        )
        right.text(
            pixel * 1.1 + 0.5, -channel - 0.5, f"{names[channel]}\n{value:.3g}",
            ha="center", va="center", color=COLOURS[(1, 2, 0)[channel]], fontsize=10,
        )  # fmt: skip
        right.text(pixel * 1.1 + 0.5, 0.15, f"(0, {pixel})", ha="center", fontsize=9)
    right.text(0, -channels - 0.6, "read down, then on to the next pixel", fontsize=9)
    right.text(0, -channels - 1.1, f"… {image.size} numbers in all", fontsize=9)
    right.set(xlim=(-0.1, pixels * 1.1), ylim=(-channels - 1.4, 0.8), aspect="equal")
    right.set_title(f"v, shape ({image.size}, 1): its first {len(first)}")
    right.set_axis_off()
    return Plot(
        figure,
        f"On the left a picture of shape {image.shape}, the first {pixels} pixels of its top row"
        f" framed. On the right the first {len(first)} numbers of the column v:"
        f" the red, green and blue of pixel (0, 0), then those of pixel (0, 1), and so on:"
        f" {', '.join(f'{value:.3g}' for value in first)}.",
    )


@drawing
def show_weights(w, shape: tuple[int, int, int] = (64, 64, 3)) -> Plot:
    """Show the weights where the pixels are that they multiply, a panel for each channel.

    Parameters
    ----------
    w : array, (height * width * channels, 1)
    shape : tuple of int
        Height, width and channels of a picture.

    Returns
    -------
    Plot
    """
    weights = np.asarray(w, dtype=float).reshape(shape)
    limit = float(np.abs(weights).max()) or 1.0
    figure = new_figure(8.4, 3.1)
    panels = figure.subplots(1, shape[2], squeeze=False)[0]
    for channel, axes in enumerate(panels):
        shown = axes.imshow(weights[..., channel], cmap="PuOr_r", vmin=-limit, vmax=limit)
        name = ("red", "green", "blue")[channel] if shape[2] == 3 else f"channel {channel}"
        axes.set(title=name, xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
    bar = figure.colorbar(shown, ax=list(panels), shrink=0.85)
    bar.set_label("weight (− against a cat, + for a cat)")
    return Plot(
        figure,
        f"The weights as {shape[2]} pictures, one for each channel, orange where a bright pixel"
        " speaks for a cat and purple where it speaks against one;"
        f" they go from {weights.min():.3g} to {weights.max():.3g}.",
    )


def _flat(values):
    return None if values is None else np.asarray(values).reshape(-1)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
