"""Figures of activation functions: the curve, its slope, and where the slope is nearly gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, Plot, drawing, new_figure

FLAT = 0.05  # a slope smaller than this is drawn as saturated
_LEAK = 0.1  # ten times the usual slope, or it could not be told from 0 by eye


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


# name -> (title, the function, its slope)
ACTIVATIONS: dict[str, tuple[str, Callable, Callable]] = {
    "sigmoid": ("sigmoid", _sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "tanh": ("tanh", np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": ("ReLU", lambda z: np.maximum(z, 0), lambda z: np.where(z > 0, 1.0, 0.0)),
    "leaky_relu": (
        f"leaky ReLU (here {_LEAK})",
        lambda z: np.where(z > 0, z, _LEAK * z),
        lambda z: np.where(z > 0, 1.0, _LEAK),
    ),
    "linear": ("linear", lambda z: z, lambda z: np.ones_like(z)),
}


@drawing
def show_activations(
    names: Sequence[str] = ("sigmoid", "tanh", "relu", "leaky_relu"),
    slopes: bool = False,
    title: str = "",
) -> Plot:
    """Draw activation functions side by side, with their slopes where these are asked for.

    Parameters
    ----------
    names : sequence of str
        Of ``"sigmoid"``, ``"tanh"``, ``"relu"``, ``"leaky_relu"`` and ``"linear"``.
    slopes : bool
        Whether the slope is drawn too, and where it is below 0.05 shaded.
    title : str

    Returns
    -------
    Plot
    """
    z = np.linspace(-5, 5, 401)
    alone = len(names) == 1  # too narrow for a legend in one line
    figure = new_figure(3.4 if alone else 2.6 * len(names), 3.7 if alone and slopes else 3.0)
    panels = figure.subplots(1, len(names), squeeze=False)[0]
    told = []
    for axes, name in zip(panels, names, strict=True):
        called, function, slope = ACTIVATIONS[name]
        a, g = function(z), _broken(slope(z), z)
        bounded = np.abs(a).max() < 2
        text = f"{called}: from {a[0]:.3g} at -5 to {a[-1]:.3g} at 5"
        if slopes:
            flat = np.abs(slope(z)) < FLAT
            axes.fill_between(
                z, 0, 1, where=flat, transform=axes.get_xaxis_transform(), facecolor="#e6e6e6",
                hatch="//", edgecolor="#bfbfbf", linewidth=0, label=f"slope below {FLAT}",
            )  # fmt: skip
            axes.plot(z, g, color=COLOURS[1], linestyle="--", label="slope g′(z)")
            text += f", slope at most {np.nanmax(g):.3g}"
            if flat.any():
                text += f", below {FLAT} in {100 * flat.mean():.0f} % of the drawn z"
        axes.plot(z, a, color=COLOURS[0], label="value g(z)", zorder=3)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.set(title=called, xlabel="z", ylim=(-1.3, 1.3) if bounded else (-1.3, 5.2))
        told.append(text)
    panels[0].set_ylabel("a = g(z)")
    if slopes:
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=1 if alone else 3)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return Plot(figure, f"{title or 'Activation functions'}. {'; '.join(told)}.")


@drawing
def show_tangents(name: str, at: Sequence[float] = (-3, -1, 0, 2)) -> Plot:
    """Draw an activation with its tangent at several places, a panel for each.

    Parameters
    ----------
    name : str
        As for :func:`show_activations`.
    at : sequence of float
        Where the curve is touched.

    Returns
    -------
    Plot
    """
    called, function, slope = ACTIVATIONS[name]
    z = np.linspace(-5, 5, 401)
    figure = new_figure(2.4 * len(at), 2.9)
    panels = figure.subplots(1, len(at), squeeze=False, sharey=True)[0]
    told = []
    for axes, point in zip(panels, at, strict=True):
        a, g = float(function(np.float64(point))), float(slope(np.float64(point)))
        run = 1.6 / np.hypot(1, g)
        axes.plot(z, function(z), color=COLOURS[0])
        axes.plot([point - run, point + run], [a - g * run, a + g * run], color=COLOURS[1],
                  linestyle="--")  # fmt: skip
        axes.plot(point, a, "o", color=COLOURS[1])
        axes.set(title=f"z = {point:g}\nslope {g:.3f}", xlabel="z")
        told.append(f"at z = {point:g} the slope is {g:.3f}")
    panels[0].set_ylabel(f"{called} of z")
    return Plot(figure, f"{called} with its tangent at {len(at)} places: {'; '.join(told)}.")


def _broken(values: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Return `values` with a gap where they jump, so that no upright line is drawn there."""
    jump = np.flatnonzero(np.abs(np.diff(values)) > 0.5)
    gapped = np.array(values, dtype=float)
    gapped[jump] = np.nan
    return gapped
